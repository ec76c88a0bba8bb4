"""How much of a query stands within two lines."""

import pytest

from imtextgui.domain.text.name_parts import NameWords, name_word
from imtextgui.search.ranking.features.query_words import QueryWords
from imtextgui.search.ranking.features.windows import MOST_OCCURRENCES, WINDOW, best_window

FAR = "x " * WINDOW


def asked(*words: str) -> QueryWords:
    every = tuple(map(name_word, words))
    return QueryWords(every, (1 / len(every),) * len(every), (), NameWords(every))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The pump seal.", 1.0),
        (f"pump {FAR} seal", 0.5),
        (f"pump {FAR} seals of the pumps {FAR} seal", 1.0),
        (f"pump pump {FAR} seal", 0.5),
        ("a pumpkin, sealed", 1.0),
        ("a steampump", 0.0),
        ("", 0.0),
    ],
)
def test_words_count_where_they_stand_together(text: str, share: float) -> None:
    assert best_window(asked("pump", "seal"), text) == pytest.approx(share)


def test_japanese_is_found_anywhere() -> None:
    assert best_window(asked("ポンプ", "組立"), "油圧ポンプの組立手順") == 1.0


def test_a_word_that_is_everywhere_is_not_followed_for_ever() -> None:
    text = "pump " * (MOST_OCCURRENCES + 100) + "seal"
    assert best_window(asked("pump", "seal"), text) == 0.5


def test_nothing_asked_is_nowhere() -> None:
    assert best_window(QueryWords((), (), (), NameWords(())), "pump") == 0.0
