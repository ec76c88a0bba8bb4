"""Paints a hit: as a card with its words in the list, as a picture with its name in the grid."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from imtextgui.domain.query import Hit
from imtextgui.ui.results import card_parts
from imtextgui.ui.results.card_parts import Brush
from imtextgui.ui.results.evidence import Wording
from imtextgui.ui.results.results_model import HIT, RELATION
from imtextgui.ui.results.sectioned_grid import Cell
from imtextgui.ui.tasks.thumbnails import Thumbnails
from imtextgui.ui.widgets import icons, theme

GAP = 8
MARGIN = 10
THUMBNAIL = 112
SNIPPET_LINES = 2
HEADING = 36
INDENT = 28
FAMILY_WIDTH = 130
PICTURE, GRID_WIDTH = 204, 196
"""Of a card in the grid, its picture with all that is not text, and its width, at the normal size of text."""

_Index = QModelIndex | QPersistentModelIndex


class Cards(QStyledItemDelegate):
    """What list and grid have in common; ``cell`` is the room that one hit takes, in the font that it was fitted to."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.wording = Wording(self)
        self.fit(QGuiApplication.font())

    def fit(self, font: QFont) -> None:
        """Make room for text in ``font``: for fingers and gloves it is larger."""
        self._chip, self._larger = card_parts.chip_height(font), font.pointSizeF() / theme.NORMAL.points
        self.cell = self.cell_for(card_parts.line_height(font))

    def cell_for(self, line: int) -> Cell:
        """The room that one hit takes where a line of text is ``line`` pixels high."""
        raise NotImplementedError

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
        relation = index.data(RELATION) or ""
        if relation:
            area.setLeft(area.left() + (INDENT if self.cell.least_width is None else 0))
        card_parts.frame(brush, area, option.state)
        self.fill(brush, area, hit, self._badges(brush, hit, relation))
        self._paint_badges(brush, area.adjusted(0, MARGIN - 2, -MARGIN, 0), hit, relation)
        painter.restore()

    def family_place(self, rect: QRect) -> QRect:
        """Where on a cell a click opens the family."""
        width = round(FAMILY_WIDTH * self._larger)
        return QRect(rect.right() - width, rect.top(), width, self._chip + 2 * MARGIN)

    def fill(self, brush: Brush, area: QRect, hit: Hit, taken: int) -> None:
        """Paint the inside of the card; ``taken`` pixels at the right of the first line are."""
        raise NotImplementedError

    def _badges(self, brush: Brush, hit: Hit, relation: str) -> int:
        """How many pixels the marks of editions take, which ``_paint_badges`` paints above the rest."""
        words = [text for text in (self.wording.editions(hit), self.wording.mark(hit, relation)) if text]
        if not words:
            return 0
        width = QFontMetrics(card_parts.small(brush.font)).horizontalAdvance
        return sum(width(text) + 40 for text in words)

    def _paint_badges(self, brush: Brush, area: QRect, hit: Hit, relation: str) -> None:
        spot = QRect(area)
        if editions := self.wording.editions(hit):
            box = card_parts.badge(brush, spot, editions, icon="revisions")
            spot.setRight(box.left() - 6)
        if mark := self.wording.mark(hit, relation):
            card_parts.badge(brush, spot, mark, colour=brush.theme.possible)


class ListCards(Cards):
    """One card a line: thumbnail, name, place, matching words, reasons."""

    def cell_for(self, line: int) -> Cell:
        """High enough for name, place, the lines of the snippet and the chips."""
        words = (2 + SNIPPET_LINES) * line + self._chip
        return Cell(max(words, THUMBNAIL) + 2 * MARGIN + GAP, HEADING)

    def fill(self, brush: Brush, area: QRect, hit: Hit, taken: int) -> None:
        """Thumbnail at the left, words at the right."""
        card_parts.band_bar(brush, QRect(area.left() + 5, area.top() + 12, 4, area.height() - 24), hit.band)
        side = self.cell.height - 2 * MARGIN - GAP
        picture = QRect(area.left() + MARGIN + 4, area.top() + MARGIN, side, side)
        card_parts.thumbnail(brush, picture, hit, self._thumbnails.get(hit.page_id))
        left = area.left() + side + 3 * MARGIN
        words = QRect(left, area.top() + MARGIN, area.right() - left - MARGIN, side)
        self._words(brush, words, hit, taken)

    def _words(self, brush: Brush, area: QRect, hit: Hit, taken: int) -> None:
        line = brush.line
        name = QRect(area.left(), area.top() - 2, area.width(), line)
        card_parts.line(brush, name.adjusted(0, 0, -taken, 0), hit.path.name, bold=True)
        self._about(brush, name.translated(0, line), hit)
        chips = QRect(area.left(), area.bottom() - brush.chip + 1, area.width(), brush.chip)
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

    def cell_for(self, line: int) -> Cell:
        """The picture is as large in every size; the two lines below it and the width for a name are not."""
        return Cell(PICTURE + 2 * line, HEADING, round(GRID_WIDTH * self._larger))

    def fill(self, brush: Brush, area: QRect, hit: Hit, taken: int) -> None:
        """Thumbnail above, two lines below."""
        inside = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        line = brush.line
        picture = inside.adjusted(0, 0, 0, -2 * line - 8)
        drawn = self._thumbnails.get(hit.page_id)
        if drawn is None and hit.snippet:
            card_parts.paper(brush, picture)
            words = picture.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            card_parts.snippet(brush, words, hit.snippet, words.height() // line)
        else:
            card_parts.thumbnail(brush, picture, hit, drawn)
        card_parts.band_bar(brush, QRect(inside.left(), picture.bottom() + 4, inside.width(), 3), hit.band)
        name = QRect(inside.left(), inside.bottom() - 2 * line + 2, inside.width(), line)
        card_parts.line(brush, name, hit.path.name, bold=True)
        sign = icons.pixmap(hit.kind.value, brush.theme.muted, 16)
        below = name.translated(0, line)
        brush.painter.drawPixmap(below.left(), below.center().y() - 8, sign)
        about = self.wording.page(hit) or self.wording.kind(hit.kind)
        card_parts.line(brush, below.adjusted(21, 0, 0, 0), about, mode=Qt.TextElideMode.ElideRight)
