"""One SQLite file: a guarded write connection, a read-only connection per thread, and its errors
translated.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from imtextgui.config.paths import make_private
from imtextgui.errors import (
    CatalogueBusy,
    CatalogueInUseElsewhere,
    CatalogueMissing,
    CataloguePublished,
    CatalogueReadOnly,
    CatalogueUnsettled,
    ImTextError,
)
from imtextgui.plain_files import require_plain
from imtextgui.store import database_check, schema
from imtextgui.store.connections import choose_journal, connect
from imtextgui.store.database_file import (
    FileState,
    being_made,
    file_state,
    holds_changes,
    is_write_ahead,
    refuse_empty,
)
from imtextgui.store.layered_names import must_be_settled
from imtextgui.store.snapshot_layers import SnapshotLayers, added_to_pages
from imtextgui.store.sqlite_errors import translated, translated_os
from imtextgui.windows.long_paths import native
from imtextgui.windows.network_drives import on_network

Transaction: TypeAlias = sqlite3.Connection
"""The write connection inside ``Database.transaction()``; whatever changes the catalogue takes it as
``tx``.
"""

SQLITE_VERSION = sqlite3.sqlite_version

_NO_ROOM_FOR_MEMORY = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""What SQLite says where the shared memory has no room on a full disk; what is in the file can be read all the same."""

_BESIDE_OTHERS = "ro"
_ALONE = "alone"
"""Where SQLite cannot put its shared memory beside the file, it reads the file as one that never changes."""


class Database:
    """The open catalogue database.

    Changes: ``with database.transaction() as tx: items.put(tx, ...); pages.add(tx, ...)`` commits all or
    nothing. Reads: ``with database.reading() as connection``; a thread that reads inside its own transaction
    sees what the transaction has written so far. Reads may run in any thread, beside a transaction of another
    thread.
    """

    def __init__(self, path: Path, *, read_only: bool, layers: SnapshotLayers | None = None) -> None:
        """``layers`` are what is read in place of the file, where the catalogue is a published one."""
        self.path = path
        self._layers = layers
        self._writing = threading.Lock()
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._opening = threading.Lock()
        self._number = 0
        """Of the file that was opened, as the file system counts it."""
        self._frozen: FileState | None = None
        """The file as it was when it was opened as one that nobody changes; None where SQLite watches for changes."""
        self._writer = None if read_only else self._connect("rwc")

    @property
    def is_there(self) -> bool:
        """Whether the file that was opened lies in its place; one that was deleted is read and written no less."""
        if self._layers is not None:
            return native(self._layers.view.file).exists()
        try:
            return native(self.path).stat().st_ino == self._number
        except OSError:
            return False

    def require_place(self) -> None:
        """Raise CatalogueMissing where another file, or none, lies in its place: nothing beside that one is its own."""
        if not self.is_there:
            raise CatalogueMissing(path=str(self.path.parent))

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy all into an empty database; also of a file that lies in its place no more, as far as it is open."""
        if self._writer is None or self.is_there:
            with self.reading() as connection:
                connection.backup(target)
        else:
            with self._writing, translated(self.path):
                self._writer.backup(target)

    @property
    def read_only(self) -> bool:
        """Whether transactions are refused."""
        return self._writer is None

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> "Database":
        """Open the database file ``path``; unless ``read_only``, create it and its folder, or bring it up to
        date.

        With ``read_only`` also raises CatalogueMissing, CatalogueOutdated for the schema of an earlier version,
        CatalogueBusy while the file is being made, and CatalogueUnsettled. Raises CatalogueTooNew,
        CatalogueDamaged, CatalogueForbidden, CatalogueDiskFull and CatalogueBusy.
        """
        if read_only and not native(path).exists():
            raise CatalogueMissing(path=str(path))
        with translated_os(path), translated(path):
            if native(path).exists():
                require_plain(native(path))
            if not read_only:
                refuse_empty(path)
                make_private(path.parent)
                # Before SQLite does, which gives the rights of this file to those beside it, too.
                if not native(path).exists():
                    native(being_made(path)).touch(mode=0o600)
                    native(path).touch(mode=0o600)
            database = cls(path, read_only=read_only)
            try:
                database._prepare()
            except BaseException:
                database.close()
                raise
            if not read_only:
                native(being_made(path)).unlink(missing_ok=True)
            database.note_file()
        return database

    @classmethod
    def of_snapshot(cls, own: Path, layers: SnapshotLayers, *, read_only: bool = True) -> "Database":
        """Read a published catalogue as ``layers`` have it; changes go to the database ``own``, which is there then.

        Raises CatalogueOutdated, CatalogueTooNew, CatalogueDamaged and CatalogueForbidden.
        """
        with translated(own):
            database = cls(own, read_only=read_only, layers=layers)
        try:
            with database.reading() as connection:
                database_check.require_current(own, database._version_of(connection))
                database_check.examine(connection, own, native(layers.view.file).stat().st_size)
            database._follow_snapshots()
        except BaseException:
            database.close()
            raise
        return database

    def note_file(self) -> None:
        """Remember which file was opened, for ``is_there``."""
        self._number = native(self.path).stat().st_ino

    def allow_changes(self) -> None:
        """Take transactions from now on; whoever calls it holds the lock of the folder.

        Raises as ``open`` and ``transaction`` do.
        """
        with translated_os(self.path), translated(self.path):
            if self._writer is not None:
                return
            refuse_empty(self.path)
            writer = self._connect("rw")
            choose_journal(writer, self.path, on_network=on_network(self.path))
            writer.execute("PRAGMA synchronous = FULL")
            # Readers that took the file for one that nobody changes are opened anew.
            self._frozen = None
            self._writer = writer
        self._follow_snapshots()

    def _follow_snapshots(self) -> None:
        """Lay what is added over each snapshot as soon as that is read."""
        if self._layers is not None and self._writer is not None:
            self._layers.settle = self._settle
            self._settle()

    def settle_alone(self) -> None:
        """Lay the snapshot under what was added to pages where this is open for reading alone.

        Whoever calls it holds the lock of the folder. Where it cannot be done, what was added in another edition is on
        no page.
        """
        assert self._layers is not None
        with suppress(ImTextError):
            with self.reading() as connection:
                if not must_be_settled(connection):
                    return
            with self._writing, translated_os(self.path), translated(self.path):
                writer = connect(self.path, "rw")
                try:
                    choose_journal(writer, self.path, on_network=on_network(self.path))
                    writer.execute("PRAGMA synchronous = FULL")
                    self._layers.lay_under(writer)
                finally:
                    writer.close()

    def _settle(self) -> None:
        """Lay the snapshot that is read now under what was added to pages, also where nothing is to be changed.

        Where that cannot be done, what was added in another edition is on no page, and searches are answered no less.
        """
        with suppress(ImTextError):
            with self._writing, translated(self.path):
                assert self._writer is not None
                is_wanted = added_to_pages(self._writer)
            if is_wanted:
                with self.transaction():
                    pass

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Run the block in one ``BEGIN IMMEDIATE`` transaction: committed at its end, rolled back if it
        raises.

        Transactions of other threads wait. Raises CatalogueReadOnly, CatalogueBusy, CatalogueDiskFull and
        CatalogueDamaged. Transactions do not nest.
        """
        if self._writer is None:
            raise CatalogueReadOnly(path=str(self.path))
        if getattr(self._local, "writing", False):
            raise RuntimeError("a transaction is already open in this thread")
        with self._writing, self._translated_changes():
            if self._layers is not None:
                self._layers.lay_under(self._writer)
            self._writer.execute("BEGIN IMMEDIATE")
            self._local.writing = True
            try:
                yield self._writer
                if self._layers is not None:
                    self._layers.keep(self._writer)
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            finally:
                self._local.writing = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection for reading, with SQLite's errors translated.

        Of a published catalogue all that is read within the block is of one snapshot.
        """
        with translated(self.path):
            if self._layers is None or getattr(self._local, "writing", False):
                yield self._reader()
            else:
                with self._layers.reading() as connection:
                    yield connection

    def compact(self) -> None:
        """Write the file anew without what was removed, of which nothing is left in it then.

        Raises as ``transaction`` does; CatalogueBusy, too, where another program reads for so long that the log beside
        the file, which holds removed pages, cannot be emptied.
        """
        if self._writer is None:
            raise CatalogueReadOnly(path=str(self.path))
        with self._writing, translated(self.path):
            self._writer.execute("VACUUM")
            busy, *_ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise CatalogueBusy(path=str(self.path), reason="its log is being read")

    def close(self) -> None:
        """Close the connections of all threads; nothing may be running."""
        if self._layers is not None:
            self._layers.close()
        with self._opening:
            while self._opened:
                self._opened.pop().close()

    @contextmanager
    def _translated_changes(self) -> Iterator[None]:
        try:
            with translated(self.path):
                yield
        except CataloguePublished as trouble:
            assert self._layers is not None
            raise CataloguePublished(path=str(self._layers.folder)) from trouble

    def _reader(self) -> sqlite3.Connection:
        if self._writer is not None and getattr(self._local, "writing", False):
            return self._writer
        if self._frozen is not None:
            self._watch_frozen()
        reader: sqlite3.Connection | None = getattr(self._local, "reader", None)
        if reader is None or self._local.frozen != self._frozen:
            frozen = self._frozen
            reader = self._connect(_BESIDE_OTHERS if frozen is None else _ALONE)
            self._local.reader, self._local.frozen = reader, frozen
        return reader

    def _watch_frozen(self) -> None:
        """Follow a file that SQLite does not watch: it may be shared by a machine that can write it.

        Raises CatalogueUnsettled where changes lie beside the file that cannot be read from here.
        """
        self._frozen = self._look_beside() if holds_changes(self.path) else file_state(self.path)

    def _look_beside(self) -> FileState | None:
        """Whether the file can be read beside those who change it (None), or only alone: then its state.

        Raises CatalogueInUseElsewhere on a share, and CatalogueUnsettled, where there are changes that are not in the
        file yet: SQLite reads them where it can write, or where the shared memory of who made them is.
        """
        if is_write_ahead(self.path) and on_network(self.path):
            # Its own machine wrote it: what waits in its log cannot be read from here; without one all is in the file.
            if holds_changes(self.path):
                raise CatalogueInUseElsewhere(path=str(self.path))
            return file_state(self.path)
        try:
            # Connecting reads the file, too: PRAGMA cache_size looks at the schema.
            reader = self._connect(_BESIDE_OTHERS)
            reader.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as trouble:
            no_room = trouble.sqlite_errorcode in _NO_ROOM_FOR_MEMORY
            kind = trouble.sqlite_errorcode & 0xFF
            if not no_room and kind not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
                raise
            if holds_changes(self.path):
                if no_room:
                    raise
                raise CatalogueUnsettled(path=str(self.path.parent)) from trouble
            return file_state(self.path)
        self._local.reader, self._local.frozen = reader, None
        return None

    def _connect(self, mode: str) -> sqlite3.Connection:
        immutable = mode == _ALONE
        connection = connect(self.path, "ro" if immutable else mode, immutable=immutable)
        with self._opening:
            self._opened.append(connection)
        return connection

    def _prepare(self) -> None:
        version = self._first_look()
        if self._writer is not None:
            database_check.refuse_newer(self.path, version)
            choose_journal(self._writer, self.path, on_network=on_network(self.path))
            self._writer.execute("PRAGMA synchronous = FULL")
            if version < schema.VERSION:
                with self.transaction() as tx:
                    schema.migrate(tx)
        else:
            database_check.require_current(self.path, version)
        database_check.examine(self._reader(), self.path, native(self.path).stat().st_size)

    def _first_look(self) -> int:
        """Give the version of the schema, 0 for a new file; change nothing, least of all what is not ours."""
        if self._writer is None:
            self._frozen = self._look_beside()
        return self._version_of(self._writer or self._reader())

    def _version_of(self, connection: sqlite3.Connection) -> int:
        return database_check.version_of(connection, self.path, is_being_read=self._writer is None)
