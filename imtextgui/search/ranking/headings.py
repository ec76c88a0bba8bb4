"""Titles and file names: what they say of the query counts more than what a text says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.term_matching import TermMatcher
from imtextgui.search.query.terms import KIND_WORDS
from imtextgui.search.routes.word_plan import COVERAGE_COUNTS, WordMatch
from imtextgui.search.routes.word_search import WordMatches
from imtextgui.store.content.pages import PageRow

HEADING_COUNTS = 3.0
"""How many times its own score a page gains whose title is the query and nothing else."""

DROWNED = 0.3
"""Share of that which a title gains in which the query drowns among other words."""


@dataclass(frozen=True, slots=True)
class PageHeading:
    """What heads a page: its ``title``, the file's ``name``, and words for the ``kind`` of file."""

    title: str
    name: str
    kind: str = ""

    @classmethod
    def of(cls, row: PageRow) -> "PageHeading":
        """The heading of a described page."""
        path = row.items[0].path
        return cls(row.title, path.stem, f"{path.suffix[1:]} {KIND_WORDS[row.kind]}")


def with_headings(words: WordMatches, headings: Mapping[int, PageHeading]) -> WordMatches:
    """Favour the pages whose heading, given by page id, holds words of the query.

    A heading may hold words that the full text of the page has not, such as the kind of the file. Of two that hold
    the same words the one with fewer others is what is asked for: "Hardware" rather than "Hardware (light version)".
    """
    if not words.pages:
        return words
    matcher = _HeadingMatcher(words)
    pages = dict(words.pages)
    for page, heading in headings.items():
        if page in pages:
            pages[page] = matcher.with_heading(pages[page], heading)
    return replace(words, pages=pages)


class _HeadingMatcher:
    """Looks for the words of one query in headings."""

    def __init__(self, words: WordMatches) -> None:
        plan = words.plan
        total = sum(word.weight for word in plan.words) or 1.0
        self._words = [(word.weight / total, TermMatcher(word.word)) for word in plan.words]
        self._wordings = [(wording, TermMatcher(wording.text)) for wording in plan.wordings]

    def with_heading(self, match: WordMatch, heading: PageHeading) -> WordMatch:
        """Favour ``match`` for the words that the ``heading`` of the page holds."""
        title, name, kind = fold(heading.title), fold(heading.name), fold(heading.kind)
        text = f"{title}\n{name}"
        shares = [self._share(matcher, text, kind) for _, matcher in self._words]
        for wording, matcher in self._wordings:
            if self._share(matcher, text, kind) == 1:
                span = slice(wording.first, wording.last)
                shares[span] = [max(share, wording.weight) for share in shares[span]]
        in_heading = sum(weight * share for (weight, _), share in zip(self._words, shares, strict=True))
        if not in_heading:
            return match
        coverage = match.coverage + sum(
            weight * max(0.0, share - before)
            for (weight, _), share, before in zip(self._words, shares, match.shares, strict=True)
        )
        fullness = max(self._fullness(title), self._fullness(name))
        gain = 1 + HEADING_COUNTS * in_heading * (DROWNED + (1 - DROWNED) * fullness)
        gain *= (coverage / match.coverage) ** COVERAGE_COUNTS
        return replace(match, score=match.score * gain, coverage=min(1.0, coverage))

    def _share(self, matcher: TermMatcher, text: str, kind: str) -> float:
        """How much of a word stands in ``text``, or whether it says the ``kind``."""
        return 1.0 if matcher.share(kind) == 1 else matcher.share(text)

    def _fullness(self, heading: str) -> float:
        """The share of the letters of ``heading`` that belong to words of the query."""
        letters = sum(map(str.isalnum, heading))
        if not letters:
            return 0.0
        matchers = (*(matcher for _, matcher in self._words), *(matcher for _, matcher in self._wordings))
        covered = {place for matcher in matchers for span in matcher.spans(heading) for place in range(*span)}
        return sum(heading[place].isalnum() for place in covered) / letters
