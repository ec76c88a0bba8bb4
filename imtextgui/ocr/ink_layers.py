"""Takes a stamp off the writing that it was put on: on paper, ink of a colour and black ink can be told apart."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from imtextgui.ocr.detector import Picture
from imtextgui.ocr.parts import Part, merged_parts

_SIDE = 1_000
"""Longest side, in pixels, of the picture that is judged."""

_PAPER, _BRIGHT, _GREY = 0.6, 190, 30
"""Least share of a page that is paper: brighter than _BRIGHT, with colours that differ by less than _GREY."""

_COLOURED, _BLACK = 60, 110
"""By so much the colours of ink differ that is not black, and so dark is black ink at most."""

_LEAST_INK, _MOST_INK = 0.002, 0.2
"""Shares of a page that a stamp covers with its colour."""

_LEAST_CROSSING = 60
"""Pixels of black ink that touch ink of a colour: fewer are a note beside a word, not a stamp on it."""

_GAP = 9
"""Pixels between the letters of a stamp, and between them and its frame, at most."""

_WIDEST, _MOST_STAMPS = 0.6, 12
"""Share of the page's longer side that a stamp has at most, and how many of them are on one page."""

_FILLED = 0.7
"""Share of a rectangle that coloured ink fills from which on it is a heading on a coloured ground, which is read as it
stands, and no stamp: three round stamps had 0.12 and 0.13, headings of type plates and pages 0.73 to 0.79.
"""

_LEAST_BLACK = 0.006
"""Least share of black ink beside coloured ink: a schematic that is all in colours had 0.002, drawings of four circuit
boards 0.02 to 1.7.
"""

_DARKER = 36
"""Of the sum of red, green and blue: by so much ink of a stamp is darker where it covers black ink."""

_VISIBLE = 0.15
"""Share of a piece of writing that is not covered; what has less is a shade of the stamp."""


class ColouredInk(NamedTuple):
    """What coloured ink does on a page."""

    stamps: list[Part]
    """Where it lies on black writing, and does not fill the place."""

    is_scattered: bool
    """Whether it touches black ink otherwise than stamps do: in more pieces, as the pads of a circuit board, or as
    traces that cross it.
    """


def coloured_ink(picture: Picture) -> ColouredInk:
    """How coloured ink lies on black ink: as stamps, signatures and marks by hand, or as parts of a drawing.

    It touches none where the page is no paper. Lines of a colour that cross a page, and a page on which everything is
    drawn in colours, have no stamps: what is written there is not covered.
    """
    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    found = _judged(np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8))
    height, width = picture.shape[:2]
    stamps = [
        Part(
            max(0, round(part.left / scale)),
            max(0, round(part.top / scale)),
            min(width, round(part.right / scale)),
            min(height, round(part.bottom / scale)),
        )
        for part in found.stamps
    ]
    return ColouredInk(stamps, found.is_scattered)


def coloured(picture: Picture) -> npt.NDArray[np.bool_]:
    """Where ``picture`` has ink of a colour."""
    return np.asarray(_colourfulness(picture) > _COLOURED // 2, np.bool_)


def black_ink(picture: Picture) -> npt.NDArray[np.bool_]:
    """Where ``picture`` has black ink."""
    return np.asarray((_brightest(picture) < _BLACK) & (_colourfulness(picture) < _COLOURED), np.bool_)


def has_black_ink(picture: Picture) -> bool:
    """Whether a drawing in colours has more than traces of black ink."""
    ink = coloured(picture)
    black = np.count_nonzero((_brightest(picture) < _BLACK) & ~ink)
    return bool(black >= _LEAST_BLACK * np.count_nonzero(ink))


def layers(picture: Picture) -> tuple[Picture, Picture]:
    """``picture``, a page or a part of it, without its coloured ink, and that ink alone, in black."""
    colour = _colourfulness(picture)
    is_coloured = np.asarray(colour > _COLOURED // 2, np.bool_)
    light = _brightest(picture)
    black = np.where(is_coloured & (light > _BLACK), 255, light).astype(np.uint8)
    if is_coloured.any():
        black[_beneath(picture, is_coloured, light < _BLACK)] = 0
    alone = (255 - np.minimum(255, colour.astype(np.int32) * 2)).astype(np.uint8)
    return _grey_picture(black), _grey_picture(alone)


def _beneath(
    picture: Picture, is_coloured: npt.NDArray[np.bool_], black: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Where coloured ink is darker than usual because black ink, which goes on beside it, lies beneath."""
    brightness = picture.astype(np.int16).sum(axis=2)
    usual = float(np.median(brightness[is_coloured]))
    darker = is_coloured & (brightness < usual - _DARKER)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (darker | black).astype(np.uint8), connectivity=8
    )
    visible = np.bincount(
        np.asarray(labels).ravel(), (black & ~is_coloured).ravel().astype(np.float64), count
    )
    written = visible >= _VISIBLE * stats[:, cv2.CC_STAT_AREA]
    written[0] = False
    return np.asarray(darker & written[labels], np.bool_)


def _judged(small: Picture) -> ColouredInk:
    colour, light = _colourfulness(small), _brightest(small)
    paper = float(((light > _BRIGHT) & (colour < _GREY)).mean())
    ink = (colour > _COLOURED).astype(np.uint8)
    share = float(ink.mean())
    if paper < _PAPER or not _LEAST_INK < share < _MOST_INK:
        return ColouredInk([], False)
    black = (light < _BLACK) & (colour < _COLOURED)
    crossing = black & (cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0)
    if int(np.count_nonzero(crossing)) < _LEAST_CROSSING:
        return ColouredInk([], False)
    pieces = merged_parts(_pieces(ink))
    stamps = _crossed(pieces, crossing)
    return ColouredInk(
        [stamp for stamp in stamps if _filled(ink, stamp) < _FILLED], not stamps or len(pieces) > _MOST_STAMPS
    )


def _filled(ink: npt.NDArray[np.uint8], part: Part) -> float:
    """The share of ``part`` that coloured ``ink`` covers."""
    return float(ink[part.top : part.bottom, part.left : part.right].mean())


def _pieces(ink: npt.NDArray[np.uint8]) -> list[Part]:
    """Rectangles around pieces of coloured ink that are near each other, but for those that cross the page."""
    near = cv2.dilate(ink, np.ones((_GAP, _GAP), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    parts = [
        Part(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:].tolist()
    ]
    return [part for part in parts if part.longest < _WIDEST * max(ink.shape)]


def _crossed(parts: Sequence[Part], crossing: npt.NDArray[np.bool_]) -> list[Part]:
    """Those of ``parts`` that lie on black ink, unless they are too large or too many for stamps."""
    found = [
        part
        for part in parts
        if part.longest < _WIDEST * max(crossing.shape)
        and np.count_nonzero(crossing[part.top : part.bottom, part.left : part.right]) >= _LEAST_CROSSING
    ]
    return found if len(found) <= _MOST_STAMPS else []


def _colourfulness(picture: Picture) -> npt.NDArray[np.uint8]:
    """By how much the colours of each pixel differ."""
    red, green, blue = cv2.split(picture)  # numpy takes ten times as long over the last axis
    darkest = cv2.min(cv2.min(red, green), blue)
    return np.asarray(cv2.subtract(_brightest(picture), darkest), np.uint8)


def _brightest(picture: Picture) -> npt.NDArray[np.uint8]:
    red, green, blue = cv2.split(picture)
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def _grey_picture(grey: npt.NDArray[np.uint8]) -> Picture:
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
