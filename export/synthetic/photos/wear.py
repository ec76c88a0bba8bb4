"""Wear: rust and dirt on parts, creases and stains on paper, fax lines; and a lens out of focus."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from export.synthetic.geometry.shading import Light, lamp, lit, palette, surface, worn
from export.synthetic.geometry.view import Singles, View, rasterise
from export.synthetic.parts.family import Subject
from export.synthetic.photos import imaging
from export.synthetic.photos.imaging import Random, noise

RUST = np.array([[0.42, 0.19, 0.07], [0.28, 0.12, 0.06], [0.58, 0.31, 0.12]], np.float32)


def fax(rng: Random, image: Image.Image) -> Image.Image:
    """A faxed copy: coarse, black or white, with torn lines and dirt along the feed."""
    width, height = image.size
    rough = image.convert("L").resize(
        (width, max(1, int(height * rng.uniform(0.5, 0.9)))), Image.Resampling.BOX
    )
    grey = np.asarray(rough.resize((width, height), Image.Resampling.NEAREST), np.float32) / 255
    grey = grey + rng.normal(0, 0.07, grey.shape) + 0.12 * (noise(rng, width, height, 3, 3) - 0.5)
    data = np.where(grey > rng.uniform(0.55, 0.82), 1.0, 0.0)
    for row in rng.integers(0, height, int(rng.integers(0, 5))):
        data[row : row + int(rng.integers(1, 3))] = float(rng.random() < 0.4)
    if rng.random() < 0.5:
        column = int(rng.integers(0, width - 1))
        data[:, column] = np.where(rng.random(height) < 0.7, 0.0, data[:, column])
    for row in range(0, height, max(4, height // int(rng.integers(6, 30)))):
        data[row : row + 2] = np.roll(data[row : row + 2], int(rng.integers(-2, 3)), axis=1)
    return _image(np.repeat(data[..., None], 3, axis=2))


def old_paper(rng: Random, image: Image.Image) -> Image.Image:
    """Yellowed paper with folds, stains and worn edges, its ink faded."""
    width, height = image.size
    ink = 1 - np.asarray(image.convert("L"), np.float32)[..., None] / 255
    tint = np.array([rng.uniform(0.86, 0.96), rng.uniform(0.80, 0.90), rng.uniform(0.62, 0.80)], np.float32)
    paper = tint * (0.88 + 0.16 * noise(rng, width, height, 6, 6)[..., None])
    paper *= 1 - 0.22 * np.clip(noise(rng, width, height, 4, 3) * 2 - 1.2, 0, 1)[..., None]
    paper *= _folds(rng, width, height)[..., None] * _ring(rng, width, height)[..., None]
    faded = ink * rng.uniform(0.55, 0.95) * (0.7 + 0.3 * noise(rng, width, height, 5, 5)[..., None])
    colour = np.array([0.12, 0.10, 0.12], np.float32)
    shown = paper * (1 - faded) + colour * faded
    return _image(shown + rng.normal(0, 0.012, (height, width, 1)))


def _folds(rng: Random, width: int, height: int) -> Singles:
    """Bright and dark lines where the sheet was folded, [h, w] factors."""
    shade = np.ones((height, width), np.float32)
    for side, length in ((0, height), (1, width)):
        for _ in range(int(rng.integers(0, 3))):
            place = np.arange(length) - rng.uniform(0.2, 0.8) * length
            line = 1 - 0.25 * np.exp(-((place / 1.2) ** 2)) + 0.12 * np.exp(-(((place - 2.5) / 1.6) ** 2))
            shade *= line[:, None] if side == 0 else line[None, :]
    return shade.astype(np.float32)


def _ring(rng: Random, width: int, height: int) -> Singles:
    """The mark of a cup or a thumb of oil, [h, w] factors."""
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    away = np.hypot(x - rng.uniform(0, width), y - rng.uniform(0, height)) / (width * rng.uniform(0.12, 0.3))
    if rng.random() < 0.5:
        return np.asarray(1 - 0.2 * np.exp(-(((away - 1) / 0.06) ** 2)), np.float32)
    return np.asarray(1 - 0.3 * np.exp(-(away**4)), np.float32)


def rusty(rng: Random, colours: Singles, metal: Singles, spread: float) -> Singles:
    """Colours [h, w, 3] with rust where `metal` [h, w] is, on a share of about `spread` of it."""
    height, width = metal.shape
    patch = 0.6 * noise(rng, width, height, 7, 7) + 0.4 * noise(rng, width, height, 24, 24)
    amount = np.clip((patch - (1 - spread) * 0.72) * 5, 0, 1) * metal
    tint = RUST[0] + (RUST[2] - RUST[1]) * (noise(rng, width, height, width / 4, height / 4)[..., None] - 0.5)
    shade = 0.45 + 0.9 * colours.mean(axis=2, keepdims=True)
    return np.asarray(colours * (1 - amount[..., None]) + tint * shade * amount[..., None], np.float32)


def dirty(rng: Random, colours: Singles, depth: float) -> Singles:
    """Colours [h, w, 3] under grease and dust."""
    height, width = colours.shape[:2]
    grease = np.clip(noise(rng, width, height, 5, 5) * 1.7 - 0.6, 0, 1) * depth
    dust = noise(rng, width, height, width / 2, height / 2) * 0.12 * depth
    dark = np.array([0.10, 0.085, 0.07], np.float32)
    shown = colours * (1 - 0.75 * grease[..., None]) + dark * 0.75 * grease[..., None]
    return np.asarray(shown * (1 - dust[..., None]) + 0.45 * dust[..., None], np.float32)


def used_part(
    rng: Random, subject: Subject, view: View, size: int, light: Light
) -> tuple[Image.Image, Singles]:
    """The part worn, RGBA, `size` pixels square, and how near each of its pixels is, 0 to 1."""
    screen = view.screen(subject.mesh.points)
    low, high = screen.min(axis=0), screen.max(axis=0)
    scale = rng.uniform(0.55, 0.95) * size / max(float((high - low)[:2].max()), 1e-9)
    pixels = (screen - (low + high) / 2) * scale + [size / 2, size / 2, 0]
    pixels[:, 1] = size - 1 - pixels[:, 1]
    buffer = rasterise(pixels, subject.mesh.faces, size, size)
    seen = buffer.face >= 0
    body = worn(subject.material, rng.normal(0, 0.04, 3), rng.uniform(0.7, 1.1))
    materials = palette(body)
    tones = subject.mesh.tones[buffer.face[seen]]
    colours = np.zeros((size, size, 3), np.float32)
    colours[seen] = lit(surface(subject.mesh, view.axes, buffer)[seen], tones, materials, light)
    metal = np.zeros((size, size), np.float32)
    metal[seen] = np.array([material.metal > 0.25 for material in materials], np.float32)[tones]
    if rng.random() < 0.7:
        colours = rusty(rng, colours, metal, rng.uniform(0.1, 0.8))
    if rng.random() < 0.7:
        colours = dirty(rng, colours, rng.uniform(0.3, 1.0))
    near = np.where(seen, (buffer.near - low[2] * scale + (low[2] + high[2]) / 2 * scale), 0)
    near = near / max(float((high[2] - low[2]) * scale), 1e-9)
    shown = np.concatenate([colours, seen[..., None].astype(np.float32)], axis=2)
    return Image.fromarray((np.clip(shown, 0, 1) * 255).astype(np.uint8), "RGBA"), near.astype(np.float32)


def unfocused(image: Image.Image, away: Singles, blur: float) -> Image.Image:
    """The picture blurred by up to `blur` pixels where `away` [h, w] from the focus, 0 to 1."""
    levels = [image, *(image.filter(ImageFilter.GaussianBlur(blur * share)) for share in (0.4, 1.0))]
    soft = Image.fromarray((np.clip(away * 2, 0, 1) * 255).astype(np.uint8))
    far = Image.fromarray((np.clip(away * 2 - 1, 0, 1) * 255).astype(np.uint8))
    return Image.composite(levels[2], Image.composite(levels[1], levels[0], soft), far)


def workshop(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    """A used part where it lies: rust, grease, a lens that is sharp at one distance only, a phone's picture."""
    large = int(size * 1.5)
    light = lamp(
        rng.uniform(-1, 1), rng.uniform(0.2, 1), rng.uniform(0.2, 1), ambient=rng.uniform(0.15, 0.45)
    )
    shot, near = used_part(rng, subject, view, large, light)
    angle = rng.uniform(-20, 20)
    shot = shot.rotate(angle, Image.Resampling.BICUBIC)
    depth = np.asarray(Image.fromarray(near).rotate(angle), np.float32)
    ground = imaging.surface(rng, large, large)
    shift = (int(rng.uniform(-0.06, 0.06) * large), int(rng.uniform(0.01, 0.06) * large))
    shown = imaging.shadow(shot, ground, shift, large * 0.03, rng.uniform(0.4, 0.8))
    if rng.random() < 0.6:
        # the bench recedes from the foot of the picture to its top
        floor = np.linspace(0.0, 1.0, large, dtype=np.float32)[::-1, None] * np.ones((1, large), np.float32)
        place = np.where(np.asarray(shot.getchannel("A")) > 0, depth, 1 - floor)
        away = np.abs(place - rng.uniform(0.35, 1.0)) * 1.4
        shown = unfocused(shown, np.clip(away, 0, 1), large * rng.uniform(0.008, 0.022))
    return imaging.camera(rng, shown.resize((size, size), Image.Resampling.LANCZOS), rng.uniform(0.6, 1.4))


def _image(data: Singles) -> Image.Image:
    return Image.fromarray((np.clip(data, 0, 1) * 255).astype(np.uint8), "RGB")
