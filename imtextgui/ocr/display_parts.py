"""Pieces of a picture that may be the bars of a display: measured, and put together to digits and rows of digits."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from imtextgui.ocr.parts import Part, around_parts

Mask: TypeAlias = npt.NDArray[np.uint8]
"""255 where something is lit, [height, width]."""

FEWEST_SIGNS = 3
"""Digits, letters and strokes in a row."""

_SMALLEST_PIECE = 24
"""Pixels."""

_LARGEST_PIECE = 0.6
"""Share of the picture's side."""

_ALIKE = 1.35
"""So many times thicker than another is a piece of the same display at most."""

_THINNEST = 3.0
"""Pixels, at the size that is looked at, of the bars of the lowest digits."""


def by_thickness(
    mask: Mask, labels: npt.NDArray[np.int32], stats: npt.NDArray[np.int32]
) -> Iterator[tuple[float, list[int]]]:
    """(thickness in pixels, labels of pieces): the pieces of ``mask`` that are about as thick as each other."""
    inner = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    height, width = mask.shape
    thick: dict[int, float] = {}
    large = (stats[:, 4] >= _SMALLEST_PIECE) & (
        stats[:, 2:4] < _LARGEST_PIECE * np.array([width, height])
    ).all(axis=1)
    large[0] = False
    for number in np.flatnonzero(large).tolist():
        left, top, wide, high, _ = stats[number].tolist()
        part = slice(top, top + high), slice(left, left + wide)
        # Where another piece reaches into its rectangle, the measure is too large, and is taken exactly.
        thickness = 2 * float(inner[part].max())
        if thickness >= _THINNEST:
            thick[number] = 2 * float(inner[part][labels[part] == number].max())
    while thick:
        thickness = max(thick.values())
        if thickness < _THINNEST:
            return
        yield thickness, [number for number, value in thick.items() if value * _ALIKE >= thickness]
        thick = {number: value for number, value in thick.items() if value * _ALIKE < thickness}


def measured_part(stats: npt.NDArray[np.int32]) -> Part:
    """The rectangle of a piece by what OpenCV tells of it."""
    left, top, width, height, _ = stats.tolist()
    return Part(left, top, left + width, top + height)


def is_dot(stats: npt.NDArray[np.number], thickness: float) -> bool:
    """Whether a piece is a point or one of a colon: about as high as wide, and no larger than a bar is thick."""
    _, _, width, height, _ = (float(value) for value in stats)
    return max(width, height) < 1.7 * thickness and max(width, height) < 1.4 * min(width, height)


def joined(bars: Sequence[Part], thickness: float) -> list[Part]:
    """The rectangles of digits: of bars that are less apart than they are thick or, one above the other, twice so."""
    edges = np.array(bars, np.float64).reshape(-1, 4)
    across, down = 0.8 * thickness, 1.8 * thickness
    left, top, right, bottom = edges.T
    near = (
        (left[:, None] <= right[None] + across)
        & (left[None] <= right[:, None] + across)
        & (top[:, None] <= bottom[None] + down)
        & (top[None] <= bottom[:, None] + down)
    )
    digits: list[Part] = []
    waiting = set(range(len(bars)))
    while waiting:
        group, fresh = set[int](), {waiting.pop()}
        while fresh:
            at = fresh.pop()
            group.add(at)
            fresh |= waiting & set(np.flatnonzero(near[at]).tolist())
            waiting -= fresh
        members = [bars[at] for at in group]
        digits.append(around_parts(members))
    return digits


def rows_of(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Rows of glyphs between the same two lines, with the strokes between them."""
    tall = [part for part in parts if part.height > 1.2 * part.width]
    used: set[Part] = set()
    for highest in sorted(tall, key=lambda part: -part.height):
        if highest in used:
            continue
        row = sorted(part for part in parts if _is_in_row(highest, part))
        used.update(row)
        if len(row) >= FEWEST_SIGNS:
            yield row


def _is_in_row(highest: Part, part: Part) -> bool:
    height = highest.height
    between = part.top > highest.top - 0.12 * height and part.bottom < highest.bottom + 0.12 * height
    return between and part.width < height and (part.height > 0.55 * height or is_stroke(part))


def is_stroke(part: Part) -> bool:
    """Whether a part is a bar that lies alone, such as a minus."""
    return part.width > 1.3 * part.height


def framed(row: Sequence[Part], width: int, height: int) -> Part:
    """What a row of glyphs covers, with room to set it upright."""
    top, bottom = min(part.top for part in row), max(part.bottom for part in row)
    room = round(0.8 * (bottom - top))  # a one fills the right of its place only, and may lean out of it
    left, right = min(part.left for part in row), max(part.right for part in row)
    return Part(max(0, left - room), max(0, top - 2), min(width, right + room), min(height, bottom + 2))


def set_upright(mask: Mask, slant: float) -> Mask:
    """``mask`` without its ``slant``: by how much it leans to the right for each pixel of height."""
    if not slant:
        return mask
    height, width = mask.shape
    matrix = np.array([[1, slant, -slant * height], [0, 1, 0]], np.float32)
    wide = cv2.warpAffine(mask, matrix, (width, height), flags=cv2.INTER_NEAREST)
    return np.asarray(wide, np.uint8)


def glyphs(lit: Mask, thickness: float) -> list[Part]:
    """Digits: pieces that are less apart than they are thick or, one above the other, twice as thick."""
    across, down = (max(3, round(times * thickness) // 2 * 2 + 1) for times in (0.8, 1.8))
    joined = cv2.dilate(lit, np.ones((down, across), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = [
        Part(left + across // 2, top + down // 2, left + width - across // 2, top + height - down // 2)
        for left, top, width, height, _ in stats[1:].tolist()
    ]
    return [part for part in found if part.width > 0 and part.height > 0]
