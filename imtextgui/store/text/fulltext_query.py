"""One question to both tables of the full text: candidates, their scores, and what bars them."""

import math
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import numpy as np

from imtextgui.domain.embedding import Ids
from imtextgui.store.column_values import id_list
from imtextgui.store.text.allowed_rows import AllowedRows
from imtextgui.store.text.described_words import DescribedWords
from imtextgui.store.text.fulltext_tables import ITEMS, PAGES, FulltextTable
from imtextgui.store.text.postings import Postings, holding_all, holding_any, places_in, without
from imtextgui.store.text.word_counts import WordCounts

MOST_RANKED = 12_000
"""Ranking costs about a microsecond a word and row that matches; beyond this only a part of the rows is ranked."""


@dataclass(frozen=True, slots=True)
class WordHit:
    """A page that holds words asked for.

    ``parts`` holds the BM25 of each word found, by its place among terms, phrases and other terms, counted
    through: that in the page and that in the name of one of its files together; higher is better. ``described`` are
    the places of those words that stand neither there nor there, but in what somebody wrote about the page.
    """

    page_id: int
    parts: Mapping[int, float]
    described: frozenset[int] = frozenset()

    @property
    def score(self) -> float:
        """The sum over all words found."""
        return math.fsum(self.parts.values())


class WantedWord(NamedTuple):
    """A piece of user text by its ``place`` among all: its FTS5 expression, whether a page must hold it (a phrase), and
    whether it only says in other words what a term says.
    """

    place: int
    match: str
    required: bool = False
    other: bool = False


_Scores = dict[int, float]
"""BM25 by the place of a wanted word."""

_NOTHING: _Scores = {}

_Joined: TypeAlias = Callable[[Sequence[Ids]], Ids]
"""Gives the rows that hold all of some words, or any, of the rows that hold each."""


class FulltextQuery:
    """Asks for ``wanted`` words, at most a few times ``limit`` pages without the words in ``barred``.

    ``counts`` tells how many rows hold a word, ``postings`` which; only rows that are ``allowed`` may be found, where
    given.
    ``described`` finds pages by what somebody wrote about them; None where nobody did. ``factors`` multiply BM25 by
    table and expression.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        wanted: list[WantedWord],
        barred: list[str],
        *,
        counts: WordCounts,
        postings: Postings,
        described: DescribedWords | None = None,
        limit: int,
        allowed: AllowedRows | None,
        factors: Mapping[tuple[str, str], float] = MappingProxyType({}),
    ) -> None:
        self._connection = connection
        self._wanted = wanted
        self._barred = barred
        self._limit = limit
        self._counts = counts
        self._described = described
        self._postings = postings
        self._allowed = allowed
        self._factors = factors
        self._required = {word.place for word in wanted if word.required}

    def run(self) -> list[WordHit]:
        """Give the pages, best score first."""
        described = self._described_scores()
        pages = self._contents_of(self._candidates(PAGES) | described.keys(), self._candidates(ITEMS))
        items = self._items_of(pages.values())
        by_text = self._scores(PAGES, pages)
        by_name = self._scores(ITEMS, items)
        barred_pages, barred_items = self._members_barred(PAGES, pages), self._members_barred(ITEMS, items)
        barred_pages |= self._described_barred()
        # A file has several names where there are copies; the one that says most stands for all.
        names: dict[int, _Scores] = {}
        for item_id, content_id in items.items():
            if item_id not in barred_items:
                names[content_id] = max(
                    names.get(content_id, _NOTHING),
                    by_name.get(item_id, _NOTHING),
                    key=lambda scores: sum(scores.values()),
                )
        hits = []
        for page_id, content_id in pages.items():
            if page_id in barred_pages or content_id not in names:
                continue
            text, name = by_text.get(page_id, _NOTHING), names[content_id]
            written = described.get(page_id, _NOTHING)
            places = sorted(text.keys() | name.keys() | written.keys())
            if places and self._required.issubset(places):
                only_described = written.keys() - text.keys() - name.keys()
                parts = {place: text.get(place, 0.0) + name.get(place, 0.0) for place in places}
                parts |= {place: written[place] for place in only_described}
                hits.append(WordHit(page_id, parts, frozenset(only_described)))
        return sorted(hits, key=lambda hit: (-hit.score, hit.page_id))

    def _described_scores(self) -> dict[int, _Scores]:
        """What words are worth that stand in descriptions: as once in a page of usual length."""
        scores: dict[int, _Scores] = {}
        if self._described is None:
            return scores
        (pages,) = self._connection.execute("SELECT count(*) FROM page").fetchone()
        for word in self._wanted:
            holding = self._described.pages(self._connection, word.match)
            if self._allowed is not None:
                holding = self._allowed.of(PAGES, np.array(holding, dtype=np.int64)).tolist()
            if holding:
                rows = min(pages, len(holding) + self._count(PAGES, word.match))
                # the inverse document frequency of bm25() in FTS5, with its least value
                worth = max(math.log((pages - rows + 0.5) / (rows + 0.5)), 1e-6)
                for page in holding:
                    scores.setdefault(page, {})[word.place] = worth
        return scores

    def _described_barred(self) -> set[int]:
        if self._described is None or not self._barred:
            return set()
        return set(self._described.pages(self._connection, " OR ".join(self._barred)))

    def _candidates(self, table: FulltextTable) -> set[int]:
        rows = {word: self._count(table, word.match) for word in self._wanted}
        present = [word for word in self._wanted if rows[word]]
        if not present:
            return set()
        candidates: set[int] = set()
        terms = [word for word in present if not word.other]
        if terms and len(terms) == sum(not word.other for word in self._wanted):
            candidates.update(self._best(table, holding_all, terms))
        # where enough pages hold everything, those that hold less are not needed
        if len(candidates) < self._limit:
            required = [word for word in present if word.required]
            if required and len(required) == sum(word.required for word in self._wanted):
                candidates.update(self._best(table, holding_all, required))
            else:
                candidates.update(self._best(table, holding_any, _rarest(rows)))
        return candidates

    def _best(self, table: FulltextTable, joined: _Joined, words: Sequence[WantedWord]) -> list[int]:
        matches = [word.match for word in words]
        best, step = self._ranked(table, joined, matches)
        if step > 1:
            # words that are all over the catalogue tell most where they are titles; of the others a sample does
            title = table.columns.partition(",")[0]
            best += self._ranked(table, joined, [f"{{{title}}} : {match}" for match in matches])[0]
        return best

    def _ranked(self, table: FulltextTable, joined: _Joined, matches: Sequence[str]) -> tuple[list[int], int]:
        """The best of the rows that hold ``matches``, or of each so manieth of them."""
        rows = self._left(table, joined([self._postings.rows(table, match) for match in matches]))
        step = 1 + len(rows) * len(matches) // MOST_RANKED
        if step > 1:
            rows = rows[rows % step == 0]
        return self._postings.best(table, matches, rows, self._limit), step

    def _left(self, table: FulltextTable, rows: Ids) -> Ids:
        """Those of ``rows`` that may be found; names of files do not bar what is found by its pages."""
        if self._barred and table is PAGES:
            rows = without(rows, self._barred_rows(table))
        return rows if self._allowed is None else self._allowed.of(table, rows)

    def _count(self, table: FulltextTable, match: str) -> int:
        total = self._counts.rows(table, match)
        if self._allowed is None or not total:
            return total
        return len(self._allowed.of(table, self._postings.rows(table, match)))

    def _contents_of(self, page_ids: Collection[int], item_ids: Collection[int]) -> dict[int, int]:
        first = "(SELECT id FROM page WHERE content_id = item.content_id AND number = 1)"
        if self._allowed is not None and item_ids:
            pages = self._allowed.name(PAGES)
            first = f"(SELECT min(id) FROM {pages} JOIN page USING (id) WHERE content_id = item.content_id)"
        return dict(
            self._connection.execute(
                "SELECT id, content_id FROM page WHERE id IN (SELECT value FROM json_each(?)) UNION"
                f" SELECT page.id, page.content_id FROM item JOIN page ON page.id = {first}"
                " WHERE item.id IN (SELECT value FROM json_each(?))",
                (id_list(page_ids), id_list(item_ids)),
            )
        )

    def _items_of(self, content_ids: Collection[int]) -> dict[int, int]:
        return dict(
            self._connection.execute(
                "SELECT id, content_id FROM item WHERE content_id IN (SELECT value FROM json_each(?))",
                (id_list(content_ids),),
            )
        )

    def _scores(self, table: FulltextTable, ids: Collection[int]) -> dict[int, _Scores]:
        scores: dict[int, _Scores] = {}
        for word in self._wanted:
            factor = self._factors.get((table.name, word.match), 1.0)
            for row, score in self._scores_of(table, word.match, ids).items():
                scores.setdefault(row, {})[word.place] = score * factor
        return scores

    def _scores_of(self, table: FulltextTable, match: str, ids: Collection[int]) -> dict[int, float]:
        if not ids or not self._counts.rows(table, match):
            return {}
        rows, scores = self._postings.scores(table, match, _ascending(ids))
        return dict(zip(rows.tolist(), scores.tolist(), strict=True))

    def _members_barred(self, table: FulltextTable, ids: Collection[int]) -> set[int]:
        if not self._barred:
            return set()
        wanted = _ascending(ids)
        return set(wanted[places_in(self._barred_rows(table), wanted)[1]].tolist())

    def _barred_rows(self, table: FulltextTable) -> Ids:
        return self._postings.rows(table, " OR ".join(self._barred))


def _ascending(ids: Collection[int]) -> Ids:
    return np.array(sorted(ids), dtype=np.int64)


def _rarest(rows: dict[WantedWord, int]) -> list[WantedWord]:
    """Choose the rarest words until their rows become too many to score; at least one."""
    chosen: list[WantedWord] = []
    total = 0
    for word in sorted((word for word in rows if rows[word]), key=lambda word: rows[word]):
        total += rows[word]
        if chosen and total > MOST_RANKED:
            break
        chosen.append(word)
    return chosen
