"""Paints a hit as a card: thumbnail, name, page, matching words and reasons."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imtextgui.domain.query import Band, Hit, Snippet
from imtextgui.ui import icons, theme
from imtextgui.ui.evidence import Wording
from imtextgui.ui.page_text import to_utf16
from imtextgui.ui.results_model import HIT, OPENS_BAND
from imtextgui.ui.theme import Theme
from imtextgui.ui.thumbnails import Thumbnails

CARD = 132
GAP = 8
HEADING = 34
THUMBNAIL = 112
MARGIN = 10
CHIP = 24
SNIPPET_LINES = 2

_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class _Pen:
    """What a card is painted with."""

    painter: QPainter
    theme: Theme
    font: QFont


class CardDelegate(QStyledItemDelegate):
    """The cards of the result list; the first card of a band carries the band's heading above it."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._wording = Wording(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """As Qt asks."""
        heading = HEADING if index.data(OPENS_BAND) is not None else 0
        return QSize(200, CARD + GAP + heading)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As Qt asks."""
        hit: Hit = index.data(HIT)
        opens: Band | None = index.data(OPENS_BAND)
        pen = _Pen(painter, theme.current(), option.font)
        area = QRect(option.rect).adjusted(2, 0, -2, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if opens is not None:
            self._heading(pen, QRect(area.left(), area.top(), area.width(), HEADING), opens)
            area.setTop(area.top() + HEADING)
        self._frame(pen, area, hit, option.state)
        self._thumbnail(pen, QRect(area.left() + MARGIN + 4, area.top() + MARGIN, THUMBNAIL, THUMBNAIL), hit)
        left = area.left() + THUMBNAIL + 3 * MARGIN
        self._words(pen, QRect(left, area.top() + MARGIN, area.right() - left - MARGIN, THUMBNAIL), hit)
        painter.restore()

    def _heading(self, pen: _Pen, area: QRect, band: Band) -> None:
        colour = QColor(band_colour(pen.theme, band))
        pen.painter.setFont(_bold(pen.font))
        pen.painter.setPen(colour)
        text = self._wording.band(band)
        pen.painter.drawText(area.adjusted(4, 0, 0, -2), Qt.AlignmentFlag.AlignVCenter, text)
        start = area.left() + 14 + QFontMetrics(pen.painter.font()).horizontalAdvance(text)
        pen.painter.fillRect(QRect(start, area.center().y(), max(area.right() - start, 0), 1), colour)

    def _frame(self, pen: _Pen, area: QRect, hit: Hit, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        fill = pen.theme.accent_tint if selected else pen.theme.hover if hovered else pen.theme.surface
        border = QPen(QColor(pen.theme.accent if selected else pen.theme.border), 2 if selected else 1)
        pen.painter.setPen(border)
        pen.painter.setBrush(QColor(fill))
        pen.painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)
        pen.painter.setPen(Qt.PenStyle.NoPen)
        pen.painter.setBrush(QColor(band_colour(pen.theme, hit.band)))
        pen.painter.drawRoundedRect(QRectF(area.left() + 5, area.top() + 12, 4, area.height() - 24), 2, 2)

    def _thumbnail(self, pen: _Pen, area: QRect, hit: Hit) -> None:
        picture = self._thumbnails.get(hit.page_id)
        if picture is None:
            pen.painter.setBrush(QColor(pen.theme.raised))
            pen.painter.drawRoundedRect(QRectF(area), 4, 4)
            sign = icons.pixmap(hit.kind.value, pen.theme.strong_border, 40)
            pen.painter.drawPixmap(area.center().x() - 20, area.center().y() - 20, sign)
            return
        size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(area.center())
        pen.painter.drawPixmap(place, picture)
        pen.painter.setPen(QColor(pen.theme.border))
        pen.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen.painter.drawRect(place)

    def _words(self, pen: _Pen, area: QRect, hit: Hit) -> None:
        line = QFontMetrics(pen.font).height() + 2
        name = QRect(area.left(), area.top() - 2, area.width(), line)
        self._line(pen, name, hit.path.name, bold=True)
        self._about(pen, name.translated(0, line), hit)
        chips = QRect(area.left(), area.bottom() - CHIP + 1, area.width(), CHIP)
        if hit.snippet:
            top = area.top() - 2 + 2 * line + 2
            _snippet(pen, QRect(area.left(), top, area.width(), chips.top() - top), hit.snippet)
        self._chips(pen, chips, hit)

    def _line(self, pen: _Pen, area: QRect, text: str, *, bold: bool = False) -> None:
        pen.painter.setFont(_bold(pen.font) if bold else pen.font)
        pen.painter.setPen(QColor(pen.theme.text if bold else pen.theme.muted))
        fits = QFontMetrics(pen.painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        pen.painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, fits)

    def _about(self, pen: _Pen, area: QRect, hit: Hit) -> None:
        pen.painter.drawPixmap(
            area.left(), area.center().y() - 8, icons.pixmap(hit.kind.value, pen.theme.muted, 16)
        )
        parts = [self._wording.kind(hit.kind), self._wording.page(hit), hit.title or hit.path.parent.name]
        self._line(pen, area.adjusted(21, 0, 0, 0), "  ·  ".join(part for part in parts if part))

    def _chips(self, pen: _Pen, area: QRect, hit: Hit) -> None:
        pen.painter.setFont(_small(pen.font))
        metrics = QFontMetrics(pen.painter.font())
        left = area.left()
        for chip in self._wording.chips(hit):
            room = area.right() - left
            if room < 60:
                break
            text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, room - 32)
            box = QRectF(left + 0.5, area.top() + 0.5, metrics.horizontalAdvance(text) + 32, CHIP - 1)
            colour = pen.theme.accent if chip.literal else pen.theme.muted
            pen.painter.setPen(QColor(colour))
            pen.painter.setBrush(QColor(pen.theme.surface))
            pen.painter.drawRoundedRect(box, CHIP / 2, CHIP / 2)
            pen.painter.drawPixmap(
                QPointF(box.left() + 8, box.center().y() - 7), icons.pixmap(chip.icon, colour, 14)
            )
            pen.painter.drawText(box.adjusted(25, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
            left += round(box.width()) + 6


def band_colour(colours: Theme, band: Band) -> str:
    """The colour of a band in a theme, #rrggbb."""
    return {Band.STRONG: colours.strong, Band.POSSIBLE: colours.possible}.get(band, colours.weak)


def _snippet(pen: _Pen, area: QRect, snippet: Snippet) -> None:
    """Draw at most two lines, the matching words bold on a marker's colour."""
    text = _SPACE.sub(" ", snippet.text)
    units = to_utf16(text)
    layout = QTextLayout(text, pen.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(pen.theme, units(start), units(end)) for start, end in snippet.matches])
    layout.beginLayout()
    top = 0.0
    for _ in range(SNIPPET_LINES):
        line = layout.createLine()
        if not line.isValid() or top + line.height() > area.height() + 6:
            break
        line.setLineWidth(area.width())
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    pen.painter.setPen(QColor(pen.theme.text))
    layout.draw(pen.painter, QPointF(area.topLeft()), clip=QRectF(area))


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


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return small
