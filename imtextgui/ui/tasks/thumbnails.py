"""Thumbnails of pages, loaded in the background while they are visible."""

from collections import OrderedDict
from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.pictures import decode

CAPACITY = 200
"""About 60 MB of pictures."""
SETTLED_MS = 30
"""Scrolling sends many changes; what is visible is looked at once it pauses for so long."""


class ThumbnailCache(QObject):
    """The latest thumbnails; ``ready`` names a page whose thumbnail came.

    Numbers of pages of other catalogues are larger than Qt's int.
    """

    ready = Signal(object)

    def __init__(self, pages: PagesPart, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._cached: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._requested: set[int] = set()

    @property
    def cached_pages(self) -> Collection[int]:
        """The ids of the pages whose thumbnail, or lack of one, is known."""
        return self._cached.keys()

    def get(self, page_id: int) -> QPixmap | None:
        """The thumbnail of a page, or None while it loads or where there is none."""
        if page_id in self._cached:
            self._cached.move_to_end(page_id)
            return self._cached[page_id]
        if page_id not in self._requested:
            self._request(page_id)
        return None

    def keep_only(self, page_ids: Collection[int]) -> None:
        """Cancel the requests for all other pages: they are no longer visible."""
        for page_id in self._requested.difference(page_ids):
            self._tasks.cancel(page_id)
            self._requested.discard(page_id)

    def clear(self) -> None:
        """Load everything again: the pages may have changed."""
        self.keep_only(())
        self._cached.clear()

    def _request(self, page_id: int) -> None:
        def store_none(_: object) -> None:
            # A page that went away while its card was on screen has no thumbnail; the card stays without one.
            self._store(page_id, None)

        self._requested.add(page_id)
        self._tasks.start(
            lambda: self._decoded(page_id),
            lambda image: self._store(page_id, image),
            problem=store_none,
            failed=store_none,
            topic=page_id,
            urgency=Urgency.DECORATION,
        )

    def _decoded(self, page_id: int) -> QImage | None:
        data = self._pages.thumbnail(page_id)
        return decode(data) if data else None

    def _store(self, page_id: int, image: QImage | None) -> None:
        self._requested.discard(page_id)
        self._cached[page_id] = None if image is None else QPixmap.fromImage(image)
        if len(self._cached) > CAPACITY:
            self._cached.popitem(last=False)
        self.ready.emit(page_id)


class VisibleThumbnails(QObject):
    """Cancels the requests of a view for thumbnails that scrolled out of it."""

    def __init__(
        self, cache: ThumbnailCache, visible_pages: Callable[[], Collection[int]], view: QObject
    ) -> None:
        super().__init__(view)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(lambda: cache.keep_only(visible_pages()))

    def update_soon(self) -> None:
        """Look at what is visible when nothing moves any more."""
        self._settled.start()
