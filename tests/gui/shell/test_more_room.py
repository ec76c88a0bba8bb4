"""Room for the page: it fits the width, F11 shows it alone, toasts float, tabs keep their names at 1366."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Query, Results
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import control_sizes
from imtextgui.ui.viewer.canvas.page_zoom import FitMode
from tests.gui.hands import press, type_in
from tests.gui.results.test_results import many

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]


@pytest.fixture
def found(qtbot: QtBot, window: MainWindow, settled: Wait) -> MainWindow:
    window.resize(1366, 768)
    window.activateWindow()
    window.search.query_bar.words.setFocus()
    qtbot.waitUntil(window.search.query_bar.words.hasFocus)
    type_in("pump")
    settled()
    return window


def test_a_page_fits_the_width_at_first(found: MainWindow) -> None:
    assert found.search.preview.canvas.fit_mode is FitMode.WIDTH


def test_f11_shows_the_page_alone_and_esc_or_f11_give_the_room_back(found: MainWindow) -> None:
    parts = (found.workspace.rail, found.statusBar(), found.search.query_bar, found.search.results)
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
        press(Qt.Key.Key_F11)
        assert found.isFullScreen()
        assert found.search.preview.canvas.isVisible()
        assert not any(part.isVisible() for part in parts)
        press(leave)
        assert not found.isFullScreen()
        assert all(part.isVisible() for part in parts)
    assert found.search.query is not None


def test_f11_without_a_page_does_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    press(Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert window.search.query_bar.isVisible()


def test_a_toast_floats_over_the_page_and_takes_no_room(
    qtbot: QtBot, found: MainWindow, settled: Wait
) -> None:
    before = found.search.preview.height()
    press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(found.undo.isVisible)
    settled()
    assert found.search.preview.height() == before
    assert found.rect().contains(found.undo.geometry())
    found.resize(1024, 700)
    assert found.rect().contains(found.undo.geometry())
    qtbot.mouseClick(found.undo.close_button, LEFT)
    assert not found.undo.isVisible()


def test_tabs_keep_their_names_at_1366(qtbot: QtBot, found: MainWindow) -> None:
    tabs = found.search.tabs.buttons
    qtbot.waitUntil(lambda: all(button.text().count(" ") == 1 for button in tabs.values()))
    names = [button.text().replace("&", "").split()[0] for button in tabs.values()]
    assert names == ["All", "Manuals", "Drawings", "Photos"]


@pytest.mark.parametrize("size", sorted(control_sizes.BY_NAME))
@pytest.mark.parametrize("room", [(1366, 768), (1920, 1080)])
def test_a_page_has_nearly_half_of_the_window(
    qtbot: QtBot, found: MainWindow, in_size: Callable[[str], None], size: str, room: tuple[int, int]
) -> None:
    in_size(size)
    found.resize(*room)
    qtbot.waitUntil(lambda: found.size().toTuple() == room)
    assert found.search.preview.width() >= 0.45 * found.width()


def test_four_cards_are_whole_at_1366_in_the_dense_setting(
    qtbot: QtBot, found: MainWindow, settled: Wait
) -> None:
    results, seen = found.search.results, found.search.results.viewport()

    def whole() -> int:
        places = (
            results.visualRect(found.search.model.index(row)) for row in range(results.model().rowCount())
        )
        return sum(seen.rect().contains(place) for place in places)

    found.search.show_answer(Results(Query("pump"), many(20), Band.STRONG, 0.1))
    assert whole() == 3
    press(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    (page,) = found.workspace.findChildren(SettingsPage)
    box = page.rows["size"].control
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    press(Qt.Key.Key_Up)
    assert control_sizes.current() is control_sizes.DENSE
    press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settled()
    qtbot.waitUntil(lambda: whole() >= 4)
    press(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    box.setFocus()
    press(Qt.Key.Key_Down)
    assert control_sizes.current() is control_sizes.NORMAL
