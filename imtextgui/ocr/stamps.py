"""What stamps on writing hide: the page without them, what they say, and how far the lines reach that they cross."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from imtextgui.ocr.detector import Line, Picture
from imtextgui.ocr.ink_layers import black_ink, layers
from imtextgui.ocr.parts import Part, merged_parts
from imtextgui.ocr.picture_reading import ReadLine

_MARGIN = 12
"""Pixels around a stamp that are read with it."""

_SPACE = 1.5
"""Heights of a line without ink, after which what goes on beside a stamp is another line."""

_SAME_PLACE, _EQUALLY_SURE = 0.4, 0.02
"""As in ``best_words``: share of the smaller of two rectangles that lies in the other, and difference of sureness."""

_ON_IT = 0.25
"""Share of the smaller one when a line lies on another: the end of a line with a stamp's year in one box had 0.39."""

_CLEARLY_MORE = 1.25
"""Times the letters: a line that took digits of a stamp for its own had as many, and was as sure, as without them."""


class Uncovered(NamedTuple):
    """A page with its stamps taken off."""

    black: Picture
    """The page without their ink."""

    rows: list[Part]
    """Where the lines lie in it that a stamp may cross, from end to end."""

    stamps: list[Part]
    """The stamps, with some room around."""

    coloured: Picture
    """The ink of the stamps alone, in black on white."""


def uncovered(page: Picture, stamps: Sequence[Part], high: float, tall: bool) -> Uncovered:
    """``page``, whose lines are ``high`` pixels high and run up or down where they are ``tall``, without ``stamps``."""
    height, width = page.shape[:2]
    black, coloured = page.copy(), np.full_like(page, 255)
    rows, roomy = [], []
    for stamp in stamps:
        part = stamp.grown(_MARGIN, width, height)
        reach = _reach(black, stamp.grown(max(_MARGIN, round(high)), width, height), high, tall)
        within = _pixels(reach)
        black[within], ink = layers(np.ascontiguousarray(black[within]))
        coloured[_pixels(part)] = ink[_pixels(part.moved(-reach.left, -reach.top))]
        rows.append(reach)
        roomy.append(part)
    return Uncovered(black, merged_parts(rows), merged_parts(roomy), coloured)


def crossed(line: Line, stamps: Sequence[Part]) -> bool:
    """Whether one of ``stamps`` lies on ``line``, taken as an upright rectangle."""
    low, high = np.floor(line.corners.min(axis=0)), np.ceil(line.corners.max(axis=0))
    part = Part(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
    return any(part.touches(stamp) for stamp in stamps)


def surest(
    covered: Sequence[ReadLine], beneath: Sequence[ReadLine], said: Sequence[ReadLine]
) -> tuple[list[ReadLine], list[ReadLine], list[ReadLine]]:
    """Of lines read with the stamps on them, below them, and on them alone, those that count.

    What stamps say lies on the lines that they cross: a line that was read with a stamp on it is the stamp's own only
    where the two have the same place.
    """
    kept = []
    for one in covered:
        same = [other for other in said if _common(one, other, max) > _SAME_PLACE]
        below = [other for other in beneath if _common(one, other, min) > _ON_IT]
        if any(rivals and not _is_better(one, rivals) for rivals in (same, below)):
            continue
        said = [other for other in said if other not in same]
        beneath = [other for other in beneath if other not in below]
        kept.append(one)
    return kept, list(beneath), list(said)


def _is_better(one: ReadLine, than: Sequence[ReadLine]) -> bool:
    """Whether ``one`` is surer, letter by letter, and says at least half as much.

    Of like sureness is better what says clearly more: words in the colour of the stamp, which the others lack.
    """
    letters, others = len(one.reading.text), sum(len(other.reading.text) for other in than)
    sure = sum(other.sure * len(other.reading.text) for other in than) / max(1, others)
    if abs(one.sure - sure) <= _EQUALLY_SURE:
        return letters > _CLEARLY_MORE * others
    return letters > 2 * others or (one.sure > sure and 2 * letters >= others)


def _common(first: ReadLine, second: ReadLine, which: Callable[[float, float], float]) -> float:
    """What the upright rectangles of two lines share, as a part of the smaller or larger one."""
    low = np.maximum(first.line.corners.min(axis=0), second.line.corners.min(axis=0))
    high = np.minimum(first.line.corners.max(axis=0), second.line.corners.max(axis=0))
    areas = [float(np.ptp(one.line.corners, axis=0).prod()) for one in (first, second)]
    return float(np.maximum(high - low, 0).prod()) / max(1.0, which(*areas))


def _pixels(part: Part) -> tuple[slice, slice]:
    return slice(part.top, part.bottom), slice(part.left, part.right)


def _reach(page: Picture, part: Part, high: float, tall: bool) -> Part:
    """``part``, grown along the lines of ``page`` as far as black ink goes on beside it."""
    if tall:
        beside = black_ink(np.ascontiguousarray(page[:, part.left : part.right]))
        top, bottom = _grown(
            np.flatnonzero(beside.any(axis=1)), len(page), part.top, part.bottom, _SPACE * high
        )
        return part._replace(top=top, bottom=bottom)
    beside = black_ink(np.ascontiguousarray(page[part.top : part.bottom]))
    left, right = _grown(
        np.flatnonzero(beside.any(axis=0)), page.shape[1], part.left, part.right, _SPACE * high
    )
    return part._replace(left=left, right=right)


def _grown(places: npt.NDArray[np.intp], length: int, first: int, last: int, space: float) -> tuple[int, int]:
    """The span from ``first`` to ``last`` with the ink beside it, at ``places``, up to a gap of ``space``."""
    before, after = places[places < first][::-1], places[places >= last]
    for place in before.tolist():
        if first - place > space:
            break
        first = place
    for place in after.tolist():
        if place - last > space:
            break
        last = place + 1
    return max(0, first - _MARGIN), min(length, last + _MARGIN)
