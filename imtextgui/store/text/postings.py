"""Which rows of the full text hold a word, and what BM25 gives them: read once, for all filters of a search.

SQLite adds rows up to one text that numpy reads: given row by row, each of them takes the interpreter anew, which costs
five times as much, and thirty times beside a thread that computes in Python (78,844 rows: 4.6 and 26 ms).
"""

import sqlite3
from collections.abc import MutableMapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from imtextgui.domain.embedding import Ids
from imtextgui.store.column_values import id_list
from imtextgui.store.text.fulltext_tables import FulltextTable

Scores: TypeAlias = "npt.NDArray[np.float64]"

_MOST_REMEMBERED = 3_000_000
"""Rows of all words together that are remembered, 48 MB with scores; those go first that were asked for longest ago."""

MOST_SCORED = 2_000
"""Rows up to which a word's are scored at once: 1.7 ms, less than two passes over them."""

_SCORED = """
    SELECT group_concat(row || ' ' || printf('%!.17g', score), ' ') FROM (
        SELECT rowid AS row, -bm25({name}, {weights}) AS score FROM {name} WHERE {name} MATCH ?{among} LIMIT -1
    )
"""
"""The limit keeps SQLite from asking FTS5 for a score while it adds up, where there is none."""


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
            rows, scores = scored(self._connection, table, match, None if few else posting.rows[lacking])
            # Between two statements another program may have written.
            at, known = places_in(posting.rows, rows)
            posting.scores[at[known]] = scores[known]
            places = places[~np.isnan(posting.scores[places])]
        return posting.rows[places], posting.scores[places]

    def best(self, table: FulltextTable, matches: Sequence[str], rows: Ids, most: int) -> list[int]:
        """The ``most`` of the ascending ``rows`` with the highest BM25 of all ``matches`` together, in any order."""
        if len(rows) <= most:
            return [int(row) for row in rows]
        total = np.zeros(len(rows))
        for match in matches:
            held, scores = self.scores(table, match, rows)
            total[np.searchsorted(rows, held)] += scores
        return best_rows(rows, total, most)

    def _posting(self, table: FulltextTable, match: str) -> Posting:
        key = (table.name, match)
        posting = self._known.pop(key, None)
        if posting is None:
            posting = Posting(listed(self._connection, table, match))
            self._forget(_MOST_REMEMBERED - len(posting.rows))
        self._known[key] = posting  # behind all others
        return posting

    def _forget(self, most: int) -> None:
        """Forget words until at most so many rows are remembered, those first that were asked for longest ago."""
        remembered = sum(len(posting.rows) for posting in self._known.values())
        for key in list(self._known):
            if remembered <= most:
                return
            remembered -= len(self._known.pop(key).rows)


def holding_all(postings: Sequence[Ids]) -> Ids:
    """The rows that are in each of the ascending ``postings``, of which there is at least one."""
    rows, *others = sorted(postings, key=len)
    for other in others:
        rows = rows[places_in(other, rows)[1]]
    return rows


def holding_any(postings: Sequence[Ids]) -> Ids:
    """The rows that are in any of the ``postings``, of which there is at least one, ascending."""
    # Sorted ones are merged in a fifth of the time that numpy's own way of telling them apart takes.
    rows = np.sort(np.concatenate(postings), kind="stable")
    return rows[np.diff(rows, prepend=-1) > 0]


def without(rows: Ids, others: Ids) -> Ids:
    """Those of ``rows`` that are not among ``others``, both ascending."""
    return rows[~places_in(others, rows)[1]]


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


def listed(connection: sqlite3.Connection, table: FulltextTable, match: str) -> Ids:
    """The rows of ``table`` that ``match`` finds, ascending."""
    query = f"SELECT group_concat(rowid) FROM {table.name} WHERE {table.name} MATCH ?"
    (text,) = connection.execute(query, (match,)).fetchone()
    return np.sort(np.fromstring(text or "", dtype=np.int64, sep=","))


def scored(
    connection: sqlite3.Connection, table: FulltextTable, match: str, ids: Ids | None
) -> tuple[Ids, Scores]:
    """The rows [n] of ``table`` that ``match`` finds, all or those of ``ids``, and their BM25 [n], higher is better."""
    # the plus keeps SQLite from asking FTS5 once for each id, which takes forty times as long as one pass
    among = "" if ids is None else " AND +rowid IN (SELECT value FROM json_each(?))"
    query = _SCORED.format(name=table.name, weights=table.weights, among=among)
    values = (match,) if ids is None else (match, id_list(ids.tolist()))
    (text,) = connection.execute(query, values).fetchone()
    pairs = np.fromstring(text or "", dtype=np.float64, sep=" ").reshape(-1, 2)
    return pairs[:, 0].astype(np.int64), pairs[:, 1]
