"""What was drawn of a DXF layout, and the same as SVG on white."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

import imtextgui.documents.cad.dxf.library  # noqa: F401  # before anything of ezdxf

# isort: split
import numpy as np
import numpy.typing as npt
from ezdxf.math import Matrix44

from imtextgui.documents.cad.dxf.extent import drawing_extent
from imtextgui.documents.images.svg_raster import SVG

_SIDE = 10_000.0
CAP_OF_EM = 0.73
"""Height of a capital letter in sizes of its font."""

_EM = 100.0

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stroked or filled shape: an SVG command and its points for each piece, in drawing units."""

    commands: tuple[str, ...]
    points: Points
    filled: bool
    colour: str
    weight: float


@dataclass(frozen=True, slots=True)
class Label:
    """A line of words: ``matrix`` takes a box of ``width`` × ``height`` with its origin bottom left to its place."""

    words: str
    matrix: Matrix44
    width: float
    height: float
    colour: str
    handle: str

    def corners(self) -> Points:
        """Its box in drawing units."""
        box = [(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)]
        return np.array([(place.x, place.y) for place in self.matrix.transform_vertices(box)])


@dataclass(slots=True)
class LayoutDrawing:
    """What was drawn of one layout."""

    marks: list[Mark | Label] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)
    """Words of what could not be drawn."""

    whole: bool = True

    @property
    def labels(self) -> list[Label]:
        """The words that are drawn, in the order of drawing."""
        return [mark for mark in self.marks if isinstance(mark, Label)]

    def svg(self, longest: int) -> tuple[str, float, float] | None:
        """(SVG, width, height in drawing units) with lines made to show at ``longest`` pixels; None if it is bare."""
        frame = drawing_extent([_points(mark) for mark in self.marks])
        if frame is None:
            return None
        left, bottom, right, top = frame
        scale = _SIDE / max(right - left, top - bottom)
        width, height = (right - left) * scale, (top - bottom) * scale
        pixel = _SIDE / longest
        parts = [
            f'<svg xmlns="{SVG}" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">'
            '<g fill="none" stroke-linecap="round" stroke-linejoin="round" fill-rule="evenodd">'
        ]
        for mark in self.marks:
            drawn = (
                _label(mark, left, top, scale)
                if isinstance(mark, Label)
                else _shape(mark, left, top, scale, pixel)
            )
            parts.append(drawn)
        return "".join([*parts, "</g></svg>"]), right - left, top - bottom


def _points(mark: Mark | Label) -> Points:
    return mark.corners() if isinstance(mark, Label) else mark.points


def _shape(mark: Mark, left: float, top: float, scale: float, pixel: float) -> str:
    places = ((mark.points - (left, top)) * (scale, -scale)).round(1).tolist()
    if mark.filled:
        return f'<path d="{_path(mark.commands, places)} Z" fill="{mark.colour[:7]}"{_opacity(mark.colour)}/>'
    width = pixel * min(max(mark.weight / 0.25, 1.1), 3.0)
    return f'<path d="{_path(mark.commands, places)}" stroke="{_legible(mark.colour)}" stroke-width="{width:.1f}"/>'


def _path(commands: tuple[str, ...], places: list[list[float]]) -> str:
    count = {"M": 1, "L": 1, "Q": 2, "C": 3}
    rest = iter(places)
    return " ".join(
        f"{command}{' '.join(f'{x} {y}' for x, y in _next(rest, count[command]))}" for command in commands
    )


def _next(places: Iterator[list[float]], count: int) -> list[list[float]]:
    return [next(places) for _ in range(count)]


def _label(label: Label, left: float, top: float, scale: float) -> str:
    size = label.height / CAP_OF_EM / _EM
    origin, across, up = (
        np.array(place.xyz[:2]) for place in label.matrix.transform_vertices([(0, 0), (1, 0), (0, 1)])
    )
    (a, b), (c, d) = ((axis - origin) * (size * scale) for axis in (across, up))
    e, f = (origin - (left, top)) * (scale, -scale)
    # Down is positive in SVG, for the place as well as within the words.
    return (
        f'<text transform="matrix({a:.5g} {-b:.5g} {-c:.5g} {d:.5g} {e:.1f} {f:.1f})" font-size="{_EM:g}"'
        f' textLength="{label.width / size:.1f}" lengthAdjust="spacingAndGlyphs" fill="{_legible(label.colour)}">'
        f"{escape(label.words, quote=False)}</text>"
    )


def _legible(colour: str) -> str:
    """``colour`` dark enough for lines on white: drawings are made on a black screen."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    light = 0.3 * red + 0.59 * green + 0.11 * blue
    factor = min(1.0, 120 / max(light, 1))
    return f"#{round(red * factor):02x}{round(green * factor):02x}{round(blue * factor):02x}"


def _opacity(colour: str) -> str:
    return f' fill-opacity="{int(colour[7:9], 16) / 255:.2f}"' if len(colour) == 9 else ""
