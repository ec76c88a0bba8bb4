"""Other catalogues that are searched, too: ticks, remembered, and told where one is left out."""

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from imtextgui.errors import CatalogueMissing
from imtextgui.ui.shell.catalogues import recent_catalogues
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue


def other(tmp_path: Path, store: QSettings) -> Path:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "current.json").touch()
    recent_catalogues.note(store, folder)
    return folder


def test_a_tick_takes_a_catalogue_in_and_is_remembered(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    menu = window.catalogues.neighbours
    menu.fill()
    assert [action.isEnabled() for action in menu.actions()] == [False]
    folder = other(tmp_path, window.store)
    menu.fill()
    (action,) = menu.actions()
    assert (action.text(), action.isChecked()) == (str(folder), False)
    with qtbot.waitSignal(menu.changed):
        action.trigger()
    assert core.neighbours.chosen == [[folder]]
    menu.fill()
    assert menu.actions()[0].isChecked()
    with qtbot.waitSignal(menu.changed):
        menu.start()
    with qtbot.waitSignal(menu.changed):
        menu.tick(folder, False)
    assert core.neighbours.chosen == [[folder], [folder], []]
    menu.start()
    assert core.neighbours.chosen == [[folder], [folder], []]


def test_one_that_is_left_out_is_told_once(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    window = make_window(core)
    menu = window.catalogues.neighbours
    core.neighbours.left_out = (CatalogueMissing(path="/share"),)
    with qtbot.waitSignal(menu.message) as told:
        menu.tell_left_out()
    assert told.args is not None
    assert told.args[0].startswith("Left out of this answer: There is no catalogue in /share.")
    with qtbot.assertNotEmitted(menu.message):
        menu.tell_left_out()
    core.neighbours.left_out = ()
    menu.tell_left_out()
    core.neighbours.left_out = (CatalogueMissing(path="/share"),)
    with qtbot.waitSignal(menu.message):
        menu.tell_left_out()
