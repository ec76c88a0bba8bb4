"""Lists and pages follow a finger, and run on when it lets go."""

from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QGraphicsView,
    QHeaderView,
    QPlainTextEdit,
    QScroller,
    QWidget,
)

_NOT_BY_GESTURE = (QGraphicsView, QHeaderView, QPlainTextEdit)
"""Pages at any size are moved by their own rules, headers with their table; plain text scrolls by lines, not pixels."""


def scrollable_areas(page: QWidget) -> list[QAbstractScrollArea]:
    """All on ``page`` that scrolls and can follow a finger."""
    return [area for area in page.findChildren(QAbstractScrollArea) if not isinstance(area, _NOT_BY_GESTURE)]


def enable(page: QWidget) -> None:
    """Let a finger scroll everything on ``page``; by mouse nothing changes but that lists scroll by pixels."""
    for area in scrollable_areas(page):
        if QScroller.hasScroller(area.viewport()):  # the page was shown before
            continue
        if isinstance(area, QAbstractItemView):
            # A list that scrolls by rows jumps under a finger, which moves by pixels.
            area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            area.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
