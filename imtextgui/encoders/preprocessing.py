"""Pictures into the tensors an encoder takes; runs in the decode workers, so it is light to import."""

import numpy as np
from PIL import Image

from imtextgui.domain.embedding import Tensor
from imtextgui.encoders.manifest import PictureFit, PictureSpec, ResizeFilter

# Reducing by whole factors first and filtering the last factor of two costs a fifth and looks the same.
_REDUCING_GAP = 2.0

_FILTERS = {
    ResizeFilter.BILINEAR: Image.Resampling.BILINEAR,
    ResizeFilter.BICUBIC: Image.Resampling.BICUBIC,
    ResizeFilter.LANCZOS: Image.Resampling.LANCZOS,
}


def prepare(image: Image.Image, picture: PictureSpec) -> Tensor:
    """Fit the whole of ``image`` into the square that ``picture`` names; returns uint8 [size, size, 3].

    Nothing is cut off: sheets are wide, and what matters is often at their edge. Transparent parts take
    the fill colour. EXIF orientation is the reader's matter, not ours.
    """
    width = height = picture.size
    if picture.fit is PictureFit.LETTERBOX:
        scale = picture.size / max(image.size)
        width, height = (max(1, round(side * scale)) for side in image.size)
    whole = opaque(image, picture.fill)
    fitted = whole.resize((width, height), _FILTERS[picture.filter], reducing_gap=_REDUCING_GAP)
    tensor = np.empty((picture.size, picture.size, 3), np.uint8)
    tensor[:] = picture.fill
    top, left = (picture.size - height) // 2, (picture.size - width) // 2
    tensor[top : top + height, left : left + width] = np.asarray(fitted)
    return tensor


def opaque(image: Image.Image, fill: tuple[int, int, int] = (255, 255, 255)) -> Image.Image:
    """``image`` as RGB, composed over ``fill`` where it is transparent."""
    if image.mode in ("RGB", "L"):
        return image if image.mode == "RGB" else image.convert("RGB")
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", image.size, fill)
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A 16-bit, 32-bit or float picture stretched over its own range: Pillow would clip it at 255."""
    values = np.asarray(image, dtype=np.float32)
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    scaled = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) * (255 / max(high - low, 1e-9))
    return Image.fromarray(scaled.clip(0, 255).astype(np.uint8))


def probe_picture(seed: int) -> Image.Image:
    """A picture made of arithmetic only, 300 by 200 pixels, the same on every machine."""
    rng = np.random.Generator(np.random.PCG64(seed))
    rows, columns = np.mgrid[0:200, 0:300]
    phase = rng.integers(1, 7, size=(2, 3))
    waves = (rows[..., None] * phase[0] + columns[..., None] * phase[1]) % 256
    pixels = (waves // 2 + 100).astype(np.uint8)
    for _ in range(12):
        top, left = int(rng.integers(0, 170)), int(rng.integers(0, 250))
        height, width = int(rng.integers(4, 90)), int(rng.integers(4, 120))
        pixels[top : top + height, left : left + width] = rng.integers(0, 256, size=3)
    return Image.fromarray(pixels)
