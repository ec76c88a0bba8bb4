"""Office documents written by the libraries of their formats: pages, words, titles and pictures."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pptx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from pptx.presentation import Presentation
from pptx.util import Cm, Pt

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, Limits, PageContent
from imtextgui.documents.office import reader
from imtextgui.documents.office.spreadsheets import cell_grid
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentEmpty, DocumentEncrypted, DocumentMissing, DocumentUnsupported
from tests import bad_files

RED = BytesIO(bad_files.picture("PNG"))


def prepare(image: Image.Image) -> Tensor:
    assert (image.mode, max(image.size)) == ("RGB", RENDERED_SIDE)
    return np.asarray(image)


def read(
    data: bytes, limits: Limits = DEFAULT_LIMITS, first_page: int = 1
) -> tuple[DocumentInfo, list[PageContent]]:
    info, *pages = reader.read(Path("a"), data, prepare, limits, first_page)
    assert isinstance(info, DocumentInfo)
    return info, [page for page in pages if isinstance(page, PageContent)]


def word(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def manual(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Document GP-2040-M Rev. C"
    document.add_heading("油圧ポンプ取扱説明書", 1)
    document.add_paragraph("Tighten the bolts\tto 25 Nm.")
    document.add_picture(RED, Cm(8))
    table = document.add_table(2, 2)
    for index, words in enumerate(("部品番号", "Qty", "B-17", "4")):
        table.cell(index // 2, index % 2).text = words
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("Maintenance", 2)
    document.add_paragraph("Check the oil level.")


def reds(page: PageContent) -> float:
    assert page.tensor is not None
    return float((page.tensor == (255, 0, 0)).all(axis=2).mean())


def test_word_pages_with_their_headings_tables_and_pictures() -> None:
    info, (first, second) = read(word(manual))
    assert (info.kind, info.pages, info.title) == (Kind.MANUAL, 2, "油圧ポンプ取扱説明書")
    assert first.text.startswith(
        "油圧ポンプ取扱説明書\n\nTighten the bolts to 25 Nm.\n\n部品番号   Qty\nB-17   4"
    )
    assert (second.title, second.text) == ("Maintenance", "Maintenance\n\nCheck the oil level.")
    assert [first.section, second.section] == ["油圧ポンプ取扱説明書", "油圧ポンプ取扱説明書 / Maintenance"]
    headers = [passage.text for passage in first.passages if passage.origin is Origin.METADATA]
    assert headers == ["Document GP-2040-M Rev. C"]
    assert 0.01 < reds(first) < 0.2
    assert reds(second) == 0
    assert first.thumbnail is not None


def test_a_long_document_without_breaks_is_cut_between_paragraphs() -> None:
    data = word(
        lambda document: [document.add_paragraph(f"Step {step}: " + "turn it. " * 20) for step in range(40)]
    )
    info, pages = read(data)
    assert info.pages == len(pages) == 2
    assert "Step 39" in pages[-1].text
    assert [page.number for page in read(data, first_page=2)[1]] == [2]


def test_deleted_words_are_gone_and_boxes_are_read_once() -> None:
    data = word(lambda document: document.add_paragraph("before MARK after"))
    marked = repacked(
        data,
        "word/document.xml",
        lambda xml: xml.replace(
            b"MARK",
            b"</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
            b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            b"<mc:Choice><w:r><w:t>boxed</w:t></w:r></mc:Choice>"
            b"<mc:Fallback><w:r><w:t>boxed</w:t></w:r></mc:Fallback></mc:AlternateContent><w:r><w:t>",
        ),
    )
    assert read(marked)[1][0].text == "before boxed after"


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, change(source.read(entry)) if entry == name else source.read(entry))
    return out.getvalue()


def show(write: Callable[[Presentation], object]) -> bytes:
    presentation = pptx.Presentation()
    write(presentation)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def training(presentation: Presentation) -> None:
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    assert first.shapes.title is not None
    first.shapes.title.text = "安全教育"
    first.placeholders[1].text_frame.text = "Lock out the pump"
    first.notes_slide.notes_text_frame.text = "mention the valve"
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    second.shapes.add_picture(RED, Cm(1), Cm(1), Cm(12), Cm(8))
    group = second.shapes.add_group_shape()
    box = group.shapes.add_textbox(Cm(14), Cm(2), Cm(8), Cm(2))
    box.text_frame.text = "Seal kit B-17"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(24)
    table = second.shapes.add_table(1, 2, Cm(1), Cm(12), Cm(10), Cm(2)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Torque", "25 Nm"


def test_slides_with_titles_notes_tables_and_pictures_where_they_stand() -> None:
    info, (first, second) = read(show(training))
    assert (info.kind, info.pages, info.title) == (Kind.MANUAL, 2, "安全教育")
    assert (first.title, first.text) == ("安全教育", "安全教育\n\nLock out the pump\n\nmention the valve")
    assert (first.width, first.height) == (720, 540)
    assert first.tensor is not None
    assert (first.tensor[60:250] < 128).any(), "the title stands where its layout puts it"
    assert "Seal kit B-17" in second.text
    assert "Torque   25 Nm" in second.text
    assert second.tensor is not None
    left, right = second.tensor[100:300, 60:200], second.tensor[90:200, 560:900]
    assert (left == (255, 0, 0)).all(axis=2).mean() > 0.5
    assert (right < 128).any()


def sheet(write: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    write(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def parts(book: openpyxl.Workbook) -> None:
    first = book.active
    first.title = "部品表"
    first.append(["部品番号", "Qty", "Price", "Date", "Ok"])
    first.append(["GP-2040-B1", 4, 0.1 + 0.2, date(2024, 5, 17), True])
    first["H2"] = "=B2*2"
    first.add_image(SheetImage(BytesIO(bad_files.picture("PNG"))), "B5")
    book.create_sheet("Bare")
    book.create_sheet("Suppliers")["C3"] = "Yamada ﾎﾟﾝﾌﾟ"


def test_sheets_with_numbers_and_dates_as_people_write_them() -> None:
    info, (first, second) = read(sheet(parts))
    assert (info.kind, info.pages, info.title) == (Kind.MANUAL, 2, "部品表")
    assert first.text.startswith(
        "部品番号   Qty   Price   Date   Ok\nGP-2040-B1   4   0.3   2024-05-17   TRUE"
    )
    assert (second.title, second.text) == ("Suppliers", "Yamada ﾎﾟﾝﾌﾟ\n\nSuppliers")
    assert reds(first) > 0.01


def test_a_long_sheet_is_cut_into_pages_between_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_grid, "MOST_CHARS", 1_000)
    rows = [f"part {row}" for row in range(500)]
    data = sheet(lambda book: [book.active.append([words, row]) for row, words in enumerate(rows)])
    info, pages = read(data)
    assert info.pages == len(pages) > 5
    lines = [line for page in pages for line in page.text.split("\n") if line.startswith("part")]
    assert [line.split("   ")[0] for line in lines] == rows, "no row is lost"
    assert all(page.problem is None and page.tensor is not None for page in pages)
    assert {page.title for page in pages} == {"Sheet"}


def test_a_huge_sheet_is_read_as_far_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_CHARS", 1_000)
    data = sheet(lambda book: [book.active.append([f"part {row}", row]) for row in range(500)])
    _, (page,) = read(data)
    assert len(page.text) < 1_100
    assert page.problem is not None
    assert page.problem.code == "document-too-large"
    assert page.tensor is not None


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}{name}:1.0"'
    for name in ("office", "text", "table", "drawing", "style", "presentation", "manifest")
)
DRAW = (
    f'xmlns:draw="{OFFICE}drawing:1.0" xmlns:svg="{OFFICE}svg-compatible:1.0" xmlns:fo="{OFFICE}xsl-fo:1.0"'
)
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def opendocument(kind: str, inside: str, styles: str = "", manifest: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        body = f"<office:body><office:{kind}>{inside}</office:{kind}></office:body>"
        for name, content in (
            ("content.xml", body),
            ("styles.xml", styles),
            ("META-INF/manifest.xml", manifest),
            ("meta.xml", '<office:meta><dc:title xmlns:dc="d">取扱説明書</dc:title></office:meta>'),
        ):
            package.writestr(name, f"<office:document {SPACES} {DRAW} {LINK}>{content}</office:document>")
        package.writestr("Pictures/red.png", bad_files.picture("PNG"))
    return out.getvalue()


FRAME = (
    '<draw:frame svg:x="2cm" svg:y="3cm" svg:width="8cm" svg:height="5cm">'
    '<draw:image xlink:href="Pictures/red.png"/></draw:frame>'
)


def test_opendocument_text() -> None:
    info, (first, second) = read(
        opendocument(
            "text",
            '<text:h text:outline-level="1">油圧<text:s/>ポンプ</text:h>'
            f"<text:p>Tighten<text:tab/>to 25 Nm<text:line-break/>and lock.{FRAME}</text:p>"
            "<text:list><text:list-item><text:p>B-17</text:p></text:list-item></text:list>"
            "<text:tracked-changes><text:p>old</text:p></text:tracked-changes>"
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
            "<text:soft-page-break/><text:p>Second page</text:p>",
            "<style:footer><text:p>Form F-88</text:p></style:footer>",
        )
    )
    assert (info.kind, info.pages, info.title) == (Kind.MANUAL, 2, "取扱説明書")
    assert first.title == "油圧 ポンプ"
    assert first.text == (
        "油圧 ポンプ\n\nTighten to 25 Nm\nand lock.\n\nB-17\n\na   b\n\nForm F-88\n取扱説明書"
    )
    assert second.text == "Second page"
    assert second.section == "油圧 ポンプ"
    assert reds(first) > 0.02


def test_opendocument_sheets_with_repeated_cells() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    info, (page,) = read(
        opendocument(
            "spreadsheet",
            '<table:table table:name="部品表"><table:table-row>'
            + cell.format(' table:number-columns-repeated="2"', "M8")
            + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
            + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
            + f"<table:table-row>{cell.format('', 'bolt')}</table:table-row></table:table>"
            + '<table:table table:name="Bare"/>',
        )
    )
    assert info.pages == 1
    assert (page.title, page.text) == ("部品表", "M8   M8\nbolt\n\n部品表\n取扱説明書")


def test_opendocument_slides() -> None:
    page_size = '<style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm"/>'
    _, (page,) = read(
        opendocument(
            "presentation",
            '<draw:page><draw:frame presentation:class="title" svg:x="1cm" svg:y="1cm" '
            'svg:width="20cm" svg:height="2cm">'
            f"<draw:text-box><text:p>安全教育</text:p></draw:text-box></draw:frame>{FRAME}</draw:page>",
            page_size,
        )
    )
    assert (page.title, page.text) == ("安全教育", "安全教育\n\n取扱説明書")
    assert (page.width, page.height) == (794, 446)
    assert reds(page) > 0.02


def test_encrypted_packages() -> None:
    locked = opendocument("text", "<text:p>x</text:p>", manifest="<manifest:encryption-data/>")
    for data in (locked, bad_files.locked_office()):
        with pytest.raises(DocumentEncrypted):
            read(data)


def test_packages_without_anything_in_them_are_empty() -> None:
    for data in (word(lambda document: None), sheet(lambda book: None), show(lambda presentation: None)):
        with pytest.raises(DocumentEmpty):
            read(data)


def test_other_packages_and_old_documents_are_not_supported() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("notes.txt", "words")
    for data in (out.getvalue(), bad_files.locked_office().replace(b"E\0n\0c\0r", b"W\0o\0r\0d")):
        with pytest.raises(DocumentUnsupported):
            read(data)


def test_pages_are_rendered_at_the_size_asked_for() -> None:
    page = reader.render(Path("a"), word(manual), 2, 500, DEFAULT_LIMITS)
    assert page is not None
    assert max(page.size) == 500
    with pytest.raises(DocumentMissing):
        reader.render(Path("a"), word(manual), 3, 500, DEFAULT_LIMITS)


def test_pictures_that_cannot_be_decoded_leave_a_grey_box() -> None:
    data = repacked(word(manual), "word/media/image1.png", lambda png: b"\x01\0\0\0 a metafile")
    page = read(data)[1][0]
    assert page.tensor is not None
    assert (page.tensor == (0xE0, 0xE0, 0xE0)).all(axis=2).mean() > 0.01


def test_embedded_pictures_are_parts_of_their_page() -> None:
    first, second = reader.draw(Path("a"), show(training), [1, 2], 800, DEFAULT_LIMITS)
    assert first.figures == ()
    (box,) = second.figures
    assert first.picture is not None
    assert second.picture is not None
    left, top, right, bottom = (
        round(share * side)
        for share, side in zip((box.x0, box.y0, box.x1, box.y1), second.picture.size * 2, strict=True)
    )
    part = np.asarray(second.picture.crop((left, top, right, bottom)))
    assert (part[:, : part.shape[1] // 4] == (255, 0, 0)).all(axis=2).mean() > 0.95, (
        "the red third of the picture"
    )
    (page,) = reader.draw(Path("a"), word(manual), [1], 800, DEFAULT_LIMITS)
    assert len(page.figures) == 1
