"""Shows one page: fitted, zoomed or turned, with what matched outlined, and a frame drawn on it if asked for."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGesture,
    QGestureEvent,
    QGraphicsItem,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QRubberBand,
)

from imtextgui.domain.items import Box
from imtextgui.ui import theme

ZOOM_STEP = 1.25
MOST = 16.0
"""The largest magnification, against the fitted page."""
UNITS = 1000.0
"""Longest side of the page in the scene; pictures of any size are laid over it."""
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
SMALLEST_FRAME = 0.01
AROUND = 0.15
"""How much around the visible part is drawn sharp, too, as a share of it."""


class PageCanvas(QGraphicsView):
    """The picture of a page. Sizes are relative: the fitted page is magnification 1."""

    zoomed = Signal(float)
    """The magnification; 1 is the fitted page."""
    moved = Signal()
    """Another part of the page is in view."""
    framed = Signal(object)
    """The Box that the user framed."""
    unframed = Signal()
    """Esc: no frame is wanted any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Page"))
        self.setAccessibleDescription(
            self.tr("Plus and minus zoom, 0 fits the page, R turns it, arrow keys move it.")
        )
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._page, self._sharp = QGraphicsPixmapItem(), QGraphicsPixmapItem()
        for item in (self._page, self._sharp):
            item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
            self.scene().addItem(item)
        self._region = QGraphicsRectItem()
        self._region.setZValue(2)
        self.scene().addItem(self._region)
        self._marks: list[QGraphicsItem] = []
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self._framing, self._start = False, QPoint()
        self._magnification, self._turned = 1.0, 0
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self.moved.emit())

    # What is shown

    @property
    def magnification(self) -> float:
        """How many times larger than the fitted page."""
        return self._magnification

    @property
    def turned(self) -> int:
        """By how many degrees the page is turned clockwise: 0, 90, 180 or 270."""
        return self._turned

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture on show."""
        return not self._page.pixmap().isNull()

    @property
    def picture_pixels(self) -> int:
        """Longest side of the picture of the whole page."""
        return max(self._page.pixmap().width(), self._page.pixmap().height())

    @property
    def needed_pixels(self) -> int:
        """Longest side in pixels that the whole page needs to be sharp at this magnification."""
        return round(UNITS * self._factor() * self.devicePixelRatioF())

    @property
    def outline(self) -> Box | None:
        """The outlined region, None where there is none."""
        return self._boxed(self._region.rect()) if self._region.isVisible() else None

    @property
    def marks(self) -> int:
        """How many words are marked."""
        return len(self._marks)

    @property
    def sharp_part(self) -> Box | None:
        """The part of the page that is drawn sharper than the rest, None where there is none."""
        if self._sharp.pixmap().isNull():
            return None
        return self._boxed(self._sharp.mapRectToScene(self._sharp.boundingRect()))

    def visible_part(self) -> Box:
        """The part of the page that is in view, and a little around it."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        more_x, more_y = seen.width() * AROUND, seen.height() * AROUND
        return self._boxed(seen.adjusted(-more_x, -more_y, more_x, more_y) & self.sceneRect())

    def show_picture(self, picture: QImage | QPixmap, region: Box | None) -> None:
        """Show another page, fitted and upright."""
        self._put(picture)
        self._turned = 0
        self.show_region(region)
        self.show_marks(())
        self.fit()

    def sharpen(self, picture: QImage) -> None:
        """Replace the picture by a larger one of the same page and stay where the user is."""
        self._put(picture)

    def show_part(self, picture: QImage, part: Box) -> None:
        """Lay the sharp picture of a part over the page."""
        self._sharp.setPixmap(QPixmap.fromImage(picture))
        place = self._placed(part)
        self._sharp.setPos(place.topLeft())
        self._sharp.setTransform(
            QTransform.fromScale(
                place.width() / max(picture.width(), 1), place.height() / max(picture.height(), 1)
            )
        )

    def show_region(self, region: Box | None) -> None:
        """Outline the region that matched."""
        self._region.setVisible(region is not None)
        if region is not None:
            self._region.setRect(self._placed(region))
            self._region.setPen(_pen(theme.current().accent, 3))

    def show_marks(self, boxes: Iterable[Box]) -> None:
        """Mark words with a marker's colour."""
        for item in self._marks:
            self.scene().removeItem(item)
        ink = QColor(theme.LIGHT.mark)
        ink.setAlpha(120)
        self._marks = []
        for box in boxes:
            mark = self.scene().addRect(self._placed(box), Qt.PenStyle.NoPen, ink)
            mark.setZValue(1)
            self._marks.append(mark)

    def clear(self) -> None:
        """Show nothing."""
        self._put(QPixmap())
        self._turned = 0
        self.show_region(None)
        self.show_marks(())

    # Moving

    def fit(self) -> None:
        """Show the whole page."""
        self._set_magnification(1.0)

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._set_magnification(self._magnification * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the page smaller, down to the fitted one."""
        self._set_magnification(self._magnification / ZOOM_STEP)

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
        self._turned = (self._turned + degrees) % 360
        self._scale()
        self.zoomed.emit(self._magnification)

    def start_framing(self, framing: bool = True) -> None:
        """Let the user draw a frame with the mouse in place of moving the page, or no longer."""
        self._framing = framing and self.has_picture
        drag = QGraphicsView.DragMode.NoDrag if self._framing else QGraphicsView.DragMode.ScrollHandDrag
        self.setDragMode(drag)
        self.viewport().setCursor(
            Qt.CursorShape.CrossCursor if self._framing else Qt.CursorShape.OpenHandCursor
        )
        if self._framing:
            self.setFocus()  # for Esc
        self._band.hide()

    # Events

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The wheel zooms at the pointer."""
        turn = event.angleDelta().y()
        if turn:
            self._set_magnification(self._magnification * ZOOM_STEP ** (turn / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Plus, minus and 0 zoom; R turns; arrows move."""
        match event.key():
            case Qt.Key.Key_Escape if self._framing:
                self.unframed.emit()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_R:
                self.turn()
            case key if key in _ARROWS and self._magnification == 1:
                event.ignore()  # there is nowhere to move to; whoever shows the page may go on to another
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Start a frame, or move the page."""
        if not self._framing:
            super().mousePressEvent(event)
            return
        self._start = event.position().toPoint()
        self._band.setGeometry(QRect(self._start, QSize()))
        self._band.show()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw the frame, or move the page."""
        if self._framing and self._band.isVisible():
            self._band.setGeometry(QRect(self._start, event.position().toPoint()).normalized())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the frame."""
        if not (self._framing and self._band.isVisible()):
            super().mouseReleaseEvent(event)
            return
        self._band.hide()
        drawn = QRect(self._start, event.position().toPoint()).normalized()
        box = self._boxed(self.mapToScene(drawn).boundingRect() & self.sceneRect())
        if box.x1 - box.x0 > SMALLEST_FRAME and box.y1 - box.y0 > SMALLEST_FRAME:
            self.framed.emit(box)

    def event(self, event: QEvent) -> bool:
        """Two fingers zoom; while a frame is drawn, Esc is not yet the window's shortcut, which ends the search."""
        if event.type() == QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()
            return True
        if isinstance(event, QGestureEvent):
            pinch: QGesture | None = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._set_magnification(self._magnification * pinch.scaleFactor())
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the page fitted to the new size."""
        super().resizeEvent(event)
        self._scale()

    # Inside

    def _takes(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._framing

    def _put(self, picture: QImage | QPixmap) -> None:
        pixmap = picture if isinstance(picture, QPixmap) else QPixmap.fromImage(picture)
        self._sharp.setPixmap(QPixmap())
        self._page.setPixmap(pixmap)
        longest = max(pixmap.width(), pixmap.height(), 1)
        self._page.setScale(UNITS / longest)
        scale = UNITS / longest
        self.setSceneRect(QRectF(0, 0, pixmap.width() * scale, pixmap.height() * scale))
        self._scale()

    def _set_magnification(self, magnification: float) -> None:
        self._magnification = min(max(magnification, 1.0), MOST)
        self._scale()
        self.zoomed.emit(self._magnification)

    def _factor(self) -> float:
        """Points of the screen for a unit of the scene."""
        page = self.sceneRect()
        if page.isEmpty():
            return 0.001
        wide, high = page.width(), page.height()
        if self._turned % 180:
            wide, high = high, wide
        room = self.contentsRect().adjusted(2, 2, -2, -2)
        fitted = min(room.width() / wide, room.height() / high)
        return max(fitted, 0.001) * self._magnification

    def _scale(self) -> None:
        if not self.has_picture:
            return
        factor = self._factor()
        self.setTransform(QTransform().rotate(self._turned).scale(factor, factor))

    def _placed(self, box: Box) -> QRectF:
        page = self.sceneRect()
        corner = QPointF(box.x0 * page.width(), box.y0 * page.height())
        return QRectF(corner, QPointF(box.x1 * page.width(), box.y1 * page.height()))

    def _boxed(self, area: QRectF) -> Box:
        page = self.sceneRect()
        wide, high = max(page.width(), 1e-6), max(page.height(), 1e-6)
        edges = (area.left() / wide, area.top() / high, area.right() / wide, area.bottom() / high)
        return Box(*(min(max(edge, 0.0), 1.0) for edge in edges))


def _pen(colour: str, width: int) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
