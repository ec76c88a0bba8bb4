"""The dialog that asks for a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.files import recent_folders

LEFT = Qt.MouseButton.LeftButton
FORMATS = {".csv": "Table", ".html": "Web page"}


def test_the_name_follows_the_format_and_a_foreign_end_stays(qtbot: QtBot, tmp_path: Path) -> None:
    chosen: list[Path] = []
    window = QWidget()
    qtbot.addWidget(window)
    dialog = FileDialog(window, "Save", chosen.append).to_save("list.csv").with_formats(FORMATS)
    dialog.setDirectory(str(tmp_path))
    dialog.selectNameFilter("Web page (*.html)")
    dialog.filterSelected.emit("Web page (*.html)")
    assert Path(dialog.selectedFiles()[0]).name == "list.html"
    dialog.selectFile("list.old")
    dialog.filterSelected.emit("Table (*.csv)")
    assert Path(dialog.selectedFiles()[0]).name.startswith("list.old")
    assert dialog.defaultSuffix() == "csv"


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    recent_folders.keep_in(store)
    return store


def test_the_recent_folders_are_at_the_side_and_a_click_leads_into_one(
    qtbot: QtBot, tmp_path: Path, store: QSettings
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheets, photos = tmp_path / "sheets", tmp_path / "写真"
    for folder, done in ((photos, recent_folders.OPENED), (sheets, recent_folders.SAVED)):
        folder.mkdir()
        recent_folders.note(str(folder), done)
    dialog = FileDialog(window, "Open", lambda _: None)
    assert Path(dialog.directory().absolutePath()) == photos
    assert [QUrl.fromLocalFile(str(folder)) for folder in (photos, sheets)] == dialog.sidebarUrls()[-2:]
    dialog.open()
    side = dialog.findChild(QListView, "sidebar")
    assert side is not None
    last = side.model().index(side.model().rowCount() - 1, 0)
    qtbot.mouseClick(side.viewport(), LEFT, pos=side.visualRect(last).center())
    qtbot.waitUntil(lambda: Path(dialog.directory().absolutePath()) == sheets)
    dialog.reject()


def test_saving_begins_where_the_last_sheet_went_and_opening_where_the_last_photo_lay(
    qtbot: QtBot, tmp_path: Path, store: QSettings
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "out").mkdir()
    assert Path(FileDialog(window, "Open", lambda _: None).directory().absolutePath()) == Path.home()
    saving = FileDialog(window, "Save", lambda _: None).to_save("sheet.pdf")
    saving.setDirectory(str(tmp_path / "out"))
    saving.fileSelected.emit(str(tmp_path / "out" / "sheet.pdf"))
    recent_folders.keep_in(QSettings(store.fileName(), QSettings.Format.IniFormat))  # the next start
    again = FileDialog(window, "Save", lambda _: None).to_save("sheet.pdf")
    assert Path(again.directory().absolutePath()) == tmp_path / "out"
    assert Path(FileDialog(window, "Open", lambda _: None).directory().absolutePath()) == Path.home()


def test_only_a_few_folders_are_remembered(store: QSettings) -> None:
    for number in range(recent_folders.MOST + 3):
        recent_folders.note(f"/folder {number}", recent_folders.OPENED)
    recent_folders.note("/folder 5", recent_folders.OPENED)
    kept = recent_folders.recent(recent_folders.OPENED)
    assert kept[:2] == ["/folder 5", f"/folder {recent_folders.MOST + 2}"]
    assert len(kept) == len(set(kept)) == recent_folders.MOST
