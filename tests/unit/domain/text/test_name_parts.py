"""Names are taken apart, and words of a query are found in them however they are glued."""

import pytest

from imtextgui.domain.text.name_parts import NameWords, name_parts, name_word


@pytest.mark.parametrize(
    ("name", "word", "share"),
    [
        ("nut-bar-40mm", "40", 1.0),
        ("nut-bar-40mm", "bars", 1.0),
        ("GearPump_housing", "pump", 1.0),
        ("angularcontactbearing", "contact", 0.8),
        ("CXD5602PWBLM2", "LM2", 0.8),
        ("CXD5602PWBLM2", "LM3", 0.0),
        ("2.1-DIM", "DIM", 1.0),
        ("SCHpdf", "sch", 1.0),
        ("BOMlist", "list", 1.0),
        ("spacer_M5x14.5", "M5x14.5", 0.8),
        ("angularcontactbearing", "act", 0.0),
        ("nut-bar", "valve", 0.0),
        ("ポンプ組立図", "組立図", 1.0),
        ("ポンプ組立手順", "組立図面", pytest.approx(0.0)),
        ("油圧ポンプの組立図面", "組立て図面", pytest.approx(0.7 * 2 / 4)),
    ],
)
def test_a_word_is_found_in_a_name(name: str, word: str, share: float) -> None:
    assert name_parts(name).share(name_word(word)) == share


@pytest.mark.parametrize(
    ("name", "words", "share"),
    [
        ("foot switch", ["foot", "switch"], 1.0),
        ("foot switch", ["foot"], 0.4),
        ("footswitch", ["foot"], 0.4),
        ("m40nut", ["40"], 1 / 3),
        ("ポンプ図", ["ポンプ"], 0.75),
        ("", ["foot"], 0.0),
    ],
)
def test_a_name_is_covered_by_words(name: str, words: list[str], share: float) -> None:
    assert name_parts(name).covered(NameWords(map(name_word, words))) == pytest.approx(share)
