"""XLSX: each sheet a page, its rows as lines as they are shown, and a picture of its upper left part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.furigana import annotated, separated
from imtextgui.documents.layout.page_layout import Leaf
from imtextgui.documents.office.package import Package
from imtextgui.documents.office.spreadsheets.cell_grid import Grid
from imtextgui.documents.office.spreadsheets.cell_styles import CellStyles, cell_styles
from imtextgui.documents.office.spreadsheets.sheet_drawings import draw_over, header_lines
from imtextgui.documents.safe_xml import attribute, local

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets share."""

    strings: list[str]
    styles: CellStyles


def leaves(package: Package, book: Element, limits: Limits) -> list[Leaf]:
    """The sheets in the order of their tabs, without the bare ones."""
    relations = package.relations(package.main)
    strings = package.related(package.main, "sharedStrings", "xl/sharedStrings.xml")
    styles = package.related(package.main, "styles", "xl/styles.xml")
    shared = _Book(_strings(strings), cell_styles(styles, book))
    found: list[Leaf] = []
    for sheet in book.iter():
        if local(sheet) == "sheet" and len(found) < limits.max_pages:
            relation = relations.get(
                next((value for name, value in sheet.items() if name.endswith("}id")), "")
            )
            tree = package.tree(relation.target) if relation is not None else None
            if tree is None or relation is None:
                continue
            grid = Grid(margins=header_lines(tree))
            for row, column, value in _cells(tree, shared):
                grid.put(row, column, value)
            draw_over(package, relation.target, tree, grid)
            if not grid.is_bare():
                found.extend(grid.leaves(attribute(sheet, "name")))
    return found


def _strings(tree: Element | None) -> list[str]:
    items = [item for item in tree if local(item) == "si"] if tree is not None else []
    return ["".join(_text(item)) for item in items]


def _text(item: Element) -> Iterator[str]:
    """Words with the readings that are kept for some of their characters, which only some cells show."""
    words = "".join(part.text or "" for part in _pieces(item))
    at = 0
    for reading in (part for part in item if local(part) == "rPh"):
        start, end = (_whole(reading.get(name, "")) for name in ("sb", "eb"))
        if at <= start < end <= len(words):
            kana = "".join(part.text or "" for part in reading.iter() if local(part) == "t")
            yield words[at:start] + annotated(words[start:end], kana)
            at = end
    yield words[at:]


def _pieces(item: Element) -> Iterator[Element]:
    for part in item:
        if local(part) == "t":
            yield part
        elif local(part) != "rPh":
            yield from _pieces(part)


def _cells(tree: Element, book: _Book) -> Iterator[tuple[int, int, str]]:
    row = column = 0
    for element in tree.iter():
        name = local(element)
        if name == "row":
            number = element.get("r", "")
            row, column = (int(number) if number.isdigit() else row + 1), 0
        elif name == "c":
            place = _CELL.fullmatch(element.get("r", ""))
            row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
            if value := _value(element, book):
                yield row, column, value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _value(cell: Element, book: _Book) -> str:
    kind, style = cell.get("t", "n"), cell.get("s", "")
    raw = next((part.text or "" for part in cell if local(part) == "v"), "")
    if kind == "n":
        return book.styles.number(raw, style) if raw else ""
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind == "inlineStr":
        words = "".join("".join(_text(part)) for part in cell if local(part) == "is")
    elif kind == "s":
        index = int(raw) if raw.isdigit() else -1
        words = book.strings[index] if 0 <= index < len(book.strings) else ""
    else:
        words = raw
    if cell.get("ph") not in ("1", "true"):
        words, _ = separated(words)
    return " ".join(book.styles.text(words, style).split()) if words.strip() else ""


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
