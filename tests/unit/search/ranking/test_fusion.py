"""Fusion depends on strengths alone: neither on the order of routes nor on that of candidates."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.query import Route
from imtextgui.search.ranking.fusion import RouteStrengths, fuse
from imtextgui.search.routes.scores import ranks, scaled

strengths = st.dictionaries(st.integers(1, 20), st.floats(0, 1), max_size=12)
routes = st.lists(
    st.builds(RouteStrengths, st.sampled_from(Route), st.sampled_from([0.0, 0.2, 0.5, 1.0]), strengths),
    max_size=5,
)


def test_agreement_beats_a_single_first_place() -> None:
    words = RouteStrengths(Route.WORDS, 1, {1: 1.0, 2: 0.8})
    meaning = RouteStrengths(Route.MEANING, 0.5, {3: 1.0, 2: 0.9})
    found = fuse([words, meaning])
    assert found[0][0] == 2
    assert dict(found) == {1: pytest.approx(1), 2: pytest.approx(1.25), 3: pytest.approx(0.5)}


def test_a_clear_first_place_beats_weak_agreement() -> None:
    words = RouteStrengths(Route.WORDS, 1, {1: 1.0, 2: 0.2})
    meaning = RouteStrengths(Route.MEANING, 0.4, {2: 0.9})
    assert fuse([words, meaning])[0][0] == 1


def test_a_higher_level_precedes_whatever_the_strength() -> None:
    words = RouteStrengths(Route.WORDS, 1, {1: 1.0, 2: 0.8, 3: 0.1})
    assert [candidate for candidate, _ in fuse([words], {3: 2, 2: 1})] == [3, 2, 1]


def test_a_route_without_weight_proposes_nothing() -> None:
    assert fuse([RouteStrengths(Route.PICTURE, 0, {1: 1.0})]) == []


def test_equal_scores_share_a_rank() -> None:
    assert ranks({1: 0.5, 2: 0.9, 3: 0.5, 4: 0.1}) == {2: 1, 1: 2, 3: 2, 4: 4}


def test_scores_are_scaled_to_the_best() -> None:
    assert scaled({1: 8.0, 2: 2.0}, 0.5) == {1: 0.5, 2: 0.125}
    assert scaled({1: 0.0}) == {}
    assert scaled({}) == {}


@given(routes, st.dictionaries(st.integers(1, 20), st.integers(0, 2)), st.randoms())
def test_the_order_of_entry_does_not_matter(
    given_routes: list[RouteStrengths], levels: dict[int, int], chance: random.Random
) -> None:
    shuffled = [
        RouteStrengths(
            given.route,
            given.weight,
            dict(chance.sample(list(given.strengths.items()), len(given.strengths))),
        )
        for given in given_routes
    ]
    chance.shuffle(shuffled)
    assert fuse(shuffled, levels) == fuse(given_routes, levels)


@given(routes)
def test_each_weighted_candidate_comes_once(given_routes: list[RouteStrengths]) -> None:
    found = [candidate for candidate, _ in fuse(given_routes)]
    assert sorted(found) == sorted({key for given in given_routes if given.weight for key in given.strengths})
