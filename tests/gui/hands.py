"""Keys as the platform sends them: to the window that has them, through shortcuts and popups, not to a widget."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

NONE = Qt.KeyboardModifier.NoModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release a key."""
    QTest.keyClick(_focus_window(), key, modifiers)


def type_in(text: str) -> None:
    """Press the keys of ``text`` one after the other."""
    for letter in text:
        QTest.keyClick(_focus_window(), letter)  # type: ignore[call-overload]  # the stubs lack letters


def _focus_window() -> QWindow:
    # A popup takes the keys of the whole application while it is open.
    popup = QApplication.activePopupWidget()
    window = popup.windowHandle() if popup is not None else QGuiApplication.focusWindow()
    assert window is not None
    return window
