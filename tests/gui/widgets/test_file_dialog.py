"""The dialog that asks for a file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QRect, QSettings, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QListView,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, theme
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.files import recent_folders
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.hands import press, type_in

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


def test_a_dialog_of_the_desktop_is_left_as_it_is(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileDialog, "findChild", lambda *_: None)
    monkeypatch.setattr(FileDialog, "layout", lambda _: None)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = FileDialog(window, "Open", lambda _: None).only_folders()
    assert dialog.with_pictures(lambda *_: None) is dialog
    assert dialog.fileMode() == FileDialog.FileMode.Directory


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


def test_nothing_moves_when_the_picture_of_a_file_comes_and_goes(
    qtbot: QtBot, tmp_path: Path, store: QSettings
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for number, size in enumerate([(3000, 40), (40, 3000), (600, 600)]):
        Image.new("RGB", size, "red").save(tmp_path / f"{number}.png")
    (tmp_path / "3.txt").write_text("no picture")
    shown: list[str] = []

    def read(file: Path, show: Callable[[QImage], object]) -> None:
        shown.append(file.name)
        show(QImage())
        show(QImage(str(file)))

    dialog = FileDialog(window, "Open", lambda _: None).with_pictures(read)
    dialog.setDirectory(str(tmp_path))
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    files = dialog.findChild(QTreeView, "treeView")
    assert files is not None
    qtbot.waitUntil(lambda: files.model().rowCount(files.rootIndex()) == 4)

    def places() -> list[QRect]:
        parts = (
            dialog.findChildren(QAbstractButton) + dialog.findChildren(QComboBox) + [dialog.picture, files]
        )
        return [QRect(part.mapTo(dialog, part.rect().topLeft()), part.size()) for part in parts]

    before, width = places(), dialog.width()
    assert dialog.picture.text() == "Choose a file to see it here."
    files.setFocus()
    for _ in range(4):
        press(Qt.Key.Key_Down)
        qtbot.wait(20)
        assert (places(), dialog.width()) == (before, width)
    qtbot.waitUntil(lambda: {"0.png", "3.txt"} <= set(shown))
    dialog.reject()


@pytest.fixture
def japanese(qapp: QApplication, make_window: MakeWindow, core: FakeCatalogue) -> Iterator[MainWindow]:
    installed = i18n.install(qapp, "ja")
    yield make_window(core)
    i18n.remove(qapp, installed)
    i18n.install(qapp, "en")


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("page", "keys", "kinds"),
    [
        ("search", (Qt.Key.Key_O, CTRL), []),
        ("search", (Qt.Key.Key_O, CTRL | SHIFT), ["写真"]),
        ("search", (Qt.Key.Key_S, CTRL), ["Excel 用の表"]),
        ("dictionary", "import", ["CSV ファイル (*.csv)"]),
        ("dictionary", "export", ["CSV ファイル (*.csv)"]),
    ],
)
def test_a_dialog_says_in_japanese_what_kind_of_files_it_asks_for(
    qtbot: QtBot, japanese: MainWindow, page: str, keys: object, kinds: list[str]
) -> None:
    japanese.activateWindow()
    qtbot.waitUntil(japanese.search.query_bar.words.hasFocus)
    type_in("pump")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: japanese.search.model.rowCount() > 0)
    japanese.workspace.go(page)
    if isinstance(keys, tuple):
        press(*keys)
    else:
        (dictionary,) = japanese.findChildren(DictionaryPage)
        qtbot.mouseClick(dictionary.take if keys == "import" else dictionary.export, LEFT)
    qtbot.waitUntil(lambda: bool(opened()))
    (dialog,) = opened()
    labels = [part.text() for part in dialog.findChildren(QLabel) if part.isVisible()]
    buttons = [part.text() for part in dialog.findChildren(QAbstractButton) if part.isVisible()]
    combo = dialog.findChild(QComboBox, "fileTypeCombo")
    assert combo is not None
    assert combo.isVisible() is bool(kinds)
    assert not kinds or combo.itemText(0).startswith(kinds[0])
    assert kinds != ["写真"] or combo.currentText() == "写真"
    assert [text for text in labels + buttons if re.search("[A-Za-z]{2}", text)] == []
    assert "すべてのファイル" not in combo.currentText()
    files = dialog.findChild(QTreeView, "treeView")
    assert files is not None
    heads = [column for column in range(4) if not files.isColumnHidden(column)]
    told = [files.model().headerData(column, Qt.Orientation.Horizontal) for column in heads]
    assert told == ["名前", "サイズ", "更新日"]
    dialog.reject()
    qtbot.waitUntil(lambda: not japanese.tasks.is_answering)


def opened() -> list[FileDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FileDialog) and one.isVisible()]


def test_its_small_buttons_are_seen_on_dark_ground_too(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, colour_schemes.DARK)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        dialog = FileDialog(window, "Open", lambda _: None)
        for name in ("backButton", "forwardButton", "toParentButton", "newFolderButton"):
            button = dialog.findChild(QToolButton, name)
            assert button is not None
            drawn = button.icon().pixmap(24).toImage()
            ink = [drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
            assert max(colour.lightness() for colour in ink if colour.alpha() > 200) > 150, name
    finally:
        theme.apply(qapp, colour_schemes.LIGHT)
