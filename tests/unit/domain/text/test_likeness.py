"""Texts are one document in another form, or a translation, by their words and figures."""

import pytest

from imtextgui.domain.text.likeness import contradict, says_the_same, text_signature, translation_share

SHEET = "Gear pump housing GP-2040 scale 1:2 material EN-GJL-250 bore 52 flange 120 depth 36.5"
ENGLISH = (
    "The pump GP-2040 is checked each 500 h: M8 25 Nm, M10 48 Nm, oil 2000, 16 bar, 1450 rpm, E-104, KU-19"
)
JAPANESE = "ポンプ GP-2040 は 500 時間で点検:  M8 25、M10 48、油 2000、16 bar、1450 rpm、E-104、KU-19 です"


def test_a_signature() -> None:
    signature = text_signature(["Pump ＧＰ－2040 Rev B", "the pump GP-2040 and the bolt M8 of it"])
    assert signature.figures["gp-2040"] == 2
    assert (signature.subject, signature.codes, signature.language) == ("gp-2040", ["gp-2040", "m8"], "en")
    assert {"pump", "rev", "bolt"} < signature.words
    assert len(signature.versions) == 1


@pytest.mark.parametrize(
    ("other", "loosely", "strictly"),
    [
        (SHEET, True, True),
        (SHEET + " drawn by Sato in Osaka", True, False),
        (SHEET.replace("52", "56"), True, False),
        (SHEET.replace("52", "56").replace("120", "140").replace("36.5", "41"), False, False),
        ("Gear pump", False, False),
    ],
)
def test_a_text_in_another_form(other: str, loosely: bool, strictly: bool) -> None:
    one, two = text_signature([SHEET]), text_signature([other])
    assert says_the_same(one, two, names_agree=True) is loosely
    assert says_the_same(one, two, names_agree=False) is strictly


@pytest.mark.parametrize(("one", "other", "opposed"), [("A", "B", True), ("A", "A", False), ("A", "", False)])
def test_versions_that_contradict(one: str, other: str, opposed: bool) -> None:
    texts = [text_signature([f"{SHEET} Rev {version}" if version else SHEET]) for version in (one, other)]
    assert contradict(*texts) is opposed
    assert says_the_same(*texts, names_agree=True) is not opposed


def test_a_translation_has_the_same_figures() -> None:
    assert translation_share(text_signature([ENGLISH]), text_signature([JAPANESE])) > 0.9


@pytest.mark.parametrize(
    "other",
    [
        ENGLISH,
        "",
        "ポンプ GP-2040 は点検です",
        JAPANESE.replace("GP-2040", "GP-2050"),
        JAPANESE + " GP-2050" * 3,
        JAPANESE.replace("25", "35").replace("48", "62").replace("500", "800").replace("16", "21"),
        JAPANESE + " 改訂2",
    ],
)
def test_no_translation(other: str) -> None:
    assert translation_share(text_signature([ENGLISH + " rev 3"]), text_signature([other])) == 0


def test_texts_without_figures_tell_nothing() -> None:
    assert translation_share(text_signature(["the pump is in the hall"]), text_signature(["ポンプです"])) == 0
