"""Lines of Japanese break between phrases."""

import pytest
from PySide6.QtGui import QGuiApplication, QTextLayout
from pytestqt.qtbot import QtBot

from imtextgui.ui.widgets.controls import label
from imtextgui.ui.widgets.japanese_lines import JOINER, with_phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("ドロップしてください", ["ドロップしてください"]),
        ("写真をここにドロップしてください。", ["写真をここに", "ドロップしてください", "。"]),
        ("取扱説明書を開く", ["取扱説明書を", "開く"]),
        ("Drop a photo here", ["Drop a photo here"]),
    ],
)
def test_a_phrase_is_held_together(text: str, phrases: list[str]) -> None:
    joined = with_phrases(text)
    assert joined.replace(JOINER, "") == text
    for phrase in phrases:
        kept = JOINER.join(phrase) if JOINER in joined else phrase
        assert kept in joined
    if len(phrases) > 1:
        assert phrases[0][-1] + phrases[1][0] in joined


def test_no_line_begins_within_a_phrase(qtbot: QtBot) -> None:
    layout = QTextLayout(
        with_phrases("部品の写真をこのウィンドウにドロップしてください"), QGuiApplication.font()
    )
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(150)
        lines.append(
            layout.text()[line.textStart() : line.textStart() + line.textLength()].replace(JOINER, "")
        )
    layout.endLayout()
    assert len(lines) > 1
    assert all(line[0] in "部写ウド" for line in lines), lines


def test_a_label_tells_its_text_as_it_was_given(qtbot: QtBot) -> None:
    made = label("写真をドロップしてください", wrap=True)
    qtbot.addWidget(made)
    assert made.text() == "写真をドロップしてください"
    made.setText("ポンプの図面")
    assert made.text() == "ポンプの図面"
