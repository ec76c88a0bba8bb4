"""Which parts of a page are looked at on their own: title block, figures, and tiles of large sheets or the middle."""

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from imtextgui.documents.content import DrawnPage
from imtextgui.documents.layout.boxes import area, within
from imtextgui.documents.layout.figures import clusters
from imtextgui.documents.layout.title_block import title_block
from imtextgui.domain.items import Box, Region, RegionKind

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_REGIONS = 12

SHEET_POINTS = 1_000
"""Longest side of a page, in points, from which on its details are too small in a picture of the whole page: A3 has
1,190.
"""

LARGE_SHEET_POINTS = 2_000
"""The same for details that are too small even in a quarter of the page: A1 has 2,384."""

OVERLAP = 0.15
"""Share of a tile that it has in common with its neighbour, so that nothing is cut by every tile."""

_CONTRAST = 20
_SAME = 0.8
"""Share of each other that two parts have in common when they show the same."""


def find(page: DrawnPage) -> tuple[Region, ...]:
    """At most MOST_REGIONS parts of ``page``, none of them nearly the whole and no two nearly the same."""
    if page.picture is None or _is_blank(page.picture):
        return ()
    block = title_block(page.picture)
    found = [Region(block, RegionKind.TITLE_BLOCK)] if block else []
    sheet = tiles(*page.size) or middles(*page.size)
    figures = _distinct(
        [*page.figures, *clusters(page.picture, page.words)], [region.box for region in found]
    )
    room = MOST_REGIONS - len(found) - len(sheet)
    found += [Region(box, RegionKind.FIGURE) for box in figures[:room]]
    known = [region.box for region in found]
    return (*found, *(tile for tile in sheet if not any(_is_same(tile.box, box) for box in known)))


def _is_blank(picture: "Image") -> bool:
    grey = np.asarray(picture.convert("L"))
    return int(grey.max()) - int(grey.min()) < _CONTRAST


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


def middles(width: float, height: float) -> list[Region]:
    """The middle of a page of ``width`` by ``height`` points; of a photo, which has no such size, two middles.

    A photo that shows a part of a page is nearer to a part than to the whole, wherever the parts are; what that is
    worth is in tests/benchmarks/README.md.
    """
    shares = (0.5,) if width > 0 and height > 0 else (0.7, 0.5)
    edges = ((0.5 - share / 2, 0.5 + share / 2) for share in shares)
    return [Region(Box(low, low, high, high), RegionKind.TILE) for low, high in edges]


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
