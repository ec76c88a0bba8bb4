"""Item delegates that paint a hit: as a card with its text in the list, as a picture with its name in the grid."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from imtextgui.domain.query import Hit
from imtextgui.ui.results import card_painting
from imtextgui.ui.results.card_painting import PaintContext
from imtextgui.ui.results.hit_text import HitText
from imtextgui.ui.results.results_model import HIT, RELATION
from imtextgui.ui.results.sectioned_grid import CellMetrics
from imtextgui.ui.style import control_sizes, icons, theme
from imtextgui.ui.tasks.thumbnails import ThumbnailCache

GAP, MARGIN = 8, 10
"""Pixels between cards, and inside a card."""
THUMBNAIL = 112
"""Least side of a thumbnail in the list."""
SNIPPET_LINES = 2
HEADING = 36
"""Pixels of the heading of a section."""
INDENT = 28
"""Pixels by which the other editions of a document stand in."""
FAMILY_WIDTH = 130
"""Pixels, at the normal size of text, of the badge that opens a family."""
PICTURE, GRID_WIDTH = 204, 196
"""Of a card in the grid, its picture with all that is not text, and its width, at the normal size of text."""

_Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """What list and grid have in common; ``cell`` is the size of a hit in the font that was given to ``fit``."""

    def __init__(self, thumbnails: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.text = HitText(self)
        self.fit(QGuiApplication.font())

    def fit(self, font: QFont) -> None:
        """Size the cells for text in ``font``: it is larger in the control sizes for fingers and gloves."""
        self._chip_height, self._scale = (
            card_painting.chip_height(font),
            font.pointSizeF() / control_sizes.NORMAL.points,
        )
        self.cell = self.cell_for(card_painting.line_height(font))

    def cell_for(self, line: int) -> CellMetrics:
        """The room that one hit takes where a line of text is ``line`` pixels high."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """Reimplements ``QStyledItemDelegate.sizeHint``."""
        return QSize(self.cell.least_width or 200, self.cell.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Reimplements ``QStyledItemDelegate.paint``."""
        hit: Hit = index.data(HIT)
        context = PaintContext(painter, theme.current(), option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRect(option.rect).adjusted(2, 0, -2 if self.cell.least_width is None else -GAP + 2, -GAP)
        relation = index.data(RELATION) or ""
        if relation:
            area.setLeft(area.left() + (INDENT if self.cell.least_width is None else 0))
        card_painting.draw_frame(context, area, option.state)
        self.fill(context, area, hit, self._badges_width(context, hit, relation))
        self._draw_badges(context, area.adjusted(0, MARGIN - 2, -MARGIN, 0), hit, relation)
        painter.restore()

    def family_area(self, rect: QRect) -> QRect:
        """Where on a cell a click opens the family."""
        width = round(FAMILY_WIDTH * self._scale)
        return QRect(rect.right() - width, rect.top(), width, self._chip_height + 2 * MARGIN)

    def fill(self, context: PaintContext, area: QRect, hit: Hit, taken: int) -> None:
        """Paint the inside of the card; ``taken`` pixels at the right of the first line are."""
        raise NotImplementedError

    def _badges_width(self, context: PaintContext, hit: Hit, relation: str) -> int:
        """How many pixels the marks of editions take, which ``_draw_badges`` paints above the rest."""
        texts = [text for text in (self.text.editions(hit), self.text.edition_badge(hit, relation)) if text]
        width = QFontMetrics(card_painting.chip_font(context.font)).horizontalAdvance
        return sum(width(text) + 40 for text in texts)

    def _draw_badges(self, context: PaintContext, area: QRect, hit: Hit, relation: str) -> None:
        spot = QRect(area)
        if editions := self.text.editions(hit):
            box = card_painting.draw_badge(context, spot, editions, icon="revisions")
            spot.setRight(box.left() - 6)
        if mark := self.text.edition_badge(hit, relation):
            card_painting.draw_badge(context, spot, mark, colour=context.colours.possible)


class ListCardDelegate(CardDelegate):
    """One card a line: thumbnail, name, place, matching words, reasons."""

    def cell_for(self, line: int) -> CellMetrics:
        """High enough for name, place, the lines of the snippet and the chips."""
        words = (2 + SNIPPET_LINES) * line + self._chip_height
        return CellMetrics(max(words, THUMBNAIL) + 2 * MARGIN + GAP, HEADING)

    def fill(self, context: PaintContext, area: QRect, hit: Hit, taken: int) -> None:
        """Thumbnail at the left, words at the right."""
        card_painting.draw_band_bar(
            context, QRect(area.left() + 5, area.top() + 12, 4, area.height() - 24), hit.band
        )
        side = self.cell.height - 2 * MARGIN - GAP
        picture = QRect(area.left() + MARGIN + 4, area.top() + MARGIN, side, side)
        card_painting.draw_thumbnail(context, picture, hit, self._thumbnails.get(hit.page_id))
        left = area.left() + side + 3 * MARGIN
        words = QRect(left, area.top() + MARGIN, area.right() - left - MARGIN, side)
        self._draw_words(context, words, hit, taken)

    def _draw_words(self, context: PaintContext, area: QRect, hit: Hit, taken: int) -> None:
        line = context.line
        name = QRect(area.left(), area.top() - 2, area.width(), line)
        card_painting.draw_line(context, name.adjusted(0, 0, -taken, 0), hit.path.name, bold=True)
        self._draw_description(context, name.translated(0, line), hit)
        chips = QRect(area.left(), area.bottom() - context.chip + 1, area.width(), context.chip)
        if hit.snippet:
            top = area.top() - 2 + 2 * line + 2
            room = QRect(area.left(), top, area.width(), chips.top() - top)
            card_painting.draw_snippet(context, room, hit.snippet, SNIPPET_LINES)
        card_painting.draw_chips(context, chips, self.text.chips(hit))

    def _draw_description(self, context: PaintContext, area: QRect, hit: Hit) -> None:
        sign = icons.pixmap(hit.kind.value, context.colours.muted, 16)
        context.painter.drawPixmap(area.left(), area.center().y() - 8, sign)
        text = "  ·  ".join(self.text.description(hit))
        card_painting.draw_line(context, area.adjusted(21, 0, 0, 0), text, mode=Qt.TextElideMode.ElideRight)


class GridCardDelegate(CardDelegate):
    """Many pictures: the thumbnail, name and page below it."""

    def cell_for(self, line: int) -> CellMetrics:
        """The picture is as large in every size; the two lines below it and the width for a name are not."""
        return CellMetrics(PICTURE + 2 * line, HEADING, round(GRID_WIDTH * self._scale))

    def fill(self, context: PaintContext, area: QRect, hit: Hit, taken: int) -> None:
        """Thumbnail above, two lines below."""
        inside = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        line = context.line
        picture = inside.adjusted(0, 0, 0, -2 * line - 8)
        drawn = self._thumbnails.get(hit.page_id)
        if drawn is None and hit.snippet:
            card_painting.draw_empty_page(context, picture)
            words = picture.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            card_painting.draw_snippet(context, words, hit.snippet, words.height() // line)
        else:
            card_painting.draw_thumbnail(context, picture, hit, drawn)
        card_painting.draw_band_bar(
            context, QRect(inside.left(), picture.bottom() + 4, inside.width(), 3), hit.band
        )
        name = QRect(inside.left(), inside.bottom() - 2 * line + 2, inside.width(), line)
        card_painting.draw_line(context, name, hit.path.name, bold=True)
        sign = icons.pixmap(hit.kind.value, context.colours.muted, 16)
        below = name.translated(0, line)
        context.painter.drawPixmap(below.left(), below.center().y() - 8, sign)
        about = self.text.page(hit) or self.text.names.kind(hit.kind)
        card_painting.draw_line(context, below.adjusted(21, 0, 0, 0), about, mode=Qt.TextElideMode.ElideRight)
