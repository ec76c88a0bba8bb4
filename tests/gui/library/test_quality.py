"""The quality page: measures what was confirmed, shows figures and course, and leads to what was missed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from imtextgui.errors import BundleMissing
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.results.results_view import ResultsView
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.controls import Button
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton
CONFIRMED = {1: ("pump", 102, True), 2: ("軸受の図面", 201, True), 3: ("seal", 102, False)}


@pytest.fixture
def judged() -> FakeCatalogue:
    core = indexed()
    core.judgements.judged.update(CONFIRMED)
    return core


def quality(qtbot: QtBot, window: MainWindow) -> QualityPage:
    qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    (page,) = window.findChildren(QualityPage)
    qtbot.waitUntil(lambda: page.isVisible() and not window.tasks.is_busy(Lane.SEARCHES))
    return page


def measure(qtbot: QtBot, window: MainWindow, page: QualityPage) -> None:
    qtbot.keyClick(page.measure, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.running and not window.tasks.is_busy(Lane.SEARCHES))


def texts(page: QualityPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_without_a_confirmed_answer_it_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    page = quality(qtbot, window)
    assert "This is the right answer" in texts(page)
    assert not page.measure.isEnabled()


def test_figures_come_by_keyboard_alone(qtbot: QtBot, make_window: MakeWindow, judged: FakeCatalogue) -> None:
    window = make_window(judged)
    page = quality(qtbot, window)
    assert page.measure.hasFocus()
    judged.quality.ranks["軸受の図面"] = 3
    measure(qtbot, window, page)
    assert "50 %" in page.page_first.accessibleName()
    assert "100 %" in page.among_ten.accessibleName()
    assert "0 %" in page.file_first.accessibleName()
    assert "0.04 s" in page.time.accessibleName()
    assert "2 questions" in texts(page)
    assert not page.trend.isVisibleTo(page)


def test_what_was_missed_can_be_asked_again(
    qtbot: QtBot, make_window: MakeWindow, judged: FakeCatalogue
) -> None:
    window = make_window(judged)
    page = quality(qtbot, window)
    judged.quality.ranks["軸受の図面"] = None
    measure(qtbot, window, page)
    assert [page.missed.item(row).text() for row in range(page.missed.count())] == ["軸受の図面\nnot found"]
    page.missed.setFocus()
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(page.missed, Qt.Key.Key_Return)
    assert window.workspace.current_page == "search"
    assert window.search.query_bar.text == "軸受の図面"


def test_all_right_is_said(qtbot: QtBot, make_window: MakeWindow, judged: FakeCatalogue) -> None:
    window = make_window(judged)
    page = quality(qtbot, window)
    measure(qtbot, window, page)
    assert "first for every question" in texts(page)
    assert not page.again.isVisibleTo(page)


def test_the_second_time_shows_the_change_and_the_course(
    qtbot: QtBot, make_window: MakeWindow, judged: FakeCatalogue
) -> None:
    window = make_window(judged)
    page = quality(qtbot, window)
    judged.quality.ranks["pump"] = 2
    measure(qtbot, window, page)
    judged.quality.ranks.clear()
    measure(qtbot, window, page)
    assert "100 %, before: 50 %" in page.page_first.accessibleName()
    assert page.trend.isVisibleTo(page)
    assert "50 % → 100 %" in page.trend.accessibleName()
    assert not page.trend.grab().isNull()


def test_measuring_can_be_cancelled_and_keeps_nothing(
    qtbot: QtBot, make_window: MakeWindow, judged: FakeCatalogue
) -> None:
    window = make_window(judged)
    page = quality(qtbot, window)
    judged.script.slow = "quality.measure"
    qtbot.keyClick(page.measure, Qt.Key.Key_Space)
    assert page.progress.bar.isVisibleTo(page)
    assert not page.measure.isEnabled()
    qtbot.keyClick(page.progress.cancel, Qt.Key.Key_Space)
    judged.script.go_on.set()
    qtbot.waitUntil(lambda: not page.running)
    assert judged.quality.snapped == []
    assert page.measure.isEnabled()


def test_a_second_window_tells_the_figure_that_it_does_not_keep(
    qtbot: QtBot, make_window: MakeWindow, judged: FakeCatalogue, told: Told
) -> None:
    judged.script.read_only = True
    window = make_window(judged)
    page = quality(qtbot, window)
    with qtbot.waitSignal(page.message, check_params_cb=lambda text: "100 %" in text):
        measure(qtbot, window, page)
    assert judged.quality.snapped == []


def test_a_known_problem_is_shown(
    qtbot: QtBot, make_window: MakeWindow, judged: FakeCatalogue, told: Told
) -> None:
    window = make_window(judged)
    page = quality(qtbot, window)
    judged.script.fails["quality.measure"] = BundleMissing(path=str(Path("/nowhere")))
    measure(qtbot, window, page)
    qtbot.waitUntil(lambda: "bundle-missing" in told.codes)


def ask_for_menu(results: ResultsView, reason: QContextMenuEvent.Reason) -> QMenu:
    """The menu of the current result, asked for as the mouse or the keyboard does."""
    place = results.visualRect(results.currentIndex()).center()
    event = QContextMenuEvent(reason, place, results.viewport().mapToGlobal(place))
    QApplication.sendEvent(results.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_teach_by_mouse_from_a_hit_to_the_figure(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    window = make_window(core)
    search = window.search
    search.query_bar.words.setText("pump")
    with qtbot.waitSignal(search.answered):
        qtbot.mouseClick(
            next(
                button
                for button in search.query_bar.findChildren(Button)
                if button.accessibleName() == "Search"
            ),
            LEFT,
        )
    place = search.results.visualRect(search.model.index(1, 0)).center()
    qtbot.mouseClick(search.results.viewport(), LEFT, pos=place)
    menu = ask_for_menu(search.results, QContextMenuEvent.Reason.Mouse)
    right = next(action for action in menu.actions() if action.text() == "This is the &right answer")
    with qtbot.waitSignal(window.undo.offered):
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(right).center())
    assert core.judgements.judged == {1: ("pump", search.model.hit(1).page_id, True)}
    qtbot.mouseClick(window.workspace.rail.buttons["quality"], LEFT)
    (page,) = window.findChildren(QualityPage)
    qtbot.waitUntil(page.measure.isEnabled)
    qtbot.mouseClick(page.measure, LEFT)
    qtbot.waitUntil(lambda: "100 %" in page.page_first.accessibleName())


def test_teach_by_keyboard_from_words_to_the_figure(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    window = make_window(core)
    search = window.search
    search.query_bar.words.setFocus()
    qtbot.keyClicks(search.query_bar.words, "pump")
    qtbot.waitUntil(lambda: search.model.rowCount() > 0 and not window.tasks.is_answering)
    qtbot.keyClick(search.query_bar.words, Qt.Key.Key_Down)
    assert search.results.hasFocus()
    menu = ask_for_menu(search.results, QContextMenuEvent.Reason.Keyboard)
    with qtbot.waitSignal(window.undo.offered):
        qtbot.keyClick(menu, Qt.Key.Key_R)
    assert [words for words, _, right in core.judgements.judged.values() if right] == ["pump"]
    assert QApplication.activePopupWidget() is None
    window.activateWindow()  # as a window manager does when a menu is gone
    qtbot.waitUntil(window.isActiveWindow)
    page = quality(qtbot, window)
    qtbot.waitUntil(page.measure.isEnabled)
    measure(qtbot, window, page)
    assert "100 %" in page.page_first.accessibleName()
