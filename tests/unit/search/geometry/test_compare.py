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


def board(*, mark: bool = False, trace: str = "blue") -> Image.Image:
    """A rendering of a circuit board: grey, red and blue on black, copper in lines of two pixels."""
    page = Image.new("RGB", SIZE, "black")
    pen = ImageDraw.Draw(page)
    for step in range(12):
        corner = (60 + 30 * step, 80 + 20 * step)
        pen.rectangle((*corner, 200 + 40 * step, 160 + 25 * step), outline=(140, 32, 32), width=2)
        pen.text((80 + 60 * step, 40 + 45 * step), f"R{20 + 7 * step}", fill=(180, 180, 180), font_size=16)
    pen.line((40, 600, 860, 600), fill=trace, width=4)
    pen.ellipse((690, 70, 850, 150), outline=(180, 180, 180), width=2)
    if mark:
        pen.text((730, 95), "RFM12B", fill=(180, 180, 180), font_size=20)
    return page


def test_what_only_one_board_on_black_has_is_coloured() -> None:
    found = compare(board(), board(mark=True))
    assert found.aligned
    assert found.same > 0.9
    green = coloured(found.picture, GREEN)
    assert not coloured(found.picture, RED).any()
    assert green[90:125, 720:820].sum() == green.sum() > 200
    again = compare(board(mark=True), board())
    assert coloured(again.picture, RED)[90:125, 720:820].sum() > 200


def test_the_black_around_the_lines_of_a_board_is_no_ink() -> None:
    drawn = np.asarray(compare(board(), board()).picture)
    assert (drawn == 255).all(axis=2).mean() > 0.8
    line = drawn[600, 450]
    assert 100 < int(line[0]) < 200


def test_a_trace_that_has_another_colour_is_seen() -> None:
    found = compare(board(trace="blue"), board(trace="green"))
    assert (coloured(found.picture, RED) | coloured(found.picture, GREEN))[599:603, 60:840].mean() > 0.9


@pytest.mark.parametrize("shift", [(0, 0), (25, -14)])
def test_the_same_board_on_a_smaller_sheet_is_the_same(shift: tuple[int, int]) -> None:
    moved = board().rotate(0, translate=shift).crop((0, 0, 880, 630))
    found = compare(board(), moved)
    assert found.aligned
    assert found.same > 0.97


def test_a_photo_that_was_saved_smaller_and_brighter_is_the_same() -> None:
    """The ground of a photo is neither black nor white, and every tone of it differs a little."""
    noise = np.random.default_rng(5)
    scene = Image.fromarray(noise.integers(40, 200, (24, 32, 3), dtype=np.uint8)).resize(
        (800, 600), Image.Resampling.BICUBIC
    )
    pen = ImageDraw.Draw(scene)
    for step in range(14):
        pen.text((40 + 50 * step, 30 + 38 * step), f"X{step}7 PUMP", fill=(230, 230, 220), font_size=18)
    changed = scene.copy()
    ImageDraw.Draw(changed).rectangle((600, 60, 690, 120), fill=(10, 10, 10))
    other = changed.resize((640, 480), Image.Resampling.LANCZOS).point(lambda tone: min(tone + 12, 255))
    found = compare(scene, other)
    assert found.aligned
    assert found.same > 0.9
    changes = coloured(found.picture, RED) | coloured(found.picture, GREEN)
    assert changes[60:120, 600:690].sum() > 0.8 * changes.sum() > 1_000
