"""Temporary folders are gone after use, and those of a killed run at the next start."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from imtextgui.config import temporary


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_temporary_folder_is_gone_afterwards(tmp_path: Path) -> None:
    with temporary.temporary_folder() as folder:
        (folder / "copy.pdf").write_bytes(b"x")
        assert folder.parent == tmp_path
        assert str(os.getpid()) in folder.name
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    later = time.time() + 2 * temporary.LEFT_SECONDS
    kept = [
        tmp_path / f"imtextgui-{os.getpid()}-abc",
        tmp_path / "imtextgui-notes",
        tmp_path / "imtextgui-selftest-abc",
        tmp_path / "other-1-abc",
    ]
    for folder in [*kept, tmp_path / f"imtextgui-{gone.pid}-abc_12"]:
        folder.mkdir()
        (folder / "copy.pdf").write_bytes(b"x")
    (tmp_path / f"imtextgui-{gone.pid}-file").write_text("a file, not ours")
    kept.append(tmp_path / f"imtextgui-{gone.pid}-file")
    assert temporary.sweep() == 0, "too young: it may be that of a process that cannot be seen from here"
    assert temporary.sweep(later) == 1
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_a_clock_that_was_put_back_keeps_no_folder_for_ever(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / f"imtextgui-{gone.pid}-abc").mkdir()
    assert temporary.sweep(time.time() - 10 * temporary.LEFT_SECONDS) == 1


def test_sweeping_raises_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / f"imtextgui-{10**30}-abc").mkdir()
    assert temporary.sweep(time.time() + 2 * temporary.LEFT_SECONDS) == 0
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert temporary.sweep() == 0


def test_what_a_kill_left_beside_a_file_is_removed_when_something_is_written_there_again(
    tmp_path: Path,
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, young, theirs = (
        tmp_path / name
        for name in (f".imtextgui-{gone.pid}-abc", f".imtextgui-{gone.pid}-new", ".imtextgui-notes")
    )
    for folder in (left, young, theirs):
        folder.mkdir()
        (folder / "copy.sqlite3").write_bytes(b"x")
    for folder in (left, theirs):
        os.utime(folder, (0, time.time() - 2 * temporary.LEFT_BESIDE_SECONDS))
    made = temporary.beside(tmp_path / "backup.zip")
    assert sorted(tmp_path.iterdir()) == sorted([young, theirs, made])
