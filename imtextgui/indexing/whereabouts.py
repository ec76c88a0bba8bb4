"""Where a folder may be that is not at its place: at another letter of its drive, or by the name of its share."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from imtextgui.indexing.removals import SourcePlace, filesystem
from imtextgui.windows import network_drives


class Drive(NamedTuple):
    """A drive of Windows: its ``root`` (``E:\\``), the ``real`` folder behind it, which of a mapped drive is one of a
    share, and what its file system calls itself, "" where it has no name.
    """

    root: str
    real: str
    filesystem: str


def drives() -> list[Drive]:
    """The drives of Windows; none on other systems. One that is not connected may take seconds to say so."""
    return [Drive(root, os.path.realpath(root), filesystem(root)) for root in network_drives.roots()]


def whereabouts(
    place: SourcePlace, drives: Iterable[Drive], is_folder: Callable[[str], bool] = os.path.isdir
) -> list[Path]:
    """The folders that may be the one that was at ``place`` at its last run, the likeliest first.

    Whether one holds its files is not looked at: ``relocation.check_relocation`` does.
    """
    found = dict.fromkeys(folder for folder in _names(place, drives) if is_folder(folder))
    return [Path(folder) for folder in found]


def _names(place: SourcePlace, drives: Iterable[Drive]) -> Iterator[str]:
    if not place.real:
        return
    real = PureWindowsPath(place.real)
    same_volume: list[str] = []
    for drive in drives:
        if real.is_relative_to(drive.real):
            yield str(PureWindowsPath(drive.root) / real.relative_to(drive.real))
        elif place.filesystem and place.filesystem == drive.filesystem and real.is_relative_to(place.mount):
            same_volume.append(str(PureWindowsPath(drive.root) / real.relative_to(place.mount)))
    yield from same_volume
    if real.drive.startswith("\\\\"):
        yield str(real)
