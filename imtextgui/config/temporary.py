"""Temporary folders of this program, and the removal of those that a kill has left."""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LEFT_SECONDS = 3600.0
"""A folder whose process is gone is removed when it is older: in a container a process may be alive that cannot be
seen from here, and no file is read for so long.
"""

LEFT_BESIDE_SECONDS = 86_400.0
"""The same beside a file of the user: it may lie on a share, where another machine writes a large backup."""

_NAME = re.compile(r"\.?imtextgui-(\d+)-\w+")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder that only its owner may enter; it is gone afterwards, or swept by a later run."""
    with tempfile.TemporaryDirectory(prefix=f"imtextgui-{os.getpid()}-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def new_folder() -> Path:
    """As ``temporary_folder``, for another process: whoever asks has it removed."""
    return Path(tempfile.mkdtemp(prefix=f"imtextgui-{os.getpid()}-"))


def remove(folder: Path) -> None:
    """Remove a folder of ``new_folder`` with all that is in it; raises nothing."""
    shutil.rmtree(folder, ignore_errors=True)


def use(folder: Path) -> None:
    """Let all temporary files of this process lie in ``folder`` from now on."""
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def beside(target: Path) -> Path:
    """Make a new empty folder beside ``target``, with a name nobody can guess, that only its owner may enter.

    Those that a kill has left there are removed. Raises OSError.
    """
    _sweep(target.parent.glob(".imtextgui-*"), time.time(), LEFT_BESIDE_SECONDS)
    return Path(tempfile.mkdtemp(prefix=f".imtextgui-{os.getpid()}-", dir=target.parent))


def is_beside(folder: Path) -> bool:
    """Whether ``folder`` is named as one of ``beside``: it is in use, or a kill has left it."""
    return folder.name.startswith(".") and bool(_NAME.fullmatch(folder.name)) and folder.is_dir()


def sweep(now: float | None = None) -> int:
    """Remove the temporary folders of processes that are gone, and tell how many; raises nothing."""
    now = time.time() if now is None else now
    return _sweep(Path(tempfile.gettempdir()).glob("imtextgui-*"), now, LEFT_SECONDS)


def _sweep(folders: Iterator[Path], now: float, seconds: float) -> int:
    removed = 0
    with suppress(OSError):
        for folder in folders:
            if _is_left(folder, now, seconds):
                shutil.rmtree(folder, ignore_errors=True)
                removed += 1
    return removed


def _is_left(folder: Path, now: float, seconds: float) -> bool:
    named = _NAME.fullmatch(folder.name)
    if named is None:
        return False
    try:
        state = folder.lstat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    # The clock may have been put back: what was changed in the future is as old as nobody knows.
    return own and folder.is_dir() and abs(now - state.st_mtime) > seconds and not _is_alive(int(named[1]))


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        return False  # to ask would end it; nothing removes there what is open
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
