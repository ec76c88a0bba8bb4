"""The ways: ten tasks of a fitter, and what keys and mouse of an X server meet that test events of Qt do not."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.printing.print_preview import PrintPreview
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.style import control_sizes
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.journeys.fitter import Fitter

Way = Callable[[Fitter, Path], None]
CODE, DRAWING, NICKNAME = "GP-2040-05", "gear pump", "grumbler"


def find(fitter: Fitter, folder: Path) -> None:
    """Enter asks for what was typed, though suggestions are open; Down leads into the results; the page is there."""
    search = fitter.window.search
    fitter.press("ctrl+k")
    fitter.write("GP-2040")
    fitter.until(lambda: search.completion.offered, "suggestions")
    fitter.press("Return")
    fitter.settled()
    assert search.query_bar.text == "GP-2040"
    assert not search.completion.offered
    fitter.press("Down")
    fitter.until(search.results.hasFocus, "the results have the keys")
    before = search.results.current_hit()
    fitter.press("Down")
    fitter.until(lambda: search.results.current_hit() != before, "the next result")
    fitter.settled()
    fitter.until(lambda: search.preview.canvas.has_picture or search.preview.text.isVisible(), "its page")


def photo(fitter: Fitter, folder: Path) -> None:
    """The button, the dialog and its recent folder, the first result; Esc and Undo."""
    search = fitter.window.search
    fitter.click(search.query_bar.photo)
    fitter.click(next(one for one in search.photo.dropzone.findChildren(QAbstractButton) if one.isVisible()))
    fitter.dialog(FileDialog)
    fitter.stop("photo-dialog")
    fitter.write(str(folder / "photo.png"))
    fitter.press("Return")
    fitter.back()
    fitter.until(lambda: search.photo.photos, "the photo")
    fitter.settled()
    fitter.until(lambda: search.model.rowCount() > 0, "results")
    assert search.results.currentIndex().row() == 0
    fitter.stop("photo-found")
    fitter.press("Escape")
    fitter.until(lambda: not search.photo.photos, "no photo")
    fitter.click(fitter.window.undo.undo)
    fitter.until(lambda: search.photo.photos, "the photo again")
    fitter.settled()
    fitter.press("ctrl+k")
    fitter.press("Escape")
    fitter.until(lambda: not search.photo.photos, "no photo")
    if search.query_bar.photo.isChecked():
        fitter.click(search.query_bar.photo)


def compare(fitter: Fitter, folder: Path) -> None:
    """Two results, chosen with the mouse and Ctrl, stand side by side; Esc leads back."""
    search = fitter.window.search
    fitter.search("shaft seal")
    fitter.click_row(search.results, 0)
    fitter.click_row(search.results, 1, holding="ctrl")
    fitter.until(lambda: len(search.results.selected_hits()) == 2, "two chosen results")
    fitter.press("ctrl+d")
    fitter.until(lambda: search.comparison.is_shown, "the comparison")
    fitter.settled()
    assert all(side.page is not None for side in search.compare.sides)
    fitter.stop("compare-beside")
    fitter.press("Escape")
    fitter.until(lambda: not search.comparison.is_shown, "the results")


def teach(fitter: Fitter, folder: Path) -> None:
    """A nickname that nothing answers is taught, and finds what it stands for."""
    search = fitter.window.search
    fitter.search(NICKNAME)
    steps = next(steps for steps in search.panel.steps if steps.isVisible())
    fitter.click(next(button for button in steps.buttons if NICKNAME in button.text()))
    page = fitter.page(DictionaryPage)
    fitter.until(
        lambda: QApplication.focusWidget() is not page.table and page.table.rowCount(), "a cell to type in"
    )
    fitter.settled()
    fitter.write(DRAWING)
    fitter.press("Return")
    fitter.settled()
    fitter.until(lambda: page.entries, "the entry")
    fitter.search(NICKNAME)
    assert any(DRAWING in chip.label for chip in search.answer.chips) if search.answer else False


def print_page(fitter: Fitter, folder: Path) -> None:
    """The page on show as it will lie on paper."""
    fitter.search(CODE)
    fitter.until(lambda: fitter.window.search.preview.page_on_show, "the page to print")
    fitter.press("ctrl+p")
    preview = fitter.dialog(PrintPreview)
    fitter.settled()
    assert preview.pages.pageCount() == 1
    fitter.until(lambda: _is_inked(preview.pages), "the page on its paper")
    fitter.stop("print-preview")
    fitter.press("Escape")
    fitter.back()


def _is_inked(part: QWidget) -> bool:
    """Whether more than a line is drawn in the middle of ``part``."""
    drawn = part.grab().toImage()
    middle = drawn.copy(drawn.width() * 2 // 5, drawn.height() // 4, drawn.width() // 5, drawn.height() // 2)
    points = (
        middle.pixelColor(x, y) for x in range(0, middle.width(), 2) for y in range(0, middle.height(), 2)
    )
    return sum(point.lightness() < 200 for point in points) > 50


def job_sheet(fitter: Fitter, folder: Path) -> None:
    """Ctrl+J collects, the sheet holds the page and a note, and goes into a PDF."""
    fitter.search(CODE)
    fitter.press("ctrl+j")
    fitter.until(fitter.window.undo.isVisible, "what was done")
    fitter.press("ctrl+6")
    page = fitter.page(JobSheetsPage)
    fitter.until(lambda: page.entries.count() > 0, "the page on the sheet")
    fitter.settled()
    fitter.click(page.note)
    fitter.write("Grease first")
    fitter.press("Return")
    fitter.settled()
    fitter.stop("job-sheet-page")
    fitter.click(page.writer.save)
    save_as(fitter, folder / f"sheet {fitter.name}.pdf")


def where_used(fitter: Fitter, folder: Path) -> None:
    """Ctrl+U while the words have the keys: on X11, a line of Qt would be emptied by it."""
    search = fitter.window.search
    fitter.search(CODE)
    fitter.press("ctrl+k")
    fitter.press("ctrl+u")
    fitter.until(lambda: search.where_used.is_shown, "where it is used")
    fitter.settled()
    assert search.query_bar.text == CODE
    fitter.until(lambda: search.where_used.panel.tree.topLevelItemCount() > 0, "places")
    fitter.stop("where-used-tree")
    fitter.press("Escape")
    fitter.until(lambda: not search.where_used.is_shown, "the results")


def narrow(fitter: Fitter, folder: Path) -> None:
    """A tick in the filters takes results away, and the button gives them back."""
    search = fitter.window.search
    fitter.search("pump")
    everything = search.model.total
    fitter.press("ctrl+l")
    tree = search.facets.tree
    fitter.until(lambda: tree.isVisible() and tree.topLevelItemCount() > 0, "filters")
    group = tree.topLevelItem(tree.topLevelItemCount() - 1)
    assert group is not None
    last = group.child(group.childCount() - 1)
    assert last is not None
    row = tree.indexFromItem(last)
    tree.scrollTo(row)
    tree.selectionModel().setCurrentIndex(row, QItemSelectionModel.SelectionFlag.NoUpdate)
    tree.setFocus()
    fitter.press("space")
    fitter.until(lambda: search.facets.count == 1, "a tick")
    fitter.settled()
    fitter.until(lambda: search.model.total < everything, "fewer results")
    fitter.stop("filter-ticked")
    fitter.click(search.facets.reset)
    fitter.settled()
    fitter.until(lambda: search.model.total == everything, "all results")
    fitter.press("ctrl+l")


def recover(fitter: Fitter, folder: Path) -> None:
    """A search that was wrong: Esc clears it, Undo brings it back, one letter mends it."""
    search = fitter.window.search
    fitter.search("shaft sael")
    fitter.press("Escape")
    fitter.until(lambda: search.query is None, "nothing asked")
    fitter.click(fitter.window.undo.undo)
    fitter.until(lambda: search.query_bar.text == "shaft sael", "the words again")
    fitter.settled()
    fitter.search("shaft seal")
    first = search.results.current_hit()
    assert first is not None
    assert "seal" in first.path.name


def glove(fitter: Fitter, folder: Path) -> None:
    """The sizes for gloves, chosen with the keyboard in the settings, hold at once in the open window; and back."""
    before = control_sizes.current()
    others = [sizes for sizes in control_sizes.BY_NAME.values() if sizes is not before]
    fitter.search("pump")
    fitter.press("ctrl+8")
    page = fitter.page(SettingsPage)
    box = page.rows["size"].control
    for wanted in (others[-1], before):
        fitter.click(box)
        fitter.settled()
        names = list(control_sizes.BY_NAME)
        fitter.press("Home")
        for _ in range(names.index(wanted.name)):
            fitter.press("Down")
        fitter.press("Return")
        fitter.until(partial(_are_sizes, wanted), f"sizes {wanted.name}")
        fitter.settled()
        heading = fitter.window.search.query_bar.words.font().pointSizeF()
        assert heading > wanted.points
        assert page.font().pointSizeF() == wanted.points
        assert fitter.window.search.bar.filter.height() >= wanted.control


def _are_sizes(wanted: control_sizes.ControlSizes) -> bool:
    return control_sizes.current() is wanted


def read(fitter: Fitter, folder: Path) -> None:
    """F11 shows the page alone, Ctrl+F finds in it, Esc leads back step by step."""
    window, preview = fitter.window, fitter.window.search.preview
    fitter.search("GP-2040 manual")
    fitter.until(lambda: preview.is_showing, "a page")
    fitter.press("F11")
    fitter.until(lambda: not window.workspace.rail.isVisible(), "the page alone")
    fitter.press("ctrl+f")
    fitter.until(lambda: preview.finder.is_open, "the line to find with")
    fitter.write("pump")
    fitter.settled()
    fitter.stop("read-alone")
    fitter.press("Escape")
    fitter.until(lambda: not preview.finder.is_open, "no line any more")
    fitter.press("Escape")
    fitter.until(window.workspace.rail.isVisible, "the whole window")
    window.activateWindow()
    fitter.until(window.isActiveWindow, "the window has the keys")


def take_along(fitter: Fitter, folder: Path) -> None:
    """The list as a table on the clipboard and as a file for Excel, beginning where sheets go."""
    fitter.search("pump")
    QGuiApplication.clipboard().clear()
    fitter.press("ctrl+shift+c")
    fitter.until(lambda: "\t" in QGuiApplication.clipboard().text(), "a table on the clipboard")
    fitter.press("ctrl+s")
    save_as(fitter, folder / f"list {fitter.name}.csv")


def choose_file(fitter: Fitter, target: Path) -> None:
    """Type a file or folder into the dialog that has come up."""
    fitter.dialog(FileDialog)
    fitter.press("ctrl+a")
    fitter.write(str(target))
    fitter.press("Return")
    fitter.back()


def save_as(fitter: Fitter, target: Path) -> None:
    """Type the name of a file into the dialog that has come up, and wait for the file."""
    choose_file(fitter, target)
    fitter.until(target.is_file, target.name)
    fitter.settled()


def ask_by_photo(fitter: Fitter, photo: Path) -> None:
    """Search with a photo, which a dialog asks for."""
    search = fitter.window.search
    fitter.press("ctrl+shift+o")
    choose_file(fitter, photo)
    fitter.until(lambda: search.photo.photos, "the photo")
    fitter.settled()
    fitter.until(lambda: search.model.rowCount() > 0, "results")
    fitter.settled()


def leave_photo(fitter: Fitter) -> None:
    """Go back to words."""
    search = fitter.window.search
    fitter.press("ctrl+k")
    fitter.press("Escape")
    fitter.until(lambda: not search.photo.photos, "no photo")
    if search.query_bar.photo.isChecked():
        fitter.click(search.query_bar.photo)


WAYS: Mapping[str, Way] = {
    "find": find,
    "photo": photo,
    "compare": compare,
    "teach": teach,
    "print": print_page,
    "job-sheet": job_sheet,
    "where-used": where_used,
    "filter": narrow,
    "recover": recover,
    "glove": glove,
    "read": read,
    "take-along": take_along,
}
