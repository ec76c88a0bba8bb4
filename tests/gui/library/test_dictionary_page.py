"""The site's own words are added, changed, removed, imported and exported."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.items import Source
from imtextgui.errors import DictionaryDamaged
from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton
PUMP = Entry(
    ("old lady", "GP-2040"), ("ばあちゃん",), "machine", ("Alte Dame",), "the oldest pump", "shop floor"
)
ROW = "old lady|GP-2040,ばあちゃん,machine,Alte Dame,the oldest pump,shop floor"
SEAL = Entry(("B-ring",), ("軸シール",))


def show(qtbot: QtBot, window: MainWindow) -> DictionaryPage:
    window.workspace.go("dictionary")
    (page,) = window.findChildren(DictionaryPage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    return page


def test_a_row_is_added_by_keyboard(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    page = show(qtbot, window)
    qtbot.keyClick(page.add, Qt.Key.Key_Space)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "old lady; GP-2040")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: core.dictionary.terms == [Entry(("old lady", "GP-2040"), ())])


def test_a_cell_is_changed_and_a_row_without_names_is_none(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.dictionary.terms = [PUMP, SEAL]
    page = show(qtbot, window)
    assert page.entries == [PUMP, SEAL]
    cell = page.table.item(0, 1)
    assert cell is not None
    cell.setText(" ばあちゃん ； 油圧ポンプ|")
    for column in (0, 1):
        empty = page.table.item(1, column)
        assert empty is not None
        empty.setText("")
    qtbot.waitUntil(lambda: core.dictionary.terms == [PUMP._replace(ja=("ばあちゃん", "油圧ポンプ"))])


def test_removing_can_be_taken_back(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.dictionary.terms = [PUMP, SEAL]
    page = show(qtbot, window)
    qtbot.mouseClick(page.remove, LEFT)
    assert not window.undo.isVisible()
    page.table.selectRow(0)
    qtbot.mouseClick(page.remove, LEFT)
    qtbot.waitUntil(lambda: core.dictionary.terms == [SEAL])
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.dictionary.terms == [PUMP, SEAL])


def test_what_was_written_after_a_removal_stays_when_that_is_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    core.dictionary.terms = [PUMP, SEAL]
    page = show(qtbot, window)
    page.table.selectRow(0)
    qtbot.mouseClick(page.remove, LEFT)
    qtbot.waitUntil(lambda: core.dictionary.terms == [SEAL])
    cell = page.table.item(0, 2)
    assert cell is not None
    cell.setText("tool")
    changed = SEAL._replace(kind="tool")
    qtbot.waitUntil(lambda: core.dictionary.terms == [changed])
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.dictionary.terms == [PUMP, changed])


def test_a_term_that_a_colleague_adds_meanwhile_stays(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.dictionary.terms = [PUMP]
    page = show(qtbot, window)
    core.dictionary.terms.append(SEAL)
    cell = page.table.item(0, 2)
    assert cell is not None
    cell.setText("tool")
    qtbot.waitUntil(lambda: core.dictionary.terms == [PUMP._replace(kind="tool"), SEAL])
    cell.setText("part")
    qtbot.waitUntil(lambda: core.dictionary.terms == [PUMP._replace(kind="part"), SEAL])


def test_what_is_exported_can_be_imported(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    core.dictionary.terms = [PUMP, SEAL]
    page = show(qtbot, window)
    file = tmp_path / "辞書.csv"
    qtbot.mouseClick(page.export, LEFT)
    (dialog,) = page.findChildren(FileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(lambda: "Saved" in window.status)
    assert file.read_text(encoding="utf-8-sig").splitlines()[1] == ROW
    core.dictionary.terms = [SEAL]
    page.show_entries([SEAL])
    page.read(file)
    qtbot.waitUntil(lambda: core.dictionary.terms == [SEAL, PUMP])
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.dictionary.terms == [SEAL])


def test_a_file_that_is_no_table_is_told_and_no_document_is_replaced(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told, tmp_path: Path
) -> None:
    page = show(qtbot, window)
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\xff\xfe\x00\x81")
    page.read(file)
    qtbot.waitUntil(lambda: told.codes == ["dictionary-not-imported"])
    core.sources.folders = [Source(1, tmp_path)]
    page.save(file)
    qtbot.waitUntil(lambda: told.codes == ["dictionary-not-imported", "report-in-source"])
    assert file.read_bytes() == b"\xff\xfe\x00\x81"


def test_a_damaged_dictionary_is_told_when_the_window_opens(
    qtbot: QtBot, make_window: MakeWindow, told: Told
) -> None:
    core = indexed()
    core.script.fails["dictionary.entries"] = DictionaryDamaged(path="/d.csv", line=1, reason="no text")
    make_window(core)
    qtbot.waitUntil(lambda: told.codes == ["dictionary-damaged"])


def test_a_dictionary_that_cannot_be_changed_is_shown(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed(read_only=True)
    core.dictionary.terms = [PUMP]
    page = show(qtbot, make_window(core))
    assert page.entries == [PUMP]
    assert not any(control.isEnabled() for control in (page.add, page.remove, page.take))
    assert page.export.isEnabled()
