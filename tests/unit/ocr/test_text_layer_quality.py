"""Poor text layers are told from good ones, in English, Japanese and what else stands in technical documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.ocr.text_layer_quality import FEW, is_garbled, needs_reading, signs

ENGLISH = (
    "Before you replace the shaft seal of the pump, switch the power off and let the pressure go down. "
    "Tighten the bolts M8 x 25 with 45 Nm, crosswise, and check the oil level (ISO VG 46)."
)
JAPANESE = (
    "油圧ポンプの軸受を交換する手順を説明します。作業前に必ず電源を切ってください。締付トルクは45 Nmです。"
)
GOOD = {
    "english": ENGLISH,
    "japanese": JAPANESE,
    "mixed": "GP-2040 油圧ポンプ Hydraulic pump\n部品番号 Part No. GP-2040-05 軸シール shaft seal φ40 ±0.05 μm",
    "half-width kana": "ｺﾝﾍﾞﾔ ﾁｪｰﾝ ﾎﾞﾙﾄ ﾅｯﾄ ﾜｯｼｬ ﾍﾞｱﾘﾝｸﾞ ﾓｰﾀ ｾﾝｻ",
    "german": "Die Zahnräder müssen vor der Montage geölt werden; Größe und Maße prüfen, Öl nachfüllen.",
    "french": "Vérifiez l’étanchéité de la pompe à engrenages après le démontage du palier « côté moteur ».",
    "russian": "Насос центробежный для воды, руководство по эксплуатации и обслуживанию",
    "korean": "유압 펌프의 베어링을 교체하는 절차를 설명합니다 작업 전에 전원을 끄십시오",
    "nets of a circuit": "GND VCC SDA SCL TX RX PWM RST D1 D2 D3 A0 A1 A2 3V3 5V VBUS BTN LED EN " * 4,
    "table of numbers": "12.5 40.0 0.05 1200 3.14 22 47 100 220 470 1000 2200 4700 " * 5,
    "quotations": "Press “Start”, then “Stop”; the lamp ‘RUN’ shows 5 € … and “Error” – see “Manual” • again.",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_good_text_is_good(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    ("written", "taken_for"),
    [
        ("cp932", "cp1252"),
        ("cp932", "latin-1"),
        ("euc_jp", "cp1252"),
        ("euc_jp", "cp932"),
        ("utf-8", "cp1252"),
        ("utf-8", "cp932"),
        ("utf-16-le", "utf-16-be"),
        ("cp932", "utf-16-le"),
    ],
)
def test_japanese_in_the_wrong_encoding_is_garbled(written: str, taken_for: str) -> None:
    assert is_garbled(JAPANESE.encode(written).decode(taken_for, "replace"))


@pytest.mark.parametrize("shift", [3, -29, 29])
def test_numbers_of_glyphs_are_garbled(shift: int) -> None:
    assert is_garbled("".join(chr(max(33, ord(each) + shift)) for each in ENGLISH * 2))


def test_glyphs_without_a_meaning_are_garbled() -> None:
    assert is_garbled("".join(chr(0xE000 + ord(each)) for each in ENGLISH))
    assert is_garbled("\ufffd" * 5 + "pump shaft seal bearing" * 2)


def test_a_page_with_hardly_a_word_is_to_be_read() -> None:
    assert needs_reading("")
    assert needs_reading("CP-310\n図 3")
    assert not needs_reading(ENGLISH * 2)
    assert not needs_reading(JAPANESE * (FEW // len(JAPANESE) + 1))
    assert needs_reading(JAPANESE.encode("cp932").decode("cp1252", "replace") * 4)


def test_white_space_is_no_sign() -> None:
    assert signs(" a\n\tb\u3000c ") == 3


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert needs_reading(text) in (True, False)
    assert is_garbled(text[:20]) is False or signs(text[:20]) >= 20
