"""The keyboard alone, with keys as the platform sends them: Enter presses, Down leads to the results, focus stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Query
from imtextgui.ui.library.history_page import HistoryPage
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, theme
from imtextgui.ui.widgets.controls import Button
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.hands import press, type_in

Key = Qt.Key
Wait = Callable[[], None]


@pytest.fixture
def active(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_focus(
    qtbot: QtBot, active: MainWindow, core: FakeCatalogue, settled: Wait, key: Key
) -> None:
    active.search.query_bar.words.setText("pump")
    settled()
    for button in (active.search.bar.grid, active.search.preview.tools.as_text):
        focus(qtbot, button)
        assert not button.isChecked()
        press(key)
        assert button.isChecked()
    assert active.search.results.grid
    focus(qtbot, active.workspace.rail.buttons["history"])
    press(key)
    assert active.workspace.current_page == "history"


def test_enter_on_a_button_above_the_page_does_not_open_the_file(
    qtbot: QtBot, active: MainWindow, settled: Wait
) -> None:
    active.search.query_bar.words.setText("pump")
    settled()
    opened: list[object] = []
    active.search.preview.open_requested.connect(lambda *asked: opened.append(asked))
    focus(qtbot, active.search.preview.tools.next)
    press(Key.Key_Return)
    assert (active.search.preview.number, opened) == (3, [])


def test_enter_opens_the_menu_of_a_button(qtbot: QtBot, active: MainWindow, settled: Wait) -> None:
    focus(qtbot, active.search.bar.sort)
    menu = active.search.bar.sort.menu()
    menu.aboutToShow.connect(menu.close)  # it would wait for the user
    with qtbot.waitSignal(menu.aboutToShow):
        press(Key.Key_Return)


def test_down_leads_into_the_results_from_everything_above_them(
    qtbot: QtBot, active: MainWindow, settled: Wait
) -> None:
    search = active.search
    search.query_bar.words.setText("pump")
    settled()
    button = next(button for button in search.query_bar.findChildren(Button) if button.property("primary"))
    for start in (search.query_bar.words, button, search.query_bar.past, search.bar.filter, search.bar.grid):
        focus(qtbot, start)
        press(Key.Key_Down)
        assert search.results.hasFocus(), start.accessibleName()


def test_down_stays_where_there_are_no_results(qtbot: QtBot, active: MainWindow) -> None:
    focus(qtbot, active.search.query_bar.words)
    press(Key.Key_Down)
    assert active.search.query_bar.words.hasFocus()


def page(window: MainWindow, name: str) -> QWidget:
    window.workspace.go(name)
    shown = window.workspace.findChild(
        {"tags": TagsPage, "history": HistoryPage, "job-sheets": JobSheetsPage}[name]
    )
    assert isinstance(shown, QWidget)
    return shown


def test_the_focus_stays_after_a_tag_was_renamed(
    qtbot: QtBot, active: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    core.tags.add([1, 2], "urgent")
    tags = page(active, "tags")
    assert isinstance(tags, TagsPage)
    settled()
    focus(qtbot, tags.name)
    tags.name.selectAll()
    type_in("done")
    press(Key.Key_Return)
    settled()
    assert [name for name, _ in core.tags.all()] == ["done"]
    assert tags.name.hasFocus()


def test_the_focus_stays_after_a_search_was_named(
    qtbot: QtBot, active: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    core.history.add(Query("pump"))
    history = page(active, "history")
    assert isinstance(history, HistoryPage)
    settled()
    focus(qtbot, history.name)
    type_in("mine")
    focus(qtbot, history.save)
    press(Key.Key_Return)
    settled()
    assert core.history.latest(1)[0].name == "mine"
    assert history.save.hasFocus()


def test_the_focus_comes_back_after_a_job_sheet_was_written(
    qtbot: QtBot, active: MainWindow, core: FakeCatalogue, tmp_path: Path, settled: Wait
) -> None:
    core.jobsheets.add_pages([core.items[0].page_id(1)], "Job")
    sheets = page(active, "job-sheets")
    assert isinstance(sheets, JobSheetsPage)
    settled()
    focus(qtbot, sheets.writer.save)
    sheets.writer.write(tmp_path / "sheet.pdf")
    assert sheets.writer.progress.cancel.hasFocus()
    qtbot.waitUntil(lambda: not sheets.writer.running)
    assert sheets.writer.save.hasFocus()


@pytest.mark.parametrize("scheme", [colour_schemes.LIGHT, colour_schemes.DARK])
def test_the_focus_shows_on_the_blue_button(
    qtbot: QtBot, qapp: QApplication, scheme: colour_schemes.ColourScheme
) -> None:
    theme.apply(qapp, scheme)
    around = QWidget()
    qtbot.addWidget(around)
    blue, other = Button("open", "Open", look="primary"), QPushButton("other")
    for button in (blue, other):
        button.setParent(around)
    other.move(200, 0)
    around.resize(400, 80)
    around.show()
    around.activateWindow()
    focus(qtbot, other)
    before = ring(blue)
    focus(qtbot, blue)
    after = ring(blue)
    theme.apply(qapp, colour_schemes.LIGHT)
    assert QColor(scheme.on_accent) not in before
    assert QColor(scheme.on_accent) in after


def ring(button: QWidget) -> list[QColor]:
    """The colours from the upper edge inwards, at a place without text."""
    drawn: QImage = button.grab().toImage()
    return [drawn.pixelColor(drawn.width() // 2, y) for y in range(5)]
