"""The folders: first run, add, drop, index, stop, leave out, remove, read-only, and closing in the middle."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from imtextgui.config import settings
from imtextgui.domain.items import Source
from imtextgui.domain.progress import Progress, Stage
from imtextgui.domain.runs.retry import NO_RETRY
from imtextgui.errors import CatalogueDiskFull
from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.shell.catalogues import catalogue_access
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.sources.exclude_dialog import ExcludeDialog
from imtextgui.ui.style import fonts
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import PLACES, MakeWindow, Told
from tests.gui.fake_catalogue import ROOT, FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]


def wait_for_run(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.sources.runs.running and not window.tasks.is_busy(Lane.SEARCHES))


def test_first_run_by_mouse_from_the_samples_to_a_hit(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    core = FakeCatalogue()
    window = make_window(core)
    assert window.workspace.welcome.first_folder.isVisible()
    qtbot.mouseClick(window.workspace.welcome.use_samples, LEFT)
    qtbot.waitUntil(lambda: core.script.jobs_closed == 1)
    wait_for_run(qtbot, window)
    assert [source.path for source in core.sources.folders] == [tmp_path / "samples"]
    assert core.sources.runs == [((1,), NO_RETRY)]
    assert not window.workspace.welcome.first_folder.isVisible()
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(window.search.query_bar.words, "pump")
    assert window.search.model.rowCount() == 3


def test_first_run_by_keyboard_opens_the_folder_dialog(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    core = FakeCatalogue()
    window = make_window(core)
    assert window.workspace.welcome.first_folder.hasFocus()
    qtbot.keyClick(window.workspace.welcome.first_folder, Qt.Key.Key_Space)
    dialog = window.sources.findChildren(FileDialog)[0]
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    qtbot.waitUntil(lambda: core.script.jobs_closed == 1)
    wait_for_run(qtbot, window)
    assert [row.source.path for row in window.sources.rows] == [tmp_path]


def test_a_system_without_a_japanese_font_is_told_which_would_help(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told_of_fonts(window: MainWindow) -> bool:
        return any(
            "Noto Sans CJK JP" in label.text() for label in window.workspace.welcome.findChildren(QLabel)
        )

    monkeypatch.setattr(fonts, "has_japanese_font", lambda: True)
    assert not told_of_fonts(make_window(FakeCatalogue()))
    monkeypatch.setattr(fonts, "has_japanese_font", lambda: False)
    assert told_of_fonts(make_window(FakeCatalogue()))


def test_a_dropped_folder_becomes_a_source(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    action, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, data, LEFT, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.sources.property("dropping") is True
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), action, data, LEFT, keys))
    qtbot.waitUntil(lambda: core.script.jobs_closed == 1)
    wait_for_run(qtbot, window)
    assert len(window.sources.rows) == 2
    assert window.sources.property("dropping") is False


def test_reindex_shows_progress_and_ends_with_fresh_figures(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds = 0.05
    sources = window.sources
    window.workspace.go("sources")
    qtbot.mouseClick(sources.reindex, LEFT)

    assert sources.run_card.isVisible()
    assert not sources.reindex.isVisible()
    qtbot.waitUntil(lambda: "of 6" in sources.run_card.far)
    assert "a second" in sources.run_card.far
    assert "%" in window.status_line.run.text()
    wait_for_run(qtbot, window)
    assert not sources.run_card.isVisible()
    assert not window.status_line.run.isVisible()
    assert sources.reindex.isVisible()
    assert core.sources.runs == [(None, NO_RETRY)]
    assert "just now" in sources.rows[0].last_run


def test_f5_reindexes_once(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.script.step_seconds = 0.02
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window.status == "The folders are being indexed already."
    wait_for_run(qtbot, window)
    assert core.sources.runs == [(None, NO_RETRY)]


def test_stop_ends_the_run_and_those_that_wait(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.02, 10_000
    window.sources.runs.index()
    window.sources.runs.index([1])
    qtbot.waitUntil(lambda: bool(core.sources.runs))
    window.workspace.go("sources")
    qtbot.mouseClick(window.sources.run_card.cancel, LEFT)
    assert not window.sources.run_card.cancel.isEnabled()
    wait_for_run(qtbot, window)
    assert core.script.jobs_closed == 1
    assert len(core.sources.runs) == 1


def test_searching_goes_on_while_indexing(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.01, 10_000
    window.sources.runs.index()
    qtbot.waitUntil(lambda: bool(core.sources.runs))
    with qtbot.waitSignal(window.search.answered, timeout=2000):
        qtbot.keyClicks(window.search.query_bar.words, "pump")
    assert window.search.model.rowCount() == 3
    assert window.sources.runs.running


def test_a_run_that_fails_is_told(qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told) -> None:
    core.script.fails["sources.read"] = CatalogueDiskFull(path="/catalogue")
    window.sources.runs.index()
    wait_for_run(qtbot, window)
    assert told.codes == ["catalogue-disk-full"]
    assert "/catalogue" in window.notice.text


def test_a_folder_inside_another_is_refused(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    with qtbot.waitSignal(window.notice.shown):
        window.sources.add_folder(ROOT / "manuals")
    assert told.codes == ["source-nested"]
    assert core.sources.runs == []


def test_rules_are_edited_and_followed(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    window.sources.rows[0].exclude_requested.emit(window.sources.rows[0].source)
    dialog = window.sources.findChildren(ExcludeDialog)[0]
    dialog.rules.setPlainText("archive/\n*.tmp")
    qtbot.mouseClick(dialog.keep, LEFT)
    qtbot.waitUntil(lambda: core.script.jobs_closed == 1)
    wait_for_run(qtbot, window)
    assert core.sources.folders[0].exclude == "archive/\n*.tmp"
    assert core.sources.runs == [((1,), NO_RETRY)]


def remove_first(window: MainWindow) -> None:
    actions = window.sources.rows[0].menu_button.menu().actions()
    next(action for action in actions if "Re&move" in action.text()).trigger()


def test_a_removed_folder_is_gone_at_once_and_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    window.workspace.go("sources")
    remove_first(window)
    qtbot.waitUntil(lambda: window.sources.rows == [])
    assert "Its files stay" in window.undo.text
    assert core.sources.folders
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: len(window.sources.rows) == 1)
    window.undo.settle()
    assert core.sources.folders


def test_a_removed_folder_that_nobody_takes_back_is_forgotten(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    window.workspace.go("sources")
    remove_first(window)
    qtbot.waitUntil(window.workspace.welcome.first_folder.isVisible)
    qtbot.keyClick(window.undo.close_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not core.sources.folders)
    assert not window.undo.isVisible()


def test_a_folder_is_forgotten_for_good_when_nobody_takes_that_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.judgements.judged = {1: ("pump", 101, True)}
    window.workspace.go("sources")
    (row,) = window.sources.rows
    row.forget_requested.emit(row.source)
    qtbot.waitUntil(lambda: window.sources.rows == [])
    assert "forgotten for good" in window.undo.text
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: len(window.sources.rows) == 1)
    assert core.judgements.judged
    row = window.sources.rows[0]
    row.forget_requested.emit(row.source)
    qtbot.mouseClick(window.undo.close_button, LEFT)
    qtbot.waitUntil(lambda: not core.sources.folders)
    assert core.judgements.judged == {}


def test_everything_is_forgotten_when_nobody_takes_that_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    window.workspace.go("sources")
    menu = window.sources.forget_menu
    menu.everything.trigger()
    qtbot.waitUntil(lambda: window.sources.rows == [])
    assert core.sources.folders
    window.undo.settle()
    qtbot.waitUntil(lambda: not core.sources.folders)
    menu.removed.trigger()
    assert "files that are gone" in window.undo.text
    with qtbot.waitSignal(menu.forgotten):
        window.undo.settle()


def test_a_folder_that_could_not_be_forgotten_is_shown_again(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    window.workspace.go("sources")
    core.script.fails["privacy.forget_source"] = CatalogueDiskFull(path="/catalogue")
    (row,) = window.sources.rows
    row.forget_requested.emit(row.source)
    window.undo.settle()
    qtbot.waitUntil(lambda: told.codes == ["catalogue-disk-full"])
    qtbot.waitUntil(lambda: len(window.sources.rows) == 1)


def test_a_run_can_be_paused_and_resumed(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.01, 60
    window.workspace.go("sources")
    card = window.sources.run_card
    qtbot.mouseClick(window.sources.reindex, LEFT)
    qtbot.waitUntil(lambda: card.bar.value() > 1)
    qtbot.mouseClick(card.pause, LEFT)
    qtbot.wait(100)
    before = (card.bar.value(), core.sources.steps)
    qtbot.wait(200)
    assert (card.bar.value(), core.sources.steps) == before
    assert card.pause.text() == "&Resume"
    qtbot.mouseClick(card.pause, LEFT)
    wait_for_run(qtbot, window)
    assert core.script.jobs_closed == 1
    assert core.sources.folders[0].last_run


def test_closing_while_paused_is_clean(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.01, 10_000
    window.sources.runs.index()
    qtbot.waitUntil(lambda: bool(core.sources.runs))
    window.sources.run_card.pause.setChecked(True)
    window.close()
    assert window.stopped == [True]
    assert (core.script.jobs_closed, core.closed) == (1, True)


def test_what_was_interrupted_goes_on_when_the_window_opens_again(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.01, 10_000
    first = make_window(core)
    first.sources.runs.index()
    qtbot.waitUntil(lambda: core.sources.steps > 0)
    first.close()
    core.script.files_to_index = 3
    second = make_window(core)
    qtbot.waitUntil(lambda: core.script.jobs_closed == 2)
    wait_for_run(qtbot, second)
    assert core.sources.runs == [(None, NO_RETRY), ((1,), NO_RETRY)]
    second.close()
    third = make_window(core)
    wait_for_run(qtbot, third)
    assert len(core.sources.runs) == 2


def test_a_run_that_goes_on_by_itself_can_be_stopped_and_then_does_not_any_more(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index, core.sources.cut_short = 0.01, 10_000, (1,)
    window = make_window(core)
    qtbot.waitUntil(lambda: core.sources.steps > 0)
    assert window.sources.runs.running
    assert window.status == "Going on with the indexing that was interrupted."
    window.workspace.go("sources")
    window.sources.run_card.pause.setChecked(True)
    qtbot.mouseClick(window.sources.run_card.cancel, LEFT)
    wait_for_run(qtbot, window)
    window.close()
    again = make_window(core)
    wait_for_run(qtbot, again)
    assert core.sources.runs == [((1,), NO_RETRY)]


def test_the_state_tells_what_the_second_pass_has_still_to_do(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    pages, core.health.waiting = core.health.counts().pages, 2
    window = make_window(core)
    window.workspace.go("sources")
    hint = window.sources.hint
    assert hint.isVisible()
    assert hint.text().startswith(f"Details read for {pages - 2} of {pages} pages.")
    core.health.waiting = 0
    window.sources.refresh()
    qtbot.waitUntil(lambda: "Details" not in hint.text())


def test_the_second_pass_is_shown_apart_from_the_first(qtbot: QtBot, window: MainWindow) -> None:
    card = window.sources.run_card
    card.start()
    card.show_step(Progress(Stage.READ, 3, 4, "a.pdf"))
    assert (card.first.state.text(), card.second.state.text()) == ("22 %", "later")
    card.show_step(Progress(Stage.REGIONS, 1, 10, "b.pdf"))
    assert (card.first.state.text(), card.second.state.text()) == ("100 %", "3 %")
    assert card.bar is card.second.bar


def test_saving_power_begins_the_run_anew_with_less(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.01, 30
    window.workspace.go("sources")
    window.sources.runs.index()
    qtbot.waitUntil(lambda: bool(core.sources.runs))
    qtbot.mouseClick(window.sources.run_card.power, LEFT)
    wait_for_run(qtbot, window)
    assert len(core.sources.runs) == 2
    assert [chosen.save_power for chosen in core.used] == ["always"]
    assert settings.read().save_power == "always"


def test_rules_are_tried_before_they_are_kept(qtbot: QtBot, window: MainWindow) -> None:
    window.workspace.go("sources")
    qtbot.mouseClick(window.sources.rows[0].exclude, LEFT)
    dialog = window.sources.findChildren(ExcludeDialog)[0]
    qtbot.waitUntil(lambda: "Would skip 0 files of 3" in dialog.preview.text())
    dialog.rules.setPlainText("archive/")
    qtbot.waitUntil(lambda: "Would skip 2 files of 3" in dialog.preview.text())
    assert dialog.examples.text() == "archive/old.pdf,  archive/older.pdf"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert core_rules(window) == ""


def core_rules(window: MainWindow) -> str:
    return window.sources.rows[0].source.exclude


def test_the_folder_is_shown_in_the_file_manager(window: MainWindow, told: Told) -> None:
    row = window.sources.rows[0]
    row.reveal_requested.emit(row.source)
    assert told.opened == [ROOT.parent]


def test_what_changes_the_catalogue_waits_for_the_run(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.01, 10_000
    window.sources.runs.index()
    allowed = [action.isEnabled() for action in window.sources.rows[0].menu_button.menu().actions()]
    assert allowed[:2] == [False, False]
    window.sources.runs.cancel()
    wait_for_run(qtbot, window)
    allowed = [action.isEnabled() for action in window.sources.rows[0].menu_button.menu().actions()]
    assert allowed[:2] == [True, True]


def test_a_second_instance_can_only_search_and_says_so(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window(indexed(read_only=True))
    assert window.locked.isVisible()
    assert not window.sources.add.isEnabled()
    assert not window.sources.reindex.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert not window.sources.runs.running
    with qtbot.waitSignal(window.search.answered):
        window.search.query_bar.words.setText("ポンプ")  # QTest types ASCII only
    assert window.search.model.rowCount() > 0


def test_a_window_that_can_only_search_can_change_once_the_other_program_has_ended(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_access, "TRY_AGAIN_MS", 10)
    core = indexed(read_only=True)
    core.sources.cut_short = (1,)
    window = make_window(core)
    for place in PLACES:
        window.workspace.go(place)
    dictionary = window.workspace.findChild(DictionaryPage)
    assert dictionary is not None
    assert not dictionary.add.isEnabled()
    assert not window.search.preview.tools.collect.isEnabled()
    assert not window.catalogues.travels.isEnabled()
    core.script.released = True
    qtbot.waitUntil(lambda: not window.locked.isVisible())
    assert dictionary.add.isEnabled()
    assert window.search.preview.tools.collect.isEnabled()
    assert window.catalogues.travels.isEnabled()
    qtbot.waitUntil(window.sources.add.isEnabled)  # it is read again in the background
    qtbot.waitUntil(lambda: bool(core.sources.runs))  # what the other program left
    wait_for_run(qtbot, window)


def test_it_is_asked_whether_many_missing_files_were_removed(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    window.workspace.go("sources")
    question, core.sources.vanished = window.sources.removal_question, 30
    for answer in (question.keep, question.remove):
        window.sources.runs.index()
        qtbot.waitUntil(question.isVisible)
        assert "30 of 40 files are not there" in question.text
        assert "30 files not there, kept" in window.status
        wait_for_run(qtbot, window)
        qtbot.mouseClick(answer, LEFT)
        assert not question.isVisible()
    wait_for_run(qtbot, window)
    assert core.sources.vanished == 0
    assert core.sources.runs[-1][0] == (1,)
    assert len(core.sources.runs) == 3
    assert not question.isVisible()


def test_an_unreachable_folder_is_marked(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    core.sources.folders = [Source(1, Path("/mnt/usb"), offline=True, items=40, last_run=time.time() - 7200)]
    window = make_window(core)
    assert window.sources.rows[0].state == "Not connected – 40 files kept"
    assert window.sources.rows[0].last_run == "Indexed 2 h ago"


def test_closing_in_the_middle_of_a_run_is_clean(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.01, 10_000
    window.sources.runs.index()
    qtbot.waitUntil(lambda: bool(core.sources.runs))
    window.close()
    assert core.sources.steps < 10_000
    assert core.script.jobs_closed == 1
    assert core.closed
    assert window.stopped == [True]


def test_closing_while_the_catalogue_opens_closes_it_too(qtbot: QtBot, told: Told, tmp_path: Path) -> None:
    from PySide6.QtCore import QSettings

    core, begun = indexed(), threading.Event()

    def open_slowly() -> FakeCatalogue:
        begun.set()
        time.sleep(0.2)
        return core

    store = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    window = MainWindow(open_slowly, told.desktop(), store)
    window.show()
    qtbot.waitUntil(begun.is_set)
    window.close()
    assert core.closed
    window.deleteLater()


def test_the_core_is_never_called_from_the_thread_of_the_window(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(window.search.query_bar.words, "pump")
    window.sources.runs.index()
    wait_for_run(qtbot, window)
    settled()
    assert threading.get_ident() not in core.script.threads
    assert len(core.script.threads) == 4  # changes, searches, pictures, reports


@pytest.mark.parametrize("busy", ["search.answer", "sources.all", "pages.get", "pages.thumbnail"])
def test_slow_calls_do_not_freeze_the_window(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, busy: str
) -> None:
    core.script.slow = busy
    window.search.query_bar.words.setText("pump")
    window.search.search()
    window.sources.refresh()
    for _ in range(10):
        QApplication.processEvents()
    assert not core.script.gave_up, "the window's thread waited for the catalogue"
    core.script.go_on.set()


def test_a_folder_that_was_unplugged_is_told_before_any_run(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, told: Told
) -> None:
    told.gone.add(ROOT)
    window = make_window(core)
    window.workspace.go("sources")
    qtbot.waitUntil(lambda: [row.state for row in window.sources.rows] == ["Not connected – 6 files kept"])
    assert window.sources.hint.text().startswith("1 folder not connected")
    assert core.sources.runs == []
    told.gone.clear()
    window.sources.refresh()
    qtbot.waitUntil(lambda: [row.state for row in window.sources.rows] == ["6 files"])
