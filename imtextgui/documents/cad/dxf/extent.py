"""How much of the plane the picture of a drawing shows: all that is drawn, but for strays far from everything else."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
_Boxes = npt.NDArray[np.float64]
"""[n, 2, 2]: the lower and the upper corner of each thing that is drawn."""

_MARGIN = 0.01
_FAR = 4.0
"""Sides of the drawing that lie empty between it and a stray: with a fifth of the picture it would be a speck."""

_MOST_STRAYS = 0.34
"""Share of things that may be strays; more of them are a part of the drawing."""

_FEWEST_WAYS = 8
"""Empty stretches that tell what is usual between the things of a drawing."""

_ROUNDS = 4
_THINNEST = 40
"""Longest side over shortest of a picture."""


def drawing_extent(shapes: Sequence[Points]) -> tuple[float, float, float, float] | None:
    """(left, bottom, right, top) of ``shapes``, each [n, 2], without strays; None if they have no extent."""
    boxes = [
        (shape.min(axis=0), shape.max(axis=0))
        for shape in shapes
        if len(shape) and np.abs(shape).max() < 1e12
    ]
    if not boxes:
        return None
    (left, bottom), (right, top) = _bounds(_without_strays(np.array(boxes)))
    side = max(right - left, top - bottom)
    if side <= 0:
        return None
    margin = max(_MARGIN * side, (side / _THINNEST - min(right - left, top - bottom)) / 2)
    return float(left - margin), float(bottom - margin), float(right + margin), float(top + margin)


def _bounds(boxes: _Boxes) -> tuple[Points, Points]:
    return boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)


def _without_strays(boxes: _Boxes) -> _Boxes:
    """Those of ``boxes`` that are not parted from most others by a wide empty stretch, on either axis."""
    kept = boxes
    for _ in range(_ROUNDS):
        near = kept
        for axis in (0, 1):
            near = _main_part(near, axis)
        if len(near) == len(kept):
            break
        kept = near
    low, high = _bounds(kept)
    whole_low, whole_high = _bounds(boxes)
    # A drawing of a point or a line only has no size that the distance could be measured by.
    if (high - low).max() <= 0 or (whole_high - whole_low).max() < _FAR * (high - low).max():
        return boxes
    return kept if len(kept) >= (1 - _MOST_STRAYS) * len(boxes) else boxes


def _main_part(boxes: _Boxes, axis: int) -> _Boxes:
    """The ``boxes`` of the part around the middle one of all, and of the parts near it."""
    boxes = boxes[np.argsort(boxes[:, 0, axis], kind="stable")]
    reach = np.maximum.accumulate(boxes[:, 1, axis])
    ways = boxes[1:, 0, axis] - reach[:-1]
    starts = [0, *(np.flatnonzero(ways > 0) + 1).tolist(), len(boxes)]
    usual = float(np.median(ways[ways > 0])) if (ways > 0).sum() >= _FEWEST_WAYS else 0.0
    first = last = int(np.searchsorted(starts, len(boxes) // 2, side="right")) - 1
    while True:
        part = boxes[starts[first] : starts[last + 1]]
        low, high = _bounds(part)
        # The way to the next part is short beside what is there, or no longer than others.
        short = _FAR * max(float((high - low).max()), usual)
        if first > 0 and low[axis] - reach[starts[first] - 1] <= short:
            first -= 1
        elif last + 2 < len(starts) and boxes[starts[last + 1], 0, axis] - high[axis] <= short:
            last += 1
        else:
            return part
