"""How large a page is shown: as a whole, as wide as there is room, or as the user wants it."""

from enum import Enum, auto

from PySide6.QtCore import QRect, QRectF

MOST = 16.0
"""The largest magnification, against the whole page."""
EDGE = 2


class Fit(Enum):
    """What the size of the page follows when there is more or less room."""

    WHOLE = auto()
    WIDTH = auto()
    FREE = auto()


class Fitting:
    """Magnification, against the page that is seen as a whole, and turn of a page."""

    def __init__(self) -> None:
        self.magnification, self.turned, self.fit = 1.0, 0, Fit.WHOLE

    def magnify(self, magnification: float, fit: Fit) -> None:
        """Set the magnification, or what it follows."""
        self.magnification = min(max(magnification, 1.0), MOST)
        self.fit = Fit.WHOLE if fit is Fit.FREE and self.magnification == 1.0 else fit

    def turn(self, degrees: int) -> None:
        """Turn the page clockwise."""
        self.turned = (self.turned + degrees) % 360

    def sides(self, page: QRectF) -> tuple[float, float]:
        """Width and height of ``page`` as it is turned."""
        wide, high = max(page.width(), 0.001), max(page.height(), 0.001)
        return (high, wide) if self.turned % 180 else (wide, high)

    def factor(self, page: QRectF, room: QRect, bar: int) -> float:
        """Points of the screen for a unit of ``page``; ``bar`` is the width of a scroll bar beside it."""
        if page.isEmpty():
            return 0.001
        wide, high = self.sides(page)
        across, down = (room.width() - 2 * EDGE) / wide, (room.height() - 2 * EDGE) / high
        whole = max(min(across, down), 0.001)
        if self.fit is Fit.WIDTH and across > down:
            self.magnification = min(max((across - bar / wide) / whole, 1.0), MOST)
        elif self.fit is not Fit.FREE:
            self.magnification = 1.0
        return whole * self.magnification
