"""How the words of a query are asked for, and what a page is worth that holds some of them.

BM25 by term, weighed by how much of the query the page covers; other wordings stand in for words but never add up.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from imtextgui.domain.text.name_parts import PAIRS_COUNT
from imtextgui.search.query.query_expansion import QueryWording
from imtextgui.search.query.query_parser import ParsedQuery, WordFrequencies
from imtextgui.search.query.term_matching import pieces
from imtextgui.search.query.terms import QueryTerms, says_little

FEW = 5
"""Pages up to which a word is rare: its pieces and other spellings are asked for, too."""

MOST_WORDINGS = 4
"""Other wordings of one row of words that are asked for; each costs the full text time."""

LITTLE = 0.3
"""Weight of a word that is said of anything, against one that names the subject."""

COVERAGE_COUNTS = 2.0
"""Exponent of the share of the query that a page covers, by which its BM25 is multiplied."""


class Corrector(Protocol):
    """Gives other spellings; ``query.spelling`` has one."""

    def wordings(self, asked: Sequence[str], unknown: Sequence[str]) -> Sequence[QueryWording]:
        """What stands in the catalogue for ``unknown`` ones of the words ``asked``."""


@dataclass(frozen=True, slots=True)
class WeightedWord:
    """One word of the query: its place among the terms asked for, the places of its pieces, and its weight.

    ``weight`` is its inverse document frequency, less where it is said of anything.
    """

    word: str
    place: int
    pieces: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class AskedWording:
    """Another wording that is asked for, its place among the terms, and the factor of its BM25, 0 to 1."""

    wording: QueryWording
    place: int
    factor: float


@dataclass(frozen=True, slots=True)
class WordMatch:
    """What the words route knows of a page.

    ``score`` is BM25 times coverage. ``coverage`` is the share, 0 to 1, of the query's words that the page or its
    file name holds, weighted by how telling each word is in this catalogue. ``words`` are those matched, as the query
    writes them, and ``pieced`` those of them of which only pieces are there; ``other_wordings`` what stands for the
    others; ``shares`` tell of each word of the query how much is there, 0 to 1. ``described`` are those of ``words``
    and ``other_wordings`` that stand only in what somebody wrote about the page.
    """

    score: float
    coverage: float
    words: tuple[str, ...]
    other_wordings: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    pieced: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WordPlan:
    """What the full text is asked for a query, and the weights by which its answer is scored.

    ``terms`` are the words of the query and pieces of the rare Japanese ones; ``alternatives`` are texts that say the
    same. ``known_wordings`` are all other wordings that exist in the catalogue, ``wordings`` those of them that are
    not switched off. ``rarest`` is the share of the pages with the rarest word. ``unknown`` are the words that stand
    nowhere.
    """

    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    words: tuple[WeightedWord, ...] = ()
    asked_wordings: tuple[AskedWording, ...] = ()
    known_wordings: tuple[QueryWording, ...] = ()
    wordings: tuple[QueryWording, ...] = ()
    rarest: float = 1.0
    unknown: tuple[str, ...] = ()

    def match(self, parts: Mapping[int, float], described: Collection[int] = ()) -> WordMatch | None:
        """Score a page that holds ``parts``, BM25 by place of the term; None if it holds nothing of the query.

        ``described`` are the places of those that stand only in a description of the page.

        Another wording stands for words where it is worth more than they are; it never adds to them, so that a
        page that says a thing twice gains nothing over one that says it in the query's own words.
        """
        literal = [_share(word, parts) for word in self.words]
        scores = [sum(parts.get(place, 0.0) for place in (word.place, *word.pieces)) for word in self.words]
        shares, used = self._with_wordings(literal, scores, parts)
        total = sum(word.weight for word in self.words) or 1.0
        coverage = sum(word.weight * share for word, share in zip(self.words, shares, strict=True)) / total
        if not coverage:
            return None
        after = len(self.terms) + len(self.phrases)
        phrases = sum(score for place, score in parts.items() if len(self.terms) <= place < after)
        return WordMatch(
            (math.fsum(scores) + phrases) * coverage**COVERAGE_COUNTS,
            coverage,
            tuple(word.word for word, share in zip(self.words, literal, strict=True) if share),
            tuple(used),
            tuple(shares),
            frozenset(word.word for word, share in zip(self.words, literal, strict=True) if 0 < share < 1),
            self._only_described(parts, described) if described else frozenset(),
        )

    def _only_described(self, parts: Mapping[int, float], described: Collection[int]) -> frozenset[str]:
        """The words and wordings of which ``parts`` have nothing that stands elsewhere than in a description."""
        places = [(word.word, (word.place, *word.pieces)) for word in self.words]
        places += [(asked.wording.text, (asked.place,)) for asked in self.asked_wordings]
        there = [(text, [place for place in of_text if place in parts]) for text, of_text in places]
        return frozenset(text for text, held in there if held and set(held) <= set(described))

    def _with_wordings(
        self, literal: Sequence[float], scores: list[float], parts: Mapping[int, float]
    ) -> tuple[list[float], list[str]]:
        """The shares of the words with other wordings standing in, and these; raises ``scores`` in place."""
        shares, used = list(literal), []
        for asked in sorted(
            self.asked_wordings, key=lambda asked: -parts.get(asked.place, 0.0) * asked.factor
        ):
            if asked.place not in parts:
                continue
            span = slice(asked.wording.first, asked.wording.last)
            score = parts[asked.place] * asked.factor
            if score > sum(scores[span]):
                scores[span] = [score / len(scores[span])] * len(scores[span])
            if any(share < asked.wording.weight for share in shares[span]):
                shares[span] = [max(share, asked.wording.weight) for share in shares[span]]
                used.append(asked.wording.text)
        return shares, used


NO_WORDS = WordPlan()


def plan_query(frequencies: WordFrequencies, parsed: ParsedQuery, corrector: Corrector) -> WordPlan:
    """Plan the words, wordings and corrections of ``parsed``, by how frequent each is in the catalogue."""
    if not parsed.terms.words and not parsed.terms.phrases:
        return NO_WORDS
    counts = _Counts.of(frequencies, parsed.terms.words, parsed.wordings)
    return _plan(parsed.terms, counts.corrected(frequencies, corrector, parsed.correctable), parsed.query.off)


def plan_words(frequencies: WordFrequencies, words: tuple[str, ...]) -> WordPlan:
    """Plan plain ``words``, without other wordings of them."""
    if not words:
        return NO_WORDS
    return _plan(QueryTerms(" ".join(words), words), _Counts.of(frequencies, words, ()), ())


@dataclass(frozen=True, slots=True)
class _Counts:
    """In how many of the catalogue's ``pages`` each word, by place, and each wording, by text, stands.

    ``known`` are the wordings that stand anywhere.
    """

    words: tuple[str, ...]
    by_place: tuple[int, ...]
    by_text: Mapping[str, int]
    known: tuple[QueryWording, ...]
    pages: int

    @classmethod
    def of(
        cls, frequencies: WordFrequencies, words: tuple[str, ...], wordings: Sequence[QueryWording]
    ) -> "_Counts":
        texts = list(dict.fromkeys(wording.text for wording in wordings))
        counts, pages = frequencies.frequencies([*words, *texts])
        by_text = dict(zip(texts, counts[len(words) :], strict=True))
        known = _few([wording for wording in wordings if by_text[wording.text]])
        return cls(words, tuple(counts[: len(words)]), by_text, tuple(known), pages)

    def corrected(
        self, frequencies: WordFrequencies, corrector: Corrector, correctable: Collection[str]
    ) -> "_Counts":
        """With other spellings of the ``correctable`` words that stand nowhere and that nothing else stands for."""
        covered = {place for wording in self.known for place in range(wording.first, wording.last)}
        misspelt = [
            word
            for place, word in enumerate(self.words)
            if not self.by_place[place] and place not in covered and word in correctable
        ]
        spellings = corrector.wordings(self.words, misspelt) if misspelt else ()
        if not spellings:
            return self
        texts = [spelling.text for spelling in spellings]
        counts = dict(zip(texts, frequencies.frequencies(texts)[0], strict=True))
        known = (*self.known, *(spelling for spelling in spellings if counts[spelling.text]))
        return _Counts(self.words, self.by_place, {**self.by_text, **counts}, known, self.pages)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words that stand nowhere, each once."""
        absent = (word for word, count in zip(self.words, self.by_place, strict=True) if not count)
        return tuple(absent)

    def effective(self, wordings: Sequence[QueryWording]) -> list[int]:
        """The count of each word; of one that is nowhere, that of the most frequent wording that stands for it."""
        return [count or self._best_wording(place, wordings) for place, count in enumerate(self.by_place)]

    def _best_wording(self, place: int, wordings: Sequence[QueryWording]) -> int:
        standing_in = (wording for wording in wordings if wording.first <= place < wording.last)
        return max((self.by_text[wording.text] for wording in standing_in), default=0)


def _plan(terms: QueryTerms, counts: _Counts, off: Collection[str]) -> WordPlan:
    wordings = tuple(wording for wording in counts.known if wording.kind is None or wording.key not in off)
    # each thing asked for costs time: pieces of a word only where the word itself is rare
    asked = list(terms.words)
    piece_places = [
        _appended(asked, pieces(word) if count <= FEW else [])
        for word, count in zip(terms.words, counts.by_place, strict=True)
    ]
    effective = counts.effective(wordings)
    words = tuple(
        WeightedWord(word, place, piece_places[place], _weight(word, effective[place], counts.pages))
        for place, word in enumerate(terms.words)
    )
    wanted = [wording for wording in wordings if _is_asked(wording, counts.by_place)]
    alternatives = list(dict.fromkeys(wording.text for wording in wanted))
    first = len(asked) + len(terms.phrases)
    return WordPlan(
        tuple(asked),
        terms.phrases,
        terms.excluded,
        tuple(alternatives),
        words,
        tuple(
            AskedWording(
                wording, first + alternatives.index(wording.text), _factor(wording, counts, effective)
            )
            for wording in wanted
        ),
        counts.known,
        wordings,
        min(counts.by_place, default=0) / max(counts.pages, 1),
        counts.unknown,
    )


def _few(wordings: Sequence[QueryWording]) -> list[QueryWording]:
    """The first of the wordings for each row of words."""
    seen = Counter[tuple[int, int]]()
    kept = []
    for wording in wordings:
        seen[wording.first, wording.last] += 1
        if seen[wording.first, wording.last] <= MOST_WORDINGS:
            kept.append(wording)
    return kept


def _is_asked(wording: QueryWording, counts: Sequence[int]) -> bool:
    """Ask for joined words and expansions, and for another spelling of a rare word: of a frequent one it is noise."""
    single = wording.last - wording.first == 1 and wording.kind is None
    return not single or counts[wording.first] <= FEW


def _factor(wording: QueryWording, counts: _Counts, effective: Sequence[int]) -> float:
    """What the BM25 of a wording counts: no more than that of the words, which are what is asked for."""
    words = sum(_idf(effective[place], counts.pages) for place in range(wording.first, wording.last))
    return wording.weight * min(1.0, words / _idf(counts.by_text[wording.text], counts.pages))


def _appended(tokens: list[str], more: Sequence[str]) -> tuple[int, ...]:
    tokens.extend(more)
    return tuple(range(len(tokens) - len(more), len(tokens)))


def _idf(count: int, pages: int) -> float:
    """Inverse document frequency, as in BM25; a word that is nowhere counts like one on a single page."""
    count = min(max(count, 1), pages)
    return math.log(1 + (pages - count + 0.5) / (count + 0.5))


def _weight(word: str, count: int, pages: int) -> float:
    return _idf(count, pages) * (LITTLE if says_little(word) else 1)


def _share(word: WeightedWord, parts: Mapping[int, float]) -> float:
    if word.place in parts:
        return 1.0
    if not word.pieces:
        return 0.0
    present = sum(place in parts for place in word.pieces)
    return PAIRS_COUNT * present / len(word.pieces) if present > 1 or len(word.pieces) == 1 else 0.0
