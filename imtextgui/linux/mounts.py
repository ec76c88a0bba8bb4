"""Where a folder really is: mounts give one folder several names, which no link tells."""

import os
import re
from pathlib import Path
from typing import NamedTuple

TABLE = Path("/proc/self/mountinfo")

_FIELDS = 5
"""Number, number of the parent, device, root in its file system, mount point; what follows is not needed."""

_ESCAPE = re.compile(rb"\\([0-7]{3})")
"""How the kernel writes blanks and backslashes of a path."""


class Place(NamedTuple):
    """A path in a file system, which the kernel calls by its ``device``; the same under all names of the path."""

    device: bytes
    path: Path

    def holds(self, other: "Place") -> bool:
        """Whether ``other`` is this place, or lies in it."""
        return self.device == other.device and (self.path == other.path or self.path in other.path.parents)


class _Mount(NamedTuple):
    point: Path
    place: Place


def places(folder: Path) -> list[Place]:
    """Where ``folder`` is, and where what is mounted in it is; nothing where the kernel does not tell.

    Links are followed; what does not exist yet is where it would be made.
    """
    real, mounts = Path(os.path.realpath(folder)), _mounts()
    around = [mount for mount in mounts if mount.point == real or mount.point in real.parents]
    if not around:
        return []
    # Of mounts at one point the last one hides those before.
    holder = max(reversed(around), key=lambda mount: len(mount.point.parts))
    own = Place(holder.place.device, holder.place.path / real.relative_to(holder.point))
    return [own, *(mount.place for mount in mounts if real in mount.point.parents)]


def _mounts() -> list[_Mount]:
    try:
        lines = TABLE.read_bytes().splitlines()
    except OSError:
        return []
    rows = [line.split(b" ") for line in lines]
    return [_Mount(_path(row[4]), Place(row[2], _path(row[3]))) for row in rows if len(row) >= _FIELDS]


def _path(told: bytes) -> Path:
    return Path(os.fsdecode(_ESCAPE.sub(lambda escape: bytes([int(escape[1], 8) & 255]), told)))
