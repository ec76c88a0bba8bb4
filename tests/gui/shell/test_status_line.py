"""What the line at the foot says: the state, and messages that do not stay."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.ui.shell import status_line
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue

LEFT = Qt.MouseButton.LeftButton


def test_a_message_goes_and_the_state_comes_back(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_line, "SAID_MS", 50)
    window = make_window(core)
    words = window.search.query_bar.words
    words.setFocus()
    qtbot.keyClicks(words, "pump")
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.status.startswith("3 results"))
    state = window.status
    with qtbot.waitSignal(window.search.message):
        qtbot.mouseClick(window.search.preview.head.copy, LEFT)
    qtbot.waitUntil(lambda: window.status == state)


def test_large_numbers_are_grouped(window: MainWindow) -> None:
    window.status_line.count(12_345)
    labels = [child.text() for child in window.statusBar().children() if hasattr(child, "text")]
    assert "12,345 pages can be found" in labels
