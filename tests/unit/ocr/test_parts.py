"""Rectangles of pixels that touch are one, and stay within their picture when they grow."""

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.ocr.parts import Part, merged_parts

PARTS = st.builds(
    lambda left, top, width, height: Part(left, top, left + width, top + height),
    *(st.integers(0, 60), st.integers(0, 60), st.integers(1, 30), st.integers(1, 30)),
)


@given(st.lists(PARTS, max_size=12))
def test_merged_parts_cover_all_and_touch_each_other_nowhere(parts: list[Part]) -> None:
    merged = merged_parts(parts)
    assert all(any(_holds(whole, part) for whole in merged) for part in parts)
    assert not any(one.touches(other) for one in merged for other in merged if one is not other)


def _holds(whole: Part, part: Part) -> bool:
    low = whole.left <= part.left and whole.top <= part.top
    return low and part.right <= whole.right and part.bottom <= whole.bottom


def test_a_part_grows_up_to_the_edge() -> None:
    assert Part(5, 40, 30, 60).grown(10, 100, 65) == Part(0, 30, 40, 65)


def test_a_part_in_another_size_loses_nothing() -> None:
    assert Part(3, 5, 8, 9).scaled(0.5) == Part(1, 2, 4, 5)
    assert Part(3, 5, 8, 9).longest == 5


def test_a_part_moves_without_changing_its_size() -> None:
    assert Part(30, 40, 50, 45).moved(-10, 5) == Part(20, 45, 40, 50)
