"""Words of a text layer and where they stand, on turned and cropped pages too."""

import re
from contextlib import closing

import pypdfium2
import pytest

from imtextgui.documents.pdf import words as pdf_words
from imtextgui.domain.items import Box, Word
from tests import bad_files


def words(data: bytes) -> tuple[Word, ...]:
    with closing(pypdfium2.PdfDocument(data)) as document, closing(document[0]) as page:
        return pdf_words.words(page)


def with_page_entry(data: bytes, entry: bytes) -> bytes:
    """The same PDF with one more entry in its page; the offsets are mended by the reader."""
    return re.sub(rb"/Type /Page ", b"/Type /Page " + entry + b" ", data, count=1)


def test_words_come_in_reading_order_with_their_boxes() -> None:
    found = words(bad_files.pdf(["Replace the seal\nof pump GP-2040"]))
    assert [word.text for word in found] == ["Replace", "the", "seal", "of", "pump", "GP-2040"]
    assert all(word.confidence == 1 for word in found)
    for word in found:
        assert 0 <= word.box.x0 < word.box.x1 <= 1
        assert 0 <= word.box.y0 < word.box.y1 <= 1
    first, second, third, fourth, *_ = (word.box for word in found)
    assert first.x1 <= second.x0
    assert second.x1 <= third.x0
    assert fourth.y0 >= first.y1, "the next line is further down"
    assert first.y0 < 0.2, "at the top"


def test_japanese_is_a_run_of_characters() -> None:
    found = words(bad_files.pdf(["油圧ポンプの軸シールを交換する。"]))
    assert [word.text for word in found] == ["油圧ポンプの軸シールを交換する。"]
    box = found[0].box
    assert box.x1 - box.x0 > 8 * (box.y1 - box.y0) * 842 / 595


def test_places_are_those_of_the_page_as_it_is_shown() -> None:
    plain = bad_files.pdf(["seal"])
    (upright,) = words(plain)
    (turned,) = words(with_page_entry(plain, b"/Rotate 90"))
    assert turned.box.y1 - turned.box.y0 > turned.box.x1 - turned.box.x0, "it runs downwards now"
    assert turned.box.x1 == pytest.approx(1 - upright.box.y0, abs=0.01)
    assert turned.box.y0 == pytest.approx(upright.box.x0, abs=0.01)
    (cropped,) = words(with_page_entry(plain, b"/CropBox [0 421 595 842]"))
    assert cropped.box.y0 == pytest.approx(2 * upright.box.y0, abs=0.02)
    assert cropped.box.x0 == pytest.approx(upright.box.x0, abs=0.01)


def test_a_page_without_words_has_none() -> None:
    assert words(bad_files.pdf([""])) == ()


def test_words_of_a_page_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_words, "MOST_WORDS", 3)
    assert len(words(bad_files.pdf(["one two three four five"]))) == 3


def test_a_word_in_several_lines_is_several_words() -> None:
    lines = [Box(0.5, 0.1, 0.9, 0.12), Box(0.1, 0.14, 0.3, 0.16)]
    boxed = pdf_words._boxed  # noqa: SLF001 - no library at hand writes such a PDF
    assert list(boxed("installed", lines)) == [
        Word("instal" + pdf_words.SOFT_HYPHEN, lines[0]),
        Word("led", lines[1]),
    ]
    assert list(boxed("", lines)) == []
    assert list(boxed("unseen", [])) == []
