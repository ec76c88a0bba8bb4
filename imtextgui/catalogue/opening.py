"""How the folder of a catalogue is opened: for changes or for reading, its own or a published one."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from imtextgui.catalogue.published import own_additions
from imtextgui.catalogue.published.publication import Publication
from imtextgui.catalogue.published.shards import shards_of
from imtextgui.config import paths
from imtextgui.config.settings import CurrentSettings
from imtextgui.errors import (
    CatalogueBusy,
    CatalogueDamaged,
    CatalogueDiskFull,
    CatalogueForbidden,
    CatalogueLost,
    CatalogueMissing,
    CatalogueOutdated,
    OwnAdditionsDamaged,
    OwnAdditionsOutdated,
    translating,
)
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.database_file import being_made, is_only_begun
from imtextgui.store.lock import WriterLock
from imtextgui.store.published.manifest import is_publication, read_current
from imtextgui.store.sqlite_errors import translated_os
from imtextgui.store.upkeep import reindex

_MAKING_SECONDS = 10.0

logger = logging.getLogger(__name__)

Waiting = Callable[[], None]


@dataclass(frozen=True, slots=True)
class OpenedFolder:
    """What a catalogue is made of: its ``folder``, the database, and the lock of those who change it.

    ``home`` is the folder for what belongs to it here, and ``own`` the database of what people add here: others than
    ``folder`` and ``database`` where that is a ``publication``, over which they lie.
    """

    folder: Path
    home: Path
    database: Database
    own: Database
    lock: WriterLock
    publication: Publication | None = None
    beside: tuple[Path, ...] = ()
    """The other publications that are searched as one with it."""

    def allow_changes(self, *, wait: float = 0.0, waiting: Waiting | None = None) -> bool:
        """As ``Catalogue.allow_changes``, where it is open for reading alone."""
        if self.own is self.database and self.publication is not None:
            if self.publication.own_trouble is not None:
                raise self.publication.own_trouble
            return False  # nothing can be kept on this machine
        if not try_lock(self.lock, wait=wait, waiting=waiting):
            return False
        try:
            self.own.allow_changes()
            bring_up_to_date(self.own, self.home)
            self.database.allow_changes()
        finally:
            if self.database.read_only:
                self.lock.release()
        return True

    def close(self) -> None:
        """Close the databases, and let others change the catalogue."""
        self.database.close()
        if self.own is not self.database:
            self.own.close()
        self.lock.release()


def open_folder(
    folder: Path,
    settings: CurrentSettings,
    *,
    create: bool,
    read_only: bool,
    wait: float,
    waiting: Waiting | None,
) -> OpenedFolder:
    """Open the catalogue in ``folder``, as ``Catalogue.open`` tells."""
    if paths.is_shard_set(folder):
        first, *others = shards_of(folder)
        opened = _open_publication(first, settings, read_only=read_only, wait=wait, waiting=waiting)
        return replace(opened, folder=folder, beside=tuple(others))
    file = folder / paths.DATABASE
    with translating(CatalogueForbidden, OSError, path=str(folder)):
        there, published = _what_is_in(folder)
    if published:
        return _open_publication(folder, settings, read_only=read_only, wait=wait, waiting=waiting)
    create = create and not read_only
    if paths.is_database_lost(folder):
        raise CatalogueLost(path=str(folder))
    if not create and not there:
        raise CatalogueMissing(path=str(folder))
    if create:
        _make(folder)
    lock = WriterLock(folder)
    writable = not read_only and try_lock(lock, wait=wait, waiting=waiting)
    try:
        database = _open_for_changes(file, folder) if writable else _open_for_reading(file, lock)
    except BaseException:
        lock.release()
        raise
    return OpenedFolder(folder, folder, database, database, lock)


def _open_publication(
    folder: Path, settings: CurrentSettings, *, read_only: bool, wait: float, waiting: Waiting | None
) -> OpenedFolder:
    """Open what is published in ``folder``, and what is added to it on this machine.

    Where nothing can be kept on this machine, or what is kept is damaged or stays outdated, it is searched without.
    """
    publication = Publication(folder, settings)
    try:
        return _open_layers(publication, read_only=read_only, wait=wait, waiting=waiting)
    except CatalogueDamaged:
        if not publication.drop_copy():
            raise
        return _open_layers(publication, read_only=read_only, wait=wait, waiting=waiting)


def _open_layers(
    publication: Publication, *, read_only: bool, wait: float, waiting: Waiting | None
) -> OpenedFolder:
    folder, home = publication.folder, publication.home
    file, lock = home / paths.DATABASE, WriterLock(home)
    publication.notices = own_additions.found_again(publication)
    own = None
    if _has_own(home, lock):
        changing = not read_only and try_lock(lock, wait=wait, waiting=waiting)
        own = _open_own(publication, file, lock, changing=changing)
    if own is not None:
        publication.layers.add_own(file)
    try:
        is_read = own is None or own.read_only
        database = Database.of_snapshot(file, publication.layers, read_only=is_read)
    except BaseException:
        if own is not None:
            own.close()
        lock.release()
        raise
    if own is not None and is_read:
        publication.layers.settle = lambda: _settle(database, lock)
        publication.layers.settle()
    return OpenedFolder(folder, home, database, own or database, lock, publication)


def _settle(database: Database, lock: WriterLock) -> None:
    """Find the pages to which something was added, of a database open for reading, in the snapshot that it reads.

    A program that holds the lock does so itself.
    """
    with turn(lock) as alone:
        if alone:
            database.settle_alone()


def _open_own(publication: Publication, file: Path, lock: WriterLock, *, changing: bool) -> Database | None:
    """Open the database of what is added on this machine; None where it cannot be, which ``own_trouble`` tells then.

    ``lock`` is let go of unless it was opened for changes.
    """
    folder = str(publication.folder)
    try:
        return _open_for_changes(file, file.parent) if changing else _open_todays_for_reading(file, lock)
    except CatalogueOutdated:
        lock.release()
        publication.own_trouble = OwnAdditionsOutdated(path=folder, home=str(file.parent))
    except CatalogueDamaged as trouble:
        lock.release()
        publication.own_trouble = OwnAdditionsDamaged(path=folder, reason=trouble.details.get("reason", ""))
    except BaseException:
        lock.release()
        raise
    return None


def _open_todays_for_reading(file: Path, lock: WriterLock) -> Database:
    """Open the small database of a reader, of this or an earlier schema, which is brought up to date where it can be.

    Raises CatalogueOutdated where another program changes it, or nothing can be written.
    """
    try:
        return _open_for_reading(file, lock)
    except CatalogueOutdated:
        with suppress(CatalogueForbidden, CatalogueDiskFull), turn(lock, wait=_MAKING_SECONDS) as alone:
            if alone:
                _open_for_changes(file, file.parent).close()
        return _open_for_reading(file, lock)


def _has_own(home: Path, lock: WriterLock) -> bool:
    """Make the database of what is added on this machine, where there is none; tells whether there is one now."""
    file = home / paths.DATABASE
    if _is_made(file):
        return True
    try:
        _make(home)
        # Another program that makes it takes milliseconds, and holds the lock for so long.
        with lock:
            if lock.acquire(wait=_MAKING_SECONDS) and not _is_made(file):
                Database.open(file).close()
    except (CatalogueForbidden, CatalogueDiskFull) as trouble:
        logger.warning("nothing can be added to a published catalogue here: %s", trouble.code)
    return file.exists()


def _is_made(file: Path) -> bool:
    """Whether a database is there that nobody is making at this moment, or was when killed."""
    return file.exists() and not being_made(file).exists()


def home_of_published(folder: Path) -> Path:
    """Where what was added here to what is published in ``folder`` is.

    Raises CatalogueMissing where nothing was, and as ``read_current`` where it was never opened.
    """
    home = paths.known_publication(folder)
    if home is None:
        home = paths.published_dir() / read_current(folder).publication
    if not paths.is_catalogue(home):
        raise CatalogueMissing(path=str(folder))
    return home


def place_of_additions(folder: Path) -> Path | None:
    """Where what is added here to what is published in ``folder`` belongs; None where nothing is published there.

    Raises CatalogueForbidden, and as ``read_current`` where it was never opened.
    """
    with translated_os(folder):
        there, published = _what_is_in(folder)
    if there or not published:
        return None
    return paths.known_publication(folder) or paths.published_dir() / read_current(folder).publication


def _what_is_in(folder: Path) -> tuple[bool, bool]:
    """Whether a catalogue's database is in ``folder``; if not, whether a catalogue is, or was, published there.

    Raises OSError.
    """
    try:
        there = (folder / paths.DATABASE).exists()
        published = not there and is_publication(folder)
    except OSError:  # a share that does not answer
        if paths.known_publication(folder) is None:
            raise
        return False, True
    return there, published or (not there and paths.known_publication(folder) is not None)


def try_lock(lock: WriterLock, *, wait: float = 0.0, waiting: Waiting | None = None) -> bool:
    """Take ``lock``; False where another program has it, or the folder cannot be written to."""
    try:
        return lock.acquire(wait=wait, waiting=waiting)
    except CatalogueForbidden:
        return False


@contextmanager
def turn(lock: WriterLock, *, wait: float = 0.0) -> Iterator[bool]:
    """Hold the lock for a moment, if no other program does for ``wait`` seconds more; gives whether it is held."""
    held = try_lock(lock, wait=wait)
    try:
        yield held
    finally:
        if held:
            lock.release()


def bring_up_to_date(database: Database, folder: Path) -> None:
    """Give a catalogue that was opened for changes the words of this version, and find its sources."""
    reindex.refresh(database)
    with database.transaction() as tx:
        Sources(database).follow(tx, folder)


def _open_for_changes(file: Path, folder: Path) -> Database:
    database = Database.open(file)
    try:
        bring_up_to_date(database, folder)
    except BaseException:
        database.close()
        raise
    return database


def _open_for_reading(file: Path, lock: WriterLock) -> Database:
    try:
        return Database.open(file, read_only=True)
    except CatalogueBusy:
        # A file without tables: it is being made, by who holds the lock; or else what is left of a catalogue.
        with turn(lock) as alone:
            if alone and is_only_begun(file):
                raise CatalogueMissing(path=str(file.parent)) from None
            if alone and file.stat().st_size == 0:
                raise CatalogueDamaged(path=str(file), reason="the file has 0 bytes") from None
        raise


def _make(folder: Path) -> None:
    with translating(CatalogueForbidden, OSError, path=str(folder)):
        paths.make_private(folder)
