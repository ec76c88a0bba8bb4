"""Small widgets of all pages."""

from pytestqt.qtbot import QtBot

from imtextgui.ui.widgets.controls import ElidedLabel


def test_long_lines_are_cut_and_told_whole(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("a\nvery long name")
    assert label.text() == label.toolTip() == "a very long name"
    assert label.minimumSizeHint().width() < 60
