"""What is asked of the kernel for its versions of Landlock; ``reliability/test_confined_readers.py`` tries it out."""

import ctypes
import os
import struct
from pathlib import Path

import pytest

from imtextgui.linux import landlock, system_calls

pytestmark = pytest.mark.skipif(not hasattr(os, "O_PATH"), reason="what only Linux has")


class Kernel:
    """Takes down the rules that it is asked for; ``version`` 0 has none."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.sizes: list[int] = []
        self.handled: tuple[int, ...] = ()
        self.allowed: dict[str, int] = {}
        self.restricted = False

    def call(self, name: str, *arguments: object) -> int:
        if name == "landlock_create_ruleset":
            rules, size, flags = arguments
            if not self.version:
                raise OSError(38, "no such call")
            if flags == 1:
                return self.version
            assert isinstance(size, int)
            self.sizes.append(size)
            self.handled = struct.unpack_from("<3Q", bytes(rules._obj))  # type: ignore[attr-defined]  # noqa: SLF001 (what byref points at)
            return os.open(os.devnull, os.O_RDONLY)
        if name == "landlock_add_rule":
            _, _, rule, _ = arguments
            allowed, folder = struct.unpack("<Qi", bytes(rule._obj))  # type: ignore[attr-defined]  # noqa: SLF001
            self.allowed[str(Path(f"/proc/self/fd/{folder}").readlink())] = allowed
            return 0
        assert name == "landlock_restrict_self"
        self.restricted = True
        return 0


def restricted(version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kernel:
    kernel = Kernel(version)
    monkeypatch.setattr(system_calls, "call", kernel.call)
    monkeypatch.setattr(system_calls, "give_up_new_privileges", lambda: None)
    for folder in ("sources", "scratch"):
        (tmp_path / folder).mkdir()
    (tmp_path / "file").write_text("x")
    landlock.restrict(
        [tmp_path / "sources", tmp_path / "file", tmp_path / "not there"], [tmp_path / "scratch"]
    )
    assert kernel.restricted
    return kernel


@pytest.mark.parametrize(
    ("version", "size", "files", "others"),
    [(1, 8, 13, (0, 0)), (3, 8, 15, (0, 0)), (4, 16, 15, (3, 0)), (6, 24, 16, (3, 3)), (9, 24, 16, (3, 3))],
)
def test_all_that_a_version_knows_is_refused(
    version: int,
    size: int,
    files: int,
    others: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kernel = restricted(version, tmp_path, monkeypatch)
    assert kernel.sizes == [size]
    assert kernel.handled == (2**files - 1, *others)
    read, read_file = 0b1100, 0b0100
    assert kernel.allowed[str(tmp_path / "sources")] == read
    assert kernel.allowed[str(tmp_path / "file")] == read_file
    written = kernel.allowed[str(tmp_path / "scratch")]
    assert written & 1 == 0, "nothing is run from there"
    assert written & 0b1110 == 0b1110
    assert len(kernel.allowed) == 3


def test_a_system_without_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_calls, "call", Kernel(0).call)
    assert landlock.version() == 0
    with pytest.raises(OSError, match="Landlock"):
        landlock.restrict([tmp_path], [])


def test_no_new_rights_are_given_up_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def prctl(self, *_: object) -> int:
            return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library())
    with pytest.raises(OSError, match="prctl"):
        system_calls.give_up_new_privileges()
