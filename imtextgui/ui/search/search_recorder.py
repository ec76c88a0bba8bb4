"""Remembers the searches that were meant: those that were sent off, or whose answer was looked at for a while."""

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import HistoryPart
from imtextgui.domain.query import Query, Results
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.tasks.lanes import Lane, Urgency
from imtextgui.ui.tasks.task_owner import Errands

LOOKED_AT_MS = 3_000


class Memory(Errands, QObject):
    """Watches the answers of the search page."""

    remembered = Signal()

    def __init__(self, history: HistoryPart, lane: Lane, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._history, self._lane, self._preferences = history, lane, preferences
        self._query: Query | None = None
        self._looking = QTimer(self, singleShot=True, interval=LOOKED_AT_MS)
        self._looking.timeout.connect(self.remember)

    def look_at(self, results: Results | None) -> None:
        """An answer came on show; it is remembered if it stays there."""
        self._query = results.query if results is not None and results.hits else None
        if self._query is None:
            self._looking.stop()
        else:
            self._looking.start()

    def remember(self) -> None:
        """Remember the search whose answer is on show, now."""
        query = self._query
        if query is None or self._history.read_only or not self._preferences.now.keep_history:
            return
        self._query = None
        self._looking.stop()
        self._do(
            lambda: self._history.add(query),
            done=lambda _: self.remembered.emit(),
            urgency=Urgency.DECORATION,
        )
