"""Sheets of paper: marks in millimetres that become PDF, SVG or pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from export.synthetic.fonts import text_width
from export.synthetic.geometry.mesh import Floats

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Strokes:
    """Straight segments [k, 2, 2] of one line width; dashed for hidden edges, chained for centre lines."""

    segments: Floats
    width: float
    dash: tuple[float, ...] = ()
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon, with an outline when `width` is not 0."""

    points: tuple[Point, ...]
    fill: str
    width: float = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle about (x, y), filled when `fill` is a colour."""

    x: float
    y: float
    radius: float
    width: float
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on its baseline; `anchor` 0 starts, 0.5 is centred on and 1 ends at x."""

    x: float
    y: float
    text: str
    size: float
    anchor: float = 0
    angle: float = 0
    bold: bool = False
    colour: str = "#000000"

    def start(self) -> Point:
        """Where the baseline begins."""
        back = self.anchor * text_width(self.text, self.size, self.bold)
        turn = np.radians(self.angle)
        return self.x - back * float(np.cos(turn)), self.y + back * float(np.sin(turn))


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in a box."""

    x: float
    y: float
    width: float
    height: float
    image: Image.Image


Mark = Strokes | Shape | Circle | Label | Figure


@dataclass(slots=True)
class Sheet:
    """A page `width` by `height` millimetres, the origin at its top left, y downwards."""

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)

    def lines(
        self,
        points: Sequence[tuple[Point, Point]] | Floats,
        width: float = 0.25,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Segments of one width; nothing happens without any."""
        segments = np.asarray(points, float).reshape(-1, 2, 2)
        if len(segments):
            self.marks.append(Strokes(segments, width, dash))

    def box(self, x: float, y: float, width: float, height: float, line: float = 0.25) -> None:
        """A rectangle."""
        a, b, c, d = (x, y), (x + width, y), (x + width, y + height), (x, y + height)
        self.lines([(a, b), (b, c), (c, d), (d, a)], line)

    def shade(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """A filled rectangle without outline."""
        self.marks.append(Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill))

    def text(self, x: float, y: float, text: str, size: float = 3, **how: float | bool | str) -> None:
        """A line of text; `how` as in Label."""
        if text:
            self.marks.append(Label(x, y, text, size, **how))  # type: ignore[arg-type] # checked by Label's own types

    def fitted(
        self, x: float, y: float, text: str, size: float, room: float, **how: float | bool | str
    ) -> None:
        """A line of text made smaller where it would be wider than `room`."""
        width = text_width(text, size, bool(how.get("bold", False)))
        self.text(x, y, text, size * min(1.0, room / max(width, 1e-6)), **how)


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """`text` in lines no wider than `room`; Japanese breaks anywhere but before closing punctuation."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and text_width((line + word).rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for letter in text:
        glue = letter in "。、，．）」』ー・ぁぃぅぇぉっゃゅょァィゥェォッャュョ%℃"
        wide = ord(letter) > 0x2E80
        starts = not words or (wide and not glue) or words[-1].endswith(" ")
        if starts or (not wide and ord(words[-1][-1]) > 0x2E80):
            words.append(letter)
        else:
            words[-1] += letter
    return words
