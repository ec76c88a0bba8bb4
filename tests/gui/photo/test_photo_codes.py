"""The barcodes on a query photo as chips: shown beside it, gone with it, and one click searches."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Box
from imtextgui.domain.query import PhotoCode
from imtextgui.errors import QueryPhotoUnreadable
from imtextgui.ui.photo.photo_code_row import MOST_SHOWN
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.widgets.controls import Button, without_mnemonic
from tests.gui.fake_catalogue import FakeCatalogue

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
BOX = Box(0.1, 0.1, 0.4, 0.4)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "label.png"
    Image.new("RGB", (400, 300), "white").save(path)
    return path


def drop(window: MainWindow, path: Path) -> None:
    data, action = QMimeData(), Qt.DropAction.CopyAction
    data.setUrls([QUrl.fromLocalFile(str(path))])
    enter = QDragEnterEvent(QPoint(400, 300), action, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), action, data, LEFT, NO_KEYS))


def labels(window: MainWindow) -> list[str]:
    row = window.search.photo.codes
    return [without_mnemonic(button.text()) for button in row.buttons] if row.isVisible() else []


def test_a_click_on_a_chip_searches_for_what_the_code_says(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    core.search.barcodes = (
        PhotoCode("https://example.com/p/ZX-4819", "ZX-4819", BOX),
        PhotoCode("GP-2040", "GP-2040", BOX),
    )
    drop(window, photo)
    qtbot.waitUntil(lambda: labels(window) == ["ZX-4819", "GP-2040"])
    chip = window.search.photo.codes.buttons[0]
    assert "https://example.com/p/ZX-4819" in chip.toolTip()
    assert chip.accessibleName() == chip.toolTip()
    qtbot.waitUntil(lambda: bool(core.search.queries))
    core.search.queries.clear()
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(chip, LEFT)
    assert core.search.queries[-1].text == "ZX-4819"
    assert core.search.queries[-1].photos[0].source == photo


def test_a_code_is_asked_for_beside_the_words_and_once(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    core.search.barcodes = (PhotoCode("GP-2040", "GP-2040", BOX),)
    window.search.query_bar.words.setText("seal")
    drop(window, photo)
    qtbot.waitUntil(lambda: labels(window) == ["GP-2040"])
    for _ in range(2):
        with qtbot.waitSignal(window.search.answered):
            qtbot.mouseClick(window.search.photo.codes.buttons[0], LEFT)
        assert window.search.query_bar.text == "seal GP-2040"


def test_chips_go_with_their_photo(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    core.search.barcodes = (PhotoCode("GP-2040", "GP-2040", BOX),)
    drop(window, photo)
    qtbot.waitUntil(lambda: labels(window) == ["GP-2040"])
    window.search.photo.clear()
    assert labels(window) == []


def test_a_long_text_is_cut_in_the_middle_and_a_sheet_of_labels_to_a_row(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    long = "油圧ポンプの取扱説明書 & 保守点検の手引き 第三版 " * 4
    core.search.barcodes = tuple(PhotoCode(f"{long}{n}", f"{long}{n}", BOX) for n in range(MOST_SHOWN + 2))
    drop(window, photo)
    qtbot.waitUntil(lambda: len(labels(window)) == MOST_SHOWN)
    assert all("…" in text for text in labels(window))


def test_a_photo_that_cannot_be_looked_at_has_no_chips(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path
) -> None:
    core.script.fails["search.photo_codes"] = QueryPhotoUnreadable(path="x", reason="document-damaged")
    with qtbot.waitSignal(window.search.answered):
        drop(window, photo)
    assert labels(window) == []


def test_codes_of_a_low_window_cover_no_button_and_keep_within_the_panel(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, photo: Path, in_size: Callable[[str], None]
) -> None:
    window.resize(1024, 660)  # 700 with the bar of its title
    texts = ("GP-2040", "ZX-4819", "GP-2040 12345678901234567890")
    core.search.barcodes = tuple(PhotoCode(text, text, BOX) for text in texts)
    drop(window, photo)
    qtbot.waitUntil(lambda: len(labels(window)) == len(texts))
    in_size("glove")
    panel = window.search.photo
    buttons = [button for button in panel.findChildren(Button) if button.isVisible()]

    def whole() -> bool:
        places = [QRect(button.mapTo(panel, QPoint()), button.size()) for button in buttons]
        apart = not any(place.intersects(other) for at, place in enumerate(places) for other in places[:at])
        return apart and all(panel.rect().contains(place) for place in places)

    qtbot.waitUntil(whole)
    assert labels(window)[:2] == ["GP-2040", "ZX-4819"], "what is short stays whole"
