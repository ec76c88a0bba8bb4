"""What lies below stamps is found as far as its lines reach, and of two readings of a place the surer one counts."""

import numpy as np
import pytest

from imtextgui.ocr.detector import Line
from imtextgui.ocr.line_strips import Way
from imtextgui.ocr.parts import Part
from imtextgui.ocr.picture_reading import ReadLine
from imtextgui.ocr.recognizer import Reading
from imtextgui.ocr.stamps import crossed, surest, uncovered
from tests.ocr_pictures import stamped

LINES = ("Part number CP-310-4", "Revision B of 2024-03-11", "Seal ring 40 x 52 x 7")
STAMP = Part(523, 113, 939, 529)


def line(left: float, top: float, right: float, bottom: float) -> Line:
    return Line(np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32), 0.9)


def read(text: str, sure: float, where: Line) -> ReadLine:
    places = tuple((n + 0.5) / len(text) for n in range(len(text)))
    return ReadLine(where, Way.UPRIGHT, Reading(text, (sure,) * len(text), places))


@pytest.mark.parametrize("tall", [False, True])
def test_the_lines_that_a_stamp_crosses_are_cleared_from_end_to_end(tall: bool) -> None:
    picture = stamped(LINES, ("PAID", "2024"))
    stamp = STAMP
    if tall:
        picture = picture.rotate(90, expand=True)
        stamp = Part(STAMP.top, 1_300 - STAMP.right, STAMP.bottom, 1_300 - STAMP.left)
    page = np.asarray(picture)
    found = uncovered(page, [stamp], 60, tall)
    (reach,) = found.rows
    start, end = (1_300 - reach.bottom, 1_300 - reach.top) if tall else (reach.left, reach.right)
    assert 130 < start < 150
    assert 939 < end < 1_100
    ring = np.abs(page.astype(int) - (200, 30, 40)).sum(axis=2) < 60
    assert found.black[ring].mean() > 200
    assert found.coloured[ring].max() < 60
    outside = np.ones(page.shape[:2], bool)
    outside[reach.top : reach.bottom, reach.left : reach.right] = False
    assert (found.black[outside] == page[outside]).all()


def test_lines_beyond_a_wide_space_are_not_looked_at_again() -> None:
    page = np.full((200, 1_000, 3), 255, np.uint8)
    page[90:110, 300:340] = page[90:110, 360:400] = page[90:110, 800:900] = 0
    (reach,) = uncovered(page, [Part(380, 60, 460, 140)], 30, False).rows
    assert 280 < reach.left < 300
    assert reach.right < 520


def test_a_line_is_crossed_that_a_stamp_touches() -> None:
    assert crossed(line(100, 100, 530, 150), [STAMP])
    assert not crossed(line(100, 100, 510, 150), [STAMP])
    assert not crossed(line(100, 20, 900, 90), [STAMP])


def test_the_surer_reading_of_a_place_counts() -> None:
    above, below = line(100, 100, 600, 140), line(100, 160, 600, 200)
    hidden = read("Revision B of 2024", 0.99, above)
    poor = read("Revi PAID of 2024", 0.8, above)
    assert surest([poor], [hidden], []) == ([], [hidden], [])
    fringed = read("Revisi B 0f", 0.7, above)
    sure = read("Revision B", 0.98, above)
    assert surest([sure], [fringed], []) == ([sure], [], [])
    as_sure = read("Revision B of 2024 and more", 0.98, above)
    assert surest([as_sure], [hidden], []) == ([as_sure], [], [])
    longer = read("Revision B of 20243", 0.98, above)
    assert surest([longer], [hidden], []) == ([], [hidden], [])
    elsewhere = read("C4", 0.7, below)
    assert surest([elsewhere], [hidden], []) == ([elsewhere], [hidden], [])
    piece = read("B", 1.0, line(200, 100, 220, 140))
    assert surest([piece], [read("Revision B of 2024", 0.9, above)], [])[0] == []


def test_what_a_stamp_says_stays_beside_the_line_that_it_lies_on() -> None:
    hidden = read("Revision B of 2024", 0.99, line(100, 100, 600, 140))
    place = line(300, 110, 400, 170)
    stamp, before = read("PAID", 0.98, place), read("PAID", 0.97, place)
    assert surest([before], [hidden], [stamp]) == ([], [hidden], [stamp])
    assert surest([], [hidden], [stamp]) == ([], [hidden], [stamp])
    both = read("2024 PAID", 1.0, line(280, 105, 410, 172))
    assert surest([both], [hidden], [stamp]) == ([], [hidden], [stamp])
    assert surest([before], [], [read("PD", 0.6, place)]) == ([before], [], [])
