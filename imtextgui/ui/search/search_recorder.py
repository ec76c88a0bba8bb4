"""Records the searches that were meant: those that were sent off, or whose answer was looked at for a while,
with the words typed to their end."""

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
        self,
        history: HistoryPart,
        tasks: TaskRunner,
        may_record: Callable[[], bool],
        parent: QObject,
        is_typing: Callable[[], bool] = lambda: False,
    ) -> None:
        """``may_record``: the user wants searches to be remembered; ``is_typing``: the words are half typed."""
        super().__init__(parent)
        self._history, self._may_record, self._is_typing = history, may_record, is_typing
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._query: Query | None = None
        self._sent: Query | None = None
        """What was sent off and is not answered yet."""
        self._looking = QTimer(self, singleShot=True, interval=LOOKED_AT_MS)
        self._looking.timeout.connect(self._record_unless_typing)

    def look_at(self, results: Results | None) -> None:
        """An answer came on show; it is recorded if it stays there."""
        self._query = results.query if results is not None and results.hits else None
        if self._query is None:
            self._looking.stop()
        elif _is_same(self._query, self._sent):
            self.record()
        else:
            self._looking.start()

    def send_off(self, asked: Query | None) -> None:
        """The search ``asked`` is meant: it is recorded now or once it is answered, not what is still on show."""
        self._sent = asked
        if _is_same(self._query, asked):
            self.record()

    def _record_unless_typing(self) -> None:
        if self._is_typing():
            self._looking.start()
        else:
            self.record()

    def record(self) -> None:
        """Record the search whose answer is on show, now."""
        query = self._query
        if query is None or self._history.read_only or not self._may_record():
            return
        self._query = self._sent = None
        self._looking.stop()
        self._tasks.start(
            lambda: self._history.add(query),
            lambda _: self.recorded.emit(),
            urgency=Urgency.DECORATION,
        )


def _is_same(query: Query | None, other: Query | None) -> bool:
    return (
        query is not None and other is not None and (query.text, query.photos) == (other.text, other.photos)
    )
