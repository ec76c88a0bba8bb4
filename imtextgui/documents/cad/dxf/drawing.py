"""Lets the DXF library draw a layout: what it cannot draw costs itself, never the page, and its words stay."""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import imtextgui.documents.cad.dxf.library  # noqa: F401  # before anything of ezdxf

# isort: split
from ezdxf.addons.drawing.config import BackgroundPolicy, Configuration, ImagePolicy, LinePolicy
from ezdxf.addons.drawing.frontend import UniversalFrontend
from ezdxf.addons.drawing.properties import Properties, RenderContext
from ezdxf.addons.drawing.type_hints import FilterFunc
from ezdxf.document import Drawing
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.leader import Leader
from ezdxf.entities.mtext import MText
from ezdxf.entities.tolerance import Tolerance
from ezdxf.entities.viewport import Viewport
from ezdxf.fonts.font_face import FontFace
from ezdxf.layouts.layout import Layout
from ezdxf.math import Matrix44, Vec3

from imtextgui.documents.cad.dxf.pen import EnoughDrawn, Pen, PenPipeline
from imtextgui.documents.cad.dxf.sheet import LayoutDrawing
from imtextgui.documents.cad.dxf.text import escaped, plain_lines, plain_text, tolerance_cells
from imtextgui.documents.cad.dxf.words import entity_words

_TEXT_HEIGHT = 2.5
"""Of dimensions and tolerances whose style tells none: the library's own default, and that of ISO drawings."""

_CELL_MARGIN = 0.75
"""Heights of a letter beside the words in a frame: wide enough that letters in two cells are no word."""


def drawn(document: Drawing, layout: Layout, seconds: float) -> LayoutDrawing:
    """Draw ``layout``; dashes are left out where they are too many, and then what takes longer than ``seconds``."""
    for policy in (LinePolicy.ACCURATE, LinePolicy.SOLID):
        sheet = LayoutDrawing()
        pen = Pen(sheet, time.monotonic() + seconds)
        config = Configuration(
            background_policy=BackgroundPolicy.WHITE,
            image_policy=ImagePolicy.RECT,  # a picture is another file, which may be anywhere
            line_policy=policy,
            hatching_timeout=2.0,
        )
        frontend = _Frontend(RenderContext(document), PenPipeline(pen), config, sheet)
        try:
            frontend.draw_layout(layout, finalize=False)
        except EnoughDrawn:
            sheet.whole = False
        else:
            break
    return sheet


class _Frontend(UniversalFrontend):
    """Draws each entity for itself, and sets paragraphs as plain lines: the library's own layout measures with fonts
    that are not there.
    """

    pipeline: PenPipeline

    def __init__(
        self, context: RenderContext, pipeline: PenPipeline, config: Configuration, sheet: LayoutDrawing
    ) -> None:
        super().__init__(context, pipeline, config)
        self._sheet = sheet
        self._inserts: list[Insert] = []

    def draw_entities(self, entities: Iterable[DXFGraphic], *, filter_func: FilterFunc | None = None) -> None:
        viewports: list[Viewport] = []
        for entity in self._surviving(entities):
            if isinstance(entity, Viewport):
                viewports.append(entity)
                continue
            try:
                super().draw_entities((entity,), filter_func=filter_func)
            except (EnoughDrawn, MemoryError):
                raise
            except Exception:
                self._lose(entity)
        for viewport in windows(viewports):
            self.draw_viewport(viewport)

    def draw_entities_callback(self, ctx: RenderContext, entities: Iterable[DXFGraphic]) -> None:
        for entity in self._surviving(entities):
            try:
                super().draw_entities_callback(ctx, (entity,))
            except (EnoughDrawn, MemoryError):
                raise
            except Exception:
                self._lose(entity)

    def _surviving(self, entities: Iterable[DXFGraphic]) -> Iterator[DXFGraphic]:
        """``entities`` up to where the library fails to give the next: it makes those of a block as it goes."""
        iterator = iter(entities)
        while True:
            try:
                entity = next(iterator)
            except StopIteration:
                return
            except (EnoughDrawn, MemoryError):
                raise
            except Exception:
                if self._inserts:
                    self._lose(self._inserts[-1])
                return
            yield entity

    def draw_entity(self, entity: DXFGraphic, properties: Properties) -> None:
        if isinstance(entity, Tolerance):
            self._draw_tolerance(entity, properties)
        else:
            super().draw_entity(entity, properties)

    def skip_entity(self, entity: DXFEntity, msg: str) -> None:
        if msg != "invisible":
            self._lose(entity)

    def _lose(self, entity: DXFEntity) -> None:
        """Keep the words of what is not drawn."""
        self._sheet.undrawn.extend(entity_words(entity))

    def draw_viewport(self, vp: Viewport) -> None:
        # Not the library's, which shows nothing of those that were off or off-screen when the file was saved.
        try:
            if vp.is_top_view:
                self.pipeline.draw_viewport(vp, self.ctx, self._bbox_cache)
        except (EnoughDrawn, MemoryError):
            raise
        except Exception:
            self._lose(vp)

    def draw_text_entity(self, entity: DXFGraphic, properties: Properties) -> None:
        entity.dxf.text = plain_text(entity.dxf.get("text", "")).replace("^", "^ ")
        super().draw_text_entity(entity, properties)

    def draw_simple_mtext(self, mtext: MText, properties: Properties) -> None:
        content = mtext.text
        if mtext.has_columns:
            content, mtext = mtext.all_columns_raw_content(), mtext.copy()
        mtext.text = escaped(plain_lines(content))
        super().draw_simple_mtext(mtext, properties)

    def draw_complex_mtext(self, mtext: MText, properties: Properties) -> None:
        self.draw_simple_mtext(mtext, properties)

    def draw_composite_entity(self, entity: DXFGraphic, properties: Properties) -> None:
        if isinstance(entity, Leader) and not _has_room_for_arrow(entity):
            entity.dxf.has_arrowhead = 0
        if not isinstance(entity, Insert):
            super().draw_composite_entity(entity, properties)
            return
        self._inserts.append(entity)
        try:
            super().draw_composite_entity(entity, properties)
        finally:
            self._inserts.pop()

    def _draw_tolerance(self, entity: Tolerance, properties: Properties) -> None:
        """A frame around each cell, which the library does not draw."""
        self.pipeline.enter_entity(entity, properties)
        self.pipeline.set_current_entity_handle(entity.dxf.get("handle", ""))
        height = _tolerance_height(entity)
        across = Vec3(entity.dxf.x_axis_vector).normalize()
        up = Vec3(entity.dxf.extrusion).cross(across).normalize()
        for row, cells in enumerate(tolerance_cells(entity.dxf.get("content", ""))):
            corner = Vec3(entity.dxf.insert) - up * (height * (2 * row + 1))
            for words in cells:
                width = self.pipeline.text_engine.get_text_line_width(words, FontFace(), height)
                width += 2 * _CELL_MARGIN * height
                corners = [corner, corner + across * width, corner + across * width + up * (2 * height)]
                corners += [corner + up * (2 * height), corner]
                for start, end in pairwise(corners):
                    self.pipeline.draw_line(start, end, properties)
                place = corner + across * (_CELL_MARGIN * height) + up * (height / 2)
                transform = Matrix44.ucs(across, up, Vec3(entity.dxf.extrusion), place)
                self.pipeline.draw_text(words, transform, properties, height)
                corner += across * width


def windows(viewports: Sequence[Viewport]) -> list[Viewport]:
    """Those of a layout's ``viewports`` that show the model, whatever their state when the file was saved.

    One of them is the layout's own window onto itself: it has the number 1. Its place in the order of activity is not
    the first where the file was saved with the cursor inside of another. Those that are off count only where all are.
    """
    own = next((viewport for viewport in viewports if viewport.dxf.get("id", 0) == 1), None)
    others = [viewport for viewport in viewports if viewport is not own]
    return [viewport for viewport in others if viewport.dxf.get("status", 1)] or others


def _tolerance_height(entity: Tolerance) -> float:
    """Height of the letters as the entity's style tells it."""
    name = entity.dxf.get("dimstyle", "Standard")
    styles = entity.doc.dimstyles if entity.doc is not None else ()
    if entity.doc is None or name not in styles:
        return _TEXT_HEIGHT
    style = entity.doc.dimstyles.get(name).dxf
    return float(style.get("dimtxt", _TEXT_HEIGHT) * (style.get("dimscale", 1.0) or 1.0)) or _TEXT_HEIGHT


def _has_room_for_arrow(leader: Leader) -> bool:
    """Whether the first stretch is twice as long as the arrow, without which the format asks for none."""
    start, end, *_ = [Vec3(place) for place in leader.vertices] or [Vec3(), Vec3()]
    style = leader.override()
    return bool(start.distance(end) >= 2 * style.get("dimasz", 1.0) * (style.get("dimscale", 1.0) or 1.0))
