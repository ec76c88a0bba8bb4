"""What is left out of a folder: shown by reason, and taken in."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.left_out import LeftOut, LeftOutReason
from imtextgui.domain.runs.retry import NO_RETRY
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.sources.left_out_dialog import LeftOutDialog
from imtextgui.ui.tasks.task_runner import Lane
from tests.gui.fake_catalogue import FakeCatalogue

LEFT = Qt.MouseButton.LeftButton
PASSED_OVER = [
    LeftOut(".docs/", LeftOutReason.HIDDEN, 331),
    LeftOut("old/", LeftOutReason.RULE, 10_000, more=True),
    LeftOut("", LeftOutReason.RULE, 5),
    LeftOut("loop/", LeftOutReason.LINK),
    LeftOut("Thumbs.db", LeftOutReason.SYSTEM),
    LeftOut("pipe", LeftOutReason.SPECIAL),
    LeftOut("catalogue/", LeftOutReason.CATALOGUE, 3),
]


def opened(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> LeftOutDialog:
    core.sources.passed_over = PASSED_OVER
    core.sources.folders = [replace(core.sources.folders[0], exclude="old/", left_out=10_341)]
    window.workspace.go("sources")
    window.sources.refresh()
    qtbot.waitUntil(lambda: window.sources.rows[0].source.left_out == 10_341)
    window.sources.rows[0].left_out.trigger()
    dialog = window.sources.findChildren(LeftOutDialog)[0]
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 6)
    return dialog


def test_all_is_told_by_reason_and_hidden_folders_are_taken_in(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    dialog = opened(qtbot, window, core)
    assert "10341 files left out" in window.sources.rows[0].facts
    headings = [dialog.tree.topLevelItem(row) for row in range(6)]
    assert [(item.text(0), item.text(1)) for item in headings if item] == [
        ("Hidden", "331"),
        ("Left out by a rule", "10,005 or more"),
        ("Links, which are not followed", "1"),
        ("Files of the system and of other programs", "1"),
        ("Pipes, devices and the like", "1"),
        ("This catalogue itself", "3"),
    ]
    assert dialog.take_in.isEnabled(), "the hidden folder is chosen"
    qtbot.mouseClick(dialog.take_in, LEFT)
    qtbot.waitUntil(lambda: core.sources.runs == [((1,), NO_RETRY)])
    assert core.sources.folders[0].exclude == "old/\n!/.docs/"
    qtbot.waitUntil(lambda: not window.sources.runs.running and not window.tasks.is_busy(Lane.SEARCHES))


def test_what_a_rule_leaves_out_is_not_taken_in_here(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    dialog = opened(qtbot, window, core)
    for heading in range(1, 6):
        item = dialog.tree.topLevelItem(heading)
        assert item is not None
        dialog.tree.setCurrentItem(item)
        assert not dialog.take_in.isEnabled()
    dialog.reject()


def test_where_nothing_is_left_out_there_is_nothing_to_show(window: MainWindow) -> None:
    assert not window.sources.rows[0].left_out.isEnabled()
    assert "left out" not in window.sources.rows[0].facts


def test_a_reader_of_the_catalogue_takes_nothing_in(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.read_only = True
    dialog = opened(qtbot, window, core)
    assert not dialog.take_in.isEnabled()
    dialog.reject()
