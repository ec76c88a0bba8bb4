"""Where a stamp lies on black writing, and what a page is like without its ink."""

import numpy as np
from PIL import Image, ImageDraw

from export.synthetic.fonts import font
from imtextgui.ocr.ink_layers import coloured_ink, has_black_ink, layers
from tests.ocr_pictures import board, stamped, written

LINES = ["検査成績書 No. TS-7731", "承認 山田 GEAR CASE ASSY"]


def test_a_stamp_is_found_where_it_lies_and_nowhere_else() -> None:
    page = Image.new("RGB", (1_300, 1_800), "white")
    page.paste(stamped(LINES, ["検査済", "25.03.14"]), (0, 0))
    (part,) = coloured_ink(np.asarray(page)).stamps
    assert 500 < part.left < 560
    assert 900 < part.right < 960
    assert part.bottom < 600


def test_two_stamps_far_apart_are_two_parts() -> None:
    page = Image.new("RGB", (1_300, 1_800), "white")
    for top in (0, 1_000):
        page.paste(stamped(LINES, ["検査済", "25.03.14"]), (0, top))
    assert len(coloured_ink(np.asarray(page)).stamps) == 2


def test_a_stamp_beside_the_writing_and_a_page_without_one_have_none() -> None:
    page = written(LINES, size=52, width=1_300, margin=150)
    assert coloured_ink(np.asarray(page)).stamps == []
    ImageDraw.Draw(page).ellipse((1_060, 20, 1_180, 140), outline=(200, 30, 40), width=10)
    assert coloured_ink(np.asarray(page)).stamps == []


def test_a_drawing_in_colours_has_no_stamps() -> None:
    page = written([f"R{number} 10k" for number in range(24)], size=28, width=1_300)
    canvas = ImageDraw.Draw(page)
    for y in range(60, page.height, 40):
        canvas.line((0, y, page.width, y + 8), (200, 30, 40), 3)
    assert coloured_ink(np.asarray(page)).stamps == []


def test_the_inks_of_a_part_are_told_apart() -> None:
    page = np.asarray(stamped(LINES, ["検査済", "25.03.14"]))
    black, coloured = layers(page)
    ring = (slice(110, 130), slice(700, 760))
    assert black[ring].min() > 200
    assert coloured[ring].min() < 60
    plain = np.full((40, 60, 3), 255, np.uint8)
    assert layers(plain)[0].min() == 255


def test_coloured_ink_is_scattered_on_a_board_and_not_on_a_stamped_page() -> None:
    assert coloured_ink(np.asarray(board(["X1"] * 18, 11, "#a0a0a0"))).is_scattered
    assert not coloured_ink(np.asarray(stamped(LINES, ["検査済", "25.03.14"]))).is_scattered
    assert not coloured_ink(np.asarray(written(LINES))).is_scattered


def test_a_schematic_in_colours_has_no_black_ink_and_a_board_has() -> None:
    schematic = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(schematic).rectangle((50, 50, 500, 300), outline="#840000", width=4)
    assert not has_black_ink(np.asarray(schematic))
    assert has_black_ink(np.asarray(board(["X1"] * 18, 11, "#a0a0a0")))


def test_lines_of_a_colour_that_cross_black_writing_are_no_stamps() -> None:
    page = written([f"R{number} 10k" for number in range(24)], size=28, width=1_300)
    canvas = ImageDraw.Draw(page)
    for y in range(60, page.height, 40):
        canvas.line((0, y, page.width, y + 8), (200, 30, 40), 3)
    ink = coloured_ink(np.asarray(page))
    assert ink.is_scattered
    assert not ink.stamps


def test_a_heading_on_a_coloured_ground_is_no_stamp() -> None:
    page = written(LINES, size=52, width=1_300, margin=150)
    canvas = ImageDraw.Draw(page)
    canvas.rectangle((250, 30, 950, 120), "#1f4e8c", "black", 4)
    canvas.text((280, 45), "INSPECTION SHEET", "white", font(52))
    ink = coloured_ink(np.asarray(page))
    assert not ink.stamps
    assert not ink.is_scattered
