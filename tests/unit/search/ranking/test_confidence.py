"""Bands follow what unrelated queries reach, and text counts more than likeness."""

import pytest

from imtextgui.domain.query import Band
from imtextgui.search.ranking.confidence import Strangers, combined, highest, lowest, words_band

NONE, WEAK, POSSIBLE, STRONG = Band.NONE, Band.WEAK, Band.POSSIBLE, Band.STRONG


@pytest.mark.parametrize(
    ("standing", "band"), [(1.0, NONE), (3.0, NONE), (3.85, WEAK), (4.1, POSSIBLE), (6.0, STRONG)]
)
def test_a_text_is_judged_by_how_far_strangers_come(standing: float, band: Band) -> None:
    assert Strangers.of_texts([4 - n / 20 for n in range(40)]).band(standing) is band


@pytest.mark.parametrize(("standing", "band"), [(2.9, NONE), (3.2, WEAK), (3.7, POSSIBLE), (4.2, STRONG)])
def test_a_photo_is_judged_by_what_most_photos_reach(standing: float, band: Band) -> None:
    assert Strangers.of_pages([4 - n / 20 for n in range(40)]).band(standing) is band


def test_one_stranger_that_hits_by_accident_does_not_count() -> None:
    usual = [4 - n / 20 for n in range(39)]
    assert Strangers.of_texts([*usual, 9.0]).band(4.5) in (POSSIBLE, STRONG)


def test_strengths_reach_from_the_weakest_stranger_to_the_best() -> None:
    strangers = Strangers(low=2.0, high=4.0)
    assert strangers.strengths({1: 2.0, 2: 3.0, 3: 1.0}) == {1: 0, 2: 0.5, 3: 0}
    assert strangers.strengths({1: 6.0, 2: 4.0}) == {1: 1, 2: 0.5}


def test_without_strangers_nothing_is_known() -> None:
    assert Strangers.of_texts([]).band(9.0) is Strangers.of_pages([]).band(9.0) is NONE


@pytest.mark.parametrize(
    ("coverage", "words", "rarest", "band"),
    [
        (1.0, 2, 0.5, STRONG),
        (1.0, 1, 0.01, STRONG),
        (1.0, 1, 0.5, POSSIBLE),
        (0.7, 3, 0.01, POSSIBLE),
        (0.45, 3, 0.01, WEAK),
        (0.2, 3, 0.01, NONE),
    ],
)
def test_words_are_judged_by_coverage(coverage: float, words: int, rarest: float, band: Band) -> None:
    assert words_band(coverage, words, rarest) is band


@pytest.mark.parametrize(
    ("words", "codes", "others", "band"),
    [
        (STRONG, NONE, [], STRONG),
        (NONE, STRONG, [NONE], STRONG),
        (NONE, NONE, [STRONG], POSSIBLE),
        (POSSIBLE, NONE, [POSSIBLE, NONE], STRONG),
        (POSSIBLE, NONE, [WEAK], POSSIBLE),
        (WEAK, POSSIBLE, [NONE], POSSIBLE),
        (NONE, NONE, [], NONE),
    ],
)
def test_bands_combine(words: Band, codes: Band, others: list[Band], band: Band) -> None:
    assert combined(words, codes, others) is band


def test_order_of_bands() -> None:
    assert highest([WEAK, POSSIBLE]) is POSSIBLE
    assert lowest([WEAK, POSSIBLE]) is WEAK
    assert highest([]) is lowest([]) is NONE
