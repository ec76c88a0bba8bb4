"""Vectors as the database keeps them: immutable float32 rows with ids that are never reused."""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.store.column_values import id_list, matrix, vector_bytes
from imtextgui.store.database import Database, Transaction
from imtextgui.store.while_unchanged import WhileUnchanged

_TOTAL = "SELECT (SELECT count(*) FROM vector), (SELECT coalesce(max(id), 0) FROM vector)"
"""Without a condition SQLite adds up what the pages of an index say they hold, which is ten times as fast."""

_CAME = """
    SELECT s.name, s.fingerprint, count(*), max(v.id) FROM vector v CROSS JOIN space s ON s.id = v.space_id
    WHERE v.id > ? GROUP BY +v.space_id
"""


@dataclass(frozen=True, slots=True)
class VectorTable:
    """All vectors of one space, in the order of their ids.

    ``ids``, ``page_ids`` and ``passage_ids`` are int64 [n], ``rows`` float32 [n, dim]; passage id 0 means
    that the vector stands for the page as a whole.
    """

    ids: Ids
    rows: Matrix
    page_ids: Ids
    passage_ids: Ids


class Target(NamedTuple):
    """What a vector stands for: a passage, a region, or, where both are 0, the page as a whole."""

    page_id: int
    passage_id: int = 0
    region_id: int = 0


class _LastCounted(threading.local):
    """What a thread counted last: all vectors and the highest id, and the stamps of the spaces it asked for."""

    def __init__(self) -> None:
        self._total = self._highest = 0
        self.stamps: dict[tuple[str, str], tuple[int, int]] = {}

    def follow(self, connection: sqlite3.Connection) -> None:
        """Bring the stamps up to the state that ``connection`` sees; none are left where a vector went since."""
        total, highest = connection.execute(_TOTAL).fetchone()
        # Before the first question there is nothing to bring up, and all rows would be read.
        new = connection.execute(_CAME, (self._highest,)) if self.stamps else ()
        came = {(name, fingerprint): (count, most) for name, fingerprint, count, most in new}
        if self._total + sum(count for count, _ in came.values()) == total:
            for named, (count, most) in self.stamps.items():
                more, latest = came.get(named, (0, 0))
                self.stamps[named] = (count + more, max(most, latest))
        else:
            self.stamps.clear()
        self._total, self._highest = total, highest


class Vectors:
    """Reads the vectors of one catalogue; ``Pages.add`` and ``Regions.add`` write them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stamps: WhileUnchanged[tuple[Space, str], tuple[int, int]] = WhileUnchanged()
        self._known = _LastCounted()

    def load(self, space: Space, fingerprint: str) -> VectorTable:
        """Read all vectors of the space that the encoder ``fingerprint`` made; rows are [0, 0] if there is
        none.
        """
        with self._database.reading() as connection:
            stored = connection.execute(
                "SELECT v.id, v.page_id, coalesce(v.passage_id, 0), v.row, s.dim FROM vector v"
                " JOIN space s ON s.id = v.space_id WHERE s.name = ? AND s.fingerprint = ? ORDER BY v.id",
                (space, fingerprint),
            ).fetchall()
        if not stored:
            none = np.zeros(0, dtype=np.int64)
            return VectorTable(none, np.zeros((0, 0), dtype=np.float32), none, none)
        ids, pages, passages, rows, dims = zip(*stored, strict=True)
        numbers = np.array([ids, pages, passages], dtype=np.int64)
        return VectorTable(numbers[0], matrix(rows, dims[0]), numbers[1], numbers[2])

    def ids(self, space: Space, fingerprint: str, *, after: int = 0) -> Ids:
        """Give the ids of all vectors of a space, or of those above ``after``, ascending."""
        with self._database.reading() as connection:
            stored = connection.execute(
                f"SELECT id FROM vector WHERE {_above(after)}", {"space": space, "print": fingerprint}
            ).fetchall()
        return np.sort(np.fromiter(chain.from_iterable(stored), np.int64, len(stored)))

    def of_pages(self, space: Space, fingerprint: str, page_ids: Iterable[int]) -> Ids:
        """Give the ids of the vectors of a space that belong to some pages, ascending; ``pages`` is for many."""
        with self._database.reading() as connection:
            stored = connection.execute(
                "SELECT id FROM vector WHERE page_id IN (SELECT value FROM json_each(?)) AND space_id ="
                " (SELECT id FROM space WHERE name = ? AND fingerprint = ?)",
                (id_list(page_ids), space, fingerprint),
            ).fetchall()
        return np.sort(np.array(stored, dtype=np.int64).reshape(-1))

    def pages(self, space: Space, fingerprint: str, *, after: int = 0) -> tuple[Ids, Ids]:
        """Give the ids [n] of the vectors of a space, as ``ids`` does, and the page of each [n]."""
        with self._database.reading() as connection:
            stored = connection.execute(
                f"SELECT id, page_id FROM vector WHERE {_above(after)}",
                {"space": space, "print": fingerprint},
            ).fetchall()
        pairs = np.fromiter(chain.from_iterable(stored), np.int64, 2 * len(stored)).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0])]
        return pairs[:, 0], pairs[:, 1]

    def stamp(self, space: Space, fingerprint: str) -> tuple[int, int]:
        """Give count and highest id of a space's vectors.

        Rows are immutable and ids never reused, so the stamp changes whenever the set of vectors does. Each commit of a
        run makes the next search ask for it: where nothing went, only what came is counted.
        """
        named = (space, fingerprint)
        with self._database.reading() as connection:
            stamps = self._stamps.of(connection)
            if named not in stamps and connection.in_transaction:
                return _stamp(connection, space, fingerprint)
            if named not in stamps:
                known = self._known.stamps
                if not stamps:
                    self._known.follow(connection)
                if named not in known:
                    known[named] = _stamp(connection, space, fingerprint)
                stamps[named] = known[named]
            return stamps[named]

    def targets(self, ids: Ids) -> dict[int, Target]:
        """Give what vectors stand for, by vector id."""
        with self._database.reading() as connection:
            stored = connection.execute(
                "SELECT id, page_id, coalesce(passage_id, 0), coalesce(region_id, 0) FROM vector"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (id_list(ids),),
            ).fetchall()
        return {number: Target(*target) for number, *target in stored}

    def of_whole_pages(self, ids: Ids) -> dict[int, Matrix]:
        """Read the rows [dim] of those of ``ids`` that stand for a page as a whole, by page id."""
        targets = self.targets(ids)
        whole = [
            one for one in ids.tolist() if one in targets and targets[one] == Target(targets[one].page_id)
        ]
        rows = self.rows(np.array(whole, dtype=np.int64))
        return {targets[one].page_id: row for one, row in zip(whole, rows, strict=True)}

    def rows(self, ids: Ids) -> Matrix:
        """Read the rows of ``ids``, all of one space, float32 [len(ids), dim], in that order. Raises KeyError for
        an unknown id.
        """
        numbers = ids.tolist()
        if not numbers:
            return matrix([], 0)
        with self._database.reading() as connection:
            dim = connection.execute(
                "SELECT s.dim FROM vector v JOIN space s ON s.id = v.space_id WHERE v.id = ?", numbers[:1]
            ).fetchone()
            stored = connection.execute(
                "SELECT id, row FROM vector WHERE id IN (SELECT value FROM json_each(?))", (id_list(numbers),)
            ).fetchall()
        rows_by_id = dict(stored)
        if dim is None:
            raise KeyError(numbers[0])
        return matrix([rows_by_id[number] for number in numbers], dim[0])


def _above(after: int) -> str:
    """The SQL for the vectors of :space and :print with an id above ``after``.

    All are read off the index of spaces; the plus keeps it from being walked through for the few that are new.
    """
    space = "space_id = (SELECT id FROM space WHERE name = :space AND fingerprint = :print)"
    return f"id > {int(after)} AND +{space}" if after else space


def add(
    tx: Transaction,
    space: Space,
    fingerprint: str,
    *,
    page_id: int,
    rows: Matrix,
    passage_ids: Sequence[int | None] = (),
    region_ids: Sequence[int | None] = (),
) -> Ids:
    """Store ``rows`` [n, dim] of a page, each for the passage or the region at its place, without either for
    the page as a whole; give their ids. Rows of regions are kept in half the precision: there are many.
    """
    space_id = id_of_space(tx, space, fingerprint, rows.shape[1])
    passages, regions = passage_ids or [None] * len(rows), region_ids or [None] * len(rows)
    return np.array(
        [
            tx.execute(
                "INSERT INTO vector (space_id, page_id, passage_id, region_id, row) VALUES (?, ?, ?, ?, ?)",
                (space_id, page_id, passage_id, region_id, vector_bytes(row, half=region_id is not None)),
            ).lastrowid
            for passage_id, region_id, row in zip(passages, regions, rows, strict=True)
        ],
        dtype=np.int64,
    )


def id_of_space(tx: Transaction, space: Space, fingerprint: str, dim: int) -> int:
    """Give the id of a space, a new one for one that there is not; ValueError for vectors of another length."""
    named = (space, fingerprint)
    row = tx.execute("SELECT id, dim FROM space WHERE name = ? AND fingerprint = ?", named).fetchone()
    if row is None:
        row = tx.execute(
            "INSERT INTO space (name, fingerprint, dim) VALUES (?, ?, ?) RETURNING id, dim", (*named, dim)
        ).fetchone()
    if row[1] != dim:
        raise ValueError(f"vectors of {space} under this fingerprint have {row[1]} numbers, not {dim}")
    return int(row[0])


def _stamp(connection: sqlite3.Connection, space: Space, fingerprint: str) -> tuple[int, int]:
    count, highest = connection.execute(
        "SELECT count(*), coalesce(max(id), 0) FROM vector WHERE space_id ="
        " (SELECT id FROM space WHERE name = ? AND fingerprint = ?)",
        (space, fingerprint),
    ).fetchone()
    return int(count), int(highest)
