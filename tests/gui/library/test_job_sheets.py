"""Pages are collected on job sheets, put in order, noted to and written; all of it by keyboard alone as well."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.jobsheet import SheetPage
from imtextgui.domain.query import Band
from imtextgui.errors import CatalogueDiskFull, ReportInSource
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import ROOT, FakeCatalogue, hit_of, indexed

LEFT = Qt.MouseButton.LeftButton
ALT, CONTROL, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
Wait = Callable[[], None]


def ask(qtbot: QtBot, window: MainWindow, words: str) -> None:
    window.search.query_bar.words.setText(words)
    with qtbot.waitSignal(window.search.answered):
        window.search.search()


def action(window: MainWindow, text: str) -> QAction | None:
    search = window.search
    search.actions_of_hits.show_menu(QPoint(5, 5), search.results.selected_hits(), search.query)
    menu = next(menu for menu in search.findChildren(QMenu) if menu.isVisible())
    return next((action for action in menu.actions() if action.text() == text), None)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the cursor is."""
    there = QApplication.focusWidget()
    assert isinstance(there, QWidget)
    qtbot.keyClick(there, key, modifier)


def sheets(qtbot: QtBot, window: MainWindow) -> JobSheetsPage:
    window.workspace.go("job-sheets")
    (page,) = window.findChildren(JobSheetsPage)
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    return page


def names(page: JobSheetsPage) -> list[str]:
    rows = [page.entries.item(row).text().partition("\n")[0] for row in range(page.entries.count())]
    return [row.partition("  ·  ")[0] for row in rows]


@pytest.fixture
def filled(core: FakeCatalogue) -> FakeCatalogue:
    """A catalogue with a sheet of three pages and an older one without any."""
    core.jobsheets.create("Monday")
    core.jobsheets.create("Shaft seal")
    core.jobsheets.add_pages([102, 301, 501], "never")
    return core


def on_sheet(core: FakeCatalogue, sheet: int = 2) -> list[int]:
    return [page.entry_id for page in core.jobsheets.sheet_entries[sheet]]


# Collecting


def test_the_menu_puts_selected_hits_on_a_sheet_and_undo_takes_them_off(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    window.search.results.selectAll()
    hits = window.search.results.selected_hits()
    add = action(window, "Add to &job sheet")
    assert add is not None
    with qtbot.waitSignal(window.undo.offered):
        add.trigger()
    (sheet,) = core.jobsheets.sheets
    assert sheet.title.startswith("Job of ")
    assert on_sheet(core, sheet.id) == [hit.page_id for hit in hits]
    assert window.undo.text == f"Added to “{sheet.title}”."
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: on_sheet(core, sheet.id) == [])


def test_ctrl_j_takes_the_hit_or_the_page_on_show(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    ask(qtbot, window, "GP-2040 hydraulic")
    settled()
    window.search.results.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: [on_sheet(core, sheet.id) for sheet in core.jobsheets.sheets] == [[101]])
    window.search.preview.canvas.setFocus()
    window.search.preview.turn(2)
    settled()
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: on_sheet(core, 1) == [101, 103])
    qtbot.mouseClick(window.search.preview.tools.collect, LEFT)
    qtbot.waitUntil(lambda: window.status.startswith("It is on “Job of "))


def test_a_page_that_is_not_drawn_yet_can_be_taken(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    preview = window.search.preview
    preview.show_hit(hit_of(core.items[0], 2, Band.STRONG, ()))
    preview.collect()
    preview.turn(1)
    preview.collect()  # which page that is will be known when it is read
    settled()
    assert on_sheet(core, 1) == [102]


def test_a_file_that_could_not_be_read_is_left_out_and_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    window.search.actions_of_hits.collect([701, 301])
    qtbot.waitUntil(window.undo.isVisible)
    assert on_sheet(core, 1) == [301]
    assert window.status == "1 page left out: its file could not be read."


def test_ctrl_j_does_nothing_on_other_pages(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    ask(qtbot, window, "pump")
    window.workspace.go("tags")
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
    settled()
    assert core.jobsheets.sheets == []


# The page


def test_without_a_sheet_it_says_how_to_get_one(qtbot: QtBot, window: MainWindow) -> None:
    page = sheets(qtbot, window)
    assert not page.entries.isVisible()
    assert not page.writer.save.isVisible()
    qtbot.mouseClick(page.add, LEFT)
    qtbot.waitUntil(page.title.hasFocus)
    assert page.title.selectedText() == page.title.text()
    assert not page.writer.save.isEnabled()


def test_everything_is_done_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue, told: Told
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_6, CONTROL)
    (page,) = window.findChildren(JobSheetsPage)
    qtbot.waitUntil(lambda: page.entries.count() == 3)
    assert page.sheets.hasFocus()
    while QApplication.focusWidget() is not page.entries:
        press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: on_sheet(filled) == [301, 102, 501])
    qtbot.waitUntil(lambda: page.entries.currentRow() == 1)
    press(qtbot, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: on_sheet(filled) == [102, 301, 501])
    qtbot.waitUntil(lambda: not page.up.isEnabled())
    while QApplication.focusWidget() is not page.note:
        press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(page.note, "45 N·m")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: filled.jobsheets.sheet_entries[2][0].note == "45 N·m")
    qtbot.waitUntil(lambda: page.entries.item(0).text().endswith("✎ 45 N·m"))
    assert page.entries.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told.opened == [ROOT / "manuals/hydraulic-pump-GP-2040.pdf"])
    press(qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: on_sheet(filled) == [301, 501])
    gone = "hydraulic-pump-GP-2040.pdf, page 2, was taken off."
    qtbot.waitUntil(lambda: window.undo.text == gone)
    qtbot.keyClick(window, Qt.Key.Key_U, ALT)
    qtbot.waitUntil(lambda: on_sheet(filled) == [102, 301, 501])


def test_the_buttons_do_the_same(qtbot: QtBot, window: MainWindow, filled: FakeCatalogue, told: Told) -> None:
    page = sheets(qtbot, window)
    page.entries.setCurrentRow(2)
    qtbot.mouseClick(page.up, LEFT)
    qtbot.waitUntil(
        lambda: (
            names(page) == ["1.  hydraulic-pump-GP-2040.pdf", "2.  pump on bench.jpg", "3.  GP-2040-B1.pdf"]
        )
    )
    qtbot.mouseClick(page.down, LEFT)
    qtbot.waitUntil(lambda: on_sheet(filled) == [102, 301, 501])
    qtbot.mouseClick(page.opening, LEFT)
    qtbot.waitUntil(lambda: told.opened == [ROOT / "photos/pump on bench.jpg"])
    qtbot.mouseClick(page.off, LEFT)
    qtbot.waitUntil(lambda: page.entries.count() == 2)
    assert page.entries.currentRow() == 1


def test_a_sheet_is_renamed_removed_and_that_taken_back(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue
) -> None:
    page = sheets(qtbot, window)
    page.title.setFocus()
    page.title.selectAll()
    page.title.insert("軸シール")  # as an input method does
    page.entries.setFocus()
    qtbot.waitUntil(lambda: page.sheets.item(0).text().startswith("軸シール\n"))
    assert page.sheets.item(0).text().endswith("3 pages")
    qtbot.mouseClick(page.remove, LEFT)
    qtbot.waitUntil(lambda: page.title.text() == "Monday")
    qtbot.waitUntil(lambda: window.undo.text == "The job sheet “軸シール” was removed.")
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: page.title.text() == "軸シール" and page.entries.count() == 3)


def test_the_chosen_sheet_is_the_one_that_pages_come_onto(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue
) -> None:
    page = sheets(qtbot, window)
    page.sheets.setCurrentRow(1)
    qtbot.waitUntil(lambda: page.title.text() == "Monday")
    assert not page.entries.isVisible()
    window.search.actions_of_hits.collect([301])
    qtbot.waitUntil(lambda: on_sheet(filled, 1) == [301])
    qtbot.waitUntil(lambda: page.entries.count() == 1)


def test_a_note_that_is_being_written_is_not_overwritten(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue
) -> None:
    page = sheets(qtbot, window)
    page.note.setFocus()
    qtbot.keyClicks(page.note, "Loosen")
    page.refresh()
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    assert page.note.text() == "Loosen"
    page.entries.setCurrentRow(1)
    assert page.note.text() == ""


def test_a_page_that_is_gone_says_so(qtbot: QtBot, window: MainWindow, filled: FakeCatalogue) -> None:
    filled.jobsheets.sheet_entries[2].insert(0, SheetPage(9, "", ROOT / "old.pdf", 4))
    page = sheets(qtbot, window)
    assert page.entries.item(0).text().startswith("1.  old.pdf  ·  page 4\nNo longer in the catalogue")


def test_a_page_that_is_gone_from_this_edition_says_so(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue
) -> None:
    former = SheetPage(9, "", ROOT / "old.pdf", 4, is_of_former_edition=True)
    filled.jobsheets.sheet_entries[2].insert(0, former)
    row = sheets(qtbot, window).entries.item(0).text()
    assert row == "1.  old.pdf  ·  page 4 of a former edition\nNot found in this edition of the file any more"


def test_mnemonics_are_unique_on_the_page(qtbot: QtBot, window: MainWindow, filled: FakeCatalogue) -> None:
    page = sheets(qtbot, window)
    page.writer.progress.show()
    window.undo.offer("…", lambda: None)
    texts = [action.text() for action in window.menuBar().actions()]
    texts += [button.text() for button in window.findChildren(Button) if button.isVisible()]
    texts += [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.buddy()]
    keys = Counter(QKeySequence.mnemonic(text).toString() for text in texts)
    del keys[""]
    assert [key for key, times in keys.items() if times > 1] == []


# Writing


def test_a_sheet_is_saved_where_the_user_says(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue, tmp_path: Path
) -> None:
    filled.jobsheets.sheet_entries[2].append(SheetPage(9, "", ROOT / "old.pdf", 4))
    page = sheets(qtbot, window)
    qtbot.mouseClick(page.writer.save, LEFT)
    (dialog,) = page.writer.findChildren(FileDialog)
    assert dialog.selectedFiles()[0].endswith("Shaft seal.pdf")
    dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
    dialog.reject()
    qtbot.waitUntil(lambda: filled.jobsheets.written == [tmp_path / "sheet.pdf"])
    qtbot.waitUntil(lambda: not page.writer.running)
    assert window.status.startswith(f"Saved: {tmp_path / 'sheet.pdf'}")
    assert window.status.endswith("1 page could not be had; the sheet says why.")


@pytest.mark.parametrize("refuses", [False, True])
def test_a_sheet_is_opened_for_printing(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue, told: Told, refuses: bool
) -> None:
    told.refuses = refuses
    page = sheets(qtbot, window)
    qtbot.mouseClick(page.writer.printing, LEFT)
    qtbot.waitUntil(lambda: told.opened == [Path("/opened/sheet.pdf")])
    expected = "No program could open sheet.pdf." if refuses else "sheet.pdf is opened."
    qtbot.waitUntil(lambda: window.status.startswith(expected))


def test_writing_shows_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    core = indexed(step_seconds=0.05)
    core.pages.items = [core.items[0]] * 9
    core.jobsheets.add_pages([101, 102, 103], "Shaft seal")
    core.jobsheets.sheet_entries[1] *= 20
    window = make_window(core)
    page = sheets(qtbot, window)
    page.writer.write(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: page.writer.progress.bar.maximum() == 60)
    assert page.writer.progress.bar.isVisible()
    assert not page.writer.save.isEnabled()
    qtbot.mouseClick(page.writer.progress.cancel, LEFT)
    qtbot.waitUntil(lambda: not page.writer.running)
    assert (core.jobsheets.written, core.script.jobs_closed) == ([], 1)
    assert window.status == "The job sheet was not written."
    assert page.writer.save.isEnabled()


@pytest.mark.parametrize("size", ["touch", "glove"])
def test_writing_does_not_widen_a_narrow_window(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    in_size: Callable[[str], None],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    size: str,
) -> None:
    installed = i18n.install(qapp, "ja")
    request.addfinalizer(lambda: i18n.install(qapp, "en"))
    request.addfinalizer(lambda: i18n.remove(qapp, installed))
    in_size(size)
    core = indexed(step_seconds=0.05)
    core.jobsheets.add_pages([101, 102, 103], "Shaft seal")
    core.jobsheets.sheet_entries[1] *= 20
    window = make_window(core)
    window.resize(1024, 700)
    page = sheets(qtbot, window)
    qtbot.waitUntil(page.writer.save.isEnabled)
    page.writer.write(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: page.writer.progress.bar.maximum() == 60)
    assert window.width() == 1024
    qtbot.mouseClick(page.writer.progress.cancel, LEFT)
    qtbot.waitUntil(lambda: not page.writer.running and page.writer.printing.isVisible())
    assert window.width() == 1024


def test_a_place_among_the_users_files_is_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue, told: Told
) -> None:
    page = sheets(qtbot, window)
    filled.script.fails["jobsheets.write"] = ReportInSource(path=str(ROOT / "a.pdf"), other=str(ROOT))
    page.writer.write(ROOT / "a.pdf")
    qtbot.waitUntil(lambda: told.codes == ["report-in-source"])
    filled.script.fails["jobsheets.move"] = CatalogueDiskFull(path="/catalogue")
    qtbot.mouseClick(page.down, LEFT)
    qtbot.waitUntil(lambda: told.codes[1:] == ["catalogue-disk-full"])


def test_where_nothing_may_be_changed_sheets_can_be_read_and_written(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    core = indexed()
    core.jobsheets.create("Monday")
    core.jobsheets.create("Shaft seal")
    core.jobsheets.add_pages([102, 301], "never")
    core.script.read_only = True
    window = make_window(core)
    ask(qtbot, window, "pump")
    assert action(window, "Add to &job sheet") is None
    window.search.findChildren(QMenu)[-1].close()
    assert not window.search.preview.tools.collect.isEnabled()
    window.search.commands.collect()
    page = sheets(qtbot, window)
    changing = (page.add, page.title, page.remove, page.note, page.up, page.down, page.off)
    assert not any(control.isEnabled() for control in changing)
    qtbot.keyClick(page.entries, Qt.Key.Key_Delete)
    qtbot.keyClick(page.entries, Qt.Key.Key_Down, ALT)
    page.writer.write(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: core.jobsheets.written == [tmp_path / "sheet.pdf"])
    page.sheets.setCurrentRow(1)
    qtbot.waitUntil(lambda: page.writer.save.isEnabled() is False)
    assert on_sheet(core) == [102, 301]
    assert {entry.kind for entry in core.jobsheets.sheet_entries[2]} == {Kind.MANUAL, Kind.DRAWING}


def test_a_note_has_room_in_a_narrow_window_for_gloves(
    qtbot: QtBot, window: MainWindow, filled: FakeCatalogue, in_size: Callable[[str], None]
) -> None:
    in_size("glove")
    window.resize(1024, 700)
    page = sheets(qtbot, window)
    sentence = "Check the tension of the belt, replace the pulley"
    qtbot.waitUntil(lambda: page.note.width() > page.note.fontMetrics().horizontalAdvance(sentence))
    assert (window.width(), window.height()) == (1024, 700)
    assert page.entries.height() > page.note.height()
