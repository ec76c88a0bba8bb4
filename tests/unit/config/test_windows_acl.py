"""Private folders on Windows, over calls that only note how they were called."""

import ctypes
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from imtextgui.config import paths, windows_acl


class FakeApi:
    """Notes the folders it is asked for; ``error`` is what it answers."""

    def __init__(self, error: int = 0) -> None:
        self.error = error
        self.made: list[tuple[str, int]] = []
        self.alive: list[int] = []

    def descriptor(self, sddl: str) -> int:
        assert sddl == windows_acl.SDDL
        self.alive.append(77)
        return 77

    def create_folder(self, folder: str, descriptor: int) -> int:
        self.made.append((folder, descriptor))
        if not self.error:
            Path(folder).mkdir()
        return self.error

    def release(self, descriptor: int) -> None:
        self.alive.remove(descriptor)


def test_a_folder_has_its_rights_from_the_first_moment(tmp_path: Path) -> None:
    api = FakeApi()
    windows_acl.make_folder(tmp_path / "図面", api)
    assert api.made == [(str(tmp_path / "図面"), 77)]
    assert api.alive == []


def test_the_rights_are_the_owners_and_of_nobody_who_is_not_named() -> None:
    inherited, _, entries = windows_acl.SDDL.partition("P")
    assert inherited == "D:"
    assert entries.count("(A;OICI;FA;;;") == entries.count("(") == 3
    assert {entry.rstrip(")")[-2:] for entry in entries.split("(") if entry} == {"SY", "BA", "OW"}


def test_what_exists_stays_and_what_is_refused_is_told(tmp_path: Path) -> None:
    windows_acl.make_folder(tmp_path, FakeApi(183))
    with pytest.raises(OSError, match="cannot be made") as told:
        windows_acl.make_folder(tmp_path / "new", FakeApi(5))
    assert told.value.errno == 5


def test_paths_asks_for_them_where_a_folder_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    api = FakeApi()
    monkeypatch.setattr(windows_acl, "WindowsApi", lambda: api)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(paths, "data_dir", lambda: tmp_path / "data")
    paths.make_private(tmp_path / "data" / "catalogue")
    paths.make_private(tmp_path / "data" / "catalogue")
    assert [Path(folder).name for folder, _ in api.made] == ["data", "catalogue"]


def test_the_calls_are_those_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "WinDLL", None, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 5, raising=False)
    asked: list[tuple[str, Any]] = []
    works = [True]

    def convert(text: Any, revision: int, out: Any, size: None) -> bool:
        asked.append(("convert", (text.value, revision)))
        out._obj.value = 4096  # noqa: SLF001 - what byref points to
        return works[0]

    def create(folder: Any, attributes: Any) -> bool:
        given = attributes._obj  # noqa: SLF001 - what byref points to
        asked.append(("create", (folder.value, given.descriptor, given.length == ctypes.sizeof(given))))
        return works[0]

    advapi32 = SimpleNamespace(ConvertStringSecurityDescriptorToSecurityDescriptorW=convert)
    kernel32 = SimpleNamespace(
        CreateDirectoryW=create,
        LocalFree=lambda address: asked.append(("free", address.value)),
        GetLastError=lambda: 5,
    )
    api = windows_acl.WindowsApi(advapi32, kernel32)
    windows_acl.make_folder(Path("new"), api)
    assert asked == [
        ("convert", (windows_acl.SDDL, 1)),
        ("create", ("new", 4096, True)),
        ("free", 4096),
    ]
    works[0] = False
    assert api.create_folder("new", 4096) == 5
    with pytest.raises(OSError, match="security descriptor"):
        api.descriptor("nonsense")
