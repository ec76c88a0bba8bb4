"""Shortcuts of the window come before what Qt's lines would do with the same keys."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_Standard = QKeySequence.StandardKey
_TEXT = QKeySequence.SequenceFormat.PortableText
_EDITING = (
    _Standard.Copy,
    _Standard.Cut,
    _Standard.Paste,
    _Standard.Undo,
    _Standard.Redo,
    _Standard.SelectAll,
)
"""Keys that stay with a line that has the focus."""


class WindowShortcuts(QObject):
    """Watches the line that has the focus.

    On X11, Qt's lines know keys of Emacs and delete with them: Ctrl+U the whole line, Ctrl+K to its end, Ctrl+D one
    letter. They ask for such keys before shortcuts are looked at (QEvent.ShortcutOverride). Undo is theirs as long as
    they have something to take back.
    """

    def __init__(self, actions: Iterable[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._own = {
            shortcut.toString(_TEXT)
            for action in actions
            for shortcut in action.shortcuts()
            if "Ctrl+" in shortcut.toString(_TEXT)
        } - {bound.toString(_TEXT) for key in _EDITING for bound in QKeySequence.keyBindings(key)}
        # Qt knows them only while there is an application.
        self._undo = {bound.toString(_TEXT) for bound in QKeySequence.keyBindings(_Standard.Undo)}
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep a line from asking for a key that is one of the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString(_TEXT)
            if pressed in self._own or (pressed in self._undo and not _has_undo(watched)):
                event.ignore()
                return True
        return False

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit):
            now.installEventFilter(self)


def _has_undo(line: QObject) -> bool:
    if isinstance(line, QLineEdit):
        return line.isUndoAvailable()
    return isinstance(line, QPlainTextEdit | QTextEdit) and line.document().isUndoAvailable()
