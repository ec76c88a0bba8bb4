"""A rubber band on the page of a canvas: it frames the part of the page to search with, by mouse or by keys."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGraphicsView, QRubberBand

from imtextgui.domain.items import Box
from imtextgui.ui.viewer.canvas.page_scene import PageScene
from imtextgui.ui.widgets import crop_frame

SMALLEST = 0.01
"""Of the page; what is dragged over less is a click that slipped."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PageRubberBand(QObject):
    """Takes the mouse and the keys of the canvas while framing is on."""

    framed = Signal(object)
    """The Box that was framed."""
    cancelled = Signal()
    """Esc: no frame is wanted any more."""

    def __init__(self, canvas: QGraphicsView, scene: PageScene) -> None:
        super().__init__(canvas)
        self._canvas, self._scene = canvas, scene
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, canvas.viewport())
        self._framing, self._start = False, QPoint()
        self._box: Box | None = None

    @property
    def box(self) -> Box | None:
        """The frame that was put by keys, None where there is none."""
        return self._box

    def set_framing(self, framing: bool) -> None:
        """Let the user draw a frame, or no longer."""
        canvas, self._framing = self._canvas, framing
        modes, cursors = QGraphicsView.DragMode, Qt.CursorShape
        canvas.setDragMode(modes.NoDrag if framing else modes.ScrollHandDrag)
        canvas.viewport().setCursor(cursors.CrossCursor if framing else cursors.OpenHandCursor)
        if framing:
            canvas.setFocus()  # for the keys
        self._put(None)

    def overrides_shortcut(self, event: QEvent) -> bool:
        """Whether a key is meant for the frame before it is anybody's shortcut."""
        return self._framing and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

    def key_press(self, event: QKeyEvent) -> bool:
        """Space puts a frame, arrows move it, with Shift size it, Enter searches, Esc ends; whether it took the key."""
        if not self._framing:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in _ENTER and self._box is not None:
            self.framed.emit(self._box)
        else:
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            ours, box = crop_frame.by_key(self._box, key, resize=resize)
            if ours:
                self._put(box)
            return ours
        return True

    def update_position(self) -> None:
        """Keep the frame on its place of the page."""
        if self._box is not None:
            area = self._scene.rect_of(self._box)
            self._band.setGeometry(self._canvas.mapFromScene(area).boundingRect())
            self._band.show()

    def mouse_press(self, event: QMouseEvent) -> bool:
        """Start a frame; whether it took the event."""
        if self._framing:
            self._box = None
            self._start = event.position().toPoint()
            self._band.setGeometry(QRect(self._start, QSize()))
            self._band.show()
        return self._framing

    def mouse_move(self, event: QMouseEvent) -> bool:
        """Draw the frame; whether it took the event."""
        if self._dragging:
            self._band.setGeometry(self._dragged_rect(event))
        return self._dragging

    def mouse_release(self, event: QMouseEvent) -> bool:
        """End the frame; whether it took the event."""
        if not self._dragging:
            return False
        self._band.hide()
        area = self._canvas.mapToScene(self._dragged_rect(event)).boundingRect()
        box = self._scene.box_of(area & self._scene.sceneRect())
        if box.x1 - box.x0 > SMALLEST and box.y1 - box.y0 > SMALLEST:
            self.framed.emit(box)
        return True

    @property
    def _dragging(self) -> bool:
        return self._framing and self._band.isVisible() and self._box is None

    def _dragged_rect(self, event: QMouseEvent) -> QRect:
        return QRect(self._start, event.position().toPoint()).normalized()

    def _put(self, box: Box | None) -> None:
        self._box = box
        self._band.hide()
        if box is not None:
            self._canvas.ensureVisible(self._scene.rect_of(box), 8, 8)
        self.update_position()
