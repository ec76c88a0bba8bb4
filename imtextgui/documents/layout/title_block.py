"""Finds the title block of a drawing: a ruled box in a corner of its frame, the lower right one by preference."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from imtextgui.documents.layout.figures import Mask, inked
from imtextgui.domain.items import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE = 800
"""Longest side, in pixels, of the picture that lines are looked for in."""

_LEAST_ACROSS, _LEAST_DOWN = 0.05, 0.015
"""Length from which on a stroke is a line, in shares of the longest side; letters have longer uprights than bars."""

_NEAR_FRAME = 0.055
"""A block ends so near to the outermost lines: between these and the frame there may be the letters of the zones."""

_SAME = 0.012
_LOW = 0.15
_LARGEST, _SMALLEST = 0.35, 0.004
_MARGIN = 0.12
_MOST_OF_SIDE = 0.5
_LEAST_INNER = 3
"""Lines within a block: one that holds less is a box around something else."""

_Segments = npt.NDArray[np.int32]


class _Lines(NamedTuple):
    """Lines across and down, [n, 4] each: left, top, right, bottom in pixels."""

    across: _Segments
    down: _Segments
    size: tuple[int, int]


def title_block(picture: "Image") -> Box | None:
    """The box of the title block on ``picture``, None where there is none or the sheet has no frame."""
    lines = _lines(inked(picture, _SIDE))
    if not _has_frame(lines):
        return None
    for over, down in ((False, False), (True, False), (False, True), (True, True)):
        box = _in_lower_right(_mirrored(lines, over, down))
        if box is not None:
            x0, x1 = (1 - box.x1, 1 - box.x0) if over else (box.x0, box.x1)
            y0, y1 = (1 - box.y1, 1 - box.y0) if down else (box.y0, box.y1)
            return Box(x0, y0, x1, y1)
    return None


def _mirrored(lines: _Lines, over: bool, down: bool) -> _Lines:
    width, height = lines.size

    def turned(segments: _Segments) -> _Segments:
        x0, y0, x1, y1 = segments.T
        if over:
            x0, x1 = width - x1, width - x0
        if down:
            y0, y1 = height - y1, height - y0
        return np.column_stack([x0, y0, x1, y1])

    return _Lines(turned(lines.across), turned(lines.down), lines.size)


def _has_frame(lines: _Lines) -> bool:
    """Whether lines go along most of all four sides, at the same small distance from the edge of the sheet."""
    across, down, (width, height) = lines
    if not len(across) or not len(down):
        return False
    margin = _MARGIN * max(width, height)
    long_across = across[across[:, 2] - across[:, 0] >= _MOST_OF_SIDE * width]
    long_down = down[down[:, 3] - down[:, 1] >= _MOST_OF_SIDE * height]
    return bool(
        (long_across[:, 1] <= margin).any()
        and (long_across[:, 3] >= height - margin).any()
        and (long_down[:, 0] <= margin).any()
        and (long_down[:, 2] >= width - margin).any()
    )


def _lines(ink: Mask) -> _Lines:
    import cv2

    longest = max(ink.shape)
    kernels = ((round(_LEAST_ACROSS * longest), 1), (1, round(_LEAST_DOWN * longest)))
    found = []
    for width, height in kernels:
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))
        stats = cv2.connectedComponentsWithStats(strokes)[2][1:]
        found.append(np.column_stack([stats[:, :2], stats[:, :2] + stats[:, 2:4]]).astype(np.int32))
    return _Lines(found[0], found[1], (ink.shape[1], ink.shape[0]))


def _in_lower_right(lines: _Lines) -> Box | None:
    """The largest ruled box whose lower right corner is that of the frame."""
    across, down, (width, height) = lines
    right, bottom = int(across[:, 2].max()), int(down[:, 3].max())
    near, same = _NEAR_FRAME * max(width, height), _SAME * max(width, height)
    tops = across[across[:, 2] >= right - near]
    sides = down[down[:, 3] >= bottom - near]
    # the upper left corner of the block is where a line to the right meets one that goes down; a low block may
    # reach to the other side of the frame, which begins further up
    low = tops[:, 1] >= bottom - _LOW * height
    beside = np.abs(tops[:, None, 0] - sides[None, :, 0]) <= same
    begins = np.abs(tops[:, None, 1] - sides[None, :, 1]) <= same
    passes = low[:, None] & (sides[None, :, 1] <= tops[:, None, 1])
    meets = beside & (begins | passes)
    boxes = [
        (int(tops[top, 0]), int(tops[top, 1]), int(tops[top, 2]), int(sides[side, 3]))
        for top, side in np.argwhere(meets)
    ]
    blocks = [box for box in boxes if _is_block(box, lines)]
    if not blocks:
        return None
    x0, y0, x1, y1 = max(blocks, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    return Box(x0 / width, y0 / height, min(1.0, x1 / width), min(1.0, y1 / height))


def _is_block(box: tuple[int, int, int, int], lines: _Lines) -> bool:
    x0, y0, x1, y1 = box
    width, height = lines.size
    share = (x1 - x0) * (y1 - y0) / (width * height)
    if not _SMALLEST <= share <= _LARGEST or y0 < 0.4 * height or (x1 - x0) < (y1 - y0) / 3:
        return False
    return _inner(lines.across, box) + _inner(lines.down, box) >= _LEAST_INNER


def _inner(segments: _Segments, box: tuple[int, int, int, int]) -> int:
    """How many of ``segments`` lie in ``box`` and not on its edges."""
    x0, y0, x1, y1 = box
    inside = (
        (segments[:, 0] >= x0 - 3)
        & (segments[:, 1] >= y0 - 3)
        & (segments[:, 2] <= x1 + 3)
        & (segments[:, 3] <= y1 + 3)
    )
    middle_x, middle_y = segments[:, [0, 2]].mean(axis=1), segments[:, [1, 3]].mean(axis=1)
    off_edge = (np.abs(middle_y - y0) > 4) & (np.abs(middle_y - y1) > 4) | (
        segments[:, 3] - segments[:, 1] > segments[:, 2] - segments[:, 0]
    ) & (np.abs(middle_x - x0) > 4) & (np.abs(middle_x - x1) > 4)
    return int((inside & off_edge).sum())
