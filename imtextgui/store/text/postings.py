"""Which rows of the full text hold a word, and what BM25 gives them: read once, for all filters of a search."""

import sqlite3
from collections.abc import Collection, MutableMapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from imtextgui.domain.embedding import Ids
from imtextgui.store.column_values import id_list
from imtextgui.store.text.fulltext_tables import FulltextTable

Scores: TypeAlias = "npt.NDArray[np.float64]"

_MOST_REMEMBERED = 2_000_000
"""Rows of all words together that are remembered before all are forgotten: 32 MB with their scores."""

MOST_LISTED = 20_000
"""Rows up to which a word's are listed where a filter is asked for: 3.4 ms, as long as one count among pages that fit,
of which a search needs several. With 100,000 the words of one filter took 46 instead of 33 ms of processor time.
"""

MOST_SCORED = 2_000
"""Rows up to which a word's are listed and scored at once: 1.7 ms, less than two passes over them."""


class Posting:
    """The ``rows`` [n], ascending, of one table that an FTS5 expression finds, and their ``scores`` [n].

    A score that nobody asked for yet is NaN.
    """

    def __init__(self, rows: Ids) -> None:
        self.rows = rows
        self.scores = np.full(len(rows), np.nan)


class Postings:
    """Reads as ``connection`` sees it; ``known`` is what was read since the last change."""

    def __init__(
        self, connection: sqlite3.Connection, known: MutableMapping[tuple[str, str], Posting]
    ) -> None:
        self._connection, self._known = connection, known

    def rows(self, table: FulltextTable, match: str) -> Ids:
        """The rows of ``table`` that ``match`` finds, ascending."""
        return self._posting(table, match).rows

    def scores(self, table: FulltextTable, match: str, ids: Ids) -> tuple[Ids, Scores]:
        """Those [m] of the ascending ``ids`` that ``match`` finds, and their BM25 [m], higher is better."""
        posting = self._posting(table, match)
        places, there = places_in(posting.rows, ids)
        places = places[there]
        lacking = places[np.isnan(posting.scores[places])]
        if len(lacking):
            few = len(posting.rows) <= MOST_SCORED
            read = scored(self._connection, table, match, None if few else posting.rows[lacking].tolist())
            # Between two statements another program may have written.
            at, known = places_in(posting.rows, np.fromiter(read.keys(), np.int64, len(read)))
            posting.scores[at[known]] = np.fromiter(read.values(), float, len(read))[known]
            places = places[~np.isnan(posting.scores[places])]
        return posting.rows[places], posting.scores[places]

    def _posting(self, table: FulltextTable, match: str) -> Posting:
        key = (table.name, match)
        if key not in self._known:
            if sum(len(posting.rows) for posting in self._known.values()) > _MOST_REMEMBERED:
                self._known.clear()
            query = f"SELECT rowid FROM {table.name} WHERE {table.name} MATCH ?"
            rows = self._connection.execute(query, (match,)).fetchall()
            self._known[key] = Posting(np.sort(np.array(rows, dtype=np.int64).reshape(-1)))
        return self._known[key]


def best_rows(rows: Ids, scores: Scores, most: int) -> list[int]:
    """The ``most`` of ``rows`` with the highest ``scores``, the first of equal ones; in any order."""
    order = np.lexsort((rows, -scores))[:most]
    return [int(row) for row in rows[order]]


def places_in(known: Ids, wanted: Ids) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Where each of ``wanted`` stands in the ascending ``known``, and whether it does."""
    if not len(known):
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return places, known[places] == wanted


def scored(
    connection: sqlite3.Connection, table: FulltextTable, match: str, ids: Collection[int] | None
) -> dict[int, float]:
    """BM25, higher is better, of all rows of ``table`` that ``match`` finds, or of those of ``ids``."""
    query = f"SELECT rowid, -bm25({table.name}, {table.weights}) FROM {table.name} WHERE {table.name} MATCH ?"
    if ids is None:
        return dict(connection.execute(query, (match,)))
    # the plus keeps SQLite from asking FTS5 once for each id, which is slower than one pass
    among = " AND +rowid IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(query + among, (match, id_list(ids))))
