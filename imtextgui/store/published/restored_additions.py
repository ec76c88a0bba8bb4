"""What a reader added to a published catalogue, back from a backup into its place on this machine."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from imtextgui import durable, file_output
from imtextgui.config.paths import DATABASE, DICTIONARY, is_database_lost, make_private
from imtextgui.domain.progress import Job
from imtextgui.errors import (
    CatalogueBackupDamaged,
    CatalogueExists,
    CatalogueLost,
    CatalogueMissing,
    CatalogueReadOnly,
    translating,
)
from imtextgui.plain_files import require_plain
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import reader_additions
from imtextgui.store.sqlite_errors import translated, translated_os
from imtextgui.store.upkeep import backup


def restore(archive: Path, folder: Path, home: Path) -> Job[Path]:
    """Put what ``archive`` has into ``home``, the place of what is added to the catalogue published in ``folder``.

    Gives ``folder``. Raises CatalogueMissing, CatalogueBackupDamaged, CatalogueTooNew, CatalogueExists where something
    was added there already, or the backup is one of a whole catalogue, CatalogueLost where the database is gone that
    ``home`` keeps backups of, CatalogueReadOnly, CatalogueForbidden and CatalogueDiskFull.
    """
    if not archive.exists():
        raise CatalogueMissing(path=str(archive))
    with translating(CatalogueBackupDamaged, OSError, path=str(archive)):
        require_plain(archive)
    with translated_os(home):
        home.mkdir(parents=True, exist_ok=True)
        make_private(home)
        fresh = file_output.private_folder(home)
    try:
        yield from backup.unpack(archive, fresh, DATABASE, home)
        backup.refuse_damaged(archive, fresh / DATABASE)
        if _is_of_whole_catalogue(fresh / DATABASE):
            raise CatalogueExists(path=str(folder))
        with translated_os(home), WriterLock(home) as lock:
            if not lock.acquire():
                raise CatalogueReadOnly(path=str(folder))
            _refuse_added(folder, home)
            _move(fresh, home)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def _is_of_whole_catalogue(file: Path) -> bool:
    with translated(file), closing(sqlite3.connect(file)) as connection:
        (holds_files,) = connection.execute("SELECT EXISTS (SELECT 1 FROM item)").fetchone()
    return bool(holds_files)


def _refuse_added(folder: Path, home: Path) -> None:
    if is_database_lost(home):
        raise CatalogueLost(path=str(folder))
    file = home / DATABASE
    if (home / DICTIONARY).exists() or (file.exists() and not reader_additions.is_empty(file)):
        raise CatalogueExists(path=str(folder))


def _move(fresh: Path, home: Path) -> None:
    """The database comes last: before, nothing was added here."""
    for log in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (home / log).unlink(missing_ok=True)
    for name in (DICTIONARY, DATABASE):
        if (fresh / name).exists():
            durable.replace(fresh / name, home / name)
    durable.flush_folder(home)
