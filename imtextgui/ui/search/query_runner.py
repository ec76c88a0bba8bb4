"""Asks the catalogue: the latest query wins, and long waits are told."""

from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import SearchPart
from imtextgui.domain.query import Query, Results
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

SLOW_MS = 250
"""A wait that is longer is told."""


class QueryRunner(QObject):
    """One query at a time; the answer to an earlier one that is still under way is dropped."""

    answered = Signal(object)
    """Results; of a photo first what looks alike, then all."""
    refused = Signal(object)
    """Why the query cannot be answered (ImTextError)."""
    busy = Signal(bool)
    slow = Signal()

    def __init__(self, search: SearchPart, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._search = search
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._unfinished = 0
        self._patience = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._patience.timeout.connect(self.slow)

    @property
    def is_running(self) -> bool:
        """Whether an answer, or a better one, is under way."""
        return self._unfinished > 0

    def run(self, query: Query) -> None:
        """Answer ``query`` as soon as can be."""
        self._unfinished += 1
        self.busy.emit(True)
        self._patience.start()
        self._tasks.start(
            lambda: self._stages(query),
            self.answered.emit,
            progress=self.answered.emit,
            problem=self.refused.emit,
            ended=self._end,
            topic="search",
        )

    def cancel(self) -> None:
        """Answer nothing any more."""
        self._tasks.cancel("search")
        self.busy.emit(False)

    def _end(self) -> None:
        # A query that was overtaken ends while the latest one is still under way.
        self._unfinished -= 1
        if not self._unfinished:
            self._patience.stop()
            self.busy.emit(False)

    def _stages(self, query: Query) -> Generator[Results, None, Results | None]:
        """The answers to ``query`` as they come, as the steps of a job; the last one is its result."""
        last = None
        for last in self._search.stages(query):
            yield last
        return last
