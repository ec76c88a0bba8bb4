"""Magnification and rotation of a page, and what they follow when the window changes its size."""

from enum import Enum, auto

from PySide6.QtCore import QRect, QRectF

LARGEST = 16.0
"""The largest magnification; 1 shows the whole page."""
EDGE = 2
"""Pixels left free around the page."""


class FitMode(Enum):
    """What the size of the page follows when the canvas is resized."""

    WHOLE = auto()
    """The page is seen as a whole."""
    WIDTH = auto()
    """The page is as wide as the canvas."""
    FREE = auto()
    """The magnification stays as the user set it."""


class PageZoom:
    """How a page is shown: ``magnification`` against the whole page, ``rotation`` in degrees clockwise, ``mode``."""

    def __init__(self) -> None:
        self.magnification, self.rotation, self.mode = 1.0, 0, FitMode.WHOLE

    def magnify(self, magnification: float, mode: FitMode) -> None:
        """Set the magnification, or what it follows."""
        self.magnification = min(max(magnification, 1.0), LARGEST)
        self.mode = FitMode.WHOLE if mode is FitMode.FREE and self.magnification == 1.0 else mode

    def rotate(self, degrees: int) -> None:
        """Rotate the page clockwise."""
        self.rotation = (self.rotation + degrees) % 360

    def sides(self, page: QRectF) -> tuple[float, float]:
        """Width and height of ``page`` as it is rotated."""
        wide, high = max(page.width(), 0.001), max(page.height(), 0.001)
        return (high, wide) if self.rotation % 180 else (wide, high)

    def factor(self, page: QRectF, room: QRect, bar: int) -> float:
        """Points of the screen for a unit of ``page``; ``bar`` is the width of a scroll bar beside it."""
        if page.isEmpty():
            return 0.001
        wide, high = self.sides(page)
        across, down = (room.width() - 2 * EDGE) / wide, (room.height() - 2 * EDGE) / high
        whole = max(min(across, down), 0.001)
        if self.mode is FitMode.WIDTH and across > down:
            self.magnification = min(max((across - bar / wide) / whole, 1.0), LARGEST)
        elif self.mode is not FitMode.FREE:
            self.magnification = 1.0
        return whole * self.magnification
