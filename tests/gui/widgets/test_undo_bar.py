"""What was done can be taken back, by the button while it is offered, with Ctrl+Z and by the menu afterwards."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.widgets.undo_bar import MOST_KEPT, UndoBar
from tests.gui.hands import press, type_in

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def end_patience(bar: UndoBar) -> None:
    bar.patience.timeout.emit()


def menu_entry(window: MainWindow) -> QAction:
    return next(one for one in window.findChildren(QAction) if one.text().startswith("&Undo"))


def test_ctrl_z_takes_back_what_is_not_offered_any_more_the_last_first(
    qtbot: QtBot, window: MainWindow
) -> None:
    done: list[str] = []
    window.search.query_bar.words.setFocus()
    for name in ("tag", "sheet"):
        window.undo.offer(f"{name} added.", partial(done.append, name))
    assert menu_entry(window).text() == "&Undo: sheet added."
    end_patience(window.undo)
    assert not window.undo.isVisible()
    press(Qt.Key.Key_Z, CTRL)
    assert done == ["sheet"]
    assert window.status == "Taken back: sheet added."
    assert menu_entry(window).text() == "&Undo: tag added."
    press(Qt.Key.Key_Z, CTRL)
    assert done == ["sheet", "tag"]
    assert menu_entry(window).text() == "&Undo"
    assert not menu_entry(window).isEnabled()


def test_a_line_takes_back_its_own_letters_first(qtbot: QtBot, window: MainWindow) -> None:
    done: list[str] = []
    words = window.search.query_bar.words
    words.setFocus()
    type_in("pump")
    window.undo.offer("tag added.", lambda: done.append("tag"))
    press(Qt.Key.Key_Z, CTRL)
    assert (words.text(), done) == ("", [])
    press(Qt.Key.Key_Z, CTRL)
    assert done == ["tag"]


def test_what_waits_for_its_end_is_done_then_and_stays_done(qtbot: QtBot, window: MainWindow) -> None:
    done: list[str] = []
    window.undo.offer("tag added.", lambda: done.append("tag off"))
    window.undo.offer("Will be removed.", lambda: done.append("kept"), lambda: done.append("removed"))
    assert menu_entry(window).text() == "&Undo: Will be removed."
    end_patience(window.undo)
    assert done == ["removed"]
    assert menu_entry(window).text() == "&Undo: tag added."


def test_the_button_takes_back_once(qtbot: QtBot, window: MainWindow) -> None:
    done: list[str] = []
    window.undo.offer("tag added.", lambda: done.append("tag"))
    qtbot.mouseClick(window.undo.undo, LEFT)
    assert done == ["tag"]
    assert window.undo.kept == ""
    window.undo.take_back()
    assert done == ["tag"]


def test_an_offer_that_is_about_to_be_pressed_stays(qtbot: QtBot, window: MainWindow) -> None:
    window.undo.offer("tag added.", lambda: None)
    window.undo.undo.setFocus()
    window.undo.patience.timeout.emit()
    assert window.undo.isVisible()
    window.search.query_bar.words.setFocus()
    window.undo.patience.timeout.emit()
    assert not window.undo.isVisible()


def test_only_so_much_is_kept(window: MainWindow) -> None:
    done: list[int] = []
    for number in range(MOST_KEPT + 5):
        window.undo.offer(str(number), partial(done.append, number))
    for _ in range(MOST_KEPT + 5):
        window.undo.take_back()
    assert done == list(range(MOST_KEPT + 4, 4, -1))


def test_an_offer_makes_room_for_another_page_and_for_other_words(window: MainWindow) -> None:
    done: list[str] = []
    words = window.search.query_bar.words
    words.setFocus()
    window.undo.offer("tag added.", lambda: done.append("tag"))
    press(Qt.Key.Key_2, CTRL)
    assert not window.undo.isVisible()
    window.show_search()
    window.undo.offer("sheet added.", lambda: done.append("sheet"))
    words.setText("pump")  # as a button does that is offered back itself
    assert window.undo.isVisible()
    type_in("s")
    assert not window.undo.isVisible()
    assert menu_entry(window).text() == "&Undo: sheet added."
    window.undo.take_back()
    window.undo.take_back()
    assert done == ["sheet", "tag"]


def test_what_cannot_be_taken_back_afterwards_stays_offered(window: MainWindow) -> None:
    done: list[str] = []
    window.undo.offer("Will be removed.", lambda: done.append("kept"), lambda: done.append("removed"))
    press(Qt.Key.Key_2, CTRL)
    assert window.undo.isVisible()
    assert done == []
