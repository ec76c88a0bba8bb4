"""Pages of a real catalogue are collected on job sheets and written as one PDF."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from imtextgui import cli
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.domain.progress import run
from imtextgui.errors import (
    CatalogueReadOnly,
    JobSheetMissing,
    ReportExists,
    ReportForbidden,
    ReportInSource,
)
from imtextgui.reports import job_sheet_leaves
from tests.fakes import FakeEncoder


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves of one pixel a point, which are drawn quickly."""
    monkeypatch.setattr(job_sheet_leaves, "LEAF_PIXELS", 842)


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a manual, a photo and a damaged file, and its catalogue beside it."""
    around = tmp_path_factory.mktemp("around")
    folder = around / "図面"
    folder.mkdir()
    canvas = Canvas(str(folder / "manual.pdf"))
    for words in ("Replace the shaft seal", "Exploded view"):
        canvas.drawString(60, 700, words)
        canvas.showPage()
    canvas.save()
    Image.new("RGB", (80, 60), "teal").save(folder / "photo.jpg")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with Catalogue.open(around / "catalogue", encoder=FakeEncoder()) as opened:
        opened.sources.add(folder)
        run(opened.sources.index(first_pass_only=True))
    return folder


@pytest.fixture
def catalogue(plant: Path) -> Iterator[Catalogue]:
    with Catalogue.open(plant.parent / "catalogue", encoder=FakeEncoder()) as opened:
        yield opened
        for sheet in opened.jobsheets.all():
            opened.jobsheets.remove(sheet.id)


def page_id(catalogue: Catalogue, path: Path, number: int = 1) -> int:
    page = catalogue.pages.by_path(path, number)
    assert page is not None
    return page.page_id


def test_a_page_of_a_file_that_was_overwritten_is_not_bound_as_if_it_were_the_one_collected(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "plant"
    folder.mkdir()
    for name in ("gear pump", "cooling pump", "packed"):
        canvas = Canvas(str(folder / f"{name}.pdf"))
        canvas.drawString(60, 700, f"seal of the {name}")
        canvas.save()
    with ZipFile(folder / "more.zip", "w") as archive:
        archive.write(folder / "packed.pdf", "packed.pdf")
    (folder / "packed.pdf").unlink()
    gear, more = folder / "gear pump.pdf", folder / "more.zip"
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index(first_pass_only=True))
        pages = [catalogue.pages.by_path(path, 1) for path in (gear, more / "packed.pdf")]
        sheet = catalogue.jobsheets.add_pages([page.page_id for page in pages if page], "Monday").sheet
        os.utime(gear, (1, 1))
        assert run(catalogue.jobsheets.write(sheet.id, tmp_path / "one.pdf")).absent == ()
        (folder / "cooling pump.pdf").replace(gear)
        with ZipFile(more, "w") as archive:
            archive.write(gear, "packed.pdf")
        report = run(catalogue.jobsheets.write(sheet.id, tmp_path / "two.pdf"))
        assert [page.path for page in report.absent] == [gear, more / "packed.pdf"]
        bound = texts_of(tmp_path / "two.pdf")
        assert "cooling pump" not in bound
        assert bound.count("has changed since") == 2
        gear.unlink()
        assert len(run(catalogue.jobsheets.write(sheet.id, tmp_path / "three.pdf")).absent) == 2
        assert not catalogue.pages.has_changed(4711)


def texts_of(file: Path) -> str:
    """All words of a PDF in one line."""
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_pages_are_collected_on_the_sheet_that_was_used_last(catalogue: Catalogue, plant: Path) -> None:
    manual, photo = page_id(catalogue, plant / "manual.pdf", 2), page_id(catalogue, plant / "photo.jpg")
    broken = page_id(catalogue, plant / "broken.pdf")
    first = catalogue.jobsheets.add_pages([manual, broken, manual], "Monday")
    assert (first.sheet.title, len(first.entries), first.refused) == ("Monday", 1, 1)
    second = catalogue.jobsheets.create("Tuesday")
    assert catalogue.jobsheets.add_pages([photo], "never").sheet.id == second
    catalogue.jobsheets.use(first.sheet.id)
    again = catalogue.jobsheets.add_pages([photo], "never")
    assert (again.sheet.id, again.sheet.entries) == (first.sheet.id, 2)
    assert [sheet.title for sheet in catalogue.jobsheets.all()] == ["Tuesday", "Monday"]
    removed = catalogue.jobsheets.remove_pages(again.entries)
    assert len(catalogue.jobsheets.pages(first.sheet.id)) == 1
    catalogue.jobsheets.restore(removed)
    catalogue.jobsheets.move(again.entries[0], -1)
    catalogue.jobsheets.set_note(again.entries[0], "look first")
    catalogue.jobsheets.rename(first.sheet.id, "Wednesday")
    top = catalogue.jobsheets.pages(first.sheet.id)[0]
    assert (top.path.name, top.note) == ("photo.jpg", "look first")


def test_a_sheet_is_written_outside_the_folders_only(
    catalogue: Catalogue, plant: Path, tmp_path: Path
) -> None:
    before = {file: file.read_bytes() for file in plant.iterdir()}
    sheet = catalogue.jobsheets.add_pages([page_id(catalogue, plant / "manual.pdf")], "Monday").sheet
    report = run(catalogue.jobsheets.write(sheet.id, tmp_path / "sheet.pdf"))
    with pypdfium2.PdfDocument(report.path) as document:
        assert len(document) == 2
    for place in (plant / "manual.pdf", plant / "new" / "sheet.pdf"):
        with pytest.raises(ReportInSource):
            catalogue.jobsheets.write(sheet.id, place)
    assert {file: file.read_bytes() for file in plant.iterdir()} == before
    with pytest.raises(JobSheetMissing):
        catalogue.jobsheets.write(999, tmp_path / "sheet.pdf")


def test_what_is_opened_for_printing_is_kept_for_a_day(catalogue: Catalogue) -> None:
    sheet = catalogue.jobsheets.create("Line 3: 点検")
    first, second = (run(catalogue.jobsheets.printable(sheet)).path for _ in range(2))
    assert first.name == second.name == "Line 3 点検.pdf"
    assert first != second
    assert first.is_relative_to(paths.data_dir())
    os.utime(first.parent, (time.time() - 2 * 24 * 3600,) * 2)
    run(catalogue.jobsheets.printable(sheet))
    assert not first.exists()
    assert second.exists()


def test_a_data_folder_that_cannot_be_written_is_told(catalogue: Catalogue) -> None:
    sheet = catalogue.jobsheets.create("Monday")
    paths.data_dir().mkdir(exist_ok=True)
    (paths.data_dir() / "opened").write_text("in the way")
    with pytest.raises(ReportForbidden):
        catalogue.jobsheets.printable(sheet)


def test_a_second_window_can_write_a_sheet_but_not_change_it(
    catalogue: Catalogue, plant: Path, tmp_path: Path
) -> None:
    sheet = catalogue.jobsheets.add_pages([page_id(catalogue, plant / "photo.jpg")], "Monday").sheet
    (entry,) = catalogue.jobsheets.pages(sheet.id)
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as second:
        for change in (
            lambda: second.jobsheets.create("no"),
            lambda: second.jobsheets.rename(sheet.id, "no"),
            lambda: second.jobsheets.use(sheet.id),
            lambda: second.jobsheets.add_pages([1], "no"),
            lambda: second.jobsheets.set_note(entry.entry_id, "no"),
            lambda: second.jobsheets.move(entry.entry_id, 1),
            lambda: second.jobsheets.remove_pages([entry.entry_id]),
            lambda: second.jobsheets.remove(sheet.id),
        ):
            with pytest.raises(CatalogueReadOnly):
                change()
        assert run(second.jobsheets.write(sheet.id, tmp_path / "sheet.pdf")).absent == ()


def command(plant: Path, *words: object) -> int:
    chosen = ["jobsheets", *map(str, words), "--catalogue", str(plant.parent / "catalogue")]
    return cli.main(cli.parser().parse_args(chosen))


def test_the_command_lists_and_writes(
    catalogue: Catalogue, plant: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(plant) == 0
    assert "no job sheets yet" in capsys.readouterr().out
    sheet = catalogue.jobsheets.add_pages([page_id(catalogue, plant / "manual.pdf")], "軸シール").sheet
    command(plant)
    listed = capsys.readouterr().out
    assert "軸シール" in listed
    assert "1 pages" in listed
    command(plant, "--json")
    assert '"title": "軸シール"' in capsys.readouterr().out
    target = tmp_path / "sheet.pdf"
    assert command(plant, "--save", target, sheet.id) == 0
    assert str(target) in capsys.readouterr().out
    assert target.read_bytes().startswith(b"%PDF")
    assert command(plant, "--save", plant / "sheet.pdf", sheet.id) == cli.EXPECTED_FAILURE
    assert "indexed folder" in capsys.readouterr().err


def test_the_command_tells_what_could_not_be_had(
    catalogue: Catalogue, plant: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = catalogue.jobsheets.add_pages([page_id(catalogue, plant / "photo.jpg")], "Monday").sheet
    hidden = (plant / "photo.jpg").rename(tmp_path / "hidden.jpg")
    try:
        assert command(plant, "--save", tmp_path / "s.pdf", sheet.id) == 0
        assert "could not be had: 1\n" in capsys.readouterr().out
        command(plant, "--save", tmp_path / "s.pdf", sheet.id, "--overwrite", "--json")
        assert '"absent": [{"path": ' in capsys.readouterr().out
    finally:
        hidden.rename(plant / "photo.jpg")


def test_the_command_needs_place_and_number_together(plant: Path) -> None:
    for words in (["--save", "s.pdf"], ["3"]):
        with pytest.raises(SystemExit) as ended:
            command(plant, *words)
        assert ended.value.code == 2


def test_an_existing_file_is_replaced_only_when_asked(
    catalogue: Catalogue, plant: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.jobsheets.add_pages([page_id(catalogue, plant / "manual.pdf")], "Overhaul")
    sheet = catalogue.jobsheets.all()[0].id
    mine = tmp_path / "sheet.pdf"
    mine.write_bytes(b"mine")
    with pytest.raises(ReportExists):
        run(catalogue.jobsheets.write(sheet, mine))
    assert command(plant, "--save", mine, sheet) == cli.EXPECTED_FAILURE
    assert mine.read_bytes() == b"mine"
    assert command(plant, "--overwrite", "--save", mine, sheet) == 0
    assert mine.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
