"""The one place that writes files outside the catalogue: where they may lie, and how they come there whole."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from imtextgui import durable, folder_names
from imtextgui.absolute_paths import absolute
from imtextgui.config import temporary
from imtextgui.config.paths import is_catalogue, is_of_publication
from imtextgui.errors import (
    FULL_DISK,
    ReportDiskFull,
    ReportExists,
    ReportForbidden,
    ReportInCatalogue,
    ReportInSource,
    translating,
)

_CATALOGUE_FOLDERS = ("backups", "index", "damaged ")
"""How the names of the folders begin that a catalogue keeps in its own."""


def checked(
    target: Path, sources: Iterable[Path], *, catalogue: Path | None = None, overwrite: bool = False
) -> Path:
    """``target`` as an absolute path. Raises ReportInSource where it lies in one of the folders ``sources``.

    Links are followed, and a folder is known by whatever name it is called, also where it is mounted twice. Raises
    ReportInCatalogue where it would lie among the files of a catalogue, of this one or another, or is one of a
    publication: its name may be that of the dictionary or the database. Of the folder ``catalogue`` no folder is taken
    either, as for a backup, which must outlive it. Raises ReportExists where something is there already, unless it is a
    file and may be overwritten.
    """
    target = absolute(target)
    require_outside(target, sources, catalogue=catalogue)
    real = Path(os.path.realpath(target))
    if is_of_publication(real):
        raise ReportInCatalogue(path=str(target), other=str(real.parent))
    _refuse_existing(target, overwrite=overwrite)
    return target


def require_outside(target: Path, sources: Iterable[Path], *, catalogue: Path | None = None) -> None:
    """Raise ReportInSource and ReportInCatalogue as ``checked``, also for what publishes itself, over what is there."""
    for source in sources:
        if folder_names.holds(source, target):
            raise ReportInSource(path=str(target), other=str(source))
    _refuse_in_catalogue(target, catalogue)


@contextlib.contextmanager
def drafted(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Give the path of a file to write, which becomes ``target`` when the block ends without an exception.

    It lies beside ``target`` in a folder of its own, whose name nobody can guess and which is gone afterwards; other
    files may be put beside it. Raises ReportExists where ``target`` exists and may not be overwritten, also where it
    came while the draft was written, and OSError.
    """
    _refuse_existing(target, overwrite=overwrite)
    folder = private_folder(target)
    try:
        draft = folder / "draft"
        yield draft
        _put(draft, target, overwrite=overwrite)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make ``folder`` with those above it, where they are missing. Raises ReportForbidden."""
    with translating(ReportForbidden, OSError, path=str(folder)):
        folder.mkdir(parents=True, exist_ok=True)


def private_folder(target: Path) -> Path:
    """Make a new empty folder beside ``target``, with a name nobody can guess, that only its owner may enter."""
    return temporary.beside(target)


def write(target: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write ``data`` into ``target``, which is what it was until all is on the disk.

    Raises ReportExists, ReportDiskFull and ReportForbidden.
    """
    try:
        with drafted(target, overwrite=overwrite) as draft:
            draft.write_bytes(data)
    except OSError as trouble:
        full = trouble.errno in FULL_DISK
        kind = ReportDiskFull if full else ReportForbidden
        raise kind(path=str(target), reason=trouble.strerror or str(trouble)) from trouble


def _put(draft: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        durable.replace(draft, target)
        return
    try:
        durable.name_new(draft, target)
    except FileExistsError as trouble:
        raise ReportExists(path=str(target)) from trouble


def _refuse_existing(target: Path, *, overwrite: bool) -> None:
    if os.path.lexists(target) and not (overwrite and target.is_file()):
        raise ReportExists(path=str(target))


def _refuse_in_catalogue(target: Path, catalogue: Path | None) -> None:
    held = catalogue if catalogue is not None and folder_names.holds(catalogue, target) else None
    held = held or _catalogue_around(target) or _catalogue_around(Path(os.path.realpath(target)))
    if held:
        raise ReportInCatalogue(path=str(target), other=str(held))


def _catalogue_around(target: Path) -> Path | None:
    """The folder of the catalogue that ``target`` would be a file of.

    Other folders in it are the user's: a catalogue may lie at the root of a stick.
    """
    below = ""
    for folder in target.parents:
        if (not below or below.startswith(_CATALOGUE_FOLDERS)) and is_catalogue(folder):
            return folder
        below = folder.name
    return None
