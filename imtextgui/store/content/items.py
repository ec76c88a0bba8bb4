"""The files of the sources: what the catalogue knows of each path."""

from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from sqlite3 import Connection
from typing import NamedTuple

from imtextgui.domain.items import Problem
from imtextgui.store.column_values import (
    PATH_CODEC,
    ProblemLike,
    details,
    full_path,
    id_list,
    path_bytes,
    path_text,
    problem_columns,
    whole,
)
from imtextgui.store.content.contents import add_unreadable, remove_unused
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import files
from imtextgui.store.text import codes, fulltext


class KnownItem(NamedTuple):
    """What the catalogue knows of one path; size in bytes, time of change in nanoseconds.

    ``content_id`` is None where the file could not be read; ``complete`` tells that all its pages are stored;
    ``problem`` is the code of what went wrong, None if nothing did; ``system_id`` what the system called the file, None
    where that is not known.
    """

    item_id: int
    size: int
    mtime_ns: int
    content_id: int | None
    complete: bool
    problem: str | None
    system_id: str | None = None


class ItemState(NamedTuple):
    """Where a file is, and what it was like when it was indexed; ``digest`` is None where it could not be read."""

    path: Path
    size: int
    mtime_ns: int
    digest: str | None


_PROBLEMS = """
    SELECT s.path, i.path, NULL, i.problem, i.details, s.id FROM item i JOIN source s ON s.id = i.source_id
    WHERE i.problem IS NOT NULL AND (:source IS NULL OR s.id = :source)
    UNION ALL
    SELECT s.path, i.path, NULL, c.problem, c.details, s.id FROM content c
    JOIN item i ON i.content_id = c.id JOIN source s ON s.id = i.source_id
    WHERE c.problem IS NOT NULL AND i.problem IS NULL AND (:source IS NULL OR s.id = :source)
    UNION ALL
    SELECT s.path, i.path, p.number, p.problem, p.details, s.id FROM page p
    JOIN item i ON i.content_id = p.content_id JOIN source s ON s.id = i.source_id
    WHERE p.problem IS NOT NULL AND (:source IS NULL OR s.id = :source)
    ORDER BY 1, 2, 3
"""


# few contents are unfinished, unreadable or troubled; joining the others would double the time of a rescan
_ODD = """
    SELECT i.path, CASE WHEN c.digest IS NULL THEN NULL ELSE c.id END, c.complete, c.problem
    FROM content c INDEXED BY content_odd CROSS JOIN item i ON i.content_id = c.id
    WHERE (c.complete = 0 OR c.problem IS NOT NULL) AND i.source_id = ?
"""


class Items:
    """Items of one catalogue. Writing calls take part in the caller's transaction ``tx``.

    A relpath is relative to its source, with ``/``; any str is stored and given back exactly, undecodable
    names too.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, source_id: int) -> dict[str, KnownItem]:
        """Give what is known of every path of a source, by relpath."""
        with self._database.reading() as connection:
            # the plus makes SQLite read the table in its own order, which is faster than by path
            rows = connection.execute(
                "SELECT path, id, size, mtime_ns, content_id, problem, system_id FROM item WHERE +source_id = ?",
                (source_id,),
            ).fetchall()
            odd = connection.execute(_ODD, (source_id,)).fetchall()
        known = {
            str(path, *PATH_CODEC): KnownItem(item_id, size, mtime_ns, content_id, True, problem, called)
            for path, item_id, size, mtime_ns, content_id, problem, called in rows
        }
        for path, content_id, complete, problem in odd:
            name = path_text(path)
            before = known[name]
            known[name] = before._replace(
                content_id=content_id, complete=bool(complete), problem=before.problem or problem
            )
        return known

    def id_of(self, source_id: int, relpath: str) -> int | None:
        """Give the item at a path of a source; None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM item WHERE source_id = ? AND path = ?", (source_id, path_bytes(relpath))
            ).fetchone()
        return None if row is None else int(row[0])

    def state(self, item_id: int) -> ItemState | None:
        """Give what an item was like when it was indexed; None where there is no such one."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT s.path, i.path, i.size, i.mtime_ns, c.digest FROM item i JOIN source s ON s.id = i.source_id"
                " JOIN content c ON c.id = i.content_id WHERE i.id = ?",
                (item_id,),
            ).fetchone()
        return None if row is None else ItemState(full_path(row[0], row[1]), *row[2:])

    def digests(self, source_id: int, relpaths: Iterable[str]) -> dict[str, str]:
        """Give the digests of those of the paths of a source whose bytes are known."""
        with self._database.reading() as connection:
            rows = [
                connection.execute(
                    "SELECT i.path, c.digest FROM item i JOIN content c ON c.id = i.content_id"
                    " WHERE i.source_id = ? AND i.path = ? AND c.digest IS NOT NULL AND i.problem IS NULL",
                    (source_id, path_bytes(relpath)),
                ).fetchone()
                for relpath in relpaths
            ]
        return {path_text(row[0]): row[1] for row in rows if row is not None}

    def put(
        self,
        tx: Transaction,
        source_id: int,
        relpath: str,
        size: int,
        mtime_ns: int,
        *,
        content_id: int | None = None,
        problem: ProblemLike | None = None,
        awaited: Collection[int] = (),
        system_id: str | None = None,
    ) -> int:
        """Record the state of a path and give its item id, which stays the same for the same path.

        Without ``content_id`` the file could not be read and is found by its name only. A content that this
        leaves without items is removed, unless it is ``awaited`` by another file. Calling it again without ``problem``
        clears the problem. The file at a path stays the same one when its bytes change, and with it what people added
        (``store.identity``). ``system_id`` is what the system calls it, None where that was not looked at.
        """
        path = path_bytes(relpath)
        row = tx.execute(
            "SELECT i.id, i.file_id, c.id, c.digest FROM item i JOIN content c ON c.id = i.content_id"
            " WHERE i.source_id = ? AND i.path = ?",
            (source_id, path),
        ).fetchone()
        item_id, before, digest = (row[0], row[2], row[3]) if row else (None, None, None)
        if content_id is None:
            # A file that could not be read before either keeps its empty page, and with it its place in results.
            content_id = before if before is not None and digest is None else add_unreadable(tx)
        state = (whole(size), whole(mtime_ns), content_id, *problem_columns(problem), system_id)
        if item_id is None:
            return _insert(tx, source_id, path, state)
        tx.execute(
            "UPDATE item SET size = ?, mtime_ns = ?, content_id = ?, problem = ?, details = ?,"
            " system_id = coalesce(?, system_id) WHERE id = ?",
            (*state, item_id),
        )
        if before is not None and before != content_id:
            files.change(tx, row[1], _digest(tx, content_id))
            if before not in awaited:
                remove_unused(tx, [before])
        return int(item_id)

    def move(
        self,
        tx: Transaction,
        item_id: int,
        relpath: str,
        size: int,
        mtime_ns: int,
        *,
        system_id: str | None = None,
    ) -> None:
        """Give an item the new name of its file; id, pages and their vectors stay. Replaces an item that had that
        name.
        """
        path = path_bytes(relpath)
        source_id, before, file_id = tx.execute(
            "SELECT source_id, path, file_id FROM item WHERE id = ?", (item_id,)
        ).fetchone()
        replaced = tx.execute(
            "SELECT id FROM item WHERE source_id = ? AND path = ? AND id <> ?", (source_id, path, item_id)
        ).fetchone()
        if replaced:
            self.remove(tx, replaced)
        # Full text forgets a row only by the very words that were added, so that the old name goes first.
        _forget_name(tx, item_id, before)
        tx.execute(
            "UPDATE item SET path = ?, size = ?, mtime_ns = ?, system_id = coalesce(?, system_id) WHERE id = ?",
            (path, whole(size), whole(mtime_ns), system_id, item_id),
        )
        files.move(tx, file_id, files.whole_path(tx, source_id, path))
        _index_name(tx, item_id, path)
        # What a name means does not depend on its folder, so that a folder can be moved for nothing.
        if PurePosixPath(relpath).stem != PurePosixPath(path_text(before)).stem:
            tx.execute("DELETE FROM name_vector WHERE item_id = ?", (item_id,))

    def touch(self, tx: Transaction, item_id: int, size: int, mtime_ns: int) -> None:
        """Record a new size and time of change of a file whose bytes are the same."""
        tx.execute(
            "UPDATE item SET size = ?, mtime_ns = ? WHERE id = ?", (whole(size), whole(mtime_ns), item_id)
        )

    def remove(self, tx: Transaction, item_ids: Iterable[int], *, are_gone: bool = False) -> None:
        """Remove items, and the contents that no other item refers to.

        A file may go on as one that is new since the last run ended. ``are_gone`` tells that a run has not found
        their files (``store.identity``).
        """
        files.follow_system_ids(tx, item_ids := list(item_ids))
        rows = tx.execute(
            "SELECT id, path, content_id, file_id FROM item WHERE id IN (SELECT value FROM json_each(?))",
            (id_list(item_ids),),
        ).fetchall()
        for item_id, path, _, _ in rows:
            _forget_name(tx, item_id, path)
        tx.executemany("DELETE FROM item WHERE id = ?", [(item_id,) for item_id, *_ in rows])
        remove_unused(tx, {content_id for _, _, content_id, _ in rows})
        files.leave(tx, [file_id for *_, file_id in rows], are_gone=are_gone)

    def held_elsewhere(self, item_ids: Iterable[int]) -> frozenset[int]:
        """Give those of the items whose bytes another item has, too, which is none of them."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "WITH asked AS MATERIALIZED (SELECT value AS id FROM json_each(?))"
                " SELECT i.id FROM item i WHERE i.id IN (SELECT id FROM asked) AND EXISTS (SELECT 1 FROM item other"
                " WHERE other.content_id = i.content_id AND other.id NOT IN (SELECT id FROM asked))",
                (id_list(item_ids),),
            )
            return frozenset(item_id for (item_id,) in rows)

    def paths(self) -> list[Path]:
        """Give the full path of every item."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT s.path, i.path FROM item i JOIN source s ON s.id = i.source_id ORDER BY i.id"
            ).fetchall()
        return [full_path(source, item) for source, item in rows]

    def problems(self, source_id: int | None = None) -> list[Problem]:
        """List what went wrong, by path: whole files first, then single pages of them."""
        with self._database.reading() as connection:
            rows = connection.execute(_PROBLEMS, {"source": source_id}).fetchall()
            archives = _Archives(connection)
            return [
                Problem(
                    code, full_path(source, item), page, details(stored), archives.of(number, source, item)
                )
                for source, item, page, code, stored, number in rows
            ]


class _Archives:
    """Which files others lie in, as entries of archives do."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_file: dict[tuple[int, bytes], bool] = {}

    def of(self, source_id: int, source: bytes, item: bytes) -> Path | None:
        """The outermost file that an item lies in; None where it lies in a folder."""
        parts = item.split(b"/")
        for count in range(1, len(parts)):
            above = b"/".join(parts[:count])
            if self._has_file(source_id, above):
                return full_path(source, above)
        return None

    def _has_file(self, source_id: int, path: bytes) -> bool:
        key = (source_id, path)
        if key not in self._is_file:
            row = self._connection.execute(
                "SELECT 1 FROM item WHERE source_id = ? AND path = ?", key
            ).fetchone()
            self._is_file[key] = row is not None
        return self._is_file[key]


def _insert(
    tx: Transaction,
    source_id: int,
    path: bytes,
    state: tuple[int, int, int, str | None, str | None, str | None],
) -> int:
    file_id = files.arrive(tx, files.whole_path(tx, source_id, path), _digest(tx, state[2]))
    item_id = tx.execute(
        "INSERT INTO item (source_id, path, size, mtime_ns, content_id, problem, details, system_id, file_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (source_id, path, *state, file_id),
    ).lastrowid
    assert item_id is not None
    files.settle(tx, file_id)
    _index_name(tx, item_id, path)
    return item_id


def _digest(tx: Transaction, content_id: int) -> str | None:
    digest: str | None = tx.execute("SELECT digest FROM content WHERE id = ?", (content_id,)).fetchone()[0]
    return digest


def _index_name(tx: Transaction, item_id: int, path: bytes) -> None:
    fulltext.index_name(tx, item_id, path_text(path))
    codes.index_name(tx, item_id, path_text(path))


def _forget_name(tx: Transaction, item_id: int, path: bytes) -> None:
    fulltext.forget_name(tx, item_id, path_text(path))
    codes.forget_name(tx, item_id)
