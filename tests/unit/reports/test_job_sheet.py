"""A job sheet is a list to tick off and its pages, as sharp as they were, and says what could not be had."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, ImageChops
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from imtextgui.domain.items import Kind, PageView
from imtextgui.domain.jobsheet import SheetPage
from imtextgui.domain.progress import Progress
from imtextgui.messages import phrase
from imtextgui.reports import job_sheet_leaves
from imtextgui.reports.leaf_drawing import PrintedLeaf
from imtextgui.reports.small_pictures import Thumbnail
from tests.unit.reports.conftest import SHEET, Write, drawn, entry, ink, nothing, texts

TITLE, FOOT = (0.0, 0.04, 1.0, 0.085), (0.0, 0.95, 1.0, 1.0)
LOCKED = StandardEncryption("secret", ownerPassword="owner")
READABLE = StandardEncryption("", ownerPassword="owner", canCopy=0)


def small() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 90), "navy").save(out, "JPEG")
    return out.getvalue()


def test_pages_of_pdfs_come_in_as_vectors_the_way_they_lie(write: Write, manual: Path) -> None:
    steps: list[Progress] = []
    report = write(entry(manual), entry(manual, 2), steps=steps.append)
    assert (report.entries, report.absent) == (2, ())
    front, first, second = texts(report)
    assert front.startswith("軸シール交換")
    assert front.count("manual.pdf") == 2
    assert first.splitlines() == ["Replace the seal", "軸シール交換 · 1/2 · manual.pdf, page 1"]
    assert "Exploded view" in second
    assert "torque 45" in second
    assert drawn(report, 1).height == 842
    assert drawn(report, 2).width == 842
    assert [(step.done, step.total) for step in steps] == [(0, 2)] * 3 + [(1, 2), (2, 2)]
    assert steps[-2].detail == "manual.pdf"


def test_a_page_in_an_archive_is_a_vector_too(write: Write, manual: Path, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "manuals.zip", "w") as archive:
        archive.write(manual, "press/manual.pdf")
    report = write(entry(tmp_path / "manuals.zip" / "press" / "manual.pdf"))
    assert texts(report)[1].startswith("Replace the seal")


def test_a_page_fills_its_leaf_above_the_line_at_the_foot(write: Write, tmp_path: Path) -> None:
    file = tmp_path / "black.pdf"
    canvas = Canvas(str(file), pagesize=(100, 100))
    canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
    canvas.setCropBox((20, 20, 60, 100))
    canvas.setPageRotation(90)
    canvas.save()
    leaf = drawn(write(entry(file)), 1)
    assert leaf.size == (842, 595)
    left, top, right, bottom = ImageChops.invert(leaf.crop((0, 0, 842, 545))).getbbox() or (0, 0, 0, 0)
    assert (right - left) / (bottom - top) == pytest.approx(2, abs=0.02)
    assert (left, top) == (18, 84)  # in the middle of what the margins and the foot leave


def test_japanese_title_and_note_are_really_drawn(write: Write, manual: Path) -> None:
    report = write(entry(manual, note="締付トルク"))
    other = replace(SHEET, title="減速機点検中")
    again = write(entry(manual, note="絶縁抵抗値"), sheet=other)
    assert again.path == report.path
    first, second = (
        next(job_sheet_leaves.front(SHEET, [entry(manual, note=note)], nothing)).picture
        for note in ("締付トルク", "絶縁抵抗値")
    )
    # Letters that a font lacks would be the same boxes, or nothing.
    assert ImageChops.difference(first, second).getbbox() is not None
    titles = [
        next(job_sheet_leaves.front(sheet, [], nothing)).picture.convert("L") for sheet in (SHEET, other)
    ]
    assert ImageChops.difference(*titles).getbbox() is not None
    assert all(ink(each, TITLE) > 400 for each in titles)
    assert ink(drawn(again, 1), FOOT) > 100


def test_the_front_lists_all_on_as_many_leaves_as_it_takes(manual: Path) -> None:
    pages = [entry(manual, section="4 Exploded view", title="Pump")] * 20
    drawn_leaves = [leaf.picture for leaf in job_sheet_leaves.front(SHEET, pages, lambda _: small())]
    assert len(drawn_leaves) == 3
    blue = [leaf.getpixel((round(0.22 * leaf.width), round(0.17 * leaf.height))) for leaf in drawn_leaves]
    assert all(pixel[2] > 90 > pixel[0] for pixel in blue)  # type: ignore[index]  # RGB
    assert len(list(job_sheet_leaves.front(SHEET, [], nothing))) == 1


def test_pictures_and_texts_are_put_in_as_they_look(write: Write, tmp_path: Path) -> None:
    photo, note = tmp_path / "photo.png", tmp_path / "note.txt"
    Image.new("RGB", (300, 200), "black").save(photo)
    note.write_text("軸シールを交換する", encoding="utf-8")
    view = PageView(7, 1, note, 1, 1, Kind.MANUAL, "", "軸シールを交換する\n\n次へ", 0, 0)
    report = write(entry(photo), entry(note), page=lambda _: view)
    assert report.absent == ()
    assert drawn(report, 1).size == (842, 595)
    assert ink(drawn(report, 1), (0.3, 0.3, 0.7, 0.7)) == pytest.approx(842 * 595 * 0.4**2, rel=0.01)
    assert ink(drawn(report, 2), (0, 0, 1, 0.2)) > 50


@pytest.mark.parametrize("trouble", ["gone from the catalogue", "missing", "locked", "blank", "short"])
def test_a_page_that_cannot_be_had_is_told_in_its_place(
    write: Write, manual: Path, tmp_path: Path, trouble: str
) -> None:
    away = tmp_path / "away.pdf"
    bad = entry(away)
    if trouble == "gone from the catalogue":
        bad = entry(away, page_id=None, pages=0)
    elif trouble == "locked":
        Canvas(str(away), encrypt=LOCKED).save()
    elif trouble == "blank":
        bad = entry(tmp_path / "blank.txt")
        bad.path.write_text("soon blank")
    elif trouble == "short":
        bad = entry(manual, 9)
    report = write(bad, entry(manual), thumbnail=lambda _: small())
    assert report.absent == (bad,)
    assert texts(report)[2].startswith("Replace the seal")
    leaf = drawn(report, 1)
    assert ink(leaf, (0, 0, 1, 0.2)) > 200
    pictured = ink(leaf, (0.3, 0.3, 0.7, 0.7)) > 1000
    assert pictured is (trouble != "gone from the catalogue")


def test_each_reason_is_a_sentence_of_its_own(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    told: list[str] = []

    def away(page: SheetPage, reason: str, thumbnail: Thumbnail) -> PrintedLeaf:
        told.append(reason)
        return PrintedLeaf(Image.new("RGB", (9, 9)), ())

    monkeypatch.setattr(job_sheet_leaves, "away", away)
    path = Path("/nowhere/a.pdf")
    former = entry(path, 4, page_id=None, pages=0, is_of_former_edition=True)
    write(entry(path, page_id=None), entry(path), former)
    assert told == [
        phrase("sheet-page-gone", path=path),
        phrase("sheet-file-away", path=path),
        phrase("sheet-page-former", path=path, page=4),
    ]


def test_a_page_that_is_gone_from_this_edition_is_named_by_its_former_number(
    write: Write, manual: Path
) -> None:
    report = write(entry(manual, 2, page_id=None, pages=0, is_of_former_edition=True))
    front, leaf = (" ".join(words.split()) for words in texts(report))
    assert "page 2 of a former edition, not found in this edition any more" in front
    assert "It was page 2 of a former one" in leaf
    assert "manual.pdf, page 2 of a former edition" in leaf
    assert "Exploded view" not in leaf


def test_a_pdf_that_only_its_owner_may_change_can_be_printed(write: Write, tmp_path: Path) -> None:
    file = tmp_path / "owned.pdf"
    canvas = Canvas(str(file), encrypt=READABLE)
    canvas.drawString(40, 700, "Readable by all")
    canvas.save()
    report = write(entry(file))
    assert report.absent == ()
    assert "Readable by all" in texts(report)[1]


def test_what_cannot_be_taken_out_is_drawn(
    write: Write, manual: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pypdfium2

    def refuse(*_: object) -> None:
        raise pypdfium2.PdfiumError("no")

    monkeypatch.setattr(pypdfium2.PdfDocument, "page_as_xobject", refuse)
    report = write(entry(manual))
    assert report.absent == ()
    assert texts(report)[1] == "軸シール交換 · 1/1 · manual.pdf, page 1"
    assert ink(drawn(report, 1), (0, 0, 1, 0.9)) > 50
