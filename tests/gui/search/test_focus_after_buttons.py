"""After each button of search and page the focus is on it, or in what it opened, and comes back when that closes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Chip, ChipKind, Facet, Query
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.hands import press, type_in
from tests.gui.library.test_suggestions import shown_page

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key
Wait = Callable[[], None]
Pressing = Callable[[QAbstractButton], None]
CHIPS = (
    Chip(ChipKind.CODE, "GP-2040", "code:GP2040"),
    Chip(ChipKind.EXPANSION, "pump → ポンプ", "x"),
    Chip(ChipKind.FILTER, "type:pdf", "type"),
)
GIVEN_ON = {
    "Previous page (Alt+Left)": "Next page (Alt+Right)",
    "Previous page that matched (Alt+Up)": "Next page that matched (Alt+Down)",
    "Next page that matched (Alt+Down)": "Previous page that matched (Alt+Up)",
}
"""Buttons that may have nothing more to do once they were pressed, and the neighbour that has the focus then."""
TWO_STATES = ("Width of the page (W)", "Whole page (0)")
"""The names of one button."""
LEADS = {
    "Search with a part of the page: draw a frame": "Page",
    "Where GP-2040 is used (Ctrl+U)": "Machines, documents and pages with the part number",
    "Find in the document (Ctrl+F)": "Find in the document",
    "All pages at a glance (Ctrl+T)": "All pages of the document",
}
"""What buttons open in the window, with the focus in it; Esc leads back to the button."""


@pytest.fixture
def active(qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait) -> MainWindow:
    """A wide window with an answer of several pages, chips and filters."""
    core.search.chips = CHIPS
    core.search.facets = (Facet("type", (("drawing", 2), ("photo", 1))),)
    window.resize(1920, 1080)
    activate(qtbot, window)
    qtbot.waitUntil(window.search.query_bar.words.hasFocus)
    type_in("pump")
    press(Key.Key_Return)
    settled()
    window.search.bar.filter.click()
    settled()
    return window


@pytest.fixture(params=["keys", "mouse"])
def push(qtbot: QtBot, request: pytest.FixtureRequest) -> Pressing:
    """Press a button: Space while it has the focus, or a click, which gives it the focus."""

    def by_key(button: QAbstractButton) -> None:
        button.setFocus()
        assert button.hasFocus(), button.accessibleName()
        qtbot.keyClick(button, Key.Key_Space)

    return by_key if request.param == "keys" else lambda button: qtbot.mouseClick(button, LEFT)


def activate(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def focused() -> str:
    """The name of what has the focus."""
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def buttons(search: SearchPage) -> Iterator[str]:
    """The names of all buttons that can be pressed, one after the other, those that come later too."""
    seen: set[str] = set()

    def fresh() -> list[str]:
        shown = [one for one in search.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        names = [one.accessibleName() for one in shown if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        return [name for name in names if name and name not in seen]

    while names := fresh():
        seen.add(names[0])
        yield names[0]


def button(search: SearchPage, name: str) -> QAbstractButton:
    return next(
        one
        for one in search.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and one.accessibleName() == name
    )


def test_the_focus_stays_on_every_button_or_goes_into_what_it_opens_and_comes_back(
    qtbot: QtBot, active: MainWindow, settled: Wait, push: Pressing
) -> None:
    search, went = active.search, []
    for name in buttons(search):
        pressed = button(search, name)
        push(pressed)
        settled()
        popup = QApplication.activePopupWidget()
        dialogs = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
        ]
        if popup is not None or dialogs:
            popup.close() if popup is not None else dialogs[0].reject()
            settled()
            activate(qtbot, active)
        elif name in LEADS:
            assert focused() == LEADS[name], name
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
            settled()
        if search.is_reading:
            assert focused() in (name, "Page")
            press(Key.Key_Escape)
            settled()
        allowed = {name, GIVEN_ON.get(name, name), *(TWO_STATES if name in TWO_STATES else ())}
        if focused() not in allowed:
            went.append((name, focused()))
    assert went == []


def test_the_buttons_of_a_comparison_keep_the_focus_and_its_end_gives_it_to_the_results(
    qtbot: QtBot, active: MainWindow, settled: Wait, push: Pressing
) -> None:
    search = active.search
    press(Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_in("GP-2040")
    press(Key.Key_Return)
    settled()
    search.results.setFocus()
    press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: search.compare.overlay.has_picture)
    settled()
    for choice in (search.compare.over, search.compare.beside, search.compare.over):
        push(choice)
        settled()
        assert choice.hasFocus(), choice.text()
    push(search.compare.back)
    settled()
    assert search.results.hasFocus()


def test_what_is_undone_gives_the_focus_back_to_where_it_was(
    qtbot: QtBot, active: MainWindow, settled: Wait, push: Pressing
) -> None:
    collect = active.search.preview.tools.collect
    for answer in (active.undo.undo, active.undo.close_button):
        push(collect)
        qtbot.waitUntil(active.undo.isVisible)
        settled()
        assert collect.hasFocus()
        push(answer)
        settled()
        assert not active.undo.isVisible()
        assert collect.hasFocus()


def test_filters_that_are_removed_leave_the_focus_in_the_filters(
    qtbot: QtBot, active: MainWindow, settled: Wait, push: Pressing
) -> None:
    facets = active.search.facets
    facets.tree.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Space)
    settled()
    assert facets.count == 1
    push(facets.reset)
    settled()
    assert facets.count == 0
    assert facets.tree.hasFocus()


def test_a_step_that_goes_with_its_answer_leads_to_the_results(
    qtbot: QtBot, active: MainWindow, core: FakeCatalogue, settled: Wait, push: Pressing
) -> None:
    search, whole = active.search, core.search.band
    core.search.band = Band.NONE
    answer = search.answer
    assert answer is not None
    search.show_answer(replace(answer, query=Query("pump type:pdf"), band=Band.NONE))
    settled()
    core.search.band = whole
    step = next(one for one in search.panel.advice.steps.buttons if "type:pdf" in one.text())
    qtbot.waitUntil(lambda: not step.visibleRegion().isEmpty())
    push(step)
    settled()
    assert search.results.hasFocus()


def test_tags_that_are_taken_up_and_a_description_that_is_written_leave_the_focus_there(
    qtbot: QtBot, active: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    tags = shown_page(qtbot, active, core)
    settled()
    activate(qtbot, active)
    tags.chips[0].setFocus()
    assert tags.chips[0].hasFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_G)
    qtbot.waitUntil(lambda: len(tags.chips) == 1)
    activate(qtbot, active)
    settled()
    assert tags.chips[0].hasFocus()
    tags.edit.setFocus()
    press(Key.Key_Space)
    assert tags.line.hasFocus()
    type_in("The pump of line 3")
    press(Key.Key_Return)
    settled()
    assert tags.edit.hasFocus()


def test_a_photo_that_is_removed_leaves_the_focus_on_the_button_for_photos(
    qtbot: QtBot, active: MainWindow, tmp_path: Path, settled: Wait, push: Pressing
) -> None:
    search = active.search
    Image.new("RGB", (60, 40), "red").save(tmp_path / "photo.png")
    search.photo.open_file(tmp_path / "photo.png")
    qtbot.waitUntil(lambda: bool(search.photo.photos))
    settled()
    push(button(search, "Remove the photo"))
    settled()
    assert not search.photo.photos
    assert search.query_bar.photo.hasFocus()
