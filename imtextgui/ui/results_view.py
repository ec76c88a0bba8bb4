"""The virtual list of result cards, by mouse and by keyboard."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QScroller

from imtextgui.domain.query import Hit
from imtextgui.ui.cards import CARD, CardDelegate
from imtextgui.ui.results_model import ResultsModel
from imtextgui.ui.thumbnails import Thumbnails

LAYOUT_BATCH = 500
_Index = QModelIndex | QPersistentModelIndex


class ResultsView(QListView):
    """The hits as cards; only the visible ones are laid out and painted."""

    chosen = Signal(object)
    """The hit that became the current one."""
    open_wanted = Signal(object)
    reveal_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, model: ResultsModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._model = model
        self._thumbnails = thumbnails
        self.setAccessibleName(self.tr("Results"))
        self.setModel(model)
        self.setItemDelegate(CardDelegate(thumbnails, self))
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(LAYOUT_BATCH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(CARD // 3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        # Scrolling sends many changes; what is visible is looked at once they pause.
        self._settle = QTimer(self, singleShot=True, interval=30)
        self._settle.timeout.connect(self._drop_invisible)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._settle.start())
        thumbnails.ready.connect(lambda _: self.viewport().update())
        self.doubleClicked.connect(lambda index: self.open_wanted.emit(model.hit(index.row())))

    def current_hit(self) -> Hit | None:
        """The hit that has the cursor."""
        index = self.currentIndex()
        return self._model.hit(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Put the cursor on ``row``."""
        self.setCurrentIndex(self._model.index(row))

    def visible_pages(self) -> set[int]:
        """The ids of the pages whose cards are on screen."""
        count = self._model.rowCount()
        if not count:
            return set()
        first, last = self._row_at(0), self._row_at(self.viewport().height() - 1)
        first = 0 if first is None else first
        last = min(count - 1, first + self.viewport().height() // CARD + 1) if last is None else last
        return {self._model.hit(row).page_id for row in range(first, last + 1)}

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        """As Qt tells."""
        super().currentChanged(current, previous)
        self.chosen.emit(self._model.hit(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens; the other keys are the list's own."""
        hit = self.current_hit()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hit is not None:
            self.open_wanted.emit(hit)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done with a hit."""
        hit = self.current_hit()
        if hit is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Open")).triggered.connect(lambda: self.open_wanted.emit(hit))
        menu.addAction(self.tr("&Show in folder")).triggered.connect(lambda: self.reveal_wanted.emit(hit))
        menu.addAction(self.tr("&Copy path")).triggered.connect(lambda: self.copy_wanted.emit(hit))
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As Qt tells."""
        super().resizeEvent(event)
        self._settle.start()

    def _row_at(self, y: int) -> int | None:
        index = self.indexAt(QPoint(self.viewport().width() // 2, y))
        return index.row() if index.isValid() else None

    def _drop_invisible(self) -> None:
        self._thumbnails.keep_only(self.visible_pages())
