"""Keeps the keyboard focus where the user has it while a page shows anew what it saved."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QWidget


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
