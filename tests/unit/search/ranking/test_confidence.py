"""Bands follow what unrelated queries reach, and text counts more than likeness."""

import pytest

from imtextgui.domain.query import Band
from imtextgui.search.ranking.confidence import combined, highest, lowest, words_band

NONE, WEAK, POSSIBLE, STRONG = Band.NONE, Band.WEAK, Band.POSSIBLE, Band.STRONG


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
