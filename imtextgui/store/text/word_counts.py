"""In how many rows of the full text a word is found. One search asks several times for a word."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from imtextgui.store.text.fulltext_tables import FulltextTable
from imtextgui.store.text.postings import Postings

MOST_COUNTS = 5_000
"""Counts remembered before all are forgotten: some hundred queries, under a megabyte."""


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many ``rows`` each table of the full text has, and how many of them hold an FTS5 expression (``holding``)."""

    rows: Mapping[str, int]
    holding: Mapping[tuple[str, str], int]


class WordCounts:
    """Counts as ``postings`` see them; ``known`` are those that were asked for since the last change."""

    def __init__(self, postings: Postings, known: MutableMapping[tuple[str, str], int]) -> None:
        self._postings, self._known = postings, known

    def rows(self, table: FulltextTable, match: str) -> int:
        """How many rows of ``table`` the FTS5 expression ``match`` finds: who counts a word asks for its rows, too."""
        key = (table.name, match)
        if key not in self._known:
            self._known[key] = len(self._postings.rows(table, match))
        return self._known[key]
