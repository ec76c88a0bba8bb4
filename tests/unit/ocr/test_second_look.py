"""Which lines of a drawing without its coloured ink are worth reading, and which of their words count."""

import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.ocr.detector import Line
from imtextgui.ocr.second_look import fresh_lines, telling


def line(left: float, top: float, width: float, height: float) -> Line:
    right, bottom = left + width, top + height
    return Line(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32), 0.9)


SHOWN = np.full((200, 300, 3), 255, np.uint8)


def test_a_line_that_is_known_is_not_read_twice() -> None:
    known = [line(10, 10, 100, 20), line(10, 100, 40, 20)]
    longer, other = line(10, 100, 60, 20), line(200, 150, 40, 12)
    assert fresh_lines([line(11, 10, 100, 20), longer, other], known, SHOWN) == [longer, other]
    assert fresh_lines([other], [], SHOWN) == [other]
    assert fresh_lines([], known, SHOWN) == []


def test_a_line_on_coloured_ink_is_a_pad() -> None:
    shown = SHOWN.copy()
    shown[50:70, 50:90] = (60, 200, 80)
    beside, edge = line(100, 50, 40, 20), line(-4, -4, 30, 12)
    assert fresh_lines([line(50, 50, 40, 20), beside, edge], [], shown) == [beside, edge]
    assert len(fresh_lines([line(50, 50, 40, 20), beside], [], None)) == 2


def test_rows_of_one_sign_tell_nothing() -> None:
    words = [Word(text, Box(0, 0, 0.1, 0.1), 0.9) for text in ("X1", "0", "000", "十", "10", "RST")]
    assert [word.text for word in telling(words)] == ["X1", "10", "RST"]
