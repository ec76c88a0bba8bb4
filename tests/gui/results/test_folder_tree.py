"""The folders of an answer as a tree: opened level by level, ticked with what is below, by mouse and keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Facet, Filters
from imtextgui.ui.results.facets_panel import MOST_VALUES
from imtextgui.ui.results.folder_tree import FolderTree
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.search.test_narrowing import ask

PLANT = {
    "/data/plant": 9,
    "/data/plant/Press line": 5,
    "/data/plant/搬送ライン": 3,
    "/data/plant/Press line/図面": 3,
    "/data/plant/Press line/manuals": 2,
    "/data/plant/搬送ライン/docs": 3,
    "/data/plant/Press line/図面/油圧": 1,
    "/data/plant/搬送ライン/docs/old": 3,
}


@pytest.mark.parametrize(
    ("counts", "ticked", "names"),
    [
        (PLANT, (), ["Press line", "図面", "manuals", "油圧", "搬送ライン/docs/old"]),
        ({"/a": 2, "/a/b": 2}, (), []),
        ({"/a": 2, "/a/b": 2}, ("/a/b",), ["b"]),
        ({"/a": 5, "/a/b": 2}, (), ["b"]),
        ({"/a": 5, "/b": 2, "/b/c": 1}, (), ["a", "b", "c"]),
        ({"C:/a": 1, "D:/a": 1}, (), ["C:/a", "D:/a"]),
        ({"/": 2, "/a": 1, "/b": 1}, (), ["a", "b"]),
        ({"/a/x": 1, "/a/y": 1, "pumps": 0}, ("pumps",), ["x", "y", "pumps"]),
        ({"/a": 2, "/a/b": 2, "/a/b/c": 1, "/a/b/d": 1}, ("/a",), ["a", "b", "c", "d"]),
        ({}, (), []),
    ],
)
def test_only_folders_that_divide_are_shown_by_what_tells_them_apart(
    counts: dict[str, int], ticked: tuple[str, ...], names: list[str]
) -> None:
    assert sorted(FolderTree(counts, ticked).names.values()) == sorted(names)


def test_each_level_has_an_end_and_what_is_ticked_is_shown_all_the_same() -> None:
    counts = (
        {"/a": 99}
        | {f"/a/{n:02}": 3 for n in range(20)}
        | {f"/a/{n:02}/{m}": 1 for n in (1, 19) for m in "xyz"}
    )
    assert len(FolderTree(counts, (), 5).paths) == 5 + 3
    tree = FolderTree(counts, ("/a/19/z",), 5)
    assert {"/a/19", "/a/19/z"} <= set(tree.paths)
    assert tree.holds_tick("/a/19")
    assert not tree.holds_tick("/a/19/z")


@pytest.fixture
def window(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue) -> MainWindow:
    core.search.facets = (
        Facet("folder", tuple(PLANT.items())),
        Facet("machine", (("Press line", 5), ("搬送ライン", 3))),
    )
    window = make_window(core)
    ask(qtbot, window, "pump")
    window.search.bar.filter.click()
    return window


def item(window: MainWindow, name: str) -> QTreeWidgetItem:
    recursive = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    return window.search.facets.tree.findItems(name, recursive)[-1]


def test_folders_are_opened_and_ticked_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    tree = window.search.facets.tree
    press = item(window, "Press line")
    assert (press.text(1), press.isExpanded()) == ("5", False)
    tree.setFocus()
    tree.setCurrentItem(press)
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert press.isExpanded()
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert tree.currentItem() is item(window, "図面")
    core.search.facets = (
        Facet("folder", tuple((PLANT | {"/data/plant/Press line/図面": 4}).items())),
        core.search.facets[1],
    )
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert core.search.queries[-1].filters == Filters(folders=("/data/plant/Press line/図面",))
    # The tree is filled anew; place and open folders stay.
    qtbot.waitUntil(lambda: item(window, "図面").text(1) == "4")
    assert tree.currentItem() is item(window, "図面")
    assert item(window, "Press line").isExpanded()
    for _ in range(2):
        qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert not item(window, "Press line").isExpanded()


def test_what_is_ticked_deep_down_is_opened(window: MainWindow) -> None:
    window.search.facets.tick(Filters(folders=("/data/plant/Press line/図面/油圧", "/data/plant/away")))
    deep = item(window, "油圧")
    assert deep.checkState(0) == Qt.CheckState.Checked
    assert item(window, "図面").isExpanded()
    assert item(window, "Press line").isExpanded()
    assert item(window, "away").text(1) == "0"


def test_a_flat_tree_that_says_what_the_machines_say_is_left_out(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    assert window.search.facets.tree.topLevelItemCount() == 2
    flat = tuple(list(PLANT.items())[:3])
    core.search.facets = (Facet("folder", flat), core.search.facets[1])
    ask(qtbot, window, "seal")
    assert window.search.facets.tree.topLevelItemCount() == 1
    assert len(flat) < MOST_VALUES
