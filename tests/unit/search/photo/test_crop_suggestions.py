"""Crops are suggested where a photo shows a thing or a block of writing, and only there."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.domain.items import Box
from imtextgui.search.photo.crop_suggestions import suggest
from tests.unit.search.geometry.test_geometry import overlap


def bench(size: tuple[int, int] = (1200, 900)) -> Image.Image:
    grain = np.random.default_rng(1).normal((150, 120, 90), 4, (size[1], size[0], 3))
    return Image.fromarray(grain.clip(0, 255).astype(np.uint8))


def test_the_object_on_a_bench_is_suggested() -> None:
    photo = bench()
    ImageDraw.Draw(photo).ellipse((300, 200, 800, 700), fill=(40, 70, 130))
    found = suggest(photo)
    assert any(overlap(box, Box(0.25, 0.22, 0.67, 0.78)) > 0.8 for box in found)


def test_a_block_of_writing_is_suggested() -> None:
    photo = Image.new("RGB", (1200, 900), (150, 120, 90))
    pen = ImageDraw.Draw(photo)
    rng = np.random.default_rng(2)
    for y in range(300, 520, 22):
        for x in range(400, 900, 14):
            pen.line((x, y, x + int(rng.integers(-6, 7)), y + 12), fill="black", width=4)
    found = suggest(photo)
    assert any(overlap(box, Box(400 / 1200, 300 / 900, 900 / 1200, 520 / 900)) > 0.7 for box in found)


@pytest.mark.parametrize("size", [(1200, 900), (3, 2000), (1, 1)])
def test_a_photo_of_nothing_in_particular_has_no_crops(size: tuple[int, int]) -> None:
    assert suggest(Image.new("RGB", size, "gray")) == ()
    assert all(box.x0 < box.x1 and box.y0 < box.y1 for box in suggest(bench(size)))


def test_what_is_suggested_lies_within_the_photo_and_differs() -> None:
    photo = bench()
    ImageDraw.Draw(photo).rectangle((0, 0, 500, 400), fill="white")
    for box in (found := suggest(photo)):
        assert (0 <= box.x0 < box.x1 <= 1, 0 <= box.y0 < box.y1 <= 1) == (True, True)
    assert len(found) <= 2
