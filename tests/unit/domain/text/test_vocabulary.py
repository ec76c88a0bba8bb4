"""The words of a text as a reader would write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.text.normalization import fold
from imtextgui.domain.text.vocabulary import LONGEST, vocabulary


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Bearing, the bearings.", {"the", "bearing", "bearings"}),
        ("GP-2040 M8 x", set()),
        ("油圧ポンプのシール交換", {"油圧", "ポンプ", "シール", "交換"}),
        ("ﾍﾞｱﾘﾝｸﾞを取り付ける", {"ベアリング"}),
        ("Überström", {"uberstrom"}),
        ("", set()),
    ],
)
def test_words_of_a_text(text: str, words: set[str]) -> None:
    assert vocabulary(text) == words


@given(st.text(max_size=80))
def test_words_are_folded_and_short(text: str) -> None:
    for word in vocabulary(text):
        assert fold(word) == word
        assert 2 <= len(word) <= LONGEST
