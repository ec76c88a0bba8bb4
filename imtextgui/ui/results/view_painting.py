"""Paints the visible part of a result view: the headings of its sections and the cards of its rows."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from imtextgui.domain.items import Kind
from imtextgui.ui.results import card_painting
from imtextgui.ui.results.card_delegates import CardDelegate
from imtextgui.ui.results.card_painting import PaintContext
from imtextgui.ui.results.results_model import Section
from imtextgui.ui.results.sectioned_grid import SectionedGrid
from imtextgui.ui.style import theme

_State = QStyle.StateFlag


def paint_visible(
    view: QAbstractItemView,
    dirty: QRect,
    cards: CardDelegate,
    sections: Sequence[Section],
    layout: SectionedGrid,
) -> None:
    """Paint what ``dirty``, a rectangle of the viewport of ``view``, touches of its headings and cards."""
    offset = view.verticalScrollBar().value()
    top, bottom = dirty.top() + offset, dirty.bottom() + offset
    painter = QPainter(view.viewport())
    context = PaintContext(painter, theme.current(), view.font())
    for number, rect in layout.headings(top, bottom):
        area = QRect(rect.x, rect.y - offset, rect.width, rect.height)
        _draw_heading(context, area, sections[number], cards)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    base = option.state & ~_State.State_HasFocus
    hovered = _hovered_row(view)
    for row in layout.rows(top, bottom):
        index = view.model().index(row, 0)
        option.rect = view.visualRect(index)
        if option.rect.intersects(dirty):
            option.state = base | _row_state(view, row, hovered)
            cards.paint(painter, option, index)
    painter.end()


def _hovered_row(view: QAbstractItemView) -> int:
    pointer = view.viewport().mapFromGlobal(view.cursor().pos())
    return view.indexAt(pointer).row() if view.underMouse() else -1


def _row_state(view: QAbstractItemView, row: int, hovered: int) -> QStyle.StateFlag:
    state = _State.State_None
    if view.selectionModel().isSelected(view.model().index(row, 0)):
        state |= _State.State_Selected
    if row == view.currentIndex().row() and view.hasFocus():
        state |= _State.State_HasFocus
    if row == hovered:
        state |= _State.State_MouseOver
    return state


def _draw_heading(context: PaintContext, area: QRect, section: Section, cards: CardDelegate) -> None:
    names = cards.text.names
    if isinstance(section.of, Kind):
        text, colour = names.kinds(section.of), context.colours.muted
    elif section.leads:
        text, colour = cards.text.best(section.of), card_painting.band_colour(context.colours, section.of)
    else:
        text, colour = names.band(section.of), card_painting.band_colour(context.colours, section.of)
    card_painting.draw_heading(context, area, f"{text}  {section.count}", colour)
