"""Pictures of the rows of a list, all as squares, so that the rows begin at one edge."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from imtextgui.ui.style import icons, theme

SIDE = 56
"""Points."""

_SIGN = 26


def square(picture: QPixmap | None, sign: str) -> QIcon:
    """The picture, or else the sign (one of our icons), in the middle of a square."""
    scale = QGuiApplication.primaryScreen().devicePixelRatio()
    drawn = QPixmap(round(SIDE * scale), round(SIDE * scale))
    drawn.setDevicePixelRatio(scale)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    area = QRect(0, 0, SIDE, SIDE)
    if picture is None:
        place = QRect(0, 0, _SIGN, _SIGN)
        place.moveCenter(area.center())
        painter.drawPixmap(place, icons.pixmap(sign, theme.current().muted, _SIGN))
    else:
        size = picture.deviceIndependentSize().toSize()
        place = QRect(QPoint(0, 0), size.scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(area.center())
        painter.drawPixmap(place, picture)
        painter.setPen(QColor(theme.current().border))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.end()
    icon = QIcon(drawn)
    icon.addPixmap(drawn, QIcon.Mode.Selected)  # as it is, where Qt would tint it
    return icon
