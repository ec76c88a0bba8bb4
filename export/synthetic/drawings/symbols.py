"""Schematic symbols by key: symbols.toml says what they are called and which strokes they consist of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from export.synthetic.geometry.mesh import Floats

ARROW, HALF = 0.75, 0.26


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through `points` [n, 2] in symbol units, y down; `filled` shapes are black, `dashed` ones broken."""

    points: Floats
    filled: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Lettering:
    """Text centred on a place, its height in symbol units."""

    text: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Kind:
    """A trade with its own symbols: what people call such a symbol, its standards, letters before numbers."""

    en: tuple[str, ...]
    ja: tuple[str, ...]
    standards: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Symbol:
    """A schematic symbol: names, the usual one first, its strokes and lettering, and where lines meet it."""

    key: str
    kind: Kind
    en: tuple[str, ...]
    ja: tuple[str, ...]
    strokes: tuple[Stroke, ...]
    letters: tuple[Lettering, ...]
    ports: Floats

    def bounds(self) -> tuple[Floats, Floats]:
        """Lowest and highest corner [2] of its strokes, in symbol units."""
        points = np.concatenate([stroke.points for stroke in self.strokes])
        return points.min(axis=0), points.max(axis=0)


Piece = Stroke | Lettering


def drawn(text: str, macros: Mapping[str, str]) -> Iterator[Piece]:
    """The pieces of a row of commands; KeyError for a command or macro that does not exist."""
    for command in filter(None, (part.strip() for part in text.split(";"))):
        if command[0] == "@":
            name, *rest = command[1:].split()
            place = rest[0].split(",") if rest else ["0", "0"]
            yield from _moved(drawn(macros[name], macros), float(place[0]), float(place[1]), "m" in place)
        else:
            letter, _, rest_of_it = command.partition(" ")
            yield from COMMANDS[letter](rest_of_it.split())


def _moved(pieces: Iterator[Piece], x: float, y: float, mirrored: bool) -> Iterator[Piece]:
    way = -1.0 if mirrored else 1.0
    for piece in pieces:
        if isinstance(piece, Stroke):
            yield Stroke(piece.points * [way, 1.0] + [x, y], piece.filled, piece.dashed)
        else:
            yield Lettering(piece.text, piece.x * way + x, piece.y + y, piece.height)


def _points(words: list[str]) -> Floats:
    return np.array([[float(v) for v in word.split(",")] for word in words]).reshape(-1, 2)


def _line(words: list[str]) -> list[Piece]:
    return [Stroke(_points(words))]


def _closed(words: list[str]) -> list[Piece]:
    points = _points(words)
    return [Stroke(np.concatenate([points, points[:1]]))]


def _filled(words: list[str]) -> list[Piece]:
    return [Stroke(_points(words), filled=True)]


def _arc(words: list[str]) -> list[Piece]:
    (x, y), (radius, start, stop) = _points(words[:1])[0], (float(word) for word in words[1:])
    angle = np.radians(np.linspace(start, stop, max(6, round(abs(stop - start) / 9)) + 1))
    return [Stroke(np.c_[x + radius * np.cos(angle), y + radius * np.sin(angle)])]


def _circle(words: list[str]) -> list[Piece]:
    return _arc([*words, "0", "360"])


def _disc(words: list[str]) -> list[Piece]:
    stroke = _circle(words)[0]
    assert isinstance(stroke, Stroke)
    return [Stroke(stroke.points, filled=True)]


def _box(words: list[str]) -> list[Piece]:
    (x0, y0), (x1, y1) = _points(words)
    return [Stroke(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]))]


def _block(words: list[str]) -> list[Piece]:
    stroke = _box(words)[0]
    assert isinstance(stroke, Stroke)
    return [Stroke(stroke.points, filled=True)]


def _arrow(words: list[str]) -> list[Piece]:
    points = _points(words)
    back = points[-2] - points[-1]
    back = back / np.linalg.norm(back)
    side = np.array([-back[1], back[0]]) * HALF
    foot = points[-1] + back * ARROW
    return [Stroke(points), Stroke(np.array([points[-1], foot + side, foot - side]), filled=True)]


def _dashes(words: list[str]) -> list[Piece]:
    return [Stroke(np.array([a, b]), dashed=True) for a, b in pairwise(_points(words))]


def _letters(words: list[str]) -> list[Piece]:
    (x, y), height = _points(words[:1])[0], float(words[1])
    return [Lettering(" ".join(words[2:]), float(x), float(y), height)]


COMMANDS = {
    "L": _line,
    "Z": _closed,
    "F": _filled,
    "A": _arc,
    "C": _circle,
    "D": _disc,
    "R": _box,
    "B": _block,
    "W": _arrow,
    "H": _dashes,
    "T": _letters,
}


def _symbol(key: str, row: Mapping[str, Any], kinds: Mapping[str, Kind], macros: Mapping[str, str]) -> Symbol:
    pieces = list(drawn(row["draw"], macros))
    strokes = tuple(piece for piece in pieces if isinstance(piece, Stroke))
    letters = tuple(piece for piece in pieces if isinstance(piece, Lettering))
    kind = kinds[key.partition("_")[0]]
    return Symbol(
        key, kind, tuple(row["en"]), tuple(row["ja"]), strokes, letters, _points(row["ports"].split())
    )


def _load() -> dict[str, Symbol]:
    table = tomllib.loads((Path(__file__).parent / "symbols.toml").read_text("utf-8"))
    kinds = {
        name: Kind(tuple(row["en"]), tuple(row["ja"]), tuple(row["standards"]), tuple(row["labels"]))
        for name, row in table["kinds"].items()
    }
    return {key: _symbol(key, row, kinds, table["macros"]) for key, row in table["symbols"].items()}


SYMBOLS: dict[str, Symbol] = _load()
