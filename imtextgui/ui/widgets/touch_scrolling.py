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

_OF_THEIR_OWN = (QGraphicsView, QHeaderView, QPlainTextEdit)
"""Pages at any size are moved by their own rules, headers with their table; plain text scrolls by lines, not pixels."""


def areas(page: QWidget) -> list[QAbstractScrollArea]:
    """All on ``page`` that scrolls and can follow a finger."""
    found = page.findChildren(QAbstractScrollArea)
    return [each for each in found if not isinstance(each, _OF_THEIR_OWN)]


def follow_finger(page: QWidget) -> None:
    """Let all that scrolls on ``page`` be pushed with a finger; by mouse nothing changes but that lists run evenly."""
    for area in areas(page):
        if QScroller.hasScroller(area.viewport()):
            continue
        if isinstance(area, QAbstractItemView):
            # the finger goes pixels, not rows
            area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            area.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
