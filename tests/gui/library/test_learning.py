"""The section on what was learned: by mouse and by keyboard alone, in both languages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.domain.learning.lessons import LessonState, Verdict
from imtextgui.errors import PairsDamaged
from imtextgui.ui.library.learning_panel import LearningPanel
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue

LEFT = Qt.MouseButton.LeftButton


def panel(qtbot: QtBot, window: MainWindow) -> LearningPanel:
    qtbot.mouseClick(window.workspace.rail.buttons["quality"], LEFT)
    (found,) = window.findChildren(LearningPanel)
    idle(qtbot, window, found)
    return found


def idle(qtbot: QtBot, window: MainWindow, shown: LearningPanel) -> None:
    qtbot.waitUntil(
        lambda: bool(shown.state.text()) and not shown.running and not window.tasks.is_busy(Lane.SEARCHES)
    )


def test_learn_use_and_take_back_by_mouse(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue) -> None:
    window = make_window(core)
    shown = panel(qtbot, window)
    assert "24 confirmed questions, 2 tags" in shown.state.text()
    assert not shown.back.isVisibleTo(shown)
    qtbot.mouseClick(shown.learn, LEFT)
    qtbot.waitUntil(lambda: "In use" in shown.state.text())
    assert "before 50 % / 75 %, now 62 % / 80 %" in shown.figures.text().replace("63 %", "62 %")
    assert "Parts learned: bracket" in shown.figures.text()
    assert "odds and ends" in shown.figures.text()
    idle(qtbot, window, shown)
    qtbot.mouseClick(shown.back, LEFT)
    qtbot.waitUntil(lambda: shown.use.isVisibleTo(shown))
    assert [one.state for one in core.learning.kept] == [LessonState.PROPOSED]
    idle(qtbot, window, shown)
    qtbot.mouseClick(shown.use, LEFT)
    qtbot.waitUntil(lambda: shown.back.isVisibleTo(shown))
    assert [one.state for one in core.learning.kept] == [LessonState.ACTIVE]


def test_photos_of_parts_by_keyboard_in_japanese(
    qtbot: QtBot, qapp: QApplication, make_window: MakeWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        window = make_window(core)
        qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
        (shown,) = window.findChildren(LearningPanel)
        idle(qtbot, window, shown)
        assert "確認済みの質問 24 件、" in shown.state.text().replace(", ", "、")
        shown.examples.setFocus()
        qtbot.keyClick(shown.examples, Qt.Key.Key_Space)
        (dialog,) = shown.findChildren(FileDialog)
        dialog.fileSelected.emit(str(tmp_path))
        dialog.reject()
        qtbot.waitUntil(lambda: core.learning.pairs == [tmp_path] and not shown.running)
        qtbot.waitUntil(lambda: "改善しました" in shown.figures.text())
        idle(qtbot, window, shown)
        qtbot.keyClick(shown.back, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: shown.use.isVisibleTo(shown))
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


@pytest.mark.parametrize(
    ("verdict", "words"), [(Verdict.NOT_BETTER, "nothing is changed"), (Verdict.TOO_FEW, "24 of 20")]
)
def test_what_does_not_help_is_told(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, verdict: Verdict, words: str
) -> None:
    core.learning.verdict = verdict
    window = make_window(core)
    shown = panel(qtbot, window)
    with qtbot.waitSignal(shown.message, check_params_cb=lambda text: "Nothing is changed" in text):
        qtbot.mouseClick(shown.learn, LEFT)
    idle(qtbot, window, shown)
    assert words in shown.figures.text()
    assert not shown.back.isVisibleTo(shown)


def test_what_was_learned_for_another_encoder_rests(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.learning.foreign = True
    window = make_window(core)
    assert "another encoder and rests" in panel(qtbot, window).state.text()


def test_learning_can_be_stopped(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue) -> None:
    window = make_window(core)
    shown = panel(qtbot, window)
    core.script.slow = "learning.train"
    qtbot.mouseClick(shown.learn, LEFT)
    assert shown.progress.bar.isVisibleTo(shown)
    qtbot.mouseClick(shown.progress.cancel, LEFT)
    core.script.go_on.set()
    qtbot.waitUntil(lambda: not shown.running)
    assert core.learning.kept == []


def test_a_known_problem_is_shown(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, told: Told
) -> None:
    window = make_window(core)
    shown = panel(qtbot, window)
    core.script.fails["learning.train"] = PairsDamaged(path="/nowhere", line=1, reason="no pictures")
    qtbot.mouseClick(shown.learn, LEFT)
    qtbot.waitUntil(lambda: "pairs-damaged" in told.codes)


def test_who_may_not_change_the_catalogue_cannot_learn(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, told: Told
) -> None:
    core.script.read_only = True
    window = make_window(core)
    shown = panel(qtbot, window)
    assert not shown.learn.isEnabled()
    assert not shown.examples.isEnabled()
