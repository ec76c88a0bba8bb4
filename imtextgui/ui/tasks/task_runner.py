"""The lanes of a window: which background tasks wait for each other, and where their troubles are told."""

import time
from enum import Enum

from PySide6.QtCore import QObject, Signal

from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.lane_worker import LaneWorker


class Lane(Enum):
    """A lane does its tasks one at a time.

    Long CHANGES must not hold up SEARCHES. PICTURES have a lane of their own because the page of a large drawing may
    take seconds to draw, and typing shall not wait for it. So have REPORTS: they take many pages, and neither they
    nor a run of the index, of hours, shall wait for the other.
    """

    CHANGES = "changes"
    SEARCHES = "searches"
    PICTURES = "pictures"
    REPORTS = "reports"


class TaskRunner(QObject):
    """Runs the background tasks of a window. Its widgets start them by a ``TaskOwner`` each."""

    problem = Signal(object)
    """A known problem (ImTextError) that no part of the window shows itself."""
    failed = Signal(str)
    """The traceback of a fault of ours."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = {lane: LaneWorker(lane.value) for lane in Lane}

    def worker(self, lane: Lane) -> LaneWorker:
        """The worker of a lane; for ``TaskOwner`` only."""
        return self._workers[lane]

    def is_busy(self, lane: Lane) -> bool:
        """Whether a task of ``lane`` is waiting, running or not yet delivered."""
        return self._workers[lane].busy

    @property
    def is_answering(self) -> bool:
        """Whether something that the user looks at is on its way."""
        return self.is_busy(Lane.SEARCHES) or self.is_busy(Lane.PICTURES)

    def report(self, problem: ImTextError) -> None:
        """Tell a known problem."""
        self.problem.emit(problem)

    def stop(self, seconds: float = 30.0) -> bool:
        """Cancel everything and end all threads; False where one did not end in time."""
        deadline = time.monotonic() + seconds
        # All before any is waited for: what they are at takes as long as the longest, not as all together.
        for worker in self._workers.values():
            worker.begin_to_stop()
        # Changes are waited for last: their steps take longest.
        order = (Lane.SEARCHES, Lane.PICTURES, Lane.REPORTS, Lane.CHANGES)
        stopped = [self._workers[lane].stop(max(deadline - time.monotonic(), 0.1)) for lane in order]
        return all(stopped)
