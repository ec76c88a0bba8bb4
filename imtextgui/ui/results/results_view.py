"""The results as a list or a grid of cards; only what is visible is laid out, loaded and painted."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from imtextgui.domain.query import Hit
from imtextgui.ui.results import card_painting
from imtextgui.ui.results.card_delegates import CardDelegate, GridCardDelegate, ListCardDelegate
from imtextgui.ui.results.results_model import ResultsModel
from imtextgui.ui.results.sectioned_grid import CellRect, SectionedGrid
from imtextgui.ui.results.view_painting import paint_visible
from imtextgui.ui.tasks.thumbnails import ThumbnailCache, VisibleThumbnails

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction
_ALONG = {_Move.MoveRight: 1, _Move.MoveLeft: -1, _Move.MoveNext: 1, _Move.MovePrevious: -1}
_FAMILY_KEYS = {Qt.Key.Key_Plus: True, Qt.Key.Key_Minus: False}
EDGE = 4
"""Pixels that stay free at the right of the cards."""


class ResultsView(QListView):
    """The hits in their sections. It is a QListView for what screen readers know of one; the layout is its own."""

    chosen = Signal(object)
    """The hit that became the current one, or None."""
    open_requested = Signal(object)
    preview_requested = Signal()
    """Space: look at the page at full size."""
    menu_requested = Signal(QPoint)
    """A context menu for the selected hits, at a place on the screen."""
    family_opened = Signal(object)
    """The Hit below which its other editions are shown now."""
    touched = Signal()
    """The reader chose or scrolled something."""

    def __init__(self, model: ResultsModel, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        self._model = model
        self._thumbnails = thumbnails
        self._delegates: dict[bool, CardDelegate] = {
            True: GridCardDelegate(thumbnails, self),
            False: ListCardDelegate(thumbnails, self),
        }
        self._as_grid = False
        self._layout = SectionedGrid([], self._cards.cell, 1)
        self._visible = VisibleThumbnails(thumbnails, self.visible_pages, self)
        self.setAccessibleName(self.tr("Results"))
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._visible.update_soon)
        self.verticalScrollBar().actionTriggered.connect(self.touched)  # also by the wheel, but not by us
        thumbnails.ready.connect(self._repaint_page)
        self.doubleClicked.connect(lambda index: self.open_requested.emit(model.hit(index.row())))

    # The hits

    @property
    def grid(self) -> bool:
        """Whether the hits are shown as a grid of pictures."""
        return self._as_grid

    def show_grid(self, grid: bool) -> None:
        """Show a grid of pictures, or a list with words; the current hit stays in view."""
        if grid != self._as_grid:
            self._as_grid = grid
            self.setItemDelegate(self._cards)
            self.doItemsLayout()
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def current_hit(self) -> Hit | None:
        """The hit that has the cursor."""
        index = self.currentIndex()
        return self._model.hit(index.row()) if index.isValid() else None

    def selected_hits(self) -> list[Hit]:
        """The selected hits in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._model.hit(row) for row in rows]

    def neighbour(self) -> Hit | None:
        """The hit below the one that has the cursor, of the last one that above it."""
        row, last = self.currentIndex().row(), self._model.rowCount() - 1
        return self._model.hit(row + 1 if row < last else row - 1) if row >= 0 and last > 0 else None

    def choose(self, row: int) -> None:
        """Put the cursor on ``row``."""
        self.setCurrentIndex(self._model.index(row))

    def put_at(self, row: int, top: int) -> None:
        """Scroll so that the card of ``row`` begins ``top`` pixels below the upper edge, as far as that can be."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.visualRect(self._model.index(row)).top() - top)

    def open_family(self, row: int, opened: bool | None = None) -> None:
        """Show the other editions below the hit in ``row``, or a twin in its place, or not; None changes which."""
        place, hit = self.verticalOffset(), self._model.hit(row)
        item, rows = hit.item_id, self._model.rowCount()
        self._model.open_family(row, opened)
        if self._model.rowCount() > rows:
            self.family_opened.emit(hit)
        back = self._model.row_of(item)
        self.choose(row if back is None else back)
        self.verticalScrollBar().setValue(place)

    def step(self, by: int) -> None:
        """Put the cursor on the hit ``by`` rows on."""
        row = self.currentIndex().row() + by
        self.touched.emit()
        if 0 <= row < self._model.rowCount():
            self.choose(row)

    def visible_pages(self) -> set[int]:
        """The ids of the pages whose cards are on screen."""
        top = self.verticalOffset()
        rows = self._layout.rows(top, top + self.viewport().height())
        shown = self._model.rowCount()  # the layout may still be that of a longer answer
        return {self._model.hit(row).page_id for row in rows if row < shown}

    # The layout, as Qt asks for it

    @property
    def _cards(self) -> CardDelegate:
        return self._delegates[self._as_grid]

    def reset(self) -> None:
        """Reimplements ``QListView.reset``: other hits."""
        super().reset()
        self.doItemsLayout()

    def doItemsLayout(self) -> None:  # noqa: N802
        """Reimplements ``QListView.doItemsLayout``: all of it is arithmetic."""
        counts = [section.count for section in self._model.sections]
        self._cards.fit(self.font())
        cell = self._cards.cell
        self._layout = SectionedGrid(counts, cell, self.viewport().width() - EDGE)
        self.verticalScrollBar().setSingleStep(cell.height // 3)
        QAbstractItemView.doItemsLayout(self)  # past QListView, which would lay out row by row
        self._visible.update_soon()

    def updateGeometries(self) -> None:  # noqa: N802
        """Reimplements ``QListView.updateGeometries``."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._layout.height - room, 0))
        bar.setPageStep(room)

    def verticalOffset(self) -> int:  # noqa: N802
        """Reimplements ``QListView.verticalOffset``."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802
        """Reimplements ``QListView.horizontalOffset``."""
        return 0

    def isIndexHidden(self, index: _Index) -> bool:  # noqa: N802
        """Reimplements ``QListView.isIndexHidden``."""
        return False

    def visualRect(self, index: _Index) -> QRect:  # noqa: N802
        """Reimplements ``QListView.visualRect``: where a card is on the viewport."""
        if not index.isValid() or index.row() >= self._layout.count:
            return QRect()
        return self._on_viewport(self._layout.rect(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """Reimplements ``QListView.indexAt``."""
        row = self._layout.row_at(point.x(), point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._model.index(row)

    def scrollTo(  # noqa: N802
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Reimplements ``QListView.scrollTo``. The first card of a section brings its heading along."""
        if not index.isValid() or index.row() >= self._layout.count:
            return
        bar = self.verticalScrollBar()
        centred = hint == QAbstractItemView.ScrollHint.PositionAtCenter
        height = self.viewport().height()
        bar.setValue(self._layout.scroll_value(index.row(), bar.value(), height, centred=centred))

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Reimplements ``QListView.moveCursor``: arrows, pages, first and last."""
        last = self._model.rowCount() - 1
        row = self.currentIndex().row()
        if last < 0 or row < 0:
            return self._model.index(0) if last >= 0 else QModelIndex()
        page = max(self.viewport().height() // self._cards.cell.height, 1)
        lines = {_Move.MoveDown: 1, _Move.MoveUp: -1, _Move.MovePageDown: page, _Move.MovePageUp: -page}
        if action in lines:
            row = self._layout.vertical(row, lines[action])
        elif action in _ALONG:
            row += _ALONG[action]
        else:
            row = 0 if action == _Move.MoveHome else last
        return self._model.index(min(max(row, 0), last))

    def setSelection(self, rect: QRect, command: _Flag) -> None:  # noqa: N802
        """Reimplements ``QListView.setSelection``: with Shift, everything between the two corners in reading order."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        selection = QItemSelection()
        if first.isValid() and last.isValid():
            ordered = sorted((first, last), key=QModelIndex.row)
            selection.select(ordered[0], ordered[1])
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """Reimplements ``QListView.visualRegionForSelection``: that of the visible cards."""
        return QRegion(self.viewport().rect())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the headings and cards that the event touches."""
        paint_visible(self, event.rect(), self._cards, self._model.sections, self._layout)

    def _repaint_page(self, page_id: int) -> None:
        top = self.verticalOffset()
        for row in self._layout.rows(top, top + self.viewport().height()):
            if row < self._model.rowCount() and self._model.hit(row).page_id == page_id:
                self.viewport().update(self._on_viewport(self._layout.rect(row)))

    def _on_viewport(self, rect: CellRect) -> QRect:
        return QRect(rect.x, rect.y - self.verticalOffset(), rect.width, rect.height)

    # Events

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Reimplements ``QListView.scrollContentsBy``: what is on screen is moved, and only the rest painted."""
        self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QListView.resizeEvent``: the columns change with the width; the current hit stays in view."""
        QAbstractItemView.resizeEvent(self, event)  # past QListView, as above
        self.doItemsLayout()

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        """Reimplements ``QListView.currentChanged``."""
        super().currentChanged(current, previous)
        self.chosen.emit(self._model.hit(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, Space previews; the other keys are the list's own."""
        self.touched.emit()
        hit = self.current_hit()
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hit is not None:
            self.open_requested.emit(hit)
        elif event.key() == Qt.Key.Key_Space and hit is not None and plain:
            self.preview_requested.emit()
        elif event.key() in _FAMILY_KEYS and hit is not None and hit.family:
            self.open_family(self.currentIndex().row(), _FAMILY_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Reimplements ``QListView.mousePressEvent``."""
        self.touched.emit()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the mark of other editions opens or folds them."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        badge = self._cards.family_area(self.visualRect(index), index)
        if self._model.hit(index.row()).family and badge.contains(place):
            self.open_family(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done with the selected hits."""
        if self.current_hit() is None:
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_requested.emit(where)

    def dragged(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is dragged: the files, their paths as text, and of a single one the small picture of its page, too."""
        data = self._model.mimeData(indexes)
        picture = (
            self._thumbnails.get(self._model.hit(indexes[0].row()).page_id) if len(indexes) == 1 else None
        )
        if picture is not None:
            data.setImageData(picture.toImage())
        return data

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Drag the selected files to another program."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.dragged(indexes))
        drag.setPixmap(card_painting.drag_badge(len(indexes), self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction)
