"""In which section of a document each page lies, by the headings of its outline."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SEPARATOR = " / "
"""Between a chapter and a section in it."""

DEEPEST = 3
"""Levels that are told: those below say little without their neighbours."""

_LONGEST_HEADING = 100


class Heading(NamedTuple):
    """A heading at the place where its section begins; ``page`` and ``level`` count from 1."""

    page: int
    level: int
    words: str


class Sections:
    """The sections that ``headings`` open, in the order of the document."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._first: dict[int, str] = {}
        last: dict[int, str] = {}
        for page, names, deeper in _chains(headings):
            # What follows directly below the first heading of a page says more of the same place.
            if page not in self._first or (deeper and self._first[page] == last[page]):
                self._first[page] = SEPARATOR.join(names)
            last[page] = SEPARATOR.join(names)
        self._starts = sorted(last)
        self._last = last

    def of(self, page: int) -> str:
        """The section that ``page``, from 1, begins with: "chapter / section", or "" before the first heading."""
        if page in self._first:
            return self._first[page]
        before = bisect_left(self._starts, page)
        return self._last[self._starts[before - 1]] if before else ""


def _chains(headings: Sequence[Heading]) -> Iterator[tuple[int, list[str], bool]]:
    """(page, names from the chapter down, whether it is below the heading before) for each heading that is told."""
    open_: list[Heading] = []
    for heading in headings:
        words = " ".join(heading.words.split())[:_LONGEST_HEADING]
        deeper = bool(open_) and heading.level > open_[-1].level
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        if words and len(open_) < DEEPEST:
            open_.append(heading._replace(words=words))
            yield heading.page, [each.words for each in open_], deeper
