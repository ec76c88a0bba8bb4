"""What assistive technology is told of widgets that Qt knows nothing of."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

PICTURE = "spokenAsPicture"
"""The property of a widget that shows a picture."""
_installed: list[bool] = []


def as_picture(widget: QWidget) -> None:
    """Tell of ``widget`` that it shows a picture; Qt would call it a client, which nobody understands."""
    widget.setProperty(PICTURE, True)
    if not _installed:
        QAccessible.installFactory(_made)
        _installed.append(True)


def _made(_: str, asked: QObject) -> QAccessibleInterface | None:
    if isinstance(asked, QWidget) and asked.property(PICTURE):
        return QAccessibleWidget(asked, QAccessible.Role.Graphic)
    return None
