"""Which parts of a page are looked at on their own."""

import pytest

from imtextgui.documents.regions import tiles
from imtextgui.domain.items import Box

A4, A3, A1 = (595, 842), (1190, 842), (2384, 1684)


@pytest.mark.parametrize(
    ("size", "count"),
    [(A4, 0), (A3, 4), (A1, 9), ((3000, 700), 3), ((1200, 300), 2), ((300, 1200), 2), ((0, 0), 0)],
)
def test_only_large_sheets_are_divided_and_strips_along_their_length(
    size: tuple[int, int], count: int
) -> None:
    assert len(tiles(*size)) == count


@pytest.mark.parametrize("size", [A3, A1, (3000, 700)])
def test_tiles_cover_the_page_and_overlap(size: tuple[int, int]) -> None:
    boxes = [tile.box for tile in tiles(*size)]
    for x in range(101):
        for y in range(101):
            assert any(_holds(box, x / 100, y / 100) for box in boxes)
    first, second = boxes[:2]
    assert second.x0 < first.x1 - 0.03, "a detail on the border is whole in one of them"
    assert max(box.x1 for box in boxes) == max(box.y1 for box in boxes) == 1


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
