"""Cuts lines out of a picture as the recogniser wants them: 48 pixels high, upright, from left to right."""

from enum import StrEnum
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from imtextgui.ocr.detector import Corners, Line, Picture

HEIGHT = 48
LONGEST = 3_200
"""Longest strip in pixels; the line is pressed together to fit."""

Strip: TypeAlias = npt.NDArray[np.uint8]
"""RGB uint8 [HEIGHT, width, 3]."""


class Way(StrEnum):
    """How a line runs on the page."""

    UPRIGHT = "upright"
    OVER = "over"
    """Upside down."""
    UP = "up"
    """From the bottom to the top, as on a page turned to the left."""
    DOWN = "down"
    """From the top to the bottom, as on a page turned to the right."""
    COLUMN = "column"
    """Upright characters below each other, as in vertical Japanese."""


WAYS = {False: (Way.UPRIGHT, Way.OVER), True: (Way.UP, Way.COLUMN, Way.DOWN)}
"""What is possible for a line by ``Line.tall``, the usual one first; a COLUMN is read as DOWN nearly as well."""

TALL = frozenset(WAYS[True])
"""How lines run that are higher than wide."""

_ROLL = {Way.UPRIGHT: 0, Way.OVER: 2, Way.UP: 1, Way.DOWN: -1, Way.COLUMN: -1}


def edges(line: Line, way: Way) -> Corners:
    """The corners of ``line`` in the order in which it is read: start of the text's upper edge, then clockwise.

    Of a COLUMN it is the edge on the right that counts as upper, because it is read from the top to the bottom.
    """
    return np.roll(line.corners, _ROLL[way], axis=0)


def cut(picture: Picture, line: Line, way: Way) -> Strip:
    """The strip of ``line``."""
    if way is Way.COLUMN:
        return _scaled(_laid_down(_straightened(picture, line.corners)))
    return _scaled(_straightened(picture, edges(line, way)))


def _straightened(picture: Picture, corners: Corners) -> Picture:
    """What lies within ``corners``, in its own size, with the first corner at the upper left."""
    width = max(1, round(float(np.linalg.norm(corners[1] - corners[0]))))
    height = max(1, round(float(np.linalg.norm(corners[3] - corners[0]))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    found = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.uint8)


def _scaled(part: Picture) -> Strip:
    height, width = part.shape[:2]
    wide = min(LONGEST, max(1, round(width * HEIGHT / height)))
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(part, (wide, HEIGHT), interpolation=how), np.uint8)


def _laid_down(column: Picture) -> Picture:
    """The characters of a column side by side, each in a square field."""
    side = column.shape[1]
    pieces = []
    for top, bottom in _cells(column):
        cell = column[top:bottom]
        missing = max(0, side - len(cell))
        pieces.append(
            cv2.copyMakeBorder(cell, missing // 2, missing - missing // 2, 0, 0, cv2.BORDER_REPLICATE)[:side]
        )
    return np.concatenate(pieces, axis=1)


def _cells(column: Picture) -> list[tuple[int, int]]:
    """The rows of each character: cut where the column shows least, about as far apart as it is wide."""
    height, side = column.shape[:2]
    ink = column.astype(np.int16).max(axis=(1, 2)) - column.astype(np.int16).min(axis=(1, 2))
    found, top = [], 0
    while height - top > 1.4 * side:
        first, last = top + round(0.7 * side), top + round(1.25 * side)
        # of equally empty rows the one nearest to a square field
        rows = np.arange(first, last + 1)
        cost = ink[rows].astype(np.float64) + 0.2 * abs(rows - (top + 0.92 * side))
        bottom = int(rows[np.argmin(cost)])
        found.append((top, bottom))
        top = bottom
    return [*found, (top, height)]
