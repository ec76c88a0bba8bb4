"""Keeps the keyboard focus where the user has it: while a page shows anew what it saved, and around what was opened."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid


@contextmanager
def kept_focus(page: QWidget) -> Iterator[None]:
    """Give the focus back to the widget of ``page`` that had it: one that is disabled in between loses it."""
    before = QApplication.focusWidget()
    inside = before if before is not None and page.isAncestorOf(before) else None
    yield
    if inside is not None:
        give_back(inside)


def give_back(widget: QWidget) -> None:
    """Let ``widget`` have the focus again, if it can."""
    if widget.isEnabled() and widget.isVisible() and not widget.hasFocus():
        widget.setFocus()


class OpenedBy:
    """The button that opened something in the place of something else, which has the focus again when that closes."""

    def __init__(self) -> None:
        self._button: QAbstractButton | None = None

    def note(self) -> None:
        """Something is opened now, by a button if one has the focus."""
        focused = QApplication.focusWidget()
        self._button = focused if isinstance(focused, QAbstractButton) else None

    def give_back(self, otherwise: QWidget) -> None:
        """It is closed: the focus goes to its button, or where there was none to ``otherwise``."""
        button, self._button = self._button, None
        if button is not None and isValid(button) and button.isEnabled() and button.isVisible():
            button.setFocus()
        else:
            otherwise.setFocus()
