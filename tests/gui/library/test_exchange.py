"""The exchange with others: by mouse and by keyboard alone, in both languages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.ui.library.exchange_bar import ExchangeBar
from imtextgui.ui.shell import i18n
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue

LEFT = Qt.MouseButton.LeftButton


def press(qtbot: QtBot, button: Button, by_mouse: bool) -> None:
    if by_mouse:
        qtbot.mouseClick(button, LEFT)
    else:
        qtbot.keyClick(button, Qt.Key.Key_Space)


def choose(bar: ExchangeBar, file: Path) -> None:
    (dialog,) = [found for found in bar.findChildren(FileDialog) if found.isVisible()]
    dialog.fileSelected.emit(str(file))
    dialog.reject()


@pytest.mark.parametrize(
    ("language", "by_mouse", "came", "stays"),
    [
        (
            "en",
            True,
            "From 大阪: new are 2 judgements, 1 tags, 5 refusals of tags, 6 descriptions",
            "“seal 0” says otherwise there",
        ),
        (
            "ja",
            False,
            "新しい判定 2 件、タグ 1 件、却下したタグ 5 件、説明文 6 件",
            "「seal 0」は相手では異なります",
        ),
    ],
)
def test_handed_on_taken_in_and_taken_back(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    core: FakeCatalogue,
    tmp_path: Path,
    language: str,
    by_mouse: bool,
    came: str,
    stays: str,
) -> None:
    installed = i18n.install(qapp, language)
    try:
        window = make_window(core)
        if by_mouse:
            qtbot.mouseClick(window.workspace.rail.buttons["tags"], LEFT)
        else:
            qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
        (bar,) = window.findChildren(ExchangeBar)
        assert not bar.back.isVisibleTo(bar)
        press(qtbot, bar.hand_on, by_mouse)
        choose(bar, tmp_path / "exchange.json")
        qtbot.waitUntil(lambda: core.exchange.written == [tmp_path / "exchange.json"])
        press(qtbot, bar.take, by_mouse)
        choose(bar, tmp_path / "theirs.json")
        qtbot.waitUntil(lambda: bar.back.isVisibleTo(bar))
        assert came in bar.state.text()
        assert stays in bar.state.text()
        assert "(+1)" in bar.state.text()
        press(qtbot, bar.back, by_mouse)
        qtbot.waitUntil(lambda: not bar.back.isVisibleTo(bar))
        assert core.exchange.taken == []
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


@pytest.mark.parametrize(
    ("language", "left", "stays"),
    [
        ("en", "2 things were left out: too long", "but for 3 things that were changed or confirmed"),
        ("ja", "2 件は書き出しませんでした", "3 件は、その後ここで変更または確認された"),
    ],
)
def test_what_is_left_out_and_what_stays_is_told(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    core: FakeCatalogue,
    tmp_path: Path,
    language: str,
    left: str,
    stays: str,
) -> None:
    installed = i18n.install(qapp, language)
    try:
        core.exchange.left_out, core.exchange.kept = 2, 3
        window = make_window(core)
        qtbot.mouseClick(window.workspace.rail.buttons["tags"], LEFT)
        (bar,) = window.findChildren(ExchangeBar)
        said: list[str] = []
        bar.message.connect(said.append)
        bar.write(tmp_path / "exchange.json")
        qtbot.waitUntil(lambda: any(left in text for text in said))
        bar.read(tmp_path / "exchange.json")
        qtbot.waitUntil(lambda: bar.back.isVisibleTo(bar))
        press(qtbot, bar.back, by_mouse=True)
        qtbot.waitUntil(lambda: any(stays in text for text in said))
        assert len(said) == 3
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


def test_who_may_not_change_the_catalogue_can_only_hand_on(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, told: Told
) -> None:
    core.script.read_only = True
    window = make_window(core)
    qtbot.mouseClick(window.workspace.rail.buttons["tags"], LEFT)
    (bar,) = window.findChildren(ExchangeBar)
    assert bar.hand_on.isEnabled()
    assert not bar.take.isEnabled()
