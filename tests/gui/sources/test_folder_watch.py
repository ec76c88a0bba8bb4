"""Folders that changed are told at the foot of the window; one click takes them, or nobody where nobody is there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.domain.runs.folder_changes import FolderChanges
from imtextgui.domain.runs.retry import NO_RETRY
from imtextgui.errors import CatalogueBusy
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.sources import folder_watch
from imtextgui.ui.tasks.task_runner import Lane
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import ROOT, FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]
CHANGED = (FolderChanges(1, ROOT, 37, 1, 0),)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks come at once."""
    monkeypatch.setattr(folder_watch, "FIRST_MS", 1)


def test_changed_folders_are_told_and_taken_by_one_click(
    qtbot: QtBot, make_window: MakeWindow, soon: None
) -> None:
    core = indexed()
    core.sources.changed = CHANGED
    window = make_window(core)
    button = window.status_line.changes
    qtbot.waitUntil(button.isVisible)
    assert button.text() == "37 new files, 1 changed: take them"
    assert button.toolTip() == str(ROOT)
    core.sources.changed = ()
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: not window.sources.runs.running)
    assert core.sources.runs == [((1,), NO_RETRY)]
    qtbot.waitUntil(lambda: not button.isVisible())
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))


def test_by_the_keyboard_and_in_japanese(
    qtbot: QtBot, make_window: MakeWindow, soon: None, qapp: QApplication
) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        core = indexed()
        core.sources.changed = (FolderChanges(1, ROOT, 2, 0, 3),)
        window = make_window(core)
        button = window.status_line.changes
        qtbot.waitUntil(button.isVisible)
        assert button.text() == "新しいファイル 2 件, 削除 3 件 を取り込む"
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(core.sources.runs) == 1)
        qtbot.waitUntil(lambda: not window.sources.runs.running)
        qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


def test_a_folder_that_cannot_be_looked_at_is_no_matter(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    core.script.fails["sources.changes"] = CatalogueBusy(path="/catalogue")
    window.workspace.watch.look()
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))
    assert told.codes == []
    assert not window.status_line.changes.isVisible()


def test_where_nothing_can_be_changed_nobody_looks(qtbot: QtBot, make_window: MakeWindow, soon: None) -> None:
    core = indexed(read_only=True)
    core.sources.changed = CHANGED
    window = make_window(core)
    window.workspace.watch.look()
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))
    assert core.sources.looked == 0


@pytest.mark.parametrize(("wanted", "runs"), [(True, 1), (False, 0)])
def test_taken_by_itself_only_where_wanted_and_nobody_is_there(
    qtbot: QtBot,
    make_window: MakeWindow,
    soon: None,
    monkeypatch: pytest.MonkeyPatch,
    wanted: bool,
    runs: int,
) -> None:
    monkeypatch.setattr(folder_watch, "IDLE_MS", 1)
    core = indexed()
    window = make_window(core)
    window.preferences.change("index_when_idle", wanted)
    core.sources.changed = CHANGED
    window.sources.runs.started.connect(lambda: setattr(core.sources, "changed", ()))
    window.workspace.watch.note_use()
    window.workspace.watch.look()
    if wanted:
        qtbot.waitUntil(lambda: len(core.sources.runs) == 1)
        qtbot.waitUntil(lambda: not window.sources.runs.running)
    else:
        qtbot.waitUntil(window.status_line.changes.isVisible)
    assert len(core.sources.runs) == runs
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))
