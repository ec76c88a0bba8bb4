"""Pictures with known words, for tests and figures of reading."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from export.synthetic.fonts import font


def written(
    lines: Sequence[str], size: int = 32, width: int = 700, margin: int = 40, bold: bool = False
) -> Image.Image:
    """Black lines on white, ``size`` pixels high, RGB."""
    step = round(size * 1.7)
    picture = Image.new("RGB", (width, 2 * margin + step * len(lines)), "white")
    canvas = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        canvas.text((margin, margin + number * step), line, "black", font(size, bold))
    return picture


def columns(lines: Sequence[str], size: int = 40) -> Image.Image:
    """Japanese from top to bottom, columns from right to left; a long vowel is a stroke downwards."""
    picture = Image.new(
        "RGB",
        (2 * size + 2 * size * len(lines), 3 * size + round(size * 1.2) * max(map(len, lines))),
        "white",
    )
    canvas = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        x = picture.width - 2 * size * (number + 1)
        for place, character in enumerate(line):
            y = size + round(place * size * 1.2)
            if character == "ー":
                canvas.line((x + size / 2, y, x + size / 2, y + size * 0.9), "black", max(2, size // 10))
            else:
                canvas.text((x, y), character, "black", font(size))
    return picture
