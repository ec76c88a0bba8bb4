"""Schematic symbols on paper: alone with a label, or among neighbours and wires as in a circuit diagram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from export.synthetic.drawings.symbols import SYMBOLS, Symbol
from export.synthetic.geometry.mesh import Floats
from export.synthetic.photos import imaging
from export.synthetic.photos.imaging import Random

GRID = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A symbol at a place of the diagram, in symbol units."""

    symbol: Symbol
    at: Floats


@dataclass(frozen=True, slots=True)
class Pen:
    """How a diagram is drawn: line width in pixels, how unsteady the hand is, grey of the ink."""

    width: int
    wobble: float = 0.0
    ink: int = 0


def outward(symbol: Symbol, port: int) -> Floats:
    """The direction [2] in which a line leaves the `port`, along an axis."""
    low, high = symbol.bounds()
    x, y = symbol.ports[port]
    reach = {(1, 0): high[0] - x, (-1, 0): x - low[0], (0, 1): high[1] - y, (0, -1): y - low[1]}
    return np.array(min(reach, key=lambda way: reach[way]), float)


def neighbours(rng: Random, subject: Symbol, count: int) -> tuple[list[Placed], list[Floats]]:
    """Up to `count` other symbols of the same trade joined to the subject's ports, and all wires [n, 2]."""
    placed, wires = [Placed(subject, np.zeros(2))], []
    others = [s for s in SYMBOLS.values() if s.kind is subject.kind and s is not subject]
    for port in rng.permutation(len(subject.ports)).tolist():
        start, way = subject.ports[port], outward(subject, port)
        length = float(rng.integers(1, 5)) * GRID
        end = start + way * length
        other = _fitting(rng, others, placed, end, way) if len(placed) <= count else None
        if other is None:
            wires.append(_stray(rng, start, way, length))
        else:
            placed.append(other)
            wires.append(np.array([start, end]))
    return placed, wires


def _fitting(
    rng: Random, others: list[Symbol], placed: Sequence[Placed], end: Floats, way: Floats
) -> Placed | None:
    """A symbol with a port that faces the wire's `end`, where it covers none of those `placed`."""
    for _ in range(8):
        symbol = others[int(rng.integers(len(others)))]
        facing = [p for p in range(len(symbol.ports)) if float(outward(symbol, p) @ way) < -0.5]
        if not facing:
            continue
        at = end - symbol.ports[facing[rng.integers(len(facing))]]
        if not any(_covers(Placed(symbol, at), other) for other in placed):
            return Placed(symbol, at)
    return None


def _covers(one: Placed, two: Placed) -> bool:
    (a, b), (c, d) = one.symbol.bounds(), two.symbol.bounds()
    low, high = np.maximum(a + one.at, c + two.at), np.minimum(b + one.at, d + two.at)
    return bool(np.all(low < high - 0.2))


def _stray(rng: Random, start: Floats, way: Floats, length: float) -> Floats:
    """A wire that goes on to parts of the diagram which the picture does not show, bent at times."""
    if rng.random() < 0.4:
        return np.array([start, start + way * 14])
    corner = start + way * length
    across = np.array([way[1], way[0]]) * float(rng.choice([-14, 14]))
    return np.array([start, corner, corner + across])


def paint(
    rng: Random, placed: Sequence[Placed], wires: Sequence[Floats], pen: Pen, frame: tuple[Floats, float, int]
) -> Image.Image:
    """The diagram as a grey picture; `frame` is its middle, pixels a unit, and the picture's side."""
    middle, scale, size = frame
    image = Image.new("L", (size, size), 255)
    canvas = ImageDraw.Draw(image)

    def onto(points: Floats, at: Floats) -> Floats:
        shown = (points + at - middle) * scale + size / 2
        return shown + _unsteady(rng, shown, pen.wobble) if pen.wobble else shown

    for wire in wires:
        _stroke(canvas, onto(_fine(wire, pen), np.zeros(2)), pen)
    for one in placed:
        for stroke in one.symbol.strokes:
            points = onto(_fine(stroke.points, pen), one.at)
            if stroke.filled:
                canvas.polygon([tuple(p) for p in points.tolist()], fill=pen.ink)
            elif stroke.dashed:
                _dashed(canvas, points, pen, scale * 0.36)
            else:
                _stroke(canvas, points, pen)
        for letter in one.symbol.letters:
            x, y = ((np.array([letter.x, letter.y]) + one.at - middle) * scale + size / 2).tolist()
            canvas.text((x, y), letter.text, fill=pen.ink, font=font(letter.height * scale), anchor="mm")
    return image


@cache
def font(height: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that Pillow brings, at about that height of capitals in pixels."""
    return ImageFont.load_default(max(6.0, round(height)))


def _fine(points: Floats, pen: Pen) -> Floats:
    """The points, with more of them along straight lines if the hand shakes."""
    if not pen.wobble:
        return points
    steps = [np.linspace(a, b, 8, endpoint=False) for a, b in pairwise(points)]
    return np.concatenate([*steps, points[-1:]])


def _unsteady(rng: Random, points: Floats, wobble: float) -> Floats:
    """How far an unsteady hand strays [n, 2] on its way along points in pixels, back at the end."""
    steps = np.linalg.norm(np.diff(points, axis=0, prepend=points[:1]), axis=1)
    walk = np.cumsum(rng.normal(0, 1, points.shape) * (wobble * np.sqrt(steps / 40))[:, None], axis=0)
    return np.asarray(walk - np.linspace(walk[0], walk[-1], len(points)) + rng.normal(0, wobble, 2))


def _stroke(canvas: ImageDraw.ImageDraw, points: Floats, pen: Pen) -> None:
    canvas.line([tuple(p) for p in points.tolist()], fill=pen.ink, width=pen.width, joint="curve")


def _dashed(canvas: ImageDraw.ImageDraw, points: Floats, pen: Pen, dash: float) -> None:
    a, b = points[0], points[-1]
    count = max(3, int(np.hypot(*(b - a)) / dash)) | 1
    stops = a + (b - a) * np.linspace(0, 1, count + 1)[:, None]
    for i in range(0, count, 2):
        canvas.line([*map(tuple, stops[i : i + 2].tolist())], fill=pen.ink, width=pen.width)


def _alone(rng: Random, symbol: Symbol, pen: Pen, large: int) -> Image.Image:
    low, high = symbol.bounds()
    scale = rng.uniform(0.42, 0.88) * large / float((high - low).max())
    slack = (large / scale - (high - low)) / 2
    middle = (low + high) / 2 + rng.uniform(-0.8, 0.8, 2) * slack
    image = paint(rng, [Placed(symbol, np.zeros(2))], [], pen, (middle, scale, large))
    if rng.random() < 0.5:
        _label(rng, image, symbol, (high - middle) * scale + large / 2)
    return image


def _label(rng: Random, image: Image.Image, symbol: Symbol, corner: Floats) -> None:
    """A designation such as K12 beside the symbol."""
    letters = symbol.kind.labels[rng.integers(len(symbol.kind.labels))]
    height = rng.uniform(0.05, 0.08) * image.width
    x, y = np.clip(corner, 0, image.width - 3 * height).tolist()
    text = f"{letters}{rng.integers(1, 400)}"
    ImageDraw.Draw(image).text((x, y), text, fill=20, font=font(height), anchor="ls")


def _diagram(rng: Random, symbol: Symbol, pen: Pen, large: int) -> Image.Image:
    """The symbol in the middle of a fragment of a circuit."""
    placed, wires = neighbours(rng, symbol, int(rng.integers(1, 4)))
    low, high = symbol.bounds()
    scale = rng.uniform(0.28, 0.5) * large / float((high - low).max())
    middle = (low + high) / 2 + rng.uniform(-0.08, 0.08, 2) * large / scale
    image = paint(rng, placed, wires, pen, (middle, scale, large))
    for one in placed:
        if rng.random() < 0.6:
            top = one.symbol.bounds()[1]
            _label(rng, image, one.symbol, (top + one.at - middle) * scale + large / 2)
    return image


def _printed(rng: Random, image: Image.Image, size: int, turn: float) -> Image.Image:
    turned = image.rotate(rng.normal(0, turn), Image.Resampling.BICUBIC, fillcolor=255)
    return turned.resize((size, size), Image.Resampling.LANCZOS).convert("RGB")


def _pen(rng: Random, wobble: float = 0.0) -> Pen:
    return Pen(int(rng.integers(2, 8)), wobble, int(rng.integers(0, 60)))


def symbol_print(rng: Random, symbol: Symbol, size: int) -> Image.Image:
    """As a CAD program or a book prints it."""
    return _printed(rng, _alone(rng, symbol, _pen(rng), 2 * size), size, 0.6)


def symbol_hand(rng: Random, symbol: Symbol, size: int) -> Image.Image:
    """Drawn by hand on some paper."""
    pen = _pen(rng, rng.uniform(1.0, 3.2))
    make = _diagram if rng.random() < 0.3 else _alone
    shown = _printed(rng, make(rng, symbol, pen, 2 * size), size, 4)
    ink = Image.new("RGB", shown.size, ((20, 20, 26), (28, 40, 110), (70, 70, 74))[rng.integers(3)])
    return Image.composite(ink, imaging.plain(rng, size, size), shown.convert("L").point(lambda v: 255 - v))


def symbol_copy(rng: Random, symbol: Symbol, size: int) -> Image.Image:
    """From an old copied diagram."""
    make = _diagram if rng.random() < 0.4 else _alone
    return imaging.photocopy(rng, _printed(rng, make(rng, symbol, _pen(rng), 2 * size), size, 1.5))


def symbol_circuit(rng: Random, symbol: Symbol, size: int) -> Image.Image:
    """In the middle of a piece of a circuit diagram; light on dark at times, as on a screen."""
    shown = _printed(rng, _diagram(rng, symbol, _pen(rng), 2 * size), size, 0.4)
    if rng.random() < 0.15:
        return imaging.blueprint(rng, shown)
    return shown


SYMBOL_STYLES = {
    "symbol": symbol_print,
    "symbol_hand": symbol_hand,
    "symbol_copy": symbol_copy,
    "symbol_circuit": symbol_circuit,
}
