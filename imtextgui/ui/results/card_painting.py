"""Paints the parts of a card: frame, thumbnail, lines, marked text, chips."""

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
from imtextgui.ui.results.hit_text import EvidenceChip
from imtextgui.ui.style import icons, theme
from imtextgui.ui.style.colour_schemes import ColourScheme
from imtextgui.ui.widgets.text_offsets import utf16_offsets

_SPACE = re.compile(r"\s")


DRAG_BADGE = 44
"""Side in points of the badge under the pointer while hits are dragged."""


@dataclass(frozen=True, slots=True)
class PaintContext:
    """What a card is painted with."""

    painter: QPainter
    colours: ColourScheme
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
    return QFontMetrics(chip_font(font)).height() + 7


def band_colour(colours: ColourScheme, band: Band) -> str:
    """The colour of a band in a theme, #rrggbb."""
    return {Band.STRONG: colours.strong, Band.POSSIBLE: colours.possible}.get(band, colours.weak)


def draw_frame(context: PaintContext, area: QRect, state: QStyle.StateFlag) -> None:
    """The card's ground and border, by whether it is selected, current or under the pointer."""
    colours = context.colours
    selected = bool(state & QStyle.StateFlag.State_Selected)
    current = bool(state & QStyle.StateFlag.State_HasFocus)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    fill = colours.accent_tint if selected else colours.hover if hovered else colours.surface
    edge = colours.accent if selected or current else colours.border
    context.painter.setPen(QPen(QColor(edge), 2 if selected or current else 1))
    context.painter.setBrush(QColor(fill))
    context.painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)


def draw_band_bar(context: PaintContext, area: QRect, band: Band) -> None:
    """A small bar in the colour of a band."""
    context.painter.setPen(Qt.PenStyle.NoPen)
    context.painter.setBrush(QColor(band_colour(context.colours, band)))
    context.painter.drawRoundedRect(QRectF(area), 2, 2)


def draw_thumbnail(context: PaintContext, area: QRect, hit: Hit, picture: QPixmap | None) -> None:
    """The page's small picture in the middle of ``area``, or the sign of its kind."""
    if picture is None:
        draw_empty_page(context, area)
        sign = icons.pixmap(hit.kind.value, context.colours.strong_border, 40)
        context.painter.drawPixmap(area.center().x() - 20, area.center().y() - 20, sign)
        return
    size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(area.center())
    context.painter.drawPixmap(place, picture)
    context.painter.setPen(QColor(context.colours.border))
    context.painter.setBrush(Qt.BrushStyle.NoBrush)
    context.painter.drawRect(place)
    if hit.region is not None:
        box = hit.region
        corner = QPointF(place.left() + box.x0 * place.width(), place.top() + box.y0 * place.height())
        end = QPointF(place.left() + box.x1 * place.width(), place.top() + box.y1 * place.height())
        context.painter.setPen(QPen(QColor(context.colours.accent), 2))
        context.painter.drawRect(QRectF(corner, end))


def draw_empty_page(context: PaintContext, area: QRect) -> None:
    """The empty ground where a picture would be."""
    context.painter.setPen(Qt.PenStyle.NoPen)
    context.painter.setBrush(QColor(context.colours.raised))
    context.painter.drawRoundedRect(QRectF(area), 4, 4)


def draw_line(
    context: PaintContext,
    area: QRect,
    text: str,
    *,
    bold: bool = False,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    """One line, cut with dots where it does not fit."""
    context.painter.setFont(_bold(context.font) if bold else context.font)
    context.painter.setPen(QColor(context.colours.text if bold else context.colours.muted))
    fits = QFontMetrics(context.painter.font()).elidedText(text, mode, area.width())
    context.painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, fits)


def draw_heading(context: PaintContext, area: QRect, text: str, colour: str) -> None:
    """The heading of a section, with a rule to the right edge."""
    context.painter.setFont(_bold(context.font))
    context.painter.setPen(QColor(colour))
    context.painter.drawText(area.adjusted(6, 0, 0, -2), Qt.AlignmentFlag.AlignVCenter, text)
    start = area.left() + 16 + QFontMetrics(context.painter.font()).horizontalAdvance(text)
    context.painter.fillRect(
        QRect(start, area.center().y(), max(area.right() - start - 6, 0), 1), QColor(colour)
    )


def draw_badge(context: PaintContext, box: QRect, text: str, *, icon: str = "", colour: str = "") -> None:
    """A small framed label that fills ``box``; its text is cut with dots where it does not fit."""
    context.painter.setFont(chip_font(context.font))
    ink = colour or context.colours.accent
    context.painter.setPen(QColor(ink))
    context.painter.setBrush(QColor(context.colours.surface))
    context.painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    if icon:
        sign = icons.pixmap(icon, ink, 14)
        context.painter.drawPixmap(QPointF(box.left() + 8, box.center().y() - 6), sign)
    words = box.adjusted(25 if icon else 9, 0, -4, 0)
    metrics = QFontMetrics(context.painter.font())
    fits = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    context.painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), fits)


def draw_chips(context: PaintContext, area: QRect, chips: list[EvidenceChip]) -> None:
    """As many chips as fit into one line."""
    context.painter.setFont(chip_font(context.font))
    metrics = QFontMetrics(context.painter.font())
    left, height = area.left(), context.chip
    for chip in chips:
        room = area.right() - left
        if room < 60:  # nothing of a word could be read
            break
        text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, room - 32)
        box = QRectF(left + 0.5, area.top() + 0.5, metrics.horizontalAdvance(text) + 32, height - 1)
        colour = context.colours.accent if chip.literal else context.colours.muted
        context.painter.setPen(QColor(colour))
        context.painter.setBrush(QColor(context.colours.surface))
        context.painter.drawRoundedRect(box, height / 2, height / 2)
        sign = icons.pixmap(chip.icon, colour, 14)
        context.painter.drawPixmap(QPointF(box.left() + 8, box.center().y() - 7), sign)
        context.painter.drawText(box.adjusted(25, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        left += round(box.width()) + 6


def draw_snippet(context: PaintContext, area: QRect, snippet: Snippet, lines: int) -> None:
    """Draw at most ``lines`` lines, the matching words bold on a marker's colour."""
    text = _SPACE.sub(" ", snippet.text)  # one for one, so that the places of the matches stay
    offset = utf16_offsets(text)
    layout = QTextLayout(text, context.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(
        [_marked_range(context.colours, offset(start), offset(end)) for start, end in snippet.matches]
    )
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
    context.painter.setPen(QColor(context.colours.text))
    layout.draw(context.painter, QPointF(area.topLeft()), clip=QRectF(area))


def drag_badge(count: int, scale: float) -> QPixmap:
    """The picture under the pointer while ``count`` hits are dragged, for screens of ``scale`` pixels a point."""
    badge = QPixmap(round(DRAG_BADGE * scale), round(DRAG_BADGE * scale))
    badge.setDevicePixelRatio(scale)
    badge.fill(QColor(theme.current().accent))
    painter = QPainter(badge)
    painter.setPen(QColor(theme.current().on_accent))
    painter.drawText(QRect(0, 0, DRAG_BADGE, DRAG_BADGE), Qt.AlignmentFlag.AlignCenter, str(count))
    painter.end()
    return badge


def chip_font(font: QFont) -> QFont:
    """``font`` as chips have it."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.88)
    return smaller


def _marked_range(colours: ColourScheme, start: int, end: int) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start = start
    marked.length = end - start
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setBackground(QColor(colours.mark))
    look.setForeground(QColor(colours.on_mark))
    marked.format = look
    return marked


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
