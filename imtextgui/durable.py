"""Puts a file in the place of another so that it outlasts a power cut: first its bytes, then its name."""

import os
from contextlib import suppress
from pathlib import Path


def replace(fresh: Path, target: Path) -> None:
    """Give ``fresh`` the name ``target``, whole and for good; a file that was there is replaced. Raises OSError.

    Without the first step a file of no bytes may have the name after a power cut, without the last none at all.
    """
    flush(fresh)
    fresh.replace(target)
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
