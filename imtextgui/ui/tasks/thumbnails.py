"""Thumbnails of pages, loaded in the search lane while their cards are visible."""

from collections import OrderedDict
from collections.abc import Collection

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.ui.tasks.lanes import Lane, Task, Urgency
from imtextgui.ui.widgets.pictures import decode

KEPT = 200
"""About 60 MB of pictures."""


class Thumbnails(QObject):
    """A cache of the latest thumbnails; ``ready`` names a page whose thumbnail came."""

    ready = Signal(int)

    def __init__(self, pages: PagesPart, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._lane = lane
        self._kept: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._asked: dict[int, Task] = {}

    def get(self, page_id: int) -> QPixmap | None:
        """The thumbnail of a page, or None while it loads or where there is none."""
        if page_id in self._kept:
            self._kept.move_to_end(page_id)
            return self._kept[page_id]
        if page_id not in self._asked:
            self._ask(page_id)
        return None

    def keep_only(self, page_ids: Collection[int]) -> None:
        """Forget the requests for pages that are no longer visible."""
        for page_id in [each for each in self._asked if each not in page_ids]:
            self._lane.drop(("thumbnail", page_id))
            del self._asked[page_id]

    def forget(self) -> None:
        """Load everything again: the pages may have changed."""
        self.keep_only(())
        self._kept.clear()

    def _ask(self, page_id: int) -> None:
        task = Task(
            lambda: self._decoded(page_id),
            topic=("thumbnail", page_id),
            urgency=Urgency.DECORATION,
        )
        task.done.connect(lambda image: self._store(page_id, image))
        # A page that went away while its card was on screen has no thumbnail; the card stays without one.
        task.problem.connect(lambda _: self._store(page_id, None))
        self._asked[page_id] = self._lane.submit(task)

    def _decoded(self, page_id: int) -> QImage | None:
        data = self._pages.thumbnail(page_id)
        return decode(data) if data else None

    def _store(self, page_id: int, image: QImage | None) -> None:
        self._asked.pop(page_id, None)
        self._kept[page_id] = None if image is None else QPixmap.fromImage(image)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(page_id)
