"""A page's language is told by its script and its small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.filters import LANGUAGES
from imtextgui.domain.languages import language_of


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
        ("GP-2040", ""),
        ("", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


@given(st.text(max_size=200))
def test_every_text_has_a_language_that_can_be_filtered_by_or_none(text: str) -> None:
    assert language_of(text) in {"", *LANGUAGES}
