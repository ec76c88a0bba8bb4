"""The pages of a document as a strip of small pictures, those that matched marked."""

from collections.abc import Collection, Sequence
from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from imtextgui.domain.items import PageView
from imtextgui.ui.style import control_sizes, theme
from imtextgui.ui.tasks.thumbnails import ThumbnailCache, VisibleThumbnails

TILE = QSize(58, 84)
"""Pixels of a page with its number."""
SMALL_TILE = QSize(46, 34)
"""Where there is little room: only the number."""
DOT, SMALL_DOT = 10, 6
"""Diameter of the dot on a page that matches."""
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PAGE = Qt.ItemDataRole.UserRole + 1
MATCHES = Qt.ItemDataRole.UserRole + 2


class PagesModel(QAbstractListModel):
    """The pages of one item."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: Sequence[PageView] = ()
        self._matching: Collection[int] = ()

    def show_pages(self, pages: Sequence[PageView], matching: Collection[int]) -> None:
        """Replace the pages; ``matching`` are the numbers of those that matched the query."""
        self.beginResetModel()
        self._pages, self._matching = pages, matching
        self.endResetModel()

    def show_matching(self, matching: Collection[int]) -> None:
        """Other pages of the same document match now."""
        if self._pages and tuple(matching) != tuple(self._matching):
            self._matching = matching
            self.dataChanged.emit(self.index(0), self.index(len(self._pages) - 1))

    @property
    def pages(self) -> Sequence[PageView]:
        """The pages in order."""
        return self._pages

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """Reimplements ``QAbstractListModel.rowCount``."""
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Reimplements ``QAbstractListModel.data``: number, accessible text, the page, and whether it matched."""
        page = self._pages[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(page.number)
            case Qt.ItemDataRole.AccessibleTextRole:
                matches = page.number in self._matching
                text = self.tr("page {page}, found") if matches else self.tr("page {page}")
                return text.format(page=page.number)
            case Qt.ItemDataRole.ToolTipRole:
                return page.section or None
            case _ if role == PAGE:
                return page
            case _ if role == MATCHES:
                return page.number in self._matching
        return None


class PageStrip(QListView):
    """One line of pages; a click goes there."""

    requested = Signal(int)
    """The number of the page that was chosen."""

    def __init__(self, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages of the document"))
        self._thumbnails = thumbnails
        self.pages_model = PagesModel(self)
        self.setModel(self.pages_model)
        self.setItemDelegate(PageTileDelegate(thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tile = TILE
        self.setFixedHeight(self.height_of())
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        visible = VisibleThumbnails(thumbnails, self.visible_pages, self)
        self.horizontalScrollBar().valueChanged.connect(visible.update_soon)
        thumbnails.ready.connect(lambda _: self.viewport().update())

    @property
    def tile(self) -> QSize:
        """The size of one page."""
        return self._tile

    @property
    def is_small(self) -> bool:
        """Whether only the numbers of the pages are shown."""
        return self._tile.height() < TILE.height()

    @staticmethod
    def height_of(*, small: bool = False) -> int:
        """How high the strip is."""
        return _tile(small).height() + 2

    def show_small(self, small: bool) -> None:
        """Show the numbers of the pages only, or their pictures, too."""
        tile = _tile(small)
        if tile != self._tile:
            self._tile = tile
            self.setFixedHeight(self.height_of(small=small))
            self.scheduleDelayedItemsLayout()

    def show_pages(self, pages: Sequence[PageView], matching: Collection[int], current: int) -> None:
        """Show another document."""
        self.pages_model.show_pages(pages, matching)
        self.go_to(current)

    def go_to(self, number: int) -> None:
        """Mark page ``number`` as the current one, without asking for it."""
        rows = [row for row, page in enumerate(self.pages_model.pages) if page.number == number]
        if rows:
            # Setting the current index would ask for the page, which is on show already.
            blocked = self.blockSignals(True)
            index = self.pages_model.index(rows[0])
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.blockSignals(blocked)

    def visible_pages(self) -> set[int]:
        """The ids of the pages in view."""
        first = self.indexAt(QPoint(1, self._tile.height() // 2))
        start = max(first.row(), 0)
        count = self.viewport().width() // self._tile.width() + 2
        return {page.page_id for page in self.pages_model.pages[start : start + count]}

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The wheel moves along the strip."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.x() or delta.y()))
        event.accept()

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        """Reimplements ``QListView.currentChanged``."""
        super().currentChanged(current, previous)
        if current.isValid() and not self.signalsBlocked():
            self.requested.emit(current.data(PAGE).number)


def _tile(small: bool) -> QSize:
    """The size of a page; a number alone is as high as a button, so that fingers and gloves hit it."""
    return (
        QSize(SMALL_TILE.width(), max(SMALL_TILE.height(), control_sizes.current().control))
        if small
        else TILE
    )


class TiledView(Protocol):
    """A list of pages that says how large each is, and whether there is room for their pictures."""

    @property
    def tile(self) -> QSize: ...
    @property
    def is_small(self) -> bool: ...


class PageTileDelegate(QStyledItemDelegate):
    """A page as a small picture with its number; a dot says that it matched."""

    def __init__(self, thumbnails: ThumbnailCache, view: TiledView) -> None:
        super().__init__(cast(QListView, view))
        self._thumbnails, self._view = thumbnails, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return self._view.tile

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours, page = theme.current(), index.data(PAGE)
        area = QRect(option.rect).adjusted(2, 2, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        matches = bool(index.data(MATCHES))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.border), 2 if chosen else 1))
        painter.setBrush(QColor(colours.accent_tint if chosen else colours.raised))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        below = area
        if not self._view.is_small:
            room = area.adjusted(4, 4, -4, -20)
            self._paint_picture(painter, room, page.page_id)
            below = QRect(area.left(), room.bottom() + 1, area.width(), 18)
        painter.setPen(QColor(colours.accent if matches else colours.muted))
        font = option.font
        font.setBold(matches)
        painter.setFont(font)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page.number))
        if matches:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            dot = SMALL_DOT if self._view.is_small else DOT
            painter.drawEllipse(area.right() - dot - 3, area.top() + 4, dot, dot)
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRect, page_id: int) -> None:
        picture = self._thumbnails.get(page_id)
        if picture is not None:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawPixmap(place, picture)
