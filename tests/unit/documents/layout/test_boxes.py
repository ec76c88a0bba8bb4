"""Sums with rectangles of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.documents.layout.boxes import area, around, is_worthwhile, merged, within
from imtextgui.domain.items import WHOLE, Box

share = st.floats(0, 1).map(lambda each: round(each, 3))
boxes = st.tuples(share, share, share, share).map(
    lambda e: Box(min(e[0], e[2]), min(e[1], e[3]), max(e[0], e[2]), max(e[1], e[3]))
)


def test_area_and_what_two_boxes_share() -> None:
    assert area(Box(0.1, 0.2, 0.6, 0.4)) == pytest.approx(0.1)
    assert area(Box(0.5, 0.5, 0.4, 0.9)) == 0
    assert within(Box(0, 0, 0.5, 0.5), Box(0.25, 0, 1, 1)) == pytest.approx(0.5)
    assert within(Box(0, 0, 0.2, 0.2), Box(0.5, 0.5, 1, 1)) == 0
    assert within(Box(0, 0, 0, 0), WHOLE) == 0


@pytest.mark.parametrize(
    ("box", "worthwhile"),
    [
        (Box(0, 0, 0.5, 0.5), True),
        (WHOLE, False),
        (Box(0, 0, 0.95, 0.9), False),
        (Box(0, 0, 0.9, 0.05), False),
        (Box(0, 0, 0.1, 0.1), False),
    ],
)
def test_neither_specks_nor_lines_nor_whole_pages_are_worth_a_look(box: Box, worthwhile: bool) -> None:
    assert is_worthwhile(box) is worthwhile


def test_strips_of_a_picture_become_one() -> None:
    strips = [Box(0.1, 0.1 + 0.1 * number, 0.6, 0.2 + 0.1 * number) for number in range(5)]
    other = Box(0.7, 0.1, 0.9, 0.3)
    found = merged([strips[4], strips[0], other, strips[2], strips[1], strips[3]])
    assert len(found) == 2
    assert other in found
    whole = next(box for box in found if box != other)
    assert (whole.x0, whole.y0, whole.x1, whole.y1) == pytest.approx((0.1, 0.1, 0.6, 0.6))


@given(st.lists(boxes, max_size=12))
def test_merged_boxes_are_apart_and_hold_all(some: list[Box]) -> None:
    found = merged(some, gap=0.0)
    for box in some:
        assert any(around(box, whole) == whole for whole in found)
    for number, one in enumerate(found):
        for other in found[:number]:
            assert one.x1 < other.x0 or other.x1 < one.x0 or one.y1 < other.y0 or other.y1 < one.y0
