"""The lines of a PDF page's text layer with the places of their characters."""

from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Glyph(NamedTuple):
    """A character and the box that its font gives it, in points from the lower left of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """Its height, which is about the size of the type."""
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(slots=True)
class Line:
    """Characters in a row, as the text layer has them."""

    glyphs: list[Glyph]

    @property
    def words(self) -> str:
        """The line as text."""
        return "".join(glyph.char for glyph in self.glyphs)


class LayerLines:
    """The lines of a ``layer`` whose text is ``raw``; places are asked for one by one, for that takes time."""

    def __init__(self, layer: pypdfium2.PdfTextPage, raw: str) -> None:
        self._layer = layer
        self._aligned = layer.count_chars() == len(raw)
        self.words = raw.split("\r\n")
        self._starts: list[int] = []
        at = 0
        for words in self.words:
            self._starts.append(at)
            at += len(words) + 2

    def glyph(self, line: int, at: int) -> Glyph:
        """The character ``at`` of a line; negative numbers count from its end."""
        words = self.words[line]
        at = at if at >= 0 else len(words) + at
        index = self._starts[line] + at
        if not self._aligned:
            index = max(pdfium.FPDFText_GetCharIndexFromTextIndex(self._layer, index), 0)
        with suppress(pypdfium2.PdfiumError):
            return Glyph(words[at], *self._layer.get_charbox(index, loose=True))
        return Glyph(words[at], 0, 0, 0, 0)

    def line(self, number: int) -> Line:
        """All characters of a line."""
        return Line([self.glyph(number, at) for at in range(len(self.words[number]))])

    def angle(self, line: int) -> float:
        """By how much, in radians, the first character of a line is turned."""
        index = self._starts[line]
        if not self._aligned:
            index = max(pdfium.FPDFText_GetCharIndexFromTextIndex(self._layer, index), 0)
        return float(pdfium.FPDFText_GetCharAngle(self._layer, index))
