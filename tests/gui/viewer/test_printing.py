"""Printing the page, the selected results and the job sheet: a look first, then a PDF stands for the paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPicture
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.errors import DocumentMissing, ReportInSource
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.printing.print_painting import PrintLeaf, paint_leaf
from imtextgui.ui.printing.print_preview import PrintPreview
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import Told
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.search.test_judging import action
from tests.gui.search.test_search import ask

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Wait = Callable[[], None]


@pytest.fixture
def asked(qtbot: QtBot, window: MainWindow, settled: Wait) -> MainWindow:
    ask(qtbot, window, "pump")
    settled()
    return window


@dataclass
class Paper:
    """The PDF that the user chooses in the dialog of the platform in place of a printer, and the pages."""

    file: Path
    pages: tuple[int, int] | None = None
    is_printer: bool = False

    def choose(self, dialog: QPrintDialog) -> None:
        printer = dialog.printer()
        if not self.is_printer:
            printer.setOutputFileName(str(self.file))
        if self.pages is not None:
            printer.setPrintRange(QPrinter.PrintRange.PageRange)
            printer.setFromTo(*self.pages)
        dialog.finished.emit(QPrintDialog.DialogCode.Accepted)  # accepting would ask its own controls
        dialog.deleteLater()


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Paper:
    chosen = Paper(tmp_path / "paper.pdf")
    monkeypatch.setattr(QPrintDialog, "show", lambda dialog: chosen.choose(dialog))  # noqa: PLW0108 - bound
    return chosen


def preview(qtbot: QtBot, window: MainWindow) -> PrintPreview:
    def shown() -> Iterator[PrintPreview]:
        return (dialog for dialog in window.findChildren(PrintPreview) if dialog.isVisible())

    qtbot.waitUntil(lambda: any(shown()))
    return next(shown())


def press(qtbot: QtBot, dialog: PrintPreview, paper: Paper) -> list[tuple[float, float]]:
    """Print, and give the sizes in points of what came out."""
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.print_button, LEFT)
    with pypdfium2.PdfDocument(paper.file) as document:
        return [page.get_size() for page in document]


def text_of(paper: Paper, page: int = 0) -> str:
    with pypdfium2.PdfDocument(paper.file) as document:
        return str(document[page].get_textpage().get_text_bounded())


def test_the_page_on_show_is_printed_as_sharp_as_paper(
    qtbot: QtBot, asked: MainWindow, core: FakeCatalogue, paper: Paper, settled: Wait
) -> None:
    said: list[str] = []
    asked.search.message.connect(said.append)
    asked.search.preview.canvas.setFocus()
    qtbot.keyClick(asked, Qt.Key.Key_P, CTRL)
    dialog = preview(qtbot, asked)
    assert dialog.windowTitle() == "Print 1 page"
    qtbot.waitUntil(lambda: dialog.pages.pageCount() == 1)
    settled()
    sizes = press(qtbot, dialog, paper)
    assert [(round(width), round(height)) for width, height in sizes] == [(595, 842)]
    page = asked.search.model.hit(0).page_id
    assert max(longest for asked_id, longest in core.pages.pictures_asked if asked_id == page) > 3000
    assert "hydraulic-pump-GP" in text_of(paper)  # digits of the foot are told in the font's own code
    assert said[-1] == "1 page printed."
    assert not dialog.isVisible()


def test_the_selected_results_are_printed_in_their_order(
    qtbot: QtBot, asked: MainWindow, paper: Paper, settled: Wait
) -> None:
    results = asked.search.results
    results.setFocus()
    qtbot.keyClick(results, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(results, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(results, Qt.Key.Key_P, CTRL)
    dialog = preview(qtbot, asked)
    assert dialog.windowTitle() == "Print 3 pages"
    qtbot.mouseClick(dialog.larger, LEFT)
    qtbot.mouseClick(dialog.smaller, LEFT)
    qtbot.mouseClick(dialog.whole, LEFT)
    settled()
    assert len(press(qtbot, dialog, paper)) == 3
    names = [hit.path.name[:12] for hit in results.selected_hits()]
    assert [name in text_of(paper, place) for place, name in enumerate(names)] == [True, True, True]


def test_a_page_of_words_and_one_that_cannot_be_had_are_printed_as_words(
    qtbot: QtBot,
    asked: MainWindow,
    core: FakeCatalogue,
    paper: Paper,
    settled: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = core.pages.picture

    def without(page_id: int, *more: object) -> object:
        if page_id // 100 == 6:
            return None
        if page_id // 100 == 5:
            raise DocumentMissing(path="/plant/pump on bench.jpg")
        return picture(page_id, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(core.pages, "picture", without)
    hits = {hit.item_id: hit for hit in asked.search.model.hits()}
    notes = next(hit for hit in hits.values() if hit.path.suffix == ".txt")
    asked.search.commands.printing.print_hits([notes])
    dialog = preview(qtbot, asked)
    settled()
    press(qtbot, dialog, paper)
    assert "grease the pump" in text_of(paper)
    photo = next((hit for hit in hits.values() if hit.path.suffix == ".jpg"), notes)
    core.script.fails["pages.picture"] = DocumentMissing(path="/plant/gone.jpg")
    monkeypatch.setattr(core.pages, "picture", picture)
    asked.search.commands.printing.print_hits([photo])
    dialog = preview(qtbot, asked)
    settled()
    press(qtbot, dialog, paper)
    assert "no longer there" in text_of(paper)


def test_only_the_pages_that_were_chosen(
    qtbot: QtBot, asked: MainWindow, paper: Paper, monkeypatch: pytest.MonkeyPatch, settled: Wait
) -> None:
    asked.search.results.selectAll()
    hits = asked.search.results.selected_hits()
    action(asked, f"Print {len(hits)} pages…").trigger()
    dialog = preview(qtbot, asked)
    settled()
    paper.pages = (2, 2)
    assert len(press(qtbot, dialog, paper)) == 1
    assert hits[1].path.name[:4] in text_of(paper)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_closing_stops_and_a_printer_that_refuses_is_told(
    qtbot: QtBot, asked: MainWindow, core: FakeCatalogue, paper: Paper, settled: Wait
) -> None:
    said: list[str] = []
    asked.search.message.connect(said.append)
    asked.search.commands.printing.print_hits(list(asked.search.model.hits()))
    dialog = preview(qtbot, asked)
    settled()
    core.script.slow = "pages.picture"
    qtbot.mouseClick(dialog.print_button, LEFT)
    assert not dialog.print_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.run.running)
    assert not dialog.print_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    core.script.go_on.set()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    asked.search.commands.printing.print_hits(list(asked.search.model.hits()))
    dialog = preview(qtbot, asked)
    settled()
    paper.file = Path("/nowhere/at/all.pdf")
    qtbot.mouseClick(dialog.print_button, LEFT)
    qtbot.waitUntil(lambda: said[-1:] == ["The printer did not take the pages."])
    dialog.close()


def test_the_paper_can_be_chosen(qtbot: QtBot, asked: MainWindow, paper: Paper, settled: Wait) -> None:
    asked.search.commands.printing.print_hits(list(asked.search.model.hits())[:1])
    dialog = preview(qtbot, asked)
    settled()
    qtbot.keyClick(dialog.paper, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.orientation, Qt.Key.Key_Down)
    assert (dialog.paper.currentText(), dialog.orientation.currentText()) == ("A3", "Lying")
    (size,) = press(qtbot, dialog, paper)
    assert [round(side) for side in size] == [1191, 842]


def test_the_job_sheet_is_printed_where_it_is_on_show(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, paper: Paper, settled: Wait
) -> None:
    core.jobsheets.add_pages([102, 301], "Seal")
    window.workspace.go("job-sheets")
    page = window.findChildren(JobSheetsPage)[0]
    qtbot.waitUntil(page.writer.print_button.isEnabled)
    said: list[str] = []
    page.message.connect(said.append)
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    dialog = preview(qtbot, window)
    assert dialog.windowTitle() == "Print 3 pages"  # the list at the front, and two pages
    settled()
    assert len(press(qtbot, dialog, paper)) == 3
    assert said[-1] == "3 pages printed."


def test_nothing_is_printed_into_a_file_among_the_own_ones(
    qtbot: QtBot, asked: MainWindow, core: FakeCatalogue, paper: Paper, told: Told, settled: Wait
) -> None:
    core.script.fails["pages.check_target"] = ReportInSource(path="/plant/x.pdf", other="/plant")
    asked.search.commands.printing.print_hits(list(asked.search.model.hits())[:1])
    dialog = preview(qtbot, asked)
    settled()
    qtbot.mouseClick(dialog.print_button, LEFT)
    assert told.codes == ["report-in-source"]
    assert not paper.file.exists()
    assert not dialog.run.running
    dialog.close()


def test_without_a_page_it_is_said(qtbot: QtBot, window: MainWindow) -> None:
    said: list[str] = []
    window.search.message.connect(said.append)
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    assert said == ["Choose a page to print first."]


def test_a_page_that_is_still_loading_is_printed_when_it_is_there(
    qtbot: QtBot, asked: MainWindow, settled: Wait
) -> None:
    said: list[str] = []
    asked.search.message.connect(said.append)
    view = asked.search.preview
    row = next(row for row, hit in enumerate(asked.search.model.hits()) if hit.pages > 1)
    asked.search.results.choose(row)
    settled()
    view.canvas.setFocus()
    qtbot.keyClick(asked, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.page_on_show is None
    qtbot.keyClick(asked, Qt.Key.Key_P, CTRL)
    assert said[-1] == "The page is still loading. It is printed as soon as it is there."
    preview(qtbot, asked).close()
    settled()
    qtbot.keyClick(asked, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(asked, Qt.Key.Key_P, CTRL)
    asked.search.results.choose(row - 1 if row else row + 1)
    settled()
    assert not asked.findChildren(PrintPreview), "another page was gone to"


def test_what_answers_another_query_is_not_printed(qtbot: QtBot, asked: MainWindow, settled: Wait) -> None:
    said: list[str] = []
    asked.search.message.connect(said.append)
    words = asked.search.query_bar.words
    words.setFocus()
    words.selectAll()
    qtbot.keyClicks(words, "seal")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.keyClick(words, Qt.Key.Key_P, CTRL)
    assert said[-1] == "Still searching. Print as soon as the page is there."
    settled()


def test_a_drawing_that_lies_is_turned_and_long_words_get_smaller(qtbot: QtBot) -> None:
    image = QImage(400, 560, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    drawing = QImage(800, 400, QImage.Format.Format_RGB32)
    drawing.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    paint_leaf(painter, QRectF(0, 0, 400, 560), PrintLeaf(drawing), "")
    painter.end()
    red = [
        y
        for y in range(560)
        if image.pixelColor(200, y).red() == 255 and image.pixelColor(200, y).green() == 0
    ]
    assert len(red) > 500  # as high as the sheet
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_leaf(painter, QRectF(0, 0, 400, 560), PrintLeaf(None, "word " * 2000), "foot")
    assert painter.font().pointSizeF() <= 5.0
    painter.end()


@pytest.mark.parametrize(("words", "foot"), [("torque 45 N·m", ""), ("", "service log.md")])
def test_letters_are_black_on_paper_whatever_the_colours_of_the_window(
    qapp: QApplication, words: str, foot: str
) -> None:
    image = QImage(400, 560, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    leaf = QPicture()
    painter = QPainter(leaf)
    paint_leaf(painter, QRectF(0, 0, 400, 560), PrintLeaf(None, words), foot)
    painter.end()
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.white)  # as the preview's painter has it in a dark window
    painter.drawPicture(0, 0, leaf)
    painter.end()
    assert min(image.pixelColor(x, y).lightness() for x in range(400) for y in range(560)) < 64


def test_pages_with_vectors_are_bound_into_the_file_as_they_are(
    qtbot: QtBot, asked: MainWindow, core: FakeCatalogue, paper: Paper, settled: Wait
) -> None:
    core.pages.vectors = True
    results = asked.search.results
    results.setFocus()
    qtbot.keyClick(results, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(results, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(results, Qt.Key.Key_P, CTRL)
    dialog = preview(qtbot, asked)
    settled()
    paper.pages = (2, 3)
    dialog.paper.setCurrentIndex(1)
    dialog.paper.activated.emit(1)
    with qtbot.waitSignal(dialog.finished), qtbot.waitSignal(dialog.vectors.ended):
        qtbot.mouseClick(dialog.print_button, LEFT)
    with pypdfium2.PdfDocument(paper.file) as document:
        sizes = [tuple(map(round, page.get_size())) for page in document]
    assert sizes == [(842, 1191)] * 2


def test_vectors_go_to_a_printer_of_cups_as_a_pdf(
    qtbot: QtBot,
    asked: MainWindow,
    core: FakeCatalogue,
    paper: Paper,
    told: Told,
    settled: Wait,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    core.pages.printed = tmp_path / "own.pdf"
    core.pages.vectors, paper.is_printer, told.programs = True, True, {"lp"}
    asked.search.preview.canvas.setFocus()
    qtbot.keyClick(asked, Qt.Key.Key_P, CTRL)
    dialog = preview(qtbot, asked)
    settled()
    with qtbot.waitSignal(dialog.vectors.ended):
        qtbot.mouseClick(dialog.print_button, LEFT)
    ((program, options),) = told.started
    assert program == "lp"
    assert options[:2] != ["-d", ""]
    assert options[-2] == "--"
    assert options[options.index("-n") : options.index("-n") + 2] == ["-n", "1"]
    with pypdfium2.PdfDocument(options[-1]) as document:
        assert len(document) == 1
