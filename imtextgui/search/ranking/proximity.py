"""How closely the words of a query stand together on a page: in a line of their own, or scattered."""

import re
from collections.abc import Mapping
from dataclasses import replace

from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.term_matching import TermMatcher, merged
from imtextgui.search.routes.word_plan import WeightedWord
from imtextgui.search.routes.word_search import WordMatches

CLOSENESS_COUNTS = 1.0
"""How many times its own score a page gains when one of its lines says the query and nothing else."""

CONTENTS_COUNTS = 0.25
"""How much of that a table of contents or an index gains: it only names what stands elsewhere."""

FEWEST_WORDS = 2
MOST_PAGES = 40
"""Pages whose text is looked at line by line."""

WHOLE = 0.95
"""The share of the query, weighted by how telling its words are, that counts as all of it."""

_LONGEST_TEXT = 20_000
_ENTRY = re.compile(r"[^\W\d_].*[\s.·…]\d{1,4}")
_FEWEST_ENTRIES = 8


def near_matches(words: WordMatches) -> list[int]:
    """The pages that hold all words of the query, best first, as many as are worth a closer look."""
    if len(words.plan.words) < FEWEST_WORDS:
        return []
    whole = [page for page, match in words.pages.items() if match.coverage >= WHOLE]
    return sorted(whole, key=lambda page: (-words.pages[page].score, page))[:MOST_PAGES]


def with_proximity(words: WordMatches, texts: Mapping[int, str]) -> WordMatches:
    """Favour the pages that say the query in one line, given the unfolded ``texts`` of ``near_matches`` by page id.

    A heading says little else and gains most; where the words only happen to be on one page, nothing changes.
    """
    matcher = _LineMatcher(words.plan.words)
    pages = dict(words.pages)
    for page, text in texts.items():
        gain = 1 + CLOSENESS_COUNTS * matcher.closeness(text[:_LONGEST_TEXT])
        pages[page] = replace(pages[page], score=pages[page].score * gain)
    return replace(words, pages=pages)


class _LineMatcher:
    """Looks for lines that hold all words of one query."""

    def __init__(self, words: tuple[WeightedWord, ...]) -> None:
        total = sum(word.weight for word in words) or 1.0
        telling = sorted(words, key=lambda word: -word.weight)
        self._words = [(word.weight / total, TermMatcher(word.word)) for word in telling]

    def closeness(self, text: str) -> float:
        """From 0, no line holds all of the words, to 1, a line holds all of them and nothing else."""
        folded = fold(text)
        best = max((self._extent(line) for line in self._promising(folded)), default=0.0)
        return best * CONTENTS_COUNTS if best and _is_contents(folded) else best

    def _promising(self, folded: str) -> set[str]:
        """The lines with the most telling word, without which a line cannot hold the whole query."""
        lines = set()
        for start, end in self._words[0][1].spans(folded):
            line_end = folded.find("\n", end)
            lines.add(folded[folded.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(folded)])
        return lines

    def _extent(self, line: str) -> float:
        """How much of ``line`` the query's words are, 0 if some are not there; numbers do not count."""
        if sum(weight * matcher.share(line) for weight, matcher in self._words) < WHOLE:
            return 0.0
        spans = merged(span for _, matcher in self._words for span in matcher.spans(line))
        letters = sum(end - start for start, end in spans)
        return min(1.0, letters / max(sum(map(str.isalpha, line)), 1))


def _is_contents(text: str) -> bool:
    lines = [stripped for line in text.splitlines() if (stripped := line.strip())]
    entries = sum(_ENTRY.fullmatch(line) is not None for line in lines)
    return entries >= _FEWEST_ENTRIES and 2 * entries >= len(lines)
