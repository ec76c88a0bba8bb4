"""Takes down what the DXF library draws, words as words."""

import time
import unicodedata
from collections.abc import Iterable

import imtextgui.documents.cad.dxf.library  # noqa: F401  # before anything of ezdxf

# isort: split
import numpy as np
from ezdxf.addons.drawing.backend import BackendInterface, BkPath2d, BkPoints2d, ImageData
from ezdxf.addons.drawing.config import Configuration
from ezdxf.addons.drawing.pipeline import RenderPipeline2d
from ezdxf.addons.drawing.properties import BackendProperties, Properties
from ezdxf.addons.drawing.text_renderer import TextRenderer
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.fonts.font_face import FontFace
from ezdxf.fonts.font_measurements import FontMeasurements
from ezdxf.math import Matrix44, Vec2
from ezdxf.npshapes import NumpyPath2d

from imtextgui.documents.cad.dxf.sheet import CAP_OF_EM, Label, LayoutDrawing, Mark, Points

MOST_ENTITIES = 300_000
"""Drawn of one layout, those of blocks counted each time; what comes later is left out."""

_NARROW = frozenset("iIjl.,:;'|!()[]1t/ ")
_COMMANDS = {1: "L", 2: "Q", 3: "C", 4: "M"}


class EnoughDrawn(Exception):
    """More than anyone looks at was drawn."""


class Pen(BackendInterface):
    """Takes down what the library draws."""

    def __init__(self, sheet: LayoutDrawing, deadline: float) -> None:
        self._sheet = sheet
        self._deadline = deadline
        self._entities = 0

    def label(
        self, words: str, matrix: Matrix44, size: tuple[float, float], properties: BackendProperties
    ) -> None:
        """A line of words ``size`` large (width, height) before ``matrix``."""
        self._sheet.marks.append(Label(words, matrix, *size, properties.color, properties.handle))

    def enter_entity(self, entity: DXFGraphic, properties: Properties) -> None:
        self._count(1)

    def draw_point(self, pos: Vec2, properties: BackendProperties) -> None:
        self._add("ML", np.array([(pos.x, pos.y)] * 2), False, properties)

    def draw_line(self, start: Vec2, end: Vec2, properties: BackendProperties) -> None:
        self._add("ML", np.array([(start.x, start.y), (end.x, end.y)]), False, properties)

    def draw_solid_lines(self, lines: Iterable[tuple[Vec2, Vec2]], properties: BackendProperties) -> None:
        ends = np.array([(end.x, end.y) for line in lines for end in line])
        self._count(len(ends) // 20)
        self._add("ML" * (len(ends) // 2), ends, False, properties)

    def draw_path(self, path: BkPath2d, properties: BackendProperties) -> None:
        self._paths([path], False, properties)

    def draw_filled_paths(self, paths: Iterable[BkPath2d], properties: BackendProperties) -> None:
        self._paths(paths, True, properties)

    def draw_filled_polygon(self, points: BkPoints2d, properties: BackendProperties) -> None:
        corners = np.array([(corner.x, corner.y) for corner in points.vertices()])
        self._add("M" + "L" * (len(corners) - 1), corners, True, properties)

    def draw_image(self, image_data: ImageData, properties: BackendProperties) -> None: ...
    def configure(self, config: Configuration) -> None: ...
    def exit_entity(self, entity: DXFGraphic) -> None: ...
    def set_background(self, color: str) -> None: ...
    def clear(self) -> None: ...
    def finalize(self) -> None: ...

    def _paths(self, paths: Iterable[BkPath2d], filled: bool, properties: BackendProperties) -> None:
        commands: list[str] = []
        points: list[Points] = []
        for path in paths:
            if len(path):
                commands += ["M", *(_COMMANDS[int(code)] for code in path.command_codes())]
                points.append(_in_svg_order(path))
        if points:
            self._add(commands, np.concatenate(points), filled, properties)

    def _add(
        self, commands: Iterable[str], points: Points, filled: bool, properties: BackendProperties
    ) -> None:
        self._count(1)
        if len(points) and np.isfinite(points).all():
            mark = Mark(tuple(commands), points, filled, properties.color, properties.lineweight)
            self._sheet.marks.append(mark)

    def _count(self, entities: int) -> None:
        self._entities += entities
        if self._entities > MOST_ENTITIES or time.monotonic() > self._deadline:
            raise EnoughDrawn


def _in_svg_order(path: BkPath2d) -> Points:
    """The points of ``path``, control points before the end that they lead to."""
    points: list[tuple[float, float]] = [(path.start.x, path.start.y)]
    for command in path.commands():
        controls = [getattr(command, name) for name in ("ctrl", "ctrl1", "ctrl2") if hasattr(command, name)]
        points += [(place.x, place.y) for place in (*controls, command.end)]
    return np.array(points)


class PenPipeline(RenderPipeline2d):
    """Passes words on as words: SVG has fonts for all scripts, the library only what one font file holds."""

    backend: Pen

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        self.text_engine = Widths()  # type: ignore[assignment]  # declared as the one class that ships with it

    def draw_text(
        self, text: str, transform: Matrix44, properties: Properties, cap_height: float, dxftype: str = "TEXT"
    ) -> None:
        words = " ".join(text.split())
        width = self.text_engine.get_text_line_width(words, FontFace(), cap_height)
        if not words or not np.isfinite(list(transform)).all():
            return
        if self.clipping_portal.is_active:
            if (
                self.clipping_portal.clip_point(Vec2(transform.transform((width / 2, cap_height / 2))))
                is None
            ):
                return
            transform = self.clipping_portal.transform_matrix(transform)
        self.backend.label(words, transform, (width, cap_height), self.get_backend_properties(properties))


class Widths(TextRenderer):
    """Estimates how long lines are; drawn ones are stretched to just that."""

    def get_font_measurements(self, font_face: FontFace, cap_height: float = 1.0) -> FontMeasurements:
        return FontMeasurements(0.0, cap_height, 0.75 * cap_height, 0.3 * cap_height)

    def get_text_line_width(self, text: str, font_face: FontFace, cap_height: float = 1.0) -> float:
        return cap_height * sum(map(_width, text))

    def is_stroke_font(self, font_face: FontFace) -> bool:
        return False

    def get_text_path(self, text: str, font_face: FontFace, cap_height: float = 1.0) -> NumpyPath2d:
        return NumpyPath2d(None)

    def get_text_glyph_paths(
        self, text: str, font_face: FontFace, cap_height: float = 1.0
    ) -> list[NumpyPath2d]:
        return []


def _width(char: str) -> float:
    """Width of ``char`` in heights of a capital letter."""
    if unicodedata.east_asian_width(char) in "WF":
        return 1 / CAP_OF_EM
    if char in _NARROW:
        return 0.45
    return 0.95 if char.isupper() or char.isdigit() else 0.8
