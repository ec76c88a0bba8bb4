"""Workbooks of Excel from 5.0 to 2003, written record by record, without another program."""

import struct
from pathlib import Path

import pytest

from imtextgui.config import settings
from imtextgui.config.settings import Settings
from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, PageContent
from imtextgui.documents.office.spreadsheets import old_workbook
from imtextgui.documents.office.spreadsheets.old_records import OldWords, encoding_of, old_records
from imtextgui.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentNeedsConverter,
    DocumentTooLarge,
)
from tests import compound_files
from tests.unit.documents.test_documents import prepare

END = struct.pack("<HH", 0x0A, 0)
NEWER, OLDER = 0x600, 0x500


def record(kind: int, data: bytes = b"", *more: bytes) -> bytes:
    """A record, and those that continue it."""
    first = struct.pack("<HH", kind, len(data)) + data
    return first + b"".join(struct.pack("<HH", 0x3C, len(piece)) + piece for piece in more)


def wide(words: str, form: str = "H") -> bytes:
    return struct.pack(f"<{form}B", len(words), 1) + words.encode("utf-16-le")


def narrow(words: str, form: str = "H") -> bytes:
    return struct.pack(f"<{form}B", len(words), 0) + words.encode("latin-1")


def cell(kind: int, row: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, style) + value)


def formula(row: int, column: int, kind: int, value: int) -> bytes:
    return cell(0x06, row, column, bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF]) + bytes(8))


def real(value: float) -> bytes:
    return struct.pack("<d", value)


def begin(version: int, kind: int = 0x10) -> bytes:
    return record(0x809, struct.pack("<HHIII", version, kind, 0, 0, 0))


def stream(
    sheets: dict[str, bytes], *shared: bytes, version: int = NEWER, named: bytes | None = None
) -> bytes:
    """The stream of a workbook with the records that its sheets share."""

    def directory(start: int) -> bytes:
        places, listed = start, b""
        for name, inside in sheets.items():
            words = narrow(name, "B") if name.isascii() else wide(name, "B")
            listed += record(0x85, struct.pack("<IBB", places, 0, 0) + (named or words))
            places += len(begin(version) + inside + END)
        return listed

    head = begin(version, 5) + b"".join(shared)
    start = len(head + directory(0) + END)
    body = b"".join(begin(version) + inside + END for inside in sheets.values())
    return head + directory(start) + END + body


def packed(data: bytes, name: str = "Workbook") -> bytes:
    return compound_files.compound({(name,): data.ljust(4096, b"\0")})


SST = record(0xFC, struct.pack("<II", 2, 2) + wide("ガスケット GP-2040") + narrow("Valve"))
STYLES = record(0x41E, struct.pack("<H", 170) + narrow("00000000")) + b"".join(
    record(0xE0, struct.pack("<HH", 0, key) + bytes(16)) for key in (0, 170, 14, 46)
)
PARTS = (
    cell(0xFD, 0, 0, struct.pack("<I", 0))
    + cell(0x203, 0, 1, real(4471902), 1)
    + cell(0x27E, 0, 2, struct.pack("<i", 46000 << 2 | 2), 2)
    + cell(0x203, 0, 3, real(1.5), 3)
    + cell(0x205, 0, 4, b"\1\0")
)


def said(number: int, words: str) -> bytes:
    """An object with words: a box, or what a note says."""
    about = record(0x5D, struct.pack("<HHHH", 0x15, 18, 0, number) + bytes(14))
    text = b"\1" + words.encode("utf-16-le")
    return about + record(0x1B6, struct.pack("<HH6xHH", 0, 0, len(words), 16), text, bytes(16))


NOTE = record(0x1C, struct.pack("<HHHH", 2, 1, 0, 1))
CHART = (
    begin(NEWER, 0x20) + record(0x100D, b"\0\0" + narrow("Downtime", "B")) + cell(0x203, 9, 9, real(99)) + END
)


def titled() -> bytes:
    """A workbook with a title."""
    title = b"\x1e\0\0\0" + struct.pack("<I", 16) + b"Crusher CR-5518\0"
    section = struct.pack("<IIII", 16 + len(title), 1, 2, 16) + title
    head = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 2, bytes(16), 1, bytes(16), 48)
    book = stream({"S": PARTS}, SST, STYLES)
    streams: dict[tuple[str, ...], bytes] = {("Workbook",): book, ("\x05SummaryInformation",): head + section}
    return compound_files.compound(streams)


def workbook(inside: bytes = PARTS, *more: bytes) -> bytes:
    return packed(stream({"部品": inside}, SST, STYLES, *more))


def pages(path: Path, data: bytes) -> list[PageContent]:
    path.write_bytes(data)
    return [event for event in readers.read(path, prepare) if isinstance(event, PageContent)]


def page(path: Path, inside: bytes, *more: bytes) -> PageContent:
    (only,) = pages(path, workbook(inside, *more))
    return only


@pytest.fixture(autouse=True)
def _no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.xls"


def test_cells_are_read_as_they_are_shown(path: Path) -> None:
    (only,) = pages(path, workbook())
    assert only.title == "部品"
    assert only.text == "ガスケット GP-2040   04471902   2025-12-09   36:00:00   TRUE\n\n部品"
    assert only.tensor is not None
    assert "2029-12-10" in page(path, PARTS, record(0x22, b"\1\0")).text, "days from 1904"


def test_values_of_formulas_and_errors(path: Path) -> None:
    inside = formula(0, 0, 0, 0) + record(0x4BC, b"shared") + record(0x207, narrow("from a formula"))
    inside += formula(0, 1, 1, 1) + formula(0, 2, 2, 0x2A) + formula(0, 3, 3, 0)
    inside += (
        cell(0x06, 0, 4, real(2.5) + bytes(8)) + cell(0x205, 0, 5, b"\x07\1") + record(0x207, narrow("stray"))
    )
    assert page(path, inside).text.split("\n")[0] == "from a formula   TRUE   #N/A   2.5   #DIV/0!"


def test_many_numbers_and_labels_in_one_record(path: Path) -> None:
    numbers = b"".join(struct.pack("<Hi", 0, value << 2 | 2) for value in (7, -8))
    inside = record(0xBD, struct.pack("<HH", 0, 0) + numbers + struct.pack("<H", 1))
    inside += cell(0x204, 1, 0, wide("軸受")) + cell(0xD6, 1, 1, narrow("M8"))
    assert page(path, inside).text.split("\n")[:2] == ["7   -8", "軸受   M8"]


def test_words_that_go_on_in_another_record(path: Path) -> None:
    first = struct.pack("<II", 3, 3) + struct.pack("<HB", 8, 0) + b"Pres"
    rich = struct.pack("<HBHI", 4, 1 | 4 | 8, 2, 6) + "油圧".encode("utf-16-le")
    strings = record(
        *(0xFC, first, b"\1" + "sure".encode("utf-16-le") + rich),
        b"\0" + b"ab" + bytes(8),
        bytes(6) + narrow("last"),
    )
    inside = b"".join(cell(0xFD, 0, column, struct.pack("<I", column)) for column in range(4))
    book = stream({"S": inside}, strings, STYLES)
    assert pages(path, packed(book))[0].text.split("\n")[0] == "Pressure   油圧ab   last"


def test_notes_boxes_margins_and_charts(path: Path) -> None:
    inside = PARTS + said(1, "要確認") + said(2, "隙間ゲージ") + CHART
    inside += NOTE + record(0x14, wide("&L図番 XK-77&R&P")) + record(0x15)
    inside += record(0x1B6, b"cut") + record(0x1B6, struct.pack("<HH6xHH", 0, 0, 0, 0))
    assert page(path, inside).text.split("\n\n")[1:] == [
        "隙間ゲージ",
        "B3: 要確認",
        "Downtime",
        "部品\n図番 XK-77",
    ]


def test_workbooks_up_to_excel_95(path: Path) -> None:
    def older(words: str, form: str = "H") -> bytes:
        raw = words.encode("cp932")
        return struct.pack(f"<{form}", len(raw)) + raw

    note = "要確認".encode("cp932")
    inside = (
        cell(0x204, 0, 0, older("軸受")) + cell(0x203, 0, 1, real(42), 1) + record(0x14, older("図番", "B"))
    )
    inside += record(0x1C, struct.pack("<HHH", 2, 1, len(note)) + note[:4])
    inside += record(0x1C, struct.pack("<HHH", 0xFFFF, 0, len(note) - 4) + note[4:])
    formats = record(0x41E, struct.pack("<H", 170) + older("0000", "B"))
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, key)) for key in (0, 170))
    shared = (record(0x42, struct.pack("<H", 932)), formats, styles)
    data = stream({"x": inside}, *shared, version=OLDER, named=older("部品", "B"))
    for kept in (packed(data, "Book"), data):
        (only,) = pages(path, kept)
        assert (only.title, only.text) == ("部品", "軸受   0042\n\nB3: 要確認\n\n部品\n図番")


def test_code_pages_that_are_not_known_are_western() -> None:
    assert [encoding_of(page) for page in (932, 0x8000, 1252, 4711)] == [
        "cp932",
        "mac-roman",
        "cp1252",
        "cp1252",
    ]


def test_what_a_workbook_says_of_itself(path: Path) -> None:
    (only,) = pages(path, titled())
    assert "Crusher CR-5518" in only.text


def test_a_program_that_the_user_has_named_goes_first(path: Path) -> None:
    settings.write(Settings(converters=("xls pdf /no/such/program {input}",)))
    with pytest.raises(DocumentDamaged, match="no/such/program"):
        pages(path, workbook())


def test_a_workbook_under_another_name_and_one_with_a_zip_at_its_end(tmp_path: Path) -> None:
    zipped = b"PK\5\6" + bytes(18)
    for name in ("a.xlsx", "a.xlt", "a.bin"):
        (only,) = pages(tmp_path / name, workbook() + zipped)
        assert "GP-2040" in only.text


def test_damaged_workbooks(path: Path) -> None:
    with pytest.raises(DocumentNeedsConverter):  # nothing tells any more that it was one
        pages(path, workbook()[:600])
    for data in (packed(begin(NEWER) + END), packed(b"\xff" * 50), packed(stream({"S": b""}))):
        with pytest.raises((DocumentDamaged, DocumentEmpty)):
            pages(path, data)
    broken = cell(0x204, 0, 0, struct.pack("<HB", 40, 1) + b"ab") + record(0x203, b"ab")
    assert page(path, broken + cell(0x204, 1, 0, narrow("kept"))).text.startswith("kept")
    cut = stream({"S": PARTS}, SST, STYLES)[:-30]
    assert "GP-2040" in pages(path, cut)[0].text


def test_records_and_words_that_are_cut_short() -> None:
    assert [found.kind for found in old_records(record(0x204, b"ab") + record(0x809))] == [0x204]
    assert list(old_records(b"\x09\x08\xff\xff")) == []
    with pytest.raises(struct.error):
        OldWords([b"\5\0\1ab"]).words()


def test_workbooks_that_cannot_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentEncrypted):
        pages(path, workbook(PARTS, record(0x2F, bytes(6))))
    with pytest.raises(DocumentNeedsConverter):
        pages(path, compound_files.compound({("WordDocument",): bytes(5000)}))
    with pytest.raises(DocumentNeedsConverter):
        pages(path, b"\x09\x04\x06\0\0\0\x10\0" * 40)
    monkeypatch.setattr(old_workbook, "MOST_BYTES", 1_000)
    with pytest.raises(DocumentTooLarge):
        pages(path, workbook())


def test_no_more_sheets_than_pages_are_allowed() -> None:
    sheets = {name: cell(0x204, 0, 0, narrow(name)) for name in "abc"}
    limits = DEFAULT_LIMITS.__class__(max_pages=2)
    assert len(old_workbook.leaves(Path("a"), stream(sheets), limits)) == 2
