"""Pages that say the query in a line of their own precede those where its words only happen to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.search.ranking.proximity import CLOSENESS_COUNTS, MOST_PAGES, near_matches, with_proximity
from imtextgui.search.routes.word_plan import WeightedWord, WordMatch, WordPlan
from imtextgui.search.routes.word_search import WordMatches

PROSE = (
    "Set the torque wrench first. Later, the coupling is\nremoved, and the guard is put back on the shaft."
)
CONTENTS = "\n".join(
    ["Coupling guard ........ 12", *(f"Chapter {number} ... {number}" for number in range(9))]
)


def found(words: list[str], scores: dict[int, float], coverage: float = 1.0) -> WordMatches:
    pages = {page: WordMatch(score, coverage, tuple(words)) for page, score in scores.items()}
    weighted = tuple(WeightedWord(word, place, (), 1.0) for place, word in enumerate(words))
    return WordMatches(WordPlan(tuple(words), words=weighted), pages)


def gains(words: list[str], *texts: str) -> list[float]:
    """How many times more each of ``texts`` is worth after a closer look."""
    matches = found(words, dict.fromkeys(range(len(texts)), 2.0))
    return [score / 2.0 for score in with_proximity(matches, dict(enumerate(texts))).scores.values()]


def test_a_heading_gains_most_a_sentence_some_and_scattered_words_nothing() -> None:
    heading, sentence, scattered = gains(
        ["coupling", "guard"], "4.2 Coupling guard\nRemove it.", "Fit the coupling guard before use.", PROSE
    )
    assert heading == 1 + CLOSENESS_COUNTS
    assert 1 < sentence < heading
    assert scattered == 1.0


def test_a_japanese_heading_gains_whatever_its_kana_and_width() -> None:
    (heading, prose) = gains(
        ["油圧", "ポンプ"], "3.1 油圧ﾎﾟﾝﾌﾟ\n点検する。", "油圧を抜く。\n三日後にポンプを外す。"
    )
    assert heading == 1 + CLOSENESS_COUNTS
    assert prose == 1.0


def test_a_table_of_contents_only_names_what_stands_elsewhere() -> None:
    contents, chapter = gains(["coupling", "guard"], CONTENTS, "Coupling guard\nText.")
    assert 1 < contents < 1 + CLOSENESS_COUNTS / 2 < chapter


def test_pieces_of_a_japanese_word_are_not_the_word() -> None:
    assert gains(["組立図", "軸受"], "軸受の組立に図を使う") == [1.0]


def test_only_pages_with_the_whole_query_are_looked_at_best_first() -> None:
    matches = found(["coupling", "guard"], {1: 1.0, 2: 3.0, 3: 2.0})
    assert near_matches(matches) == [2, 3, 1]
    assert near_matches(found(["coupling", "guard"], {1: 1.0}, coverage=0.6)) == []
    assert near_matches(found(["coupling"], {1: 1.0})) == []
    many = found(["coupling", "guard"], {page: float(page) for page in range(2 * MOST_PAGES)})
    assert len(near_matches(many)) == MOST_PAGES


@pytest.mark.parametrize("text", ["", "\n\n", "‐ー\n﷽ \x00"])
def test_odd_texts_gain_nothing(text: str) -> None:
    assert gains(["coupling", "guard"], text) == [1.0]


@given(st.text(max_size=300))
def test_a_page_never_loses_and_never_gains_more_than_a_heading(text: str) -> None:
    (gain,) = gains(["coupling", "軸受"], text)
    assert 1.0 <= gain <= 1 + CLOSENESS_COUNTS
