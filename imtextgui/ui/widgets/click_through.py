"""A click beside a popup does what it was meant for; Qt would only close the popup."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

POLL_MS = 15
"""How often it is looked whether the mouse was let go: a fingertip takes several times as long."""


def press(event: QMouseEvent) -> None:
    """Let what lies under the mouse have the press ``event``, the keys, and the release that belongs to it."""
    below = QApplication.widgetAt(event.globalPosition().toPoint())
    if below is None:
        return
    taker = below
    while not taker.focusPolicy() & Qt.FocusPolicy.ClickFocus and isinstance(
        above := taker.parent(), QWidget
    ):
        taker = above
    taker.setFocus(Qt.FocusReason.MouseFocusReason)
    place, where = below.mapFromGlobal(event.globalPosition()), event.globalPosition()
    handed_on = QMouseEvent(event.type(), place, where, event.button(), event.buttons(), event.modifiers())
    waiting = _Release(below, event)
    QApplication.sendEvent(below, handed_on)
    if isValid(waiting):  # the press itself may close what it was meant for
        waiting.start()
    if event.button() is Qt.MouseButton.RightButton:
        # Qt has asked for the menu of the popup, not for that of what lies below it.
        reason = QContextMenuEvent.Reason.Mouse
        menu = QContextMenuEvent(reason, place.toPoint(), where.toPoint(), event.modifiers())
        QApplication.sendEvent(below, menu)


class _Release(QObject):
    """Hands a release on that does not come by itself: on X11 Qt keeps it where the press has closed a popup."""

    def __init__(self, below: QWidget, event: QMouseEvent) -> None:
        super().__init__(below)
        self._below, self._button, self._modifiers = below, event.button(), event.modifiers()
        self._where = event.globalPosition()
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._look)
        below.installEventFilter(self)

    def start(self) -> None:
        """Wait until the button is let go."""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It came by itself."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._end()
        return False

    def _look(self) -> None:
        if QApplication.mouseButtons() & self._button:
            return
        self._end()
        release = QMouseEvent(
            QEvent.Type.MouseButtonRelease,
            self._below.mapFromGlobal(self._where),
            self._where,
            self._button,
            Qt.MouseButton.NoButton,
            self._modifiers,
        )
        QApplication.sendEvent(self._below, release)

    def _end(self) -> None:
        self._timer.stop()
        self._below.removeEventFilter(self)
        self.deleteLater()
