"""Twelve-megapixel JPEGs as a phone makes them, each with bytes of its own."""

import io
import struct
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (4032, 3024)
SCENES = 6
_COMMENT = 0xFFFE


def photos(folder: Path, count: int) -> list[Path]:
    """Write ``count`` photos of some 3 MB; few scenes, but no two files alike."""
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [_scene(number) for number in range(min(count, SCENES))]
    files = []
    for number in range(count):
        jpeg = scenes[number % len(scenes)]
        words = f"photo {number}".encode()
        marked = jpeg[:2] + struct.pack(">HH", _COMMENT, len(words) + 2) + words + jpeg[2:]
        file = folder / f"{number:05}.jpg"
        file.write_bytes(marked)
        files.append(file)
    return files


def _scene(number: int) -> bytes:
    """A cluttered ground, a part on it, and the grain of a sensor."""
    ground = Image.effect_noise((252, 189), 90).resize(SIZE, Image.Resampling.BICUBIC).convert("RGB")
    draw = ImageDraw.Draw(ground)
    for step in range(12):
        left, top = 300 + 270 * ((step * 5 + number) % 12), 250 + 210 * ((step * 7 + number) % 11)
        colour = f"hsl({(step * 47 + number * 61) % 360},60%,45%)"
        (draw.ellipse if step % 2 else draw.rectangle)((left, top, left + 420, top + 300), fill=colour)
    grain = Image.effect_noise((SIZE[0], SIZE[1]), 14).convert("RGB")
    packed = io.BytesIO()
    Image.blend(ground, grain, 0.25).save(packed, "JPEG", quality=88)
    return packed.getvalue()
