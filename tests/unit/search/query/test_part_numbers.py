"""A part number that was typed is marked and told as one thing."""

import pytest

from imtextgui.search.query.part_numbers import part_numbers, words_as_typed
from imtextgui.search.query.term_matching import merged
from imtextgui.search.query.terms import parse_terms
from imtextgui.search.results.snippets import Highlighter


def marked(text: str, query: str) -> list[str]:
    terms = parse_terms(query)
    ranges = Highlighter(terms.words, part_numbers(terms)).ranges(text)
    return [text[start:end] for start, end in merged(ranges)]


@pytest.mark.parametrize(
    ("query", "text", "texts"),
    [
        ("GP-2040-05", "GP-2040 pump: GP-2040-05, GP-2040-02, No. 05", ["GP-2040-05"]),
        ("gp204005", "GP-2040-05 and GP-2040-051 and 1GP-2040-05", ["GP-2040-05"]),
        ("GP-2040-05", "軸シールGP-2040-05の交換。GP-2040の05", ["GP-2040-05"]),
        ("GP-2040-05", "軸シール（ＧＰ－２０４０－０５）、ＧＰ－２０４０", ["ＧＰ－２０４０－０５"]),
        ("軸シールGP-2040-05の交換", "GP-2040 軸シール GP-2040-05", ["軸シール", "GP-2040-05"]),
        ("GP-2040", "GP-2040 and GP-2040-05 and 3.GP-2040. The GP-2040_A", ["GP-2040"] * 3),
        ("GP-2040", "GP-2040-05 only", ["GP-2040"]),
        ("GP-2040-05", "GP-2040-02 only", ["GP", "2040"]),
        ("GP 2040 05", "GP-2040-05 of GP-2040", ["GP-2040-05"]),
        ("GP-2040-05 pump 2040", "GP-2040-05: pump 2040", ["GP-2040-05", "pump 2040"]),
        ("M8x25 bolt", "M8x25 bolt and another bolt", ["M8x25 bolt", "bolt"]),
        ("GP-2040-05 ZX-49", "GP-2040-05, ZX 50", ["GP-2040-05", "ZX"]),
    ],
)
def test_a_number_is_marked_whole_and_its_parts_only_where_it_is_nowhere(
    query: str, text: str, texts: list[str]
) -> None:
    assert marked(text, query) == texts


def test_of_the_codes_a_page_writes_those_in_longer_ones_are_not_marked() -> None:
    found = Highlighter([]).snippet("ZX-4819, 型式ZX-48用, ZX-48-1", ["ZX-48"])
    assert [found.text[start:end] for start, end in found.matches] == ["ZX-48"]
    assert found.text[found.matches[0][0] - 1] == "式"


def test_only_the_numbers_that_exist_take_the_place_of_their_words() -> None:
    terms = parse_terms("gp-2040 rev-5")
    assert [number.code.raw for number in part_numbers(terms, {"GP2040"})] == ["gp-2040"]


@pytest.mark.parametrize(
    ("query", "said", "whole", "told"),
    [
        ("gp-2040-05", ("gp", "2040", "05"), {"GP204005"}, ("gp-2040-05",)),
        ("seal GP-2040-05", ("seal", "GP", "2040", "05"), {"GP204005"}, ("seal", "GP-2040-05")),
        ("軸シールGP-2040-05の交換", ("軸", "GP", "2040", "05"), {"GP204005"}, ("軸", "GP-2040-05")),
        ("GP-2040-05", ("GP", "2040"), set(), ("GP", "2040")),
        ("GP-2040-05 2040", ("GP", "2040", "05"), {"GP204005"}, ("GP-2040-05", "2040")),
        ("GP-2040-05", (), {"GP204005"}, ()),
    ],
)
def test_a_page_with_the_whole_number_is_told_to_have_what_wwords_as_typed(
    query: str, said: tuple[str, ...], whole: set[str], told: tuple[str, ...]
) -> None:
    assert words_as_typed(parse_terms(query), said, whole) == told
