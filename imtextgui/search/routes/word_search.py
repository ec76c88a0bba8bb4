"""The words route: BM25, weighed by how much of the query a page covers."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from imtextgui.search.query.query_expansion import Wording
from imtextgui.search.query.terms import PIECES_COUNT, Terms, pieces, says_little

CANDIDATES = 150
FEW = 5
MOST_WORDINGS = 4
BEHIND = 0.99
LITTLE = 0.3
COVERAGE_COUNTS = 2.0


class WordHit(Protocol):
    """What the full text says of a page; ``parts`` is the BM25 of each term, phrase and other term found."""

    @property
    def page_id(self) -> int: ...
    @property
    def parts(self) -> Mapping[int, float]: ...


class Fulltext(Protocol):
    """The full text as this route needs it; ``store.text.fulltext`` is one."""

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = ...,
        excluded: Sequence[str] = ...,
        limit: int = ...,
        *,
        among: Iterable[int] | None = ...,
        others: Sequence[str] = ...,
    ) -> Sequence[WordHit]:
        """Pages with any term, all phrases and nothing excluded, with BM25; only ``among`` these.

        ``others`` are searched besides the terms.
        """

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """In how many pages and names each term stands, and how many pages there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of the query as it is asked for.

    ``place`` is its place among the terms, ``pieces`` the places of its pieces; ``weight`` says how telling it is.
    """

    word: str
    place: int
    pieces: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Other:
    """Another wording that exists in the catalogue, its place among the terms and how much it counts, 0 to 1."""

    wording: Wording
    place: int
    counts: float


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the words route knows of a page.

    ``coverage`` is the share, 0 to 1, of the query's words that the page or its file name holds, weighted
    by how telling each word is in this catalogue. ``words`` are those found, as the query writes them;
    ``otherwise`` what stands for the others; ``shares`` tell of each word of the query how much is there.
    """

    score: float
    coverage: float
    words: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexical:
    """The answer of the words route.

    ``possible`` are the other wordings that exist, ``wordings`` those of them that are not switched off; ``rarest``
    is the share of the pages with the rarest word; ``unknown`` are the words that stand nowhere.
    """

    pages: Mapping[int, PageWords]
    asked: tuple[Asked, ...] = ()
    possible: tuple[Wording, ...] = ()
    wordings: tuple[Wording, ...] = ()
    rarest: float = 1.0
    unknown: tuple[str, ...] = ()

    @property
    def scores(self) -> dict[int, float]:
        """Score of each page, higher better."""
        return {page: found.score for page, found in self.pages.items()}


Correct = Callable[[Sequence[str], Sequence[str]], Sequence[Wording]]
"""From words and those of them that stand nowhere to other spellings."""


def _as_they_are(words: Sequence[str], unknown: Sequence[str]) -> Sequence[Wording]:
    return ()


def search(
    fulltext: Fulltext,
    terms: Terms,
    wordings: Sequence[Wording] = (),
    among: Iterable[int] | None = None,
    *,
    limit: int = CANDIDATES,
    off: Collection[str] = (),
    correct: Correct = _as_they_are,
) -> Lexical:
    """Find the pages that hold words of ``terms`` or other ``wordings`` of them, only ``among`` these if given.

    ``correct`` gives other spellings of words that stand nowhere and for which nothing else stands. Wordings whose
    key is ``off`` find nothing and are only reported.
    """
    if not terms.words and not terms.phrases:
        return Lexical({})
    question = _Question(terms, _Words(fulltext, terms.words, wordings, correct), off)
    hits = fulltext.words(
        question.terms, terms.phrases, terms.excluded, limit, among=among, others=question.others
    )
    pages = _literal_first(
        {hit.page_id: page for hit in hits if (page := question.judge(hit.parts))}, terms.words
    )
    return Lexical(pages, question.asked, question.there, question.on, question.rarest, question.unknown)


def _literal_first(pages: dict[int, PageWords], words: Sequence[str]) -> dict[int, PageWords]:
    """Keep pages that need other wordings from overtaking those that hold all ``words`` of the query themselves."""
    least = min((page.score for page in pages.values() if len(page.words) == len(words)), default=math.inf)
    return {
        number: replace(page, score=BEHIND * least)
        if page.otherwise and page.score > BEHIND * least
        else page
        for number, page in pages.items()
    }


class _Words:
    """In how many pages the words of a query and the other wordings of them stand."""

    def __init__(
        self, fulltext: Fulltext, words: Sequence[str], possible: Sequence[Wording], correct: Correct
    ) -> None:
        texts = list(dict.fromkeys(each.text for each in possible))
        counts, self.pages = fulltext.frequencies([*words, *texts])
        self.found = dict(zip(texts, counts[len(words) :], strict=True))
        self.counts = counts[: len(words)]
        there = _few([each for each in possible if self.found[each.text]])
        covered = {place for each in there for place in range(each.first, each.last)}
        unknown = {place: word for place, word in enumerate(words) if not self.counts[place]}
        self.unknown = tuple(unknown.values())
        spelt = correct(words, [word for place, word in unknown.items() if place not in covered])
        self.found.update(
            zip(
                (each.text for each in spelt),
                fulltext.frequencies([each.text for each in spelt])[0] if spelt else (),
                strict=True,
            )
        )
        self.there = (*there, *(each for each in spelt if self.found[each.text]))


class _Question:
    """The words of one query, the other wordings that exist, and what a page with some of them is worth."""

    def __init__(self, terms: Terms, known: _Words, off: Collection[str]) -> None:
        counts, pages, found = known.counts, known.pages, known.found
        self.there, self.unknown = known.there, known.unknown
        self.on = tuple(each for each in self.there if each.kind is None or each.key not in off)
        self.rarest = min(counts, default=0) / max(pages, 1)
        # each thing asked for costs time: other forms of a word only where the word itself is rare
        self.terms = list(terms.words)
        parts = [
            _appended(self.terms, pieces(word) if count <= FEW else [])
            for word, count in zip(terms.words, counts, strict=True)
        ]
        told = [_told(place, counts, self.on, found) for place in range(len(counts))]
        self.asked = tuple(
            Asked(word, place, parts[place], _weight(word, told[place], pages))
            for place, word in enumerate(terms.words)
        )
        wanted = [each for each in self.on if _wanted(each, counts)]
        self.others = list(dict.fromkeys(each.text for each in wanted))
        self._first_other = first = len(self.terms) + len(terms.phrases)
        self._otherwise = [
            Other(
                each,
                first + self.others.index(each.text),
                each.weight * min(1.0, _rarity(told, each, pages) / _idf(found[each.text], pages)),
            )
            for each in wanted
        ]
        self._total = sum(word.weight for word in self.asked) or 1.0

    def judge(self, parts: Mapping[int, float]) -> PageWords | None:
        """Say what a page is worth that holds ``parts``; None if it holds nothing of the query.

        Another wording stands for words where it is worth more than they are; it never adds to them, so that a
        page that says a thing twice gains nothing over one that says it in the query's own words.
        """
        shares = [_share(word, parts) for word in self.asked]
        scores = [sum(parts.get(place, 0.0) for place in (word.place, *word.pieces)) for word in self.asked]
        literal = list(shares)
        used: list[str] = []
        for other in sorted(self._otherwise, key=lambda each: -parts.get(each.place, 0.0) * each.counts):
            if other.place not in parts:
                continue
            span = slice(other.wording.first, other.wording.last)
            score, before = parts[other.place] * other.counts, sum(scores[span])
            if score > before:
                scores[span] = [score / len(scores[span])] * len(scores[span])
            if any(share < other.wording.weight for share in shares[span]):
                shares[span] = [max(share, other.wording.weight) for share in shares[span]]
                used.append(other.wording.text)
        coverage = (
            sum(word.weight * share for word, share in zip(self.asked, shares, strict=True)) / self._total
        )
        if not coverage:
            return None
        phrases = sum(score for place, score in parts.items() if len(self.terms) <= place < self._first_other)
        found = tuple(word.word for word, share in zip(self.asked, literal, strict=True) if share)
        return PageWords(
            (math.fsum(scores) + phrases) * coverage**COVERAGE_COUNTS,
            coverage,
            found,
            tuple(used),
            tuple(shares),
        )


def _few(wordings: Sequence[Wording]) -> list[Wording]:
    """The first of the wordings for each row of words: each thing asked for costs time."""
    asked = Counter[tuple[int, int]]()
    kept = []
    for each in wordings:
        asked[each.first, each.last] += 1
        if asked[each.first, each.last] <= MOST_WORDINGS:
            kept.append(each)
    return kept


def _wanted(wording: Wording, counts: Sequence[int]) -> bool:
    """Ask for joined words and expansions, and for another spelling of a rare word: of a frequent one it is noise."""
    single = wording.last - wording.first == 1 and wording.kind is None
    return not single or counts[wording.first] <= FEW


def _told(place: int, counts: Sequence[int], there: Sequence[Wording], found: Mapping[str, int]) -> int:
    """In how many pages a word stands; of one that is nowhere, what stands for it."""
    if counts[place]:
        return counts[place]
    return max((found[each.text] for each in there if each.first <= place < each.last), default=0)


def _rarity(told: Sequence[int], wording: Wording, pages: int) -> float:
    """How telling the words together are that ``wording`` stands for."""
    return sum(_idf(told[place], pages) for place in range(wording.first, wording.last))


def _appended(tokens: list[str], more: Sequence[str]) -> tuple[int, ...]:
    tokens.extend(more)
    return tuple(range(len(tokens) - len(more), len(tokens)))


def _idf(count: int, pages: int) -> float:
    """Inverse document frequency, as in BM25; a word that is nowhere counts like one on a single page."""
    count = min(max(count, 1), pages)
    return math.log(1 + (pages - count + 0.5) / (count + 0.5))


def _weight(word: str, count: int, pages: int) -> float:
    return _idf(count, pages) * (LITTLE if says_little(word) else 1)


def _share(word: Asked, parts: Mapping[int, float]) -> float:
    if word.place in parts:
        return 1.0
    if not word.pieces:
        return 0.0
    found = sum(place in parts for place in word.pieces)
    return PIECES_COUNT * found / len(word.pieces) if found > 1 or len(word.pieces) == 1 else 0.0
