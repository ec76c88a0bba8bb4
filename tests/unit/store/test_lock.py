"""One program at a time changes a catalogue."""

import subprocess
import sys
from pathlib import Path

import pytest

from imtextgui.errors import CatalogueForbidden
from imtextgui.store.lock import WriterLock

HOLD = """
import sys
from pathlib import Path
from imtextgui.store.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_the_second_one_does_not_get_it_until_the_first_lets_go(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    with first:
        assert first.acquire()
        assert not second.acquire()
    assert second.acquire()
    second.release()
    second.release()


def test_a_killed_program_lets_go(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "True\n"
        lock = WriterLock(tmp_path)
        assert not lock.acquire()
        child.kill()
        child.wait()
        assert lock.acquire()
        lock.release()


def test_who_waits_says_so_and_gets_it_or_gives_up(tmp_path: Path) -> None:
    told: list[str] = []
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    assert first.acquire(waiting=lambda: told.append("no"))
    assert not second.acquire(wait=0.05, waiting=lambda: told.append("in vain"))
    assert not second.acquire(wait=0.05)
    assert second.acquire(wait=20, waiting=first.release)
    assert told == ["in vain"]
    second.release()


def test_a_folder_that_is_none_is_forbidden(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CatalogueForbidden):
        WriterLock(tmp_path / "file").acquire()
