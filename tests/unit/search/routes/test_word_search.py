"""The words route weighs BM25 by how much of the query a page covers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pytest

from imtextgui.domain.query import ChipKind, Query
from imtextgui.search.query.query_expansion import QueryWording, wordings
from imtextgui.search.query.query_parser import parse_query
from imtextgui.search.routes import word_search
from imtextgui.search.routes.word_plan import NO_WORDS, plan_query
from imtextgui.search.routes.word_search import WordMatches


@dataclass(frozen=True)
class Hit:
    page_id: int
    parts: dict[int, float]
    described: frozenset[int] = frozenset()


class Pages:
    """A full text that is asked with plain substrings; every word found scores 1."""

    def __init__(self, *texts: str, frequent: str = "") -> None:
        self.texts = texts
        self.frequent = frequent
        self.asked: list[str] = []

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = (),
        excluded: Sequence[str] = (),
        limit: int = 200,
        *,
        among: Iterable[int] | None = None,
        others: Sequence[str] = (),
    ) -> list[Hit]:
        self.asked = list(terms)
        found = []
        for page, text in enumerate(self.texts, start=1):
            asked = [*terms, *phrases, *others]
            parts = {place: 1.0 for place, term in enumerate(asked) if term.lower() in text}
            if parts:
                found.append(Hit(page, parts))
        return found

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        counts = [sum(term.lower() in text for text in self.texts) for term in terms]
        return [
            90 if term == self.frequent else count for term, count in zip(terms, counts, strict=True)
        ], 100


class NoCorrections:
    """Knows no other spellings."""

    def wordings(self, asked: Sequence[str], unknown: Sequence[str]) -> Sequence[QueryWording]:
        return ()


def search(
    pages: Pages,
    text: str,
    others: Sequence[QueryWording] = (),
    off: frozenset[str] = frozenset(),
) -> WordMatches:
    """What the words route finds for the query ``text`` and ``others``, other wordings of it."""
    parsed = replace(parse_query(Query(text, off=off)), wordings=tuple(others))
    return word_search.search(pages, plan_query(pages, parsed, NoCorrections()))


def test_a_page_with_all_words_covers_the_query() -> None:
    found = search(Pages("seal kit pump", "pump"), "pump seal kit")
    assert found.pages[1].coverage == pytest.approx(1)
    assert found.pages[1].words == ("pump", "seal", "kit")
    assert found.pages[1].score > found.pages[2].score


def test_a_rare_word_covers_more_than_a_frequent_one() -> None:
    found = search(Pages("pump", "gasket", frequent="pump"), "pump gasket")
    assert found.pages[1].coverage < 0.2
    assert found.pages[2].coverage > 0.8
    assert found.plan.rarest == 0.01


def test_a_word_that_is_nowhere_is_missed() -> None:
    found = search(Pages("pump"), "pump zxqv")
    assert found.pages[1].coverage == pytest.approx(0.5)


def test_pieces_of_a_japanese_word_cover_a_part_of_it() -> None:
    found = search(Pages("温度と湿度", "温湿度計"), "温湿度計")
    assert found.pages[2].coverage == pytest.approx(1)
    assert 1 not in found.pages or found.pages[1].coverage < 0.5


def test_words_may_be_written_together() -> None:
    others = wordings(["noise", "reducing", "cable"])
    found = search(Pages("noisereducingcable"), "noise reducing cable", others)
    assert found.pages[1].coverage == pytest.approx(1)


def test_a_query_without_words_finds_nothing() -> None:
    found = search(Pages("pump"), "-")
    assert (found.pages, found.plan) == ({}, NO_WORDS)


EXPANSION = QueryWording(0, 1, "ポンプ", 0.8, ChipKind.EXPANSION)


def test_an_expansion_finds_and_counts_less_than_the_word_itself() -> None:
    found = search(Pages("the pump", "ポンプ の 図", "pump ポンプ"), "pump", [EXPANSION])
    assert found.pages[1].score == found.pages[3].score > found.pages[2].score > 0
    assert (found.pages[2].words, found.pages[2].other_wordings) == ((), ("ポンプ",))
    assert (found.pages[1].coverage, found.pages[2].coverage) == (1.0, 0.8)


def test_an_expansion_that_is_off_finds_nothing_and_is_reported() -> None:
    found = search(Pages("the pump", "ポンプ"), "pump", [EXPANSION], off=frozenset({EXPANSION.key}))
    assert set(found.pages) == {1}
    assert (found.plan.known_wordings, found.plan.wordings) == ((EXPANSION,), ())


def test_an_expansion_that_stands_nowhere_is_not_reported() -> None:
    assert search(Pages("the pump"), "pump", [EXPANSION]).plan.known_wordings == ()


def test_an_expansion_of_two_words_stands_for_both() -> None:
    both = QueryWording(0, 2, "軸シール", 0.8, ChipKind.EXPANSION)
    found = search(Pages("軸シール", "shaft"), "shaft seal", [both])
    assert found.pages[1].coverage == pytest.approx(0.8)
    assert found.pages[1].score > found.pages[2].score


def test_words_that_stand_nowhere_are_told() -> None:
    assert search(Pages("pump"), "pump zxqv").plan.unknown == ("zxqv",)


def test_a_word_that_stands_nowhere_weighs_like_what_stands_for_it() -> None:
    pages = Pages("ポンプ", "seal", "other", frequent="ポンプ")
    found = search(pages, "pump seal", [EXPANSION])
    assert found.pages[2].coverage > found.pages[1].coverage
