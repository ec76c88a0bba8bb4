"""Readings are no part of the words they stand over."""

import pytest

from imtextgui.documents.furigana import annotated, separated


def test_readings_of_neighbours_are_one() -> None:
    text = f"{annotated('攪', 'かく')}{annotated('拌', 'はん')}{annotated('槽', 'そう')}の軸封"
    assert separated(text) == ("攪拌槽の軸封", ("攪拌槽（かくはんそう）",))


def test_kana_between_characters_belong_to_word_and_reading() -> None:
    text = f"{annotated('取', 'と')}り{annotated('付', 'つ')}け、{annotated('軸', 'じく')}"
    assert separated(text) == ("取り付け、軸", ("取り付（とりつ）", "軸（じく）"))


def test_each_reading_is_told_once() -> None:
    text = f"{annotated('軸', 'じく')} {annotated('軸', 'じく')} {annotated('', 'x')} {annotated('y', '')}"
    assert separated(text) == ("軸 軸  y", ("軸（じく）",))


@pytest.mark.parametrize("text", ["plain", "\ufff9cut off", "a\ufffbb", "\ufffa"])
def test_stray_marks_vanish(text: str) -> None:
    assert separated(text) == (text.strip("\ufff9\ufffa\ufffb").replace("\ufffb", ""), ())
