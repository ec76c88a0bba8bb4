"""Numbers of the pages that are wanted of a file, ascending from 1."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

PageNumbers: TypeAlias = Sequence[int]
"""Numbers of pages, ascending. A pass over pages may use a sequence that carries more; slices keep it."""

LAST_PAGE = 2**31
"""No file has so many pages."""


def from_page(number: int) -> PageNumbers:
    """All pages from ``number`` on."""
    return range(number, LAST_PAGE)


def after(pages: PageNumbers, number: int) -> PageNumbers:
    """Those of ``pages`` that come after page ``number``."""
    return pages[bisect_right(pages, number) :]


def first(pages: PageNumbers) -> int | None:
    """The lowest of ``pages``; None where there are none."""
    return next(iter(pages), None)
