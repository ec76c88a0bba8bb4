"""Shows one page: fitted or zoomed, moved by dragging, with the matching region outlined."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsRectItem, QGraphicsScene, QGraphicsView

from imtextgui.domain.items import Box
from imtextgui.ui import theme

ZOOM_STEP = 1.25
MOST = 8.0
"""The largest magnification, against the fitted page."""


class PageCanvas(QGraphicsView):
    """The picture of a page. Sizes are relative: the fitted page is magnification 1."""

    zoomed = Signal(float)
    """The magnification; 1 is the fitted page."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Page"))
        self.setAccessibleDescription(self.tr("Plus and minus zoom, 0 fits the page, arrow keys move it."))
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._page = QGraphicsPixmapItem()
        self._page.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._region = QGraphicsRectItem()
        self._region.setZValue(1)
        self.scene().addItem(self._page)
        self.scene().addItem(self._region)
        self._box: Box | None = None
        self._magnification = 1.0

    @property
    def magnification(self) -> float:
        """How many times larger than the fitted page."""
        return self._magnification

    @property
    def needed_pixels(self) -> int:
        """Longest side in pixels that the page needs to be sharp at this magnification."""
        view = self.viewport().size()
        return round(max(view.width(), view.height()) * self._magnification * self.devicePixelRatioF())

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture on show."""
        return not self._page.pixmap().isNull()

    @property
    def outline(self) -> QRectF | None:
        """The outlined region in pixels of the picture, None where there is none."""
        return self._region.rect() if self._region.isVisible() else None

    def show_picture(self, picture: QImage | QPixmap, region: Box | None) -> None:
        """Show another page, fitted."""
        self._put(picture, region)
        self.fit()

    def sharpen(self, picture: QImage) -> None:
        """Replace the picture by a larger one of the same page and stay where the user is."""
        share = self._centre_share()
        self._put(picture, self._box)
        self._scale()
        rect = self.sceneRect()
        self.centerOn(QPointF(share.x() * rect.width(), share.y() * rect.height()))

    def clear(self) -> None:
        """Show nothing."""
        self._put(QPixmap(), None)

    def fit(self) -> None:
        """Show the whole page."""
        self._set_magnification(1.0)

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._set_magnification(self._magnification * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the page smaller, down to the fitted one."""
        self._set_magnification(self._magnification / ZOOM_STEP)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The wheel zooms at the pointer."""
        turn = event.angleDelta().y()
        if turn:
            self._set_magnification(self._magnification * ZOOM_STEP ** (turn / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Plus, minus and 0 zoom; arrows move."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the page fitted to the new size."""
        super().resizeEvent(event)
        self._scale()

    def _put(self, picture: QImage | QPixmap, region: Box | None) -> None:
        pixmap = picture if isinstance(picture, QPixmap) else QPixmap.fromImage(picture)
        self._box = region
        self._page.setPixmap(pixmap)
        self.setSceneRect(QRectF(pixmap.rect()))
        self._region.setVisible(region is not None)
        if region is not None:
            width, height = pixmap.width(), pixmap.height()
            corner = QPointF(region.x0 * width, region.y0 * height)
            self._region.setRect(QRectF(corner, QPointF(region.x1 * width, region.y1 * height)))
            pen = QPen(QColor(theme.current().accent), 3)
            pen.setCosmetic(True)
            self._region.setPen(pen)

    def _set_magnification(self, magnification: float) -> None:
        self._magnification = min(max(magnification, 1.0), MOST)
        self._scale()
        self.zoomed.emit(self._magnification)

    def _scale(self) -> None:
        page = self.sceneRect()
        if not self.has_picture or page.isEmpty():
            return
        room = self.contentsRect().adjusted(2, 2, -2, -2)
        fitted = min(room.width() / page.width(), room.height() / page.height())
        factor = max(fitted, 0.001) * self._magnification
        self.resetTransform()
        self.scale(factor, factor)

    def _centre_share(self) -> QPointF:
        rect = self.sceneRect()
        if rect.isEmpty():
            return QPointF(0.5, 0.5)
        centre = self.mapToScene(self.viewport().rect().center())
        return QPointF(centre.x() / rect.width(), centre.y() / rect.height())
