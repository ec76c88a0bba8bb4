"""When to search while the user types."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

TYPING_PAUSE_MS = 40
"""Keys that follow each other faster are one search: the one that is overtaken would only hold up the last."""


class TypingDelay(QObject):
    """Tells at once of a key after a rest; of keys that come fast, after the last one."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.due)
        self._since_key = QElapsedTimer()

    def restart(self) -> None:
        """A key was pressed."""
        hurried = self._since_key.isValid() and not self._since_key.hasExpired(TYPING_PAUSE_MS)
        self._since_key.start()
        self._timer.start(TYPING_PAUSE_MS if hurried or self._timer.isActive() else 0)

    def stop(self) -> None:
        """Forget the keys that were not told yet."""
        self._timer.stop()
