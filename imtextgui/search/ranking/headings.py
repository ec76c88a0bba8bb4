"""Titles and file names: what they say of the query counts more than what a text says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.terms import Finder
from imtextgui.search.routes.word_search import COVERAGE_COUNTS, Lexical, PageWords

HEADING_COUNTS = 3.0
# a title that is nothing but the query counts in full, one in which it drowns the rest of this
DROWNED = 0.3


@dataclass(frozen=True, slots=True)
class Heading:
    """What heads a page: its ``title``, the file's ``name``, and words for the ``kind`` of file."""

    title: str
    name: str
    kind: str = ""


def headed(lexical: Lexical, headings: Mapping[int, Heading]) -> Lexical:
    """Favour the pages whose heading, given by page id, holds words of the query.

    A heading may hold words that the full text of the page has not, such as the kind of the file. Of two that hold
    the same words the one with fewer others is what is asked for: "Hardware" rather than "Hardware (light version)".
    """
    if not lexical.pages:
        return lexical
    heads = _Heads(lexical)
    pages = dict(lexical.pages)
    for page, heading in headings.items():
        if page in pages:
            pages[page] = heads.headed(pages[page], heading)
    return replace(lexical, pages=pages)


class _Heads:
    """Looks for the words of one query in headings."""

    def __init__(self, lexical: Lexical) -> None:
        total = sum(word.weight for word in lexical.asked) or 1.0
        self._words = [(word.weight / total, Finder(word.word)) for word in lexical.asked]
        self._wordings = [(wording, Finder(wording.text)) for wording in lexical.wordings]

    def headed(self, page: PageWords, heading: Heading) -> PageWords:
        """Favour ``page`` for the words that its ``heading`` holds."""
        title, name, kind = fold(heading.title), fold(heading.name), fold(heading.kind)
        text = f"{title}\n{name}"
        shares = [self._share(finder, text, kind) for _, finder in self._words]
        for wording, finder in self._wordings:
            if self._share(finder, text, kind) == 1:
                span = slice(wording.first, wording.last)
                shares[span] = [max(share, wording.weight) for share in shares[span]]
        told = sum(weight * share for (weight, _), share in zip(self._words, shares, strict=True))
        if not told:
            return page
        coverage = page.coverage + sum(
            weight * max(0.0, share - before)
            for (weight, _), share, before in zip(self._words, shares, page.shares, strict=True)
        )
        fullness = max(self._fullness(title), self._fullness(name))
        gain = 1 + HEADING_COUNTS * told * (DROWNED + (1 - DROWNED) * fullness)
        gain *= (coverage / page.coverage) ** COVERAGE_COUNTS
        return replace(page, score=page.score * gain, coverage=min(1.0, coverage))

    def _share(self, finder: Finder, text: str, kind: str) -> float:
        """How much of a word stands in ``text``, or whether it says the ``kind``."""
        return 1.0 if finder.share(kind) == 1 else finder.share(text)

    def _fullness(self, heading: str) -> float:
        """The share of the letters of ``heading`` that belong to words of the query."""
        letters = sum(map(str.isalnum, heading))
        if not letters:
            return 0.0
        finders = (*(finder for _, finder in self._words), *(finder for _, finder in self._wordings))
        covered = {place for finder in finders for span in finder.spans(heading) for place in range(*span)}
        return sum(heading[place].isalnum() for place in covered) / letters
