"""A misspelt word is corrected by the catalogue's own words, and only where it stands nowhere."""

from collections.abc import Iterable

import pytest

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.query import Chip, ChipKind, Route
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.spelling import Speller
from tests.unit.search.conftest import Shop


class Words:
    """A catalogue's words, the later the more frequent."""

    def __init__(self, text: str) -> None:
        self.words = [(word, pages) for pages, word in enumerate(text.split(), start=1)]

    def beginning(self, prefixes: Iterable[str], shortest: int, longest: int) -> list[tuple[str, int]]:
        starts = tuple(prefixes)
        return [
            (word, pages)
            for word, pages in self.words
            if word.startswith(starts) and shortest <= len(word) <= longest
        ]

    def known(self, words: Iterable[str]) -> set[str]:
        return {word for word, _ in self.words}.intersection(words)


CATALOGUE = "bearing bearings gasket hydraulic maintenance pump rump シリンダー シリンダ ベアリング"


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("baering", "bearing"),
        ("Bearng", "bearing"),
        ("bearting", "bearing"),
        ("ebaring", "bearing"),
        ("gaskat", "gasket"),
        ("hidraulik", "hydraulic"),
        ("maintainance", "maintenance"),
        ("qump", "rump"),
        ("ベアリグ", "ベアリング"),
        ("ベアリソグ", "ベアリング"),
        ("ｼﾘﾝﾀﾞｱ", "シリンダ"),
        ("pum", ""),
        ("valve", ""),
        ("mx500", ""),
        ("", ""),
    ],
)
def test_the_nearest_word(word: str, nearest: str) -> None:
    assert Speller(Words(CATALOGUE)).nearest(word) == nearest


@pytest.mark.parametrize(
    ("word", "apart"),
    [
        ("gasketpump", "gasket pump"),
        ("PumpBearings", "pump bearings"),
        ("hydraulicpumpbearing", "hydraulic pump bearing"),
        ("hydraulicandbearing", ""),
        ("pumpx", ""),
        ("xpump", ""),
        ("bearing", ""),
        ("ポンプシリンダ", ""),
        ("pump2bearing", ""),
    ],
)
def test_a_word_in_two(word: str, apart: str) -> None:
    assert Speller(Words(CATALOGUE)).apart(word) == apart


def test_joined_words_are_found_apart_without_a_correction(shop: Shop) -> None:
    shop.add("a.txt", "a set screw M6")
    results = shop.search("setscrew", routes=frozenset({Route.WORDS}))
    assert (results.hits[0].path.name, results.did_you_mean, results.chips) == ("a.txt", "", ())


def test_the_answer_says_what_was_meant(shop: Shop) -> None:
    shop.add("a.txt", "Replace the bearing of the pump")
    shop.add("b.txt", "Nothing of interest")
    results = shop.search("Baering of the pump", routes=frozenset({Route.WORDS}))
    assert results.hits[0].path.name == "a.txt"
    assert results.did_you_mean == "bearing of the pump"
    assert results.chips == (Chip(ChipKind.SPELLING, "Baering → bearing", "spelling:bearing"),)


def test_japanese_is_corrected(shop: Shop) -> None:
    shop.add("a.txt", "油圧シリンダの交換")
    assert shop.search("油圧シリソダ").did_you_mean == "油圧シリンダ"


def test_a_correction_can_be_switched_off(shop: Shop) -> None:
    shop.add("a.txt", "Replace the bearing")
    results = shop.search("baering", routes=frozenset({Route.WORDS}), off=frozenset({"spelling:bearing"}))
    assert (results.hits, results.did_you_mean) == ((), "")
    assert [chip.on for chip in results.chips] == [False]


def test_what_stands_in_the_catalogue_is_not_misspelt(shop: Shop) -> None:
    shop.add("a.txt", "bearing")
    shop.add("b.txt", "bering strait")
    results = shop.search("bering")
    assert (results.did_you_mean, results.hits[0].path.name) == ("", "b.txt")


def test_a_term_of_the_dictionary_is_not_misspelt(shop: Shop) -> None:
    shop.service.dictionary = Dictionary([Entry(("bearing",), ("軸受",))])
    shop.add("a.txt", "hearing protection")
    assert shop.search("bearing").did_you_mean == ""
    assert shop.search("heoring").did_you_mean == "hearing"
