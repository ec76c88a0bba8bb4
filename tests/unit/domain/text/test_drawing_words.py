"""The fields of a title block are told from the same words elsewhere."""

import pytest

from imtextgui.domain.text.drawing_words import has_title_block, running

_PARTS = "\n".join(
    f"{row} GP-2040-0{row} bearing bush 軸受ブッシュ 20x25 bronze 青銅 4" for row in range(1, 9)
)


@pytest.mark.parametrize(
    "text",
    [
        "SIZE FSCM NO DWG NO REV\n20180411 1\nSCALE 1 : 1 SHEET 1 OF 1",
        "尺度 1:2\n図番 GP-2040-00\n製図 田中\n承認 鈴木\n名称 組立図",
        "尺度SCALE\n図番DRAWING No.\nDATE日付\nREV.改訂",
        f"{_PARTS}\nTITLE 名称\nDRAWING No. 図番\nSCALE 尺度\nDATE 日付\nREV. 改訂\nDRAWN 製図\n3rd ANGLE\n-\n1",
    ],
)
def test_a_title_block(text: str) -> None:
    assert has_title_block(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Work instruction\nTitle\nDate\nRev.\nApproved\nChecked\nSheet 1 of 2\nMaterial",
        "作業手順書\n名称\n日付\n改訂\n承認\n設計",
        "Remove scale from the cooler\nDrawing No. see chapter 4",
        "the scale of the drawing number is drawn in the sheet with its date and its revision, title and size\n"
        * 3,
    ],
)
def test_no_title_block(text: str) -> None:
    assert not has_title_block(text)


def test_lines_of_running_text_are_long_in_either_language() -> None:
    assert (
        running(["Seal", "remove all of the bolts before you lift the heavy cover", "軸受" * 20, "x" * 60])
        == 2
    )
