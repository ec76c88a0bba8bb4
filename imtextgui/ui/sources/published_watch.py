"""Follows a published catalogue while its window is open: a newer snapshot is searched from then on."""

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import PublicationPart
from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

LOOK_EVERY_MS = 20_000
"""A newer snapshot shall be searched within a minute, also where a look, or a copy, takes some time."""


class PublishedWatch(QObject):
    """Looks now and then for a newer snapshot."""

    followed = Signal()
    """A newer snapshot is read."""
    replaced = Signal()
    """Another catalogue is published there: it must be opened anew."""
    troubled = Signal(object)
    """Why no newer snapshot can be had (ImTextError), once; None when that is over."""
    stepped = Signal(object)
    """The latest step of a copy (Progress), None when it has ended."""

    def __init__(self, publication: PublicationPart, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._publication = publication
        # In the lane of reports: a share that is away may take seconds to say so, and a copy takes minutes.
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._told: str | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on, and at once: a slow share is copied."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look now."""
        self._timer.stop()
        self._tasks.start(
            self._publication.follow,
            self._take,
            progress=self.stepped.emit,
            problem=ignore,
            ended=self._end,
            topic="look",
            urgency=Urgency.DECORATION,
        )

    def _take(self, is_newer: bool) -> None:
        trouble = self._publication.trouble
        code = trouble.code if isinstance(trouble, ImTextError) else None
        if code != self._told:
            self._told = code
            self.troubled.emit(trouble)
        if self._publication.is_replaced:
            self.replaced.emit()
        elif is_newer:
            self.followed.emit()

    def _end(self) -> None:
        self.stepped.emit(None)
        self._timer.start()
