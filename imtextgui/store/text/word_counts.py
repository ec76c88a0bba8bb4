"""In how many rows of the full text a word is found. One search asks several times for a word."""

import sqlite3
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

MOST_COUNTS = 5_000
"""Counts remembered before all are forgotten: some hundred queries, under a megabyte."""


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many ``rows`` each table of the full text has, and how many of them hold an FTS5 expression (``holding``)."""

    rows: Mapping[str, int]
    holding: Mapping[tuple[str, str], int]


class WordCounts:
    """Counts as ``connection`` sees them; ``known`` are those that were asked for since the last change."""

    def __init__(self, connection: sqlite3.Connection, known: MutableMapping[tuple[str, str], int]) -> None:
        self._connection, self._known = connection, known

    def rows(self, table: str, match: str, among: str = "") -> int:
        """How many rows of ``table`` the FTS5 expression ``match`` finds, with the SQL ``among`` behind it."""
        query = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?{among}"
        if (query, match) not in self._known:
            (self._known[query, match],) = self._connection.execute(query, (match,)).fetchone()
        return self._known[query, match]
