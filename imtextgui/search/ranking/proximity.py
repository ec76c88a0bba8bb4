"""How closely the words of a query stand together on a page: in a line of their own, or scattered."""

import re
from collections.abc import Mapping
from dataclasses import replace

from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.terms import Finder, joined
from imtextgui.search.routes.word_search import Asked, Lexical

CLOSENESS_COUNTS = 1.0
"""How many times its own score a page gains when one of its lines says the query and nothing else."""

CONTENTS_COUNTS = 0.25
"""How much of that a table of contents or an index gains: it only names what stands elsewhere."""

FEWEST_WORDS = 2
MOST_PAGES = 40
WHOLE = 0.95
"""The share of the query, weighted by how telling its words are, that counts as all of it."""

_LONGEST_TEXT = 20_000
_ENTRY = re.compile(r"[^\W\d_].*[\s.·…]\d{1,4}")
_FEWEST_ENTRIES = 8


def candidates(lexical: Lexical) -> list[int]:
    """The pages that hold all words of the query, best first, as many as are worth a closer look."""
    if len(lexical.asked) < FEWEST_WORDS:
        return []
    whole = [page for page, found in lexical.pages.items() if found.coverage >= WHOLE]
    return sorted(whole, key=lambda page: (-lexical.pages[page].score, page))[:MOST_PAGES]


def closer(lexical: Lexical, texts: Mapping[int, str]) -> Lexical:
    """Favour the pages that say the query in one line, given the unfolded ``texts`` of ``candidates`` by page id.

    A heading says little else and gains most; where the words only happen to be on one page, nothing changes.
    """
    line = _Line(lexical.asked)
    pages = dict(lexical.pages)
    for page, text in texts.items():
        gain = 1 + CLOSENESS_COUNTS * line.closeness(text[:_LONGEST_TEXT])
        pages[page] = replace(pages[page], score=pages[page].score * gain)
    return replace(lexical, pages=pages)


class _Line:
    """Looks for lines that hold all words of one query."""

    def __init__(self, asked: tuple[Asked, ...]) -> None:
        total = sum(word.weight for word in asked) or 1.0
        telling = sorted(asked, key=lambda word: -word.weight)
        self._words = [(word.weight / total, Finder(word.word)) for word in telling]

    def closeness(self, text: str) -> float:
        """From 0, no line holds all of the words, to 1, a line holds all of them and nothing else."""
        folded = fold(text)
        best = max((self._extent(line) for line in self._promising(folded)), default=0.0)
        return best * CONTENTS_COUNTS if best and _is_contents(folded) else best

    def _promising(self, folded: str) -> set[str]:
        """The lines with the most telling word, without which a line cannot hold the whole query."""
        found = set()
        for start, end in self._words[0][1].spans(folded):
            line_end = folded.find("\n", end)
            found.add(folded[folded.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(folded)])
        return found

    def _extent(self, line: str) -> float:
        """How much of ``line`` the query's words are, 0 if some are not there; numbers do not count."""
        if sum(weight * finder.share(line) for weight, finder in self._words) < WHOLE:
            return 0.0
        spans = joined(span for _, finder in self._words for span in finder.spans(line))
        letters = sum(end - start for start, end in spans)
        return min(1.0, letters / max(sum(map(str.isalpha, line)), 1))


def _is_contents(text: str) -> bool:
    lines = [line for each in text.splitlines() if (line := each.strip())]
    entries = sum(_ENTRY.fullmatch(line) is not None for line in lines)
    return entries >= _FEWEST_ENTRIES and 2 * entries >= len(lines)
