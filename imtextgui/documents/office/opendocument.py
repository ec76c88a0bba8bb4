"""ODT, ODS, ODP and ODG: pages, sheets and slides with their words and pictures."""

import re
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import (
    Block,
    Figure,
    Leaf,
    Load,
    Paragraph,
    Picture,
    Row,
    Words,
    first_line,
    flowed,
    sections,
    text_of,
)
from imtextgui.documents.office.cell_grid import Grid
from imtextgui.documents.office.package import Package
from imtextgui.documents.safe_xml import attribute, local
from imtextgui.errors import DocumentEncrypted

_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|pc|px)")
_SKIPPED = frozenset(
    ["tracked-changes", "annotation", "note-citation", "forms", "sequence-decls", "notes", "desc"]
)
_MOST_REPEATS = 200
_SLIDE = (720.0, 405.0)
_TITLE_SIZE = 32.0
_BODY_SIZE = 18.0


def leaves(package: Package, main: str, limits: Limits) -> list[Leaf]:
    """The pages of a text, sheets of a table or slides of a show. Raises DocumentEncrypted."""
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and any(local(each) == "encryption-data" for each in manifest.iter()):
        raise DocumentEncrypted(path=str(package.path))
    tree = package.tree(main)
    if tree is None:
        return []
    for body in (each for part in tree if local(part) == "body" for each in part):
        if local(body) == "spreadsheet":
            return _sheets(package, body, limits)
        if local(body) in ("presentation", "drawing"):
            return _slides(package, body, limits)
        if local(body) == "text":
            return _pages(package, tree, body, limits)
    return []


def _pages(package: Package, tree: Element, body: Element, limits: Limits) -> list[Leaf]:
    breaking = {
        attribute(style, "name")
        for style in tree.iter()
        if local(style) == "style"
        and any(
            attribute(each, "break-before") == "page"
            for each in style
            if local(each) == "paragraph-properties"
        )
    }
    pages: list[list[Block]] = [[]]
    length = 0
    for block in _blocks(package, body, breaking):
        size = 0 if block is None else len(text_of([block]))
        if (block is None or length + size > limits.page_chars) and pages[-1]:
            pages.append([])
            length = 0
        if block is not None:
            pages[-1].append(block)
            length += size
    described = _margins(package)
    title = ""
    found: list[Leaf] = []
    filled = [blocks for blocks in pages if blocks]
    of = sections(filled).of
    for number, blocks in enumerate(filled, 1):
        headed = any(isinstance(block, Paragraph) and block.level for block in blocks)
        title = first_line(blocks) or title if headed or not found else title
        told = "" if found else described
        found.append(Leaf(text_of(blocks), title, flowed(blocks), described=told, section=of(number)))
    return found


def _blocks(package: Package, parent: Element, breaking: set[str]) -> Iterator[Block | None]:
    """What stands below ``parent`` in its order; None where a page begins."""
    for element in parent:
        name = local(element)
        if name == "soft-page-break" or attribute(element, "style-name") in breaking:
            yield None
        if name in ("p", "h"):
            level = attribute(element, "outline-level") if name == "h" else "0"
            words = _line(element)
            if words:
                yield Paragraph(words, int(level) if level.isdigit() else 1)
            yield from _figures(package, element)
        elif name == "table-row":
            cells = tuple(" ".join(_line(cell).split()) for cell in element if local(cell) == "table-cell")
            if any(cells):
                yield Row(cells)
            yield from _figures(package, element)
        elif name == "frame":
            yield from _figures(package, element)
        elif name not in _SKIPPED:
            yield from _blocks(package, element, breaking)


def _figures(package: Package, element: Element) -> Iterator[Figure]:
    for frame in element.iter():
        if local(frame) == "frame" and (load := _image(package, frame)) is not None:
            yield Figure(load, (_points(attribute(frame, "width")), _points(attribute(frame, "height"))))


def _image(package: Package, frame: Element) -> Load | None:
    """What loads the picture in ``frame``, of which there may be several versions."""
    for image in frame:
        name = attribute(image, "href").removeprefix("./") if local(image) == "image" else ""
        if name in package.names and not name.endswith((".svg", ".emf", ".wmf", ".svm")):
            return partial(package.part, name)
    return None


def _line(element: Element) -> str:
    """The words of a paragraph or cell."""
    lines = "".join(_words(element)).split("\n")
    return "\n".join(words for line in lines if (words := " ".join(line.split())))


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = local(each)
        if name in ("s", "tab"):
            yield " "
        elif name == "line-break":
            yield "\n"
        elif name and name not in _SKIPPED:
            yield from _words(each)
            yield "\n" if name in ("p", "h") else ""
        yield each.tail or ""


def _margins(package: Package) -> str:
    """What stands in headers and footers, each line once."""
    tree = package.tree("styles.xml")
    areas = [each for each in tree.iter() if local(each) in ("header", "footer")] if tree is not None else []
    lines = dict.fromkeys(line for area in areas for line in _line(area).split("\n"))
    return "\n".join(line for line in lines if any(char.isalpha() for char in line))


def _sheets(package: Package, body: Element, limits: Limits) -> list[Leaf]:
    found: list[Leaf] = []
    for table in body:
        if local(table) == "table" and len(found) < limits.max_pages:
            grid = _grid(package, table)
            if not grid.is_bare():
                found.extend(grid.leaves(attribute(table, "name")))
    return found


def _grid(package: Package, table: Element) -> Grid:
    grid = Grid()
    number = 0
    for row in table.iter():
        if local(row) != "table-row":
            continue
        column = 0
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            words = " ".join(_line(cell).split())
            repeats = _repeats(cell, "number-columns-repeated")
            for copy in range(min(repeats, _MOST_REPEATS) if words else 0):
                grid.put(number + 1, column + copy + 1, words)
            for frame in cell:
                if local(frame) == "frame" and (load := _image(package, frame)) is not None:
                    grid.show(number + 1, column + 1, load)
            column += repeats
        number += _repeats(row, "number-rows-repeated")
    return grid


def _repeats(element: Element, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isdigit() and len(value) < 9 else 1


def _slides(package: Package, body: Element, limits: Limits) -> list[Leaf]:
    size = _slide_size(package)
    pages = [each for each in body if local(each) == "page"]
    return [_slide(package, page, size) for page in pages[: limits.max_pages]]


def _slide(package: Package, page: Element, size: tuple[float, float]) -> Leaf:
    lines: list[str] = []
    elements: list[Words | Picture] = []
    title = ""
    for shape in _shapes(page):
        x, y, width, height = (_points(attribute(shape, name)) for name in ("x", "y", "width", "height"))
        load = _image(package, shape)
        if load is not None:
            elements.append(Picture(x, y, width, height, load))
            continue
        words = _line(shape)
        if words:
            heading = attribute(shape, "class") == "title"
            title = title or (" ".join(words.split())[:200] if heading else "")
            lines.append(words)
            kind = _TITLE_SIZE if heading else _BODY_SIZE
            elements.append(
                Words(x, y, width or size[0], height or kind * 1.3, tuple(words.split("\n")), kind, heading)
            )
    notes = [_line(each) for each in page if local(each) == "notes"]
    return Leaf("\n\n".join([*lines, *(note for note in notes if note)]), title, tuple(elements), size)


def _shapes(parent: Element) -> Iterator[Element]:
    """Frames and shapes with words, those in groups too."""
    for each in parent:
        if local(each) == "g":
            yield from _shapes(each)
        elif local(each) in ("frame", "custom-shape", "rect", "ellipse", "text-box", "line", "connector"):
            yield each


def _slide_size(package: Package) -> tuple[float, float]:
    tree = package.tree("styles.xml")
    for each in tree.iter() if tree is not None else ():
        if local(each) == "page-layout-properties":
            size = _points(attribute(each, "page-width")), _points(attribute(each, "page-height"))
            if min(size) > 0 and max(size) < 20 * min(size):
                return size
    return _SLIDE


def _points(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else 0.0
