"""What fingers and gloves need besides large controls: lists that can be pushed, and room for names."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QAbstractItemView, QScroller, QTextBrowser
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Facet
from imtextgui.ui.style import control_sizes
from imtextgui.ui.viewer.page_strip import PageStrip
from imtextgui.ui.widgets import touch_scrolling
from tests.gui.conftest import PLACES, MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, indexed


def test_all_lists_and_pages_follow_a_finger(
    make_window: MakeWindow, core: FakeCatalogue, in_size: Callable[[str], None]
) -> None:
    in_size("touch")
    window = make_window(core)
    for name in ("search", *PLACES):
        window.workspace.go(name)
    areas = touch_scrolling.scrollable_areas(window.workspace)
    names = {type(area).__name__ for area in areas}
    assert {"ResultsView", "PageStrip", "QTreeWidget", "QTreeView", "RowList", "QScrollArea"} <= names
    assert [area for area in areas if not QScroller.hasScroller(area.viewport())] == []
    pixels = QAbstractItemView.ScrollMode.ScrollPerPixel
    lists = [
        area for area in areas if isinstance(area, QAbstractItemView) and not isinstance(area, PageStrip)
    ]
    assert [area for area in lists if area.verticalScrollMode() != pixels] == []


def test_a_page_that_is_pushed_moves_with_the_finger(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    window = make_window(core)
    window.workspace.go("help")
    (text,) = window.findChildren(QTextBrowser)
    bar = text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    finger = QScroller.scroller(text.viewport())
    finger.handleInput(QScroller.Input.InputPress, QPointF(100, 300), 0)
    for step in range(1, 11):
        finger.handleInput(QScroller.Input.InputMove, QPointF(100, 300 - 10 * step), 20 * step)
    qtbot.waitUntil(lambda: 0 < bar.value() <= 100)
    finger.stop()


@pytest.mark.parametrize("size", list(control_sizes.BY_NAME))
def test_names_of_filters_have_room_in_every_size(
    qtbot: QtBot, make_window: MakeWindow, in_size: Callable[[str], None], size: str
) -> None:
    core = indexed()
    values = (("Utilities", 5), ("Conveyor line", 120), ("プレスライン", 41))
    core.search.facets = (Facet("folder", values),)
    window = make_window(core)
    window.resize(1366, 768)
    search = window.search
    search.query_bar.words.setText("pump")
    with qtbot.waitSignal(search.answered):
        search.search()
    search.bar.filter.click()
    in_size(size)  # worn while the window is open, as from the settings
    tree = search.facets.tree
    qtbot.waitUntil(lambda: search.facets.width() == control_sizes.BY_NAME[size].filters)
    for number in range(len(values)):
        index = tree.model().index(number, 0, tree.model().index(0, 0))
        assert tree.sizeHintForIndex(index).width() <= tree.visualRect(index).width(), index.data()
