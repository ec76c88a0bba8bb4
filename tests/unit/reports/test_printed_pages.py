"""Pages to print: those of PDFs as vectors, others as pictures or words, on the paper that was chosen."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from imtextgui.domain.items import Kind, PageToPrint, PageView
from imtextgui.domain.progress import run
from imtextgui.reports import printed_pages

A3, A4 = (842.0, 1191.0), (595.0, 842.0)


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_pages, "PICTURE_PIXELS", 842)


def view(path: Path, number: int = 1, text: str = "") -> PageView:
    return PageView(number, 1, path, number, 2, Kind.MANUAL, "", text, 0, 0)


def contents(file: Path) -> list[tuple[tuple[int, int], str]]:
    with pypdfium2.PdfDocument(file) as document:
        return [
            (
                (round(page.get_size()[0]), round(page.get_size()[1])),
                str(page.get_textpage().get_text_bounded()),
            )
            for page in document
        ]


def test_a_page_of_a_pdf_keeps_its_text_on_the_paper_that_was_chosen(manual: Path, tmp_path: Path) -> None:
    views = {1: view(manual), 2: view(manual, 2)}
    wanted = [PageToPrint(1, "manual.pdf, page 1"), PageToPrint(2, "manual.pdf, page 2")]
    target = tmp_path / "out.pdf"
    target.write_bytes(b"what was printed before")
    assert run(printed_pages.write(wanted, A3, target, page=views.get)) == target
    (first, said), (second, also) = contents(target)
    assert (first, second) == ((842, 1191), (1191, 842))
    assert "Replace the seal" in said
    assert "manual.pdf, page 1" in said
    assert "torque 45" in also


def test_what_has_no_vectors_is_a_picture_or_words_beside_pages_that_have(
    manual: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (60, 40), "navy").save(tmp_path / "photo.png")
    (tmp_path / "notes.txt").write_text("Grease first")
    views = {
        1: view(manual),
        2: view(tmp_path / "photo.png"),
        3: view(tmp_path / "notes.txt", text="Grease first"),
        4: view(tmp_path / "away.pdf"),
    }
    wanted = [PageToPrint(page, f"foot {page}") for page in views]
    target = tmp_path / "out.pdf"
    run(printed_pages.write(wanted, A4, target, page=views.get))
    printed = contents(target)
    assert [size for size, _ in printed] == [(595, 842), (842, 595), (595, 842), (595, 842)]
    assert "Grease first" in printed[2][1]
    assert "away.pdf" in printed[3][1]
    assert all(f"foot {page}" in text for page, (_, text) in enumerate(printed, 1))


def test_pages_without_vectors_are_left_to_the_printer(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40)).save(tmp_path / "photo.png")
    views = {1: view(tmp_path / "photo.png"), 3: view(tmp_path / "away.pdf")}
    wanted = [PageToPrint(page, "") for page in (1, 2, 3)]
    assert run(printed_pages.write(wanted, A4, tmp_path / "out.pdf", page=views.get)) is None
    assert not (tmp_path / "out.pdf").exists()


def test_leaves_of_our_own_are_taken_as_they_are(manual: Path, tmp_path: Path) -> None:
    target = printed_pages.write_leaves(manual, [2, 1], tmp_path / "out.pdf")
    (first, said), (second, also) = contents(target)
    assert (first, second) == ((1191, 842), (300, 400))
    assert "Exploded view" in said
    assert "Replace the seal" in also
