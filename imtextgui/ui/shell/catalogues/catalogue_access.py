"""Whether the open catalogue can be changed: told at the foot of the window, and tried again; newer publications."""

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui import messages
from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.errors import ImTextError
from imtextgui.ui.shell.status_line import StatusLine
from imtextgui.ui.sources.published_watch import PublishedWatch
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

TRY_AGAIN_MS = 3000
"""While another program changes the catalogue, it is looked so often whether it has ended: a file is locked for it."""


class CatalogueAccess(QObject):
    """Follows one open catalogue."""

    allowed = Signal()
    """The catalogue can be changed by now."""
    followed = Signal()
    """A newer snapshot of a published catalogue is read."""
    replaced = Signal()
    """Another catalogue is published in its place, which is to be opened anew."""

    def __init__(
        self, catalogue: CatalogueParts, tasks: TaskRunner, status: StatusLine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._status = catalogue, status
        self._tasks = TaskOwner(self, tasks, Lane.CHANGES)
        self._retry = QTimer(self, singleShot=True, interval=TRY_AGAIN_MS)
        self._retry.timeout.connect(self._try_to_change)
        self.published: PublishedWatch | None = None
        """Looks for newer snapshots; None where the catalogue is not published by others."""
        if catalogue.publication is not None:
            self.published = watch = PublishedWatch(catalogue.publication, tasks, self)
            watch.followed.connect(self.tell)
            watch.followed.connect(self.followed)
            watch.replaced.connect(self.replaced)
            watch.stepped.connect(status.show_step)
            watch.troubled.connect(self._tell_trouble)

    def tell(self) -> None:
        """Say whether the catalogue can only be searched; while that is so, try to change that."""
        catalogue = self._catalogue
        published = catalogue.publication
        self._status.show_access(
            read_only=catalogue.read_only,
            closed=catalogue.is_place_closed,
            published=None if published is None else published.made,
        )
        if catalogue.read_only and published is None:
            self._retry.start()

    def start(self) -> None:
        """Look for newer snapshots from now on, where there may be some."""
        if self.published is not None:
            self.published.start()

    def _try_to_change(self) -> None:
        def show(allowed: bool) -> None:
            self.tell()
            if allowed:
                self.allowed.emit()

        # A problem is told once: what cannot be opened for changes now is searched on.
        self._tasks.start(self._catalogue.allow_changes, show)

    def _tell_trouble(self, trouble: ImTextError | None) -> None:
        if trouble is None:
            self._status.say(self.tr("The published catalogue can be reached again."))
        else:
            self._status.say(messages.sentence(trouble.code, trouble.details))
