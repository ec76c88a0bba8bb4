"""Offers ways to go on with what is typed, in a popup under the words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit

from imtextgui.catalogue.protocols import SearchPart
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets import click_through

MOST_OFFERED = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QueryCompletion(QObject):
    """Asks the catalogue at every key; only an answer to what is typed now is shown.

    Only Down, Up or a click choose an offer. Enter means what was typed otherwise.
    """

    taken = Signal()
    """An offer stands in the line now, and is meant to be searched for."""

    def __init__(self, search: SearchPart, tasks: TaskRunner, line: QLineEdit) -> None:
        super().__init__(line)
        self._search, self._line = search, line
        # Not beside the searches: an offer must not wait for the answer to the key before.
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(MOST_OFFERED)
        self.completer.setWidget(line)
        popup = self.completer.popup()
        assert popup is not None  # the stubs do not know that it is made at the first call
        self.popup = popup
        self.popup.setObjectName("offers")
        self.popup.installEventFilter(self)
        self.popup.setAccessibleName(self.tr("Ways to go on"))
        self.completer.activated.connect(self._take)
        line.textEdited.connect(self._ask)
        line.returnPressed.connect(self.hide)

    @property
    def offered(self) -> list[str]:
        """What the popup shows, nothing where it is hidden."""
        return self._model.stringList() if self.popup.isVisible() else []

    def hide(self) -> None:
        """Offer nothing more for what is typed now."""
        self._tasks.cancel("complete")
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keys and clicks at the offers that Qt takes otherwise than they are meant."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Esc is a shortcut of the window, too, which would come first.
            event.setAccepted(event.matches(QKeySequence.StandardKey.Cancel))
            return event.isAccepted()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press_key(event)
        # A click beside the offers does what it was meant for; Qt would only close them.
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return False
        if self.popup.rect().contains(self.popup.mapFromGlobal(event.globalPosition().toPoint())):
            return False
        self.hide()
        click_through.press(event)
        return True

    def _press_key(self, event: QKeyEvent) -> bool:
        """Enter takes the chosen offer, or means what was typed: Qt takes the first, which it makes the current one."""
        if event.key() not in _ENTER:
            return False
        chosen = self.popup.selectionModel().selectedIndexes()
        self.hide()
        if chosen:
            self._take(str(chosen[0].data()))
        else:
            QApplication.sendEvent(self._line, event)
        return True

    def _ask(self, text: str) -> None:
        if not text.strip() or self._line.cursorPosition() != len(text):
            self.hide()
            return
        self._tasks.start(
            lambda: self._search.complete(text, MOST_OFFERED),
            lambda offers: self._offer(text, offers),
            problem=ignore,  # the search for the same words tells it
            topic="complete",
        )

    def _offer(self, text: str, offers: Sequence[str]) -> None:
        useful = [offer for offer in offers if offer.strip() != text.strip()]
        if not useful or self._line.text() != text or not self._line.hasFocus():
            self.popup.hide()
            return
        self._model.setStringList(useful)
        self.completer.complete()

    def _take(self, text: str) -> None:
        self._line.setText(text)
        self.taken.emit()
