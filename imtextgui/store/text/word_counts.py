"""In how many rows of the full text a word is found, remembered until the catalogue changes."""

import sqlite3
import threading

_MOST = 5_000
"""Counts remembered before all are forgotten: some hundred queries, under a megabyte."""


class WordCounts(threading.local):
    """Counts of each thread. One search asks several times for a word, and who types on for the words before it."""

    def __init__(self) -> None:
        self._connection: sqlite3.Connection | None = None
        self._state: tuple[int, int] = (0, 0)
        self._known: dict[tuple[str, str], int] = {}

    def of(self, connection: sqlite3.Connection) -> "WordCounts":
        """These counts for the database as ``connection``, which is this thread's, sees it now."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        state = (version, connection.total_changes)
        if connection is not self._connection or state != self._state or len(self._known) > _MOST:
            self._connection, self._state, self._known = connection, state, {}
        return self

    def rows(self, table: str, match: str, among: str = "") -> int:
        """How many rows of ``table`` the FTS5 expression ``match`` finds, with the SQL ``among`` behind it."""
        assert self._connection is not None
        query = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?{among}"
        if (query, match) not in self._known:
            (self._known[query, match],) = self._connection.execute(query, (match,)).fetchone()
        return self._known[query, match]
