"""Turns decoded pictures of any kind into RGB on paper: white, or grey where the ink itself is white."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image, TiffImagePlugin

GREY_PAPER = (138, 148, 160)
"""Behind white ink."""

_PAPER_SIDE = 256
"""Longest side in pixels at which the colour of the ink is told."""

_VISIBLE = 64
_LIGHT = 225
_FEWEST_TRANSPARENT = 0.02
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0

# Pillow opens 16-bit grey of either byte order, but of those whose zero is white only the one of Intel.
TiffImagePlugin.OPEN_INFO.setdefault(
    (TiffImagePlugin.MM, _WHITE_IS_ZERO, (1,), 1, (16,), ()), ("I;16B", "I;16B")
)


def converter(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """What turns ``image``, or bands of it, into RGB."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return lambda band: band
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        low, high = _range(image)
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            # Pillow turns round what says that zero is white only where a sample has eight bits.
            tags = image.tag_v2
            low, high = (high, low) if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO else (low, high)
        return lambda band: _eight_bits(band, low, high)
    if image.has_transparency_data:
        paper = _paper(image)
        return lambda band: _over(band, paper)
    if image.mode == "LAB":
        return lambda band: band.getchannel("L").convert("RGB")
    return lambda band: band.convert("RGB")


def _paper(image: Image.Image) -> tuple[int, int, int]:
    """The colour of the ground that a transparent picture is laid on: white, unless nothing would be seen on it."""
    factor = max(1, max(image.size) // _PAPER_SIDE)
    layer = (image.reduce(factor) if factor > 1 and image.mode != "P" else image).convert("RGBA")
    values = np.asarray(layer)
    visible = values[..., 3] > _VISIBLE
    if not visible.any() or 1 - visible.mean() < _FEWEST_TRANSPARENT:
        return (255, 255, 255)
    return GREY_PAPER if values[visible][:, :3].min() > _LIGHT else (255, 255, 255)


def _over(band: Image.Image, paper: tuple[int, int, int]) -> Image.Image:
    layer = band.convert("RGBA")
    ground = Image.new("RGB", band.size, paper)
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _range(image: Image.Image) -> tuple[float, float]:
    """The least and the greatest value; Pillow itself does not tell them of every byte order."""
    values = np.asarray(image)
    finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _eight_bits(band: Image.Image, low: float, high: float) -> Image.Image:
    """A 16-bit, 32-bit or float picture stretched over the range it uses: Pillow would clip it at 255."""
    values: npt.NDArray[np.float32] = np.asarray(band).astype(np.float32)
    values = np.nan_to_num(values, nan=low, posinf=high, neginf=low)
    span = high - low
    scaled = (values - low) * (255 / (span if abs(span) > 1e-9 else 1e-9))
    return Image.fromarray(scaled.clip(0, 255).astype(np.uint8)).convert("RGB")
