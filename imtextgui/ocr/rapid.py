"""The engine on RapidOCR's PP-OCR graphs: scale, find lines, find out how they run, read them, put them in order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import cv2
import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.ocr import layout, models
from imtextgui.ocr.alphabet import LANGUAGES
from imtextgui.ocr.detector import Corners, Detector, Line, Picture
from imtextgui.ocr.engine import BLANK
from imtextgui.ocr.recogniser import Reading, Recogniser
from imtextgui.ocr.strips import WAYS, Way, cut, edges

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

CERTAIN = 0.9
"""So sure of sample lines, no other way of reading them is tried."""

DOUBTFUL = 0.6
_SAMPLES = 3
_QUARTERS = {Way.UP: 3, Way.OVER: 2, Way.DOWN: 1}
"""Turns of a page by 90 degrees to the left that make lines of a way upright."""

_SECOND_TRIES = 24
"""Doubtful lines of one picture that are tried in the other ways, too."""


class RapidEngine:
    """Finds and reads words in English and Japanese; see ``engine.Engine``."""

    def __init__(self, languages: Iterable[str] = LANGUAGES, threads: int | None = None) -> None:
        """Open the graphs, which takes half a second. Raises BundleMissing and BundleDamaged."""
        cv2.setNumThreads(1)
        threads = threads or models.default_threads()
        self._detector = Detector(threads)
        self._recogniser = Recogniser(tuple(languages), threads)

    def has_text(self, picture: "Image.Image") -> bool:
        """See ``Engine``."""
        shown = np.asarray(picture)
        longest = max(shown.shape[:2])
        if min(shown.shape[:2]) < SMALLEST_SIDE or int(shown.max()) - int(shown.min()) <= BLANK:
            return False
        if longest < SMALL_SIDE:
            return bool(self._detector.find(_resized(shown, 2)))
        return _is_paper(shown) or bool(self._detector.find(_resized(shown, GLANCE_SIDE / longest)))

    def read(self, picture: "Image.Image") -> tuple[Word, ...]:
        """See ``Engine``."""
        shown = np.asarray(picture)
        if min(shown.shape[:2]) < SMALLEST_SIDE:
            return ()
        if max(shown.shape[:2]) < SMALL_SIDE:
            shown = _resized(shown, 2)
        lines = self._lines(shown)
        way = self._way_of_most(shown, lines)
        if way not in _QUARTERS:
            return _in_order(self._read_lines(shown, lines), shown)
        # lines are found best where they are upright
        upright = np.ascontiguousarray(np.rot90(shown, _QUARTERS[way]))
        words = _in_order(self._read_lines(upright, self._lines(upright)), upright)
        return tuple(replace(word, box=_turned_back(word.box, way)) for word in words)

    def _lines(self, shown: Picture) -> list[Line]:
        scale = min(1.0, max(DETECTED_SIDE / max(shown.shape[:2]), 0.5))
        found = self._detector.find(_resized(shown, scale))
        if scale < 1 and (not found or np.quantile([min(line.size) for line in found], 0.25) < FINE_PRINT):
            scale = min(1.0, 2 * scale)
            found = self._detector.find(_resized(shown, scale))
        return [Line(line.corners / scale, line.score) for line in found]

    def _way_of_most(self, shown: Picture, lines: Sequence[Line]) -> Way:
        tall = [line for line in lines if line.tall]
        wide = [line for line in lines if line.wide]
        most = tall if len(tall) > len(wide) else wide
        return self._way_of(shown, most, len(tall) > len(wide))

    def _read_lines(self, shown: Picture, lines: Sequence[Line]) -> list["_Read"]:
        read = []
        tries = _SECOND_TRIES
        for upended in (False, True):
            group = [line for line in lines if line.tall == upended]
            way = self._way_of(shown, group, upended)
            for line in group:
                one = self._read_line(shown, line, way)
                if tries and one.doubtful:
                    tries -= 1
                    one = max([one, *self._otherwise(shown, one, upended)], key=lambda each: each.weight)
                read.append(one)
        return read

    def _otherwise(self, shown: Picture, read: "_Read", upended: bool) -> list["_Read"]:
        return [self._read_line(shown, read.line, way) for way in WAYS[upended] if way is not read.way]

    def _way_of(self, shown: Picture, lines: Sequence[Line], upended: bool) -> Way:
        """How most of ``lines`` run, judged by a few long ones."""
        samples = sorted(lines, key=lambda line: max(line.size), reverse=True)[:_SAMPLES]
        best, usual = 0.0, WAYS[upended][0]
        for way in WAYS[upended] if samples else ():
            sure = sum(self._read_line(shown, line, way).weight for line in samples) / len(samples)
            if sure > best:
                best, usual = sure, way
            if best >= CERTAIN:
                break
        return usual

    def _read_line(self, shown: Picture, line: Line, way: Way) -> "_Read":
        return _Read(line, way, self._recogniser.read(cut(shown, line, way)))


class _Read:
    """A line with what it says when it is read in one way."""

    def __init__(self, line: Line, way: Way, reading: Reading) -> None:
        self.line, self.way, self.reading = line, way, reading

    @property
    def weight(self) -> float:
        """How sure the reading is."""
        return self.reading.confidence

    @property
    def doubtful(self) -> bool:
        """Whether another way may be the right one."""
        return len(self.reading.text) > 1 and self.reading.confidence < DOUBTFUL

    def words(self, width: int, height: int) -> list[Word]:
        """The words, with boxes on a picture of ``width`` and ``height``."""
        found = []
        characters = zip(self.reading.text, self.reading.places, self.reading.sureness, strict=True)
        for blank, group in groupby(characters, key=lambda character: character[0].isspace()):
            if not blank:
                letters, places, sureness = zip(*group, strict=True)
                box = _box(self._part(places), width, height)
                found.append(Word("".join(letters), box, sum(sureness) / len(sureness)))
        return found

    def _part(self, places: Sequence[float]) -> Corners:
        """The corners of what lies around ``places``, half a character beyond the outer ones."""
        corners = edges(self.line, self.way)
        along, down = corners[1] - corners[0], corners[3] - corners[0]
        half = 0.5 * (self.reading.places[-1] - self.reading.places[0] + 0.02) / len(self.reading.places)
        start, end = max(0.0, min(places) - half), min(1.0, max(places) + half)
        first, last = corners[0] + along * start, corners[0] + along * end
        return np.array([first, last, last + down, first + down], np.float32)


def _in_order(read: Sequence[_Read], shown: Picture) -> tuple[Word, ...]:
    """Words of lines that run alike together, those that most lines do first."""
    height, width = shown.shape[:2]
    by_way: dict[Way, list[_Read]] = {}
    for one in read:
        if one.reading.text.strip():
            by_way.setdefault(one.way, []).append(one)
    words: list[Word] = []
    for way, lines in sorted(by_way.items(), key=lambda entry: -len(entry[1])):
        boxes = [_turned(_box(line.line.corners, width, height), way) for line in lines]
        for place in layout.order(boxes):
            words += lines[place].words(width, height)
    return tuple(words)


def _box(corners: Corners, width: int, height: int) -> Box:
    x, y = corners[:, 0] / width, corners[:, 1] / height
    left, top, right, bottom = x.min(), y.min(), x.max(), y.max()
    return Box(*(min(1.0, max(0.0, float(value))) for value in (left, top, right, bottom)))


def _turned(box: Box, way: Way) -> Box:
    """``box`` on the page turned so that lines of ``way`` are upright on it."""
    match way:
        case Way.OVER:
            return Box(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0)
        case Way.UP:
            return Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
        case Way.DOWN | Way.COLUMN:
            return Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
        case _:
            return box


def _turned_back(box: Box, way: Way) -> Box:
    """``box`` on a page that was turned by ``_QUARTERS[way]``, on the page as it was."""
    return _turned(box, {Way.OVER: Way.OVER, Way.UP: Way.DOWN, Way.DOWN: Way.UP}[way])


def _is_paper(shown: Picture) -> bool:
    """Whether most of a picture has one tone, give or take some noise."""
    small = cv2.resize(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY), (256, 256), interpolation=cv2.INTER_AREA)
    tones = np.bincount(np.asarray(small).ravel(), minlength=256)
    usual = int(tones.argmax())
    return bool(tones[max(0, usual - 6) : usual + 7].sum() > PAPER * tones.sum())


def _resized(picture: Picture, factor: float) -> Picture:
    if factor == 1:
        return picture
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    height, width = picture.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=how), np.uint8)
