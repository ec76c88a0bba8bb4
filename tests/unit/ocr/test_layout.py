"""Lines come in the order in which one reads them, and words become lines again."""

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.items import Box, Word
from imtextgui.ocr.layout import order, text


def line(x0: float, y: float, x1: float) -> Box:
    return Box(x0, y, x1, y + 0.02)


def test_rows_are_read_from_the_left() -> None:
    boxes = [line(0.5, 0.1, 0.7), line(0.1, 0.105, 0.3), line(0.1, 0.2, 0.3), line(0.5, 0.198, 0.7)]
    assert order(boxes) == [1, 0, 2, 3]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [line(0.08, 0.2 + 0.03 * n, 0.47) for n in range(8)]
    right = [line(0.53, 0.2 + 0.03 * n, 0.92) for n in range(8)]
    heading = line(0.08, 0.1, 0.92)
    boxes = [each for pair in zip(right, left, strict=True) for each in pair] + [heading]
    assert [boxes[place] for place in order(boxes)] == [heading, *left, *right]


def test_a_table_is_read_row_by_row() -> None:
    boxes = [line(x, 0.1 + 0.03 * n, x + 0.1) for x in (0.1, 0.4, 0.7) for n in range(6)]
    found = [boxes[place] for place in order(boxes)]
    assert [round(box.x0, 1) for box in found] == [0.1, 0.4, 0.7] * 6


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 4), max_size=30))
def test_every_line_comes_once(corners: list[tuple[float, float, float, float]]) -> None:
    boxes = [Box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    assert sorted(order(boxes)) == list(range(len(boxes)))


def test_words_become_lines_and_cells() -> None:
    words = [
        Word("Shaft", Box(0.1, 0.1, 0.2, 0.12)),
        Word("seal", Box(0.21, 0.1, 0.3, 0.12)),
        Word("ZX-49", Box(0.6, 0.1, 0.7, 0.12)),
        Word("軸受", Box(0.1, 0.15, 0.2, 0.17)),
    ]
    assert text(words) == "Shaft seal\tZX-49\n軸受"
    assert text(()) == ""


def test_words_on_a_page_that_is_turned_become_lines_too() -> None:
    up = [Word("shaft", Box(0.1, 0.6, 0.12, 0.7)), Word("seal", Box(0.1, 0.5, 0.12, 0.58))]
    over = [Word("shaft", Box(0.5, 0.1, 0.6, 0.12)), Word("seal", Box(0.4, 0.1, 0.49, 0.12))]
    assert text(up) == text(over) == "shaft seal"
