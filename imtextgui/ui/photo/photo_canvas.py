"""Shows the query photo and lets the user frame the part that counts."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from imtextgui.domain.items import Box
from imtextgui.ui.style import theme
from imtextgui.ui.widgets import accessibility, crop_frame

FOLLOW_MS = 80
"""The results follow while the frame is drawn, not each pixel of it."""
DOT = 8
"""Side of a handle in pixels."""
REACH = 14
"""How far from a handle, in pixels, a finger still takes it."""
MIDDLE = (0, 0)
HANDLES = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != MIDDLE)
_CURSORS = {
    MIDDLE: Qt.CursorShape.SizeAllCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
}


class PhotoCanvas(QWidget):
    """The photo, fitted. Drag a frame; or Space for one, arrows move it, Shift+arrows size it, Delete."""

    cropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # else a plain QWidget ignores the sheet's
        accessibility.as_picture(self)
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
        self._before: Box | None = None
        self._grip: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow.timeout.connect(self.cropped)

    @property
    def crop(self) -> Box | None:
        """The framed part in fractions of the photo, None for the whole."""
        return self._crop

    def show_photo(self, image: QImage) -> None:
        """Show ``image`` without a frame."""
        self._image = image
        self._crop = None
        self.update()

    def put_crop(self, crop: Box | None) -> None:
        """Put the frame there without telling."""
        self._crop = crop
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
        """Draw the photo, and the frame with its handles and its surroundings dimmed."""
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
        painter.setBrush(QColor(theme.current().surface))
        for handle in HANDLES:
            spot = self._spot(frame, handle)
            painter.drawRect(QRectF(spot.x() - DOT / 2, spot.y() - DOT / 2, DOT, DOT))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a handle or the frame, or start a frame."""
        if event.button() is Qt.MouseButton.LeftButton and not self._image.isNull():
            self._start, self._before = event.position(), self._crop
            self._grip = self._grip_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw, move or size the frame; the results follow."""
        if self._start is None:
            grip = self._grip_at(event.position())
            self.setCursor(_CURSORS[grip] if grip is not None else Qt.CursorShape.CrossCursor)
            return
        self._crop = self._dragged(event.position())
        self.update()
        self._follow.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the frame; a mere click beside it means the whole photo."""
        if self._start is None:
            return
        self._crop = self._dragged(event.position())
        self._start = None
        self._follow.stop()
        self.update()
        if self._crop != self._before:
            self.cropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Frame by keyboard."""
        resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ours, crop = crop_frame.by_key(self._crop, event.key(), resize=resize)
        if ours and not self._image.isNull():
            self.set_crop(crop)
        else:
            super().keyPressEvent(event)

    def _on_widget(self, box: Box) -> QRectF:
        place = self.photo_area()
        corner = QPointF(place.left() + box.x0 * place.width(), place.top() + box.y0 * place.height())
        end = QPointF(place.left() + box.x1 * place.width(), place.top() + box.y1 * place.height())
        return QRectF(corner, end)

    def _dragged(self, to: QPointF) -> Box | None:
        """The frame after the mouse went from where it was pressed to ``to``."""
        assert self._start is not None
        if self._grip is None or self._before is None:
            return self._box(self._start, to)
        place = self.photo_area()
        dx = (to.x() - self._start.x()) / max(place.width(), 1)
        dy = (to.y() - self._start.y()) / max(place.height(), 1)
        if self._grip == MIDDLE:
            return crop_frame.shifted(self._before, dx, dy, resize=False)
        return crop_frame.stretched(self._before, self._grip, dx, dy)

    def _grip_at(self, point: QPointF) -> tuple[int, int] | None:
        """The handle at a point, MIDDLE inside the frame, None elsewhere."""
        if self._crop is None:
            return None
        frame = self._on_widget(self._crop)
        for handle in HANDLES:
            apart = self._spot(frame, handle) - point
            if max(abs(apart.x()), abs(apart.y())) <= REACH:
                return handle
        return MIDDLE if frame.contains(point) else None

    def _spot(self, frame: QRectF, handle: tuple[int, int]) -> QPointF:
        middle = frame.center()
        return QPointF(
            middle.x() + handle[0] * frame.width() / 2, middle.y() + handle[1] * frame.height() / 2
        )

    def _box(self, one: QPointF, other: QPointF) -> Box | None:
        place = self.photo_area()
        xs = sorted(_share(point.x() - place.left(), place.width()) for point in (one, other))
        ys = sorted(_share(point.y() - place.top(), place.height()) for point in (one, other))
        if xs[1] - xs[0] < crop_frame.SMALLEST or ys[1] - ys[0] < crop_frame.SMALLEST:
            return None
        return Box(xs[0], ys[0], xs[1], ys[1])


def _share(distance: float, whole: float) -> float:
    return min(max(distance / whole, 0.0), 1.0) if whole > 0 else 0.0
