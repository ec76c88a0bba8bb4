"""Names of files in little room: what tells them apart stays."""

import pytest
from PySide6.QtGui import QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot

from imtextgui.ui.widgets.files.file_name_label import FileNameLabel
from imtextgui.ui.widgets.files.file_names import MOST_LINES, shared_words, shortened, title_lines

MAKER = "MANUFACTURER Corporation"
NAMES = [
    f"{MAKER} Model X100 User Manual.pdf",
    f"{MAKER} Model X200 Rev B User Manual EN.pdf",
    f"{MAKER} Model X200 Rev B User Manual JA.pdf",
    f"{MAKER} Model X200 Rev C User Manual 日本語.pdf",
]


def test_words_that_most_names_hold_are_shared_but_none_that_tells() -> None:
    assert shared_words(NAMES) == {"manufacturer", "corporation", "model", "user", "manual"}
    assert shared_words(NAMES[:2]) == frozenset()


def test_what_fits_is_left_alone() -> None:
    assert shortened(NAMES[0], lambda _: True) == NAMES[0]


def test_what_is_shared_goes_first_and_what_tells_stays() -> None:
    short = shortened(
        "MANUFACTURER hydraulic X200 Rev B EN.pdf", lambda text: len(text) < 34, shared_words(NAMES)
    )
    assert short == "…hydraulic X200 Rev B EN.pdf"
    least = shortened("MANUFACTURER hydraulic X200 Rev B 日本語.pdf", lambda _: False, shared_words(NAMES))
    assert least == "…X200 Rev B 日本語.pdf"


def test_a_name_of_one_word_keeps_it() -> None:
    assert shortened("Bedienungsanleitung.pdf", lambda _: False) == "Bedienungsanleitung.pdf"


@pytest.mark.parametrize("width", [120, 176, 230, 400])
def test_names_that_differ_look_different_in_any_width(qtbot: QtBot, width: int) -> None:
    font = QGuiApplication.font()
    shown = [title_lines(name, font.toString(), width, shared_words(NAMES)) for name in NAMES]
    assert len(set(shown)) == len(NAMES)
    for lines in shown:
        assert len(lines) <= MOST_LINES
        assert all(QFontMetrics(font).horizontalAdvance(line.rstrip()) <= width for line in lines)


def test_one_endless_word_loses_its_middle(qtbot: QtBot) -> None:
    lines = title_lines("x" * 200 + "7.pdf", QGuiApplication.font().toString(), 150)
    assert len(lines) == MOST_LINES
    assert "…" in lines[-1]
    assert lines[-1].endswith("7.pdf")


def test_underscores_break_lines(qtbot: QtBot) -> None:
    lines = title_lines("hydraulic_pump_manual.pdf", QGuiApplication.font().toString(), 150)
    assert lines == ("hydraulic_pump_", "manual.pdf")


def test_a_label_takes_two_lines_where_it_needs_them_and_tells_the_whole(qtbot: QtBot) -> None:
    label = FileNameLabel()
    qtbot.addWidget(label)
    label.resize(900, 30)
    label.show()
    label.show_name(NAMES[1])
    assert label.text() == NAMES[1]
    one = label.sizeHint().height()
    label.resize(230, 30)
    assert label.text().count("\n") == 1
    assert label.sizeHint().height() > one
    assert "X200 Rev B" in label.text().replace("\n", " ")
    assert label.toolTip() == label.accessibleName() == label.name == NAMES[1]
