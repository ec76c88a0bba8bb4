"""A click beside a popup is whole: the press, and the release that some systems keep back."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from imtextgui.ui.widgets import click_through

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Window(QWidget):
    """A button and a line, as they lie below a popup."""

    def __init__(self) -> None:
        super().__init__()
        self.button, self.line = QPushButton("Tags"), QLineEdit("connector")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.button)
        column.addWidget(self.line)
        self.clicks = 0
        self.button.clicked.connect(self._count)

    def _count(self) -> None:
        self.clicks += 1


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    shown = Window()
    qtbot.addWidget(shown)
    shown.resize(300, 120)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def event(kind: QEvent.Type, on: QWidget, button: Qt.MouseButton = LEFT) -> QMouseEvent:
    """At the middle of ``on``, as the popup is given it."""
    where = on.mapToGlobal(on.rect().center()).toPointF()
    return QMouseEvent(kind, QPointF(), where, button, button, PLAIN)


def test_a_release_that_the_system_keeps_back_is_given(qtbot: QtBot, window: Window) -> None:
    click_through.press(event(QEvent.Type.MouseButtonPress, window.button))
    assert window.button.isDown()
    qtbot.waitUntil(lambda: window.clicks == 1)
    assert window.button.hasFocus()
    qtbot.wait(3 * click_through.POLL_MS)
    assert window.clicks == 1


def test_a_release_that_comes_is_not_given_twice(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: LEFT)
    click_through.press(event(QEvent.Type.MouseButtonPress, window.button))
    qtbot.wait(3 * click_through.POLL_MS)
    assert window.clicks == 0  # held down
    qtbot.mouseRelease(window.button, LEFT)
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: NONE)
    qtbot.wait(3 * click_through.POLL_MS)
    assert window.clicks == 1


def test_the_line_gets_the_keys_and_beside_the_window_nothing_happens(qtbot: QtBot, window: Window) -> None:
    click_through.press(event(QEvent.Type.MouseButtonPress, window.line))
    assert window.line.hasFocus()
    nowhere = event(QEvent.Type.MouseButtonPress, window.button)
    window.hide()
    click_through.press(nowhere)
    assert window.clicks == 0


def test_what_the_press_closes_needs_no_release(qtbot: QtBot, window: Window) -> None:
    window.button.pressed.connect(lambda: delete(window.button))
    click_through.press(event(QEvent.Type.MouseButtonPress, window.button))
    qtbot.wait(3 * click_through.POLL_MS)
    assert window.clicks == 0
