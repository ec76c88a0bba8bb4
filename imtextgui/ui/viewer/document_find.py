"""Finds a text in the document on show: which pages hold it, the place on show, the next one and the one before."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import Box, PageOccurrences, PageView
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.viewer.find_bar import FindBar
from imtextgui.ui.viewer.page_text import PageText

PAUSE_MS = 150
"""After the last key; a long manual takes some tenths of a second."""


class DocumentFind(QObject):
    """What is found in one document. The page view says which page is on show, and goes where it is asked to."""

    page_requested = Signal(int)
    """The number of the page with the place to show."""
    found = Signal()
    """Other pages hold the text than before."""
    opened = Signal()
    left = Signal()
    """Finding ended: the marks are those of the query again."""

    def __init__(
        self, pages: PagesPart, tasks: TaskRunner, canvas: PageCanvas, text: PageText, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._canvas, self._page_text = pages, canvas, text
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._item: int | None = None
        self._number = 1
        self._view: PageView | None = None
        self._counts: dict[int, int] = {}
        self._place: tuple[int, int] | None = None
        """Page, and place on it, from 0."""
        self.bar = FindBar()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.bar.changed.connect(self._pause.start)
        self.bar.stepped.connect(self.step)

    @property
    def is_open(self) -> bool:
        """Whether a text is looked for."""
        return not self.bar.isHidden()

    @property
    def matching(self) -> list[int] | None:
        """The numbers of the pages that hold the text, None where none is looked for."""
        return sorted(self._counts) if self.is_open and self.bar.text else None

    def open(self) -> None:
        """Let the user type what to find."""
        if not self.is_open:
            self.bar.show()
            self.opened.emit()
            self._search()
        self.bar.line.setFocus()
        self.bar.line.selectAll()

    def close(self) -> None:
        """End finding."""
        if self.is_open:
            self._pause.stop()
            self._tasks.cancel_all()
            self.bar.hide()
            self._forget()
            self._canvas.page.show_current(())
            self.left.emit()

    def show_document(self, item_id: int | None) -> None:
        """Another document is on show: what was looked for is looked for in it."""
        if item_id != self._item:
            self._item, self._view = item_id, None
            self._forget()
            if self.is_open:
                self._pause.start()

    def show_number(self, number: int) -> None:
        """Page ``number`` is on its way."""
        self._number, self._view = number, None

    def mark(self, view: PageView) -> None:
        """Mark the places on a page that is on show."""
        self._view = view
        if not self.is_open or not self.bar.text:
            return
        wanted, place = self.bar.text, self._place
        current = place[1] if place is not None and place[0] == view.number else None
        self._page_text.show_places(view.text, wanted, current)

        def show(places: Sequence[Sequence[Box]]) -> None:
            if self._view is view:
                self._canvas.page.show_marks([box for boxes in places for box in boxes])
                # What the boxes tell may be less than the text does: the last of them stands for the rest.
                chosen = places[min(current, len(places) - 1)] if places and current is not None else ()
                self._canvas.show_current(chosen)

        self._tasks.start(
            lambda: self._pages.find_on_page(view.page_id, wanted),
            show,
            problem=ignore,  # why a file cannot be read is said where its page should be
            topic="places",
            urgency=Urgency.PAGE,
        )

    def step(self, by: int) -> None:
        """Show the next place (1) or the one before (-1); behind the last comes the first."""
        if not self.is_open:
            self.open()
            return
        if not self._counts:
            return
        on_page = self._place is not None and self._place[0] == self._number
        before = self._place[1] if on_page and self._place is not None else (-1 if by > 0 else None)
        count = self._counts.get(self._number, 0)
        place = (count if before is None else before) + by
        if 0 <= place < count:
            self._go(self._number, place)
            return
        pages = sorted(self._counts)
        beyond = [page for page in pages if (page > self._number if by > 0 else page < self._number)]
        page = (beyond or pages)[0 if by > 0 else -1]
        self._go(page, 0 if by > 0 else self._counts[page] - 1)

    # Inside

    def _search(self) -> None:
        item, wanted = self._item, self.bar.text
        if item is None or not wanted or not self.is_open:
            self._take(())
            return
        self._tasks.start(
            lambda: self._pages.find(item, wanted), self._take, topic="find", urgency=Urgency.ANSWER
        )

    def _take(self, pages: Sequence[PageOccurrences]) -> None:
        self._counts = {page.number: page.count for page in pages}
        self._place = None
        self.found.emit()
        if not self._counts:
            self.bar.show_place(0, 0, 0)
            self._canvas.page.show_marks(())
            self._canvas.show_current(())
            return
        after = [number for number in self._counts if number >= self._number]
        self._go(min(after) if after else min(self._counts), 0)

    def _go(self, number: int, place: int) -> None:
        self._place = number, place
        before = sum(count for page, count in self._counts.items() if page < number)
        self.bar.show_place(before + place + 1, sum(self._counts.values()), len(self._counts))
        if number != self._number:
            self.page_requested.emit(number)
        elif self._view is not None:
            self.mark(self._view)

    def _forget(self) -> None:
        self._counts, self._place = {}, None
        self.bar.show_place(0, 0, 0)
