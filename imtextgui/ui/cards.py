"""Paints a hit: as a card with its words in the list, as a picture with its name in the grid."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from imtextgui.domain.query import Hit
from imtextgui.ui import card_parts, icons, theme
from imtextgui.ui.card_parts import Brush
from imtextgui.ui.evidence import Wording
from imtextgui.ui.results_model import HIT
from imtextgui.ui.shelf import Cell
from imtextgui.ui.thumbnails import Thumbnails

GAP = 8
MARGIN = 10
THUMBNAIL = 112
SNIPPET_LINES = 2
HEADING = 36

_Index = QModelIndex | QPersistentModelIndex


class Cards(QStyledItemDelegate):
    """What list and grid have in common; ``cell`` is the room that one hit takes."""

    cell: Cell

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.wording = Wording(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """As Qt asks."""
        return QSize(self.cell.least_width or 200, self.cell.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """As Qt asks."""
        hit: Hit = index.data(HIT)
        brush = Brush(painter, theme.current(), option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRect(option.rect).adjusted(2, 0, -2 if self.cell.least_width is None else -GAP + 2, -GAP)
        card_parts.frame(brush, area, option.state)
        self.fill(brush, area, hit)
        painter.restore()

    def fill(self, brush: Brush, area: QRect, hit: Hit) -> None:
        """Paint the inside of the card."""
        raise NotImplementedError


class ListCards(Cards):
    """One card a line: thumbnail, name, place, matching words, reasons."""

    cell = Cell(THUMBNAIL + 2 * MARGIN + GAP, HEADING)

    def fill(self, brush: Brush, area: QRect, hit: Hit) -> None:
        """Thumbnail at the left, words at the right."""
        card_parts.band_bar(brush, QRect(area.left() + 5, area.top() + 12, 4, area.height() - 24), hit.band)
        picture = QRect(area.left() + MARGIN + 4, area.top() + MARGIN, THUMBNAIL, THUMBNAIL)
        card_parts.thumbnail(brush, picture, hit, self._thumbnails.get(hit.page_id))
        left = area.left() + THUMBNAIL + 3 * MARGIN
        self._words(brush, QRect(left, area.top() + MARGIN, area.right() - left - MARGIN, THUMBNAIL), hit)

    def _words(self, brush: Brush, area: QRect, hit: Hit) -> None:
        line = brush.line
        name = QRect(area.left(), area.top() - 2, area.width(), line)
        card_parts.line(brush, name, hit.path.name, bold=True)
        self._about(brush, name.translated(0, line), hit)
        chips = QRect(area.left(), area.bottom() - card_parts.CHIP + 1, area.width(), card_parts.CHIP)
        if hit.snippet:
            top = area.top() - 2 + 2 * line + 2
            room = QRect(area.left(), top, area.width(), chips.top() - top)
            card_parts.snippet(brush, room, hit.snippet, SNIPPET_LINES)
        card_parts.chips(brush, chips, self.wording.chips(hit))

    def _about(self, brush: Brush, area: QRect, hit: Hit) -> None:
        sign = icons.pixmap(hit.kind.value, brush.theme.muted, 16)
        brush.painter.drawPixmap(area.left(), area.center().y() - 8, sign)
        text = "  ·  ".join(self.wording.about(hit))
        card_parts.line(brush, area.adjusted(21, 0, 0, 0), text, mode=Qt.TextElideMode.ElideRight)


class GridCards(Cards):
    """Many pictures: the thumbnail, name and page below it."""

    cell = Cell(248, HEADING, 196)

    def fill(self, brush: Brush, area: QRect, hit: Hit) -> None:
        """Thumbnail above, two lines below."""
        inside = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        line = brush.line
        picture = inside.adjusted(0, 0, 0, -2 * line - 8)
        card_parts.thumbnail(brush, picture, hit, self._thumbnails.get(hit.page_id))
        card_parts.band_bar(brush, QRect(inside.left(), picture.bottom() + 4, inside.width(), 3), hit.band)
        name = QRect(inside.left(), inside.bottom() - 2 * line + 2, inside.width(), line)
        card_parts.line(brush, name, hit.path.name, bold=True)
        sign = icons.pixmap(hit.kind.value, brush.theme.muted, 16)
        below = name.translated(0, line)
        brush.painter.drawPixmap(below.left(), below.center().y() - 8, sign)
        about = self.wording.page(hit) or self.wording.kind(hit.kind)
        card_parts.line(brush, below.adjusted(21, 0, 0, 0), about, mode=Qt.TextElideMode.ElideRight)
