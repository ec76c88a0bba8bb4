"""Nothing waits for a pipe that is given in place of a file."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from imtextgui import plain_files
from imtextgui.plain_files import require_plain, system_id, system_id_at


def test_a_file_and_a_link_to_one_are_plain_and_a_folder_is_not(tmp_path: Path) -> None:
    file, link = tmp_path / "a.csv", tmp_path / "link.csv"
    file.touch()
    link.symlink_to(file)
    require_plain(file)
    require_plain(link)
    with pytest.raises(IsADirectoryError):
        require_plain(tmp_path)
    with pytest.raises(FileNotFoundError):
        require_plain(tmp_path / "gone")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="a pipe or device"):
        require_plain(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("platform", "state", "expected"),
    [
        ("win32", {"st_ino": 0x1000000000042, "st_ctime_ns": 0x5F}, "7-1000000000042-5f"),
        ("win32", {"st_ino": 1 << 100, "st_ctime_ns": 1, "st_birthtime_ns": 0x5E}, f"7-{1 << 100:x}-5e"),
        ("win32", {"st_ino": 0, "st_ctime_ns": 0x5F}, ""),
        ("darwin", {"st_ino": 0x42, "st_birthtime": 2.0}, f"7-42-{2 * 10**9:x}"),
        ("linux", {"st_ino": 0x42, "st_ctime_ns": 0x5F}, "7-42"),
    ],
    ids=["Windows", "Windows, Python 3.12", "Windows, as a folder lists it", "macOS", "Linux"],
)
def test_what_systems_call_a_file(
    platform: str, state: dict[str, int | float], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_files, "sys", SimpleNamespace(platform=platform))
    assert system_id(SimpleNamespace(st_dev=7, **state)) == expected  # type: ignore[arg-type]


def test_this_system_calls_a_file_the_same_under_another_name_and_with_other_bytes(tmp_path: Path) -> None:
    path, other = tmp_path / "a.txt", tmp_path / "other.txt"
    path.write_text("one", encoding="utf-8")
    other.write_text("one", encoding="utf-8")
    called = system_id_at(path)
    path = path.rename(tmp_path / "b.txt")
    path.write_text("another", encoding="utf-8")
    assert system_id_at(path) == called
    assert "" != called != system_id_at(other)
    assert system_id_at(tmp_path / "a.txt") == ""
