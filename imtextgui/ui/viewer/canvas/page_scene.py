"""The graphics scene of a page: its picture, a sharper part of it, marked words, the outlined region."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QStyleOptionGraphicsItem,
    QWidget,
)

from imtextgui.domain.items import Box
from imtextgui.ui.style import colour_schemes, theme

UNITS = 1000.0
"""Longest side of the page in the scene; pictures of any size are laid over it."""


class PageScene(QGraphicsScene):
    """One page; parts of it are given as Boxes, in fractions of the page."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._sharp = QGraphicsPixmapItem(), QGraphicsPixmapItem()
        for item in (self._page, self._sharp):
            item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
            self.addItem(item)
        self._region = QGraphicsRectItem()
        self._region.setZValue(2)
        self.addItem(self._region)
        self._marks: list[QGraphicsItem] = []
        self._current: list[QGraphicsItem] = []

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture of the page."""
        return not self._page.pixmap().isNull()

    @property
    def pixels(self) -> int:
        """Longest side of the picture of the whole page."""
        return max(self._page.pixmap().width(), self._page.pixmap().height())

    @property
    def outline(self) -> Box | None:
        """The outlined region, None where there is none."""
        return self.box_of(self._region.rect()) if self._region.isVisible() else None

    @property
    def marks(self) -> int:
        """How many words are marked."""
        return len(self._marks)

    @property
    def sharp_part(self) -> Box | None:
        """The part of the page that is drawn sharper than the rest, None where there is none."""
        if self._sharp.pixmap().isNull():
            return None
        return self.box_of(self._sharp.mapRectToScene(self._sharp.boundingRect()))

    def set_picture(self, picture: QImage | QPixmap) -> None:
        """Show another picture of the page, without a sharper part."""
        pixmap = picture if isinstance(picture, QPixmap) else QPixmap.fromImage(picture)
        self._sharp.setPixmap(QPixmap())
        self._page.setPixmap(pixmap)
        scale = UNITS / max(pixmap.width(), pixmap.height(), 1)
        self._page.setScale(scale)
        self.setSceneRect(QRectF(0, 0, pixmap.width() * scale, pixmap.height() * scale))

    def show_part(self, picture: QImage, part: Box) -> None:
        """Lay the sharp picture of a part over the page."""
        self._sharp.setPixmap(QPixmap.fromImage(picture))
        rect = self.rect_of(part)
        self._sharp.setPos(rect.topLeft())
        self._sharp.setTransform(
            QTransform.fromScale(
                rect.width() / max(picture.width(), 1), rect.height() / max(picture.height(), 1)
            )
        )

    def show_region(self, region: Box | None) -> None:
        """Outline the region that matched."""
        self._region.setVisible(region is not None)
        if region is not None:
            self._region.setRect(self.rect_of(region))
            self._region.setPen(_pen(theme.current().accent, 3))

    def show_marks(self, boxes: Iterable[Box]) -> None:
        """Mark words with a marker's colour."""
        for item in self._marks:
            self.removeItem(item)
        self._marks = [_MarkerItem(self.rect_of(box)) for box in boxes]
        for item in self._marks:
            self.addItem(item)

    def show_current(self, boxes: Iterable[Box]) -> QRectF:
        """Outline the place among the marks that is looked at, and tell where it is; empty where there is none."""
        for item in self._current:
            self.removeItem(item)
        around = QRectF()
        self._current = []
        for box in boxes:
            outline = QGraphicsRectItem(self.rect_of(box).adjusted(-8, -8, 8, 8))  # clear of the writing
            outline.setPen(_pen(theme.current().accent, 2))
            outline.setZValue(3)
            self.addItem(outline)
            self._current.append(outline)
            around = around.united(outline.rect())
        return around

    @property
    def current_place(self) -> int:
        """How many boxes are outlined as the place that is looked at."""
        return len(self._current)

    def rect_of(self, box: Box) -> QRectF:
        """Where ``box`` is in the scene."""
        page = self.sceneRect()
        corner = QPointF(box.x0 * page.width(), box.y0 * page.height())
        return QRectF(corner, QPointF(box.x1 * page.width(), box.y1 * page.height()))

    def box_of(self, area: QRectF) -> Box:
        """What part of the page ``area`` is."""
        page = self.sceneRect()
        wide, high = max(page.width(), 1e-6), max(page.height(), 1e-6)
        edges = (area.left() / wide, area.top() / high, area.right() / wide, area.bottom() / high)
        return Box(*(min(max(edge, 0.0), 1.0) for edge in edges))


class _MarkerItem(QGraphicsRectItem):
    """A marked word, multiplied so that print stays as dark as it is; the edge shows it on dark pictures."""

    def __init__(self, rect: QRectF) -> None:
        super().__init__(rect)
        self.setZValue(1)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Reimplements ``QGraphicsRectItem.paint``."""
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(self.rect(), QColor(colour_schemes.LIGHT.mark))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(_pen(colour_schemes.LIGHT.mark, 1))
        painter.drawRect(self.rect())


def _pen(colour: str, width: int) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)  # as wide at every magnification
    return pen
