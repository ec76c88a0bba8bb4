"""The words route: BM25, weighed by how much of the query a page covers."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from imtextgui.domain.folding import fold
from imtextgui.search.terms import PIECES_COUNT, Finder, Terms, pieces, says_little
from imtextgui.search.wordings import Wording, others

CANDIDATES = 150
FEW = 5
HEADING_COUNTS = 3.0
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
        among: Iterable[int] | None = ...,
    ) -> Sequence[WordHit]:
        """Pages with any term, all phrases and nothing excluded, with BM25; only ``among`` these."""

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """In how many pages and names each term stands, and how many pages there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of the query as it is asked for.

    ``bit`` is its place among the terms, ``pieces`` the places of its pieces, ``otherwise`` those of other
    wordings of which it is a part; ``weight`` says how telling it is.
    """

    word: str
    bit: int
    pieces: tuple[int, ...]
    otherwise: tuple[int, ...]
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
    """The answer of the words route.

    ``wordings`` are the other wordings that exist; ``rarest`` is the share of the pages with the rarest word.
    """

    pages: Mapping[int, PageWords]
    asked: tuple[Asked, ...]
    wordings: tuple[Wording, ...]
    rarest: float

    @property
    def scores(self) -> dict[int, float]:
        """Score of each page, higher better."""
        return {page: found.score for page, found in self.pages.items()}


def search(
    fulltext: Fulltext, terms: Terms, limit: int = CANDIDATES, among: Iterable[int] | None = None
) -> Lexical:
    """Find the pages that hold words of ``terms``, only ``among`` these if given."""
    if not terms.words and not terms.phrases:
        return Lexical({}, (), (), 1.0)
    asked, wordings, tokens, rarest = _asked(fulltext, terms)
    hits = fulltext.words(tokens, terms.phrases, terms.excluded, limit, among)
    total = sum(word.weight for word in asked) or 1.0
    pages: dict[int, PageWords] = {}
    for hit in hits:
        shares = [_share(word, hit.matched) for word in asked]
        coverage = sum(word.weight * share for word, share in zip(asked, shares, strict=True)) / total
        found = tuple(word.word for word, share in zip(asked, shares, strict=True) if share)
        if coverage:
            pages[hit.page_id] = PageWords(hit.score * coverage**_COVERAGE_COUNTS, coverage, found)
    return Lexical(pages, asked, wordings, rarest)


def headed(lexical: Lexical, headings: Mapping[int, str]) -> Lexical:
    """Favour the pages whose heading or file name, given by page id, holds words of the query.

    A heading may hold words that the full text of the page has not, such as the kind of the file.
    """
    if not lexical.pages:
        return lexical
    heads = _Heads(lexical)
    pages = dict(lexical.pages)
    for page, heading in headings.items():
        if page in pages:
            pages[page] = heads.headed(pages[page], fold(heading))
    return replace(lexical, pages=pages)


class _Heads:
    """Looks for the words of one query in headings."""

    def __init__(self, lexical: Lexical) -> None:
        total = sum(word.weight for word in lexical.asked) or 1.0
        self._words = [(word.word, word.weight / total, Finder(word.word)) for word in lexical.asked]
        self._wordings = [(wording, Finder(wording.text)) for wording in lexical.wordings]

    def headed(self, page: PageWords, heading: str) -> PageWords:
        """Favour ``page`` for the words that its folded ``heading`` holds."""
        shares = [finder.share(heading) for _, _, finder in self._words]
        for wording, finder in self._wordings:
            if finder.share(heading) == 1:
                shares[wording.first : wording.last] = [1.0] * (wording.last - wording.first)
        told = [weight * share for (_, weight, _), share in zip(self._words, shares, strict=True)]
        more = sum(
            part for (word, _, _), part in zip(self._words, told, strict=True) if word not in page.words
        )
        coverage = min(1.0, page.coverage + more)
        gain = (coverage / page.coverage) ** _COVERAGE_COUNTS * (1 + HEADING_COUNTS * sum(told))
        return PageWords(page.score * gain, coverage, page.words)


def _asked(
    fulltext: Fulltext, terms: Terms
) -> tuple[tuple[Asked, ...], tuple[Wording, ...], list[str], float]:
    possible = others(terms.words)
    counts, pages = fulltext.frequencies([*terms.words, *(wording.text for wording in possible)])
    there = tuple(each for each, count in zip(possible, counts[len(terms.words) :], strict=True) if count)
    counts = counts[: len(terms.words)]
    # each thing asked for costs time, so other forms of a word are asked for only where the word itself is rare
    tokens = list(terms.words)
    parts = [
        _appended(tokens, pieces(word) if count <= FEW else [])
        for word, count in zip(terms.words, counts, strict=True)
    ]
    placed = [(_appended(tokens, [each.text])[0], each) for each in there if _wanted(each, counts)]
    asked = tuple(
        Asked(
            word,
            place,
            parts[place],
            tuple(bit for bit, each in placed if each.first <= place < each.last),
            _weight(word, counts[place], pages),
        )
        for place, word in enumerate(terms.words)
    )
    return asked, there, tokens, min(counts, default=0) / max(pages, 1)


def _wanted(wording: Wording, counts: Sequence[int]) -> bool:
    """Ask for joined words, and for another spelling of a rare one: of a frequent one it would count twice."""
    return wording.last - wording.first > 1 or counts[wording.first] <= FEW


def _appended(tokens: list[str], more: Sequence[str]) -> tuple[int, ...]:
    tokens.extend(more)
    return tuple(range(len(tokens) - len(more), len(tokens)))


def _weight(word: str, count: int, pages: int) -> float:
    """Inverse document frequency, as in BM25; a word that is nowhere counts like one on a single page."""
    count = min(max(count, 1), pages)
    return math.log(1 + (pages - count + 0.5) / (count + 0.5)) * (LITTLE if says_little(word) else 1)


def _share(word: Asked, matched: int) -> float:
    if any(matched >> bit & 1 for bit in (word.bit, *word.otherwise)):
        return 1.0
    if not word.pieces:
        return 0.0
    found = sum(matched >> bit & 1 for bit in word.pieces)
    return PIECES_COUNT * found / len(word.pieces) if found > 1 or len(word.pieces) == 1 else 0.0
