"""Whether a path lies on another machine, and which drives there are."""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath
from string import ascii_uppercase

from imtextgui.windows.long_paths import VERBATIM

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset(
    {"cifs", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afs", "ceph", "davfs", "fuse.sshfs", "fuse.davfs"}
)
"""File systems of Linux behind which another machine may hold the same file open."""

_DRIVE_REMOTE = 4


def on_network(path: Path) -> bool:
    """Whether ``path`` is on a share or a mapped drive, as far as the system tells."""
    if sys.platform == "win32":
        return on_share(path, _drive_type)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # no Linux
        return False
    return on_network_mount(Path(os.path.realpath(path)), mounts)


def on_share(path: PurePath, drive_type: Callable[[str], int]) -> bool:
    """Whether a path of Windows names a server, or a drive that ``drive_type`` (GetDriveTypeW) calls remote."""
    text = str(PureWindowsPath(path)).removeprefix(VERBATIM)
    if text.upper().startswith("UNC\\"):
        return True
    if text.startswith("\\\\"):
        return not text.startswith("\\\\.\\")
    return drive_type(f"{PureWindowsPath(text).drive}\\") == _DRIVE_REMOTE


def on_network_mount(path: PurePath, mounts: str) -> bool:
    """Whether the nearest of the ``mounts`` (lines of /proc/self/mounts) above ``path`` is one of a network."""
    kinds = {}
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            kinds[fields[1].replace("\\040", " ")] = fields[2]
    nearest = next((str(folder) for folder in (path, *path.parents) if str(folder) in kinds), "")
    return kinds.get(nearest, "") in _NETWORK


def roots() -> list[str]:
    """The roots of the drives that have letters (``C:\\``), by letter; none on other systems."""
    return lettered(_drive_letters()) if sys.platform == "win32" else []


def lettered(bits: int) -> list[str]:
    """The roots of the drives whose ``bits`` are set, A: being the lowest."""
    return [f"{letter}:\\" for place, letter in enumerate(ascii_uppercase) if bits & 1 << place]


def _drive_letters() -> int:
    return int(ctypes.windll.kernel32.GetLogicalDrives())  # type: ignore[attr-defined,unused-ignore]


def _drive_type(root: str) -> int:
    return int(ctypes.windll.kernel32.GetDriveTypeW(root))  # type: ignore[attr-defined,unused-ignore]
