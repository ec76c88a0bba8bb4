"""Searching by photo: file, drop, paste, frame, weight; and photos that cannot be read."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QTreeView
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Box
from imtextgui.domain.query import Photo
from imtextgui.errors import QueryPhotoUnreadable
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.files import recent_folders
from imtextgui.ui.widgets.pictures import load_pasted, load_photo
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed
from tests.gui.hands import press

Wait = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "部品 photo.JPG"
    Image.new("RGB", (400, 300), (180, 60, 40)).save(path, "JPEG")
    return path


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: MainWindow, data: QMimeData) -> bool:
    where = QPoint(400, 300)
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(where, action, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(where), action, data, LEFT, NO_KEYS))
    return enter.isAccepted()


def load(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    with qtbot.waitSignal(window.search.answered):
        window.search.photo.open_file(path)


def test_a_dropped_photo_is_searched_with(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    with qtbot.waitSignal(window.search.answered):
        assert drop(window, files(photo))
    asked = core.search.queries[-1].photos[0]
    assert asked is not None
    assert (asked.source, asked.crop) == (photo, None)
    assert window.search.model.hit(0).region is not None


def test_dropping_what_is_no_photo_does_nothing(window: MainWindow, tmp_path: Path) -> None:
    assert not drop(window, files(tmp_path / "list.xlsx"))
    data = QMimeData()
    data.setText("words")
    assert not drop(window, data)


def test_a_photo_over_the_window_is_welcomed_until_it_leaves(window: MainWindow, photo: Path) -> None:
    zone = window.search.photo.dropzone
    data = files(photo)
    QApplication.sendEvent(
        window, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    )
    assert zone.property("dropping") is True
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert zone.property("dropping") is False


def test_ctrl_v_pastes_a_picture_wherever_the_cursor_is(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    for place in (window.search.query_bar.words, window.search.results):
        window.search.clear()
        core.search.queries.clear()
        place.setFocus()
        with qtbot.waitSignal(window.search.answered):
            qtbot.keyClick(place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        asked = core.search.queries[-1].photos[0]
        assert asked is not None
        assert isinstance(asked.source, bytes)
        assert asked.source.startswith(b"\x89PNG")


def test_ctrl_v_pastes_a_copied_photo_file(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    QGuiApplication.clipboard().setMimeData(files(photo))
    window.search.query_bar.words.setFocus()
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(window.search.query_bar.words, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    asked = core.search.queries[-1].photos[0]
    assert asked is not None
    assert asked.source == photo


def test_ctrl_v_with_text_pastes_text(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("gear pump")
    window.search.results.setFocus()
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(window.search.results, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.search.query_bar.text == "gear pump"


def test_pasting_nothing_says_so(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(window.search.photo.dropzone.paste, LEFT)
    assert window.search.photo.message == "There is no picture on the clipboard."


def test_a_frame_drawn_by_mouse_is_searched_with(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    load(qtbot, window, photo)
    canvas = window.search.photo.canvas
    area = canvas.photo_area()
    start = area.topLeft() + QPointF(area.width() * 0.25, area.height() * 0.25)
    end = area.topLeft() + QPointF(area.width() * 0.75, area.height() * 1.5)
    qtbot.mousePress(canvas, LEFT, pos=start.toPoint())
    qtbot.mouseMove(canvas, end.toPoint())
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseRelease(canvas, LEFT, pos=end.toPoint())
    crop = core.search.queries[-1].photos[0].crop
    assert crop is not None
    assert (crop.x0, crop.y0, crop.x1, crop.y1) == pytest.approx((0.25, 0.25, 0.75, 1.0), abs=0.02)
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(window.search.photo.whole, LEFT)
    assert core.search.queries[-1].photos[0].crop is None


def test_a_frame_made_by_keyboard(qtbot: QtBot, window: MainWindow, photo: Path) -> None:
    load(qtbot, window, photo)
    canvas = window.search.photo.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.crop == Box(0.2, 0.2, 0.8, 0.8)
    for _ in range(9):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.crop is not None
    assert canvas.crop.x1 == pytest.approx(1.0)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.crop.y1 == pytest.approx(0.75)
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.crop is None


def test_the_panel_gives_its_room_back_with_the_photo(qtbot: QtBot, window: MainWindow, photo: Path) -> None:
    bar = window.search.query_bar
    before = bar.height()
    assert not window.search.photo.isVisible()
    load(qtbot, window, photo)
    assert window.search.photo.isVisible()
    qtbot.waitUntil(lambda: bar.height() > before)
    window.search.clear()
    qtbot.waitUntil(lambda: bar.height() == before)
    assert not window.search.photo.isVisible()


def test_the_card_for_photos_opens_by_its_button_and_closes_again(qtbot: QtBot, window: MainWindow) -> None:
    search = window.search
    window.activateWindow()
    search.query_bar.photo.setFocus()
    qtbot.waitUntil(search.query_bar.photo.hasFocus)
    press(Qt.Key.Key_Return)
    assert search.photo.dropzone.paste.isVisible()
    qtbot.mouseClick(search.query_bar.photo, LEFT)
    assert not search.photo.isVisible()


def test_the_card_is_there_while_a_photo_hangs_over_the_window(qtbot: QtBot, window: MainWindow) -> None:
    window.search.photo.show_dropping(True)
    assert window.search.photo.dropzone.isVisible()
    window.search.photo.show_dropping(False)
    assert not window.search.photo.isVisible()


def test_the_weight_shows_only_with_words_and_photo(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    bar = window.search.query_bar
    load(qtbot, window, photo)
    assert not bar.weight.isVisible()
    with qtbot.waitSignal(window.search.answered):
        bar.words.setText("pump")
    assert bar.weight.isVisible()
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(bar.weight, Qt.Key.Key_Right)
    assert core.search.queries[-1].photo_weight == pytest.approx(0.6)
    window.search.photo.clear()
    assert not bar.weight.isVisible()


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\xff\xd8\xff\xe0 cut"])
def test_a_photo_that_cannot_be_read_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "bad.jpg"
    path.write_bytes(content)
    with qtbot.waitSignal(window.notice.shown):
        window.search.photo.open_file(path)
    assert told.codes == ["query-photo-unreadable"]
    assert window.search.photo.photo is None
    assert core.search.queries == []


def test_the_photo_dialog_hands_its_choice_on(qtbot: QtBot, window: MainWindow, photo: Path) -> None:
    window.search.photo.choose_file()
    dialog = window.search.photo.findChildren(FileDialog)[0]
    with qtbot.waitSignal(window.search.answered):
        dialog.fileSelected.emit(str(photo))
    dialog.reject()
    assert window.search.photo.photo is not None


def test_the_photo_dialog_shows_the_picture_under_the_cursor(
    qtbot: QtBot, window: MainWindow, photo: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    recent_folders.note(str(tmp_path), recent_folders.OPENED)
    window.search.photo.choose_file()
    dialog = window.search.photo.findChildren(FileDialog)[0]
    assert Path(dialog.directory().absolutePath()) == tmp_path
    files = dialog.findChild(QTreeView, "treeView")
    assert files is not None
    click_on(qtbot, files, photo.name)
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull())
    assert dialog.picture.pixmap().toImage().pixelColor(60, 60).red() > 150
    click_on(qtbot, files, "broken.jpg")
    qtbot.waitUntil(lambda: dialog.picture.pixmap().isNull())
    click_on(qtbot, files, photo.name)
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull())
    with qtbot.waitSignal(window.search.answered):
        press(Qt.Key.Key_Return)
    assert window.search.photo.photo is not None
    assert window.notice.isHidden()


def click_on(qtbot: QtBot, files: QTreeView, name: str) -> None:
    """Click on the row of a file, as soon as the dialog has read its folder."""
    model = files.model()

    def row() -> QModelIndex:
        root = files.rootIndex()
        rows = (model.index(at, 0, root) for at in range(model.rowCount(root)))
        return next((index for index in rows if index.data() == name), QModelIndex())

    qtbot.waitUntil(lambda: row().isValid() and files.visualRect(row()).height() > 0)
    qtbot.mouseClick(files.viewport(), LEFT, pos=files.visualRect(row()).center())


def test_photos_are_shown_upright(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (4000, 2000)).save(path, exif=exif)
    image = load_photo(path, lambda photo, longest: PhotoDecoder().whole(photo.source, longest)).image
    assert (image.width(), image.height()) == (800, 1600)


def test_a_large_pasted_picture_is_made_smaller() -> None:
    image = QImage(5000, 100, QImage.Format.Format_RGB32)
    image.fill(0)
    loaded = load_pasted(image, "pasted")
    assert isinstance(loaded.photo.source, bytes)
    assert QImage.fromData(loaded.photo.source).width() == 3000
    with pytest.raises(QueryPhotoUnreadable):
        load_pasted(QImage(), "pasted")


def ask(qtbot: QtBot, window: MainWindow, words: str) -> None:
    window.search.query_bar.words.setFocus()
    with qtbot.waitSignal(window.search.answered):
        window.search.query_bar.words.insert(words)  # as an input method does: keys have no Japanese
        press(Qt.Key.Key_Return)


def test_a_photo_is_asked_by_itself_and_the_words_of_before_are_offered_back(
    qtbot: QtBot, window: MainWindow, photo: Path
) -> None:
    ask(qtbot, window, "pump")
    with qtbot.waitSignal(window.search.answered):
        assert drop(window, files(photo))
    answer = window.search.answer
    assert answer is not None
    assert (answer.query.text, len(answer.query.photos)) == ("", 1)
    assert window.search.query_bar.text == ""
    assert window.undo.text == "The photo is searched with, without “pump”."
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(window.undo.undo, LEFT)
    answer = window.search.answer
    assert answer is not None
    assert (answer.query.text, len(answer.query.photos)) == ("pump", 1)


def test_words_that_are_typed_beside_a_photo_stay_for_the_next_one(
    qtbot: QtBot, window: MainWindow, photo: Path
) -> None:
    load(qtbot, window, photo)
    ask(qtbot, window, "pump")
    load(qtbot, window, photo)
    answer = window.search.answer
    assert answer is not None
    assert (answer.query.text, len(answer.query.photos)) == ("pump", 1)


def test_words_that_are_typed_while_a_photo_is_loaded_belong_to_it(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, picture = threading.Event(), core.search.photo_picture

    def slowly(asked: Photo, longest: int) -> Image.Image:
        go_on.wait(10)
        return picture(asked, longest)

    monkeypatch.setattr(core.search, "photo_picture", slowly)
    assert drop(window, files(photo))
    ask(qtbot, window, "pump")
    with qtbot.waitSignal(window.search.answered):
        go_on.set()
    answer = window.search.answer
    assert answer is not None
    assert (answer.query.text, len(answer.query.photos)) == ("pump", 1)


@pytest.mark.usefixtures("japanese")
def test_what_the_photo_put_aside_is_told_in_japanese(
    qtbot: QtBot, make_window: MakeWindow, photo: Path
) -> None:
    window = make_window(indexed())
    ask(qtbot, window, "ポンプ")
    load(qtbot, window, photo)
    assert window.undo.text == "「ポンプ」を使わず、写真だけで検索しています。"
