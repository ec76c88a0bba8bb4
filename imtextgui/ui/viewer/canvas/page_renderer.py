"""Draws pages onto the canvas, in the background: at reading size, then the visible part sharper, and marked words."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import Box, PageView
from imtextgui.domain.query import Query
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.widgets.pictures import page_picture

READING_PIXELS = 1600
"""Longest side of a page as it is drawn first; when magnified, the visible part is drawn as sharp as the screen."""
POINTS_AN_INCH = 72
SETTLED_MS = 120
"""The visible part is drawn sharp once the page has not been moved or zoomed for so long."""
PageKey = tuple[int, int]
"""Item and number of a page."""


class PageRenderer(QObject):
    """What is on the canvas."""

    drawn = Signal(bool)
    """The page was drawn; whether it has a picture."""
    problem = Signal(object)
    """Why the page could not be drawn (ImTextError)."""

    def __init__(self, pages: PagesPart, tasks: TaskRunner, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        self._pages, self._canvas = pages, canvas
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._view: PageView | None = None
        self._on_canvas: PageKey | None = None
        self.from_below = False
        """Whether the next page is entered at its end."""
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._sharpen)
        canvas.zoomed.connect(lambda _: self._settled.start())
        canvas.moved.connect(self._settled.start)

    def show_picture(self, picture: QImage | QPixmap, key: PageKey, region: Box | None) -> None:
        """Put a picture of a page on the canvas: a better one, or that of another page or document."""
        before, self._on_canvas = self._on_canvas, key
        if before == key:
            self._canvas.sharpen(picture)
        elif before is not None and before[0] == key[0]:
            self._canvas.show_next(picture, region, end=self.from_below)
        else:
            self._canvas.show_picture(picture, region)
        self.from_below = False

    def cancel(self) -> None:
        """Another page is on its way: what is still drawn of the one before is not wanted any more."""
        self._view = None
        self._tasks.cancel("page")

    def clear(self) -> None:
        """Show nothing."""
        self.cancel()
        self._on_canvas, self._canvas.true_side = None, 0.0
        self._canvas.clear()

    def render(
        self, view: PageView, region: Box | None, query: Query | None, also: Sequence[str] = ()
    ) -> None:
        """Draw the page of ``view``, and mark on it the words of ``query``, and what they are ``also`` called."""
        self._view, self._canvas.true_side = view, self._true_side(view)

        def show(image: QImage | None) -> None:
            if self._view is not view:
                return
            if image is None:
                self.clear()
            else:
                self.show_picture(image, (view.item_id, view.number), region)
            self.drawn.emit(image is not None)
            self.mark_words(view, query, also)
            self._settled.start()

        self._tasks.start(
            lambda: page_picture(self._pages, view.page_id, READING_PIXELS),
            show,
            problem=self.problem.emit,
            topic="page",
            urgency=Urgency.PAGE,
        )

    def mark_words(self, view: PageView, query: Query | None, also: Sequence[str] = ()) -> None:
        """Mark the words of ``query``, and what they are ``also`` called, on the page of ``view``.

        It is on the canvas.
        """
        if query is None or not query.text or not self._canvas.has_picture:
            return

        def show(boxes: Sequence[Box]) -> None:
            if self._view is view:
                self._canvas.page.show_marks(boxes)

        self._tasks.start(
            lambda: self._pages.highlights(view.page_id, query, also),
            show,
            problem=ignore,  # why a file cannot be read is said where its page should be
            topic="marks",
            urgency=Urgency.PAGE,
        )

    def _sharpen(self) -> None:
        """Draw the visible part anew where the picture of the whole page is too coarse for it."""
        view, canvas = self._view, self._canvas
        if view is None or not canvas.has_picture or not canvas.isVisible():
            return
        longest = canvas.needed_pixels
        # A picture that came out smaller than it was asked for has no more to show.
        if longest <= READING_PIXELS or canvas.page.pixels < READING_PIXELS:
            return
        part = canvas.visible_part()

        def show(image: QImage | None) -> None:
            if image is not None and self._view is view:
                canvas.page.show_part(image, part)

        self._tasks.start(
            lambda: page_picture(self._pages, view.page_id, longest, part),
            show,
            problem=self.problem.emit,
            topic="sharp",
            urgency=Urgency.PAGE,
        )

    def _true_side(self, view: PageView) -> float:
        """Longest side in points of the screen: PDF pages are measured in points of print, pictures in pixels."""
        side = float(max(view.width, view.height))
        printed = view.path.suffix.lower() == ".pdf"
        return side * self._canvas.logicalDpiX() / POINTS_AN_INCH if printed else side
