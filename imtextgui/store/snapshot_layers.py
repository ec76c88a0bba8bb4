"""A published snapshot as threads read it: with the paths of this machine, and one snapshot until a reader is done."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from imtextgui.store import layered_names
from imtextgui.store.connections import attach, connect

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_AWAY = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})


@dataclass(frozen=True, slots=True)
class LayeredView:
    """What is read: the database ``file`` of a snapshot, and where its sources are, as path bytes by their id.

    ``own`` is the database of what is added here, over the snapshot; None where nothing can be added.
    """

    file: Path
    places: tuple[tuple[int, bytes], ...] = ()
    own: Path | None = None


@dataclass(slots=True)
class _Reader:
    """What one thread has open: its connection, of which view, and how many readers of it are not done."""

    connection: sqlite3.Connection | None = None
    view: LayeredView | None = None
    depth: int = 0


_ADDED_TO_PAGES = """
    SELECT EXISTS (SELECT 1 FROM judgement) OR EXISTS (SELECT 1 FROM written_description)
    OR EXISTS (SELECT 1 FROM refused_tag) OR EXISTS (SELECT 1 FROM job_entry)
"""


class SnapshotLayers:
    """Connections for reading one published catalogue, of which a newer snapshot takes the place at any time.

    A thread changes over when nothing that it reads is under way: what is read within one ``reading`` is of one
    snapshot, and so is all that is read within a ``reading`` around it.
    """

    def __init__(
        self,
        folder: Path,
        view: LayeredView,
        renewed: Callable[[], LayeredView | None] = lambda: None,
        troubled: Callable[[bool], None] = lambda is_damage: None,
        *,
        keep: Callable[[sqlite3.Connection], None] = lambda tx: None,
        follow: Callable[[sqlite3.Connection], None] = lambda tx: None,
    ) -> None:
        """``folder`` is where it is published. ``renewed`` looks for a newer snapshot where the one that is read is
        gone; None where there is none. ``troubled`` is told when reading failed, and whether what was read is damaged:
        it may raise what is wrong in place of SQLite's error, and change what is read next. ``keep`` is called at the
        end of each transaction of changes with what is to be known in later snapshots, ``follow`` in one of its own
        where there is another snapshot under what was added.
        """
        self._keep = keep
        self._follow_places = follow
        self.folder = folder
        self._view = view
        self._renewed = renewed
        self._troubled = troubled
        self._local = threading.local()
        self._readers: list[_Reader] = []
        self._lock = threading.Lock()
        self._under: tuple[sqlite3.Connection, LayeredView] | None = None
        self.settle: Callable[[], None] = lambda: None
        """Has what was added laid over the snapshot that is read from now on; set by who makes changes."""

    @property
    def view(self) -> LayeredView:
        """What is read from now on."""
        return self._view

    def add_own(self, own: Path) -> None:
        """Read what is added in the database ``own``, over the snapshot, from now on."""
        self._view = replace(self._view, own=own)

    def change_over(self, view: LayeredView) -> None:
        """Let every thread read ``view``, with the own database as before, as soon as it is done with what it reads."""
        self._view = replace(view, own=self._view.own)

    def lay_under(self, writer: sqlite3.Connection) -> None:
        """Lay what is read now under the connection of changes, to the own database, which has no transaction open.

        Raises SQLite's errors.
        """
        view = self._view
        if self._under == (writer, view):
            return
        layered_names.take_away(writer)
        if self._under is not None and self._under[0] is writer:
            writer.execute("DETACH shared")
        with self._watching():
            attach(writer, view.file, "shared", immutable=True)
            layered_names.for_changes(writer, view.places)
            self._under = (writer, view)
            writer.execute("BEGIN IMMEDIATE")
            try:
                self._follow_places(writer)
                writer.execute("COMMIT")
            except BaseException:
                if writer.in_transaction:
                    writer.execute("ROLLBACK")
                raise

    def keep(self, writer: sqlite3.Connection) -> None:
        """Keep of this snapshot what is to be known in later ones; in the transaction of ``writer``."""
        with self._watching():
            self._keep(writer)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection. Raises SQLite's errors."""
        reader = self._reader()
        if reader.depth == 0:
            with self._watching():
                self._follow(reader)
        assert reader.connection is not None
        reader.depth += 1
        try:
            with self._watching():
                yield reader.connection
        finally:
            reader.depth -= 1

    def close(self) -> None:
        """Close the connections of all threads; nothing may be running."""
        with self._lock:
            for reader in self._readers:
                _shut(reader)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        """Tell of errors that come from the file: it is damaged, or its drive does not answer."""
        try:
            yield
        except sqlite3.DatabaseError as trouble:
            code = getattr(trouble, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGE or code in _AWAY:
                self._troubled(code in _DAMAGE)
            raise

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._local.reader = _Reader()
            with self._lock:
                self._readers.append(reader)
        return reader

    def _follow(self, reader: _Reader) -> None:
        view = self._view
        if reader.connection is not None and reader.view == view:
            return
        try:
            fresh = _opened(view)
        except sqlite3.OperationalError:
            newer = self._renewed()
            if newer is None or newer.file == view.file:
                raise
            self.change_over(newer)
            view = self._view
            fresh = _opened(view)
        _shut(reader)
        reader.connection, reader.view = fresh, view


def _shut(reader: _Reader) -> None:
    if reader.connection is not None:
        reader.connection.close()
        reader.connection = None


def _opened(view: LayeredView) -> sqlite3.Connection:
    connection = connect(view.file, "ro", immutable=True)
    try:
        if view.own is not None:
            attach(connection, view.own, "own")
        layered_names.for_reading(connection, view.places, has_own=view.own is not None)
    except BaseException:
        connection.close()
        raise
    return connection


def added_to_pages(connection: sqlite3.Connection) -> bool:
    """Whether the own database holds something that was added to a page."""
    return bool(connection.execute(_ADDED_TO_PAGES).fetchone()[0])
