"""The line above the results: kinds with counts, order and grouping, list or grid, filters."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from imtextgui.ui.results.kind_tabs import KindTabs
from imtextgui.ui.results.results_model import Grouping, Order
from imtextgui.ui.style import control_sizes
from imtextgui.ui.widgets.controls import Button, set_state

_NAMES_ORDER = 62
"""Width of the bar, in points of its text, from which on the order is named: tabs with their names come first."""
Choice = TypeVar("Choice", Order, Grouping)


class ResultsBar(QWidget):
    """How the results are shown."""

    arranged = Signal(object, object)
    """Order and grouping."""
    grid_requested = Signal(bool)
    filters_requested = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._order, self._grouping = Order.RELEVANCE, Grouping.BAND
        self.tabs = KindTabs()
        self.sort = Button("sort", self.tr("Best match"), look="flat", tip=self.tr("Order of the results"))
        self.sort.setMenu(self._menu())
        self._name_order()
        self.grid = Button("grid", name=self.tr("Show as pictures (Ctrl+G)"), look="flat")
        self.grid.setCheckable(True)
        self.grid.toggled.connect(self.grid_requested)
        self.filter = Button("filter", name=self.tr("Filters (Ctrl+L)"), look="flat")
        self.filter.setCheckable(True)
        self.filter.toggled.connect(self.filters_requested)
        self.export = Button("export", name=self.tr("Save the results (Ctrl+S)"), look="flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.filter)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.sort)
        row.addWidget(self.grid)
        row.addWidget(self.export)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QWidget.resizeEvent``."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for everything with the order as its sign."""
        others = (self.filter, self.tabs, self.grid, self.export)
        least = sum(max(part.minimumSizeHint().width(), part.minimumWidth()) for part in others)
        side = control_sizes.current().control + 4
        return QSize(least + side + 8, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Name the order where there is room for that beside the tabs with their names."""
        text = self._order_name if self.width() >= _NAMES_ORDER * control_sizes.current().points else ""
        if text != self.sort.text():
            self.sort.setText(text)
            set_state(self.sort, "square", not text)

    def show_filters(self, count: int) -> None:
        """Show how many filters narrow the answer."""
        self.filter.setText(str(count) if count else "")
        self.filter.setProperty("square", not count)
        self.filter.style().unpolish(self.filter)
        self.filter.style().polish(self.filter)

    @property
    def arrangement(self) -> str:
        """Order and grouping as a text that ``restore`` takes."""
        return f"{self._order} {self._grouping}"

    def restore(self, arrangement: str) -> None:
        """Arrange the results as they were; a text that is of another version changes nothing."""
        order, _, grouping = arrangement.partition(" ")
        if order in set(Order) and grouping in set(Grouping):
            self.orders[Order(order)].trigger()
            self.groupings[Grouping(grouping)].trigger()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        orders = {
            Order.RELEVANCE: self.tr("&Best match first"),
            Order.DATE: self.tr("Ne&west first"),
            Order.NAME: self.tr("By &name"),
        }
        self.orders = self._choices(menu, orders, self._choose_order)
        menu.addSeparator()
        groupings = {
            Grouping.BAND: self.tr("Group by &confidence"),
            Grouping.KIND: self.tr("Group into &manuals, drawings and photos"),
        }
        self.groupings = self._choices(menu, groupings, self._choose_grouping)
        return menu

    def _choices(
        self, menu: QMenu, names: Mapping[Choice, str], choose: Callable[[Choice], object]
    ) -> dict[Choice, QAction]:
        group = QActionGroup(menu)
        made: dict[Choice, QAction] = {}
        for key, name in names.items():
            action = QAction(name, menu)
            action.setCheckable(True)
            action.setChecked(not made)
            action.triggered.connect(partial(choose, key))
            group.addAction(action)
            menu.addAction(action)
            made[key] = action
        return made

    def _choose_order(self, order: Order, _checked: bool = True) -> None:
        self._order = order
        self._name_order()
        self.arranged.emit(self._order, self._grouping)

    def _name_order(self) -> None:
        names = {
            Order.RELEVANCE: self.tr("Best match"),
            Order.DATE: self.tr("Newest"),
            Order.NAME: self.tr("Name"),
        }
        self._order_name = names[self._order]
        self.sort.setText(self._order_name)
        self._fit()
        self.sort.setAccessibleName(f"{self.tr('Order of the results')}: {names[self._order]}")

    def _choose_grouping(self, grouping: Grouping, _checked: bool = True) -> None:
        self._grouping = grouping
        self.arranged.emit(self._order, self._grouping)
