"""Shows one page: fitted, zoomed or turned, with what matched outlined, and a frame drawn on it if asked for."""

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
from imtextgui.ui.viewer.page_fit import Fit, Fitting
from imtextgui.ui.viewer.page_frame import PageFrame
from imtextgui.ui.viewer.page_scene import UNITS, PageScene
from imtextgui.ui.widgets import accessibility

ZOOM_STEP = 1.25
_SIDEWARDS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_MOVING = (*_SIDEWARDS, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
AROUND = 0.15
"""How much around the visible part is drawn sharp, too, as a share of it."""


class PageCanvas(QGraphicsView):
    """The picture of a page. Sizes are relative: the page that is seen as a whole is magnification 1."""

    zoomed = Signal(float)
    """The magnification; 1 is the whole page."""
    moved = Signal()
    """Another part of the page is in view."""
    framed = Signal(object)
    """The Box that the user framed."""
    unframed = Signal()
    """Esc: no frame is wanted any more."""

    def __init__(self) -> None:
        super().__init__()
        accessibility.as_picture(self)
        self.setAccessibleName(self.tr("Page"))
        self.setAccessibleDescription(
            self.tr("Plus and minus zoom, 0 fits the page, W its width, R turns it, arrow keys move it.")
        )
        self._table = PageScene(self)
        self.setScene(self._table)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        # The viewport is what fingers touch.
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.starts_wide = False
        """Whether portrait pages are shown as wide as there is room at first, not as a whole."""
        self.true_side = 0.0
        """Longest side of the page in points of the screen where it is as large as in truth; 0: not known."""
        self._frame = PageFrame(self, self._table)
        self._frame.framed.connect(self.framed)
        self._frame.unframed.connect(self.unframed)
        for told in (self.zoomed, self.moved):
            told.connect(self._frame.follow)
        self._fitting = Fitting()
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self.moved.emit())

    # What is shown

    @property
    def magnification(self) -> float:
        """How many times larger than the whole page."""
        return self._fitting.magnification

    @property
    def percent(self) -> int | None:
        """The size of the page against its true size; None where that is not known."""
        if not self.has_picture or self.true_side <= 0:
            return None
        return max(1, round(100 * UNITS * self._factor() / self.true_side))

    @property
    def fitted(self) -> Fit:
        """What the size of the page follows."""
        return self._fitting.fit

    @property
    def turned(self) -> int:
        """By how many degrees the page is turned clockwise: 0, 90, 180 or 270."""
        return self._fitting.turned

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture on show."""
        return self._table.has_picture

    @property
    def picture_pixels(self) -> int:
        """Longest side of the picture of the whole page."""
        return self._table.pixels

    @property
    def needed_pixels(self) -> int:
        """Longest side in pixels that the whole page needs to be sharp at this magnification."""
        return round(UNITS * self._factor() * self.devicePixelRatioF())

    @property
    def outline(self) -> Box | None:
        """The outlined region, None where there is none."""
        return self._table.outline

    @property
    def marks(self) -> int:
        """How many words are marked."""
        return self._table.marks

    @property
    def sharp_part(self) -> Box | None:
        """The part of the page that is drawn sharper than the rest, None where there is none."""
        return self._table.sharp_part

    @property
    def frame(self) -> Box | None:
        """The frame that was put by keys, None where there is none."""
        return self._frame.box

    def visible_part(self) -> Box:
        """The part of the page that is in view, and a little around it."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        more_x, more_y = seen.width() * AROUND, seen.height() * AROUND
        return self._table.boxed(seen.adjusted(-more_x, -more_y, more_x, more_y) & self.sceneRect())

    def show_picture(self, picture: QImage | QPixmap, region: Box | None) -> None:
        """Show another page, upright, at the size that pages have at first."""
        self._fitting.turned = 0
        self._table.put(picture)
        self.show_region(region)
        self.show_marks(())
        self.begin()

    def follow_on(self, picture: QImage | QPixmap, region: Box | None, *, end: bool = False) -> None:
        """Show another page of the same document, at the size and turned as the one before; its ``end`` first."""
        self._table.put(picture)
        self.show_region(region)
        self.show_marks(())
        self._scale()
        self._go_to_begin(end=end)
        self.zoomed.emit(self._fitting.magnification)

    def sharpen(self, picture: QImage | QPixmap) -> None:
        """Replace the picture by a larger one of the same page and stay where the user is."""
        self._table.put(picture)
        self._scale()

    def show_part(self, picture: QImage, part: Box) -> None:
        """Lay the sharp picture of a part over the page."""
        self._table.show_part(picture, part)

    def show_region(self, region: Box | None) -> None:
        """Outline the region that matched."""
        self._table.show_region(region)

    def show_marks(self, boxes: Iterable[Box]) -> None:
        """Mark words with a marker's colour."""
        self._table.show_marks(boxes)

    def clear(self) -> None:
        """Show nothing."""
        self._fitting.turned = 0
        self._table.put(QPixmap())
        self.show_region(None)
        self.show_marks(())

    # Moving

    def begin(self) -> None:
        """Show the page at the size that pages have at first."""
        wide, high = self._fitting.sides(self.sceneRect())
        if self.starts_wide and wide < high:
            self.fit_width()
        else:
            self.fit()

    def fit(self) -> None:
        """Show the whole page."""
        self._set_magnification(1.0, Fit.WHOLE)

    def fit_width(self) -> None:
        """Show the page as wide as there is room, from its top; or from the region, where that lies below."""
        self._set_magnification(self._fitting.magnification, Fit.WIDTH)
        self._go_to_begin()

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._set_magnification(self._fitting.magnification * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the page smaller, down to the whole one."""
        self._set_magnification(self._fitting.magnification / ZOOM_STEP)

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

    def turn(self, degrees: int = 90) -> None:
        """Turn the page clockwise."""
        self._fitting.turn(degrees)
        self._scale()
        self.zoomed.emit(self._fitting.magnification)

    def start_framing(self, framing: bool = True) -> None:
        """Let the user draw a frame in place of moving the page, or no longer."""
        self._frame.start(framing and self.has_picture)

    def leads_on(self, key: int) -> bool:
        """Whether the page cannot be moved any further that way, so that ``key`` may lead to another page."""
        bar = self.horizontalScrollBar() if key in _SIDEWARDS else self.verticalScrollBar()
        match key:
            case Qt.Key.Key_PageUp:
                return bar.value() == bar.minimum()
            case Qt.Key.Key_PageDown:
                return bar.value() == bar.maximum()
        return bar.minimum() == bar.maximum()

    # Events

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The wheel zooms at the pointer; a page that is read from top to bottom it moves, and zooms with Ctrl."""
        turn = event.angleDelta().y()
        reads = (self.starts_wide or self._fitting.fit is Fit.WIDTH) and not self.leads_on(Qt.Key.Key_Down)
        zooms = not reads or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if turn and zooms:
            self._set_magnification(self._fitting.magnification * ZOOM_STEP ** (turn / 120))
        elif turn:
            super().wheelEvent(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Plus, minus, 0 and W zoom; R turns; arrows and Page Up and Down move."""
        if self._frame.takes(event):
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
                self.turn()
            case key if key in _MOVING and self.leads_on(key):
                event.ignore()  # whoever shows the page may go on to another
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Start a frame, or move the page."""
        if not self._frame.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw the frame, or move the page."""
        if not self._frame.drag(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the frame."""
        if not self._frame.release(event):
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """While a frame is drawn, Esc is not yet the window's shortcut, which ends the search."""
        if event.type() == QEvent.Type.ShortcutOverride and self._frame.needs(event):
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
        bar = self.verticalScrollBar()
        down = (bar.value() - bar.minimum()) / max(bar.maximum() - bar.minimum(), 1)
        self._scale()
        bar.setValue(round(bar.minimum() + down * (bar.maximum() - bar.minimum())))
        if self.has_picture:
            self.zoomed.emit(self._fitting.magnification)

    # Inside

    def _set_magnification(self, magnification: float, fit: Fit = Fit.FREE) -> None:
        self._fitting.magnify(magnification, fit)
        self._scale()
        self.zoomed.emit(self.magnification)

    def _go_to_begin(self, *, end: bool = False) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if end else bar.minimum())
        if self.outline is not None and not end:
            self.ensureVisible(self._table.placed(self.outline), 24, 24)

    def _factor(self) -> float:
        bar = self.verticalScrollBar().sizeHint().width()
        return self._fitting.factor(self.sceneRect(), self.contentsRect(), bar)

    def _scale(self) -> None:
        if not self.has_picture:
            return
        factor = self._factor()
        self.setTransform(QTransform().rotate(self.turned).scale(factor, factor))
