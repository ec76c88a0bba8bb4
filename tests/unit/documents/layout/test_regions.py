"""Which parts of a page are looked at on their own."""

import pytest
from PIL import Image, ImageDraw

from imtextgui.documents.content import DrawnPage
from imtextgui.documents.layout.boxes import area, within
from imtextgui.documents.layout.regions import MOST_REGIONS, find, tiles
from imtextgui.domain.items import Box, RegionKind

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


def drawing(size: tuple[int, int] = (1600, 1130)) -> Image.Image:
    """A framed sheet with two circles and a title block."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 40, 1560, 1090), outline="black", width=3)
    draw.ellipse((120, 150, 620, 650), outline="black", width=3)
    draw.ellipse((800, 150, 1200, 550), outline="black", width=3)
    for y in range(900, 1091, 38):
        draw.line((1000, y, 1560, y), fill="black", width=2)
    for x in (1000, 1280, 1560):
        draw.line((x, 900, x, 1090), fill="black", width=2)
    return picture


def kinds(page: DrawnPage) -> list[RegionKind]:
    return [region.kind for region in find(page)]


def test_a_drawing_has_title_block_and_views_and_a_large_one_tiles_too() -> None:
    views = [RegionKind.TITLE_BLOCK, RegionKind.FIGURE, RegionKind.FIGURE]
    assert kinds(DrawnPage(1, drawing(), A4)) == [*views, RegionKind.TILE]
    assert kinds(DrawnPage(1, drawing(), A3)) == views + [RegionKind.TILE] * 4
    assert kinds(DrawnPage(1, drawing(), A1)) == views + [RegionKind.TILE] * 9


def test_pictures_that_the_file_knows_come_before_what_is_seen_there() -> None:
    known = Box(0.07, 0.12, 0.4, 0.6)
    found = find(DrawnPage(1, drawing(), A4, figures=(known,)))
    figures = [each.box for each in found if each.kind is RegionKind.FIGURE]
    assert len(figures) == 2
    assert known in figures


def test_parts_are_few_and_none_is_nearly_the_whole_page_or_shown_twice() -> None:
    known = tuple(Box(x / 5, y / 5, x / 5 + 0.18, y / 5 + 0.18) for x in range(5) for y in range(5))
    for size in (A4, A3, A1):
        regions = find(DrawnPage(1, drawing(), size, figures=known))
        assert len(regions) <= MOST_REGIONS
        boxes = [region.box for region in regions]
        assert all(area(box) <= 0.8 for box in boxes)
        for number, one in enumerate(boxes):
            assert all(min(within(one, other), within(other, one)) < 0.8 for other in boxes[:number])


def test_small_pages_have_their_middle_and_photos_two() -> None:
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    assert [each.box for each in find(DrawnPage(1, noise, A4))] == [Box(0.25, 0.25, 0.75, 0.75)]
    first, second = find(DrawnPage(1, noise))
    assert second.box == Box(0.25, 0.25, 0.75, 0.75)
    assert within(second.box, first.box) == pytest.approx(1)


def test_a_page_without_a_picture_has_no_parts() -> None:
    assert find(DrawnPage(1)) == ()
    assert find(DrawnPage(1, Image.new("RGB", (800, 600), "white"))) == ()
