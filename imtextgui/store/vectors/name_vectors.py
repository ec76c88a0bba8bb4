"""What the names of files mean: a vector for each item, which goes with its name and not with its bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.store.column_values import id_list, matrix, path_text, vector_bytes
from imtextgui.store.database import Database, Transaction
from imtextgui.store.vectors import vector_rows


class PendingName(NamedTuple):
    """An item whose name has still to be encoded; ``relpath`` as ``Items`` gives it."""

    item_id: int
    relpath: str


@dataclass(frozen=True, slots=True)
class NameRows:
    """Vectors of names: ``rows`` [len(item_ids), dim] of the items at the same place."""

    item_ids: tuple[int, ...] = ()
    rows: Matrix = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def cosines(self, vector: Matrix) -> dict[int, float]:
        """The cosine of ``vector`` [dim] and the name of each item that has a vector."""
        if not self.item_ids:
            return {}
        return dict(zip(self.item_ids, (self.rows @ vector).tolist(), strict=True))


_LACKING = """
    FROM item i WHERE NOT EXISTS (
        SELECT 1 FROM name_vector v WHERE v.item_id = i.id AND v.space_id =
        (SELECT id FROM space WHERE name = :space AND fingerprint = :fingerprint))
"""


class NameVectors:
    """The names of one catalogue in the space of meanings of the encoder ``fingerprint``.

    ``Items.move`` removes the vectors of an item that gets another name, so that there is none of a name that is gone.
    """

    def __init__(self, database: Database, fingerprint: str) -> None:
        self._database = database
        self._fingerprint = fingerprint
        self._named = {"space": Space.MEANING, "fingerprint": fingerprint}

    def lacking(self) -> int:
        """How many items have no vector."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*)" + _LACKING, self._named).fetchone()[0])

    def lacking_ids(self) -> list[int]:
        """The items that have no vector, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT i.id" + _LACKING + "ORDER BY i.id", self._named).fetchall()
        return [item_id for (item_id,) in rows]

    def pending(self, item_ids: Sequence[int]) -> list[PendingName]:
        """The names of those of the items that there still are, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, path FROM item WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (id_list(item_ids),),
            ).fetchall()
        return [PendingName(item_id, path_text(path)) for item_id, path in rows]

    def add(self, tx: Transaction, names: Sequence[PendingName], rows: Matrix) -> None:
        """Store ``rows`` [len(names), joint_dim], in half the precision; items that are gone are passed over."""
        space_id = vector_rows.id_of_space(tx, Space.MEANING, self._fingerprint, rows.shape[1])
        tx.executemany(
            "INSERT OR REPLACE INTO name_vector (item_id, space_id, row) SELECT id, ?, ? FROM item WHERE id = ?",
            [
                (space_id, vector_bytes(row, half=True), name.item_id)
                for name, row in zip(names, rows, strict=True)
            ],
        )

    def of_items(self, item_ids: Iterable[int]) -> NameRows:
        """The vectors of those of the items that have one."""
        with self._database.reading() as connection:
            stored = connection.execute(
                "SELECT v.item_id, v.row, s.dim FROM space s JOIN name_vector v ON v.space_id = s.id"
                " WHERE s.name = :space AND s.fingerprint = :fingerprint"
                " AND v.item_id IN (SELECT value FROM json_each(:items))",
                self._named | {"items": id_list(item_ids)},
            ).fetchall()
        if not stored:
            return NameRows()
        ids, rows, dims = zip(*stored, strict=True)
        return NameRows(ids, matrix(rows, dims[0]))
