"""The keyboard on the screen, for windows that are laid out for fingers."""

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from imtextgui.ui.desktop import Desktop
from imtextgui.ui.style import control_sizes


class ScreenKeyboard(QObject):
    """Asks the desktop for its keyboard when a field is tapped that takes text, in the sizes for fingers and gloves.

    Windows brings it by itself only in some of its modes, and once it was closed not again for the same field.
    """

    def __init__(self, app: QApplication, desktop: Desktop) -> None:
        super().__init__(app)
        self._desktop = desktop
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._watch)

    def _watch(self, _: QWidget | None, field: QWidget | None) -> None:
        # Only the field that has the cursor: a filter for all events of the application would slow each of them.
        for before in filter(shiboken6.isValid, self._watched):
            before.removeEventFilter(self)
        self._watched.clear()
        if field is not None and takes_text(field):
            watched = field.viewport() if isinstance(field, QAbstractScrollArea) else field
            watched.installEventFilter(self)
            self._watched.append(watched)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow a tap."""
        tapped = event.type() == QEvent.Type.MouseButtonRelease and isinstance(field, QWidget)
        if tapped and control_sizes.current() is not control_sizes.NORMAL:
            assert isinstance(field, QWidget)
            self._desktop.show_keyboard(int(field.window().winId()))
        return False


def takes_text(field: QWidget) -> bool:
    """Whether something can be typed into ``field``."""
    if isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
        return not field.isReadOnly()
    return False
