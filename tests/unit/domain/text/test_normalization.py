"""One folded form, tokens for the full text, and the words of a query; English and Japanese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.text.normalization import Pattern, find, fold, fold_aligned, patterns, tokens, words

MIXED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ポンプぽんぷﾎﾟﾝﾌﾟ図面ーｰ が ゙゚́éßİǅ①㍍ﷺ"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Pump", "pump"),
        ("ＰＵＭＰ　２０", "pump 20"),
        ("ぽんぷ", "ポンプ"),
        ("ﾎﾟﾝﾌﾟ", "ポンプ"),
        ("ｶﾞｽｹｯﾄ", "ガスケット"),
        ("ガ", "ガ"),
        ("Überström-Ventil", "uberstrom-ventil"),
        ("straße", "strasse"),
        ("モ―タ", "モータ"),
        ("モ−タ−", "モータ−"),
        ("①㎜", "1mm"),
        ("İ", "i"),
        ("Ø47 ⌀47 φ47 Φ47 ϕ47", "φ47 φ47 φ47 φ47 φ47"),
        ("全⻑", "全長"),
        ("⻘⾊の⻭⾞", "青色ノ歯車"),
        ("葛\U000e0100飾", "葛飾"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(MIXED)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_each_folded_character_has_its_place_in_the_text(text: str) -> None:
    folded, places = fold_aligned(text)
    assert len(places) == len(folded) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


def test_the_places_of_composed_characters() -> None:
    assert fold_aligned("aﾎﾟ㎜") == ("aポmm", [0, 1, 3, 3, 4])


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Two Pumps, one pump", "pump", ["Pump", "pump"]),
        ("mumps", "ump", []),
        ("油圧ﾎﾟﾝﾌﾟの図", "ポンプ", ["ﾎﾟﾝﾌﾟ"]),
        ("ぽんぷ室", "ポンプ", ["ぽんぷ"]),
        ("油圧pump", "PUMP", ["pump"]),
        ("gear\n pump", "gear pump", ["gear\n pump"]),
        ("10㎜", "10mm", ["10㎜"]),
        ("anything", " ", []),
        ("a.c abc", "a.c", ["a.c"]),
        ("", "x", []),
    ],
)
def test_finding(text: str, wanted: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(text, wanted)] == found


@given(MIXED, MIXED)
def test_findings_are_in_order_and_apart(text: str, wanted: str) -> None:
    end_before = 0
    for start, end in find(text, wanted):
        assert end_before <= start < end <= len(text)
        end_before = end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gear pump", "gear pump"),
        ("gear_pump-assy.PDF", "gear pump assy pdf"),
        ("GearPump", "gear pump gearpump"),
        ("XMLParser", "xml parser xmlparser"),
        ("PDFs kHz iPhone", "pdfs khz iphone"),
        ("motor01 M8x20 GP2040", "motor01 m8x20 gp2040 motor"),
        ("GearPump_assy", "gear pump assy gearpump"),
        ("図面", "図面 面"),
        ("油圧ぽんぷ", "油圧 圧ポ ポン ンプ プ"),
        ("油圧ポ\nンプ", "油圧 圧ポ ポン ンプ プ"),
        ("組　立 図", "組立 立図 図"),
        ("一行\n\n二行", "一行 行 二行 行"),
        ("軸受NSK製", "軸受 受 nsk 製"),
        ("図", "図"),
        ("x" * 100, "x" * 64),
        ("!?\0\ud800", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(tokens(text)) == expected


@given(MIXED)
def test_tokens_hold_letters_and_digits_only(text: str) -> None:
    """So that FTS5 neither cuts them nor reads anything into them."""
    for token in tokens(text):
        assert token.isalnum() or "ー" in token or any(letter > "\u3000" for letter in token)
        assert not set(token) & set("\"'*()-+:^{} \0")
        token.encode()


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("pump", [Pattern(("pump",))]),
        ("gear_pump", [Pattern(("gear", "pump"))]),
        ("GearPump", [Pattern(("gearpump",)), Pattern(("gear", "pump"))]),
        ("図面", [Pattern(("図面",))]),
        ("組立図", [Pattern(("組立", "立図"))]),
        ("図", [Pattern(("図",), prefix=True)]),
        ("モーター", [Pattern(("モー", "ータ"))]),
        ("カバー", [Pattern(("カバ", "バー"))]),
        ("油圧pump", [Pattern(("油圧", "圧", "pump"))]),
        ("pump図", [Pattern(("pump", "図"), prefix=True)]),
        ("AND", [Pattern(("and",))]),
        ("...", []),
        ("", []),
    ],
)
def test_patterns(term: str, expected: list[Pattern]) -> None:
    assert patterns(term) == expected


@given(MIXED, MIXED, MIXED)
def test_a_dense_term_is_found_in_any_text_that_holds_it(before: str, term: str, after: str) -> None:
    dense = "".join(letter for letter in term if "ァ" <= letter <= "ン" or letter in "図面")
    stored = tokens(before + " " + dense + after)
    for pattern in patterns(dense):
        rows = [stored[place : place + len(pattern.tokens)] for place in range(len(stored))]
        wanted = list(pattern.tokens)
        assert any(
            row == wanted
            or (pattern.prefix and row[:-1] == wanted[:-1] and row and row[-1].startswith(wanted[-1]))
            for row in rows
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("油圧ポンプの組立図", ["油圧", "ポンプ", "組立図"]),
        ("モーターを交換する方法", ["モーター", "交換", "方法"]),
        ("締め付けトルク", ["締め付け", "トルク"]),
        ("ねじ", ["ねじ"]),
        ("pump exploded view", ["pump", "exploded", "view"]),
        ("GP-2040ポンプ", ["GP", "2040", "ポンプ"]),
        ("ポンプ の 図面", ["ポンプ", "図面"]),
        ("펌프 도면", ["펌프", "도면"]),
        ("?!", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


SIGNS = ["Ø47", "ø47", "⌀47", "φ47", "Φ47", "∅47", "ϕ47", "Φ 47", "⌀ 47", "⌀\N{IDEOGRAPHIC SPACE}４７"]


@pytest.mark.parametrize("written", SIGNS)
@pytest.mark.parametrize("wanted", SIGNS)
def test_signs_for_a_diameter_are_one(wanted: str, written: str) -> None:
    (pattern, *_) = patterns(wanted)
    assert list(pattern.tokens) == ["φ47"]
    assert "φ47" in tokens(f"seat {written} mm")
    assert find(f"seat {written} mm", wanted)


def test_a_size_is_found_without_its_sign() -> None:
    assert "47" in tokens("⌀47")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("取付け", "ボルトの取り付け手順"),
        ("取付", "取り付けボルト"),
        ("取り付け", "取付ボルト"),
        ("取り付け", "取付け手順"),
        ("組み立て", "組立図"),
        ("組立", "組み立て図"),
        ("引継ぎ", "引き継ぎメモ"),
        ("ベヤリング", "ベアリング"),
        ("ギア", "ギヤポンプ"),
        ("ヴァルブ", "バルブ"),
        ("プラスティック", "プラスチック"),
        ("set-screw", "a setscrew"),
        ("set-screw", "a set screw"),
        ("3-phase", "3phase wiring"),
    ],
)
def test_spellings_of_one_word_find_each_other(term: str, text: str) -> None:
    written = tokens(text)
    assert any(
        tuple(written[place : place + len(pattern.tokens)]) == pattern.tokens
        for pattern in patterns(term)
        for place in range(len(written))
    )


@pytest.mark.parametrize(
    ("term", "text"), [("取付", "取替え"), ("水の", "水中"), ("ギア", "ギター"), ("3-phase", "3 phases")]
)
def test_other_words_stay_apart(term: str, text: str) -> None:
    written = tokens(text)
    assert not any(
        tuple(written[place : place + len(pattern.tokens)]) == pattern.tokens
        for pattern in patterns(term)
        for place in range(len(written))
    )
