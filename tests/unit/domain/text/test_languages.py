"""A page's language is told by its script and its small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.filters import LANGUAGES
from imtextgui.domain.text.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Replace the seal of the pump and tighten the screws.", "en"),
        ("油圧ポンプのシールを交換する。", "ja"),
        ("部品番号 GP-2040-B1 SN74AHC1G04DBVR M5STACK-BUS-SOCKET ポンプ用 取付部品", "ja"),
        ("Flange coupling GP-2040 scale", "en"),
        ("Visser les vis dans le support et brancher les câbles avec la carte.", "fr"),
        ("Die Schrauben sind mit dem Schlüssel auf der Platte zu lösen.", "de"),
        ("液压泵密封件更换说明", "zh"),
        ("유압 펌프 교체", "ko"),
        ("Замена уплотнения насоса", "ru"),
        (
            "A warning is shown in Japanese as well: 注意. Read the manual before you use the machine. " * 2,
            "en",
        ),
        ("El bloque hace estos 4. Para más, la bomba se para.", "es"),
        ("La valvola della pompa non è aperta: chiudere il circuito.", "it"),
        ("GP-2040 hydraulic gear pump Part No. Serial No. 21-0437 No. M-GP-2040-EN", "en"),
        ("LCD-7CTS 850 NO - - NO LVDS YES CON1 CON2 NO SI AL E Y A", "en"),
        ("C-EUC0603_DWS R-EU_R0402_TI Lime_Rev_L-BOM.la 4.el/del el-1 X0 Y1 Y0 Y2", "en"),
        ("DIE GP-2040 DIE GP-2041 punch and plate", "en"),
        ("Posicion inicial, valor final es", "en"),
        ("CB-7 制御盤 取扱説明書・保守要領書 製造番号 発行", "ja"),
        ("三相", "ja"),
        ("GP-2040", ""),
        ("", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


@given(st.text(max_size=200))
def test_every_text_has_a_language_that_can_be_filtered_by_or_none(text: str) -> None:
    assert language_of(text) in {"", *LANGUAGES}
