"""Surfaces that parts are photographed on, and what cameras, copiers and plotters do to a picture."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageEnhance, ImageFilter

from export.synthetic.geometry.view import Singles

Random = np.random.Generator


def noise(rng: Random, width: int, height: int, across: float, down: float) -> Singles:
    """Smooth noise [height, width] between 0 and 1 with that many bumps across and down."""
    cells = rng.random((max(2, round(down)), max(2, round(across))), np.float32)
    image = Image.fromarray(cells).resize((width, height), Image.Resampling.BICUBIC)
    return np.clip(np.asarray(image, np.float32), 0, 1)


def wood(rng: Random, width: int, height: int) -> Image.Image:
    """A worn bench top of planks."""
    grain = noise(rng, width, height, 6, height / 3) * 0.6 + noise(rng, width, height, 3, height / 14) * 0.4
    plank = (np.arange(height) * rng.uniform(2.2, 4.5) / height) % 1
    shade = 0.72 + 0.4 * (grain - 0.5) + 0.12 * (noise(rng, width, height, 5, 4) - 0.5)
    shade *= np.where(plank < 0.012, 0.45, 1.0)[:, None]
    colour = np.array([rng.uniform(0.62, 0.78), rng.uniform(0.45, 0.58), rng.uniform(0.28, 0.4)], np.float32)
    return _image(shade[..., None] * colour)


def metal(rng: Random, width: int, height: int) -> Image.Image:
    """A scratched steel table with stains of oil."""
    brushed = noise(rng, width, height, 4, height / 2) * 0.22
    stain = np.clip(noise(rng, width, height, 5, 4) * 1.8 - 1.0, 0, 1) * 0.35
    shade = rng.uniform(0.42, 0.62) + brushed - stain + 0.1 * noise(rng, width, height, 3, 2)
    return _image(shade[..., None] * np.array([0.98, 1.0, rng.uniform(0.98, 1.05)], np.float32))


def concrete(rng: Random, width: int, height: int) -> Image.Image:
    """A workshop floor."""
    fine = noise(rng, width, height, width / 2, height / 2)
    shade = 0.5 + 0.18 * noise(rng, width, height, 7, 6) + 0.14 * (fine - 0.5)
    return _image(shade[..., None] * np.array([1.0, 0.99, 0.95], np.float32))


def mat(rng: Random, width: int, height: int) -> Image.Image:
    """A coloured cutting mat or cloth with a faint weave."""
    colour = np.array([(0.13, 0.36, 0.30), (0.20, 0.27, 0.42), (0.42, 0.16, 0.14), (0.74, 0.74, 0.70)])[
        rng.integers(4)
    ]
    lines = np.maximum(_grid(width, rng)[None, :], _grid(height, rng)[:, None])
    shade = 0.9 + 0.2 * (noise(rng, width, height, width / 3, height / 3) - 0.5) + 0.18 * lines
    return _image(shade[..., None] * colour.astype(np.float32))


def plain(rng: Random, width: int, height: int) -> Image.Image:
    """Paper or a wall in soft light."""
    ramp = np.linspace(-1, 1, height)[:, None] * rng.uniform(-0.12, 0.12) + np.linspace(
        -1, 1, width
    ) * rng.uniform(-0.1, 0.1)
    tint = rng.uniform(0.92, 1.0, 3)
    return _image((rng.uniform(0.62, 0.97) + ramp)[..., None] * tint.astype(np.float32))


SURFACES = (wood, metal, concrete, mat, plain)


def surface(rng: Random, width: int, height: int) -> Image.Image:
    """One of the surfaces, RGB."""
    return SURFACES[rng.integers(len(SURFACES))](rng, width, height)


def camera(rng: Random, image: Image.Image, strength: float = 1.0) -> Image.Image:
    """What a phone makes of it: light fall-off, colour cast, blur, grain, JPEG."""
    width, height = image.size
    data = np.asarray(image, np.float32) / 255
    glow = 0.78 + 0.4 * noise(rng, width, height, 2, 2)
    cast = 1 + strength * rng.uniform(-0.09, 0.09, 3)
    data = data * glow[..., None] ** strength * cast * rng.uniform(0.82, 1.15)
    data += rng.normal(0, 0.018 * strength, (height, width, 1))
    shot = _image(data)
    blur = rng.uniform(0, 0.9) * strength * max(width, height) / 500
    if blur > 0.25:
        shot = shot.filter(ImageFilter.GaussianBlur(blur))
    stream = BytesIO()
    shot.save(stream, "JPEG", quality=int(rng.integers(45, 92)))
    return Image.open(stream).convert("RGB")


def photocopy(rng: Random, image: Image.Image) -> Image.Image:
    """A grey, tilted, speckled copy."""
    grey = image.convert("L").rotate(rng.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, fillcolor=255)
    grey = grey.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.8)))
    data = np.asarray(grey, np.float32) / 255
    dirt = rng.random(data.shape, np.float32)
    data = np.where(dirt < 0.004, 0.2, np.where(dirt > 0.99, np.maximum(data, 0.9), data))
    data = data * (0.86 + 0.14 * noise(rng, grey.width, grey.height, 4, 4)) + rng.normal(0, 0.02, data.shape)
    copy = _image(np.repeat(data[..., None], 3, axis=2))
    return ImageEnhance.Contrast(copy).enhance(rng.uniform(1.0, 1.7))


def blueprint(rng: Random, image: Image.Image) -> Image.Image:
    """White lines on blue."""
    data = 1 - np.asarray(image.convert("L"), np.float32)[..., None] / 255
    blue = np.array([rng.uniform(0.05, 0.2), rng.uniform(0.2, 0.4), rng.uniform(0.5, 0.75)], np.float32)
    blue = blue * (0.85 + 0.3 * noise(rng, image.width, image.height, 5, 5)[..., None])
    return _image(blue + (np.array([0.92, 0.95, 1.0], np.float32) - blue) * data)


def shadow(
    picture: Image.Image, ground: Image.Image, offset: tuple[int, int], blur: float, depth: float
) -> Image.Image:
    """`ground` darkened by the RGBA `picture` standing on it, then the picture itself on top."""
    alpha = picture.getchannel("A")
    cast = (
        ImageChops.offset(alpha, *offset)
        .filter(ImageFilter.GaussianBlur(blur))
        .point(lambda v: int(v * depth))
    )
    shown = Image.composite(Image.new("RGB", ground.size, (12, 12, 16)), ground, cast)
    shown.paste(picture, (0, 0), picture)
    return shown


def _grid(length: int, rng: Random) -> Singles:
    step = max(8, int(length * rng.uniform(0.05, 0.12)))
    return (np.arange(length) % step < max(1, length // 300)).astype(np.float32)


def _image(data: npt.NDArray[np.floating[Any]]) -> Image.Image:
    return Image.fromarray((np.clip(data, 0, 1) * 255).astype(np.uint8), "RGB")
