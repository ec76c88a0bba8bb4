"""Whether a path names a file whose content can be read to its end, and is on this disk."""

import errno
import os
import stat
from pathlib import Path

_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Attributes of Windows: offline, recalled when it is opened, recalled when it is read."""

_DATALESS = 0x40000000
"""Flag of macOS for a file whose content is in the cloud."""


def is_elsewhere(state: os.stat_result) -> bool:
    """Whether a file is a placeholder: named and sized here, its content in the cloud (OneDrive, iCloud, archives)."""
    attributes = getattr(state, "st_file_attributes", 0) & _ELSEWHERE
    return bool(attributes or getattr(state, "st_flags", 0) & _DATALESS)


def require_plain(path: Path) -> None:
    """Raise OSError unless ``path`` is a plain file, or a link to one.

    A pipe keeps whoever opens it waiting until somebody writes into it, and a device may never end.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "a pipe or device, not a file", str(path))
