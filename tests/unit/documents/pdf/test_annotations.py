"""Fields of forms, notes and stamps are drawn, read and have places."""

import re
from pathlib import Path

import numpy as np
import pypdfium2.raw
import pytest

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.pdf import reader
from imtextgui.domain.items import Box
from tests import pdf_files
from tests.unit.documents.test_documents import prepare


def page_of(data: bytes) -> PageContent:
    info, page = reader.read(Path("a"), data, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    return page


def ink(data: bytes, left: float, top: float, right: float, bottom: float) -> float:
    """Share of dark pixels within a part of the page, given in points of A4 from its upper left."""
    part = Box(left / 595, top / 842, right / 595, bottom / 842)
    picture = reader.render_part(Path("a"), data, 1, 1_200, DEFAULT_LIMITS, part=part)
    return float((np.asarray(picture).max(axis=2) < 100).mean())


@pytest.mark.parametrize("asked_for", [False, True])
@pytest.mark.parametrize("pictures", [False, True])
def test_values_and_ticks_of_forms(pictures: bool, asked_for: bool) -> None:
    data = pdf_files.form(pictures=pictures, asked_for=asked_for)
    page = page_of(data)
    assert page.text.startswith("Service report of the machine")
    assert "SN-77031-K" in page.text
    assert "Line 2" in page.text
    assert "Line 1" not in page.text
    assert ink(data, 74, 120, 200, 140) > 0.01, "the value is drawn"
    words = {word.text: word.box for word in reader.words_of(Path("a"), data, 1)}
    assert words["SN-77031-K"].y0 == pytest.approx((842 - 724) / 842, abs=0.03)


def test_ticks_are_drawn() -> None:
    ticked = pdf_files.form()
    bare = ticked.replace(b"/AS /Yes", b"/AS /Off")
    assert ink(ticked, 74, 204, 90, 220) > ink(bare, 74, 204, 90, 220) + 0.03


def test_notes_of_all_kinds_are_words_of_their_page() -> None:
    data = pdf_files.noted(
        "/Subtype /Text /Rect [72 500 92 520] /Contents (Wrong thread, ask Bartholomew)",
        "/Subtype /FreeText /Rect [72 600 400 640] /DA (/Helv 12 Tf 0 g) /Contents (replaced by HB-60417)",
        "/Subtype /Square /Rect [200 200 300 220] /T (AutoCAD SHX Text) /Contents (GEAR CASE)",
        "/Subtype /Highlight /Rect [72 700 200 720] /RC (<body><p>see <b>table</b> 4</p></body>)",
        "/Subtype /Text /Rect [1 1 9 9] /F 2 /Contents (hidden)",
        "/Subtype /Link /Rect [72 400 90 420] /Contents (a link)",
        "/Subtype /Popup /Rect [72 300 90 320] /Contents (a window)",
    )
    page = page_of(data)
    first, *notes = page.text.split("\n")
    assert first == "Seal housing"
    assert [note for note in notes if note] == [
        "replaced by HB-60417",
        "Wrong thread, ask Bartholomew",
        "GEAR CASE",
        "see table 4",
    ]
    assert ink(data, 72, 202, 250, 242) > 0.01, "what has no picture of its own is drawn"
    boxes = {word.text: word.box for word in reader.words_of(Path("a"), data, 1)}
    assert boxes["GEAR"].x0 == pytest.approx(200 / 595, abs=0.01)
    assert boxes["GEAR"].x1 < boxes["CASE"].x0 < boxes["CASE"].x1
    assert boxes["CASE"].y1 == pytest.approx((842 - 200) / 842, abs=0.01)


def test_a_note_that_says_what_stands_on_the_page_is_not_said_twice() -> None:
    data = pdf_files.noted("/Subtype /Highlight /Rect [72 700 200 720] /Contents (Seal  housing)")
    assert page_of(data).text == "Seal housing"


@pytest.mark.parametrize(
    "broken", ["/Subtype /Text", "/Subtype /Widget /FT /Tx /V 5 /Rect [0 0 0 0]", "/Subtype 7"]
)
def test_damaged_annotations_cost_only_themselves(broken: str) -> None:
    assert page_of(pdf_files.noted(broken)).text == "Seal housing"


def test_what_a_file_says_of_itself_can_be_searched() -> None:
    data = pdf_files.drawn(
        lambda canvas: canvas.drawString(72, 700, "Read all safety notes"),
        "Crusher CR-5518 manual",
        "Jaw plate",
        "KW-88231",
    )
    assert page_of(data).text == "Read all safety notes\n\nCrusher CR-5518 manual\nJaw plate\nKW-88231"
    made_up = pdf_files.drawn(lambda canvas: canvas.drawString(72, 700, "words"), "untitled", "unspecified")
    assert page_of(made_up).text == "words"


def test_values_of_a_form_in_xml() -> None:
    values = b"<xfa:datasets xmlns:xfa='x'><xfa:data><serial>KX-55-7731</serial></xfa:data></xfa:datasets>"
    stream = b"<< /Length %d >> stream\n%s\nendstream" % (len(values), values)
    catalog = "/AcroForm << /Fields [] /XFA [(datasets) 90 0 R] >>"
    data = pdf_files.with_objects(pdf_files.noted(text="Please wait..."), {90: stream}, catalog)
    assert page_of(data).text == "Please wait...\n\nKX-55-7731"


def test_a_note_on_a_page_that_has_its_fonts_from_the_tree_of_pages() -> None:
    note = "/Subtype /FreeText /Rect [50 50 300 80] /Contents (Replace the seal) /DA (/Helv 12 Tf)"
    data = pdf_files.noted(note, text="Seal housing ハウジング")
    resources = re.search(rb"/Resources << /Font << /F1 3 0 R >> >>", data)
    assert resources
    moved = data.replace(resources[0], b"").replace(b"/Type /Pages", b"/Type /Pages " + resources[0], 1)
    for made in (data, moved):
        _, page = reader.read(Path("a"), made, prepare, DEFAULT_LIMITS, 1)
        assert isinstance(page, PageContent)
        assert page.text.startswith("Seal housing ハウジング")
        assert "Replace the seal" in page.text


def test_a_page_that_cannot_be_flattened_is_read_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    note = "/Subtype /FreeText /Rect [50 50 300 80] /Contents (Replace the seal) /DA (/Helv 12 Tf)"
    monkeypatch.setattr(pypdfium2.raw, "FPDFPage_Flatten", lambda *_: pypdfium2.raw.FLATTEN_FAIL)
    assert page_of(pdf_files.noted(note)).text == "Seal housing\n\nReplace the seal"
