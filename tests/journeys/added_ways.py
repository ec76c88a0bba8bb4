"""Ways through what the window lacked once: camera, barcodes, prints, lists, overview, next steps, new files, tour."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.photo.camera_dialog import CameraDialog
from imtextgui.ui.printing.print_preview import PrintPreview
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.barcode_pictures import barcode, sheet
from tests.fakes import FakeEncoder
from tests.gui.photo.test_camera import Capture
from tests.journeys import bench_folder
from tests.journeys.fitter import Fitter
from tests.journeys.ways import CODE, Way, save_as

FORMATS = {".csv": b"\xef\xbb\xbf", ".html": b"<!DOCTYPE html>", ".pdf": b"%PDF-", ".json": b"{"}
"""Ends of names of what results leave as, and what such files begin with."""


def camera(fitter: Fitter, folder: Path) -> None:
    """F4 shows what the camera sees, Enter takes it and searches; one more of the same; and where there is none."""
    panel = fitter.window.search.photo
    capture = Capture()
    panel.open_camera = capture.open
    fitter.press("F4")
    dialog = fitter.dialog(CameraDialog)
    fitter.until(dialog.take.isEnabled, "a picture")
    fitter.stop("camera-frame")
    fitter.press("Return")
    fitter.back()
    fitter.until(lambda: len(panel.photos) == 1, "the photo")
    fitter.settled()
    fitter.click(panel.camera_add)
    dialog = fitter.dialog(CameraDialog)
    fitter.until(dialog.take.isEnabled, "a picture")
    fitter.click(dialog.take)
    fitter.back()
    fitter.until(lambda: len(panel.photos) == 2, "two photos")
    fitter.settled()
    fitter.stop("camera-two")
    capture.there.clear()
    fitter.press("F4")
    dialog = fitter.dialog(CameraDialog)
    fitter.until(lambda: not dialog.take.isEnabled() and "…" not in dialog.hint.text(), "that there is none")
    fitter.settled()
    fitter.stop("camera-none")
    fitter.press("Escape")
    fitter.back()
    _leave_photo(fitter)


def barcodes(fitter: Fitter, folder: Path) -> None:
    """The QR code on a pasted photo is a chip, and a click searches for what it says."""
    search, file = fitter.window.search, folder / "label.png"
    sheet([barcode("QRCode", CODE, scale=6)]).save(file)
    copied = QMimeData()
    copied.setImageData(QImage(str(file)))
    QGuiApplication.clipboard().setMimeData(copied)
    fitter.press("ctrl+k")
    fitter.press("ctrl+v")
    fitter.until(lambda: search.photo.codes.buttons, "the code")
    fitter.settled()
    fitter.click(search.photo.codes.buttons[0])
    fitter.until(lambda: search.query_bar.text == CODE, "the code in the words")
    fitter.settled()
    fitter.stop("barcodes-chip")
    _leave_photo(fitter)


def _leave_photo(fitter: Fitter) -> None:
    search = fitter.window.search
    fitter.press("ctrl+k")
    fitter.press("Escape")
    fitter.until(lambda: not search.photo.photos, "no photo")
    fitter.settled()


def print_more(fitter: Fitter, folder: Path) -> None:
    """Two chosen results are printed together, and the whole job sheet where that is on show."""
    search = fitter.window.search
    fitter.search("shaft seal")
    fitter.click_row(search.results, 0)
    fitter.click_row(search.results, 1, holding="ctrl")
    fitter.press("ctrl+p")
    preview = fitter.dialog(PrintPreview)
    fitter.settled()
    assert preview.pages.pageCount() == 2
    fitter.stop("print-selection")
    fitter.press("Escape")
    fitter.back()
    fitter.press("ctrl+j")
    fitter.until(fitter.window.undo.isVisible, "what was done")
    fitter.press("ctrl+6")
    page = fitter.page(JobSheetsPage)
    fitter.until(page.writer.print_button.isEnabled, "a sheet with pages")
    fitter.press("ctrl+p")
    preview = fitter.dialog(PrintPreview)
    fitter.settled()
    assert preview.pages.pageCount() == page.entries.count() + 1, "its list comes first"
    fitter.stop("print-sheet")
    fitter.press("Escape")
    fitter.back()


def take_results(fitter: Fitter, folder: Path) -> None:
    """The list leaves in each format that is offered, and begins where sheets go."""
    fitter.search("pump")
    for suffix, begins in FORMATS.items():
        target = folder / f"results {fitter.name}{suffix}"
        fitter.press("ctrl+s")
        dialog = fitter.dialog(FileDialog)
        offered = next(name for name in dialog.nameFilters() if f"*{suffix})" in name)
        dialog.selectNameFilter(offered)
        dialog.filterSelected.emit(offered)  # as Qt's dialog does where it is chosen by a user
        save_as(fitter, target)
        fitter.until(lambda: fitter.window.status.endswith(target.name), target.name)  # noqa: B023
        assert target.read_bytes().startswith(begins)


def glance(fitter: Fitter, folder: Path) -> None:
    """All pages of a document at a glance lead to one; F3 goes from place to place that Ctrl+F found."""
    preview = fitter.window.search.preview
    fitter.search("GP-2040 manual")
    fitter.until(lambda: preview.canvas.has_picture, "a page")
    fitter.press("ctrl+t")
    fitter.until(lambda: preview.body.is_overview and preview.body.overview.hasFocus(), "all pages")
    fitter.settled()
    fitter.stop("glance-pages")
    fitter.press("Home")
    fitter.press("Right")
    fitter.press("Return")
    fitter.until(lambda: not preview.body.is_overview and preview.number == 2, "page 2")
    fitter.settled()
    fitter.press("ctrl+f")
    fitter.until(lambda: preview.finder.is_open, "the line to find with")
    fitter.write("pump")
    fitter.settled()
    fitter.until(lambda: preview.finder.matching, "places")
    before = preview.finder.bar.place.text()
    fitter.press("F3")
    fitter.until(lambda: preview.finder.bar.place.text() != before, "the next place")
    fitter.settled()
    fitter.stop("glance-place")
    fitter.press("Escape")
    fitter.until(lambda: not preview.finder.is_open, "no line any more")


def next_steps(fitter: Fitter, folder: Path) -> None:
    """Nothing fits: why the nearest is not enough, and buttons that take a filter away, show it, and try a photo."""
    search = fitter.window.search

    def button(part: str) -> Button | None:
        shown = [steps for steps in search.panel.steps if steps.isVisible()]
        return next((one for steps in shown for one in steps.buttons if part in one.text()), None)

    fitter.search(f"{CODE} type:nothing")
    fitter.until(lambda: button("type:nothing"), "a way without the filter")
    fitter.stop("next-steps-filter")
    offered = button("type:nothing")
    assert offered is not None
    fitter.click(offered)
    fitter.until(lambda: search.model.rowCount() > 0, "results")
    fitter.settled()
    fitter.search("yellow submarine valve")
    fitter.settled()
    fitter.stop("next-steps-none")
    steps = next(steps for steps in search.panel.steps if steps.isVisible())
    hidden = [one.text() for one in steps.buttons if one.visibleRegion().boundingRect() != one.rect()]
    assert not hidden, f"below the fold: {hidden}"
    photo = button(steps.tr("Try a photo…"))
    assert photo is not None
    fitter.click(photo)
    dialog = fitter.dialog(QFileDialog)
    assert dialog.isVisible()
    fitter.press("Escape")
    fitter.back()


def new_files(fitter: Fitter, folder: Path) -> None:
    """A file that came into a folder is told at the foot of the window; one click takes it, and it is found."""
    window, line = fitter.window, fitter.window.status_line
    bench_folder.add_file(folder / bench_folder.NAME)
    window.workspace.watch.look()  # as it does every ten minutes
    fitter.until(line.changes.isVisible, "what is new")
    fitter.stop("new-files-told")
    fitter.click(line.changes)
    fitter.until(lambda: not window.sources.runs.running and not line.changes.isVisible(), "that it is taken")
    fitter.settled()
    fitter.search(bench_folder.NEW_NUMBER)
    hit = window.search.results.current_hit()
    assert hit is not None
    assert hit.path.name == bench_folder.NEW_FILE


def tour(fitter: Fitter, folder: Path) -> None:
    """The tour begins in the menu, goes on and back by keys and mouse, and is left at any moment."""
    window = fitter.window
    menus = window.menuBar()
    fitter.click_in(menus, menus.actionGeometry(menus.actions()[-1]))
    fitter.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    fitter.click_in(menu, menu.actionGeometry(menu.actions()[0]))
    fitter.until(lambda: window.tour.is_shown, "the tour")
    for at in range(1, len(window.tour.stops)):
        fitter.stop(f"tour-{at}")
        fitter.press("Right")
        fitter.until(lambda: window.tour.count.text().startswith(f"{at + 1} "), f"stop {at + 1}")  # noqa: B023
    fitter.stop("tour-last")
    fitter.press("Escape")
    fitter.until(lambda: not window.tour.is_shown, "the window without the tour")
    assert window.search.query_bar.words.hasFocus()


def first_start(fitter: Fitter, folder: Path) -> None:
    """A window without a folder: the samples are one click away, and so is a query that finds something in them."""
    name = f"first {fitter.name}"
    catalogue = Catalogue.open(folder / name, encoder=FakeEncoder())

    def make() -> MainWindow:
        window = MainWindow(
            lambda: catalogue,
            Desktop(),
            QSettings(str(folder / f"{name}.ini"), QSettings.Format.IniFormat),
            paths.resources() / "samples" / "Sensors",
            fitter.window.preferences,
        )
        window.setGeometry(fitter.window.geometry())
        return window

    newcomer = Fitter(make, fitter.hands, fitter.pictures, fitter.name)
    window, newcomer.is_strict = newcomer.window, True
    newcomer.stop("first-start")
    newcomer.click(window.workspace.welcome.use_samples)
    examples = window.search.panel.nothing.examples
    newcomer.until(lambda: not window.sources.runs.running and window.search.isVisible(), "the samples")
    newcomer.until(lambda: examples.buttons and examples.isVisible(), "what can be typed")
    newcomer.settled()
    newcomer.stop("first-examples")
    newcomer.click(examples.buttons[0])
    newcomer.until(lambda: window.search.model.rowCount() > 0, "results")
    newcomer.settled()
    newcomer.close()


WAYS: Mapping[str, Way] = {
    "camera": camera,
    "barcodes": barcodes,
    "print-more": print_more,
    "take-results": take_results,
    "glance": glance,
    "next-steps": next_steps,
    "new-files": new_files,
    "tour": tour,
    "first-start": first_start,
}
