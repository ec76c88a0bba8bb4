"""Looks now and then whether something changed in the folders, and takes it by itself where that is wanted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCursor

from imtextgui.catalogue.protocols import SourcesPart
from imtextgui.domain.runs.folder_changes import FolderChanges
from imtextgui.ui.sources.index_runs import IndexRuns
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

FIRST_MS = 4_000
"""After the start, when the encoder has been loaded."""
EVERY_MS = 600_000
"""A walk over 10,000 folders takes 0.16 s, over a slow share some seconds: not oftener than each ten minutes."""
IDLE_MS, IDLE_LOOKS = 60_000, 5
"""Nobody uses the window if at so many looks in a row, so far apart, nothing moved and nothing was asked."""


class FolderWatch(QObject):
    """A hint only: the next run is what finds changes. It never writes, and never waits for a folder."""

    found = Signal(object)
    """The FolderChanges of the folders in which something changed."""

    def __init__(
        self,
        sources: SourcesPart,
        tasks: TaskRunner,
        runs: IndexRuns,
        idle_wanted: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._sources, self._runs, self._idle_wanted = sources, runs, idle_wanted
        # In the lane of reports: a drive that is away may take seconds to say so.
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._changes: Sequence[FolderChanges] = ()
        self._quiet = 0
        self._pointer = QCursor.pos()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._idle = QTimer(self, interval=IDLE_MS)
        self._idle.timeout.connect(self._look_for_people)
        runs.ended.connect(self.look)
        runs.started.connect(lambda: self._take(()))

    def start(self) -> None:
        """Look soon, and now and then from then on."""
        if not self._sources.read_only:
            QTimer.singleShot(FIRST_MS, self, self.look)
            self._timer.start()
            self._idle.start()

    def look(self) -> None:
        """Look now, unless a run finds it all anyway."""
        if not self._runs.running and not self._sources.read_only:
            self._tasks.start(self._sources.changes, self._take, problem=ignore, topic="changes")

    def note_use(self) -> None:
        """Somebody uses the window."""
        self._quiet = 0

    def take_changes(self) -> None:
        """Index the folders in which something changed."""
        if self._changes and not self._runs.running:
            self._runs.index([one.source_id for one in self._changes])

    def _take(self, changes: Sequence[FolderChanges]) -> None:
        self._changes = changes
        self.found.emit(changes)

    def _look_for_people(self) -> None:
        pointer = QCursor.pos()
        self._quiet = self._quiet + 1 if pointer == self._pointer else 0
        self._pointer = pointer
        if self._quiet >= IDLE_LOOKS and self._idle_wanted():
            self.take_changes()
