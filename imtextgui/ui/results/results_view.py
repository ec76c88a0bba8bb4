"""The results as a list or a grid of cards; only what is visible is laid out, loaded and painted."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
)

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Hit
from imtextgui.ui.results import card_parts
from imtextgui.ui.results.card_parts import Brush
from imtextgui.ui.results.cards import Cards, GridCards, ListCards
from imtextgui.ui.results.results_model import ResultsModel, Section
from imtextgui.ui.results.sectioned_grid import Place, Shelf
from imtextgui.ui.tasks.thumbnails import Thumbnails
from imtextgui.ui.widgets import theme

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction
_FAMILY_KEYS = {Qt.Key.Key_Plus: True, Qt.Key.Key_Minus: False}
BADGE = 44
EDGE = 4


class ResultsView(QListView):
    """The hits in their sections. It is a QListView for what screen readers know of one; the layout is its own."""

    chosen = Signal(object)
    """The hit that became the current one, or None."""
    open_wanted = Signal(object)
    preview_wanted = Signal()
    """Space: look at the page at full size."""
    menu_wanted = Signal(QPoint)
    """A context menu for the selected hits, at a place on the screen."""

    def __init__(self, model: ResultsModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._model = model
        self._thumbnails = thumbnails
        self._looks: dict[bool, Cards] = {
            True: GridCards(thumbnails, self),
            False: ListCards(thumbnails, self),
        }
        self._grid = False
        self._shelf = Shelf([], self._cards.cell, 1)
        # Scrolling sends many changes; what is visible is looked at once they pause.
        self._settle = QTimer(self, singleShot=True, interval=30)
        self._settle.timeout.connect(lambda: thumbnails.keep_only(self.visible_pages()))
        self.setAccessibleName(self.tr("Results"))
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._settle.start())
        thumbnails.ready.connect(self._repaint_page)
        self.doubleClicked.connect(lambda index: self.open_wanted.emit(model.hit(index.row())))

    # The hits

    @property
    def grid(self) -> bool:
        """Whether the hits are shown as a grid of pictures."""
        return self._grid

    def show_grid(self, grid: bool) -> None:
        """Show a grid of pictures, or a list with words; the current hit stays in view."""
        if grid != self._grid:
            self._grid = grid
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

    def choose(self, row: int) -> None:
        """Put the cursor on ``row``."""
        self.setCurrentIndex(self._model.index(row))

    def open_family(self, row: int, opened: bool | None = None) -> None:
        """Show the other editions below the hit in ``row``, or fold them away; None changes which."""
        place, item = self.verticalOffset(), self._model.hit(row).item_id
        self._model.open_family(row, opened)
        back = self._model.row_of(item)
        if back is not None:
            self.choose(back)
        self.verticalScrollBar().setValue(place)

    def step(self, by: int) -> None:
        """Put the cursor on the hit ``by`` rows on."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.choose(row)

    def visible_pages(self) -> set[int]:
        """The ids of the pages whose cards are on screen."""
        top = self.verticalOffset()
        rows = self._shelf.rows(top, top + self.viewport().height())
        shown = self._model.rowCount()  # the layout may still be that of a longer answer
        return {self._model.hit(row).page_id for row in rows if row < shown}

    # The layout, as Qt asks for it

    @property
    def _cards(self) -> Cards:
        return self._looks[self._grid]

    def reset(self) -> None:
        """As Qt tells: other hits."""
        super().reset()
        self.doItemsLayout()

    def doItemsLayout(self) -> None:  # noqa: N802
        """As Qt asks: all of it is arithmetic."""
        counts = [section.count for section in self._model.sections]
        self._cards.fit(self.font())
        cell = self._cards.cell
        self._shelf = Shelf(counts, cell, self.viewport().width() - EDGE)
        self.verticalScrollBar().setSingleStep(cell.height // 3)
        QAbstractItemView.doItemsLayout(self)
        self._settle.start()

    def updateGeometries(self) -> None:  # noqa: N802
        """As Qt asks."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._shelf.height - room, 0))
        bar.setPageStep(room)

    def verticalOffset(self) -> int:  # noqa: N802
        """As Qt asks."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802
        """As Qt asks."""
        return 0

    def isIndexHidden(self, index: _Index) -> bool:  # noqa: N802
        """As Qt asks."""
        return False

    def visualRect(self, index: _Index) -> QRect:  # noqa: N802
        """As Qt asks: where a card is on the viewport."""
        if not index.isValid() or index.row() >= self._shelf.count:
            return QRect()
        return self._on_viewport(self._shelf.place(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """As Qt asks."""
        row = self._shelf.row_at(point.x(), point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._model.index(row)

    def scrollTo(  # noqa: N802
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """As Qt asks. The first card of a section brings its heading along."""
        if not index.isValid() or index.row() >= self._shelf.count:
            return
        area, room, bar = self.visualRect(index), self.viewport().height(), self.verticalScrollBar()
        if self._shelf.opens(index.row()):
            area.setTop(area.top() - self._cards.cell.heading)
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + area.center().y() - room // 2)
        elif area.top() < 0 or area.height() > room:
            bar.setValue(bar.value() + area.top())
        elif area.bottom() > room:
            bar.setValue(bar.value() + area.bottom() - room)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """As Qt asks: arrows, pages, first and last."""
        last = self._model.rowCount() - 1
        row = self.currentIndex().row()
        if last < 0 or row < 0:
            return self._model.index(0) if last >= 0 else QModelIndex()
        page = max(self.viewport().height() // self._cards.cell.height, 1)
        down = {_Move.MoveDown: 1, _Move.MoveUp: -1, _Move.MovePageDown: page, _Move.MovePageUp: -page}
        along = {_Move.MoveRight: 1, _Move.MoveLeft: -1, _Move.MoveNext: 1, _Move.MovePrevious: -1}
        if action in down:
            row = self._shelf.vertical(row, down[action])
        elif action in along:
            row += along[action]
        else:
            row = 0 if action == _Move.MoveHome else last
        return self._model.index(min(max(row, 0), last))

    def setSelection(self, rect: QRect, command: _Flag) -> None:  # noqa: N802
        """As Qt asks: with Shift, everything between the two corners in reading order."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        selection = QItemSelection()
        if first.isValid() and last.isValid():
            ordered = sorted((first, last), key=QModelIndex.row)
            selection.select(ordered[0], ordered[1])
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """As Qt asks: that of the visible cards."""
        return QRegion(self.viewport().rect())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the headings and cards that the event touches."""
        dirty, top = event.rect(), self.verticalOffset()
        painter = QPainter(self.viewport())
        brush = Brush(painter, theme.current(), self.font())
        for section, place in self._shelf.headings(dirty.top() + top, dirty.bottom() + top):
            self._heading(brush, self._on_viewport(place), self._model.sections[section])
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        base = option.state & ~QStyle.StateFlag.State_HasFocus
        pointer = self.viewport().mapFromGlobal(self.cursor().pos())
        hovered = self.indexAt(pointer).row() if self.underMouse() else -1
        selection, current = self.selectionModel(), self.currentIndex().row()
        for row in self._shelf.rows(dirty.top() + top, dirty.bottom() + top):
            index = self._model.index(row)
            option.rect = self._on_viewport(self._shelf.place(row))
            if not option.rect.intersects(dirty):
                continue
            state = base
            if selection.isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if row == current and self.hasFocus():
                state |= QStyle.StateFlag.State_HasFocus
            if row == hovered:
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            self._cards.paint(painter, option, index)
        painter.end()

    def _heading(self, brush: Brush, area: QRect, section: Section) -> None:
        wording = self._cards.wording
        if isinstance(section.of, Kind):
            text, colour = wording.kinds(section.of), brush.theme.muted
        else:
            text, colour = wording.band(section.of), card_parts.band_colour(brush.theme, section.of)
        card_parts.heading(brush, area, f"{text}  {section.count}", colour)

    def _repaint_page(self, page_id: int) -> None:
        top = self.verticalOffset()
        for row in self._shelf.rows(top, top + self.viewport().height()):
            if row < self._model.rowCount() and self._model.hit(row).page_id == page_id:
                self.viewport().update(self._on_viewport(self._shelf.place(row)))

    def _on_viewport(self, place: Place) -> QRect:
        return QRect(place.x, place.y - self.verticalOffset(), place.width, place.height)

    # Events

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """As Qt tells: what is on screen is moved, and only the rest painted."""
        self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As Qt tells: the columns change with the width; the current hit stays in view."""
        QAbstractItemView.resizeEvent(self, event)
        self.doItemsLayout()

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        """As Qt tells."""
        super().currentChanged(current, previous)
        self.chosen.emit(self._model.hit(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, Space previews; the other keys are the list's own."""
        hit = self.current_hit()
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hit is not None:
            self.open_wanted.emit(hit)
        elif event.key() == Qt.Key.Key_Space and hit is not None and plain:
            self.preview_wanted.emit()
        elif event.key() in _FAMILY_KEYS and hit is not None and hit.family:
            self.open_family(self.currentIndex().row(), _FAMILY_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the mark of other editions opens or folds them."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self._model.hit(index.row()).family and self._cards.family_place(self.visualRect(index)).contains(
            place
        ):
            self.open_family(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done with the selected hits."""
        if self.current_hit() is None:
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(where)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Drag the selected files to another program."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData(indexes))
        drag.setPixmap(self._badge(len(indexes)))
        drag.exec(Qt.DropAction.CopyAction)

    def _badge(self, count: int) -> QPixmap:
        scale = self.devicePixelRatioF()
        badge = QPixmap(round(BADGE * scale), round(BADGE * scale))
        badge.setDevicePixelRatio(scale)
        badge.fill(QColor(theme.current().accent))
        painter = QPainter(badge)
        painter.setPen(QColor(theme.current().on_accent))
        painter.drawText(QRect(0, 0, BADGE, BADGE), Qt.AlignmentFlag.AlignCenter, str(count))
        painter.end()
        return badge
