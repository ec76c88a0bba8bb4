"""XLS: workbooks of Excel from 5.0 to 2003, their cells as they are shown, without another program."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import olefile

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Leaf
from imtextgui.documents.office.spreadsheets.binary_records import packed
from imtextgui.documents.office.spreadsheets.cell_errors import ERRORS
from imtextgui.documents.office.spreadsheets.cell_grid import Grid
from imtextgui.documents.office.spreadsheets.cell_names import cell_name
from imtextgui.documents.office.spreadsheets.cell_styles import CellStyles, built_in
from imtextgui.documents.office.spreadsheets.old_records import (
    BEGIN,
    END,
    OldRecord,
    OldWords,
    encoding_of,
    old_records,
)
from imtextgui.documents.office.spreadsheets.sheet_drawings import printed_lines
from imtextgui.documents.sniffing import COMPOUND, OLD_WORKBOOK
from imtextgui.documents.text_encoding import decoded
from imtextgui.errors import DocumentDamaged, DocumentEncrypted

MOST_BYTES = 128 * 2**20
"""Of a file; its cells take some ten times as much."""

_STREAMS = ("Workbook", "Book")
_NEWER = 0x600
"""Version from which on characters may have two bytes."""

# Kinds of records, by the names that the specification gives them.
_FILE_PASS, _CODE_PAGE, _DATE_1904, _BOUND_SHEET, _FORMAT, _XF, _SST = (
    0x2F,
    0x42,
    0x22,
    0x85,
    0x41E,
    0xE0,
    0xFC,
)
_LABEL_SST, _LABEL, _RICH_LABEL, _NUMBER, _RK, _MANY_RK, _BOOL_ERROR = (
    0xFD,
    0x204,
    0xD6,
    0x203,
    0x27E,
    0xBD,
    0x205,
)
_FORMULA, _STRING, _NOTE, _OBJECT, _TEXT_OBJECT = 0x06, 0x207, 0x1C, 0x5D, 0x1B6
_HEADER, _FOOTER, _SERIES_TEXT = 0x14, 0x15, 0x100D
_CELL = 6
"""Where the value of a cell begins: after its row, its column and its style."""

_IS_TEXT, _IS_TRUTH, _IS_ERROR = 0, 1, 2
_FIRST_ROW_OF_REST = 0xFFFF
_MOST_STRINGS = 2_000_000


@dataclass(slots=True)
class _Book:
    """What the sheets share, and where they begin."""

    encoding: str = ""
    """Of words that were written up to Excel 95."""
    strings: list[str] = field(default_factory=list)
    styles: CellStyles = field(default_factory=CellStyles)
    sheets: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """What is read of one sheet: notes by the number of their object, and the words of objects."""

    grid: Grid = field(default_factory=Grid)
    notes: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    margins: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    object_number: int = 0
    formula: tuple[int, int, int] | None = None
    """Row, column and style of a formula whose text comes in a record of its own."""


def workbook_stream(data: bytes) -> bytes | None:
    """The stream of a workbook in a compound file, or a workbook that is packed into none; else None."""
    if data.startswith(OLD_WORKBOOK):
        return data
    if not data.startswith(COMPOUND):
        return None
    with suppress(OSError), olefile.OleFileIO(BytesIO(data)) as compound:
        for name in _STREAMS:
            if compound.exists(name):
                stream: bytes = compound.openstream(name).read()
                return stream
    return None


def properties(data: bytes) -> dict[str, str]:
    """What a compound file says of itself: title, subject, keywords."""
    with suppress(
        Exception
    ):  # hardly anything is not raised of damaged ones; the cells can be read nevertheless
        with olefile.OleFileIO(BytesIO(data)) as compound:
            about = compound.get_metadata()
        told = {name: getattr(about, name) for name in ("title", "subject", "keywords")}
        return {name: decoded(words) or "" for name, words in told.items() if isinstance(words, bytes)}
    return {}


def leaves(path: Path, stream: bytes, limits: Limits) -> list[Leaf]:
    """The sheets in the order of their tabs, without the bare ones.

    Raises DocumentEncrypted, and struct.error on a damaged workbook.
    """
    book = _book(path, stream)
    found: list[Leaf] = []
    for start, name in book.sheets:
        if len(found) >= limits.max_pages:
            break
        grid = _grid(stream, start, book)
        if not grid.is_bare():
            found.extend(grid.leaves(name))
    return found


def _book(path: Path, stream: bytes) -> _Book:
    book = _Book()
    formats: dict[int, str] = {}
    keys: list[int] = []
    from_1904 = False
    for record in old_records(stream):
        kind, data = record.kind, record.data
        if kind == _FILE_PASS:
            raise DocumentEncrypted(path=str(path))
        with suppress(struct.error):  # costs itself only
            if kind == BEGIN:
                book.encoding = "" if struct.unpack_from("<H", data)[0] >= _NEWER else "cp1252"
            elif kind == _CODE_PAGE and book.encoding:
                book.encoding = encoding_of(struct.unpack_from("<H", data)[0])
            elif kind == _DATE_1904:
                from_1904 = data[:1] == b"\1"
            elif kind == _FORMAT:
                words = OldWords(record.pieces, 2, encoding=book.encoding)
                formats[struct.unpack_from("<H", data)[0]] = words.words("B" if book.encoding else "H")
            elif kind == _XF:
                keys.append(struct.unpack_from("<H", data, 2)[0])
            else:
                _read_shared(record, book)
    if not book.sheets:
        raise DocumentDamaged(path=str(path), reason="no sheets")
    book.styles = CellStyles(tuple(formats.get(key) or built_in(key) for key in keys), from_1904)
    return book


def _read_shared(record: OldRecord, book: _Book) -> None:
    if record.kind == _BOUND_SHEET:
        name = OldWords(record.pieces, 6, encoding=book.encoding).words("B")
        book.sheets.append((struct.unpack_from("<I", record.data)[0], name))
    elif record.kind == _SST:
        book.strings = list(_strings(record))


def _strings(record: OldRecord) -> Iterator[str]:
    """The words that cells refer to; those before damage are kept."""
    words = OldWords(record.pieces)
    words.number("I")
    with suppress(struct.error):
        for _ in range(min(words.number("I"), _MOST_STRINGS)):
            yield words.words()


def _grid(stream: bytes, start: int, book: _Book) -> Grid:
    sheet = _Sheet()
    depth = 0
    for record in old_records(stream, start):
        depth += (record.kind == BEGIN) - (record.kind == END)
        with suppress(struct.error):  # costs itself only
            if record.kind in _CELL_KINDS and depth == 1:
                _put_cells(record, sheet, book)
            elif read := _BESIDE.get(record.kind):
                read(record, sheet, book)
    grid = sheet.grid
    for number, words in sheet.texts.items():
        if place := sheet.notes.get(number):
            grid.remarks.append(f"{place}: {' '.join(words.split())}")
        else:
            grid.write(1, 1, words)
    grid.remarks.extend(dict.fromkeys(sheet.series))
    grid.margins = printed_lines(sheet.margins)
    return grid


def _put_cells(record: OldRecord, sheet: _Sheet, book: _Book) -> None:
    if record.kind == _STRING:
        if sheet.formula is not None:
            _put(sheet, sheet.formula, OldWords(record.pieces, encoding=book.encoding).words(), book)
            sheet.formula = None
        return
    row, column, style = struct.unpack_from("<HHH", record.data)
    if record.kind == _MANY_RK:
        for index in range((len(record.data) - _CELL) // 6):
            at = 4 + 6 * index
            style = struct.unpack_from("<H", record.data, at)[0]
            _put_number(sheet, (row, column + index, style), packed(record.data, at + 2), book)
        return
    _CELLS[record.kind](record, sheet, (row, column, style), book)


def _put(sheet: _Sheet, place: tuple[int, int, int], words: str, book: _Book) -> None:
    row, column, style = place
    if value := " ".join(book.styles.text(words, str(style)).split()):
        sheet.grid.put(row + 1, column + 1, value)


def _put_number(sheet: _Sheet, place: tuple[int, int, int], value: float, book: _Book) -> None:
    row, column, style = place
    if words := " ".join(book.styles.number(repr(value), str(style)).split()):
        sheet.grid.put(row + 1, column + 1, words)


def _put_shared(record: OldRecord, sheet: _Sheet, place: tuple[int, int, int], book: _Book) -> None:
    (index,) = struct.unpack_from("<I", record.data, _CELL)
    if index < len(book.strings):
        _put(sheet, place, book.strings[index], book)


def _put_label(record: OldRecord, sheet: _Sheet, place: tuple[int, int, int], book: _Book) -> None:
    _put(sheet, place, OldWords(record.pieces, _CELL, encoding=book.encoding).words(), book)


def _put_real(record: OldRecord, sheet: _Sheet, place: tuple[int, int, int], book: _Book) -> None:
    _put_number(sheet, place, struct.unpack_from("<d", record.data, _CELL)[0], book)


def _put_packed(record: OldRecord, sheet: _Sheet, place: tuple[int, int, int], book: _Book) -> None:
    _put_number(sheet, place, packed(record.data, _CELL), book)


def _put_truth(record: OldRecord, sheet: _Sheet, place: tuple[int, int, int], _book: _Book) -> None:
    value, is_error = struct.unpack_from("<BB", record.data, _CELL)
    sheet.grid.put(place[0] + 1, place[1] + 1, ERRORS.get(value, "") if is_error else _truth(value))


def _put_formula(record: OldRecord, sheet: _Sheet, place: tuple[int, int, int], book: _Book) -> None:
    sheet.formula = None
    kind, value = record.data[_CELL], record.data[_CELL + 2]
    if record.data[_CELL + 6 : _CELL + 8] != b"\xff\xff":
        _put_real(record, sheet, place, book)
    elif kind == _IS_TEXT:
        sheet.formula = place
    elif kind in (_IS_TRUTH, _IS_ERROR):
        shown = _truth(value) if kind == _IS_TRUTH else ERRORS.get(value, "")
        sheet.grid.put(place[0] + 1, place[1] + 1, shown)


def _truth(value: int) -> str:
    return "TRUE" if value else "FALSE"


_CELLS = {
    _LABEL_SST: _put_shared,
    **dict.fromkeys((_LABEL, _RICH_LABEL), _put_label),
    _NUMBER: _put_real,
    _RK: _put_packed,
    _BOOL_ERROR: _put_truth,
    _FORMULA: _put_formula,
}
"""How the one cell of a record is put into the grid, by the kind of the record."""

_CELL_KINDS = frozenset((*_CELLS, _MANY_RK, _STRING))


def _read_margin(record: OldRecord, sheet: _Sheet, book: _Book) -> None:
    if record.data:
        words = OldWords(record.pieces, encoding=book.encoding)
        sheet.margins.append(words.words("B" if book.encoding else "H"))


def _read_note(record: OldRecord, sheet: _Sheet, book: _Book) -> None:
    row, column, _, number = struct.unpack_from("<HHHH", record.data)
    if not book.encoding:
        sheet.notes[number] = cell_name(row, column)
        return
    words = record.data[6:].decode(book.encoding, "replace")
    if row == _FIRST_ROW_OF_REST and sheet.grid.remarks:
        sheet.grid.remarks[-1] += words
    else:
        sheet.grid.remarks.append(f"{cell_name(row, column)}: {words}")


def _read_object(record: OldRecord, sheet: _Sheet, _book: _Book) -> None:
    (sheet.object_number,) = struct.unpack_from("<H", record.data, 6)


def _read_text_object(record: OldRecord, sheet: _Sheet, _book: _Book) -> None:
    (length,) = struct.unpack_from("<H", record.data, 10)
    if length and len(record.pieces) > 1:
        words = OldWords(record.pieces[1:])
        wide = bool(words.number("B") & 1)
        sheet.texts[sheet.object_number] = words.characters(length, wide=wide)


def _read_series(record: OldRecord, sheet: _Sheet, book: _Book) -> None:
    if words := OldWords(record.pieces, 2, encoding=book.encoding).words("B"):
        sheet.series.append(words)


_BESIDE = {
    **dict.fromkeys((_HEADER, _FOOTER), _read_margin),
    _NOTE: _read_note,
    _OBJECT: _read_object,
    _TEXT_OBJECT: _read_text_object,
    _SERIES_TEXT: _read_series,
}
