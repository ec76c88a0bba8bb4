"""Shows the query photo and lets the user frame the part that counts."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from imtextgui.domain.items import Box
from imtextgui.ui import theme

SMALLEST = 0.02
STEP = 0.05
KEYBOARD_CROP = Box(0.2, 0.2, 0.8, 0.8)
_ARROWS = {
    Qt.Key.Key_Left: (-STEP, 0.0),
    Qt.Key.Key_Right: (STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -STEP),
    Qt.Key.Key_Down: (0.0, STEP),
}


class PhotoCanvas(QWidget):
    """The photo, fitted. Drag a frame; or Space for one, arrows move it, Shift+arrows size it, Delete."""

    cropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Photo to search with"))
        self.setAccessibleDescription(
            self.tr(
                "Drag a frame around the part. Space makes a frame, arrow keys move it, Delete removes it."
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image = QImage()
        self._crop: Box | None = None
        self._start: QPointF | None = None

    @property
    def crop(self) -> Box | None:
        """The framed part in fractions of the photo, None for the whole."""
        return self._crop

    def show_photo(self, image: QImage) -> None:
        """Show ``image`` without a frame."""
        self._image = image
        self._crop = None
        self.update()

    def set_crop(self, crop: Box | None) -> None:
        """Put the frame there, None for the whole photo."""
        if crop != self._crop:
            self._crop = crop
            self.update()
            self.cropped.emit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for a small photo."""
        return QSize(220, 150)

    def photo_area(self) -> QRectF:
        """Where the photo is on the widget."""
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        size = self._image.size().toSizeF()
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(room.center())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the photo, and the frame with its surroundings dimmed."""
        super().paintEvent(event)
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.photo_area()
        painter.drawImage(place, self._image)
        if self._crop is None:
            return
        frame = self._on_widget(self._crop)
        dim = QColor(0, 0, 0, 130)
        for shade in (
            QRectF(place.topLeft(), QPointF(place.right(), frame.top())),
            QRectF(QPointF(place.left(), frame.bottom()), place.bottomRight()),
            QRectF(QPointF(place.left(), frame.top()), frame.bottomLeft()),
            QRectF(frame.topRight(), QPointF(place.right(), frame.bottom())),
        ):
            painter.fillRect(shade, dim)
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawRect(frame)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Start a frame."""
        if event.button() is Qt.MouseButton.LeftButton and not self._image.isNull():
            self._start = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw the frame."""
        if self._start is not None:
            self._crop = self._box(self._start, event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the frame; a mere click means the whole photo."""
        if self._start is None:
            return
        self._crop = self._box(self._start, event.position())
        self._start = None
        self.update()
        self.cropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Frame by keyboard."""
        key = Qt.Key(event.key())
        if self._image.isNull():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._crop is not None:
            self.set_crop(None)
        elif key is Qt.Key.Key_Space:
            self.set_crop(KEYBOARD_CROP)
        elif key in _ARROWS and self._crop is not None:
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.set_crop(_shifted(self._crop, *_ARROWS[key], resize=resize))
        else:
            super().keyPressEvent(event)

    def _on_widget(self, box: Box) -> QRectF:
        place = self.photo_area()
        corner = QPointF(place.left() + box.x0 * place.width(), place.top() + box.y0 * place.height())
        end = QPointF(place.left() + box.x1 * place.width(), place.top() + box.y1 * place.height())
        return QRectF(corner, end)

    def _box(self, one: QPointF, other: QPointF) -> Box | None:
        place = self.photo_area()
        xs = sorted(_share(point.x() - place.left(), place.width()) for point in (one, other))
        ys = sorted(_share(point.y() - place.top(), place.height()) for point in (one, other))
        if xs[1] - xs[0] < SMALLEST or ys[1] - ys[0] < SMALLEST:
            return None
        return Box(xs[0], ys[0], xs[1], ys[1])


def _share(distance: float, whole: float) -> float:
    return min(max(distance / whole, 0.0), 1.0) if whole > 0 else 0.0


def _shifted(box: Box, dx: float, dy: float, *, resize: bool) -> Box:
    if resize:
        x1 = min(max(box.x1 + dx, box.x0 + STEP), 1.0)
        y1 = min(max(box.y1 + dy, box.y0 + STEP), 1.0)
        return Box(box.x0, box.y0, x1, y1)
    dx = min(max(dx, -box.x0), 1.0 - box.x1)
    dy = min(max(dy, -box.y0), 1.0 - box.y1)
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
