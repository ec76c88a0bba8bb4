"""How the writing of a picture runs is judged by lines with characters, not by what is merely large."""

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import pytest

from imtextgui.ocr.detector import Line
from imtextgui.ocr.line_strips import Strip, Way
from imtextgui.ocr.picture_reading import Sheet
from imtextgui.ocr.recognizer import Reading, Recogniser

MARK, WRITING, BLOB, DOTS, DIGIT, SIGN = 255, 200, 90, 60, 30, 15


class _Recogniser:
    """Reads grey strips: writing is marked where it begins, and a blob says something else from its other side."""

    def read(self, strips: Sequence[Strip]) -> list[Reading]:
        """The texts of ``strips``."""
        return [self._text(strip) for strip in strips]

    def _text(self, strip: Strip) -> Reading:
        upright = strip[4, 4, 0] > strip[-5, -5, 0]
        if strip.min() == BLOB:
            return _reading("X", 0.3 if upright else 0.8)
        if strip.min() == DOTS:
            return _reading("Safety .... 3", 0.98)
        if strip.min() == SIGN:
            return _reading("I/O", 0.8) if upright else _reading("O/I", 0.95)
        if strip.min() == DIGIT:
            return _reading("3", 1.0)
        return _reading("KX-4813-A", 1.0) if upright else _reading("V-38-XK", 0.75)


def _reading(text: str, sure: float) -> Reading:
    return Reading(text, (sure,) * len(text), tuple((n + 0.5) / len(text) for n in range(len(text))))


def _sheet(*lines: tuple[int, int, int, int, int], over: int = 0) -> Sheet:
    """A picture of ``lines``, each left, top, width, height and tone; the last ``over`` of them are upside down."""
    shown = np.zeros((1000, 1000, 3), np.uint8)
    found: list[Line] = []
    for left, top, width, height, tone in lines:
        shown[top : top + height, left : left + width] = tone
        begins = left + (width - width // 4 if len(found) >= len(lines) - over else 0)
        shown[top : top + height, begins : begins + width // 4] = MARK
        corners = [(0, 0), (width, 0), (width, height), (0, height)]
        found.append(Line(np.array([(left + x, top + y) for x, y in corners], np.float32), 1.0))
    return Sheet(shown, found, cast("Recogniser", _Recogniser()))


BLOBS = ((20, 20, 400, 180, BLOB), (500, 20, 480, 200, BLOB), (20, 300, 600, 250, BLOB))
PLATE = (100, 700, 320, 40, WRITING)


@pytest.mark.parametrize("lines", [(PLATE,), (*BLOBS, PLATE)])
def test_a_plate_is_read_upright_whatever_else_is_in_the_picture(lines: tuple[tuple[int, ...], ...]) -> None:
    sheet = _sheet(*cast("tuple[tuple[int, int, int, int, int], ...]", lines))
    assert sheet.way() is Way.UPRIGHT
    words: Mapping[str, float] = {word.text: word.confidence for word in sheet.words()}
    assert words["KX-4813-A"] == 1.0


def test_a_line_upside_down_among_others_is_tried_that_way_though_half_of_it_looks_like_letters() -> None:
    sheet = _sheet(*((20, 20 + 100 * place, 400, 50, WRITING) for place in range(4)), PLATE, over=1)
    assert [word.text for word in sheet.words()] == ["KX-4813-A"] * 5


def test_a_short_text_stays_as_most_of_the_page_runs() -> None:
    sheet = _sheet(
        *((20, 20 + 100 * place, 400, 50, WRITING) for place in range(4)), (100, 700, 80, 50, SIGN)
    )
    assert sheet.words()[-1].text == "I/O"


def test_dots_that_lead_to_a_page_are_no_word() -> None:
    assert [word.text for word in _sheet((20, 20, 600, 50, DOTS)).words()] == ["Safety", "3"]


def test_a_character_alone_has_the_box_of_its_line() -> None:
    (word,) = _sheet((100, 200, 50, 40, DIGIT)).words()
    assert (word.box.x0, word.box.x1) == pytest.approx((0.1, 0.15), abs=0.001)
