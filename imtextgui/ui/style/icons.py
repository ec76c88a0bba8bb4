"""The window's own line icons, drawn in the colours of the theme."""

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from imtextgui.config import paths

SIZE = 22
"""Points."""
SCALES = (1.0, 2.0)
"""Pixels a point that icons are drawn for; Qt takes the nearest and scales it for other screens."""


def icon(name: str, colour: str, disabled: str, size: int = SIZE) -> QIcon:
    """The icon ``name`` of resources/icons, with the colours (#rrggbb) of its normal and disabled state."""
    made = QIcon()
    for scale in SCALES:
        made.addPixmap(pixmap(name, colour, size, scale), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, disabled, size, scale), QIcon.Mode.Disabled)
    return made


@functools.lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, scale: float | None = None) -> QPixmap:
    """The icon ``name`` as a square of ``size`` points, for screens of ``scale`` pixels a point."""
    app = QGuiApplication.instance()
    scale = scale or (app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0)
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, size, size)
    )
    painter.end()
    return picture


@functools.cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
