"""Item delegates that paint a hit: as a card with its text in the list, as a picture with its name in the grid."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from imtextgui.domain.query import Hit
from imtextgui.ui.results import card_badges, card_painting
from imtextgui.ui.results.card_badges import Badge
from imtextgui.ui.results.card_painting import PaintContext
from imtextgui.ui.results.hit_text import HitText
from imtextgui.ui.results.results_model import HIT, RELATION, SHARED
from imtextgui.ui.results.sectioned_grid import CellMetrics
from imtextgui.ui.style import control_sizes, icons, theme
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.widgets.files.file_names import MOST_LINES, title_lines

GAP, MARGIN = 8, 10
"""Pixels between cards, and inside a card."""
HEADING = 36
"""Pixels of the heading of a section."""
INDENT = 28
"""Pixels by which the other editions of a document stand in."""
SIGN = 21
"""Pixels of the sign of a kind, with its gap."""
SEPARATOR = "  ·  "
LEAST_PLACE = 60
"""Pixels from which on a section or folder is begun."""
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
        self._font = font
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
        area = self._card(QRect(option.rect), index)
        card_painting.draw_frame(context, area, option.state)
        self.fill(context, area, index, hit)
        for badge, place in self.placed_on(area, index, hit):
            colour = "" if badge.icon else context.colours.possible
            card_painting.draw_badge(context, place, badge.text, icon=badge.icon, colour=colour)
        painter.restore()

    def family_area(self, rect: QRect, index: _Index) -> QRect:
        """Where on a cell a click opens the family; nowhere where there is none."""
        opening = (place for badge, place in self.badges(rect, index) if badge.opens)
        return next((card_badges.target(place) for place in opening), QRect())

    def badges(self, rect: QRect, index: _Index) -> list[tuple[Badge, QRect]]:
        """The badges of a hit whose cell is ``rect``, and where they lie."""
        return self.placed_on(self._card(rect, index), index, index.data(HIT))

    def placed_on(self, card: QRect, index: _Index, hit: Hit) -> list[tuple[Badge, QRect]]:
        """The badges of a hit whose card is ``card``, and where they lie."""
        mark = self.text.edition_badge(hit, index.data(RELATION) or "")
        badges = [Badge(mark)] if mark else []
        if tags := self.text.tags(hit):
            badges.insert(0, Badge(tags, icon="tag"))
        if editions := self.text.editions(hit):
            badges.append(Badge(editions, icon="revisions", opens=True))
        return self.place_badges(card, index, hit, badges) if badges else []

    def place_badges(
        self, area: QRect, index: _Index, hit: Hit, badges: Sequence[Badge]
    ) -> list[tuple[Badge, QRect]]:
        """Where ``badges`` lie on a card that is ``area``."""
        raise NotImplementedError

    def fill(self, context: PaintContext, area: QRect, index: _Index, hit: Hit) -> None:
        """Paint the inside of the card that is ``area``."""
        raise NotImplementedError

    def title(self, index: _Index, hit: Hit, width: int) -> tuple[str, ...]:
        """The name of the file in the lines that it takes."""
        bold = QFont(self._font)
        bold.setBold(True)
        return title_lines(hit.path.name, bold.toString(), width, index.data(SHARED))

    def _card(self, rect: QRect, index: _Index) -> QRect:
        in_list = self.cell.least_width is None
        area = rect.adjusted(2, 0, -2 if in_list else -GAP + 2, -GAP)
        if in_list and index.data(RELATION):
            area.setLeft(area.left() + INDENT)
        return area


class ListCardDelegate(CardDelegate):
    """One card a line: thumbnail, name, place, matching words, reasons."""

    def cell_for(self, line: int) -> CellMetrics:
        """High enough for name, place, the lines of the snippet and the chips."""
        sizes = control_sizes.current()
        words = (2 + sizes.snippet) * line + self._chip_height
        return CellMetrics(max(words, sizes.picture) + 2 * MARGIN + GAP, HEADING)

    def fill(self, context: PaintContext, area: QRect, index: _Index, hit: Hit) -> None:
        """Thumbnail at the left, words at the right."""
        card_painting.draw_band_bar(
            context, QRect(area.left() + 5, area.top() + 12, 4, area.height() - 24), hit.band
        )
        side = self._side(area)
        picture = QRect(area.left() + MARGIN + 4, area.top() + MARGIN, side, side)
        card_painting.draw_thumbnail(context, picture, hit, self._thumbnails.get(hit.page_id))
        self._draw_words(context, area, index, hit)

    def place_badges(
        self, area: QRect, index: _Index, hit: Hit, badges: Sequence[Badge]
    ) -> list[tuple[Badge, QRect]]:
        """At the right of the line below the name, where kind and page leave room; else before the chips."""
        words, taken = self._words(area), card_badges.total_width(badges, self._font)
        line = card_painting.line_height(self._font)
        about = QFontMetrics(self._font).horizontalAdvance(SEPARATOR.join(self.text.kind_and_page(hit)))
        if SIGN + about + taken <= words.width():
            top = words.top() - 2 + len(self.title(index, hit, words.width())) * line
            top += (line - self._chip_height) // 2
            return card_badges.in_line(
                badges, self._font, words.right() - taken + card_badges.BESIDE, top, words.right()
            )
        top = words.bottom() - self._chip_height + 1
        return card_badges.in_line(badges, self._font, words.left(), top, words.right())

    def _words(self, area: QRect) -> QRect:
        side = self._side(area)
        left = area.left() + side + 3 * MARGIN
        return QRect(
            left, area.top() + MARGIN, area.right() - left - MARGIN, self.cell.height - 2 * MARGIN - GAP
        )

    def _side(self, area: QRect) -> int:
        """Of the thumbnail: as high as the card, but not wider than a third of it."""
        return min(self.cell.height - 2 * MARGIN - GAP, area.width() // 3)

    def _draw_words(self, context: PaintContext, card: QRect, index: _Index, hit: Hit) -> None:
        area, line = self._words(card), context.line
        name = QRect(area.left(), area.top() - 2, area.width(), line)
        title = self.title(index, hit, area.width())
        for text in title:
            card_painting.draw_line(context, name, text, bold=True)
            name.moveTop(name.top() + line)
        chips = QRect(area.left(), area.bottom() - context.chip + 1, area.width(), context.chip)
        description = QRect(name)
        for _, place in self.placed_on(card, index, hit):
            if place.top() < chips.top():
                description.setRight(min(description.right(), place.left() - card_badges.BESIDE))
            else:
                chips.setLeft(place.right() + card_badges.BESIDE)
        self._draw_description(context, description, hit)
        lines = control_sizes.current().snippet + 1 - len(title)
        if hit.snippet and lines:
            top = name.bottom() + 3
            room = QRect(area.left(), top, area.width(), chips.top() - top)
            card_painting.draw_snippet(context, room, hit.snippet, lines)
        card_painting.draw_chips(context, chips, self.text.chips(hit))

    def _draw_description(self, context: PaintContext, area: QRect, hit: Hit) -> None:
        sign = icons.pixmap(hit.kind.value, context.colours.muted, 16)
        context.painter.drawPixmap(area.left(), area.center().y() - 8, sign)
        text = SEPARATOR.join(self.text.description(hit))
        first = SEPARATOR.join(self.text.kind_and_page(hit))
        if area.width() - SIGN < QFontMetrics(context.font).horizontalAdvance(first) + LEAST_PLACE:
            text = first  # nothing of the place could be read, and its dots would cut the page
        card_painting.draw_line(context, area.adjusted(SIGN, 0, 0, 0), text, mode=Qt.TextElideMode.ElideRight)


class GridCardDelegate(CardDelegate):
    """Many pictures: the thumbnail, name and page below it."""

    def cell_for(self, line: int) -> CellMetrics:
        """The picture is as large in every size; the lines below it and the width for a name are not."""
        return CellMetrics(PICTURE + (MOST_LINES + 1) * line, HEADING, round(GRID_WIDTH * self._scale))

    def fill(self, context: PaintContext, area: QRect, index: _Index, hit: Hit) -> None:
        """Thumbnail above, the name in up to two lines and the page below."""
        inside, line = self._inside(area), context.line
        picture = self._picture(area)
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
        below = QRect(inside.left(), picture.bottom() + 9, inside.width(), line)
        for text in self.title(index, hit, inside.width()):
            card_painting.draw_line(context, below, text, bold=True)
            below.moveTop(below.top() + line)
        sign = icons.pixmap(hit.kind.value, context.colours.muted, 16)
        context.painter.drawPixmap(below.left(), below.center().y() - 8, sign)
        about = self.text.page(hit) or self.text.names.kind(hit.kind)
        card_painting.draw_line(
            context, below.adjusted(SIGN, 0, 0, 0), about, mode=Qt.TextElideMode.ElideRight
        )

    def place_badges(
        self, area: QRect, index: _Index, hit: Hit, badges: Sequence[Badge]
    ) -> list[tuple[Badge, QRect]]:
        """At the corner of the picture, below each other."""
        return card_badges.stacked(badges, self._font, self._inside(area))

    def _inside(self, area: QRect) -> QRect:
        return area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def _picture(self, area: QRect) -> QRect:
        line = card_painting.line_height(self._font)
        return self._inside(area).adjusted(0, 0, 0, -(MOST_LINES + 1) * line - 8)
