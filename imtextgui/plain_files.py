"""Whether a path names a file whose content can be read to its end on this disk, and what the system calls it."""

import errno
import os
import stat
import sys
from pathlib import Path

_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Attributes of Windows: offline, recalled when it is opened, recalled when it is read."""

_DATALESS = 0x40000000
"""Flag of macOS for a file whose content is in the cloud."""


def is_elsewhere(state: os.stat_result) -> bool:
    """Whether a file is a placeholder: named and sized here, its content in the cloud (OneDrive, iCloud, archives)."""
    attributes = getattr(state, "st_file_attributes", 0) & _ELSEWHERE
    return bool(attributes or getattr(state, "st_flags", 0) & _DATALESS)


def system_id(state: os.stat_result) -> str:
    """What the system calls a file, whatever its name: numbers of device and file, and the time of birth, if told.

    A number may be given to another file as soon as one is removed (ext4 does so at once, FAT numbers by the place in a
    folder); with the time of birth it is one file's alone. Windows and macOS tell that. "" where there is no number.
    """
    if not state.st_ino:
        return ""
    birth = _birth(state)
    return f"{state.st_dev:x}-{state.st_ino:x}" + (f"-{birth:x}" if birth else "")


def system_id_at(path: Path) -> str:
    """The ``system_id`` of the file at ``path``; "" where it cannot be reached."""
    try:
        return system_id(path.stat())
    except OSError:
        return ""


def _birth(state: os.stat_result) -> int:
    """When a file came to be, in ns; 0 where that is not told."""
    if sys.platform == "win32":
        # What is the time of birth there from Python 3.12 on was called the other one before.
        return int(getattr(state, "st_birthtime_ns", 0)) or state.st_ctime_ns
    return int(getattr(state, "st_birthtime", 0.0) * 1e9)


def require_plain(path: Path) -> None:
    """Raise OSError unless ``path`` is a plain file, or a link to one.

    A pipe keeps whoever opens it waiting until somebody writes into it, and a device may never end.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "a pipe or device, not a file", str(path))
