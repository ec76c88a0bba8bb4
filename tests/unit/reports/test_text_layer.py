"""The words of drawn leaves in the PDF: found, selected where they are drawn, and not seen twice."""

from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from imtextgui.documents.layout.page_layout import Area, Words
from imtextgui.reports.leaf_drawing import PrintedLeaf, drawn_leaf
from imtextgui.reports.pdf_binding import FOOT, MARGIN, Binder

JAPANESE = "部品カタログ：油圧ポンプの軸シール（予備）"
RARE = "𠮷野 GP-2040"
"""A letter beyond the first 65,536, as in names."""


def leaf(*lines: str) -> PrintedLeaf:
    boxes = [Words(60, 100 + 60 * place, 480, 40, (line,), 20) for place, line in enumerate(lines)]
    return drawn_leaf(boxes, 842)


def bound(*leaves: PrintedLeaf) -> pypdfium2.PdfDocument:
    with closing(Binder()) as binder:
        for each_leaf in leaves:
            binder.add_leaf(each_leaf)
        return pypdfium2.PdfDocument(binder.data())


def text(document: pypdfium2.PdfDocument, number: int = 0) -> list[str]:
    return str(document[number].get_textpage().get_text_range()).splitlines()


def test_words_of_both_languages_are_read_back_page_by_page() -> None:
    lines = ["Parts catalogue: shaft seal, 45 N·m", JAPANESE, RARE]
    with closing(bound(leaf(*lines), leaf("second leaf / 二枚目"))) as document:
        assert text(document) == lines
        assert text(document, 1) == ["second leaf / 二枚目"]


def test_a_name_that_is_no_text_becomes_a_question_mark() -> None:
    with closing(bound(leaf("broken \udc83 name.pdf"))) as document:
        assert text(document) == ["broken ? name.pdf"]


@pytest.mark.parametrize("line", ["Exploded view of the pump", JAPANESE])
def test_words_lie_where_they_are_drawn(line: str) -> None:
    drawn = leaf(line)
    left, top, right, bottom = ImageChops.invert(drawn.picture.convert("L")).getbbox() or (0, 0, 0, 0)
    with closing(bound(drawn)) as document:
        words = document[0].get_textpage()
        first, last = words.get_charbox(0, loose=True), words.get_charbox(len(line) - 1, loose=True)
    assert first[0] == pytest.approx(left, abs=3)
    assert last[2] == pytest.approx(right, rel=0.15)
    middle = 842 - (top + bottom) / 2
    assert first[1] < middle < first[3]


def test_the_text_is_not_seen() -> None:
    drawn = leaf("seen once")
    plain = PrintedLeaf(drawn.picture, ())
    with closing(bound(drawn)) as document, closing(bound(plain)) as other:
        assert document[0].render().to_pil().tobytes() == other[0].render().to_pil().tobytes()


def test_a_leaf_without_words_needs_no_font() -> None:
    with closing(bound(drawn_leaf([Area(0, 0, 100, 100, "#000000")], 842))) as document:
        assert text(document) == []


def test_what_is_scaled_onto_a_leaf_has_its_words_there_and_its_foot_below(tmp_path: Path) -> None:
    wide = drawn_leaf([Words(0, 0, 200, 40, ("wide",), 20)], 800, (200, 100))
    foot = drawn_leaf([Words(0, 3, 500, 20, ("足もと",), 8)], 800, (559, FOOT))
    with closing(Binder()) as binder:
        binder.add_page_of_words(wide, lambda _: foot)
        binder.add_picture(Image.new("RGB", (30, 40)), lambda _: foot)
        with closing(pypdfium2.PdfDocument(binder.data())) as document:
            words = document[0].get_textpage()
            assert text(document) == ["wide", "足もと"]
            assert words.get_charbox(0, loose=True)[0] == pytest.approx(MARGIN, abs=1)
            assert words.get_charbox(0, loose=True)[3] > 400
            assert words.get_charbox(6, loose=True)[3] < MARGIN + FOOT
            assert text(document, 1) == ["足もと"]


def test_signs_that_no_page_can_hold_are_left_out() -> None:
    """Scanners of labels send control signs, and people scan into notes."""
    with bound(leaf("scanned \x02PX-1\x03", "one\x0btwo\ufffe")) as document:
        text = document[0].get_textpage().get_text_range()
    assert "PX-1" in text
    assert "two" in text
    assert "\x02" not in text
