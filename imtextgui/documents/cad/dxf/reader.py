"""DXF: model space and each layout that holds something as a page, with all its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

import imtextgui.documents.cad.dxf.library  # noqa: F401  # before anything of ezdxf

# isort: split
from ezdxf.document import Drawing

from imtextgui.documents.cad.dxf import loading
from imtextgui.documents.cad.dxf.drawing import drawn
from imtextgui.documents.cad.dxf.pen import MOST_ENTITIES
from imtextgui.documents.cad.dxf.sheet import LayoutDrawing
from imtextgui.documents.cad.dxf.text import plain_text
from imtextgui.documents.cad.dxf.words import words_in_order
from imtextgui.documents.content import (
    DocumentInfo,
    DrawnPage,
    Limits,
    PageContent,
    Prepare,
    decoding,
    open_bytes,
    page_problem,
    translating_os,
)
from imtextgui.documents.images.svg_raster import rasterised
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Kind, Origin, Passage
from imtextgui.errors import DocumentEmpty, DocumentError, DocumentMissing, DocumentTooLarge

if TYPE_CHECKING:
    from ezdxf.entities.dxfentity import DXFEntity
    from ezdxf.layouts.layout import Layout

MOST_BYTES = 48 * 2**20
"""Of a file; its entities take some twenty times as much."""

_STANDARD_LAYERS = frozenset({"0", "defpoints"})
_INTERNAL_BLOCK = re.compile(r"[*_]|A\$C", re.IGNORECASE)
_TITLE_TAG = re.compile(
    r"(DRAWING|DWG|SHEET|PART)?[ _-]?(TITLE|NAME)[ _-]?1?|図名|図面名称?|名称|品名", re.IGNORECASE
)
_LAYOUT_NAME = re.compile(
    r"(layout|レイアウト|blatt|présentation|presentación|配置)[ _]?\d*|model|\W*", re.IGNORECASE
)


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then a page for model space and for each layout, in the order of their tabs.

    Names of blocks and layers are passages of origin METADATA of the first page. A page that cannot be drawn,
    or of which only a part was drawn, has a problem. Raises DocumentDamaged, DocumentTooLarge, DocumentEmpty.
    """
    document = _opened(path, data)
    layouts = _layouts(document, path)[: limits.max_pages]
    with decoding(path):
        title, described = _title(layouts), _names(document)
    yield DocumentInfo(Kind.DRAWING, len(layouts), title)
    for number, layout in enumerate(layouts, 1):
        if number >= first_page:
            heading = "" if _LAYOUT_NAME.fullmatch(layout.name) else layout.name
            names = (title, heading, described if number == 1 else "")
            page = _page(document, layout, path, limits, "\n".join(name for name in names if name))
            yield _numbered(page, number, heading or title, path, prepare)


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image | None:
    """Page ``number`` as an RGB picture whose longest side is ``longest`` pixels; None where nothing is drawn."""
    document = _opened(path, data)
    layouts = _layouts(document, path)
    if not 1 <= number <= len(layouts):
        raise DocumentMissing(path=str(path))
    with decoding(path):
        return _picture(drawn(document, layouts[number - 1], limits.seconds_per_page / 4), path, longest)[0]


def draw(
    path: Path, data: bytes | None, numbers: Sequence[int], longest: int, limits: Limits
) -> Iterator[DrawnPage]:
    """Each of the pages ``numbers`` with a picture whose longest side is ``longest`` pixels."""
    document = _opened(path, data)
    layouts = _layouts(document, path)
    for number in numbers:
        try:
            with decoding(path):
                sheet = drawn(document, layouts[number - 1], limits.seconds_per_page / 4)
                picture, _, _ = _picture(sheet, path, longest)
        except DocumentError as trouble:
            yield DrawnPage(number, problem=page_problem(trouble, path, number))
        else:
            yield DrawnPage(number, picture)


def _opened(path: Path, data: bytes | None) -> Drawing:
    if data is None:
        with translating_os(path), open_bytes(path) as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(path=str(path), reason=f"more than {MOST_BYTES} bytes")
    with decoding(path):
        return loading.opened(data)


def _layouts(document: Drawing, path: Path) -> list["Layout"]:
    """Those with something on them, model space first."""
    with decoding(path):
        names = document.layout_names_in_taborder()
        layouts = [document.layout(name) for name in names]
        filled = [layout for layout in layouts if any(not _is_frame(entity) for entity in layout)]
    if not filled:
        raise DocumentEmpty(path=str(path))
    return filled


def _is_frame(entity: "DXFEntity") -> bool:
    """Whether ``entity`` is the window of an empty layout onto itself."""
    return entity.dxftype() == "VIEWPORT" and entity.dxf.get("id", 1) == 1


@dataclass(frozen=True, slots=True)
class _PageDrawing:
    """A page without its number."""

    text: str
    passages: tuple[Passage, ...]
    picture: Image.Image | None
    size: tuple[int, int]
    trouble: DocumentError | None


def _page(document: Drawing, layout: "Layout", path: Path, limits: Limits, described: str) -> _PageDrawing:
    metadata = passages(described, Origin.METADATA, limits.passage_chars)
    try:
        with decoding(path):
            sheet = drawn(document, layout, limits.seconds_per_page / 4)
            words = clean(words_in_order(sheet.labels, sheet.undrawn))
        picture, *size = _picture(sheet, path, RENDERED_SIDE)
    except DocumentError as trouble:
        return _PageDrawing(described, metadata, None, (0, 0), trouble)
    pieces = (*passages(words, Origin.TEXT_LAYER, limits.passage_chars), *metadata)
    cut = None if sheet.whole else DocumentTooLarge(path=str(path), reason=f"{MOST_ENTITIES} entities")
    return _PageDrawing(f"{words}\n\n{described}".strip(), pieces, picture, (size[0], size[1]), cut)


def _numbered(page: _PageDrawing, number: int, title: str, path: Path, prepare: Prepare) -> PageContent:
    return PageContent(
        number,
        page.text,
        title,
        page.passages,
        prepare(page.picture) if page.picture else None,
        encoded(fitted(page.picture, THUMBNAIL_SIDE)) if page.picture else None,
        *page.size,
        page_problem(page.trouble, path, number) if page.trouble else None,
    )


def _picture(sheet: LayoutDrawing, path: Path, longest: int) -> tuple[Image.Image | None, int, int]:
    """The sheet drawn, and its size in pixels; nothing where it is bare."""
    with decoding(path):
        composed = sheet.svg(longest)
    if composed is None:
        return None, 0, 0
    markup, width, height = composed
    picture = rasterised(markup, path, longest, wide=width >= height, shapes=len(sheet.marks))
    return picture, *picture.size


def _names(document: Drawing) -> str:
    """Names that people gave: of the document's properties, blocks and layers."""
    properties = [f"{name}: {value}" for name, value in document.header.custom_vars]
    blocks = [block.name for block in document.blocks if not _INTERNAL_BLOCK.match(block.name)]
    layers = [layer.dxf.name for layer in document.layers if layer.dxf.name.lower() not in _STANDARD_LAYERS]
    lines = (clean("\n".join(properties)), clean("   ".join(blocks)), clean("   ".join(layers)))
    return "\n".join(line for line in lines if line)


def _title(layouts: list["Layout"]) -> str:
    """What the title block says under such a heading, or ""."""
    for layout in reversed(layouts):
        for insert in layout.query("INSERT"):
            for attribute in getattr(insert, "attribs", ()):
                # The library takes what it cannot mend apart, and leaves it in its list.
                if not attribute.is_alive:
                    continue
                words = plain_text(attribute.dxf.text)
                if _TITLE_TAG.fullmatch(attribute.dxf.tag) and words:
                    return str(words)[:200]
    return ""
