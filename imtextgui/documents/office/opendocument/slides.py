"""OpenDocument slides and drawings: each a page of its own proportions."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Leaf, Picture, Words
from imtextgui.documents.office.margin_lines import margin_lines
from imtextgui.documents.office.opendocument.runs import (
    SHAPES,
    descriptions,
    field_values,
    object_words,
    picture,
    plain,
    points,
    runs,
)
from imtextgui.documents.office.package import Package
from imtextgui.documents.safe_xml import attribute, local

_STANDARD = (720.0, 405.0)
_TITLE_SIZE = 32.0
_BODY_SIZE = 18.0
_GROUPS = frozenset(["g", "scene"])
_MARGINS = frozenset(["header", "footer", "date-time"])
_DECLARED = frozenset(["header-decl", "footer-decl", "date-time-decl"])


class _Place(NamedTuple):
    """A rectangle in points; 0 where the shape does not tell."""

    x: float
    y: float
    width: float
    height: float


def slides(package: Package, tree: Element, content: Element, limits: Limits) -> list[Leaf]:
    """The slides in their order. What stands on each of them is told with the first one."""
    styles = package.optional_tree("styles.xml")
    size = _size(styles)
    pages = [page for page in content if local(page) == "page"][: limits.max_pages]
    everywhere = margin_lines("\n".join((*_declared(content), *_on_master(styles))))
    return [
        _Slide(package, page, size).leaf("" if number else everywhere) for number, page in enumerate(pages)
    ]


class _Slide:
    """One slide as it is read."""

    def __init__(self, package: Package, page: Element, size: tuple[float, float]) -> None:
        self._package = package
        self._page = page
        self._size = size
        self._fields = field_values(page)
        self._lines: list[str] = []
        self._elements: list[Words | Picture] = []
        self._title = ""

    def leaf(self, described: str) -> Leaf:
        """The slide as a page; ``described`` is told with it."""
        for shape in _shapes(self._page):
            self._take(shape)
        beside = [plain(part) for part in self._page if local(part) in ("notes", "annotation")]
        text = "\n\n".join(line for line in (*self._lines, *beside) if line)
        return Leaf(text, self._title, tuple(self._elements), self._size, described=described)

    def _take(self, shape: Element) -> None:
        place = _place(shape)
        self._lines.extend(descriptions(shape))
        if local(shape) in _GROUPS:
            return
        load = picture(self._package, shape)
        inside = object_words(self._package, shape)
        if load is not None:
            # A sheet or chart has a picture of itself beside it.
            self._elements.append(Picture(*place, load))
            self._lines.extend(inside)
            return
        lines = [*_words(shape), *inside, *_field(shape, self._fields)]
        words = "\n".join(filter(None, lines))
        if not words:
            return
        heading = attribute(shape, "class") == "title"
        self._title = self._title or (" ".join(words.split())[:200] if heading else "")
        self._lines.append(words)
        kind = _TITLE_SIZE if heading else _BODY_SIZE
        width, height = place.width or self._size[0], place.height or kind * 1.3
        self._elements.append(Words(place.x, place.y, width, height, tuple(words.split("\n")), kind, heading))


def _words(shape: Element) -> Iterator[str]:
    """The words of a shape, rows of a table in lines of their own."""
    tables = [part for part in shape if local(part) == "table"]
    for row in (row for table in tables for row in table.iter() if local(row) == "table-row"):
        cells = (" ".join(plain(cell).split()) for cell in row if local(cell) == "table-cell")
        yield "   ".join(filter(None, cells))
    if not tables:
        found = runs(shape)
        yield found.words
        yield from found.notes
        for box in found.shapes:
            yield plain(box)


def _field(shape: Element, values: Mapping[str, str]) -> list[str]:
    return [values.get(attribute(shape, "control"), "")] if local(shape) == "control" else []


def _shapes(parent: Element) -> Iterator[Element]:
    """Frames and shapes with words, those in groups too."""
    for element in parent:
        if local(element) in _GROUPS:
            yield element
            yield from _shapes(element)
        elif local(element) in SHAPES:
            yield element


def _place(shape: Element) -> _Place:
    x, y, width, height = (points(attribute(shape, name)) for name in ("x", "y", "width", "height"))
    if attribute(shape, "x1"):
        x1, y1, x2, y2 = (points(attribute(shape, name)) for name in ("x1", "y1", "x2", "y2"))
        return _Place(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return _Place(x, y, width, height)


def _declared(content: Element) -> Iterator[str]:
    """The footers and headers that slides refer to."""
    for element in content.iter():
        if local(element) in _DECLARED:
            yield plain(element)


def _on_master(styles: Element | None) -> Iterator[str]:
    """What stands on all slides: shapes of the master that no slide fills."""
    for master in styles.iter() if styles is not None else ():
        if local(master) == "master-page":
            for shape in _shapes(master):
                kind = attribute(shape, "class")
                if attribute(shape, "placeholder") != "true" and (not kind or kind in _MARGINS):
                    yield plain(shape)


def _size(styles: Element | None) -> tuple[float, float]:
    for element in styles.iter() if styles is not None else ():
        if local(element) == "page-layout-properties":
            size = points(attribute(element, "page-width")), points(attribute(element, "page-height"))
            if min(size) > 0 and max(size) < 20 * min(size):
                return size
    return _STANDARD
