"""How a share went over time, drawn as lines: one dot for each time it was measured."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from imtextgui.ui.style import theme

HEIGHT = 150
"""Pixels."""
MOST_TIMES = 60
"""The latest times that are drawn; more would be no dots any more."""
_DOT = 2.5
"""Radius of a dot in pixels, beside half the width of its line."""
_SHARES = (0.0, 0.5, 1.0)
"""What the scale at the left names."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A line: its name, the field of ``ColourScheme`` it is drawn in, shares (0 to 1) over time, width in pixels."""

    name: str
    colour: str
    shares: Sequence[float]
    width: float = 2.0


class TrendChart(QWidget):
    """Lines over the same times; the name of a line stands beside its last dot."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[TrendLine] = ()
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[TrendLine], spoken: str) -> None:
        """Draw ``lines``, the first one at the bottom; ``spoken`` is what a screen reader says."""
        self._lines = [replace(line, shares=line.shares[-MOST_TIMES:]) for line in lines]
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Reimplements ``QWidget.sizeHint``."""
        return QSize(480, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Reimplements ``QWidget.paintEvent``."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        names = max((metrics.horizontalAdvance(line.name) for line in self._lines), default=0)
        scale = metrics.horizontalAdvance("100 %") + 10
        area = QRectF(scale, 14, self.width() - scale - names - 28, self.height() - 30)
        self._draw_scale(painter, area)
        for line in self._lines:
            self._draw_line(painter, area, line)
        self._draw_names(painter, area)
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

    def _draw_line(self, painter: QPainter, area: QRectF, line: TrendLine) -> None:
        colour = QColor(getattr(theme.current(), line.colour))
        steps = max(len(line.shares) - 1, 1)
        dots = [
            QPointF(area.left() + area.width() * place / steps, _height(area, share))
            for place, share in enumerate(line.shares)
        ]
        painter.setPen(QPen(colour, line.width))
        painter.drawPolyline(QPolygonF(dots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for dot in dots:
            painter.drawEllipse(dot, _DOT + line.width / 2, _DOT + line.width / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_names(self, painter: QPainter, area: QRectF) -> None:
        """Write the names where the lines end, apart from each other."""
        text_height = painter.fontMetrics().height()
        above = -float(text_height)
        for line in sorted(self._lines, key=lambda line: -line.shares[-1]):
            height = max(_height(area, line.shares[-1]), above + text_height)
            above = height
            painter.setPen(QColor(getattr(theme.current(), line.colour)))
            place = QRectF(
                area.right() + 14, height - text_height / 2, self.width() - area.right() - 14, text_height
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.name)


def _height(area: QRectF, share: float) -> float:
    return area.bottom() - area.height() * share
