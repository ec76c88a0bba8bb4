"""Fusion depends on scores alone: not on the order of routes, of candidates, nor on the scale of a route."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.query import Route
from imtextgui.search.fusion import Ranking, fuse, ranks

scores = st.dictionaries(st.integers(1, 20), st.integers(-5, 5).map(float), max_size=12)
rankings = st.lists(
    st.builds(Ranking, st.sampled_from(Route), st.sampled_from([0.0, 0.2, 0.5, 1.0]), scores), max_size=5
)


def test_agreement_beats_a_single_first_place() -> None:
    words = Ranking(Route.WORDS, 1, {1: 9.0, 2: 8.0, 3: 7.0})
    meaning = Ranking(Route.MEANING, 1, {4: 0.9, 2: 0.8, 5: 0.7})
    assert fuse([words, meaning])[0][0] == 2


def test_a_score_is_the_sum_of_weighted_reciprocal_ranks() -> None:
    found = fuse([Ranking(Route.WORDS, 1, {7: 3.0}), Ranking(Route.MEANING, 0.5, {8: 0.9, 7: 0.5})])
    assert dict(found) == {7: pytest.approx(1 / 61 + 0.5 / 62), 8: pytest.approx(0.5 / 61)}


def test_a_higher_level_precedes_whatever_the_score() -> None:
    words = Ranking(Route.WORDS, 1, {1: 9.0, 2: 8.0, 3: 7.0})
    assert [candidate for candidate, _ in fuse([words], {3: 2, 2: 1})] == [3, 2, 1]


def test_a_route_without_weight_proposes_nothing() -> None:
    assert fuse([Ranking(Route.PICTURE, 0, {1: 1.0})]) == []


def test_equal_scores_share_a_rank() -> None:
    assert ranks({1: 0.5, 2: 0.9, 3: 0.5, 4: 0.1}) == {2: 1, 1: 2, 3: 2, 4: 4}


@given(rankings, st.dictionaries(st.integers(1, 20), st.integers(0, 2)), st.randoms())
def test_the_order_of_entry_does_not_matter(
    given_rankings: list[Ranking], levels: dict[int, int], chance: random.Random
) -> None:
    shuffled = [
        Ranking(each.route, each.weight, dict(chance.sample(list(each.scores.items()), len(each.scores))))
        for each in given_rankings
    ]
    chance.shuffle(shuffled)
    assert fuse(shuffled, levels) == fuse(given_rankings, levels)


@given(rankings)
def test_the_scale_of_a_route_does_not_matter(given_rankings: list[Ranking]) -> None:
    scaled = [
        Ranking(each.route, each.weight, {key: 100 * score + 7 for key, score in each.scores.items()})
        for each in given_rankings
    ]
    assert fuse(scaled) == fuse(given_rankings)


@given(rankings)
def test_each_weighted_candidate_comes_once(given_rankings: list[Ranking]) -> None:
    found = [candidate for candidate, _ in fuse(given_rankings)]
    assert sorted(found) == sorted({key for each in given_rankings if each.weight for key in each.scores})
