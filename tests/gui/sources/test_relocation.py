"""A folder that is elsewhere now: by its menu, and by the button of one that is not connected."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.errors import SourceDiffers
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import Told
from tests.gui.fake_catalogue import ROOT, FakeCatalogue

LEFT = Qt.MouseButton.LeftButton


def choose(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    qtbot.waitUntil(lambda: bool(window.sources.findChildren(FileDialog)))
    dialog = window.sources.findChildren(FileDialog)[0]
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def test_a_folder_that_is_not_connected_offers_to_say_where_it_is(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    window.workspace.go("sources")
    assert not window.sources.rows[0].relocate.isVisible()
    core.sources.folders = [replace(core.sources.folders[0], offline=True)]
    window.sources.refresh()
    qtbot.waitUntil(window.sources.rows[0].relocate.isVisible)
    qtbot.mouseClick(window.sources.rows[0].relocate, LEFT)
    said: list[str] = []
    window.sources.message.connect(said.append)
    with qtbot.waitSignal(window.sources.changed):
        choose(qtbot, window, tmp_path)
    assert said == [f"The folder is found at {tmp_path} now. Nothing was read anew."]
    qtbot.waitUntil(lambda: window.sources.rows[0].source.path == tmp_path)
    assert not window.sources.rows[0].relocate.isVisible()
    assert core.sources.runs == []
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))


def test_a_folder_with_other_files_is_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told, tmp_path: Path
) -> None:
    window.workspace.go("sources")
    core.script.fails["sources.relocate"] = SourceDiffers(
        path=str(tmp_path), other=str(ROOT), missing=6, files=6
    )
    actions = {action.text(): action for action in window.sources.rows[0].menu_button.menu().actions()}
    actions["Is &elsewhere now…"].trigger()
    choose(qtbot, window, tmp_path)
    qtbot.waitUntil(lambda: told.codes == ["source-differs"])
    assert core.sources.folders[0].path == ROOT


def test_the_dialog_opens_where_its_drive_is_now(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    window.workspace.go("sources")
    core.sources.places = [tmp_path]
    actions = {action.text(): action for action in window.sources.rows[0].menu_button.menu().actions()}
    actions["Is &elsewhere now…"].trigger()
    qtbot.waitUntil(lambda: bool(window.sources.findChildren(FileDialog)))
    dialog = window.sources.findChildren(FileDialog)[0]
    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.reject()
