"""XLSX: each sheet a page, its rows as lines, and a picture of its upper left part."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Leaf
from imtextgui.documents.office.cell_grid import Grid
from imtextgui.documents.office.package import Package
from imtextgui.documents.safe_xml import attribute, local

_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_DATE_FORMAT = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|General')
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  # sheets know no time zones
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets share."""

    package: Package
    strings: list[str]
    dates: frozenset[int]


def leaves(package: Package, main: str, limits: Limits) -> list[Leaf]:
    """The sheets in the order of their tabs, without the bare ones."""
    book = package.tree(main)
    if book is None:
        return []
    relations = package.relations(main)
    shared = _Book(package, _strings(package, main), _date_styles(package, main))
    found: list[Leaf] = []
    for sheet in book.iter():
        if local(sheet) == "sheet" and len(found) < limits.max_pages:
            relation = relations.get(
                next((value for name, value in sheet.items() if name.endswith("}id")), "")
            )
            tree = package.tree(relation.target) if relation is not None else None
            if tree is None or relation is None:
                continue
            grid = Grid()
            for row, column, value in _cells(tree, shared):
                grid.put(row, column, value)
            for row, column, target in _pictures(package, relation.target):
                grid.show(row, column, partial(package.part, target))
            if not grid.is_bare():
                found.extend(grid.leaves(sheet.get("name", "")))
    return found


def _strings(package: Package, main: str) -> list[str]:
    tree = package.tree(posixpath.join(posixpath.dirname(main), "sharedStrings.xml"))
    return ["".join(_text(each)) for each in tree if local(each) == "si"] if tree is not None else []


def _text(element: Element) -> Iterator[str]:
    """Words, without the kana that say how they are read."""
    for each in element:
        if local(each) == "t":
            yield each.text or ""
        elif local(each) != "rPh":
            yield from _text(each)


def _date_styles(package: Package, main: str) -> frozenset[int]:
    """The numbers of the cell styles that show dates or times."""
    tree = package.tree(posixpath.join(posixpath.dirname(main), "styles.xml"))
    if tree is None:
        return frozenset()
    own = {
        each.get("numFmtId", "")
        for each in tree.iter()
        if local(each) == "numFmt" and _DATE_FORMAT.search(_LITERALS.sub("", each.get("formatCode", "")))
    }
    styles = next((each for each in tree if local(each) == "cellXfs"), None)
    formats = [each.get("numFmtId", "0") for each in styles] if styles is not None else []
    return frozenset(
        index for index, form in enumerate(formats) if form in own or (form.isdigit() and int(form) in _DATES)
    )


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
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return " ".join("".join(_text(cell)).split())
    raw = next((each.text or "" for each in cell if local(each) == "v"), "")
    if kind == "s":
        index = int(raw) if raw.isdigit() else -1
        return " ".join(book.strings[index].split()) if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind == "n":
        style = cell.get("s", "")
        return _number(raw, style.isdigit() and int(style) in book.dates)
    return " ".join(raw.split())


def _number(raw: str, is_date: bool) -> str:
    """A number as people write it: without the noise of binary fractions, dates as dates."""
    try:
        value = float(raw)
        if not is_date:
            return f"{value:.12g}" if "e" not in f"{value:.12g}" else raw
        moment = _FIRST_DAY + timedelta(days=value)
    except (ValueError, OverflowError):
        return raw
    if value < 1:
        return moment.strftime("%H:%M")
    return moment.strftime("%Y-%m-%d" if value == int(value) else "%Y-%m-%d %H:%M")


def _pictures(package: Package, sheet: str) -> Iterator[tuple[int, int, str]]:
    """(row, column, part) of the pictures on a sheet."""
    for drawing in package.relations(sheet).values():
        tree = package.tree(drawing.target) if drawing.kind == "drawing" else None
        if tree is None:
            continue
        relations = package.relations(drawing.target)
        for anchor in tree:
            start = next((each for each in anchor if local(each) == "from"), None)
            place = {local(each): each.text or "0" for each in start} if start is not None else {}
            for each in anchor.iter():
                relation = relations.get(attribute(each, "embed")) if local(each) == "blip" else None
                if relation is not None:
                    with suppress(ValueError):
                        yield int(place.get("row", "0")) + 1, int(place.get("col", "0")) + 1, relation.target
