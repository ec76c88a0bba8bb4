"""Finds figures on a drawn page: clusters of lines and shades that are no text."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from imtextgui.documents.layout.boxes import area, is_worthwhile
from imtextgui.domain.items import Box, Word

if TYPE_CHECKING:
    from PIL.Image import Image

Mask: TypeAlias = npt.NDArray[np.uint8]
"""255 where something is, [height, width]."""

_SIDE = 480
"""Longest side, in pixels, of the picture that is looked at: lines are still there, and nothing else matters."""

_CONTRAST = 14
_LONG = 0.55
"""Share of a side from which on a thin line is a frame or a ruling of the page."""

_THICK = 5
_LETTER = 0.025
"""Share of the longest side that no letter of running text has."""

_REACH = 0.02
"""Shapes as near as this, in shares of the longest side, are one figure."""

_MOST_TEXT = 0.3
_MOST_INK = 0.6


def clusters(picture: "Image", words: Sequence[Word] = ()) -> list[Box]:
    """The boxes of figures on ``picture``, a page on light ground, largest first; ``words`` are those of its text."""
    import cv2

    ink = inked(picture, _SIDE)
    if ink.mean() > 255 * _MOST_INK:
        return []
    text = _covered(ink.shape, [word.box for word in words])
    ink[text > 0] = 0
    ink[_rulings(ink) > 0] = 0
    longest = max(ink.shape)
    shapes = _shapes(ink, round(_LETTER * longest))
    reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(_REACH * longest / 2) + 1,) * 2)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(shapes, reach))
    boxes = []
    for label in range(1, len(stats)):
        box = _extent(shapes, labels == label)
        if box is not None and _is_figure(box, ink.shape, text):
            boxes.append(_shares(box, ink.shape))
    return sorted(boxes, key=area, reverse=True)


def inked(picture: "Image", longest: int) -> Mask:
    """What of ``picture`` is darker than its ground, at a size of ``longest`` pixels."""
    import cv2

    grey = np.asarray(picture.convert("L"))
    scale = longest / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small, 90))
    return np.where(small < paper - _CONTRAST, 255, 0).astype(np.uint8)


def _covered(shape: tuple[int, int], boxes: Iterable[Box]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    height, width = shape
    for box in boxes:
        top, bottom = int(box.y0 * height), int(np.ceil(box.y1 * height)) + 1
        left, right = int(box.x0 * width), int(np.ceil(box.x1 * width)) + 1
        mask[top:bottom, left:right] = 255
    return mask


def _rulings(ink: Mask) -> Mask:
    """Thin lines that go through most of the page: frames, rulings, columns."""
    import cv2

    height, width = ink.shape
    found = np.zeros_like(ink)
    for long, across in (((round(_LONG * width), 1), (1, _THICK)), ((1, round(_LONG * height)), (_THICK, 1))):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(long[::-1], np.uint8))
        thick = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones(across[::-1], np.uint8))
        found[(lines > 0) & (thick == 0)] = 255
    return found


def _shapes(ink: Mask, letter: int) -> Mask:
    """``ink`` without what is as small as letters or as thin as words."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= letter
    large[0] = False
    return np.where(large[labels], 255, 0).astype(np.uint8)


def _extent(shapes: Mask, within: npt.NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    rows = np.flatnonzero((within & (shapes > 0)).any(axis=1))
    columns = np.flatnonzero((within & (shapes > 0)).any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _is_figure(box: tuple[int, int, int, int], shape: tuple[int, int], text: Mask) -> bool:
    left, top, right, bottom = box
    return is_worthwhile(_shares(box, shape)) and text[top:bottom, left:right].mean() <= 255 * _MOST_TEXT


def _shares(box: tuple[int, int, int, int], shape: tuple[int, int]) -> Box:
    height, width = shape
    return Box(box[0] / width, box[1] / height, box[2] / width, box[3] / height)
