"""XLSB: workbooks that Excel writes in binary form, their cells as they are shown.

Not read by python-calamine, which gives values without their formats: a stock number 04471902 would be 4471902. It also
reserves room for all cells between the first and the last, so that two far from each other end the program.
"""

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Leaf
from imtextgui.documents.office.package import Package
from imtextgui.documents.office.spreadsheets.binary_records import number, packed, real, records, words
from imtextgui.documents.office.spreadsheets.cell_errors import ERRORS
from imtextgui.documents.office.spreadsheets.cell_grid import Grid
from imtextgui.documents.office.spreadsheets.cell_names import cell_name
from imtextgui.documents.office.spreadsheets.cell_styles import CellStyles, built_in
from imtextgui.documents.office.spreadsheets.sheet_drawings import draw_over, printed_lines

MAIN = "workbook.bin"
"""How the name of the main part ends."""

# Kinds of records, by the names that the specification gives them without the leading "Brt".
_ROW_HDR, _CELL_RK, _CELL_ERROR, _CELL_BOOL, _CELL_REAL, _CELL_ST, _CELL_ISST = 0, 2, 3, 4, 5, 6, 7
_FMLA_STRING, _FMLA_NUM, _FMLA_BOOL, _FMLA_ERROR, _SST_ITEM, _FMT, _XF, _CELL_R_STRING = (
    8,
    9,
    10,
    11,
    19,
    44,
    47,
    62,
)
_END_SHEET_DATA, _WB_PROP, _BUNDLE_SH, _BEGIN_HEADER_FOOTER = 146, 153, 156, 479
_BEGIN_CELL_XFS, _END_CELL_XFS, _BEGIN_COMMENT, _COMMENT_TEXT = 617, 618, 635, 637

_VALUE = 8
"""Where the value of a cell begins: after its column and its style."""

_MOST_COLUMNS = 16_384
_MOST_ROWS = 1_048_576


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the sheets share."""

    strings: list[str]
    styles: CellStyles


def leaves(package: Package, limits: Limits) -> list[Leaf]:
    """The sheets in the order of their tabs, without the bare ones. Raises struct.error on a damaged workbook."""
    relations = package.relations(package.main)
    targets = {relation.kind: relation.target for relation in relations.values()}
    from_1904 = False
    sheets: list[tuple[str, str]] = []
    for kind, data in records(package.part(package.main) or b""):
        if kind == _WB_PROP:
            from_1904 = bool(data[:1] and data[0] & 1)
        elif kind == _BUNDLE_SH:
            sheets.append(_sheet(data))
    styles = CellStyles(tuple(_codes(package.part(targets.get("styles", "")) or b"")), from_1904)
    shared = _Shared(list(_strings(package.part(targets.get("sharedStrings", "")) or b"")), styles)
    found: list[Leaf] = []
    for identifier, name in sheets:
        relation = relations.get(identifier)
        part = package.part(relation.target) if relation is not None else None
        if part is None or relation is None or len(found) >= limits.max_pages:
            continue
        grid = Grid(margins=_margins(part))
        for row, column, value in _cells(part, shared):
            grid.put(row, column, value)
        draw_over(package, relation.target, Element("none"), grid)
        for link in package.relations(relation.target).values():
            if link.kind == "comments":
                grid.remarks.extend(_comments(package.part(link.target) or b""))
        if not grid.is_bare():
            found.extend(grid.leaves(name))
    return found


def _sheet(data: bytes) -> tuple[str, str]:
    """The relation and the name of a sheet; the first programs of 2007 wrote four bytes more before them."""
    with suppress(struct.error):
        identifier, end = words(data, 8)
        return identifier, words(data, end)[0]
    identifier, end = words(data, 12)
    return identifier, words(data, end)[0]


def _codes(part: bytes) -> Iterator[str]:
    """The format code of each style of cells."""
    own: dict[int, str] = {}
    are_styles = False
    for kind, data in records(part):
        if kind == _FMT:
            own[int.from_bytes(data[:2], "little")] = words(data, 2)[0]
        elif kind in (_BEGIN_CELL_XFS, _END_CELL_XFS):
            are_styles = kind == _BEGIN_CELL_XFS
        elif kind == _XF and are_styles:
            key = int.from_bytes(data[2:4], "little")
            yield own.get(key) or built_in(key)


def _strings(part: bytes) -> Iterator[str]:
    for kind, data in records(part):
        if kind == _SST_ITEM:
            yield words(data, 1)[0]


def _cells(part: bytes, shared: _Shared) -> Iterator[tuple[int, int, str]]:
    row = 0
    for kind, data in records(part):
        if kind == _ROW_HDR:
            row = number(data, 0)
        elif kind == _END_SHEET_DATA:
            return
        elif (show := _SHOWN.get(kind)) is not None and row < _MOST_ROWS:
            column, style = number(data, 0), number(data, 4) & 0xFF_FFFF
            value = " ".join(show(data, str(style), shared).split())
            if value and column < _MOST_COLUMNS:
                yield row + 1, column + 1, value


def _packed(data: bytes, style: str, shared: _Shared) -> str:
    return shared.styles.number(repr(packed(data, _VALUE)), style)


def _real(data: bytes, style: str, shared: _Shared) -> str:
    return shared.styles.number(repr(real(data, _VALUE)), style)


def _error(data: bytes, _style: str, _shared: _Shared) -> str:
    return ERRORS.get(data[_VALUE], "")


def _truth(data: bytes, _style: str, _shared: _Shared) -> str:
    return "TRUE" if data[_VALUE] else "FALSE"


def _text(data: bytes, style: str, shared: _Shared) -> str:
    return shared.styles.text(words(data, _VALUE)[0], style)


def _rich_text(data: bytes, style: str, shared: _Shared) -> str:
    return shared.styles.text(words(data, _VALUE + 1)[0], style)


def _shared_text(data: bytes, style: str, shared: _Shared) -> str:
    index = number(data, _VALUE)
    return shared.styles.text(shared.strings[index], style) if index < len(shared.strings) else ""


_SHOWN: dict[int, Callable[[bytes, str, _Shared], str]] = {
    _CELL_RK: _packed,
    **dict.fromkeys((_CELL_REAL, _FMLA_NUM), _real),
    **dict.fromkeys((_CELL_ERROR, _FMLA_ERROR), _error),
    **dict.fromkeys((_CELL_BOOL, _FMLA_BOOL), _truth),
    **dict.fromkeys((_CELL_ST, _FMLA_STRING), _text),
    _CELL_R_STRING: _rich_text,
    _CELL_ISST: _shared_text,
}


def _margins(part: bytes) -> str:
    """What the sheet prints above and below its cells."""
    lines: list[str] = []
    for kind, data in records(part):
        if kind == _BEGIN_HEADER_FOOTER:
            at = 2
            while at < len(data):
                line, at = words(data, at)
                lines.append(line)
    return printed_lines(lines)


def _comments(part: bytes) -> Iterator[str]:
    place = ""
    for kind, data in records(part):
        if kind == _BEGIN_COMMENT:
            place = cell_name(number(data, 4), number(data, 12))
        elif kind == _COMMENT_TEXT:
            remark = " ".join(words(data, 1)[0].split())
            if remark:
                yield f"{place}: {remark}"
