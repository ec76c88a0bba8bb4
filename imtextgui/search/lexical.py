"""The words route: BM25, weighed by how much of the query a page covers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from imtextgui.domain.folding import fold
from imtextgui.search.terms import PIECES_COUNT, Finder, Terms, pieces, says_little

CANDIDATES = 200
MOST_JOINED = 12
FEW = 5
HEADING_COUNTS = 2.0
LITTLE = 0.3
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
    """One word of the query as it is asked for.

    ``bit`` is its place among the terms, ``pieces`` and ``joined`` the places of its pieces and of the
    words that it and its neighbours would make if they were written together; ``weight`` says how telling
    it is.
    """

    word: str
    bit: int
    pieces: tuple[int, ...]
    joined: tuple[int, ...]
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
        if coverage:
            pages[hit.page_id] = PageWords(hit.score * coverage**_COVERAGE_COUNTS, coverage, found)
    return Lexical(pages, asked, rarest)


def headed(lexical: Lexical, headings: Mapping[int, str]) -> Lexical:
    """Favour the pages whose heading or file name, given by page id, holds words of the query.

    A heading may hold words that the full text of the page has not, such as the kind of the file.
    """
    total = sum(word.weight for word in lexical.asked)
    if not total:
        return lexical
    finders = [(word.word, Finder(word.word), word.weight / total) for word in lexical.asked]
    pages = dict(lexical.pages)
    for page, heading in headings.items():
        if page in pages:
            pages[page] = _headed(pages[page], fold(heading), finders)
    return replace(lexical, pages=pages)


def _headed(page: PageWords, heading: str, finders: Sequence[tuple[str, Finder, float]]) -> PageWords:
    share, more = 0.0, 0.0
    for word, finder, weight in finders:
        part = weight * finder.share(heading)
        share += part
        more += part if word not in page.words else 0.0
    coverage = min(1.0, page.coverage + more)
    score = page.score * (coverage / page.coverage) ** _COVERAGE_COUNTS * (1 + HEADING_COUNTS * share)
    return PageWords(score, coverage, page.words)


def _asked(fulltext: Fulltext, terms: Terms) -> tuple[tuple[Asked, ...], list[str], float]:
    rows = _joined(terms.words)
    counts, pages = fulltext.frequencies([*terms.words, *(row.text for row in rows)])
    tokens = list(terms.words)
    # each thing asked for costs time: other forms are asked for where the word itself is rare, joined words where
    # they exist
    parts = [
        _appended(tokens, pieces(word) if count <= FEW else [])
        for word, count in zip(tokens[:], counts, strict=False)
    ]
    joined: dict[str, list[int]] = {}
    for row, count in zip(rows, counts[len(terms.words) :], strict=True):
        if count:
            (bit,) = _appended(tokens, [row.text])
            for word in terms.words[row.first : row.last]:
                joined.setdefault(word, []).append(bit)
    asked = tuple(
        Asked(word, bit, parts[bit], tuple(joined.get(word, ())), _weight(word, counts[bit], pages))
        for bit, word in enumerate(terms.words)
    )
    return asked, tokens, min(counts[: len(terms.words)], default=0) / max(pages, 1)


class _Row(NamedTuple):
    first: int
    last: int
    text: str


def _appended(tokens: list[str], more: Sequence[str]) -> tuple[int, ...]:
    tokens.extend(more)
    return tuple(range(len(tokens) - len(more), len(tokens)))


def _joined(words: Sequence[str]) -> list[_Row]:
    """Join neighbouring words, two or three: "noise reducing cable" may be noisereducingcable in a file name."""
    rows = [
        _Row(first, last, "".join(words[first:last]))
        for first in range(len(words))
        for last in range(first + 2, min(first + 3, len(words)) + 1)
    ]
    return [row for row in rows if row.text.isascii() and row.text.isalnum()][:MOST_JOINED]


def _weight(word: str, count: int, pages: int) -> float:
    """Inverse document frequency, as in BM25; a word that is nowhere counts like one on a single page."""
    count = min(max(count, 1), pages)
    return math.log(1 + (pages - count + 0.5) / (count + 0.5)) * (LITTLE if says_little(word) else 1)


def _share(word: Asked, matched: int) -> float:
    if any(matched >> bit & 1 for bit in (word.bit, *word.joined)):
        return 1.0
    if not word.pieces:
        return 0.0
    found = sum(matched >> bit & 1 for bit in word.pieces)
    return PIECES_COUNT * found / len(word.pieces) if found > 1 or len(word.pieces) == 1 else 0.0
