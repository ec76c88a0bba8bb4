"""Backups that a catalogue keeps of itself: what people added, in its own folder, one for each of the last days."""

import hashlib
import json
import logging
import os
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from imtextgui import file_output
from imtextgui.config.paths import BACKUPS, DICTIONARY, kept_backups, make_private
from imtextgui.domain.progress import run
from imtextgui.errors import CatalogueDamaged, ImTextError
from imtextgui.store.database import Database
from imtextgui.store.identity.files import without_items
from imtextgui.store.sqlite_errors import translated, translated_os
from imtextgui.store.upkeep import added_data, backup, unfinished_forgetting
from imtextgui.store.upkeep.interrupted_runs import InterruptedRuns

FOLDER = BACKUPS

DAY = 24 * 3600.0
PAUSE = 600.0
"""Seconds in which no other backup is written: commands that judge one after the other need not wait for each."""

_NEWEST = 3
_WEEKS = 4
"""The newest one of each day is kept, for so many days, and the first one of each of so many weeks before: damage may
be noticed late. Those that hold most of some kind are kept besides.
"""

_PASSING = frozenset({"searches", "figures", "watching", "sources", "settings"})
"""Kinds of which most is no reason to keep an old backup: they come and go by themselves, or are made again."""

_ROUNDING = 2.0
"""Seconds by which a file system may tell times wrong: FAT knows every second one only."""

_SUFFIX = ".zip"
_DATE = len("2026-11-30")
"""How much of a name is the day."""

logger = logging.getLogger(__name__)


def keep(database: Database) -> Path | None:
    """Write a backup of what people added, in place of one of the same day; none where nothing has changed.

    Gives the archive, None where none was written, as of a catalogue that lies in its folder no more: another one may.
    It can be restored as any backup: folders are indexed again then.
    What goes wrong is logged and nothing more, because nobody waits for it.
    """
    try:
        return _keep(database) if database.is_there else None
    except (ImTextError, OSError) as trouble:
        logger.warning("no backup was kept: %s", type(trouble).__name__)
        return None


def archives(folder: Path) -> list[Path]:
    """The backups that the catalogue in ``folder`` keeps, the newest one first.

    Those of a time to come were made before the clock was set back: any other one is newer.
    """
    now = time.time()

    def age(file: Path) -> tuple[bool, float]:
        made = file.stat().st_mtime
        return made <= now + _ROUNDING, made

    return sorted(kept_backups(folder), key=age, reverse=True)


def restore_dictionary(archive: Path, folder: Path) -> None:
    """Put the site's own terms of a backup into the catalogue ``folder`` where there are none."""
    if os.path.lexists(folder / DICTIONARY):
        return
    with zipfile.ZipFile(archive) as packed:
        if DICTIONARY in packed.namelist():
            file_output.write(folder / DICTIONARY, packed.read(DICTIONARY), overwrite=False)


def forget(folder: Path) -> None:
    """Remove all of them: they hold what was forgotten since."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


@contextmanager
def opened(archive: Path, database_name: str, beside: Path) -> Iterator[sqlite3.Connection]:
    """The database of a backup, brought up to date, in a private folder ``beside`` the catalogue.

    Raises CatalogueBackupDamaged, CatalogueTooNew, CatalogueForbidden and CatalogueDiskFull.
    """
    with translated_os(beside):
        place = file_output.private_folder(beside / database_name)
    try:
        run(backup.unpack(archive, place, database_name, beside))
        database = Database.open(place / database_name)
        try:
            with database.reading() as connection:
                yield connection
        finally:
            database.close()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _keep(database: Database) -> Path | None:
    folder = database.path.parent
    kept = archives(folder)
    now = time.time()
    # A clock that was set back must not put backups off for years.
    if kept and abs(now - kept[0].stat().st_mtime) < PAUSE:
        return None
    with database.reading() as connection:
        files = _files(folder)
        state = f"{added_data.fingerprint(connection)}{_state_of_files(files)}"
        # A backup of a damaged table would take the place of a better one.
        if not added_data.is_whole(connection):
            raise CatalogueDamaged(path=str(database.path), reason="integrity_check")
        counts = added_data.counts(connection)
        if not files and not any(count for group, count in counts.items() if group != "settings"):
            return None
    if kept and _state_of(kept[0]) == state:
        return None
    make_private(folder / FOLDER)
    target = folder / FOLDER / f"{time.strftime('%Y-%m-%d %H%M%S', time.localtime(now))}{_SUFFIX}"
    _write(database, target, {"state": state, "counts": _with_terms(counts, files)})
    os.utime(target, (now, now))
    _remove_old(folder, database.path.name)
    return target


def _write(database: Database, target: Path, described: Mapping[str, object]) -> None:
    with file_output.drafted(target, overwrite=True) as draft:
        copy = Database.open(draft.parent / database.path.name)
        try:
            with database.reading() as source, copy.transaction() as tx:
                added_data.copy(source, tx)
                prepare(copy, tx)
                without_items(tx)
                # Of what was forgotten nothing is in a database that was just made.
                unfinished_forgetting.clear(tx)
        finally:
            copy.close()
        with translated(target), closing(sqlite3.connect(copy.path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        files = {copy.path.name: copy.path}
        files |= {file.name: file for file in _files(database.path.parent)}
        for _ in backup.pack(files, draft, described):
            pass


def prepare(database: Database, tx: sqlite3.Connection) -> None:
    """Let a catalogue that holds only what people added index its folders when a window opens it."""
    tx.execute("UPDATE source SET last_run = NULL, offline = 0")
    InterruptedRuns(database).begin(
        tx, [number for (number,) in tx.execute("SELECT id FROM source").fetchall()]
    )


def _files(folder: Path) -> list[Path]:
    """What people added that is a file of its own. Others are the user's: each backup would hold them once more."""
    return [file for file in (folder / DICTIONARY,) if file.is_file()]


def _state_of_files(files: list[Path]) -> str:
    """Tells whether one of them was changed; "" where there is none."""
    if not files:
        return ""
    digest = hashlib.sha256()
    for file in files:
        status = file.stat()
        digest.update(
            repr((file.name, status.st_size, status.st_mtime_ns)).encode("utf-8", "surrogateescape")
        )
    return f" {digest.hexdigest()}"


def _state_of(archive: Path) -> str:
    return str(_description(archive).get("state", ""))


def _description(archive: Path) -> dict[str, Any]:
    """What a backup says of itself; nothing where it cannot be read."""
    try:
        with zipfile.ZipFile(archive) as packed:
            return dict(json.loads(packed.read(backup.DESCRIPTION)))
    except backup.UNREADABLE:
        return {}


def _with_terms(counts: Mapping[str, int], files: list[Path]) -> dict[str, int]:
    """``counts`` of what people added, with the lines of the files beside the database."""
    return {**counts, "terms": sum(file.read_bytes().count(b"\n") for file in files)}


def _counts_of(archive: Path, database_name: str, folder: Path) -> dict[str, int]:
    """How much of each kind a backup holds; nothing where it cannot be read."""
    counts = _description(archive).get("counts")
    if isinstance(counts, dict):
        return {str(kind): count for kind, count in counts.items() if isinstance(count, int)}
    try:  # of a version that did not write it down
        with opened(archive, database_name, folder) as connection:
            return added_data.counts(connection)
    except ImTextError:
        return {}


def _fullest(kept: list[Path], database_name: str, folder: Path) -> set[Path]:
    """For each kind of thing that people add the newest of the backups ``kept`` that hold most of it.

    Whatever is lost without a word, as a database that was deleted and made anew, leaves less of it.
    """
    most: dict[str, tuple[int, Path]] = {}
    for archive in kept:  # the newest one first
        for kind, count in _counts_of(archive, database_name, folder).items():
            if kind not in _PASSING and count > most.get(kind, (0, archive))[0]:
                most[kind] = count, archive
    return {archive for _, archive in most.values()}


def _remove_old(folder: Path, database_name: str) -> None:
    days: dict[str, Path] = {}
    for archive in archives(folder):
        days.setdefault(archive.name[:_DATE], archive)
    kept = list(days.values())
    weeks: dict[int, Path] = {}
    for archive in kept[_NEWEST:]:
        weeks[int(archive.stat().st_mtime // (7 * DAY))] = archive  # the oldest comes last
    wanted = {*kept[:_NEWEST], *list(weeks.values())[:_WEEKS]}
    wanted |= _fullest(archives(folder), database_name, folder)
    for archive in set(archives(folder)) - wanted:
        with suppress(OSError):  # Windows keeps what somebody restores; the next backup removes it
            archive.unlink()
