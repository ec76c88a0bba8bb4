"""The view of one page: fitted, zoomed or rotated, with a rubber band on it if asked for."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGesture, QGestureEvent, QGraphicsView, QPinchGesture

from imtextgui.domain.items import Box
from imtextgui.ui.viewer.canvas.page_rubber_band import PageRubberBand
from imtextgui.ui.viewer.canvas.page_scene import UNITS, PageScene
from imtextgui.ui.viewer.canvas.page_zoom import FitMode, PageZoom
from imtextgui.ui.widgets import accessibility

ZOOM_STEP = 1.25
"""Of a key, a button, or a notch of the wheel."""
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_MOVING = (*_SIDEWAYS, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
SHARP_MARGIN = 0.15
"""How much around the visible part is drawn sharp, too, as a share of it."""


class PageCanvas(QGraphicsView):
    """The picture of a page. Sizes are relative: the page that is seen as a whole is magnification 1."""

    zoomed = Signal(float)
    """The magnification; 1 is the whole page."""
    moved = Signal()
    """Another part of the page is in view."""
    touched = Signal()
    """A key, the wheel or a finger moved or zoomed the page, or began to."""

    def __init__(self) -> None:
        super().__init__()
        accessibility.as_picture(self)
        self.setAccessibleName(self.tr("Page"))
        self.setAccessibleDescription(
            self.tr("Plus and minus zoom, 0 fits the page, W its width, R turns it, arrow keys move it.")
        )
        self.page = PageScene(self)
        self.setScene(self.page)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        # The viewport is what fingers touch.
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.starts_wide = False
        """Whether portrait pages are shown as wide as there is room at first, not as a whole."""
        self.is_read = False
        """Whether the wheel moves the page also at a size of the user's own."""
        self.true_side = 0.0
        """Longest side of the page in points of the screen where it is as large as in truth; 0: not known."""
        self.rubber_band = PageRubberBand(self, self.page)
        for changed in (self.zoomed, self.moved):
            changed.connect(self.rubber_band.update_position)
        self._zoom = PageZoom()
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self.moved.emit())

    # What is shown

    @property
    def magnification(self) -> float:
        """How many times larger than the whole page."""
        return self._zoom.magnification

    @property
    def percent(self) -> int | None:
        """The size of the page against its true size; None where that is not known."""
        if not self.has_picture or self.true_side <= 0:
            return None
        return max(1, round(100 * UNITS * self._factor() / self.true_side))

    @property
    def fit_mode(self) -> FitMode:
        """What the size of the page follows."""
        return self._zoom.mode

    @property
    def rotation(self) -> int:
        """By how many degrees the page is rotated clockwise: 0, 90, 180 or 270."""
        return self._zoom.rotation

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture on show."""
        return self.page.has_picture

    @property
    def needed_pixels(self) -> int:
        """Longest side in pixels that the whole page needs to be sharp at this magnification."""
        return round(UNITS * self._factor() * self.devicePixelRatioF())

    def visible_part(self) -> Box:
        """The part of the page that is in view, and a little around it."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        more_x, more_y = seen.width() * SHARP_MARGIN, seen.height() * SHARP_MARGIN
        return self.page.box_of(seen.adjusted(-more_x, -more_y, more_x, more_y) & self.sceneRect())

    def show_picture(self, picture: QImage | QPixmap, region: Box | None) -> None:
        """Show another page, upright, at the size that pages have at first."""
        self._zoom.rotation = 0
        self.page.set_picture(picture)
        self.page.show_region(region)
        self.page.show_marks(())
        self.page.show_current(())
        self.reset_size()

    def show_next(self, picture: QImage | QPixmap, region: Box | None, *, end: bool = False) -> None:
        """Show another page of the same document at the size and rotation of the one before; its ``end`` first."""
        self.page.set_picture(picture)
        self.page.show_region(region)
        self.page.show_marks(())
        self.page.show_current(())
        self._scale()
        self._scroll_to_start(end=end)
        self.zoomed.emit(self._zoom.magnification)

    def show_current(self, boxes: Iterable[Box]) -> None:
        """Outline a place on the page, and bring it into view."""
        around = self.page.show_current(boxes)
        if not around.isEmpty():
            self.ensureVisible(around, 40, 60)

    def sharpen(self, picture: QImage | QPixmap) -> None:
        """Replace the picture by a larger one of the same page and stay where the user is."""
        self.page.set_picture(picture)
        self._scale()

    def clear(self) -> None:
        """Show nothing."""
        self._zoom.rotation = 0
        self.page.set_picture(QPixmap())
        self.page.show_region(None)
        self.page.show_marks(())
        self.page.show_current(())

    # Moving

    def reset_size(self) -> None:
        """Show the page at the size that pages have at first."""
        wide, high = self._zoom.sides(self.sceneRect())
        if self.starts_wide and wide < high:
            self.fit_width()
        else:
            self.fit()

    def fit(self) -> None:
        """Show the whole page."""
        self._set_magnification(1.0, FitMode.WHOLE)

    def fit_width(self) -> None:
        """Show the page as wide as there is room, from its top; or from the region, where that lies below."""
        self._set_magnification(self._zoom.magnification, FitMode.WIDTH)
        self._scroll_to_start()

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._set_magnification(self._zoom.magnification * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the page smaller, down to the whole one."""
        self._set_magnification(self._zoom.magnification / ZOOM_STEP)

    def magnify(self, magnification: float, centre: QPointF | None = None) -> None:
        """Set the magnification and, in shares of the page, what is in the middle."""
        self._set_magnification(magnification)
        if centre is not None:
            page = self.sceneRect()
            self.centerOn(centre.x() * page.width(), centre.y() * page.height())

    def centre(self) -> QPointF:
        """What is in the middle, in shares of the page."""
        page = self.sceneRect()
        if page.isEmpty():
            return QPointF(0.5, 0.5)
        middle = self.mapToScene(self.viewport().rect().center())
        return QPointF(middle.x() / page.width(), middle.y() / page.height())

    def rotate_page(self, degrees: int = 90) -> None:
        """Rotate the page clockwise."""
        self._zoom.rotate(degrees)
        self._scale()
        self.zoomed.emit(self._zoom.magnification)

    def start_framing(self, framing: bool = True) -> None:
        """Let the user draw a frame in place of moving the page, or no longer."""
        self.rubber_band.set_framing(framing and self.has_picture)

    def is_at_edge(self, key: int) -> bool:
        """Whether ``key`` cannot move the page any further, so that it may lead to another page."""
        bar = self.horizontalScrollBar() if key in _SIDEWAYS else self.verticalScrollBar()
        match key:
            case Qt.Key.Key_PageUp:
                return bar.value() == bar.minimum()
            case Qt.Key.Key_PageDown:
                return bar.value() == bar.maximum()
        return bar.minimum() == bar.maximum()

    # Events

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The wheel zooms at the pointer; a page that is read from top to bottom it moves, and zooms with Ctrl."""
        self.touched.emit()
        turn = event.angleDelta().y()
        reads = (self.is_read or self._zoom.mode is FitMode.WIDTH) and not self.is_at_edge(Qt.Key.Key_Down)
        zooms = not reads or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if turn and zooms:
            self._set_magnification(self._zoom.magnification * ZOOM_STEP ** (turn / 120))  # 120: one notch
        elif turn:
            super().wheelEvent(event)
        event.accept()  # at the end of the page the wheel must not scroll what lies around

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Plus, minus, 0 and W zoom; R turns; arrows and Page Up and Down move."""
        self.touched.emit()
        if self.rubber_band.key_press(event):
            return
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_W:
                self.fit_width()
            case Qt.Key.Key_R:
                self.rotate_page()
            case key if key in _MOVING and self.is_at_edge(key):
                event.ignore()  # for the page view, which goes on to another page
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Start a frame, or move the page."""
        self.touched.emit()
        if not self.rubber_band.mouse_press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw the frame, or move the page."""
        if not self.rubber_band.mouse_move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the frame."""
        if not self.rubber_band.mouse_release(event):
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """While a frame is drawn, Esc is not yet the window's shortcut, which ends the search."""
        if event.type() == QEvent.Type.ShortcutOverride and self.rubber_band.overrides_shortcut(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Two fingers zoom."""
        if isinstance(event, QGestureEvent):
            pinch: QGesture | None = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._set_magnification(self.magnification * pinch.scaleFactor())
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the page fitted to the new size."""
        super().resizeEvent(event)
        # The page is scaled with the canvas: what is kept is the share that is scrolled by, not the pixels.
        bar = self.verticalScrollBar()
        down = (bar.value() - bar.minimum()) / max(bar.maximum() - bar.minimum(), 1)
        self._scale()
        bar.setValue(round(bar.minimum() + down * (bar.maximum() - bar.minimum())))
        if self.has_picture:
            self.zoomed.emit(self._zoom.magnification)

    # Inside

    def _set_magnification(self, magnification: float, fit: FitMode = FitMode.FREE) -> None:
        self._zoom.magnify(magnification, fit)
        self._scale()
        self.zoomed.emit(self.magnification)

    def _scroll_to_start(self, *, end: bool = False) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if end else bar.minimum())
        if self.page.outline is not None and not end:
            self.ensureVisible(self.page.rect_of(self.page.outline), 24, 24)

    def _factor(self) -> float:
        bar = self.verticalScrollBar().sizeHint().width()
        return self._zoom.factor(self.sceneRect(), self.contentsRect(), bar)

    def _scale(self) -> None:
        if not self.has_picture:
            return
        factor = self._factor()
        self.setTransform(QTransform().rotate(self._zoom.rotation).scale(factor, factor))
