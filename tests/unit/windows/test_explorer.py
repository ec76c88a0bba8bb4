"""A file is selected in its folder by the shell's own call."""

import ctypes
import sys
from pathlib import Path

import pytest

from imtextgui.windows import explorer


class Shell:
    """The functions of ``shell32`` and ``ole32`` that are called; ``there`` is what it knows, ``opens`` its answer."""

    def __init__(self, there: int = 99, opens: int = 0) -> None:
        self.there, self.opens = there, opens
        self.asked: list[tuple[object, ...]] = []

    def ILCreateFromPathW(self, path: str) -> int:  # noqa: N802
        self.asked.append((path,))
        return self.there

    def SHOpenFolderAndSelectItems(self, *arguments: object) -> int:  # noqa: N802
        self.asked.append(arguments)
        return self.opens

    def CoTaskMemFree(self, pointer: int) -> None:  # noqa: N802
        self.asked.append(("free", pointer))


@pytest.fixture(autouse=True)
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")


@pytest.mark.parametrize(("opens", "expected"), [(0, True), (-2147467259, False)])
def test_a_file_is_selected(opens: int, expected: bool) -> None:
    shell = Shell(opens=opens)
    path = Path("図面, Rev.2.pdf")
    assert explorer.reveal(path, lambda: (shell, shell)) is expected
    assert shell.asked == [(str(path),), (99, 0, None, 0), ("free", 99)]


def test_what_is_not_there_cannot_be_selected() -> None:
    shell = Shell(there=0)
    assert not explorer.reveal(Path("a.pdf"), lambda: (shell, shell))
    assert len(shell.asked) == 1


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not explorer.reveal(Path("a.pdf"))


@pytest.mark.skipif(not hasattr(ctypes, "WinDLL"), reason="the system's own shell")
def test_the_system_knows_no_file_that_is_not_there(tmp_path: Path) -> None:
    assert not explorer.reveal(tmp_path / "none" / "図面.pdf")
