"""The engine on RapidOCR's PP-OCR graphs: scale, find lines, find out how they run, read them, put them in order."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from imtextgui.domain.items import Word
from imtextgui.ocr import models
from imtextgui.ocr.alphabet import LANGUAGES
from imtextgui.ocr.best_words import best_of, without_lone_signs
from imtextgui.ocr.detector import Detector, Line, Picture
from imtextgui.ocr.detector import lines as lines_of
from imtextgui.ocr.engine import BLANK, Larger
from imtextgui.ocr.ink_layers import coloured_ink, has_black_ink, layers
from imtextgui.ocr.line_strips import TALL
from imtextgui.ocr.parts import Part, merged_parts
from imtextgui.ocr.picture_reading import Sheet, in_order
from imtextgui.ocr.recognizer import Recogniser
from imtextgui.ocr.second_look import fresh_lines, telling
from imtextgui.ocr.seven_segment import displays
from imtextgui.ocr.stamps import crossed, surest, uncovered

if TYPE_CHECKING:
    from PIL import Image

DETECTED_SIDE = 1_600
"""Pictures up to twice as long are looked at in this size; longer ones in half of theirs, tile by tile."""

FINE_PRINT = 20
"""Where no line is found, or a quarter are lower than so many pixels in the size that is looked at, a picture is looked
at twice as large; where they are as low in the picture itself, it is drawn larger if it can be.
"""

GLANCE_SIDE = 640
"""In 45 real photos, writing that does not show in this size was not worth reading; on a large sheet it may be."""

_HINT = 0.02
"""Sureness of the quick look from which on a place is looked at closely, where there is writing at all.

Small labels on a picture of a screen were lost from 0.03 on.
"""

_AROUND = 61
"""Pixels of the quick look that are looked at together around such a place."""

PAPER = 0.75
"""Share of a picture that has one tone, if it is a sheet."""

SMALL_SIDE = 700
SMALLEST_SIDE = 12

_WORTH_DRAWING = 1.2
"""So many times as wide is a larger picture that shows more."""


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
        if min(shown.shape[:2]) < SMALLEST_SIDE or int(shown.max()) - int(shown.min()) <= BLANK:
            return False
        longest = max(shown.shape[:2])
        if longest >= SMALL_SIDE and _is_paper(shown):
            return True
        glance = 2 if longest < SMALL_SIDE else GLANCE_SIDE / longest
        return bool(self._detector.find(_resized(shown, glance)) or displays(shown))

    def read(
        self, picture: "Image.Image", most: int | None = None, larger: Larger | None = None
    ) -> tuple[Word, ...]:
        """See ``Engine``."""
        shown = np.asarray(picture)
        if min(shown.shape[:2]) < SMALLEST_SIDE or int(shown.max()) - int(shown.min()) <= BLANK:
            return ()
        if max(shown.shape[:2]) < SMALL_SIDE:
            shown, parts = _resized(shown, 2), None
        else:
            parts = self._glance(shown)
        seen, lines = self._lines(shown, parts, larger)
        if most is not None and not lines:
            seen, lines = self._lines(shown)
        sheet = self._sheet(seen, lines, most)
        words = sheet.words()
        if parts is not None:
            words = without_lone_signs(words)
        if most is None and words:
            words = self._in_black(seen, sheet, words)
        return best_of(words, displays(shown))

    def _glance(self, shown: Picture) -> list[Part] | None:
        """Where a quick look at ``shown`` has seen anything like writing; None where all of it must be looked at."""
        if _is_paper(shown):
            return None
        scale = GLANCE_SIDE / max(shown.shape[:2])
        sureness = self._detector.sureness(_resized(shown, scale))
        if not lines_of(sureness):
            return []
        near = cv2.dilate((sureness > _HINT).astype(np.uint8), np.ones((_AROUND, _AROUND), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
        return merged_parts(
            [
                Part(left, top, left + width, top + height).scaled(1 / scale)
                for left, top, width, height, _ in stats[1:].tolist()
            ]
        )

    def _sheet(self, shown: Picture, lines: Sequence[Line], most: int | None = None) -> Sheet:
        large = sorted(range(len(lines)), key=lambda place: -min(lines[place].size))[:most]
        return Sheet(shown, [lines[place] for place in sorted(large)], self._recogniser)

    def _in_black(self, seen: Picture, sheet: Sheet, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """``words`` of ``sheet`` with what coloured ink on ``seen`` hides: below stamps, or all over a drawing."""
        ink = coloured_ink(seen)
        if ink.is_scattered:
            return best_of(self._beside_colours(seen, sheet), words)
        return self._beneath(seen, ink.stamps, sheet) if ink.stamps else words

    def _beside_colours(self, shown: Picture, sheet: Sheet) -> tuple[Word, ...]:
        """What is read on a drawing without its coloured ink in lines that ``sheet``, of the whole drawing, lacks.

        Beside pads and outlines the detector misses labels, faint ones above all, that it finds by themselves. Of a
        drawing without black ink, all of it is read as if it were black.
        """
        black, coloured = layers(shown)
        cleared = black if has_black_ink(shown) else coloured
        _, lines = self._lines(cleared)
        fresh = fresh_lines(lines, sheet.lines, shown if cleared is black else None)
        return telling(Sheet(cleared, fresh, self._recogniser, sheet).words())

    def _beneath(self, seen: Picture, stamps: Sequence[Part], sheet: Sheet) -> tuple[Word, ...]:
        """The words of ``sheet``, where the lines that ``stamps`` on it cross are read without them, from end to end;
        then what the stamps say.
        """
        high = _height(sheet.lines)
        page = uncovered(seen, stamps, high, sheet.way() in TALL)
        scale = 0.5 if high >= 2 * FINE_PRINT else 1.0
        below = [line for line in self._seen_at(scale, page.black, page.rows) if crossed(line, stamps)]
        alone = self._seen_at(1, page.coloured, page.stamps)
        before = sheet.read_lines()
        covered, beneath, said = surest(
            [one for one in before if crossed(one.line, stamps)],
            Sheet(page.black, below, self._recogniser, sheet, few=True).read_lines(),
            Sheet(page.coloured, alone, self._recogniser, sheet, few=True).read_lines(),
        )
        beside = [one for one in before if not crossed(one.line, stamps)]
        height, width = seen.shape[:2]
        return in_order([*beside, *covered, *beneath], width, height) + in_order(said, width, height)

    def _lines(
        self, shown: Picture, parts: Sequence[Part] | None = None, larger: Larger | None = None
    ) -> tuple[Picture, list[Line]]:
        """The picture to read, ``shown`` or the larger one of the same page, and the lines in it, or in ``parts``."""
        lines = self._found_in(shown, parts)
        if _height(lines) * _scale_of(shown) >= FINE_PRINT:
            return shown, lines
        closer = None
        if larger is None or _height(lines) >= FINE_PRINT:
            closer = self._found_closer(shown, lines, parts)
        bigger = larger() if larger is not None and _height(closer or lines) < FINE_PRINT else None
        if bigger is None or bigger.width < _WORTH_DRAWING * shown.shape[1]:
            return shown, closer or self._found_closer(shown, lines, parts)
        lines = closer or lines
        factor = bigger.width / shown.shape[1]
        known = [Line(line.corners * np.float32(factor), line.score) for line in lines]
        parts = None if parts is None else [part.scaled(factor) for part in parts]
        seen = np.asarray(bigger)
        found = self._found_in(seen, parts)
        if _height(found) * _scale_of(seen) < FINE_PRINT:
            found = self._found_closer(seen, found, parts)
        return seen, [*found, *_not_among(known, found)]

    def _found_in(self, shown: Picture, parts: Sequence[Part] | None) -> list[Line]:
        """The lines of ``shown``, looked at in the size for larger print; where there are none, in its own."""
        scale = _scale_of(shown)
        small = _resized(shown, scale)
        where = None if parts is None else [part.scaled(scale) for part in parts]
        found = self._detector.find(small, where)
        if not found and (where or max(shown.shape[:2]) > 2 * SMALL_SIDE):
            # in shadow, the grain of a table top may look as much like writing as the writing itself
            found = self._detector.find(_evened(small), where)
        lines = [Line(line.corners / scale, line.score) for line in found]
        return lines or (self._found_closer(shown, lines, parts) if scale < 1 else lines)

    def _found_closer(
        self, shown: Picture, lines: Sequence[Line], parts: Sequence[Part] | None
    ) -> list[Line]:
        """The lines of ``shown``, looked at twice as large as for ``lines``, and those of ``lines`` only seen so."""
        if (scale := _scale_of(shown)) == 1:
            return list(lines)
        found = self._seen_at(min(1.0, 2 * scale), shown, parts)
        return [*found, *_not_among(lines, found)]

    def _seen_at(self, scale: float, shown: Picture, parts: Sequence[Part] | None) -> list[Line]:
        """The lines of ``shown``, or of ``parts`` of it, looked at in so many times its size."""
        where = None if parts is None else [part.scaled(scale) for part in parts]
        found = self._detector.find(_resized(shown, scale), where)
        return [Line(line.corners / scale, line.score) for line in found]


def _scale_of(shown: Picture) -> float:
    """In which size ``shown`` is looked at first."""
    return min(1.0, max(DETECTED_SIDE / float(max(shown.shape[:2])), 0.5))


def _height(lines: Sequence[Line]) -> float:
    """In pixels, what three quarters of ``lines`` have at least; where there are none, more than any has."""
    return float(np.quantile([min(line.size) for line in lines], 0.25)) if lines else np.inf


def _not_among(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Those of ``lines`` where none of ``others`` lies: the middle of neither is within the other."""
    if not lines or not others:
        return list(lines)
    corners, against = (np.stack([line.corners for line in group]) for group in (lines, others))
    inside = _middle_within(corners, against) | _middle_within(against, corners).T
    return [lines[place] for place in np.flatnonzero(~inside.any(axis=1)).tolist()]


def _middle_within(
    corners: npt.NDArray[np.float32], others: npt.NDArray[np.float32]
) -> npt.NDArray[np.bool_]:
    """Of rectangles [n, 4, 2] and [m, 4, 2], whether the middle of the first lies within the second, [n, m]."""
    middle = corners.mean(axis=1)[:, None]
    low, high = others.min(axis=1)[None], others.max(axis=1)[None]
    return np.asarray(((low <= middle) & (middle <= high)).all(axis=2), np.bool_)


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
