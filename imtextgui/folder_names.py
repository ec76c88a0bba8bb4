"""Whether two names are those of one folder: links, mounts and the case of letters give a folder several."""

import os
import sys
from pathlib import Path

from imtextgui.linux import mounts


def is_same(one: Path, other: Path) -> bool:
    """Whether both are one folder; one that cannot be reached is known by its name alone."""
    return one == other or _is_one(one, other) or (_lies_in(one, other) and _lies_in(other, one))


def holds(folder: Path, path: Path) -> bool:
    """Whether ``path``, which need not exist, is ``folder`` or lies in it, under whatever name."""
    around = {path, *path.parents}
    real = Path(os.path.realpath(path))
    around |= {real, *real.parents}
    return folder in around or any(_is_one(name, folder) for name in around) or _lies_in(path, folder)


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether ``path`` is in one of the places where ``folder`` or something mounted in it is."""
    if sys.platform != "linux":
        return False
    own = mounts.places(path)[:1]
    return any(place.holds(mine) for mine in own for place in mounts.places(folder))


def _is_one(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
