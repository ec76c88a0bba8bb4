"""Pictures of every mode and shape become the same kind of tensor, and nothing is cut off."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from imtextgui.encoders.manifest import PictureFit, PictureSpec, ResizeFilter
from imtextgui.encoders.preprocessing import prepare, probe_picture

SPEC = PictureSpec(size=64, fill=(200, 210, 220))
MODES = [
    "1",
    "L",
    "LA",
    "P",
    "PA",
    "RGB",
    "RGBA",
    "RGBX",
    "RGBa",
    "CMYK",
    "YCbCr",
    "LAB",
    "HSV",
    "I",
    "F",
    "I;16",
]


@pytest.mark.parametrize("mode", MODES)
def test_every_mode(mode: str) -> None:
    tensor = prepare(Image.new(mode, (30, 20)), SPEC)
    assert tensor.shape == (64, 64, 3)
    assert tensor.dtype == np.uint8


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (64, 64), (63, 65), (500, 20), (7, 4000)])
def test_every_shape(size: tuple[int, int]) -> None:
    assert prepare(Image.new("RGB", size, "red"), SPEC).shape == (64, 64, 3)


def test_a_wide_sheet_is_fitted_whole_between_margins() -> None:
    sheet = Image.new("RGB", (400, 100), "black")
    sheet.paste("red", (0, 0, 20, 100))
    sheet.paste("blue", (380, 0, 400, 100))
    tensor = prepare(sheet, SPEC)
    assert (tensor[:24] == SPEC.fill).all()
    assert (tensor[40:] == SPEC.fill).all()
    assert tensor[32, 0].tolist() == [255, 0, 0]
    assert tensor[32, 63].tolist() == [0, 0, 255]
    assert tensor[32, 32].tolist() == [0, 0, 0]


def test_a_wide_sheet_is_drawn_out_where_the_encoder_learned_so() -> None:
    sheet = Image.new("RGB", (400, 100), "black")
    sheet.paste("red", (0, 0, 200, 100))
    tensor = prepare(sheet, PictureSpec(64, (200, 210, 220), PictureFit.STRETCH))
    assert (tensor[:, :30] == (255, 0, 0)).all()
    assert (tensor[:, 34:] == 0).all()


@pytest.mark.parametrize(
    ("chosen", "of_pillow"),
    [
        (ResizeFilter.BILINEAR, Image.Resampling.BILINEAR),
        (ResizeFilter.BICUBIC, Image.Resampling.BICUBIC),
        (ResizeFilter.LANCZOS, Image.Resampling.LANCZOS),
    ],
)
def test_pixels_are_interpolated_as_named(chosen: ResizeFilter, of_pillow: Image.Resampling) -> None:
    picture = probe_picture(1).crop((0, 0, 100, 100))
    tensor = prepare(picture, PictureSpec(64, (255, 255, 255), filter=chosen))
    assert np.array_equal(tensor, np.asarray(picture.resize((64, 64), of_pillow)))


def test_a_small_picture_fills_the_tensor() -> None:
    assert (prepare(Image.new("RGB", (8, 8), "red"), SPEC) == (255, 0, 0)).all()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_parts_take_the_fill_colour(mode: str) -> None:
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0)).convert(mode)
    if mode == "P":
        clear = Image.new("P", (10, 10), 0)
        clear.info["transparency"] = 0
    assert (prepare(clear, SPEC) == SPEC.fill).all()


def test_sixteen_bits_keep_their_shades() -> None:
    values = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    tensor = prepare(Image.fromarray(values), SPEC)
    assert tensor[0].max() < 10
    assert tensor[-1].min() > 245


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0, 1e30])
def test_a_float_picture_of_one_odd_value(value: float) -> None:
    assert prepare(Image.fromarray(np.full((8, 8), value, np.float32)), SPEC).shape == (64, 64, 3)


def test_the_probe_picture_is_the_same_everywhere() -> None:
    """If this changes, the golden vectors of every bundle in the world become wrong."""
    pixels = np.asarray(probe_picture(1))
    assert pixels.shape == (200, 300, 3)
    assert int(pixels.astype(np.int64).sum()) == PROBE_SUM
    assert not np.array_equal(pixels, np.asarray(probe_picture(2)))


PROBE_SUM = 26819598


def test_workers_get_no_heavy_import_by_it() -> None:
    code = "import sys, imtextgui.encoders.preprocessing; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"onnxruntime", "tokenizers", "torch", "PySide6"} & set(modules)
