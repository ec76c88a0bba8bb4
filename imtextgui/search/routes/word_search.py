"""The words route: the pages that hold words of the query, scored by the plan made for it."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

from imtextgui.domain.embedding import Ids
from imtextgui.search.routes.word_plan import NO_WORDS, WordMatch, WordPlan

CANDIDATES = 150
"""Pages that the full text gives at most."""

BEHIND = 0.99
"""Share of the score of the last page with all words that one with other wordings may reach at most."""


class TermScores(Protocol):
    """What the full text says of a page: the BM25 of each term, phrase and alternative found, by its place.

    ``described`` are the places of what stands only in a description that somebody wrote.
    """

    @property
    def page_id(self) -> int: ...
    @property
    def parts(self) -> Mapping[int, float]: ...
    @property
    def described(self) -> Collection[int]: ...


class WordIndex(Protocol):
    """The full text as this route needs it; ``store.text.fulltext`` is one."""

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = ...,
        excluded: Sequence[str] = ...,
        limit: int = ...,
        *,
        among: Ids | None = ...,
        others: Sequence[str] = ...,
    ) -> Sequence[TermScores]:
        """Pages with any term, all phrases and nothing excluded, with BM25; only ``among`` these.

        ``others`` are searched besides the terms.
        """


@dataclass(frozen=True, slots=True)
class WordMatches:
    """The evidence of the words route: what was asked, and the match of each page by id.

    ``scored`` are the matches before they were put behind those that hold all words themselves.
    """

    plan: WordPlan = NO_WORDS
    pages: Mapping[int, WordMatch] = field(default_factory=dict)
    scored: Mapping[int, WordMatch] = field(default_factory=dict, repr=False, compare=False)

    @property
    def scores(self) -> dict[int, float]:
        """Score of each page, higher better."""
        return {page: match.score for page, match in self.pages.items()}


def search(
    index: WordIndex,
    plan: WordPlan,
    among: Ids | None = None,
    *,
    limit: int = CANDIDATES,
    known: Mapping[int, WordMatch] = MappingProxyType({}),
) -> WordMatches:
    """Find the pages that hold what ``plan`` asks for, only ``among`` these if given.

    ``known`` are pages that were ``scored`` by the same plan among others: a page is worth the same among any.
    """
    if not plan.terms and not plan.phrases:
        return WordMatches(plan)
    hits = index.words(plan.terms, plan.phrases, plan.excluded, limit, among=among, others=plan.alternatives)
    scored = {
        hit.page_id: match
        for hit in hits
        if (match := known.get(hit.page_id) or plan.match(hit.parts, hit.described))
    }
    return WordMatches(plan, literal_first(scored, len(plan.words)), scored)


def literal_first(matches: Mapping[int, WordMatch], words: int) -> dict[int, WordMatch]:
    """Keep pages that need other wordings from overtaking those that hold all of so many ``words`` themselves."""
    least = min((match.score for match in matches.values() if len(match.words) == words), default=math.inf)
    most = BEHIND * least
    return {
        page: replace(match, score=most) if match.other_wordings and match.score > most else match
        for page, match in matches.items()
    }
