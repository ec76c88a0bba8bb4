"""All pages of a document at a glance; a click or Enter goes to one of them."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScroller

from imtextgui.ui.style import control_sizes
from imtextgui.ui.tasks.thumbnails import ThumbnailCache, VisibleThumbnails
from imtextgui.ui.viewer.page_strip import PAGE, PagesModel, PageTileDelegate

TILE = (132, 176)
"""Least width and height in pixels of a page with its number; fingers and gloves have larger ones."""


class PageOverview(QListView):
    """The pages in as many columns as there is room for."""

    chosen = Signal(int)
    """The number of a page."""
    is_small = False
    """Each page has its picture."""

    def __init__(self, model: PagesModel, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("All pages of the document"))
        self._pages = model
        self.setModel(model)
        self.setItemDelegate(PageTileDelegate(thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._visible = VisibleThumbnails(thumbnails, self.visible_pages, self)
        self.verticalScrollBar().valueChanged.connect(self._visible.update_soon)
        thumbnails.ready.connect(lambda _: self.viewport().update())
        self.clicked.connect(lambda index: self.chosen.emit(index.data(PAGE).number))

    @property
    def tile(self) -> QSize:
        """The size of one page: columns share the width, so that none is left free at the right."""
        scale = control_sizes.current().control / control_sizes.NORMAL.control
        least = round(TILE[0] * (1 + (scale - 1) / 2))
        room = max(self.viewport().width() - 2, least)
        width = room // max(room // least, 1)
        return QSize(width, round(width * TILE[1] / TILE[0]))

    def go_to(self, number: int) -> None:
        """Put the cursor on page ``number``."""
        for row, page in enumerate(self._pages.pages):
            if page.number == number:
                self.setCurrentIndex(self._pages.index(row))
                self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def visible_pages(self) -> Collection[int]:
        """The ids of the pages in view."""
        first = max(self.indexAt(QPoint(4, 4)).row(), 0)
        tile = self.tile
        columns = max(self.viewport().width() // tile.width(), 1)
        count = columns * (self.viewport().height() // tile.height() + 2)
        return {page.page_id for page in self._pages.pages[first : first + count]}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space go to the page that has the cursor."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().data(PAGE).number)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width anew among the columns."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._visible.update_soon()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the control sizes."""
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)
