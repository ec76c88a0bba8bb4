"""Passages that have no meaning vector yet: after reading, after a kill, or under a new encoder."""

from collections.abc import Sequence
from typing import NamedTuple

from imtextgui.domain.embedding import Matrix, Space
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


class PendingPassages:
    """Passages of one catalogue that lack a meaning vector of the encoder ``fingerprint``."""

    def __init__(self, database: Database, fingerprint: str) -> None:
        self._database = database
        self._named = {"space": Space.MEANING, "fingerprint": fingerprint}

    def count(self) -> int:
        """How many passages lack a vector."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*)" + _LACKING, self._named).fetchone()[0])

    def some(self, limit: int, after: int = 0) -> list[PendingPassage]:
        """The oldest passages with an id above ``after`` that lack a vector, at most ``limit``."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT p.id, p.page_id, p.text" + _LACKING + "AND p.id > :after ORDER BY p.id LIMIT :limit",
                self._named | {"after": after, "limit": limit},
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
