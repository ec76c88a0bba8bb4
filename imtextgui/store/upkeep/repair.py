"""Makes a catalogue whose database is damaged whole again: what can be read is saved, the rest is indexed anew."""

import os
import shutil
import sqlite3
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from imtextgui import durable, file_output
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.runs.repair import RepairReport
from imtextgui.errors import CatalogueBackupDamaged, CatalogueDamaged, CatalogueTooNew
from imtextgui.plain_files import require_plain
from imtextgui.store import schema
from imtextgui.store.database import Database
from imtextgui.store.file_uri import file_uri
from imtextgui.store.sqlite_errors import translated, translated_os
from imtextgui.store.upkeep import added_data, content_data, kept_backups, reindex

ASIDE = "damaged "
"""How the names of folders begin in which damaged files are kept."""

_LOGS = ("-wal", "-shm", "-journal")


def repair(file: Path) -> Job[RepairReport | None]:
    """Make a new database of what can be read of the catalogue ``file``, and of its backups where that is not all.

    Whoever calls it holds the lock of the folder. The damaged file is kept in a folder beside it, whose name tells the
    time; at every moment either file is in its place. One that is gone is made anew of its backups. Gives None where
    nothing is damaged. Raises CatalogueTooNew, CatalogueForbidden and CatalogueDiskFull.
    """
    yield Progress(Stage.REPAIR)
    lost = not os.path.lexists(file)
    if not lost:
        with translated_os(file):
            require_plain(file)
        if _is_whole(file):
            return None
    folder = file.parent
    with translated_os(folder):
        fresh = file_output.private_folder(file)
    try:
        saved, damaged, backup = yield from _save(file, fresh)
        with translated_os(folder):
            if lost and backup is not None:
                kept_backups.restore_dictionary(backup, folder)
            aside = _exchange(file, fresh / file.name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return RepairReport(aside, saved, damaged, None if backup is None else backup.stat().st_mtime)


def forget(folder: Path) -> None:
    """Remove the damaged files that were kept: they hold what was forgotten since."""
    for aside in folder.glob(f"{ASIDE}*"):
        shutil.rmtree(aside, ignore_errors=True)


def _is_whole(file: Path) -> bool:
    if file.stat().st_size == 0:
        return False
    try:
        with (
            translated(file),
            closing(sqlite3.connect(file_uri(file.absolute(), "ro"), uri=True)) as connection,
        ):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            whole = bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except CatalogueDamaged:
        return False
    if whole and application != schema.APPLICATION_ID:
        raise CatalogueDamaged(path=str(file), reason="a database of another program")
    if whole and version > schema.VERSION:
        raise CatalogueTooNew(path=str(file), found=version, known=schema.VERSION)
    return whole


def _save(
    file: Path, fresh: Path
) -> Generator[Progress, None, tuple[dict[str, int], tuple[str, ...], Path | None]]:
    """Make the new database in ``fresh``; gives what is in it, the kinds that could not be read whole, and the backup
    that was used.
    """
    database = Database.open(fresh / file.name)
    try:
        with database.transaction() as tx:
            with _damaged(file) as source:
                copied = added_data.copy(source, tx)
            damaged = tuple(group for group, part in copied.items() if not part.whole)
            backup = _fill_up(file, tx, damaged)
            kept_backups.prepare(database, tx)
        with _damaged(file) as source:
            yield from content_data.copy(source, database)
        reindex.refresh(database)
        with database.reading() as connection:
            (files,) = connection.execute("SELECT count(*) FROM item").fetchone()
            saved = {**added_data.counts(connection), "files": files}
    finally:
        database.close()
    return saved, damaged, backup


@contextmanager
def _damaged(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a damaged database that reads what it can and writes nothing; an empty one where it is gone."""
    name = file_uri(file.absolute(), "ro") if file.exists() else ":memory:"
    with closing(sqlite3.connect(name, uri=True)) as connection:
        # Garbage in a text is told from others by nothing but its bytes.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        # A schema of which a part cannot be understood is no reason not to read the rest.
        with suppress(sqlite3.DatabaseError):
            connection.execute("PRAGMA writable_schema = ON")
        yield connection


def _fill_up(file: Path, tx: sqlite3.Connection, groups: tuple[str, ...]) -> Path | None:
    """Add what the newest backup that can be read has of ``groups``, and put right what damage has changed elsewhere.

    Gives that backup, None where it has told nothing.
    """
    for archive in kept_backups.archives(file.parent):
        try:
            with kept_backups.opened(archive, file.name, file.parent) as source:
                corrected = added_data.correct(source, tx)
                added_data.copy(source, tx, groups)
        except (CatalogueBackupDamaged, CatalogueDamaged, CatalogueTooNew):
            continue
        return archive if groups or corrected else None
    return None


def _exchange(file: Path, fresh: Path) -> Path | None:
    """Keep the damaged ``file`` in a folder of its own, and put ``fresh`` in its place; gives that folder.

    None where nothing is left of it.
    """
    logs = [log for log in map(file.with_name, (f"{file.name}{ending}" for ending in _LOGS)) if log.exists()]
    aside = _set_aside(file, logs) if logs or file.exists() else None
    durable.replace(fresh, file)
    # Its vectors have the numbers of others now.
    shutil.rmtree(file.parent / "index", ignore_errors=True)
    return aside


def _set_aside(file: Path, logs: list[Path]) -> Path:
    """Put ``logs`` and what there is of ``file`` into a new folder, which is given; the file stays, too."""
    aside = _new_folder(file.parent / f"{ASIDE}{time.strftime('%Y-%m-%d %H%M%S')}")
    # What may want of room comes first: without its log the damaged file would lack what was added last.
    try:
        if file.exists():
            _duplicate(file, aside / file.name)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    # Before the new file is there: it must never be read with the log of another.
    for log in logs:
        log.replace(aside / log.name)
    return aside


def _duplicate(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # a file system without
        shutil.copy2(file, target)


def _new_folder(wanted: Path) -> Path:
    """Make the folder ``wanted``, or one with a number behind its name: two repairs may end within a second."""
    for number in count(1):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name} {number}")
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            return folder
    raise AssertionError("numbers do not end")
