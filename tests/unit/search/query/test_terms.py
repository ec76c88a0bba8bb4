"""A query is read as its writer means it, in English and in Japanese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.search.query.term_matching import pieces
from imtextgui.search.query.terms import parse_terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how do I replace the filter", ("replace", "filter")),
        ("seal kit seal", ("seal", "kit")),
        ("フィルタの交換方法", ("フィルタ", "交換")),
        ("油圧ポンプの組立図", ("油圧", "ポンプ", "組立図")),
        ("組み立てに必要な部品の一覧", ("組み立て", "必要", "部品", "一覧")),
        ("M5Stackが起動しないときの対処", ("M5Stack", "起動", "対処")),
        ("webコンソールに接続できない", ("web", "コンソール", "接続")),
        ("ヘッドの向きを初期位置に戻す", ("ヘッド", "向き", "初期位置", "戻す")),
        ("what is it", ("what", "is", "it")),
        ("手順10", ("手順", "10")),
    ],
)
def test_words_that_name_the_subject_remain(text: str, expected: tuple[str, ...]) -> None:
    assert parse_terms(text).words == expected


def test_a_minus_excludes_and_quotes_make_a_phrase() -> None:
    found = parse_terms('pump -electric "seal kit" -"spare parts" ー「組立図」')
    assert found.excluded == ("spare parts", "electric")
    assert found.phrases == ("seal kit", "組立図")
    assert {"pump", "seal", "kit", "組立図"} <= set(found.words)
    assert "electric" not in found.sentence
    assert "spare" not in found.sentence


@pytest.mark.parametrize("text", ["GP-2040-B1", "-10 °C", "a - b", '"unbalanced'])
def test_a_dash_within_or_before_a_number_excludes_nothing(text: str) -> None:
    assert parse_terms(text).excluded == ()


@pytest.mark.parametrize(
    ("text", "plain", "spaced"),
    [
        ("GP-2040 seal kit", {"GP2040"}, {"GP2040SEAL", "GP2040SEALKIT"}),
        ("gp 2040 b1", set(), {"GP2040", "GP2040B1", "2040B1"}),
        ("ＧＰ－２０４０の部品表", {"GP2040"}, set()),
        ("ESP32 EVB Rev F", {"ESP32"}, {"ESP32EVB", "ESP32EVBREV", "ESP32EVBREVF"}),
        ("110990030", {"110990030"}, set()),
        ("1N4007/DO-41", {"1N4007DO41"}, set()),
        ("seal kit, 10 mm, 2024-01-15", set(), set()),
        ("組立図", set(), set()),
    ],
)
def test_codes_are_those_written_and_those_that_words_would_join_to(
    text: str, plain: set[str], spaced: set[str]
) -> None:
    found = parse_terms(text).codes
    assert {code.normalised for code in found if not code.spaced} == plain
    assert {code.normalised for code in found if code.spaced} == spaced


def test_longer_codes_come_first() -> None:
    lengths = [len(code.normalised) for code in parse_terms("GP-2040 seal kit").codes]
    assert lengths == sorted(lengths, reverse=True)


def test_pieces_of_a_japanese_word() -> None:
    assert pieces("組立図") == ["組立", "立図"]
    assert pieces("ポンプ") == ["ポン", "ンプ"]
    assert pieces("図面") == []
    assert pieces("pump") == []


@given(st.text(max_size=60))
def test_any_text_is_a_query(text: str) -> None:
    found = parse_terms(text)
    assert all(found.words)
    assert all(found.phrases)
