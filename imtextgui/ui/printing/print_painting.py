"""What is put on paper: pages as pictures as sharp as the printer, each with a line that says where it is from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTransform

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_AN_INCH = 300
"""Of a printed page: finer than eyes tell apart at reading distance, and 26 MB for a leaf of A4."""
FOOT_POINTS = 8.0
TEXT_POINTS = 10.0
SMALLEST_TEXT = 5.0
_INK = QColor(1, 1, 1)
"""Not quite black, which is the pen of every painter: the record of a leaf leaves out what is so already, and the
preview draws it with the pale letters of a dark window."""


@dataclass(frozen=True, slots=True)
class PrintItem:
    """A page to print. ``foot`` is the line below it, "" for one that has its own.

    ``draw`` gives its picture, so many pixels long, or None where it is text only; ``text`` that text. Both are called
    in a lane and raise Document* errors.
    """

    foot: str
    draw: "Callable[[int], Image | None]"
    text: Callable[[], str]


@dataclass(frozen=True, slots=True)
class PrintLeaf:
    """What stands on one leaf: a picture, or words where there is none."""

    picture: QImage | None
    words: str = ""


def paint_leaf(painter: QPainter, area: QRectF, leaf: PrintLeaf, foot: str) -> None:
    """Paint ``leaf`` into ``area`` (device pixels) in the middle above its line ``foot``."""
    room = QRectF(area)
    painter.setPen(_INK)
    if foot:
        font = QFont(painter.font())
        font.setPointSizeF(FOOT_POINTS)
        painter.setFont(font)
        height = painter.fontMetrics().height() * 1.4
        line = QRectF(area.left(), area.bottom() - height, area.width(), height)
        shown = painter.fontMetrics().elidedText(foot, Qt.TextElideMode.ElideMiddle, round(area.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), shown)
        room.setBottom(line.top())
    if leaf.picture is None:
        _paint_words(painter, room, leaf.words)
    else:
        _paint_picture(painter, room, leaf.picture)


def _paint_picture(painter: QPainter, room: QRectF, picture: QImage) -> None:
    """The picture as large as there is room, turned where it lies the other way."""
    if (picture.width() > picture.height()) is not (room.width() > room.height()):
        picture = picture.transformed(QTransform().rotate(90))
    size = QSizeF(picture.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = room.center() - QPointF(size.width() / 2, size.height() / 2)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(corner, size), picture)


def _paint_words(painter: QPainter, room: QRectF, words: str) -> None:
    """The words as large as they fit, down to what can still be read."""
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap.value)
    font = QFont(painter.font())
    points = TEXT_POINTS
    while True:
        font.setPointSizeF(points)
        painter.setFont(font)
        needed = painter.boundingRect(room, flags, words)
        if needed.height() <= room.height() or points <= SMALLEST_TEXT:
            break
        points -= 1.0
    painter.drawText(room, flags, words)
