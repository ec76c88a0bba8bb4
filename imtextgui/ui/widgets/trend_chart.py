"""How a share went over time, drawn as lines: one dot for each time it was measured."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from imtextgui.ui.widgets import theme

HEIGHT = 150
MOST_TIMES = 60
"""The latest times that are drawn; more would be no dots any more."""
_DOT = 2.5
_SHARES = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Course:
    """A line: its name, the name of its colour in the theme, a share, 0 to 1, for each time, and its width."""

    name: str
    colour: str
    shares: Sequence[float]
    width: float = 2.0


class Trend(QWidget):
    """Courses over the same times; the last of each line is written beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._courses: Sequence[Course] = ()
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_courses(self, courses: Sequence[Course], spoken: str) -> None:
        """Draw ``courses``, the first one at the bottom; ``spoken`` says the same for a screen reader."""
        self._courses = [replace(each, shares=each.shares[-MOST_TIMES:]) for each in courses]
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As Qt asks."""
        return QSize(480, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """As Qt asks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        names = max((metrics.horizontalAdvance(each.name) for each in self._courses), default=0)
        scale = metrics.horizontalAdvance("100 %") + 10
        area = QRectF(scale, 14, self.width() - scale - names - 28, self.height() - 30)
        self._draw_scale(painter, area)
        for each in self._courses:
            self._draw_course(painter, area, each)
        self._name_courses(painter, area)
        painter.end()

    def _draw_scale(self, painter: QPainter, area: QRectF) -> None:
        for share in _SHARES:
            height = _height(area, share)
            painter.setPen(QPen(QColor(theme.current().border), 1))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(QColor(theme.current().muted))
            place = QRectF(0, height - 10, area.left() - 10, 20)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{share * 100:.0f} %"
            )

    def _draw_course(self, painter: QPainter, area: QRectF, course: Course) -> None:
        colour = QColor(getattr(theme.current(), course.colour))
        steps = max(len(course.shares) - 1, 1)
        dots = [
            QPointF(area.left() + area.width() * place / steps, _height(area, share))
            for place, share in enumerate(course.shares)
        ]
        painter.setPen(QPen(colour, course.width))
        painter.drawPolyline(QPolygonF(dots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for dot in dots:
            painter.drawEllipse(dot, _DOT + course.width / 2, _DOT + course.width / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _name_courses(self, painter: QPainter, area: QRectF) -> None:
        """Write the names where the lines end, apart from each other."""
        line = painter.fontMetrics().height()
        above = -float(line)
        for each in sorted(self._courses, key=lambda course: -course.shares[-1]):
            height = max(_height(area, each.shares[-1]), above + line)
            above = height
            painter.setPen(QColor(getattr(theme.current(), each.colour)))
            place = QRectF(area.right() + 14, height - line / 2, self.width() - area.right() - 14, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, each.name)


def _height(area: QRectF, share: float) -> float:
    return area.bottom() - area.height() * share
