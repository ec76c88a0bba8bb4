"""Past searches as they are stored: the newest so many, and those that have a name."""

from typing import NamedTuple

from imtextgui.store.column_values import typed
from imtextgui.store.database import Database, Transaction

KEPT = 200
"""Searches without a name that are kept."""

_LATEST = "max(?, coalesce((SELECT max(made) + 0.001 FROM search), 0))"
"""A moment after all others, also where the clock was put back: what was searched last is forgotten last."""


class StoredSearch(NamedTuple):
    """A row; ``query`` is JSON, ``made`` seconds since the epoch."""

    id: int
    made: float
    query: str
    picture: bytes | None
    name: str


class History:
    """Past searches of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, made: float, query: str, picture: bytes | None) -> int:
        """Add a search and forget the oldest beyond ``KEPT``; gives its id."""
        added = tx.execute(
            f"INSERT INTO search (made, query, picture) SELECT {_LATEST}, ?, ?", (made, query, picture)
        ).lastrowid
        tx.execute(
            "DELETE FROM search WHERE name = '' AND id NOT IN"
            " (SELECT id FROM search WHERE name = '' ORDER BY made DESC, id DESC LIMIT ?)",
            (KEPT,),
        )
        assert added is not None
        return added

    def touch(self, tx: Transaction, search_id: int, made: float) -> None:
        """Note that a search was made again."""
        tx.execute(f"UPDATE search SET made = {_LATEST} WHERE id = ?", (made, search_id))

    def name(self, tx: Transaction, search_id: int, name: str) -> None:
        """Give a search a name; "" makes it one that is only remembered."""
        tx.execute("UPDATE search SET name = ? WHERE id = ?", (typed(name).strip(), search_id))

    def remove(self, tx: Transaction, search_id: int) -> None:
        """Forget one search."""
        tx.execute("DELETE FROM search WHERE id = ?", (search_id,))

    def clear(self, tx: Transaction) -> None:
        """Forget all searches that have no name."""
        tx.execute("DELETE FROM search WHERE name = ''")

    def latest(self, limit: int) -> list[StoredSearch]:
        """Give the newest searches first, and then those with a name that are older."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, made, query, picture, name FROM search WHERE name <> '' OR id IN"
                " (SELECT id FROM search ORDER BY made DESC, id DESC LIMIT ?) ORDER BY made DESC, id DESC",
                (limit,),
            )
            return [StoredSearch(*row) for row in rows]
