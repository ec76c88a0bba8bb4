"""Pages of invented manuals, to learn likeness from: at an encoder's size, text is a texture and layout is all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from export.synthetic.photos.imaging import Random

Ink = npt.NDArray[np.uint8]

_WIDE, _HIGH = 620, 877  # A4 at 75 pixels to the inch
_LATIN = "abcdefghijklmnopqrstuvwxyzABDEFGHILMNOPRSTUVW0123456789.,-()"


def training_pages(count: int, seed: int, figures: Sequence[Image.Image]) -> Iterator[Image.Image]:
    """``count`` pages, black on white, with some of the ``figures``; the same seed gives the same pages.

    Headings, paragraphs in one or two columns, lists, tables, warnings, figures with captions, running heads.
    Letters are set without a font of the system: Latin ones in Pillow's own, Japanese ones as dense strokes.
    """
    for index in range(count):
        rng = np.random.default_rng((seed, index))
        yield _Page(rng, figures).picture()


class _Page:
    """One page while it is set, top down, column by column."""

    def __init__(self, rng: Random, figures: Sequence[Image.Image]) -> None:
        self._rng, self._figures = rng, figures
        self._japanese = bool(rng.random() < 0.5)
        self._size = int(rng.integers(7, 12))
        self._lead = self._size * rng.uniform(1.25, 1.8)
        self._paper = Image.new("L", (_WIDE, _HIGH), 255)
        self._draw = ImageDraw.Draw(self._paper)
        self._left, self._right = sorted(rng.uniform((30, _WIDE - 90), (90, _WIDE - 30)))
        self._top, self._foot = rng.uniform(40, 100), _HIGH - rng.uniform(40, 90)

    def picture(self) -> Image.Image:
        """The finished page."""
        rng = self._rng
        self._running_heads()
        columns = 2 if rng.random() < 0.3 else 1
        gap = 24
        width = (self._right - self._left - gap * (columns - 1)) / columns
        top = self._top
        if rng.random() < 0.4:
            top = self._heading(self._left, top, width * columns, 2.2)
        for column in range(columns):
            left, y = self._left + column * (width + gap), top
            last = self._foot if rng.random() < 0.75 else rng.uniform(top, self._foot)
            while y < last - 3 * self._lead:
                y = self._block(left, y, width, last) + self._lead * rng.uniform(0.3, 1.2)
        return self._paper.convert("RGB")

    def _block(self, left: float, y: float, width: float, last: float) -> float:
        blocks = (self._paragraph, self._list, self._table, self._figure, self._warning)
        if self._rng.random() < 0.25:
            y = self._heading(left, y, width, self._rng.uniform(1.1, 1.6))
        chosen = blocks[int(self._rng.choice(len(blocks), p=(0.45, 0.17, 0.12, 0.18, 0.08)))]
        return min(chosen(left, y, width, last), last)

    def _running_heads(self) -> None:
        rng = self._rng
        if rng.random() < 0.6:
            self._line(self._left, 20, rng.uniform(60, 220), self._size)
        if rng.random() < 0.5:
            self._draw.line((self._left, 34, self._right, 34), fill=0)
        if rng.random() < 0.8:
            x = rng.choice([self._left, (self._left + self._right) / 2, self._right - 20])
            self._line(float(x), _HIGH - 28, 18, self._size)

    def _heading(self, left: float, y: float, width: float, scale: float) -> float:
        size = int(self._size * scale)
        self._line(left, y, min(width, self._rng.uniform(80, 340)), size, bold=True)
        return float(y + size * 1.9)

    def _paragraph(self, left: float, y: float, width: float, last: float) -> float:
        lines = int(self._rng.integers(2, 9))
        for number in range(lines):
            if y > last - self._lead:
                break
            self._line(
                left, y, width * (self._rng.uniform(0.2, 0.9) if number == lines - 1 else 1), self._size
            )
            y += self._lead
        return y

    def _list(self, left: float, y: float, width: float, last: float) -> float:
        for _ in range(int(self._rng.integers(3, 8))):
            if y > last - self._lead:
                break
            self._draw.ellipse((left + 4, y + 2, left + 8, y + 6), fill=0)
            self._line(left + 18, y, (width - 18) * self._rng.uniform(0.3, 1), self._size)
            y += self._lead
        return y

    def _table(self, left: float, y: float, width: float, last: float) -> float:
        rows, columns = int(self._rng.integers(3, 12)), int(self._rng.integers(2, 6))
        step = self._lead * 1.3
        edges = (
            np.concatenate([[0.0], np.sort(self._rng.uniform(0.12, 0.9, columns - 1)), [1.0]]) * width + left
        )
        rows = min(rows, int((last - y) // step))
        for row in range(rows + 1):
            self._draw.line((left, y + row * step, left + width, y + row * step), fill=0)
        for edge in edges:
            self._draw.line((edge, y, edge, y + rows * step), fill=0)
        for row in range(rows):
            for a, b in pairwise(edges):
                self._line(a + 4, y + row * step + 3, (b - a - 8) * self._rng.uniform(0.2, 0.9), self._size)
        return float(y + rows * step)

    def _figure(self, left: float, y: float, width: float, last: float) -> float:
        if not self._figures:
            return self._paragraph(left, y, width, last)
        figure = self._figures[int(self._rng.integers(len(self._figures)))].convert("L")
        wide = width * self._rng.uniform(0.35, 1)
        high = min(wide * figure.height / figure.width, last - y - self._lead)
        if high < 30:
            return last
        wide = high * figure.width / figure.height
        x = left + (width - wide) * self._rng.choice([0, 0.5])
        self._paper.paste(figure.resize((int(wide), int(high))), (int(x), int(y)))
        if self._rng.random() < 0.4:
            self._draw.rectangle((x, y, x + wide, y + high), outline=0)
        self._line(x, y + high + 4, wide * self._rng.uniform(0.3, 0.9), self._size)
        return float(y + high + self._lead)

    def _warning(self, left: float, y: float, width: float, last: float) -> float:
        end = self._paragraph(left + 40, y + self._lead * 0.6, width - 56, last - self._lead)
        self._draw.rectangle((left, y, left + width, end + 4), outline=0, width=2)
        self._draw.polygon(((left + 10, y + 26), (left + 20, y + 8), (left + 30, y + 26)), fill=0)
        return end + 8

    def _line(self, x: float, y: float, width: float, size: int, bold: bool = False) -> None:
        """A line of words from ``x`` to about ``x`` + ``width``."""
        ink = (
            _japanese(self._rng, int(width), size) if self._japanese else _latin(self._rng, int(width), size)
        )
        if bold:
            ink = np.minimum(ink, np.roll(ink, 1, axis=1))
        self._paper.paste(Image.fromarray(ink), (int(x), int(y)))


def _latin(rng: Random, width: int, size: int) -> Ink:
    """Words of random letters, [size, about width]."""
    font = ImageFont.load_default(size)
    words, used = [], 0.0
    while used < width:
        word = "".join(rng.choice(list(_LATIN), int(rng.integers(2, 10))).tolist())
        used += font.getlength(f"{word} ")
        words.append(word)
    line = Image.new("L", (max(1, width), int(size * 1.25)), 255)
    ImageDraw.Draw(line).text((0, 0), " ".join(words), fill=0, font=font)
    return np.asarray(line)


def _japanese(rng: Random, width: int, size: int) -> Ink:
    """Square letters of a few strokes each, [size, about width]."""
    line = np.full((size, max(1, width)), 255, np.uint8)
    for left in range(0, width - size, size):
        if rng.random() < 0.06:
            continue  # a comma and the room behind it
        cell = line[1 : size - 1, left : left + size - 1]
        for at in rng.integers(0, size - 2, int(rng.integers(1, 4))):
            cell[at, int(rng.integers(0, 3)) :] = 0
        for at in rng.integers(0, size - 2, int(rng.integers(1, 4))):
            cell[int(rng.integers(0, 3)) :, at] = 0
    return line
