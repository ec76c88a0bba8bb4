"""The engine on RapidOCR's PP-OCR graphs: scale, find lines, find out how they run, read them, put them in order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.ocr import models
from imtextgui.ocr.alphabet import LANGUAGES
from imtextgui.ocr.best_words import best_of
from imtextgui.ocr.detector import Detector, Line, Picture
from imtextgui.ocr.engine import BLANK
from imtextgui.ocr.ink_layers import layers
from imtextgui.ocr.line_strips import Way
from imtextgui.ocr.picture_reading import Sheet, turned
from imtextgui.ocr.recognizer import Recogniser
from imtextgui.ocr.seven_segment import displays

if TYPE_CHECKING:
    from PIL import Image

DETECTED_SIDE = 1_600
"""Pictures up to twice as long are looked at in this size; longer ones in half of theirs, tile by tile."""

FINE_PRINT = 20
"""Where no line is found, or a quarter are lower than so many pixels, a picture is looked at twice as large."""

GLANCE_SIDE = 640
"""In 45 real photos, writing that does not show in this size was not worth reading; on a large sheet it may be."""

PAPER = 0.75
"""Share of a picture that has one tone, if it is a sheet."""

SMALL_SIDE = 700
SMALLEST_SIDE = 12

_QUARTERS = {Way.UP: 3, Way.OVER: 2, Way.DOWN: 1}
"""Turns of a page by 90 degrees to the left that make lines of a way upright."""


class RapidEngine:
    """Finds and reads words in English and Japanese; see ``engine.Engine``."""

    def __init__(self, languages: Iterable[str] = LANGUAGES, threads: int | None = None) -> None:
        """Open the graphs, which takes half a second. Raises BundleMissing and BundleDamaged."""
        threads = threads or models.default_threads()
        self._detector = Detector(threads)
        self._recogniser = Recogniser(tuple(languages), threads)

    def has_text(self, picture: "Image.Image") -> bool:
        """See ``Engine``."""
        shown = np.asarray(picture)
        longest = max(shown.shape[:2])
        if min(shown.shape[:2]) < SMALLEST_SIDE or int(shown.max()) - int(shown.min()) <= BLANK:
            return False
        glance = 2 if longest < SMALL_SIDE else GLANCE_SIDE / longest
        paper = longest >= SMALL_SIDE and _is_paper(shown)
        return paper or bool(self._detector.find(_resized(shown, glance)) or displays(shown))

    def read(self, picture: "Image.Image", most: int | None = None) -> tuple[Word, ...]:
        """See ``Engine``."""
        shown = np.asarray(picture)
        if min(shown.shape[:2]) < SMALLEST_SIDE:
            return ()
        if max(shown.shape[:2]) < SMALL_SIDE:
            shown = _resized(shown, 2)
        words = self._read(shown, most)
        if most is None and (inks := layers(shown)) is not None:
            words = best_of([word for ink in inks for word in self._read(ink, most)], words)
        return best_of(words, displays(shown))

    def _read(self, shown: Picture, most: int | None) -> tuple[Word, ...]:
        sheet = self._sheet(shown, most)
        way = sheet.way()
        if way not in _QUARTERS:
            return sheet.words()
        # lines are found best where they are upright
        upright = self._sheet(np.ascontiguousarray(np.rot90(shown, _QUARTERS[way])), most)
        return tuple(replace(word, box=_turned_back(word.box, way)) for word in upright.words())

    def _sheet(self, shown: Picture, most: int | None) -> Sheet:
        lines = self._lines(shown)
        large = sorted(range(len(lines)), key=lambda place: -min(lines[place].size))[:most]
        return Sheet(shown, [lines[place] for place in sorted(large)], self._recogniser)

    def _lines(self, shown: Picture) -> list[Line]:
        scale = min(1.0, max(DETECTED_SIDE / max(shown.shape[:2]), 0.5))
        small = _resized(shown, scale)
        # in shadow, the grain of a table top may look as much like writing as the writing itself
        found = self._detector.find(small) or self._detector.find(_evened(small))
        lines = [Line(line.corners / scale, line.score) for line in found]
        if scale < 1 and (not found or np.quantile([min(line.size) for line in found], 0.25) < FINE_PRINT):
            scale = min(1.0, 2 * scale)
            larger = [
                Line(line.corners / scale, line.score) for line in self._detector.find(_resized(shown, scale))
            ]
            lines = [*larger, *(line for line in lines if not _is_among(line, larger))]
        return lines


def _is_among(line: Line, others: Sequence[Line]) -> bool:
    """Whether one of ``others`` lies where ``line`` does: the middle of one is within the other."""
    middle, low, high = line.corners.mean(axis=0), line.corners.min(axis=0), line.corners.max(axis=0)
    for other in others:
        centre = other.corners.mean(axis=0)
        inside = (low <= centre).all() and (centre <= high).all()
        around = (other.corners.min(axis=0) <= middle).all() and (middle <= other.corners.max(axis=0)).all()
        if inside or around:
            return True
    return False


def _turned_back(box: Box, way: Way) -> Box:
    """``box`` on a page that was turned by ``_QUARTERS[way]``, on the page as it was."""
    return turned(box, {Way.OVER: Way.OVER, Way.UP: Way.DOWN, Way.DOWN: Way.UP}[way])


def _is_paper(shown: Picture) -> bool:
    """Whether most of a picture has one tone, give or take some noise."""
    small = cv2.resize(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY), (256, 256), interpolation=cv2.INTER_AREA)
    tones = np.bincount(np.asarray(small).ravel(), minlength=256)
    usual = int(tones.argmax())
    return bool(tones[max(0, usual - 6) : usual + 7].sum() > PAPER * tones.sum())


def _evened(shown: Picture) -> Picture:
    """The picture with like contrast everywhere."""
    colours = cv2.cvtColor(shown, cv2.COLOR_RGB2LAB)
    colours[..., 0] = cv2.createCLAHE(2.0, (8, 8)).apply(colours[..., 0])
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_LAB2RGB), np.uint8)


def _resized(picture: Picture, factor: float) -> Picture:
    if factor == 1:
        return picture
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    height, width = picture.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=how), np.uint8)
