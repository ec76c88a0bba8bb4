"""Which parts of a page are worth being looked at on their own."""

from math import ceil

from imtextgui.domain.items import Box, Region, RegionKind

SHEET_POINTS = 1_000
"""Longest side of a page, in points, from which on its details are too small in a picture of the whole page: A3 has
1,190.
"""

LARGE_SHEET_POINTS = 2_000
"""The same for details that are too small even in a quarter of the page: A1 has 2,384."""

OVERLAP = 0.15
"""Share of a tile that it has in common with its neighbour, so that nothing is cut by every tile."""


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
