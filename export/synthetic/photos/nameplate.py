"""The print on nameplates."""

from __future__ import annotations

from PIL import Image, ImageDraw

from export.synthetic.fonts import font, text_width


def nameplate(lines: tuple[str, ...], aspect: float, height: int = 420) -> Image.Image:
    """The print of a nameplate: maker, then the code in large letters, then the other lines."""
    width = int(height * aspect)
    image = Image.new("RGB", (width, height), (226, 227, 222))
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((8, 8, width - 9, height - 9), outline=(40, 40, 44), width=5)
    canvas.rectangle((8, 8, width - 9, height * 0.2), fill=(34, 52, 96))
    canvas.text((width / 2, height * 0.105), lines[0], "white", font(int(height * 0.11), True), anchor="mm")
    rest = len(lines) - 2
    big = height * (0.3 if rest < 3 else 0.24)
    big *= min(1.0, (width - 50) / text_width(lines[1], big, True))
    canvas.text((width / 2, height * 0.37), lines[1], (16, 16, 18), font(int(big), True), anchor="mm")
    step = height * 0.44 / max(rest, 1)
    for i, line in enumerate(lines[2:]):
        size = min(step * 0.78, height * 0.13)
        size *= min(1.0, (width - 56) / text_width(line, size))
        canvas.text((28, height * 0.53 + step * (i + 0.5)), line, (24, 24, 26), font(int(size)), anchor="lm")
    return image
