"""Asks the catalogue: the latest query wins, and long waits are told."""

from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import SearchPart
from imtextgui.domain.query import Query, Results
from imtextgui.ui.tasks.lanes import Lane, Task

SLOW_MS = 250


class Asking(QObject):
    """One question at a time; the answer of an earlier one that is still under way is dropped."""

    answered = Signal(object)
    """Results; of a photo first what looks alike, then all."""
    refused = Signal(object)
    failed = Signal(str)
    busy = Signal(bool)
    slow = Signal()

    def __init__(self, search: SearchPart, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._search, self._lane = search, lane
        self._asked = 0
        self._patience = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._patience.timeout.connect(self.slow)

    def ask(self, query: Query) -> None:
        """Answer ``query`` as soon as can be."""
        task = Task(lambda: _by_and_by(self._search, query), topic="search")
        task.progress.connect(self.answered)
        task.done.connect(self.answered)
        task.problem.connect(self.refused)
        task.failed.connect(self.failed)
        task.ended.connect(self._rest)
        self._asked += 1
        self.busy.emit(True)
        self._patience.start()
        self._lane.submit(task)

    def drop(self) -> None:
        """Nothing is asked any more."""
        self._lane.drop("search")
        self.busy.emit(False)

    def _rest(self) -> None:
        self._asked -= 1
        if not self._asked:
            self._patience.stop()
            self.busy.emit(False)


def _by_and_by(search: SearchPart, query: Query) -> Generator[Results, None, Results | None]:
    """The answers to ``query`` as they come; the last one counts."""
    last = None
    for last in search.stages(query):
        yield last
    return last
