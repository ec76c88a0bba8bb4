"""A tap on a field that takes text asks for the keyboard on the screen, in the sizes for fingers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.ui.desktop import Desktop
from imtextgui.ui.style import control_sizes
from imtextgui.ui.widgets.screen_keyboard import ScreenKeyboard

LEFT = Qt.MouseButton.LeftButton


class Asked(Desktop):
    """Takes down the windows that a keyboard is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[int] = []

    def show_keyboard(self, window: int) -> bool:
        self.windows.append(window)
        return True


class Page(QWidget):
    """A line, a text and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.text, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("x")
        column = QVBoxLayout(self)
        for field in (self.line, self.text, self.button):
            column.addWidget(field)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.button.setFocus()
    return page


@pytest.fixture
def desktop(qapp: QApplication, page: Page) -> Iterator[Asked]:
    asked = Asked()
    keyboard = ScreenKeyboard(qapp, asked)
    control_sizes.use(control_sizes.TOUCH)
    yield asked
    control_sizes.use(control_sizes.NORMAL)
    keyboard.deleteLater()


def test_a_tap_asks_for_it_also_when_the_field_has_the_cursor(
    qtbot: QtBot, page: Page, desktop: Asked
) -> None:
    qtbot.mouseClick(page.line, LEFT)
    qtbot.mouseClick(page.line, LEFT)
    qtbot.mouseClick(page.text.viewport(), LEFT)
    assert desktop.windows == [int(page.winId())] * 3


def test_nothing_else_does(qtbot: QtBot, page: Page, desktop: Asked) -> None:
    page.line.setFocus()  # by the program
    qtbot.mouseClick(page.button, LEFT)
    page.text.setReadOnly(True)
    qtbot.mouseClick(page.text.viewport(), LEFT)
    control_sizes.use(control_sizes.NORMAL)
    qtbot.mouseClick(page.line, LEFT)
    assert desktop.windows == []


def test_a_field_that_is_gone_is_let_go(qtbot: QtBot, page: Page, desktop: Asked) -> None:
    line = QLineEdit(page)
    line.show()
    qtbot.mouseClick(line, LEFT)
    with qtbot.waitSignal(line.destroyed):
        line.deleteLater()
    qtbot.mouseClick(page.line, LEFT)
    assert len(desktop.windows) == 2
