"""Two revisions of a drawing: found one on the other however they lie, and only what changed is coloured."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.search.geometry.compare import GREEN, RED, compare

SIZE = (900, 640)


def drawing(*, hole: bool = False, note: bool = False) -> Image.Image:
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    for step in range(12):
        pen.rectangle(
            (60 + 30 * step, 80 + 20 * step, 200 + 40 * step, 160 + 25 * step), outline="black", width=2
        )
        pen.text((80 + 60 * step, 40 + 45 * step), f"GP-{2040 + 7 * step} 軸受", fill="black", font_size=16)
    if hole:
        pen.ellipse((700, 80, 780, 160), outline="black", width=3)
    if note:
        pen.rectangle((60, 560, 160, 600), fill="black")
    return page


def coloured(
    picture: Image.Image, colour: tuple[int, int, int]
) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    found: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = (np.asarray(picture) == colour).all(axis=2)
    return found


def test_a_page_is_like_itself() -> None:
    found = compare(drawing(), drawing())
    assert (found.aligned, found.same) == (True, 1.0)
    assert found.picture.size == SIZE


@pytest.mark.parametrize("turn", [0.0, 4.0, 180.0])
@pytest.mark.parametrize("shift", [(0, 0), (25, -14)])
def test_what_was_taken_away_is_red_and_what_came_green(turn: float, shift: tuple[int, int]) -> None:
    later = drawing(note=True).rotate(turn, fillcolor="white", translate=shift)
    found = compare(drawing(hole=True), later)
    assert found.aligned
    assert found.same > 0.7
    red, green = coloured(found.picture, RED), coloured(found.picture, GREEN)
    assert red[70:170, 690:790].sum() > 0.8 * red.sum() > 200
    assert green[550:610, 50:170].sum() > 0.8 * green.sum() > 200


def test_the_same_sheet_at_another_size_is_brought_into_line() -> None:
    found = compare(drawing(), drawing().resize((1170, 832), Image.Resampling.LANCZOS))
    assert found.aligned
    assert found.same > 0.9


def test_pages_with_few_points_are_shifted() -> None:
    one, other = (Image.new("L", (300, 200), 255) for _ in range(2))
    ImageDraw.Draw(one).ellipse((60, 60, 140, 140), outline=0, width=3)
    ImageDraw.Draw(other).ellipse((70, 55, 150, 135), outline=0, width=3)
    found = compare(one, other)
    assert found.aligned
    assert found.same > 0.9


def test_empty_pages_are_the_same_and_strangers_are_not() -> None:
    blank = Image.new("RGB", (200, 100), "white")
    assert compare(blank, blank).same == 1.0
    assert compare(blank, drawing()).same < 0.1
