"""A catalogue in one archive, and back: what cannot be made again, as it is at one moment."""

import json
import lzma
import os
import shutil
import sqlite3
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

from imtextgui import __version__, durable, file_output, folder_names
from imtextgui.config import temporary
from imtextgui.config.paths import (
    DICTIONARY,
    data_dir,
    default_catalogue,
    is_database_lost,
    make_private,
)
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import (
    CatalogueBackupDamaged,
    CatalogueBusy,
    CatalogueDamaged,
    CatalogueDiskFull,
    CatalogueExists,
    CatalogueForbidden,
    CatalogueLost,
    CatalogueMissing,
    CatalogueOutdated,
    CatalogueReadOnly,
    CatalogueTooNew,
    ReportDiskFull,
    ReportForbidden,
    SourceNested,
    translating,
)
from imtextgui.plain_files import require_plain
from imtextgui.store import schema
from imtextgui.store.column_values import path_text
from imtextgui.store.database import Database
from imtextgui.store.lock import WriterLock
from imtextgui.store.sqlite_errors import translated, translated_os
from imtextgui.store.upkeep import unfinished_forgetting

FORMAT = 1
DESCRIPTION = "backup.json"
DISPOSABLE = frozenset({"index", "writer.lock"})
"""Of a catalogue folder: made anew by the next search, or by the next opening."""

UNREADABLE = (
    *(OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(ValueError, TypeError, KeyError, AttributeError, OverflowError),
    RuntimeError,
)
"""What reading an archive raises that is damaged, has a password (RuntimeError) or is nested too deep."""

_OF_THE_DATABASE = ("", "-wal", "-shm", "-journal", "-making", "-restoring")
"""What the names of files have behind that of the database that are parts of it, or tell how it comes to be."""

_RENAMED = "renamed"
"""The folder in the archive, and the entry of its description, for files that cannot have their own name there."""

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
            forgotten = {DICTIONARY} if _copy_database(database, copy) else set()
            files = {database.path.name: copy} | {
                file.name: file for file in others(folder, database.path.name) if file.name not in forgotten
            }
            yield from pack(files, draft)
    return target


def restore(archive: Path, folder: Path, database: str) -> Job[Path]:
    """Make the catalogue of ``archive`` in ``folder``, whose database file is named ``database``; gives ``folder``.

    Nothing is there before the whole archive has proved to be whole. Raises CatalogueMissing, CatalogueBackupDamaged,
    CatalogueTooNew, CatalogueExists where the folder holds a catalogue or any other file already, CatalogueLost where
    it holds backups of one whose database is gone, CatalogueReadOnly where another program makes one at this moment,
    SourceNested in a folder that the backup names as indexed, CatalogueForbidden and CatalogueDiskFull. What a
    restoring that was killed has left is no other file.
    """
    with translated_os(folder):
        _refuse_occupied(folder, database)
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
        refuse_damaged(archive, fresh / database)
        _refuse_own_sources(fresh / database, folder)
        with translated_os(folder):
            make_private(folder)
            with WriterLock(folder) as lock:
                # Another program that makes a catalogue there, meanwhile or since, must not be mixed with this one.
                if not lock.acquire():
                    raise CatalogueReadOnly(path=str(folder))
                _remove_begun(folder, database)
                _refuse_occupied(folder, database)
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


def _copy_database(database: Database, copy: Path) -> bool:
    """Copy ``database``; gives whether all of it was forgotten, so that the site's own terms are to go, too.

    The copy is asked for that: a catalogue whose folder is gone has no connection left that reads in this thread.
    """
    with translated(copy), closing(sqlite3.connect(copy)) as target:
        database.copy_to(target)
        noted = unfinished_forgetting.noted(target)
        if noted:
            # Pages that are free hold what was forgotten.
            target.execute("VACUUM")
        # A database in WAL mode would want a folder that it may write to, wherever the archive is looked into.
        target.execute("PRAGMA journal_mode = DELETE")
        return unfinished_forgetting.is_everything(noted)


def others(folder: Path, database: str) -> Iterator[Path]:
    """What else lies in the catalogue folder and is somebody's work, as the site's dictionary."""
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.is_file() and file.name not in {*DISPOSABLE, *_names_of(database)}:
            yield file


def _names_of(database: str) -> set[str]:
    return {f"{database}{ending}" for ending in _OF_THE_DATABASE}


def pack(
    files: dict[str, Path], draft: Path, more: Mapping[str, object] = MappingProxyType({})
) -> Iterator[Progress]:
    """Write ``files`` by their names in the archive into ``draft``, and ``more`` into its description.

    Yields after every few megabytes. A file of the user's that is called as the description is, or whose name is no
    UTF-8, has another name in the archive; the description tells it.
    """
    renamed = {
        name: f"{_RENAMED}/{number}" for number, name in enumerate(sorted(files)) if not _can_be_named(name)
    }
    total, done = sum(file.stat().st_size for file in files.values()), 0
    described = {"format": FORMAT, "version": __version__, "schema": schema.VERSION, "made": int(time.time())}
    # Vectors hardly shrink whatever the level, and texts most of the way with the quickest.
    draft.touch(mode=0o600)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            DESCRIPTION, json.dumps({**described, **more, "files": sorted(files), _RENAMED: renamed})
        )
        for name, file in files.items():
            with (
                file.open("rb") as source,
                archive.open(renamed.get(name, name), "w", force_zip64=True) as target,
            ):
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
                    done += len(chunk)
                    yield Progress(Stage.BACKUP, done=done, total=total, detail=name)


def unpack(archive: Path, fresh: Path, database: str, folder: Path) -> Job[None]:
    """Put the files of ``archive`` into the folder ``fresh``, which is made for the one of the catalogue ``folder``.

    Raises CatalogueBackupDamaged, also where the archive cannot be read, and CatalogueForbidden and CatalogueDiskFull
    about ``folder``, which is the one of the two that the user knows.
    """
    with (
        translating(CatalogueBackupDamaged, *UNREADABLE, path=str(archive)),
        zipfile.ZipFile(archive) as opened,
    ):
        described = json.loads(opened.read(DESCRIPTION))
        names = [str(name) for name in described["files"]]
        if described["format"] != FORMAT or database not in names or not all(map(_is_name, names)):
            raise ValueError("not a backup of this program")
        renamed = described.get(_RENAMED, {})
        members = {name: str(renamed.get(name, name)) for name in names}
        total, done = sum(opened.getinfo(member).file_size for member in members.values()), 0
        for name, member in members.items():
            (fresh / name).touch(mode=0o600)  # the folder that they are moved into may be open to others
            with opened.open(member) as source, translated_os(folder), (fresh / name).open("wb") as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
                    done += len(chunk)
                    yield Progress(Stage.BACKUP, done=done, total=total, detail=name)


def _can_be_named(name: str) -> bool:
    """Whether a file can have its own name in an archive: that of the description is taken, others are UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return name.casefold() != DESCRIPTION


def _is_name(name: str) -> bool:
    """Whether ``name`` is one of a file in the folder of a catalogue."""
    return Path(name).name == name and name not in {"", ".", "..", *DISPOSABLE}


def _refuse_occupied(folder: Path, database: str) -> None:
    """Raise CatalogueExists where ``folder`` holds a file of the user, or one of another database; CatalogueLost where
    backups of one that is gone are left there.

    What a restoring has left that was killed is none, nor is its private folder, at the root of a drive.
    """
    begun = _begun(folder, database)
    if is_database_lost(folder):
        raise CatalogueLost(path=str(folder))
    for file in folder.iterdir() if folder.exists() else ():
        if not (file.name in DISPOSABLE or file in begun or temporary.is_beside(file)):
            raise CatalogueExists(path=str(folder))


def _begun(folder: Path, database: str) -> set[Path]:
    """The files that a killed restoring has put into ``folder``, with its own list of them.

    Nothing where the database is there: it comes last. A file that was changed since is the user's.
    """
    note = _note(folder, database)
    if (folder / database).exists() or not note.is_file():
        return set()
    try:
        listed = json.loads(note.read_text(encoding="utf-8"))
        return {note} | {
            folder / name
            for name, state in listed.items()
            if _is_name(name) and (folder / name).is_file() and _state_of(folder / name) == state
        }
    except (ValueError, AttributeError):  # killed while it was written: before anything was moved
        return {note}


def _remove_begun(folder: Path, database: str) -> None:
    # The list comes last: without it the files would be the user's.
    for file in sorted(_begun(folder, database), key=lambda file: file == _note(folder, database)):
        file.unlink()


def _note(folder: Path, database: str) -> Path:
    return folder / f"{database}-restoring"


def _state_of(file: Path) -> list[int]:
    state = file.stat()
    return [state.st_size, state.st_mtime_ns]


def refuse_damaged(archive: Path, file: Path) -> None:
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


def _refuse_own_sources(file: Path, folder: Path) -> None:
    """Raise SourceNested where ``folder`` lies in one that the database ``file`` names as indexed.

    Nothing is written there, unless the catalogue is one that travels with its sources, or is to lie where the program
    keeps its own: both are left out of runs.
    """
    if folder.is_relative_to(data_dir()) or folder == default_catalogue():
        return
    with closing(sqlite3.connect(file)) as connection:
        # Catalogues of the first version have no choices.
        portable = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'choice'").fetchone()
        portable = (
            portable
            and connection.execute(
                "SELECT 1 FROM choice WHERE name = 'portable' AND value = 'yes'"
            ).fetchone()
        )
        sources = [Path(path_text(path)) for (path,) in connection.execute("SELECT path FROM source")]
    for source in sources:
        if not portable and folder_names.holds(source, folder):
            raise SourceNested(path=str(folder), other=str(source))


def _move(fresh: Path, folder: Path, database: str) -> None:
    note = _note(folder, database)
    files = sorted(fresh.iterdir(), key=lambda file: file.name == database)
    note.touch(mode=0o600)
    note.write_text(json.dumps({file.name: _state_of(file) for file in files}), encoding="utf-8")
    durable.flush(note)
    # The database comes last: with it the folder becomes a catalogue.
    for file in files:
        durable.replace(file, folder / file.name)
    note.unlink()
    durable.flush_folder(folder.parent)
