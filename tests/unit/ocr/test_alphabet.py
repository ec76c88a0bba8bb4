"""Characters outside the chosen languages are never read, and look-alikes are chosen by their neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.ocr.alphabet import allowed, mended

CHARACTERS = ["", "a", "0", "é", "ポ", "図", "图", "가", "φ", "🚲", " "]


def test_english_is_ascii_and_signs_of_drawings() -> None:
    assert [CHARACTERS[place] for place in allowed(CHARACTERS, ["en"])] == ["", "a", "0", "φ", " "]


def test_japanese_adds_its_own_characters_and_no_others() -> None:
    kept = [CHARACTERS[place] for place in allowed(CHARACTERS, ["en", "ja"])]
    assert kept == ["", "a", "0", "ポ", "図", "φ", " "]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("モ|タ", "モータ"),
        ("モＩタ", "モータ"),
        ("モ一タ", "モータ"),
        ("キ一溝付", "キー溝付"),
        ("モータ一", "モーター"),
        ("キ一を抜く", "キーを抜く"),
        ("モータ一軸", "モーター軸"),
        ("モータ一式", "モータ一式"),
        ("ボルト一本", "ボルト一本"),
        ("エンジン一般", "エンジン一般"),
        ("力バー", "力バー"),
        ("シリンダ力バー", "シリンダカバー"),
        ("出カ", "出力"),
        ("エ場", "工場"),
        ("入ロ", "入口"),
        ("年にー回", "年に一回"),
        ("ポンプ口", "ポンプ口"),
        ("10カ所", "10カ所"),
        ("油圧ポンプの軸受", "油圧ポンプの軸受"),
        ("GP-2040 I/O", "GP-2040 I/O"),
    ],
)
def test_neighbours_decide_between_look_alikes(read: str, meant: str) -> None:
    assert mended(read) == meant


@given(st.text())
def test_mending_keeps_the_length(text: str) -> None:
    assert len(mended(text)) == len(text)
