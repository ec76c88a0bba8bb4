"""Draws a page for the canvas, in the lane: at reading size, its visible part sharper, and what is marked on it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import Box, PageView
from imtextgui.domain.query import Query
from imtextgui.ui.tasks.lanes import Lane, Task, Urgency
from imtextgui.ui.tasks.task_owner import Errands
from imtextgui.ui.viewer.page_canvas import PageCanvas
from imtextgui.ui.widgets.pictures import to_qimage

READING_PIXELS = 1600
"""Longest side of a page as it is drawn first; when magnified, the visible part is drawn as sharp as the screen."""
POINTS_AN_INCH = 72
Place = tuple[int, int]
"""Item and number of a page."""


class PageDrawing(Errands, QObject):
    """What is on the canvas."""

    drawn = Signal(bool)
    """The page was drawn; whether it has a picture."""

    def __init__(self, pages: PagesPart, lane: Lane, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        self._pages, self._lane, self._canvas = pages, lane, canvas
        self._view: PageView | None = None
        self._on_canvas: Place | None = None
        self.from_below = False
        """Whether the next page is entered at its end."""
        self._rest = QTimer(self, singleShot=True, interval=120)
        self._rest.timeout.connect(self._sharpen)
        canvas.zoomed.connect(lambda _: self._rest.start())
        canvas.moved.connect(self._rest.start)

    def lay(self, picture: QImage | QPixmap, place: Place, region: Box | None) -> None:
        """Put a picture of a page on the canvas: a better one, or that of another page or document."""
        before, self._on_canvas = self._on_canvas, place
        if before == place:
            self._canvas.sharpen(picture)
        elif before is not None and before[0] == place[0]:
            self._canvas.show_next(picture, region, end=self.from_below)
        else:
            self._canvas.show_picture(picture, region)
        self.from_below = False

    def expect(self) -> None:
        """Another page is on its way: what is still drawn of the one before is not wanted any more."""
        self._view = None

    def take_away(self) -> None:
        """Show nothing."""
        self._view, self._on_canvas, self._canvas.true_side = None, None, 0.0
        self._canvas.clear()

    def load(self, view: PageView, region: Box | None, asked: Query | None) -> None:
        """Draw the page of ``view``, and mark the words of ``asked`` on it."""
        self._view, self._canvas.true_side = view, self._true_side(view)

        def draw() -> QImage | None:
            picture = self._pages.picture(view.page_id, READING_PIXELS)
            return None if picture is None else to_qimage(picture)

        def show(image: QImage | None) -> None:
            if self._view is not view:
                return
            if image is None:
                self.take_away()
            else:
                self.lay(image, (view.item_id, view.number), region)
            self.drawn.emit(image is not None)
            self._mark_words(view, asked)
            self._rest.start()

        self._do(draw, done=show, topic="page", urgency=Urgency.PAGE)

    def _mark_words(self, view: PageView, asked: Query | None) -> None:
        if asked is None or not asked.text or not self._canvas.has_picture:
            return

        def show(boxes: Sequence[Box]) -> None:
            if self._view is view:
                self._canvas.page.show_marks(boxes)

        # A file that cannot be read was told of where its page should be.
        task = Task(lambda: self._pages.highlights(view.page_id, asked), topic="marks", urgency=Urgency.PAGE)
        task.done.connect(show)
        task.failed.connect(self.failed)
        self._lane.submit(task)

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

        def draw() -> QImage | None:
            picture = self._pages.picture(view.page_id, longest, part)
            return None if picture is None else to_qimage(picture)

        def show(image: QImage | None) -> None:
            if image is not None and self._view is view:
                canvas.page.show_part(image, part)

        self._do(draw, done=show, topic="sharp", urgency=Urgency.PAGE)

    def _true_side(self, view: PageView) -> float:
        """Pages of PDF files are measured in points of print, pictures in pixels."""
        side = float(max(view.width, view.height))
        printed = view.path.suffix.lower() == ".pdf"
        return side * self._canvas.logicalDpiX() / POINTS_AN_INCH if printed else side
