"""Records the searches that were meant: those that were sent off, or whose answer was looked at for a while."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import HistoryPart
from imtextgui.domain.query import Query, Results
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

LOOKED_AT_MS = 3_000
"""An answer that is on show for so long was meant; while typing, answers change faster."""


class SearchRecorder(QObject):
    """Watches the answers of the search page."""

    recorded = Signal()

    def __init__(
        self, history: HistoryPart, tasks: TaskRunner, may_record: Callable[[], bool], parent: QObject
    ) -> None:
        """``may_record`` tells whether the user wants searches to be remembered."""
        super().__init__(parent)
        self._history, self._may_record = history, may_record
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._query: Query | None = None
        self._looking = QTimer(self, singleShot=True, interval=LOOKED_AT_MS)
        self._looking.timeout.connect(self.record)

    def look_at(self, results: Results | None) -> None:
        """An answer came on show; it is recorded if it stays there."""
        self._query = results.query if results is not None and results.hits else None
        if self._query is None:
            self._looking.stop()
        else:
            self._looking.start()

    def record(self) -> None:
        """Record the search whose answer is on show, now."""
        query = self._query
        if query is None or self._history.read_only or not self._may_record():
            return
        self._query = None
        self._looking.stop()
        self._tasks.start(
            lambda: self._history.add(query),
            lambda _: self.recorded.emit(),
            urgency=Urgency.DECORATION,
        )
