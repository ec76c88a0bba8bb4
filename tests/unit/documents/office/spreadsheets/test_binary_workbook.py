"""Binary workbooks, written record by record."""

import struct
from pathlib import Path

import pytest

from imtextgui.documents import readers
from imtextgui.documents.content import PageContent
from imtextgui.documents.office.spreadsheets.binary_records import packed, records
from imtextgui.errors import DocumentDamaged, DocumentError
from tests.unit.documents.office.packages import package
from tests.unit.documents.test_documents import prepare

BOOK, SHEET, STYLES, STRINGS = "xl/workbook.bin", "xl/sheets/s.bin", "xl/styles.bin", "xl/strings.bin"


def record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + value)


def row(number: int, *cells: bytes) -> bytes:
    return record(0, struct.pack("<I", number) + bytes(21)) + b"".join(cells)


def real(value: float) -> bytes:
    return struct.pack("<d", value)


def workbook(*rows: bytes, after: bytes = b"", from_1904: bool = False, early: bool = False) -> bytes:
    """A workbook of one sheet with styles for plain numbers, stock numbers, dates and durations.

    ``early`` is as the first programs of 2007 wrote it.
    """
    named = record(156, bytes(4 * early) + struct.pack("<II", 0, 1) + wide("r1") + wide("部品"))
    styles = [record(44, struct.pack("<H", 170) + wide("00000000"))]
    styles.append(record(626) + record(47, struct.pack("<HH", 0, 9)) + record(627))
    formats = (0, 170, 14, 46)
    styles.append(record(617) + b"".join(record(47, struct.pack("<HH", 0, key)) for key in formats))
    parts = {
        BOOK: record(131) + record(153, bytes([from_1904, 0, 0, 0])) + named + record(132),
        SHEET: record(129) + record(145) + b"".join(rows) + record(146) + after + record(130),
        STYLES: record(278) + b"".join(styles) + record(618),
        STRINGS: record(159) + record(19, b"\x00" + wide("ガスケット GP-2040")),
        "xl/comments.bin": record(635, struct.pack("<IIIII", 0, 2, 2, 1, 1))
        + record(637, b"\x00" + wide("要確認")),
    }
    links = {
        BOOK: {"r1": ("worksheet", SHEET), "r2": ("styles", STYLES), "r3": ("sharedStrings", STRINGS)},
        SHEET: {"r1": ("comments", "xl/comments.bin")},
    }
    return package(BOOK, parts, links)


PARTS = row(
    0,
    cell(7, 0, struct.pack("<I", 0)),
    cell(5, 1, real(4471902), 1),
    cell(2, 2, struct.pack("<i", 46000 << 2 | 2), 2),
    cell(9, 3, real(1.5), 3),
    cell(4, 4, b"\x01"),
)


def written(path: Path, data: bytes) -> list[PageContent]:
    path.write_bytes(data)
    return [event for event in readers.read(path, prepare) if isinstance(event, PageContent)]


def test_cells_as_they_are_shown(tmp_path: Path) -> None:
    second = row(
        4, cell(6, 0, wide("一行")), cell(62, 2, b"\x00" + wide("M8")), cell(3, 3, b"\x2a"), cell(1, 4, b"")
    )
    (page,) = written(tmp_path / "a.xlsb", workbook(PARTS, second))
    assert page.title == "部品"
    assert page.text.splitlines()[:2] == [
        "ガスケット GP-2040   04471902   2025-12-09   36:00:00   TRUE",
        "一行   M8   #N/A",
    ]
    assert "B3: 要確認" in page.text


def test_days_from_1904(tmp_path: Path) -> None:
    (page,) = written(tmp_path / "a.xlsb", workbook(row(0, cell(5, 0, real(44538), 2)), from_1904=True))
    assert page.text.startswith("2025-12-09")


def test_printed_lines(tmp_path: Path) -> None:
    margins = record(
        479, bytes(2) + wide("&L図番 XK-77&R&P") + struct.pack("<I", 0xFFFF_FFFF) + wide("社外秘")
    )
    (page,) = written(tmp_path / "a.xlsb", workbook(row(0, cell(6, 0, wide("表"))), after=margins))
    assert [line for line in page.text.splitlines() if line] == [
        "表",
        "B3: 要確認",
        "部品",
        "図番 XK-77",
        "社外秘",
    ]


def test_a_workbook_of_the_first_programs(tmp_path: Path) -> None:
    (page,) = written(tmp_path / "a.xlsb", workbook(row(0, cell(6, 0, wide("表"))), early=True))
    assert (page.title, page.text.splitlines()[0]) == ("部品", "表")


def test_a_sheet_whose_part_is_missing(tmp_path: Path) -> None:
    named = [record(156, struct.pack("<II", 0, 1) + wide(key) + wide(key)) for key in ("r1", "r9")]
    parts = {BOOK: b"".join(named), SHEET: row(0, cell(6, 0, wide("表")))}
    (page,) = written(tmp_path / "a.xlsb", package(BOOK, parts, {BOOK: {"r1": ("worksheet", SHEET)}}))
    assert page.text.startswith("表")


def test_cells_far_from_each_other(tmp_path: Path) -> None:
    corners = (row(0, cell(6, 0, wide("始"))), row(1_048_575, cell(6, 16_383, wide("終"))))
    (page,) = written(tmp_path / "a.xlsb", workbook(*corners))
    assert page.text.startswith("始\n終")


def test_numbers_in_four_bytes() -> None:
    assert packed(struct.pack("<i", -5 << 2 | 2), 0) == -5
    assert packed(struct.pack("<i", 1234 << 2 | 3), 0) == 12.34
    assert packed(struct.pack("<d", 1.5)[4:], 0) == 1.5


def test_a_part_that_is_cut_short() -> None:
    assert list(records(record(7, b"abc") + record(637, b"defg")[:-1])) == [(7, b"abc")]
    assert list(records(b"\x80")) == [(0x80, b"")]


def test_damaged_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    broken = workbook(row(0, cell(6, 0, struct.pack("<I", 40) + b"ab")))
    for data in (broken, package(BOOK, {BOOK: record(156, bytes(3))}, {})):
        with pytest.raises(DocumentDamaged):
            written(path, data)
    with pytest.raises(DocumentError):
        written(path, package(BOOK, {BOOK: b"\xff" * 40}, {}))
