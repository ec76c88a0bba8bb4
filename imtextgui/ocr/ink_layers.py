"""Takes a stamp off the writing that it was put on: on paper, ink of a colour and black ink can be told apart."""

import cv2
import numpy as np
import numpy.typing as npt

from imtextgui.ocr.detector import Picture

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
_DARKER = 36
"""Of the sum of red, green and blue: by so much ink of a stamp is darker where it covers black ink."""

_VISIBLE = 0.15
"""Share of a piece of writing that is not covered; what has less is a shade of the stamp."""


def layers(picture: Picture) -> tuple[Picture, Picture] | None:
    """``picture`` without its coloured ink, and its coloured ink alone, in black; None where neither lies on the
    other, or where it is no paper.
    """
    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    if not _is_stamped(np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)):
        return None
    colour = _colourfulness(picture)
    is_coloured = colour > _COLOURED // 2
    light = _brightest(picture)
    black = np.where(is_coloured & (light > _BLACK), 255, light).astype(np.uint8)
    black[_beneath(picture, is_coloured, light < _BLACK)] = 0
    coloured = (255 - np.minimum(255, colour.astype(np.int32) * 2)).astype(np.uint8)
    return _grey_picture(black), _grey_picture(coloured)


def _beneath(
    picture: Picture, coloured: npt.NDArray[np.bool_], black: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Where coloured ink is darker than usual because black ink, which goes on beside it, lies beneath."""
    brightness = picture.astype(np.int16).sum(axis=2)
    usual = float(np.median(brightness[coloured]))
    darker = coloured & (brightness < usual - _DARKER)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (darker | black).astype(np.uint8), connectivity=8
    )
    visible = np.bincount(np.asarray(labels).ravel(), (black & ~coloured).ravel().astype(np.float64), count)
    written = visible >= _VISIBLE * stats[:, cv2.CC_STAT_AREA]
    written[0] = False
    return np.asarray(darker & written[labels], np.bool_)


def _is_stamped(small: Picture) -> bool:
    colour, light = _colourfulness(small), _brightest(small)
    paper = float(((light > _BRIGHT) & (colour < _GREY)).mean())
    ink = (colour > _COLOURED).astype(np.uint8)
    share = float(ink.mean())
    if paper < _PAPER or not _LEAST_INK < share < _MOST_INK:
        return False
    black = (light < _BLACK) & (colour < _COLOURED)
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
    return int(np.count_nonzero(black & near)) >= _LEAST_CROSSING


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
