"""Reads the pages of an item from the catalogue: the one on show, and the list of all."""

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import PageView
from imtextgui.domain.query import Hit
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

PAUSE_MS = 60
"""Arrow keys run through hits faster than pages can be drawn; only the page that they stop at is read."""


class PageLoader(QObject):
    """Reads the latest page that was asked for."""

    loaded = Signal(object)
    """The PageView, or None where the page is gone from the catalogue."""
    listed = Signal(object, object)
    """A Hit, and the PageViews of all pages of its item."""
    problem = Signal(object)
    """Why the page could not be read (ImTextError)."""

    def __init__(self, pages: PagesPart, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._wanted: tuple[Hit, int] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._load)

    def load(self, hit: Hit, number: int) -> None:
        """Read page ``number`` of the item of ``hit``, after a pause."""
        self.cancel()
        self._wanted = hit, number
        self._pause.start()

    def cancel(self) -> None:
        """Read nothing more."""
        self._pause.stop()
        self._tasks.cancel("page")

    def list_pages(self, hit: Hit) -> None:
        """Read the list of all pages of the item of ``hit``."""
        self._tasks.start(
            lambda: self._pages.of_item(hit.item_id),
            lambda pages: self.listed.emit(hit, pages),
            problem=self.problem.emit,
            topic="list",
        )

    def _load(self) -> None:
        if self._wanted is None:
            return
        hit, number = self._wanted

        def read() -> PageView | None:
            if number == hit.page:
                return self._pages.get(hit.page_id)
            return self._pages.by_number(hit.item_id, number)

        self._tasks.start(
            read, self.loaded.emit, problem=self.problem.emit, topic="page", urgency=Urgency.PAGE
        )
