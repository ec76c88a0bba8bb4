"""Words of a text layer that pdfium leaves broken: hyphens at ends of lines, ligatures, letters drawn twice."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from imtextgui.documents.content import DEFAULT_LIMITS, PageContent
from imtextgui.documents.pdf import reader, words
from imtextgui.documents.pdf.layer_repair import mended
from tests import pdf_files
from tests.unit.documents.test_documents import prepare


def lines(*texts: str) -> Callable[[Canvas], object]:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(72, 760 - 14 * number, text)

    return draw


def text(data: bytes) -> str:
    _, page = reader.read(Path("a"), data, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(page, PageContent)
    return page.text


@contextmanager
def first_page(data: bytes) -> Iterator[pypdfium2.PdfPage]:
    with closing(pypdfium2.PdfDocument(data)) as document, closing(document[0]) as page:
        yield page


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (("Resistor RC0805FR-", "0710KL of Yageo"), "RC0805FR-0710KL"),
        (("the VIN-", "VOUT of the supply"), "VIN-VOUT"),
        (("the connec-", "tion of the valve"), "connection"),
        (("Ventil DN-", "Flansch"), "DN-Flansch"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(broken: tuple[str, str], whole: str) -> None:
    assert whole in text(pdf_files.drawn(lines(*broken)))


def test_a_broken_code_is_a_word_with_a_place() -> None:
    data = pdf_files.drawn(lines("Resistor RC0805FR-", "0710KL of Yageo"))
    with first_page(data) as page:
        placed = [word.text for word in words.words(page)]
    assert "".join(placed).replace(words.SOFT_HYPHEN, "") == "ResistorRC0805FR-0710KLofYageo"


def doubled(canvas: Canvas) -> None:
    for number, char in enumerate("Municipal plan"):
        for shift in (0, 0.8):
            canvas.drawString(72 + 9 * number + shift, 700 - shift, char)


def beside_each_other(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "BBOOLLDD AABBCCDD")


def test_letters_drawn_twice_are_read_once() -> None:
    assert "municipalplan" in text(pdf_files.drawn(doubled)).casefold().replace(" ", "")
    assert text(pdf_files.drawn(beside_each_other)) == "BBOOLLDD AABBCCDD"


NOTHING = (
    b"99 0 obj << /Length 999 >> stream\n/CMapName /None def 1 begincodespacerange <00> <FF> endcodespacerange\n"
    b"1 beginbfchar <F0> <0000> endbfchar\nendstream endobj\n"
)
"""What maps the character 0xF0 to none."""


def with_glyph(width: int, code: int, before: str, after: str) -> bytes:
    """A page whose font has a glyph of ``width`` thousandths at ``code`` for which it tells no character."""
    data = pdf_files.drawn(lines(f"{before}@{after}"))
    font = b"/Encoding /WinAnsiEncoding"
    assert data.count(font) == 1
    widths = " ".join(str(width if place == code else 556) for place in range(256))
    told = f"/Encoding /MacRomanEncoding /FirstChar 0 /LastChar 255 /Widths [{widths}]"
    if code == 0xF0:
        told += " /ToUnicode 99 0 R"
        data = data.replace(b"xref\n", NOTHING + b"xref\n", 1)
    return data.replace(font, told.encode()).replace(b"@", f"\\{code:03o}".encode())


@pytest.mark.parametrize(
    ("width", "before", "after", "word"),
    [
        (833, "di", "culty", "difficulty"),
        (833, "ba", "e", "baffle"),
        (583, "di", "erent", "different"),
    ],
)
def test_a_ligature_without_a_character(width: int, before: str, after: str, word: str) -> None:
    assert text(with_glyph(width, 0xF0, before, after)) == word


@pytest.mark.parametrize(
    ("code", "before", "after", "word"),
    [
        (0x0E, "di", "culty", "difficulty"),
        (0x0B, "sta", "", "staff"),
        (0x0C, "", "gure", "figure"),
        (0x1E, "o", "ce", "office"),
        (0x1D, "in", "uence", "influence"),
    ],
)
def test_a_ligature_by_its_place_in_the_fonts_of_tex(code: int, before: str, after: str, word: str) -> None:
    assert text(with_glyph(600, code, before, after)) == word


def test_a_piece_of_a_layer() -> None:
    with (
        first_page(pdf_files.drawn(lines("see AB-", "12 below"))) as page,
        closing(page.get_textpage()) as layer,
    ):
        raw = layer.get_text_range()
        assert mended(layer, raw, 4) == mended(layer, raw)[4:]
