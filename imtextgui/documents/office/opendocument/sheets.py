"""OpenDocument sheets: cells as they are shown, and what lies over them."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Leaf
from imtextgui.documents.office.opendocument.runs import (
    SHAPES,
    descriptions,
    field_values,
    object_words,
    picture,
    plain,
    runs,
)
from imtextgui.documents.office.opendocument.text import margin_text
from imtextgui.documents.office.package import Package
from imtextgui.documents.office.spreadsheets.cell_grid import Grid
from imtextgui.documents.safe_xml import attribute, local

_MOST_REPEATS = 200
_CELLS = frozenset(["table-cell", "covered-table-cell"])


def sheets(package: Package, tree: Element, content: Element, limits: Limits) -> list[Leaf]:
    """The sheets in the order of their tabs, without the bare ones."""
    found: list[Leaf] = []
    margins = margin_text(package.optional_tree("styles.xml"))
    for table in content:
        if local(table) == "table" and len(found) < limits.max_pages:
            grid = _grid(package, table)
            grid.margins = "" if found else margins
            if not grid.is_bare():
                found.extend(grid.leaves(attribute(table, "name")))
    return found


def _grid(package: Package, table: Element) -> Grid:
    grid = Grid()
    fields = field_values(table)
    for shapes in (part for part in table if local(part) == "shapes"):
        for shape in shapes:
            _draw(package, shape, grid, (1, 1), fields)
    number = 0
    for row in table.iter():
        if local(row) != "table-row":
            continue
        column = 0
        for cell in row:
            if local(cell) not in _CELLS:
                continue
            found = runs(cell)
            words = " ".join(found.words.split())
            repeats = _repeats(cell, "number-columns-repeated")
            for copy in range(min(repeats, _MOST_REPEATS) if words else 0):
                grid.put(number + 1, column + copy + 1, words)
            for shape in found.shapes:
                _draw(package, shape, grid, (number + 1, column + 1), fields)
            grid.remarks.extend(found.notes)
            column += repeats
        number += _repeats(row, "number-rows-repeated")
    return grid


def _draw(
    package: Package, shape: Element, grid: Grid, cell: tuple[int, int], fields: Mapping[str, str]
) -> None:
    """Put ``shape``, and those that it groups, on the ``cell`` (row, column) of ``grid``."""
    load = picture(package, shape)
    if load is not None:
        grid.show(*cell, load)
    for words in _shape_words(package, shape, fields):
        grid.write(*cell, words)
    for inner in shape:
        if local(inner) in SHAPES:
            _draw(package, inner, grid, cell, fields)


def _shape_words(package: Package, shape: Element, fields: Mapping[str, str]) -> Iterator[str]:
    yield from descriptions(shape)
    found = runs(shape)
    yield found.words
    yield from found.notes
    yield "\n".join(object_words(package, shape))
    if local(shape) == "control":
        yield fields.get(attribute(shape, "control"), "")
    for hanging in found.shapes:
        if hanging not in list(shape):
            yield plain(hanging)


def _repeats(element: Element, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 9 else 1
