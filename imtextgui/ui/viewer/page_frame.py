"""A frame on the page of a canvas, drawn with the mouse or put and moved by keys, to search with what is in it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGraphicsView, QRubberBand

from imtextgui.domain.items import Box
from imtextgui.ui.viewer.page_scene import PageScene
from imtextgui.ui.widgets import crop_frame

SMALLEST = 0.01
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PageFrame(QObject):
    """Works while it is started; else the mouse and the keys are the canvas's own."""

    framed = Signal(object)
    """The Box that was framed."""
    unframed = Signal()
    """Esc: no frame is wanted any more."""

    def __init__(self, canvas: QGraphicsView, table: PageScene) -> None:
        super().__init__(canvas)
        self._canvas, self._table = canvas, table
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, canvas.viewport())
        self._on, self._start = False, QPoint()
        self._box: Box | None = None

    @property
    def box(self) -> Box | None:
        """The frame that was put by keys, None where there is none."""
        return self._box

    def start(self, framing: bool) -> None:
        """Let a frame be drawn, or no longer."""
        canvas, self._on = self._canvas, framing
        modes, cursors = QGraphicsView.DragMode, Qt.CursorShape
        canvas.setDragMode(modes.NoDrag if framing else modes.ScrollHandDrag)
        canvas.viewport().setCursor(cursors.CrossCursor if framing else cursors.OpenHandCursor)
        if framing:
            canvas.setFocus()  # for the keys
        self._put(None)

    def needs(self, event: QEvent) -> bool:
        """Whether a key is meant for the frame before it is anybody's shortcut."""
        return self._on and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

    def takes(self, event: QKeyEvent) -> bool:
        """Space puts a frame, arrows move and with Shift size it, Enter searches with it, Esc ends it."""
        if not self._on:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.unframed.emit()
        elif key in _ENTER and self._box is not None:
            self.framed.emit(self._box)
        else:
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            ours, box = crop_frame.by_key(self._box, key, resize=resize)
            if ours:
                self._put(box)
            return ours
        return True

    def follow(self) -> None:
        """Keep the frame on its place of the page."""
        if self._box is not None:
            area = self._table.placed(self._box)
            self._band.setGeometry(self._canvas.mapFromScene(area).boundingRect())
            self._band.show()

    def press(self, event: QMouseEvent) -> bool:
        """Start a frame; whether one may be drawn."""
        if self._on:
            self._box = None
            self._start = event.position().toPoint()
            self._band.setGeometry(QRect(self._start, QSize()))
            self._band.show()
        return self._on

    def drag(self, event: QMouseEvent) -> bool:
        """Draw the frame; whether one is being drawn."""
        if self._drawing:
            self._band.setGeometry(self._drawn(event))
        return self._drawing

    def release(self, event: QMouseEvent) -> bool:
        """End the frame; whether one was being drawn."""
        if not self._drawing:
            return False
        self._band.hide()
        scene, area = self._table, self._canvas.mapToScene(self._drawn(event)).boundingRect()
        box = scene.boxed(area & scene.sceneRect())
        if box.x1 - box.x0 > SMALLEST and box.y1 - box.y0 > SMALLEST:
            self.framed.emit(box)
        return True

    @property
    def _drawing(self) -> bool:
        return self._on and self._band.isVisible() and self._box is None

    def _drawn(self, event: QMouseEvent) -> QRect:
        return QRect(self._start, event.position().toPoint()).normalized()

    def _put(self, box: Box | None) -> None:
        self._box = box
        self._band.hide()
        if box is not None:
            self._canvas.ensureVisible(self._table.placed(box), 8, 8)
        self.follow()
