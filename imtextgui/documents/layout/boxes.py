"""Sums with rectangles of a page: how large they are, which belong together, which show the same."""

from collections.abc import Iterable

from imtextgui.domain.items import Box

SMALLEST_AREA = 0.02
SMALLEST_SIDE = 0.08
LARGEST_AREA = 0.8
"""Of a part of a page that is looked at on its own, as shares of the page."""


def area(box: Box) -> float:
    """Share of the page that ``box`` covers."""
    return max(0.0, box.x1 - box.x0) * max(0.0, box.y1 - box.y0)


def is_worthwhile(box: Box) -> bool:
    """Whether ``box`` is large enough to show something, and clearly less than the whole page."""
    side = min(box.x1 - box.x0, box.y1 - box.y0)
    return side >= SMALLEST_SIDE and SMALLEST_AREA <= area(box) <= LARGEST_AREA


def around(one: Box, other: Box) -> Box:
    """The smallest box that holds both."""
    return Box(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))


def within(one: Box, other: Box) -> float:
    """Share of ``one`` that lies in ``other``."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, width) * max(0.0, height) / area(one) if area(one) > 0 else 0.0


def merged(boxes: Iterable[Box], gap: float = 0.005) -> list[Box]:
    """``boxes`` with those joined that overlap or are not further apart than ``gap``, as strips of a picture are."""
    joined: list[Box] = []
    for box in boxes:
        grown, before = box, -1
        # What is joined may reach another one, so it is gone through until nothing is added.
        while before != len(joined):
            before = len(joined)
            touching = [other for other in joined if _touch(grown, other, gap)]
            joined = [other for other in joined if not _touch(grown, other, gap)]
            for other in touching:
                grown = around(grown, other)
        joined.append(grown)
    return joined


def _touch(one: Box, other: Box, gap: float) -> bool:
    across = one.x0 <= other.x1 + gap and other.x0 <= one.x1 + gap
    return across and one.y0 <= other.y1 + gap and other.y0 <= one.y1 + gap
