"""The catalogue is deleted while it is open: told at once, nothing reported as done, what is in memory can be saved."""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.shell.catalogues import catalogue_watch
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def vanishing(qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(catalogue_watch, "LOOK_EVERY_MS", 30)
    core = indexed(step_seconds=0.02, files_to_index=10_000)
    window = make_window(core)
    window.sources.runs.index()
    qtbot.waitUntil(window.status_line.run.isVisible)
    core.health.there = False
    qtbot.waitUntil(lambda: hasattr(window, "vanished"))
    window.core = core  # type: ignore[attr-defined]  # for the tests
    return window


def test_it_is_told_at_once_and_the_run_ends_without_a_report(
    qtbot: QtBot, vanishing: MainWindow, told: Told
) -> None:
    reports: list[str] = []
    vanishing.sources.runs.reported.connect(reports.append)
    assert vanishing.vanished.isVisible()
    assert "/catalogue is gone" in vanishing.vanished.text.text()
    assert told.codes == ["catalogue-missing"]
    qtbot.waitUntil(lambda: not vanishing.sources.runs.running)
    assert reports == []
    assert "100" not in vanishing.status_line.run.text()


def test_what_is_in_memory_is_saved_where_the_user_wants(
    qtbot: QtBot, vanishing: MainWindow, tmp_path: Path
) -> None:
    core: FakeCatalogue = vanishing.core  # type: ignore[attr-defined]  # see the fixture
    qtbot.mouseClick(vanishing.vanished.save, LEFT)
    (dialog,) = vanishing.findChildren(FileDialog)
    dialog.fileSelected.emit(str(tmp_path / "saved.zip"))
    qtbot.waitUntil(lambda: core.health.saved == [tmp_path / "saved.zip"])
    qtbot.waitUntil(lambda: vanishing.status == f"Saved: {tmp_path / 'saved.zip'}")
    dialog.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_tags_of_a_deleted_catalogue_are_saved_and_come_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_watch, "LOOK_EVERY_MS", 50)
    folder, saved = tmp_path / "catalogue", tmp_path / "saved.zip"
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    catalogue = Catalogue.open(folder)
    window = MainWindow(lambda: catalogue, Desktop(), store, tmp_path)
    with qtbot.waitSignal(window.ready):
        window.show()
    sheet = catalogue.jobsheets.create("Seal of the pump")
    shutil.rmtree(folder)
    qtbot.waitUntil(lambda: hasattr(window, "vanished"))
    window.vanished.write(saved)
    qtbot.waitUntil(lambda: window.status == f"Saved: {saved}")
    window.close()
    window.deleteLater()
    for _ in Catalogue.restore(saved, tmp_path / "again"):
        pass
    again = Catalogue.open(tmp_path / "again")
    assert [(kept.id, kept.title) for kept in again.jobsheets.all()] == [(sheet, "Seal of the pump")]
    again.close()
