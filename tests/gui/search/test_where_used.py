"""Where a part number is used: from its chip, from the menu of a hit, by the keyboard alone; pages are looked at."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Chip, ChipKind
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import ROOT, FakeCatalogue
from tests.gui.hands import type_in
from tests.gui.search.test_judging import action
from tests.gui.search.test_search import ask

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
Wait = Callable[[], None]
NUMBER = "GP-2040-B1"


@pytest.fixture
def asked(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> MainWindow:
    core.search.chips = (
        Chip(ChipKind.CODE, NUMBER, "code:GP2040B1"),
        Chip(ChipKind.EXPANSION, "seal → シール", "x"),
    )
    ask(qtbot, window, NUMBER)
    return window


def items(window: MainWindow) -> Iterator[tuple[int, QTreeWidgetItem]]:
    def below(item: QTreeWidgetItem | None, depth: int) -> Iterator[tuple[int, QTreeWidgetItem]]:
        assert item is not None
        yield depth, item
        for row in range(item.childCount()):
            yield from below(item.child(row), depth + 1)

    tree = window.search.where_used.panel.tree
    for row in range(tree.topLevelItemCount()):
        yield from below(tree.topLevelItem(row), 0)


def rows(window: MainWindow) -> list[str]:
    return ["  " * depth + item.text(0) for depth, item in items(window)]


ALL = [
    "manuals",
    "  hydraulic-pump-GP-2040.pdf",
    "    page 2",
    "  油圧ポンプ取扱説明書.pdf",
    "    page 2",
    "No machine",
    "  GP-2040-B1.pdf",
    "    page 1",
    "    in the name of the file or its folder",
]


def test_a_chip_of_a_part_number_leads_to_all_its_pages(
    qtbot: QtBot, asked: MainWindow, settled: Wait
) -> None:
    search, panel = asked.search, asked.search.where_used.panel
    (button,) = search.query_bar.chips.where_buttons
    assert button.accessibleName() == f"Where {NUMBER} is used (Ctrl+U)"
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: rows(asked) == ALL)
    assert panel.summary.text() == "3 pages in 3 documents"
    assert panel.isVisible()
    assert not search.results.isVisible()
    settled()
    assert (search.preview.number, search.preview.canvas.has_picture) == (2, True)
    drawing = next(item for _, item in items(asked) if item.text(0) == "page 1")
    qtbot.mouseClick(panel.tree.viewport(), LEFT, pos=panel.tree.visualItemRect(drawing).center())
    settled()
    assert search.preview.number == 1
    qtbot.mouseClick(panel.close_button, LEFT)
    settled()
    assert search.results.isVisible()
    assert search.preview.number == search.model.hit(0).page


def test_by_the_keyboard_alone(qtbot: QtBot, asked: MainWindow, told: Told, settled: Wait) -> None:
    search, panel = asked.search, asked.search.where_used.panel
    qtbot.keyClick(asked, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(panel.tree.hasFocus)
    for _ in range(3):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    current = panel.tree.currentItem()
    assert current is not None
    assert current.text(0) == "page 2"
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told.opened == [ROOT / "manuals/油圧ポンプ取扱説明書.pdf"])
    qtbot.keyClick(panel.tree, Qt.Key.Key_Escape)
    assert search.results.hasFocus()
    assert not panel.isVisible()
    assert search.query is not None  # Esc left the panel, and wiped nothing
    settled()


def test_another_number_can_be_typed_and_none_is_found_plainly(
    qtbot: QtBot, window: MainWindow, settled: Wait
) -> None:
    panel = window.search.where_used.panel
    qtbot.keyClick(window, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(panel.number.hasFocus)
    qtbot.keyClick(panel.number, Qt.Key.Key_Return)
    assert panel.number.hasFocus()  # nothing was typed
    qtbot.keyClicks(panel.number, "QQ-77")
    qtbot.mouseClick(panel.look_up, LEFT)
    qtbot.waitUntil(lambda: "QQ-77" in panel.summary.text())
    assert panel.summary.text() == "“QQ-77” stands on no page and in no file name."
    assert not panel.copy.isEnabled()
    qtbot.waitUntil(panel.number.hasFocus)
    qtbot.keyClicks(panel.number, "gp2040b1")  # the number that was not found is selected
    qtbot.keyClick(panel.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(window) == ALL)
    settled()


def test_after_another_number_no_page_of_the_one_before_is_left(
    qtbot: QtBot, asked: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    search, panel = asked.search, asked.search.where_used.panel
    qtbot.keyClick(asked, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(lambda: rows(asked) == ALL)
    settled()
    assert search.preview.is_showing
    panel.number.selectAll()
    qtbot.keyClicks(panel.number, "QQ-77")
    qtbot.keyClick(panel.number, Qt.Key.Key_Return)
    assert (rows(asked), search.preview.is_showing) == ([], False)
    assert panel.summary.text() == "Searching…"
    qtbot.waitUntil(lambda: "QQ-77" in panel.summary.text())
    settled()
    assert not search.preview.is_showing
    assert not panel.copy.isEnabled()
    qtbot.keyClick(panel.number, Qt.Key.Key_Escape)
    settled()
    assert search.preview.is_showing  # the page of the result that was looked at


def test_the_list_is_copied_as_a_table(qtbot: QtBot, asked: MainWindow, settled: Wait) -> None:
    panel = asked.search.where_used.panel
    qtbot.keyClick(asked, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(lambda: rows(asked) == ALL)
    qtbot.mouseClick(panel.copy, LEFT)
    head, first, *_ = QApplication.clipboard().text().splitlines()
    assert head == "Machine\tDocument\tPage\tWritten\tPath"
    path = ROOT / "manuals/hydraulic-pump-GP-2040.pdf"
    assert first == f"manuals\thydraulic-pump-GP-2040.pdf\t2\tGP-2040-B1\t{path}"
    settled()


def test_the_menu_of_a_hit_offers_the_numbers_it_was_found_by(
    qtbot: QtBot, asked: MainWindow, settled: Wait
) -> None:
    settled()
    action(asked, f"Where {NUMBER} is used").trigger()
    qtbot.waitUntil(lambda: rows(asked) == ALL)
    settled()


def test_a_new_answer_takes_the_place_back(qtbot: QtBot, asked: MainWindow, settled: Wait) -> None:
    qtbot.keyClick(asked, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(lambda: rows(asked) == ALL)
    ask(qtbot, asked, "bracket")
    assert asked.search.results.isVisible()
    settled()


def test_whoever_types_on_keeps_the_cursor_when_the_answer_comes(
    qtbot: QtBot, asked: MainWindow, settled: Wait
) -> None:
    words = asked.search.query_bar.words
    qtbot.keyClick(asked, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(lambda: rows(asked) == ALL)
    qtbot.mouseClick(words, LEFT)
    words.selectAll()
    type_in("brack")
    qtbot.waitUntil(asked.search.results.isVisible)
    settled()
    type_in("et")
    assert words.text() == "bracket"
    settled()


def test_letters_in_the_list_begin_another_number(qtbot: QtBot, asked: MainWindow, settled: Wait) -> None:
    panel = asked.search.where_used.panel
    qtbot.keyClick(asked, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(panel.tree.hasFocus)
    type_in("QQ-77")
    assert panel.number.text() == "QQ-77"
    settled()


def test_pictures_that_are_not_read_yet_are_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    panel = window.search.where_used.panel
    core.pages.unread = 12
    window.search.ask_where_used("QQ-77")
    qtbot.waitUntil(lambda: "QQ-77" in panel.summary.text())
    assert panel.summary.text().splitlines() == [
        "“QQ-77” stands on no page and in no file name.",
        "The words in the pictures of 12 pages are not read: it may stand there.",
    ]
    settled()


def test_a_page_that_fills_the_place_of_the_results_gives_it_to_the_list(
    qtbot: QtBot, asked: MainWindow, settled: Wait
) -> None:
    settled()
    asked.search.read(True)
    qtbot.keyClick(asked, Qt.Key.Key_U, CTRL)
    qtbot.waitUntil(lambda: rows(asked) == ALL)
    assert asked.search.where_used.panel.isVisible()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert asked.search.results.isVisible()
    settled()


def test_in_japanese(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, qapp: QApplication) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        window = make_window(core)
        panel = window.search.where_used.panel
        qtbot.keyClick(window, Qt.Key.Key_U, CTRL)
        qtbot.keyClicks(panel.number, NUMBER)
        qtbot.keyClick(panel.number, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: panel.tree.topLevelItemCount() == 2)
        assert panel.summary.text() == "3 件の文書、3 ページ"
        qtbot.waitUntil(lambda: not window.tasks.is_answering)
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")
