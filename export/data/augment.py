"""The same picture as somebody else would take it: the distortions that training and evaluation use."""

import io
import random

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

FULL = 1.0
"""Strength at which a phone photo of a printed page is about as distorted."""


def distorted(image: Image.Image, chance: random.Random, strength: float = FULL) -> Image.Image:
    """Another view of ``image``: perspective, rotation, crop, ground, light, blur, noise and JPEG marks."""
    picture = image.convert("RGB")
    picture.thumbnail((320, 320))
    picture = _on_ground(picture, chance, strength)
    picture = _tilted(picture, chance, strength)
    picture = _cropped(picture, chance, strength)
    picture = _relit(picture, chance, strength)
    if chance.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.6) * strength))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=chance.randint(35, 90))
    return Image.open(stream)


def _on_ground(picture: Image.Image, chance: random.Random, strength: float) -> Image.Image:
    """Sometimes the picture lies on something: a margin of another colour and texture around it."""
    if chance.random() > 0.5:
        return picture
    width, height = picture.size
    share = chance.uniform(0.03, 0.2) * strength
    left, top = int(width * share), int(height * share)
    rng = np.random.default_rng(chance.randrange(2**32))
    colour = rng.integers(30, 226) + rng.normal(0, 15, 3)  # benches are mostly grey or brown
    coarse = rng.normal(0, chance.uniform(2, 25), (12, 12, 3)) + colour
    ground = Image.fromarray(coarse.clip(0, 255).astype(np.uint8)).resize(
        (width + 2 * left, height + 2 * top)
    )
    ground.paste(picture, (left, top))
    return ground


def _tilted(picture: Image.Image, chance: random.Random, strength: float) -> Image.Image:
    """Perspective and a small rotation, or a quarter turn; what comes in is the colour of the rim."""
    fill = tuple(int(c) for c in np.asarray(picture)[0].mean(axis=0))
    if chance.random() < 0.1:
        picture = picture.rotate(chance.choice((90, 180, 270)), expand=True)
    picture = picture.rotate(
        chance.gauss(0, 7) * strength, Image.Resampling.BILINEAR, expand=True, fillcolor=fill
    )
    width, height = picture.size
    reach = 0.12 * strength

    def near(x: int, y: int) -> tuple[float, float]:
        return x + chance.uniform(-reach, reach) * width, y + chance.uniform(-reach, reach) * height

    corners = (near(0, 0), near(0, height), near(width, height), near(width, 0))
    flat = tuple(value for corner in corners for value in corner)
    return picture.transform(
        picture.size, Image.Transform.QUAD, flat, Image.Resampling.BILINEAR, fillcolor=fill
    )


def _cropped(picture: Image.Image, chance: random.Random, strength: float) -> Image.Image:
    """At least 60 % of each side stays."""
    width, height = picture.size
    kept = 1 - chance.uniform(0, 0.4) * strength
    wide, high = max(8, int(width * kept)), max(8, int(height * min(1.0, kept * chance.uniform(0.9, 1.1))))
    left, top = chance.randint(0, max(0, width - wide)), chance.randint(0, max(0, height - high))
    return picture.crop((left, top, left + wide, top + high))


def _relit(picture: Image.Image, chance: random.Random, strength: float) -> Image.Image:
    """Brightness, contrast and a cast of colour with a gradient across; sometimes no colour at all."""
    if chance.random() < 0.15:
        picture = picture.convert("L").convert("RGB")
    picture = ImageEnhance.Contrast(picture).enhance(1 + chance.uniform(-0.4, 0.3) * strength)
    rng = np.random.default_rng(chance.randrange(2**32))
    light = 0.95 + rng.normal(0, 0.12 * strength, (2, 2, 1)) + rng.normal(0, 0.05 * strength, (1, 1, 3))
    field = Image.fromarray((light * 120).clip(0, 255).astype(np.uint8))
    smooth = np.asarray(field.resize(picture.size, Image.Resampling.BILINEAR), np.float32) / 120
    return Image.fromarray((np.asarray(picture, np.float32) * smooth).clip(0, 255).astype(np.uint8))
