"""Passages that have no meaning vector yet: after reading, after a kill, or under a new encoder."""

from collections.abc import Sequence
from typing import NamedTuple

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.store.column_values import id_list
from imtextgui.store.database import Database, Transaction
from imtextgui.store.vectors import vector_rows


class PendingPassage(NamedTuple):
    """A passage to encode."""

    passage_id: int
    page_id: int
    text: str


_LACKING = """
    FROM passage p WHERE NOT EXISTS (
        SELECT 1 FROM vector v WHERE v.passage_id = p.id AND v.space_id =
        (SELECT id FROM space WHERE name = :space AND fingerprint = :fingerprint))
"""

_HOW_MANY = """
    SELECT (SELECT count(*) FROM passage) - (SELECT count(*) FROM vector WHERE space_id =
        (SELECT id FROM space WHERE name = :space AND fingerprint = :fingerprint))
"""
"""A passage has one vector of an encoder at most, and the space of meanings has none of anything else."""


class PendingPassages:
    """Passages of one catalogue that lack a meaning vector of the encoder ``fingerprint``."""

    def __init__(self, database: Database, fingerprint: str) -> None:
        self._database = database
        self._named = {"space": Space.MEANING, "fingerprint": fingerprint}

    def count(self) -> int:
        """How many passages lack a vector."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*)" + _LACKING, self._named).fetchone()[0])

    def ids(self) -> list[int]:
        """The passages that lack a vector, oldest first.

        How many there are follows from two counts that indexes answer. They are looked for from the newest on, until
        that many are known: what a run adds to a large catalogue is its end, and the rest is not walked through.
        """
        with self._database.reading() as connection:
            (lacking,) = connection.execute(_HOW_MANY, self._named).fetchone()
            if lacking <= 0:
                return []
            rows = connection.execute(
                "SELECT p.id" + _LACKING + "ORDER BY p.id DESC LIMIT :lacking",
                self._named | {"lacking": lacking},
            ).fetchall()
        return [passage_id for (passage_id,) in reversed(rows)]

    def described(self, passage_ids: Sequence[int]) -> list[PendingPassage]:
        """Those of the passages that there still are, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, page_id, text FROM passage WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (id_list(passage_ids),),
            ).fetchall()
        return [PendingPassage._make(row) for row in rows]

    def add(self, tx: Transaction, passages: Sequence[PendingPassage], rows: Matrix) -> None:
        """Store ``rows`` [len(passages), joint_dim] as the vectors of ``passages``."""
        for passage, row in zip(passages, rows, strict=True):
            vector_rows.add(
                tx,
                Space.MEANING,
                self._named["fingerprint"],
                page_id=passage.page_id,
                passage_ids=[passage.passage_id],
                rows=row[None, :],
            )
