"""A photographed page is recognised as that page, and what chance brings together is not."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.domain.items import Box
from imtextgui.search.geometry.local_features import (
    PAGE_POINTS,
    SIDE,
    VERSION,
    LocalFeatures,
    detect,
    extract,
    unpack,
)
from imtextgui.search.geometry.verify import FEWEST, Agreement, Verifier

WHOLE = Box(0, 0, 1, 1)


def drawing(seed: int, size: tuple[int, int] = (1100, 800)) -> Image.Image:
    """A sheet of lines, circles and marks that no other seed gives."""
    rng = np.random.default_rng(seed)
    sheet = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(sheet)
    for _ in range(160):
        x, y = rng.uniform(0.03, 0.9, 2) * size
        w, h = rng.uniform(10, 130, 2)
        corners, width = (x, y, x + w, y + h), int(rng.integers(1, 5))
        if rng.random() < 0.3:
            pen.line(corners, "black", width)
        else:
            (pen.rectangle, pen.ellipse)[rng.integers(2)](corners, outline="black", width=width)
    return sheet


def seen(page: Image.Image, corners: list[tuple[float, float]]) -> Image.Image:
    """``page`` in a photo of 900 by 700 pixels with its corners, from top left clockwise, at ``corners``."""
    cv2 = pytest.importorskip("cv2")
    source = np.array([(0, 0), (page.width, 0), page.size, (0, page.height)], np.float32)
    lain = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    ground = np.full((700, 900, 3), 245, np.uint8)
    options = {"dst": ground, "borderMode": cv2.BORDER_TRANSPARENT, "flags": cv2.INTER_AREA}
    return Image.fromarray(cv2.warpPerspective(np.asarray(page), lain, (900, 700), **options))


def unpacked(page: Image.Image) -> LocalFeatures:
    found = unpack(extract(page))
    assert found is not None
    return found


def agreement(photo: Image.Image, page: Image.Image) -> Agreement | None:
    return Verifier(detect(photo)).agreement(unpacked(page))


def overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    both = max(across, 0) * max(down, 0)
    areas = [(box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other)]
    return both / (sum(areas) - both)


def test_a_page_keeps_its_points_in_sixteen_kilobytes() -> None:
    page = Image.new("RGB", (1800, 1300), "white")
    for number, place in enumerate([(0, 0), (900, 0), (0, 650), (900, 650)]):
        page.paste(drawing(number, (900, 650)), place)
    packed = extract(page)
    assert packed == extract(page)
    assert (packed[0], len(packed) <= 16 * 1024) == (VERSION, True)
    found = unpack(packed)
    assert found is not None
    assert (found.width, len(found)) == (SIDE, PAGE_POINTS)
    again = detect(page, PAGE_POINTS)
    assert np.abs(found.points - again.points).max() <= 1 / 32
    assert np.abs(np.exp(1j * found.angles) - np.exp(1j * again.angles)).max() < 0.02
    assert np.abs(found.sizes / again.sizes - 1).max() < 0.03
    assert np.array_equal(found.descriptors, again.descriptors)


def test_points_are_spread_over_the_page() -> None:
    page = Image.new("RGB", (1000, 1000), "white")
    page.paste(drawing(1, (500, 500)))  # most of the ink is here
    page.paste(drawing(2, (240, 240)).resize((120, 120)), (800, 800))
    places = detect(page, 300).points * (1000 / SIDE)
    assert (places > 780).all(axis=1).sum() >= 50


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "RGBA", "LA", "I;16"])
def test_every_kind_of_picture_has_features(mode: str) -> None:
    grey = drawing(1, (400, 300)).convert("L")
    picture = Image.fromarray(np.asarray(grey, np.uint16) * 200) if mode == "I;16" else grey.convert(mode)
    assert picture.mode == mode
    assert agreement(grey, picture) is not None


@pytest.mark.parametrize("size", [(1, 1), (15, 2000), (2000, 15), (300, 300)])
def test_a_picture_that_shows_nothing_has_no_features(size: tuple[int, int]) -> None:
    empty = Image.new("RGB", size, "white")
    assert len(detect(empty)) == len(unpacked(empty)) == 0
    assert agreement(empty, drawing(1)) is None
    assert agreement(drawing(1), empty) is None


@pytest.mark.parametrize("packed", [b"", b"\1", b"\xff" + extract(drawing(1, (200, 200)))[1:], b"\1" * 40])
def test_features_of_another_version_or_cut_short_are_none(packed: bytes) -> None:
    assert unpack(packed) is None


@pytest.mark.parametrize(
    ("corners", "region"),
    [
        ([(60, 70), (830, 40), (860, 650), (40, 600)], WHOLE),
        ([(650, 30), (700, 640), (250, 690), (200, 60)], WHOLE),  # the phone turned by 90 degrees
        ([(-700, -500), (880, -520), (900, 660), (-690, 690)], Box(0.44, 0.42, 1, 1)),  # its lower right part
        ([(230, 150), (700, 140), (710, 520), (220, 500)], WHOLE),  # from far away
    ],
)
def test_a_page_seen_from_the_side_is_found_with_its_place(
    corners: list[tuple[float, float]], region: Box
) -> None:
    page = drawing(3)
    found = agreement(seen(page, corners), page)
    assert found is not None
    assert found.inliers >= 20
    assert overlap(found.region, region) > 0.9
    xs, ys = [x / 900 for x, _ in corners], [y / 700 for _, y in corners]
    shown = Box(max(min(xs), 0), max(min(ys), 0), min(max(xs), 1), min(max(ys), 1))
    assert overlap(found.photo_region, shown) > 0.9


def test_a_figure_on_a_page_is_found_by_a_photo_of_the_figure() -> None:
    figure = drawing(4, (500, 400))
    page = Image.new("RGB", (1000, 1400), "white")
    page.paste(figure, (300, 800))
    found = agreement(seen(figure, [(30, 40), (850, 20), (880, 680), (20, 640)]), page)
    assert found is not None
    assert overlap(found.region, Box(0.3, 800 / 1400, 0.8, 1200 / 1400)) > 0.6


def test_other_pages_do_not_agree() -> None:
    photo = Verifier(detect(seen(drawing(5), [(60, 70), (830, 40), (860, 650), (40, 600)])))
    pages = {seed: unpacked(drawing(seed)) for seed in range(12)}
    found = photo.agreements(pages)
    assert list(found) == [5]
    assert found[5].inliers >= FEWEST
    assert photo.agreements(pages) == found
