"""The words route: BM25, weighed by how much of the query a page covers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from imtextgui.search.terms import Terms, pieces

CANDIDATES = 300
# a Japanese word of which only pieces are found is another word or another form of it
_PIECES_COUNT = 0.7
_COVERAGE_COUNTS = 2.0


class WordHit(Protocol):
    """What the full text says of a page; bit n of ``matched`` is the n-th of terms and phrases."""

    @property
    def page_id(self) -> int: ...
    @property
    def score(self) -> float: ...
    @property
    def matched(self) -> int: ...


class Fulltext(Protocol):
    """The full text as this route needs it; ``store.fulltext`` is one."""

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = ...,
        excluded: Sequence[str] = ...,
        limit: int = ...,
    ) -> Sequence[WordHit]:
        """Pages with any term, all phrases and nothing excluded, with BM25."""

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """In how many pages and names each term stands, and how many pages there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of the query as it is asked for: its place among the terms, its pieces' places, its weight."""

    word: str
    bit: int
    pieces: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the words route knows of a page.

    ``coverage`` is the share, 0 to 1, of the query's words that the page or its file name holds, weighted
    by how telling each word is in this catalogue. ``words`` are those found, as the query writes them.
    """

    score: float
    coverage: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexical:
    """The answer of the words route; ``rarest`` is the share of the pages with the query's rarest word."""

    pages: Mapping[int, PageWords]
    asked: tuple[Asked, ...]
    rarest: float

    @property
    def scores(self) -> dict[int, float]:
        """Score of each page, higher better."""
        return {page: found.score for page, found in self.pages.items()}


def search(fulltext: Fulltext, terms: Terms, limit: int = CANDIDATES) -> Lexical:
    """Find the pages that hold words of ``terms``."""
    if not terms.words and not terms.phrases:
        return Lexical({}, (), 1.0)
    asked, tokens, rarest = _asked(fulltext, terms)
    hits = fulltext.words(tokens, terms.phrases, terms.excluded, limit)
    total = sum(word.weight for word in asked) or 1.0
    pages: dict[int, PageWords] = {}
    for hit in hits:
        shares = [_share(word, hit.matched) for word in asked]
        coverage = sum(word.weight * share for word, share in zip(asked, shares, strict=True)) / total
        found = tuple(word.word for word, share in zip(asked, shares, strict=True) if share)
        pages[hit.page_id] = PageWords(hit.score * coverage**_COVERAGE_COUNTS, coverage, found)
    return Lexical(pages, asked, rarest)


def _asked(fulltext: Fulltext, terms: Terms) -> tuple[tuple[Asked, ...], list[str], float]:
    tokens = list(terms.words)
    places: list[tuple[int, ...]] = []
    for word in terms.words:
        parts = pieces(word)
        places.append(tuple(range(len(tokens), len(tokens) + len(parts))))
        tokens.extend(parts)
    counts, pages = fulltext.frequencies(terms.words)
    asked = tuple(
        Asked(word, bit, parts, _telling(counts[bit], pages))
        for bit, (word, parts) in enumerate(zip(terms.words, places, strict=True))
    )
    return asked, tokens, min(counts, default=0) / max(pages, 1)


def _telling(count: int, pages: int) -> float:
    """Inverse document frequency, as in BM25; a word that is nowhere counts like one on a single page."""
    count = min(max(count, 1), pages)
    return math.log(1 + (pages - count + 0.5) / (count + 0.5))


def _share(word: Asked, matched: int) -> float:
    if matched >> word.bit & 1:
        return 1.0
    if not word.pieces:
        return 0.0
    found = sum(matched >> bit & 1 for bit in word.pieces)
    return _PIECES_COUNT * found / len(word.pieces) if found > 1 or len(word.pieces) == 1 else 0.0
