"""What is suggested while words are typed: Enter asks for what was typed, Esc puts the suggestions away first."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.hands import press, type_in

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def offering(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> MainWindow:
    """A window where the code that was typed begins two others."""
    core.search.completions = ("GP-2040-B1", "GP-2040-B12")
    window.activateWindow()
    window.search.query_bar.words.setFocus()
    qtbot.waitUntil(window.search.query_bar.words.hasFocus)
    type_in("GP-2040")
    qtbot.waitUntil(lambda: window.search.completion.offered == ["GP-2040-B1", "GP-2040-B12"])
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    core.search.queries.clear()
    return window


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_searches_for_what_was_typed(
    qtbot: QtBot, offering: MainWindow, core: FakeCatalogue, key: Key
) -> None:
    with qtbot.waitSignal(offering.search.query_bar.submitted):
        press(key)
    qtbot.waitUntil(lambda: not offering.tasks.is_answering)
    assert offering.search.query_bar.words.text() == "GP-2040"
    assert {query.text for query in core.search.queries} == {"GP-2040"}
    assert offering.search.completion.offered == []


def test_tab_goes_on_and_takes_no_suggestion(qtbot: QtBot, offering: MainWindow) -> None:
    press(Key.Key_Tab)
    assert offering.search.query_bar.words.text() == "GP-2040"
    assert offering.search.completion.offered == []
    assert not offering.search.query_bar.words.hasFocus()


@pytest.mark.parametrize(("downs", "taken"), [(1, "GP-2040-B1"), (2, "GP-2040-B12")])
def test_down_and_enter_take_a_suggestion(
    qtbot: QtBot, offering: MainWindow, core: FakeCatalogue, downs: int, taken: str
) -> None:
    for _ in range(downs):
        press(Key.Key_Down)
    with qtbot.waitSignal(offering.search.query_bar.submitted):
        press(Key.Key_Return)
    qtbot.waitUntil(lambda: not offering.tasks.is_answering)
    assert offering.search.query_bar.words.text() == taken
    assert core.search.queries[-1].text == taken


def test_up_from_the_first_suggestion_leads_back_to_what_was_typed(
    qtbot: QtBot, offering: MainWindow, core: FakeCatalogue
) -> None:
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: not offering.tasks.is_answering)
    assert {query.text for query in core.search.queries} <= {"GP-2040"}
    assert offering.search.query_bar.words.text() == "GP-2040"


def test_a_click_takes_a_suggestion(qtbot: QtBot, offering: MainWindow, core: FakeCatalogue) -> None:
    popup = offering.search.completion.popup
    where = popup.visualRect(popup.model().index(1, 0)).center()
    with qtbot.waitSignal(offering.search.query_bar.submitted):
        qtbot.mouseClick(popup.viewport(), LEFT, pos=where)
    qtbot.waitUntil(lambda: not offering.tasks.is_answering)
    assert core.search.queries[-1].text == "GP-2040-B12"


def test_the_first_esc_puts_the_suggestions_away_and_the_second_clears_with_a_way_back(
    qtbot: QtBot, offering: MainWindow, core: FakeCatalogue
) -> None:
    words = offering.search.query_bar.words
    press(Key.Key_Escape)
    assert offering.search.completion.offered == []
    assert words.text() == "GP-2040"
    press(Key.Key_Escape)
    assert offering.search.query is None
    assert offering.undo.isVisible()
    qtbot.mouseClick(offering.undo.undo, LEFT)
    qtbot.waitUntil(lambda: bool(core.search.queries) and not offering.tasks.is_answering)
    assert words.text() == "GP-2040"
    assert core.search.queries[-1].text == "GP-2040"


def test_clearing_from_the_menu_puts_suggestions_away_first(offering: MainWindow) -> None:
    assert offering.search.completion.offered
    offering.search.clear()
    assert offering.search.completion.offered == []
    assert offering.search.query_bar.words.text() == "GP-2040"


def test_esc_with_nothing_asked_offers_nothing_back(qtbot: QtBot, window: MainWindow) -> None:
    press(Key.Key_Escape)
    assert not window.undo.isVisible()
