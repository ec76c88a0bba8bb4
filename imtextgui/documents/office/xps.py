"""XPS: pages as Windows prints them into a file, their words and their drawing."""

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

from PIL import Image

from imtextgui.documents.content import (
    DocumentInfo,
    DrawnPage,
    Limits,
    PageContent,
    Prepare,
    decoding,
    page_problem,
)
from imtextgui.documents.images.svg_raster import SVG, rasterised
from imtextgui.documents.office.package import Package, opened
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.safe_xml import attribute, local
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentEmpty, DocumentError, DocumentMissing

_POINTS = 72 / 96
"""Of one unit of the format."""

_MATRIX = re.compile(r"[-+\d.eE]+(?:\s*,\s*[-+\d.eE]+){5}")
_GEOMETRY = re.compile(r"(?:F\s*([01]))?([\sMmLlHhVvCcQqSsAaZz\d.,eE+-]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COLOUR = re.compile(r"#(?:([0-9A-Fa-f]{2}))?([0-9A-Fa-f]{6})")
_PICTURES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_SAME_LINE = 0.4


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then every page. Raises DocumentDamaged, DocumentTooLarge, DocumentEmpty."""
    with opened(path, data) as package:
        names = _pages(package)[: limits.max_pages]
        yield DocumentInfo(Kind.MANUAL, len(names), package.properties.get("title", ""))
        for number, name in enumerate(names, 1):
            if number >= first_page:
                try:
                    yield _content(package, name, number, prepare, limits)
                except DocumentError as trouble:
                    yield PageContent(number, problem=page_problem(trouble, path, number))


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image:
    """Page ``number`` as an RGB picture whose longest side is ``longest`` pixels."""
    with opened(path, data) as package:
        names = _pages(package)
        if not 1 <= number <= len(names):
            raise DocumentMissing(path=str(path))
        return _Page(package, names[number - 1]).picture(longest)


def draw(
    path: Path, data: bytes | None, numbers: Sequence[int], longest: int, limits: Limits
) -> Iterator[DrawnPage]:
    """Each of the pages ``numbers`` with a picture whose longest side is ``longest`` pixels, and its size."""
    with opened(path, data) as package:
        names = _pages(package)
        for number in numbers:
            try:
                page = _Page(package, names[number - 1])
                size = (page.width * _POINTS, page.height * _POINTS)
                yield DrawnPage(number, page.picture(longest), size)
            except DocumentError as trouble:
                yield DrawnPage(number, problem=page_problem(trouble, path, number))


def _content(package: Package, name: str, number: int, prepare: Prepare, limits: Limits) -> PageContent:
    page = _Page(package, name)
    picture = page.picture(RENDERED_SIDE)
    words = clean(page.words())
    return PageContent(
        number,
        words,
        "",
        passages(words, Origin.TEXT_LAYER, limits.passage_chars),
        prepare(picture),
        encoded(fitted(picture, THUMBNAIL_SIDE)),
        round(page.width * _POINTS),
        round(page.height * _POINTS),
    )


def _pages(package: Package) -> list[str]:
    """The names of the parts that hold a page each, in their order. Raises DocumentEmpty where there are none."""
    pages: list[str] = []
    for sequence in sorted(name for name in package.names if name.endswith(".fdseq")):
        for document in _sources(package, sequence):
            pages += _sources(package, document)
    if not pages:
        raise DocumentEmpty(path=str(package.path))
    return pages


def _sources(package: Package, name: str) -> list[str]:
    """The parts that the part ``name`` refers to."""
    tree = package.tree(name)
    sources = (attribute(element, "Source") for element in tree) if tree is not None else ()
    return [_part(name, source) for source in sources if source]


def _part(name: str, reference: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), reference)).lstrip("/")


class _Page:
    """One page: ``width`` and ``height`` in units of 1/96 inch."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        tree = package.tree(name)
        if tree is None:
            raise DocumentMissing(path=f"{package.path}/{name}")
        self._tree = tree
        with decoding(package.path):
            self.width = max(float(tree.get("Width", "0")), 1.0)
            self.height = max(float(tree.get("Height", "0")), 1.0)

    def words(self) -> str:
        """The words in the order of drawing, those of one line together."""
        lines: list[str] = []
        before: tuple[float, float] | None = None
        for element in self._tree.iter():
            words = _shown(element)
            if not words.strip():
                continue
            place, size = _figure(element, "OriginY"), _figure(element, "FontRenderingEmSize") or 1.0
            if before is not None and abs(place - before[0]) < _SAME_LINE * size:
                lines[-1] += f" {words.strip()}"
            else:
                lines.append(words.strip())
            before = (place, size)
        return "\n".join(lines)

    def picture(self, longest: int) -> Image.Image:
        """The page as an RGB picture whose longest side is ``longest`` pixels."""
        with decoding(self._package.path):
            body = "".join(self._drawn(self._tree))
        markup = (
            f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}">'
            f"{body}</svg>"
        )
        return rasterised(markup, self._package.path, longest, wide=self.width >= self.height)

    def _drawn(self, element: Element) -> Iterator[str]:
        for child in element:
            kind = local(child)
            if kind == "Canvas":
                yield f"<g{_placed(child)}>{''.join(self._drawn(child))}</g>"
            elif kind == "Path":
                yield self._path(child)
            elif kind == "Glyphs":
                yield _glyphs(child)

    def _path(self, path: Element) -> str:
        brush = next((inner for inner in path.iter() if local(inner) == "ImageBrush"), None)
        if brush is not None:
            return self._image(brush, path)
        figures = next((inner.get("Figures", "") for inner in path.iter() if inner.get("Figures")), "")
        geometry = _GEOMETRY.fullmatch(path.get("Data", "") or figures)
        if geometry is None or not geometry[2].strip():
            return ""
        rule = "nonzero" if geometry[1] == "1" else "evenodd"
        width = _figure(path, "StrokeThickness") or 1.0
        return (
            f'<path d="{geometry[2]}" fill-rule="{rule}" {_colour(path, "Fill")} {_colour(path, "Stroke")} '
            f'stroke-width="{width:g}"{_placed(path)}/>'
        )

    def _image(self, brush: Element, path: Element) -> str:
        name = _part(self._name, brush.get("ImageSource", ""))
        kind = _PICTURES.get(posixpath.splitext(name)[1].lower())
        data = self._package.part(name) if kind else None
        box = _NUMBER.findall(brush.get("Viewport", ""))
        if data is None or len(box) != 4:
            return ""
        x, y, width, height = box
        source = f"data:image/{kind};base64,{b64encode(data).decode()}"
        return (
            f'<g{_placed(path)}><image x="{x}" y="{y}" width="{width}" height="{height}" '
            f'preserveAspectRatio="none" xlink:href="{source}"/></g>'
        )


def _shown(element: Element) -> str:
    """The words of a Glyphs element; "" for all others. Braces before them keep theirs from being a reference."""
    return element.get("UnicodeString", "").removeprefix("{}") if local(element) == "Glyphs" else ""


def _glyphs(element: Element) -> str:
    return (
        f'<text x="{_figure(element, "OriginX"):g}" y="{_figure(element, "OriginY"):g}" xml:space="preserve" '
        f'font-size="{_figure(element, "FontRenderingEmSize"):g}" {_colour(element, "Fill")}'
        f"{_placed(element)}>{escape(_shown(element))}</text>"
    )


def _placed(element: Element) -> str:
    """The transform and opacity of an element as attributes of SVG."""
    matrix = element.get("RenderTransform", "")
    placed = f' transform="matrix({matrix})"' if _MATRIX.fullmatch(matrix.strip()) else ""
    opacity = _NUMBER.fullmatch(element.get("Opacity", "").strip())
    return placed + (f' opacity="{opacity[0]}"' if opacity else "")


def _colour(element: Element, name: str) -> str:
    """``fill`` or ``stroke`` of SVG for the property ``name`` of an element."""
    attribute_name = name.lower()
    written = element.get(name, "")
    if not written:
        within = (child for child in element if local(child) == f"{local(element)}.{name}")
        written = next(
            (inner.get("Color", "") for child in within for inner in child.iter() if inner.get("Color")), ""
        )
    colour = _COLOUR.fullmatch(written.strip())
    if colour is None:
        return f'{attribute_name}="none"'
    opacity = f' {attribute_name}-opacity="{int(colour[1], 16) / 255:.3f}"' if colour[1] else ""
    return f'{attribute_name}="#{colour[2]}"{opacity}'


def _figure(element: Element, name: str) -> float:
    number = _NUMBER.fullmatch(element.get(name, "").strip())
    return float(number[0]) if number else 0.0
