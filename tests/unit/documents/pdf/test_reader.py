"""PDF pages: text, headings, pictures, and what is a drawing."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.pdf import reader
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Box, Kind
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentEncrypted
from tests import bad_files

PLACE = Path("document.pdf")


def prepare(image: Image.Image) -> Tensor:
    assert image.mode == "RGB"
    assert max(image.size) == RENDERED_SIDE
    return np.asarray(image.resize((64, 64)))


def read(data: bytes, first_page: int = 1) -> tuple[DocumentInfo, list[PageContent]]:
    info, *pages = reader.read(PLACE, data, prepare, DEFAULT_LIMITS, first_page)
    assert isinstance(info, DocumentInfo)
    return info, [page for page in pages if isinstance(page, PageContent)]


def drawn(size: tuple[float, float], strokes: int = 60, words: int = 0) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, size)
    for step in range(strokes):
        canvas.line(20 + step, 20, 20 + 2 * step, 300)
    for row in range(words):
        canvas.drawString(30, 30 + 11 * row, "remove all of the bolts before you lift the heavy cover off")
    canvas.drawString(30, 400, "GP-2040-B1")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def sheet(size: tuple[float, float], *lines: str, strokes: int = 60) -> bytes:
    """Strokes and ``lines``, without a drawing's number."""
    out = BytesIO()
    canvas = Canvas(out, size)
    for step in range(strokes):
        canvas.line(20 + step, 20, 20 + 2 * step, 300)
    for row, line in enumerate(lines):
        # apart and not the same: pdfium takes the same words almost in one place for bold ones
        canvas.drawString(30, 30 + 15 * row, f"{line} {row}")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


PROSE = "remove all of the bolts before you lift the heavy cover off"
BLOCK = ("SCALE", "1:2", "DWG No.", "GP-2040-00", "REV.", "B", "DATE", "2021-06-14", "SIZE", "A3")


def test_text_in_both_languages_and_beyond_the_basic_plane() -> None:
    info, (first, second) = read(
        bad_files.pdf(["油圧ポンプの組立図 GP-2040-B1\n𠮷野 ﬁlter 🔧", "second"], title="取扱説明書")
    )
    assert (info.title, info.pages, info.kind) == ("取扱説明書", 2, Kind.MANUAL)
    assert first.text == "油圧ポンプの組立図 GP-2040-B1\n𠮷野 filter 🔧\n\n取扱説明書"
    assert [passage.text for passage in second.passages] == ["second"]
    assert (first.width, first.height) == (595, 842)


def test_words_divided_at_the_end_of_a_line_are_whole_again() -> None:
    text = read(bad_files.pdf(["the hydrau\u00ad\nlic pump"]))[1][0].text
    assert "hydrau" in text
    assert "\u00ad" not in text
    assert "\ufffe" not in text
    assert "\x02" not in text


def test_the_picture_is_the_page() -> None:
    out = BytesIO()
    canvas = Canvas(out, landscape(A4))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 400, 300, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    _, (page,) = read(out.getvalue())
    assert page.tensor is not None
    assert page.tensor[60, 4].tolist() == [255, 0, 0], "red, not blue, at the lower left"
    assert page.tensor[4, 60].tolist() == [255, 255, 255]
    assert page.thumbnail is not None
    with Image.open(BytesIO(page.thumbnail)) as image:
        assert image.size == (320, 227)


def test_a_heading_is_what_the_outline_says_else_the_largest_line() -> None:
    out = BytesIO()
    canvas = Canvas(out, A4)
    for number in (1, 2, 3):
        canvas.setFont("Helvetica", 18)
        canvas.drawString(60, 700, f"Heading {number}")
        canvas.setFont("Helvetica", 10)
        for row in range(8):
            canvas.drawString(60, 650 - 14 * row, f"line {row} of the page")
        if number == 2:
            canvas.bookmarkPage("two")
            canvas.addOutlineEntry("保守点検", "two")
        canvas.showPage()
    canvas.save()
    info, pages = read(out.getvalue())
    assert [page.title for page in pages] == ["Heading 1", "保守点検", "Heading 3"]
    assert info.title == "Heading 1", "a converter's 'untitled' is none"


def test_every_page_knows_the_section_that_it_lies_in() -> None:
    out = BytesIO()
    canvas = Canvas(out, A4)
    outline = {2: [("保守", 0), ("3.1 Oil", 1)], 4: [("3.2 Seals", 1)], 6: [("Parts", 0)]}
    for number in range(1, 8):
        canvas.drawString(60, 700, f"page {number}")
        for words, level in outline.get(number, ()):
            canvas.bookmarkPage(words)
            canvas.addOutlineEntry(words, words, level)
        canvas.showPage()
    canvas.save()
    sections = [
        "",
        "保守 / 3.1 Oil",
        "保守 / 3.1 Oil",
        "保守 / 3.2 Seals",
        "保守 / 3.2 Seals",
        "Parts",
        "Parts",
    ]
    assert [page.section for page in read(out.getvalue())[1]] == sections
    assert [page.section for page in read(out.getvalue(), first_page=5)[1]] == sections[4:]


@pytest.mark.parametrize("title", ["Microsoft Word - GP 2040 manual.docx", "GP 2040 manual"])
def test_what_a_converter_adds_to_a_title_goes(title: str) -> None:
    assert read(bad_files.pdf(["x"], title=title))[0].title == "GP 2040 manual"


@pytest.mark.parametrize("title", ["untitled", "12", "C:\\temp\\a.dwg", "Layout1", "無題"])
def test_what_is_no_title_is_none(title: str) -> None:
    assert read(bad_files.pdf(["x"], title=title))[0].title == ""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (drawn(landscape(A3)), Kind.DRAWING),
        (drawn(landscape(A4)), Kind.DRAWING),
        (drawn(A4, strokes=600), Kind.DRAWING),
        (drawn(A4), Kind.MANUAL),
        (drawn(landscape(A4), words=25), Kind.MANUAL),
        (bad_files.pdf(["\n".join(f"R{row}" for row in range(300))]), Kind.DRAWING),
        (bad_files.pdf(["x"] * 4, size=(842, 595)), Kind.MANUAL),
        (sheet(landscape(A3), *BLOCK, *[PROSE] * 8), Kind.DRAWING),
        (sheet(A4, *BLOCK, strokes=30), Kind.DRAWING),
        (sheet(A4, *BLOCK, *[PROSE] * 12), Kind.MANUAL),
        (sheet(A4, PROSE, strokes=600), Kind.DRAWING),
        (sheet(A4, *[PROSE] * 3, strokes=600), Kind.MANUAL),
        (sheet(A4), Kind.DRAWING),
        (sheet(A4, strokes=5), Kind.MANUAL),
    ],
)
def test_what_is_a_drawing(data: bytes, kind: Kind) -> None:
    assert read(data)[0].kind is kind


def test_a_bad_page_is_a_problem_and_the_others_go_on() -> None:
    info, pages = read(bad_files.pdf(["one", "two", "three"], broken=2))
    assert info.pages == 3
    assert [page.text for page in pages] == ["one", "", "three"]
    problem = pages[1].problem
    assert problem is not None
    assert (problem.code, problem.page, problem.path) == ("document-damaged", 2, PLACE)
    with pytest.raises(DocumentDamaged):
        read(bad_files.pdf(["one"], broken=1))
    with pytest.raises(DocumentDamaged):
        read(bad_files.pdf(["one"], size=(90_000_000, 1)))


def test_locked_and_pageless_files_are_told_apart_whatever_came_before() -> None:
    for _ in range(2):
        with pytest.raises(DocumentEncrypted):
            read(bad_files.pdf(["secret"], password="fitter"))
        with pytest.raises(DocumentEmpty):
            read(bad_files.pdf([]))
        with pytest.raises(DocumentDamaged):
            read(b"%PDF-1.4 nothing behind it")
    assert read(bad_files.pdf(["open to all"], password=""))[1][0].text == "open to all"


def test_long_files_are_opened_anew_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "REOPEN_AFTER", 3)
    _, pages = read(bad_files.pdf([f"page {number}" for number in range(1, 9)]), first_page=2)
    assert [page.text for page in pages] == [f"page {number}" for number in range(2, 9)]


def test_nothing_of_pdfium_stays_open() -> None:
    from pypdfium2.internal import ObjectTracker

    before = {kind: len(objects) for kind, objects in ObjectTracker.items()}
    read(bad_files.pdf(["one", "two"]))
    pages = reader.read(PLACE, bad_files.pdf(["one", "two"]), prepare, DEFAULT_LIMITS, 1)
    next(pages), next(pages)
    pages.close()
    assert {kind: len(objects) for kind, objects in ObjectTracker.items() if objects} == {
        kind: count for kind, count in before.items() if count
    }


def test_slivers_are_drawn() -> None:
    page = reader.render(PLACE, bad_files.pdf(["x"], size=(2_000, 1)), 1, 300, DEFAULT_LIMITS)
    assert page.size == (300, 1)


def test_a_part_of_a_page_is_that_part_of_the_whole_drawing() -> None:
    data = bad_files.pdf(["exploded view", "shaft seal\nhousing\ngear"])
    whole = reader.render(PLACE, data, 2, 1_000, DEFAULT_LIMITS)
    part = reader.render_part(PLACE, data, 2, 1_000, DEFAULT_LIMITS, part=Box(0.1, 0.05, 0.6, 0.2))
    left, top = round(0.1 * whole.width), round(0.05 * whole.height)
    cut = whole.crop((left, top, left + part.width, top + part.height))
    assert part.size == pytest.approx((0.5 * whole.width, 0.15 * whole.height), abs=2)
    assert np.asarray(cut).std() > 5  # there is something on it
    difference = np.abs(np.asarray(part, dtype=np.int16) - np.asarray(cut, dtype=np.int16))
    assert difference.mean() < 2
