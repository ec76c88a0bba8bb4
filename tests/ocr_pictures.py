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


_SEGMENTS = {
    **{"0": "abcdef", "1": "bc", "2": "abdeg", "3": "abcdg", "4": "bcfg", "5": "acdfg", "6": "acdefg"},
    **{"7": "abc", "8": "abcdefg", "9": "abcdfg", "E": "adefg", "P": "abefg", "-": "g"},
}


def display(
    words: str,
    *,
    height: int = 120,
    thick: int = 14,
    gap: int = 2,
    colours: tuple[str, str] = ("#ff281e", "#190a0a"),
    slant: float = 0.0,
    pitch: float = 1.5,
    unlit: str = "",
) -> Image.Image:
    """A display of seven segments, lit in the first of ``colours`` on the second; a point or colon takes no digit."""
    width = round(height * 0.55)
    picture = Image.new("RGB", (round(len(words) * width * pitch) + 80, height + 80), colours[1])
    canvas = ImageDraw.Draw(picture)
    x, top, bottom = 40.0, 40, 40 + height
    for sign in words:
        if sign in ".:":
            middle = x - width * (pitch - 1) / 2
            for y in [bottom - thick / 2] if sign == "." else [top + height * 0.33, top + height * 0.67]:
                at = middle + (bottom - y) * slant
                canvas.ellipse((at - thick / 2, y - thick / 2, at + thick / 2, y + thick / 2), colours[0])
            continue
        for name, corners in _segment_corners(x, top, width, height, thick, gap):
            colour = colours[0] if name in _SEGMENTS[sign] else unlit
            if colour:
                canvas.polygon([(px + (bottom - py) * slant, py) for px, py in corners], colour)
        x += width * pitch
    return picture


def _segment_corners(
    x: float, y: float, width: int, height: int, thick: int, gap: int
) -> list[tuple[str, list[tuple[float, float]]]]:
    """The hexagons of a digit whose upper left corner is (x, y)."""
    half, right, middle, bottom = thick / 2, x + width, y + height / 2, y + height

    def across(at: float) -> list[tuple[float, float]]:
        start, end = x + half + gap, right - half - gap
        upper = [(start, at), (start + half, at - half), (end - half, at - half)]
        return [*upper, (end, at), (end - half, at + half), (start + half, at + half)]

    def down(at: float, first: float, last: float) -> list[tuple[float, float]]:
        start, end = first + half + gap, last - half - gap
        side = [(at, start), (at + half, start + half), (at + half, end - half)]
        return [*side, (at, end), (at - half, end - half), (at - half, start + half)]

    return [
        ("a", across(y + half)),
        ("b", down(right - half, y, middle)),
        ("c", down(right - half, middle, bottom)),
        ("d", across(bottom - half)),
        ("e", down(x + half, middle, bottom)),
        ("f", down(x + half, y, middle)),
        ("g", across(middle)),
    ]


def stamped(lines: Sequence[str], stamp: Sequence[str]) -> Image.Image:
    """Black ``lines`` on paper, and across them a round red stamp whose ink covers nearly all of what is below."""
    picture = written(lines, size=52, width=1_300, margin=150)
    layer = Image.new("RGBA", (420, 420))
    canvas = ImageDraw.Draw(layer)
    red = (200, 30, 40, 230)
    canvas.ellipse((8, 8, 412, 412), outline=red, width=14)
    for number, line in enumerate(stamp):
        canvas.text((110, 90 + 95 * number), line, red, font(56, True))
    turned = layer.rotate(14)
    picture.paste(turned, (520, 110), turned)
    return picture


def board(labels: Sequence[str], high: int, ink: str, paper: str = "white") -> Image.Image:
    """A drawing of a circuit board: rows of pads with ``labels`` of capitals ``high`` pixels high close beside them.

    Every third label is black, the others have ``ink``; outlines are red, pads black with a yellow core.
    """
    picture = Image.new("RGB", (1_200, 160 + 150 * -(-len(labels) // 6)), paper)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((20, 20, 1_180, picture.height - 20), outline="#e04040", width=2)
    letters = font(round(high / 0.72))
    for number, label in enumerate(labels):
        left, top = 60 + number % 6 * 185, 70 + number // 6 * 150
        for row in range(4):
            for column in range(2):
                x, y = left + column * 26, top + row * 26
                canvas.ellipse((x, y, x + 20, y + 20), "#303018")
                canvas.rectangle((x + 6, y + 6, x + 14, y + 14), "#c8c818")
        canvas.rectangle((left - 4, top - 4, left + 50, top + 102), outline="#a0a0a0", width=2)
        colour = "black" if number % 3 == 0 else ink
        if number % 2:
            canvas.text((left + 56, top + 8), label, colour, letters)
        else:
            canvas.text((left + 12, top - 7), label, colour, letters, anchor="ls")
    return picture
