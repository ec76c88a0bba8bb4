"""Which parts of a page are looked at on their own: its title block, its figures, and tiles of large sheets."""

from collections.abc import Iterable
from math import ceil

from imtextgui.documents.boxes import area, within
from imtextgui.documents.content import DrawnPage
from imtextgui.documents.figures import clusters
from imtextgui.documents.title_block import title_block
from imtextgui.domain.items import Box, Region, RegionKind

MOST_REGIONS = 12

SHEET_POINTS = 1_000
"""Longest side of a page, in points, from which on its details are too small in a picture of the whole page: A3 has
1,190.
"""

LARGE_SHEET_POINTS = 2_000
"""The same for details that are too small even in a quarter of the page: A1 has 2,384."""

OVERLAP = 0.15
"""Share of a tile that it has in common with its neighbour, so that nothing is cut by every tile."""

_SAME = 0.8
"""Share of each other that two parts have in common when they show the same."""


def find(page: DrawnPage) -> tuple[Region, ...]:
    """At most MOST_REGIONS parts of ``page``, none of them nearly the whole and no two nearly the same."""
    if page.picture is None:
        return ()
    block = title_block(page.picture)
    found = [Region(block, RegionKind.TITLE_BLOCK)] if block else []
    sheet = tiles(*page.size)
    figures = _distinct(
        [*page.figures, *clusters(page.picture, page.words)], [region.box for region in found]
    )
    room = MOST_REGIONS - len(found) - len(sheet)
    found += [Region(box, RegionKind.FIGURE) for box in figures[:room]]
    known = [region.box for region in found]
    return (*found, *(tile for tile in sheet if not any(_is_same(tile.box, box) for box in known)))


def tiles(width: float, height: float) -> list[Region]:
    """Overlapping parts, row by row, of a page of ``width`` by ``height`` points; none of a small one."""
    longest = max(width, height)
    if longest < SHEET_POINTS or min(width, height) <= 0:
        return []
    count = 3 if longest >= LARGE_SHEET_POINTS else 2
    # A long strip is divided along its length only.
    across, along = (min(count, ceil(count * side / longest)) for side in (width, height))
    return [
        Region(Box(x0, y0, x1, y1), RegionKind.TILE) for y0, y1 in _spans(along) for x0, x1 in _spans(across)
    ]


def _spans(count: int) -> list[tuple[float, float]]:
    """``count`` overlapping spans that cover 0 to 1."""
    length = 1 / (count - (count - 1) * OVERLAP)
    starts = [number * length * (1 - OVERLAP) for number in range(count)]
    return [(start, start + length) for start in starts[:-1]] + [(starts[-1], 1.0)]


def _distinct(boxes: Iterable[Box], known: list[Box]) -> list[Box]:
    """Those of ``boxes`` that show something else than the ones before and than ``known``, largest first."""
    kept: list[Box] = []
    for box in boxes:
        if not any(_is_same(box, other) for other in (*known, *kept)):
            kept.append(box)
    return sorted(kept, key=area, reverse=True)


def _is_same(one: Box, other: Box) -> bool:
    return min(within(one, other), within(other, one)) >= _SAME
