"""What the cards of the results are painted of: frame, thumbnail, lines, marked text, chips."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle

from imtextgui.domain.query import Band, Hit, Snippet
from imtextgui.ui.results.evidence import Chip
from imtextgui.ui.viewer.page_text import to_utf16
from imtextgui.ui.widgets import icons
from imtextgui.ui.widgets.theme import Theme

_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Brush:
    """What a card is painted with."""

    painter: QPainter
    theme: Theme
    font: QFont

    @property
    def line(self) -> int:
        """Height in pixels of a line of text."""
        return line_height(self.font)

    @property
    def chip(self) -> int:
        """Height in pixels of a chip."""
        return chip_height(self.font)


def line_height(font: QFont) -> int:
    """Height in pixels of a line of a card's text."""
    return QFontMetrics(font).height() + 2


def chip_height(font: QFont) -> int:
    """Height in pixels of a chip on a card whose text is in ``font``."""
    return QFontMetrics(small(font)).height() + 7


def band_colour(colours: Theme, band: Band) -> str:
    """The colour of a band in a theme, #rrggbb."""
    return {Band.STRONG: colours.strong, Band.POSSIBLE: colours.possible}.get(band, colours.weak)


def frame(brush: Brush, area: QRect, state: QStyle.StateFlag) -> None:
    """The card's ground and border, by whether it is selected, current or under the pointer."""
    colours = brush.theme
    selected = bool(state & QStyle.StateFlag.State_Selected)
    current = bool(state & QStyle.StateFlag.State_HasFocus)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    fill = colours.accent_tint if selected else colours.hover if hovered else colours.surface
    edge = colours.accent if selected or current else colours.border
    brush.painter.setPen(QPen(QColor(edge), 2 if selected or current else 1))
    brush.painter.setBrush(QColor(fill))
    brush.painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)


def band_bar(brush: Brush, area: QRect, band: Band) -> None:
    """A small bar in the colour of a band."""
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(QColor(band_colour(brush.theme, band)))
    brush.painter.drawRoundedRect(QRectF(area), 2, 2)


def thumbnail(brush: Brush, area: QRect, hit: Hit, picture: QPixmap | None) -> None:
    """The page's small picture in the middle of ``area``, or the sign of its kind."""
    if picture is None:
        paper(brush, area)
        sign = icons.pixmap(hit.kind.value, brush.theme.strong_border, 40)
        brush.painter.drawPixmap(area.center().x() - 20, area.center().y() - 20, sign)
        return
    size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(area.center())
    brush.painter.drawPixmap(place, picture)
    brush.painter.setPen(QColor(brush.theme.border))
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.drawRect(place)
    if hit.region is not None:
        box = hit.region
        corner = QPointF(place.left() + box.x0 * place.width(), place.top() + box.y0 * place.height())
        end = QPointF(place.left() + box.x1 * place.width(), place.top() + box.y1 * place.height())
        brush.painter.setPen(QPen(QColor(brush.theme.accent), 2))
        brush.painter.drawRect(QRectF(corner, end))


def paper(brush: Brush, area: QRect) -> None:
    """The empty ground where a picture would be."""
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(QColor(brush.theme.raised))
    brush.painter.drawRoundedRect(QRectF(area), 4, 4)


def line(
    brush: Brush,
    area: QRect,
    text: str,
    *,
    bold: bool = False,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    """One line, cut with dots where it does not fit."""
    brush.painter.setFont(_bold(brush.font) if bold else brush.font)
    brush.painter.setPen(QColor(brush.theme.text if bold else brush.theme.muted))
    fits = QFontMetrics(brush.painter.font()).elidedText(text, mode, area.width())
    brush.painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, fits)


def heading(brush: Brush, area: QRect, text: str, colour: str) -> None:
    """The heading of a section, with a rule to the right edge."""
    brush.painter.setFont(_bold(brush.font))
    brush.painter.setPen(QColor(colour))
    brush.painter.drawText(area.adjusted(6, 0, 0, -2), Qt.AlignmentFlag.AlignVCenter, text)
    start = area.left() + 16 + QFontMetrics(brush.painter.font()).horizontalAdvance(text)
    brush.painter.fillRect(
        QRect(start, area.center().y(), max(area.right() - start - 6, 0), 1), QColor(colour)
    )


def badge(brush: Brush, area: QRect, text: str, *, icon: str = "", colour: str = "") -> QRect:
    """A small filled label at the right end of ``area``; returns where it lies."""
    brush.painter.setFont(small(brush.font))
    width = QFontMetrics(brush.painter.font()).horizontalAdvance(text) + (34 if icon else 18)
    box = QRect(area.right() - width, area.top(), width, brush.chip)
    ink = colour or brush.theme.accent
    brush.painter.setPen(QColor(ink))
    brush.painter.setBrush(QColor(brush.theme.surface))
    brush.painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    if icon:
        sign = icons.pixmap(icon, ink, 14)
        brush.painter.drawPixmap(QPointF(box.left() + 8, box.center().y() - 6), sign)
    brush.painter.drawText(box.adjusted(25 if icon else 9, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
    return box


def chips(brush: Brush, area: QRect, all_of_them: list[Chip]) -> None:
    """As many chips as fit into one line."""
    brush.painter.setFont(small(brush.font))
    metrics = QFontMetrics(brush.painter.font())
    left, height = area.left(), brush.chip
    for chip in all_of_them:
        room = area.right() - left
        if room < 60:
            break
        text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, room - 32)
        box = QRectF(left + 0.5, area.top() + 0.5, metrics.horizontalAdvance(text) + 32, height - 1)
        colour = brush.theme.accent if chip.literal else brush.theme.muted
        brush.painter.setPen(QColor(colour))
        brush.painter.setBrush(QColor(brush.theme.surface))
        brush.painter.drawRoundedRect(box, height / 2, height / 2)
        sign = icons.pixmap(chip.icon, colour, 14)
        brush.painter.drawPixmap(QPointF(box.left() + 8, box.center().y() - 7), sign)
        brush.painter.drawText(box.adjusted(25, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        left += round(box.width()) + 6


def snippet(brush: Brush, area: QRect, found: Snippet, lines: int) -> None:
    """Draw at most ``lines`` lines, the matching words bold on a marker's colour."""
    text = _SPACE.sub(" ", found.text)
    units = to_utf16(text)
    layout = QTextLayout(text, brush.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(brush.theme, units(start), units(end)) for start, end in found.matches])
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        row = layout.createLine()
        if not row.isValid() or top + row.height() > area.height() + 6:
            break
        row.setLineWidth(area.width())
        row.setPosition(QPointF(0, top))
        top += row.height()
    layout.endLayout()
    brush.painter.setPen(QColor(brush.theme.text))
    layout.draw(brush.painter, QPointF(area.topLeft()), clip=QRectF(area))


def small(font: QFont) -> QFont:
    """``font`` as chips have it."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.88)
    return smaller


def _marked(colours: Theme, start: int, end: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start = start
    found.length = end - start
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setBackground(QColor(colours.mark))
    look.setForeground(QColor(colours.on_mark))
    found.format = look
    return found


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
