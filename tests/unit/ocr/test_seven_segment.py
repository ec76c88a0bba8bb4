"""Displays of seven segments, lit or printed, and what only looks like them."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from imtextgui.ocr.seven_segment import displays
from tests.ocr_pictures import display, written


def read(picture: Image.Image) -> list[str]:
    return [word.text for word in displays(np.asarray(picture.convert("RGB")))]


@pytest.mark.parametrize("words", ["E-0473", "1234", "888", "P105", "26059", "12.56", "12:30"])
@pytest.mark.parametrize(
    "picture",
    [
        {},
        {"gap": 0},
        {"slant": 0.1},
        {"slant": 0.17},
        {"colours": ("#141e14", "#aabe96")},
        {"colours": ("#3cff5a", "black"), "thick": 20},
        {"unlit": "#3c0f0f"},
        {"pitch": 1.35},
    ],
)
def test_displays_of_many_kinds(words: str, picture: dict[str, object]) -> None:
    assert read(display(words, **picture)) == [words]  # type: ignore[arg-type]


@pytest.mark.parametrize("radius", [1, 3])
def test_displays_out_of_focus(radius: int) -> None:
    assert read(display("E-0473").filter(ImageFilter.GaussianBlur(radius))) == ["E-0473"]


def test_the_place_of_a_display() -> None:
    picture = Image.new("RGB", (1_600, 900), "#202020")
    shown = display("4218", height=80, thick=10)
    picture.paste(shown, (800, 500))
    (word,) = displays(np.asarray(picture))
    assert word.text == "4218"
    assert word.box.x0 == pytest.approx((800 + 40) / 1_600, abs=0.01)
    assert word.box.y1 == pytest.approx((500 + 40 + 80) / 900, abs=0.02)


def test_ordinary_type_and_strokes_are_no_displays() -> None:
    assert read(written(["GEAR CASE 0473", "88 5036 1207", "日月口 山田"], size=60)) == []
    hatched = Image.new("RGB", (600, 300), "white")
    for at in range(20, 580, 24):
        hatched.paste("black", (at, 60, at + 8, 160))
    assert read(hatched) == []
    noise = np.random.default_rng(3).integers(0, 255, (300, 500, 3), dtype=np.uint8)
    assert displays(noise) == ()
