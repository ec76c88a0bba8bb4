"""The tour of the window by keys and mouse, left at any moment; and the samples in a catalogue of their own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.config import paths
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, indexed
from tests.gui.hands import press

LEFT = Qt.MouseButton.LeftButton


def start(window: MainWindow, text: str = "Tour of the window") -> None:
    action = next(action for action in window.findChildren(QAction) if action.text().replace("&", "") == text)
    action.trigger()


def test_each_part_is_spoken_of_in_view(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1366, 768)
    window.workspace.go("settings")
    start(window)
    tour = window.tour
    assert window.workspace.current_page == "search"
    titles = []
    for stop in tour.stops:
        assert tour.next.hasFocus()
        titles.append(tour.title.text())
        part = stop.part()
        assert part.isVisible()
        assert tour.mark.geometry().contains(part.mapTo(window, part.rect().center()))
        assert window.rect().contains(tour.geometry())
        assert tour.text.height() >= tour.text.heightForWidth(tour.text.width())
        qtbot.keyClick(tour.next, Qt.Key.Key_Space)
    assert titles == [stop.title for stop in tour.stops]
    assert not tour.isVisible()
    assert not tour.mark.isVisible()
    assert window.search.query_bar.words.hasFocus()


def test_back_and_on_by_mouse_and_arrows_and_escape_leaves(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    start(window)
    tour = window.tour
    qtbot.waitUntil(tour.next.hasFocus)
    assert not tour.back.isEnabled()
    qtbot.mouseClick(tour.next, LEFT)
    press(Qt.Key.Key_Right)  # to the button that has the focus, as a keyboard does
    assert tour.count.text().startswith("3 / ")
    press(Qt.Key.Key_Left)
    qtbot.mouseClick(tour.back, LEFT)
    press(Qt.Key.Key_Left)
    assert tour.count.text().startswith("1 / ")
    window.resize(1100, 700)
    assert window.rect().contains(tour.geometry())
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not tour.isVisible()
    start(window)
    qtbot.mouseClick(tour.leave, LEFT)
    assert not tour.isVisible()


def test_in_japanese(qtbot: QtBot, make_window: MakeWindow, qapp: QApplication) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        window = make_window(indexed())
        window.tour.start()
        assert window.tour.title.text() == "言葉や品番で探す"
        assert "写真で探す" in window.tour.stops[1].title
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


def test_the_samples_have_a_catalogue_of_their_own(
    qtbot: QtBot, window: MainWindow, make_window: MakeWindow
) -> None:
    wanted: list[Path] = []
    window.catalogue_requested.connect(wanted.append)
    start(window, "Sample catalogue")
    assert wanted == [paths.sample_catalogue()]
    core = FakeCatalogue(paths.sample_catalogue())
    other = make_window(core)
    qtbot.waitUntil(lambda: [source.path.name for source in core.sources.folders] == ["samples"])
    qtbot.waitUntil(lambda: not other.sources.runs.running)
    action = next(action for action in other.findChildren(QAction) if "mple catalogue" in action.text())
    assert not action.isEnabled()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", ["touch", "glove"])
def test_the_balloon_fits_larger_controls(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    in_size: object,
    request: pytest.FixtureRequest,
    size: str,
    language: str,
) -> None:
    installed = i18n.install(qapp, language)
    request.addfinalizer(lambda: i18n.install(qapp, "en"))
    request.addfinalizer(lambda: i18n.remove(qapp, installed))
    window = make_window(indexed())
    assert callable(in_size)
    in_size(size)
    window.resize(1366, 768)
    window.tour.start()
    for _ in window.tour.stops:
        assert window.rect().contains(window.tour.geometry())
        for button in (window.tour.leave, window.tour.back, window.tour.next):
            assert button.width() >= button.minimumSizeHint().width()
            assert button.height() >= button.minimumSizeHint().height()
        qtbot.mouseClick(window.tour.next, LEFT)
    window.tour.end()
