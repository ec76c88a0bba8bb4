"""The order in which lines and words are read."""

from collections.abc import Sequence
from statistics import median

from imtextgui.domain.items import Box, Word

_COLUMN = 0.25
"""A column of prose is at least so wide, as a fraction of the page; narrower ones belong to a table."""

_FEWEST = 4
"""Lines in a column."""


def order(boxes: Sequence[Box]) -> list[int]:
    """The places of ``boxes``, lines of upright text, in reading order: columns of prose one after the other, all else
    row by row.
    """
    return _ordered(boxes, list(range(len(boxes))))


def _ordered(boxes: Sequence[Box], places: list[int]) -> list[int]:
    for wide in _bands(boxes, places):
        if len(wide) != len(places):
            return [place for band in _bands(boxes, places) for place in _ordered(boxes, band)]
    parts = _columns(boxes, places)
    if len(parts) > 1:
        return [place for part in parts for place in _ordered(boxes, part)]
    return [place for row in _rows(boxes, places) for place in row]


def _bands(boxes: Sequence[Box], places: list[int]) -> list[list[int]]:
    """Parts above each other, cut where a line spans what are columns above or below it."""
    if not places:
        return []
    full = max(boxes[place].x1 for place in places) - min(boxes[place].x0 for place in places)
    bands: list[list[int]] = []
    spanning = None
    for place in sorted(places, key=lambda place: boxes[place].y0 + boxes[place].y1):
        spans = boxes[place].x1 - boxes[place].x0 > 0.6 * full
        if spans != spanning:
            bands.append([])
            spanning = spans
        bands[-1].append(place)
    return bands


def _columns(boxes: Sequence[Box], places: list[int]) -> list[list[int]]:
    """Left and right of the widest gutter, if there is prose on both sides."""
    across = sorted(places, key=lambda place: boxes[place].x0)
    best, at, end = 0.01, 0, 0.0
    for number, place in enumerate(across):
        if number and boxes[place].x0 - end > best:
            best, at = boxes[place].x0 - end, number
        end = max(end, boxes[place].x1)
    parts = [across[:at], across[at:]]
    return parts if at and all(_is_prose(boxes, part) for part in parts) else [places]


def _is_prose(boxes: Sequence[Box], places: list[int]) -> bool:
    widths = [boxes[place].x1 - boxes[place].x0 for place in places]
    return len(places) >= _FEWEST and median(widths) >= _COLUMN


def _rows(boxes: Sequence[Box], places: list[int]) -> list[list[int]]:
    """Lines at the same height together, from the left to the right."""
    rows: list[list[int]] = []
    for place in sorted(places, key=lambda place: boxes[place].y0 + boxes[place].y1):
        if rows and _share(_vertical(boxes[rows[-1][0]]), _vertical(boxes[place])) > 0.5:
            rows[-1].append(place)
        else:
            rows.append([place])
    return [sorted(row, key=lambda place: boxes[place].x0) for row in rows]


def text(words: Sequence[Word]) -> str:
    """``words`` in their order as lines; a wide gap within a line becomes a tab, as between cells of a table."""
    parts: list[str] = []
    before: Box | None = None
    for word in words:
        if before is not None:
            parts.append(_between(before, word.box))
        parts.append(word.text)
        before = word.box
    return "".join(parts)


def _between(before: Box, box: Box) -> str:
    across, down = _share(_horizontal(before), _horizontal(box)), _share(_vertical(before), _vertical(box))
    if down > 0.5 and across < 0.5:
        # to the left on a page that is upside down; fractions of width and of height make this a rough measure
        gap = max(box.x0 - before.x1, before.x0 - box.x1)
        return "\t" if gap > 2 * (box.y1 - box.y0) else " "
    if across > 0.5 and down < 0.5 and _is_upended(before) and _is_upended(box):
        gap = max(box.y0 - before.y1, before.y0 - box.y1)
        return "\t" if gap > 2 * (box.x1 - box.x0) else " "
    return "\n"


def _is_upended(box: Box) -> bool:
    """Whether a word runs up or down the page."""
    return box.y1 - box.y0 > 1.2 * (box.x1 - box.x0)


def _horizontal(box: Box) -> tuple[float, float]:
    return box.x0, box.x1


def _vertical(box: Box) -> tuple[float, float]:
    return box.y0, box.y1


def _share(first: tuple[float, float], second: tuple[float, float]) -> float:
    """How much of the shorter interval lies in the other."""
    common = min(first[1], second[1]) - max(first[0], second[0])
    return max(0.0, common) / max(1e-9, min(first[1] - first[0], second[1] - second[0]))
