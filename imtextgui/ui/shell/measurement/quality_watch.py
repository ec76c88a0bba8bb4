"""Notes the numbers of searches that were meant, and looks for drift now and then, when nobody uses the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import MonitoringPart
from imtextgui.domain.measurement.drift import DriftCheck
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Results
from imtextgui.ui.search.search_recorder import LOOKED_AT_MS
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

IDLE_MS = 600_000
"""Ten minutes without an answer: a measurement does not get into anybody's way."""


class QualityWatch(QObject):
    """It never asks for anything; what a look found is told on the page of the quality."""

    found = Signal(object)
    """The DriftCheck of a look that found something."""

    def __init__(
        self,
        monitoring: MonitoringPart,
        tasks: TaskRunner,
        parent: QObject,
        is_typing: Callable[[], bool],
    ) -> None:
        super().__init__(parent)
        self._monitoring, self._is_typing = monitoring, is_typing
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._results: Results | None = None
        self._looking = QTimer(self, singleShot=True, interval=LOOKED_AT_MS)
        self._looking.timeout.connect(self._note)
        self._idle = QTimer(self, interval=IDLE_MS)
        self._idle.timeout.connect(self.check)

    def start(self) -> None:
        """Look from now on."""
        self._idle.start()

    def look_at(self, results: Results | None) -> None:
        """An answer came on show; its numbers are noted if it stays there."""
        self._idle.start()
        self._results = results
        if results is None:
            self._looking.stop()
        else:
            self._looking.start()

    def check(self) -> None:
        """Look for drift, if it is time to."""

        def look() -> Job[DriftCheck | None]:
            return (yield from self._monitoring.check()) if self._monitoring.is_due() else None

        if not self._monitoring.read_only:
            self._tasks.start(look, self._take, problem=ignore, topic="drift")

    def _note(self) -> None:
        if self._is_typing():
            self._looking.start()
            return
        results, self._results = self._results, None
        if results is not None and not self._monitoring.read_only:
            self._tasks.start(
                lambda: self._monitoring.note(results),
                problem=ignore,
                lane=Lane.SEARCHES,
                urgency=Urgency.DECORATION,
            )

    def _take(self, check: DriftCheck | None) -> None:
        if check is not None and check.findings:
            self.found.emit(check)
