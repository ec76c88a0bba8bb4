"""Finding in the document on show, and all of its pages at a glance: by real keys and mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.viewer.page_strip import MATCHES
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import ROOT, FakeCatalogue, FakeItem, hit_of
from tests.gui.search.test_search import ask

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Wait = Callable[[], None]
MANUAL = FakeItem(
    1,
    ROOT / "manuals/press.pdf",
    Kind.MANUAL,
    (
        "Press line\nOil the seal. The seal and the SEALS of the pump",
        "Nothing here",
        "油圧ポンプのシール。seal GP-2040-B1",
        "Last page: seal",
    ),
)
ONE = FakeItem(2, ROOT / "one.pdf", Kind.DRAWING, ("a bracket",))


@pytest.fixture
def core() -> FakeCatalogue:
    from imtextgui.domain.items import Source

    catalogue = FakeCatalogue(items=(MANUAL, ONE))
    catalogue.sources.folders = [Source(1, ROOT, last_run=1.0, items=2)]
    return catalogue


@pytest.fixture
def reading(qtbot: QtBot, window: MainWindow, settled: Wait) -> MainWindow:
    ask(qtbot, window, "press")
    settled()
    return window


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def found_pages(window: MainWindow) -> list[int]:
    model = window.search.preview.strip.pages_model
    return [row + 1 for row in range(model.rowCount()) if model.index(row).data(MATCHES)]


def find(qtbot: QtBot, window: MainWindow, text: str, place: str) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    finder = window.search.preview.finder
    qtbot.waitUntil(finder.bar.line.hasFocus)
    qtbot.keyClicks(finder.bar.line, text)
    qtbot.waitUntil(lambda: finder.bar.place.text() == place)


def test_places_are_counted_marked_and_stepped_through(
    qtbot: QtBot, reading: MainWindow, settled: Wait
) -> None:
    preview = reading.search.preview
    bar, page = preview.finder.bar, preview.canvas.page
    assert found_pages(reading) == [1]  # of the search
    find(qtbot, reading, "seal", "1 / 5")
    assert bar.place.toolTip() == "3 pages hold it"
    qtbot.waitUntil(lambda: (page.marks, page.current_place) == (3, 1))
    assert found_pages(reading) == [1, 3, 4]
    for key, modifiers, place, number in (
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "2 / 5", 1),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "3 / 5", 1),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "4 / 5", 3),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "5 / 5", 4),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "1 / 5", 1),
        (Qt.Key.Key_F3, SHIFT, "5 / 5", 4),
        (Qt.Key.Key_Return, SHIFT, "4 / 5", 3),
    ):
        qtbot.keyClick(focused(), key, modifiers)
        assert (bar.place.text(), preview.number) == (place, number)
    settled()
    qtbot.waitUntil(lambda: (page.marks, page.current_place) == (1, 1))


def test_from_the_page_that_was_turned_to_the_next_place_is_the_next_one(
    qtbot: QtBot, reading: MainWindow, settled: Wait
) -> None:
    preview = reading.search.preview
    find(qtbot, reading, "seal", "1 / 5")
    qtbot.keyClick(reading, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settled()
    assert preview.number == 2
    qtbot.mouseClick(preview.finder.bar.next, LEFT)
    assert (preview.number, preview.finder.bar.place.text()) == (3, "4 / 5")
    qtbot.keyClick(reading, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settled()
    qtbot.mouseClick(preview.finder.bar.previous, LEFT)
    assert (preview.number, preview.finder.bar.place.text()) == (1, "3 / 5")
    settled()


def test_escape_ends_finding_and_nothing_else(qtbot: QtBot, reading: MainWindow, settled: Wait) -> None:
    preview = reading.search.preview
    find(qtbot, reading, "GP2040B1", "1 / 1")
    settled()
    assert preview.number == 3
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not preview.finder.bar.isVisible()
    assert preview.canvas.hasFocus()
    assert (preview.number, found_pages(reading)) == (3, [1])
    assert preview.canvas.page.current_place == 0
    assert reading.search.query is not None
    qtbot.keyClick(focused(), Qt.Key.Key_F3)  # goes on with what was looked for
    qtbot.waitUntil(lambda: preview.finder.bar.place.text() == "1 / 1")
    settled()


def test_what_is_not_there_is_said_to_be_and_the_next_document_is_looked_through(
    qtbot: QtBot, reading: MainWindow, settled: Wait
) -> None:
    preview = reading.search.preview
    find(qtbot, reading, "bracket", "Not found")
    assert not preview.finder.bar.next.isEnabled()
    preview.show_hit(hit_of(ONE, 1, Band.STRONG, ()))
    qtbot.waitUntil(lambda: preview.finder.bar.place.text() == "1 / 1")
    preview.finder.bar.line.clear()
    qtbot.waitUntil(lambda: preview.finder.bar.place.text() == "")
    settled()
    qtbot.mouseClick(preview.finder.bar.leave, LEFT)
    assert not preview.finder.is_open


def test_in_the_text_of_a_page_places_are_marked_too(
    qtbot: QtBot, reading: MainWindow, settled: Wait
) -> None:
    preview = reading.search.preview
    qtbot.mouseClick(preview.tools.finding, LEFT)
    qtbot.keyClicks(preview.finder.bar.line, "seal")
    preview.tools.as_text.click()
    qtbot.waitUntil(lambda: len(preview.text.extraSelections()) == 3)
    qtbot.keyClick(preview.finder.bar.line, Qt.Key.Key_Return)
    settled()
    second = preview.text.extraSelections()[1]
    assert second.cursor.selectedText() == "seal"
    assert second.format.background() != preview.text.extraSelections()[0].format.background()


def test_without_a_document_the_same_keys_lead_to_the_words(qtbot: QtBot, window: MainWindow) -> None:
    window.workspace.go("sources")
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(window.search.query_bar.words.hasFocus)
    assert not window.search.preview.finder.is_open
    qtbot.keyClick(window, Qt.Key.Key_T, CTRL)
    assert not window.search.preview.body.is_overview


def test_the_words_have_keys_of_their_own(qtbot: QtBot, reading: MainWindow) -> None:
    reading.search.results.setFocus()
    qtbot.keyClick(reading, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(reading.search.query_bar.words.hasFocus)


def test_all_pages_at_a_glance_lead_to_one(
    qtbot: QtBot, reading: MainWindow, told: Told, settled: Wait
) -> None:
    preview = reading.search.preview
    overview = preview.body.overview
    qtbot.keyClick(reading, Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(overview.hasFocus)
    assert overview.currentIndex().row() == 0
    assert overview.tile.width() * (overview.viewport().width() // overview.tile.width()) > 0
    qtbot.keyClick(overview, Qt.Key.Key_Right)
    qtbot.keyClick(overview, Qt.Key.Key_Right)
    assert preview.number == 1  # only looked at
    qtbot.keyClick(overview, Qt.Key.Key_Return)
    settled()
    assert (preview.number, preview.canvas.hasFocus(), told.opened) == (3, True, [])
    qtbot.mouseClick(preview.tools.overview, LEFT)
    last = overview.visualRect(overview.model().index(3, 0)).center()
    qtbot.mouseClick(overview.viewport(), LEFT, pos=last)
    settled()
    assert preview.number == 4
    assert not preview.tools.overview.isChecked()


def test_escape_leaves_the_pages_and_one_page_has_no_overview(
    qtbot: QtBot, reading: MainWindow, settled: Wait
) -> None:
    preview = reading.search.preview
    qtbot.keyClick(reading, Qt.Key.Key_T, CTRL)
    assert preview.body.is_overview
    assert preview.body.overview.visible_pages() == {101, 102, 103, 104}
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not preview.body.is_overview
    assert reading.search.query is not None
    qtbot.keyClick(reading, Qt.Key.Key_T, CTRL)
    ask(qtbot, reading, "bracket")
    settled()
    assert not preview.body.is_overview
    qtbot.keyClick(reading, Qt.Key.Key_T, CTRL)
    assert not preview.body.is_overview


def test_finding_in_japanese(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, qapp: QApplication
) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        window = make_window(core)
        ask(qtbot, window, "press")
        qtbot.waitUntil(lambda: not window.tasks.is_answering)
        bar = window.search.preview.finder.bar
        qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
        bar.line.insert("油圧ﾎﾟﾝﾌﾟ")
        qtbot.waitUntil(lambda: bar.place.text() == "1 / 1")
        assert window.search.preview.number == 3
        bar.line.insert("ん")
        qtbot.waitUntil(lambda: bar.place.text() == "見つかりません")
        qtbot.waitUntil(lambda: not window.tasks.is_answering)
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


def test_other_words_end_finding_and_their_marks_are_those_of_the_query(
    qtbot: QtBot, reading: MainWindow, settled: Wait
) -> None:
    finder = reading.search.preview.finder
    find(qtbot, reading, "seal", "1 / 5")
    assert finder.matching is not None
    assert finder.matching == [1, 3, 4]
    ask(qtbot, reading, "bracket")
    settled()
    assert not finder.is_open
    assert not finder.matching
