"""Finding in one document, where a part number is used, and pages to print, in a real catalogue."""

from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen import canvas

from imtextgui.domain.items import PageToPrint
from imtextgui.domain.progress import run
from imtextgui.errors import ReportInSource
from tests.unit.catalogue.conftest import Open, index


def manual(folder: Path) -> Path:
    path = folder / "manual.pdf"
    sheet = canvas.Canvas(str(path))
    for lines in (("Press line",), ("Oil the seal.", "The SEALS and GP 2040-B1"), ("GP-2040-B1 seal",)):
        for place, line in enumerate(lines):
            sheet.drawString(72, 700 - 40 * place, line)
        sheet.showPage()
    sheet.save()
    return path


@pytest.mark.parametrize("first_pass_only", [True, False])
def test_places_are_counted_by_page_and_have_boxes(
    open_with: Open, tmp_path: Path, first_pass_only: bool
) -> None:
    """After the first pass boxes are read from the file, after the second they are known."""
    folder = tmp_path / "工場"
    folder.mkdir()
    path = manual(folder)
    catalogue = open_with(second_pass=not first_pass_only)
    index(catalogue, folder)
    page = catalogue.pages.by_path(path, 1)
    assert page is not None
    found = catalogue.pages.find(page.item_id, "seal")
    assert [(place.number, place.count) for place in found] == [(2, 2), (3, 1)]
    (first,), (second,) = catalogue.pages.find_on_page(found[0].page_id, "seal")
    assert first.y0 < second.y0
    assert [place.number for place in catalogue.pages.find(page.item_id, "GP-2040-B1")] == [2, 3]
    assert catalogue.pages.find(page.item_id, "bracket") == ()
    assert catalogue.pages.find(page.item_id + 1, "seal") == ()


def test_no_file_among_the_own_ones_is_printed_into(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "工場"
    folder.mkdir()
    manual(folder)
    pages = index(open_with(), folder).pages
    pages.check_target(tmp_path / "paper.pdf")
    with pytest.raises(ReportInSource):
        pages.check_target(folder / "paper.pdf")
    drawn = pages.drawn(folder / "manual.pdf", 2, 200)
    assert drawn is not None
    assert max(drawn.size) == 200


def test_where_a_number_is_used(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "工場"
    folder.mkdir()
    path = manual(folder)
    used = index(open_with(), folder).pages.where_used("GP-2040-B1")
    told = [(document.path, [place.page for place in document.places]) for document in used.documents]
    assert told == [(path, [2, 3])]


SEAL = "Replace the shaft seal: remove the coupling, pull the seal out with the hook."
START = "Before the first start fill the tank, open the suction valve, bleed the line."


def edition(path: Path, *texts: str) -> Path:
    sheet = canvas.Canvas(str(path))
    for text in texts:
        sheet.drawString(40, 700, text)
        sheet.showPage()
    sheet.save()
    return path


def test_the_same_page_of_another_edition(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "工場"
    folder.mkdir()
    old = edition(folder / "pump V1.0.pdf", START, SEAL, "7")
    new = edition(folder / "pump V1.1.pdf", "What is new in this edition of the manual", "2", START)
    pages = index(open_with(), folder).pages
    other = pages.by_path(new, 1)
    assert other is not None
    paired = []
    for number in (1, 2, 3):
        page = pages.by_path(old, number)
        assert page is not None
        found = pages.counterpart(page.page_id, other.item_id)
        paired.append(found and found.number)
    assert paired == [3, None, 3]  # the last has no words, and is paired by its number
    assert pages.counterpart(999_999, other.item_id) is None


def test_pages_to_print_are_put_aside_as_vectors_and_never_into_a_source(
    open_with: Open, tmp_path: Path
) -> None:
    def text(file: Path) -> str:
        with pypdfium2.PdfDocument(file) as document:
            return str(document[0].get_textpage().get_text_bounded())

    folder = tmp_path / "工場"
    folder.mkdir()
    path = manual(folder)
    catalogue = open_with(second_pass=False)
    index(catalogue, folder)
    page = catalogue.pages.by_path(path, 2)
    assert page is not None
    wanted = [PageToPrint(page.page_id, "manual.pdf, page 2")]
    own = run(catalogue.pages.printable(wanted, (595, 842)))
    assert own is not None
    assert "Oil the seal." in text(own)
    assert text(catalogue.pages.printable_leaves(own, [1])) == text(own)
    with pytest.raises(ReportInSource):
        catalogue.pages.printable(wanted, (595, 842), folder / "out.pdf")
