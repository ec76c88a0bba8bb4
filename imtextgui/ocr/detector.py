"""Where writing is: the detector's map of a picture, tile by tile, and the rectangles in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from imtextgui.ocr import models
from imtextgui.ocr.engine import BLANK
from imtextgui.ocr.parts import Part

Picture: TypeAlias = npt.NDArray[np.uint8]
"""RGB uint8 [height, width, 3]."""

Sureness: TypeAlias = npt.NDArray[np.float32]
"""How sure the graph is of writing, 0 to 1, for each pixel [height, width]."""

Corners: TypeAlias = npt.NDArray[np.float32]
"""Pixels float32 [4, 2]: the start of the line's upper edge, then clockwise."""

TILE = 896
"""Side in pixels of what the graph sees at once; memory grows with its square."""

OVERLAP = 128
_ROOM = 32
"""Pixels of empty paper that the graph sees around what shows in a tile."""

_MULTIPLE = 32
_SEED = 0.3
_SURE = 0.5
_GROWTH = 1.6
"""The graph is trained to mark the core of a line; its rectangle is larger by area x this / perimeter."""

_SMALLEST = 3.0
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Line:
    """A rectangle with writing. ``tall`` ones are higher than wide: turned, or Japanese in columns."""

    corners: Corners
    score: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height along its own edges, in pixels."""
        a, b, _, d = self.corners
        return float(np.linalg.norm(b - a)), float(np.linalg.norm(d - a))

    @property
    def tall(self) -> bool:
        """Whether it is clearly higher than wide."""
        width, height = self.size
        return height > 1.5 * width

    @property
    def wide(self) -> bool:
        """Whether it is clearly wider than high."""
        width, height = self.size
        return width > 1.5 * height


class Detector:
    """Finds lines of writing."""

    def __init__(self, threads: int) -> None:
        self._session = models.opened(models.DETECT, threads, keep_memory=True)
        self._input = self._session.get_inputs()[0].name

    def find(self, picture: Picture, parts: Sequence[Part] | None = None) -> list[Line]:
        """The lines in ``picture``, or in ``parts`` of it, in no particular order."""
        return lines(self.sureness(picture, parts))

    def sureness(self, picture: Picture, parts: Sequence[Part] | None = None) -> Sureness:
        """How sure the graph is of writing, float32 for each pixel of ``picture``; 0 outside ``parts``."""
        height, width = picture.shape[:2]
        found = np.zeros((height, width), np.float32)
        whole = Part(0, 0, width, height)
        for part in [whole] if parts is None else [part.grown(0, width, height) for part in parts]:
            for top, bottom in cuts(part.height):
                for left, right in cuts(part.width):
                    rows = slice(part.top + top, part.top + bottom)
                    columns = slice(part.left + left, part.left + right)
                    self._look_at(picture[rows, columns], found[rows, columns])
        return found

    def _look_at(self, tile: Picture, found: Sureness) -> None:
        """Raise ``found`` to what the graph sees in ``tile``."""
        if (shows := inked(tile)) is not None:
            seen = found[shows]
            np.maximum(seen, self._look(tile[shows]), out=seen)

    def _look(self, tile: Picture) -> Sureness:
        height, width = tile.shape[:2]
        padded = (-(-height // _MULTIPLE) * _MULTIPLE, -(-width // _MULTIPLE) * _MULTIPLE)
        canvas = cv2.copyMakeBorder(tile, 0, padded[0] - height, 0, padded[1] - width, cv2.BORDER_REPLICATE)
        # trained on blue, green, red between -1 and 1
        tensor = canvas[None, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
        answer = self._session.run(None, {self._input: np.ascontiguousarray(tensor)})[0]
        return np.asarray(answer[0, 0, :height, :width], np.float32)


def inked(tile: Picture) -> tuple[slice, slice] | None:
    """The rows and columns of ``tile`` within which anything shows, with some room around; None where nothing does."""
    grey = cv2.cvtColor(tile, cv2.COLOR_RGB2GRAY)
    spans = []
    for axis in (1, 0):
        # 1: a value for each row, 0: for each column
        darkest, brightest = cv2.reduce(grey, axis, cv2.REDUCE_MIN), cv2.reduce(grey, axis, cv2.REDUCE_MAX)
        shows = np.flatnonzero(cv2.subtract(brightest, darkest).ravel() > BLANK)
        if not shows.size:
            return None
        length = grey.shape[1 - axis]
        spans.append(slice(max(0, int(shows[0]) - _ROOM), min(length, int(shows[-1]) + 1 + _ROOM)))
    return spans[0], spans[1]


def cuts(length: int) -> Iterator[tuple[int, int]]:
    """The beginnings and ends of tiles of like size that overlap and cover ``length``."""
    count = max(1, -(-(length - OVERLAP) // (TILE - OVERLAP)))
    side = -(-(length + (count - 1) * OVERLAP) // count)
    for number in range(count):
        start = number * (side - OVERLAP)
        yield start, min(start + side, length)


def lines(sureness: Sureness) -> list[Line]:
    """The rectangles around what a map float32 [height, width] marks as writing."""
    mask = cv2.dilate((sureness > _SEED).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    # The grain of a drawing may give thousands; what is largest is most likely to be writing.
    large = [contour for contour in contours if min(cv2.boundingRect(contour)[2:]) >= _SMALLEST - 1]
    found = []
    for contour in sorted(large, key=cv2.contourArea, reverse=True)[:_MOST]:
        rectangle = cv2.minAreaRect(contour)
        middle, size, angle = rectangle
        if min(size) < _SMALLEST:
            continue
        score = _score(sureness, cv2.boxPoints(rectangle))
        if score < _SURE:
            continue
        grown = size[0] * size[1] * _GROWTH / (2 * (size[0] + size[1]))
        larger = (size[0] + 2 * grown, size[1] + 2 * grown)
        if min(larger) >= _SMALLEST + 2:
            found.append(Line(_ordered(middle, larger, angle), score))
    return found


def _score(sureness: Sureness, corners: npt.NDArray[np.number]) -> float:
    """The mean of ``sureness`` within ``corners`` [4, 2]."""
    height, width = sureness.shape
    x, y = (
        corners.T.tolist()
    )  # numpy takes longer than Python over four numbers, and there are thousands of shapes
    left, top = max(0, floor(min(x))), max(0, floor(min(y)))
    right, bottom = min(width - 1, ceil(max(x))) + 1, min(height - 1, ceil(max(y))) + 1
    part = sureness[top:bottom, left:right]
    mask = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(mask, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(part, mask)[0])


def _ordered(middle: Sequence[float], size: tuple[float, float], angle: float) -> Corners:
    """The corners, from the one that is upper left when the rectangle is turned by less than 45 degrees."""
    turn = np.deg2rad(angle)
    across = np.array([np.cos(turn), np.sin(turn)]) * size[0] / 2
    down = np.array([-np.sin(turn), np.cos(turn)]) * size[1] / 2
    while abs(across[1]) > abs(across[0]) or across[0] < 0:
        across, down = down, -across
    centre = np.array(middle)
    corners = [centre - across - down, centre + across - down, centre + across + down, centre - across + down]
    return np.array(corners, np.float32)
