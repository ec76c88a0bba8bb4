"""A catalogue in one archive, and back: what cannot be made again, as it is at one moment."""

import json
import os
import shutil
import sqlite3
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

from imtextgui import __version__, durable, file_output
from imtextgui.config.paths import make_private
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import (
    CatalogueBackupDamaged,
    CatalogueBusy,
    CatalogueDamaged,
    CatalogueDiskFull,
    CatalogueExists,
    CatalogueForbidden,
    CatalogueMissing,
    CatalogueOutdated,
    CatalogueTooNew,
    ReportDiskFull,
    ReportForbidden,
    translating,
)
from imtextgui.plain_files import require_plain
from imtextgui.store import schema
from imtextgui.store.database import Database, translated, translated_os

FORMAT = 1
DESCRIPTION = "backup.json"
DISPOSABLE = frozenset({"index", "writer.lock"})
"""Of a catalogue folder: made anew by the next search, or by the next opening."""

_CHUNK = 8 << 20
"""Bytes between two steps of progress, which is when the job can be closed."""


def backup(database: Database, target: Path, *, overwrite: bool = False) -> Job[Path]:
    """Write the catalogue of ``database`` into the archive ``target``, and replace what was there only at the end.

    The catalogue may be in use, by a run too: the copy is of one moment. Yields after every few megabytes; ``done`` and
    ``total`` are bytes. Raises ReportForbidden and ReportDiskFull about ``target``, and ReportExists where it exists
    and may not be overwritten.
    """
    folder = database.path.parent
    with _target_is_meant(target, database), translated_os(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with file_output.drafted(target, overwrite=overwrite) as draft:
            yield Progress(Stage.BACKUP)
            # SQLite copies into a file of its own first: a database in use cannot be packed byte by byte.
            copy = draft.with_name("copy.sqlite3")
            _copy_database(database, copy)
            files = {database.path.name: copy} | {
                file.name: file for file in others(folder, database.path.name)
            }
            yield from pack(files, draft)
    return target


def restore(archive: Path, folder: Path, database: str) -> Job[Path]:
    """Make the catalogue of ``archive`` in ``folder``, whose database file is named ``database``; gives ``folder``.

    Nothing is there before the whole archive has proved to be whole. Raises CatalogueMissing, CatalogueBackupDamaged,
    CatalogueTooNew, CatalogueExists where the folder holds a catalogue or any other file already, CatalogueForbidden
    and CatalogueDiskFull.
    """
    with translated_os(folder):
        _refuse_occupied(folder)
    if not archive.exists():
        raise CatalogueMissing(path=str(archive))
    with translating(CatalogueBackupDamaged, OSError, path=str(archive)):
        require_plain(archive)
    with translated_os(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Files move within one drive only, and beside the root of a stick is another one.
        fresh = file_output.private_folder(folder / database if os.path.ismount(folder) else folder)
    try:
        yield from unpack(archive, fresh, database, folder)
        _refuse_damaged(archive, fresh / database)
        with translated_os(folder):
            _refuse_occupied(folder, fresh)
            _move(fresh, folder, database)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


@contextmanager
def _target_is_meant(target: Path, database: Database) -> Iterator[None]:
    """Say of the place of an archive what is said of a catalogue otherwise: that one needs no room to be read."""
    try:
        yield
    except CatalogueDiskFull as trouble:
        raise ReportDiskFull(path=str(target)) from trouble
    except CatalogueForbidden as trouble:
        if trouble.details["path"] == str(database.path):
            raise
        raise ReportForbidden(path=str(target), reason=trouble.details["reason"]) from trouble


def _copy_database(database: Database, copy: Path) -> None:
    with translated(copy), closing(sqlite3.connect(copy)) as target:
        database.copy_to(target)
        # A database in WAL mode would want a folder that it may write to, wherever the archive is looked into.
        target.execute("PRAGMA journal_mode = DELETE")


def others(folder: Path, database: str) -> Iterator[Path]:
    """What else lies in the catalogue folder and is somebody's work, as the site's dictionary."""
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.is_file() and not file.name.startswith(database) and file.name not in DISPOSABLE:
            yield file


def pack(
    files: dict[str, Path], draft: Path, more: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Progress]:
    """Write ``files`` by their names in the archive into ``draft``, and ``more`` into its description.

    Yields after every few megabytes.
    """
    total, done = sum(file.stat().st_size for file in files.values()), 0
    described = {"format": FORMAT, "version": __version__, "schema": schema.VERSION, "made": int(time.time())}
    # Vectors hardly shrink whatever the level, and texts most of the way with the quickest.
    draft.touch(mode=0o600)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(DESCRIPTION, json.dumps({**described, **more, "files": sorted(files)}))
        for name, file in files.items():
            with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
                    done += len(chunk)
                    yield Progress(Stage.BACKUP, done=done, total=total, detail=name)


def unpack(archive: Path, fresh: Path, database: str, folder: Path) -> Job[None]:
    """Put the files of ``archive`` into the folder ``fresh``, which is made for the one of the catalogue ``folder``.

    Raises CatalogueBackupDamaged, also where the archive cannot be read, and CatalogueForbidden and CatalogueDiskFull
    about ``folder``, which is the one of the two that the user knows.
    """
    damaged = (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        TypeError,
        KeyError,
        EOFError,
        NotImplementedError,
        RecursionError,
    )
    with (
        translating(CatalogueBackupDamaged, *damaged, path=str(archive)),
        zipfile.ZipFile(archive) as opened,
    ):
        described = json.loads(opened.read(DESCRIPTION))
        names = [str(name) for name in described["files"]]
        if described["format"] != FORMAT or database not in names or any(Path(n).name != n for n in names):
            raise ValueError("not a backup of this program")
        total, done = sum(opened.getinfo(name).file_size for name in names), 0
        for name in names:
            with opened.open(name) as source, translated_os(folder), (fresh / name).open("wb") as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
                    done += len(chunk)
                    yield Progress(Stage.BACKUP, done=done, total=total, detail=name)


def _refuse_occupied(folder: Path, fresh: Path | None = None) -> None:
    """Raise CatalogueExists where ``folder`` holds anything but ``fresh``: a file of the user, or the log of another
    database.
    """
    held = [file for file in folder.iterdir() if file != fresh] if folder.exists() else []
    if any(file.name not in DISPOSABLE for file in held):
        raise CatalogueExists(path=str(folder))


def _refuse_damaged(archive: Path, file: Path) -> None:
    """Raise CatalogueBackupDamaged or CatalogueTooNew where the database ``file`` of ``archive`` cannot be opened."""
    try:
        Database.open(file, read_only=True).close()
    except CatalogueOutdated:
        pass  # of an older version: it is brought up to date when it is opened
    except CatalogueTooNew as trouble:
        raise CatalogueTooNew(**(trouble.details | {"path": str(archive)})) from trouble
    except (CatalogueDamaged, CatalogueBusy) as trouble:
        reason = str(trouble.details.get("reason", trouble.code))
        raise CatalogueBackupDamaged(path=str(archive), reason=reason) from trouble


def _move(fresh: Path, folder: Path, database: str) -> None:
    make_private(folder)
    # The database comes last: with it the folder becomes a catalogue.
    for file in sorted(fresh.iterdir(), key=lambda file: file.name == database):
        durable.replace(file, folder / file.name)
    durable.flush_folder(folder.parent)
