"""Puts a file in the place of another so that it outlasts a power cut: first its bytes, then its name."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

PATIENCE_SECONDS = 1.0
"""Windows gives no name to a file, or to a folder with one, that another program has open: a second window that reads
it, a virus scanner that looks into what was just written. Both let go of small files within milliseconds.
"""

_PAUSE_SECONDS = 0.02

R = TypeVar("R")


def patiently(act: Callable[[], R], seconds: float = PATIENCE_SECONDS) -> R:
    """What ``act`` gives; where Windows refuses it, it is tried again for ``seconds``. Raises as ``act`` does."""
    until = time.monotonic() + seconds
    while True:
        try:
            return act()
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() >= until:
                raise
        time.sleep(_PAUSE_SECONDS)


def replace(fresh: Path, target: Path, *, patience: float = PATIENCE_SECONDS) -> None:
    """Give ``fresh`` the name ``target``, whole and for good; a file that was there is replaced. Raises OSError.

    On Windows whoever has one of them open is waited for, as ``patiently`` does.
    Without the first step a file of no bytes may have the name after a power cut, without the last none at all.
    """
    flush(fresh)
    patiently(lambda: fresh.replace(target), patience)
    flush_folder(target.parent)


def name_new(fresh: Path, target: Path) -> None:
    """As ``replace``, but raises FileExistsError where something is called ``target`` already."""
    flush(fresh)
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without a second name for a file
        _reserve_and_replace(fresh, target)
    else:
        fresh.unlink()
    flush_folder(target.parent)


def flush(file: Path) -> None:
    """Wait until the bytes of ``file`` are on the disk. Raises OSError."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk, where the system lets us: Windows gives no handle for one."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reserve_and_replace(fresh: Path, target: Path) -> None:
    # Reserves the name: of several programs one gets it. Windows would refuse a rename, POSIX replaces.
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        fresh.replace(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise
