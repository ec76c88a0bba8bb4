"""The standard measures, on hand-counted cases and by their properties."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain import metrics

ranks_lists = st.lists(st.none() | st.integers(1, 1000))


def test_first_rank_counts_from_one() -> None:
    assert metrics.first_rank(["a", "b", "図面"], {"図面", "z"}) == 3


def test_first_rank_takes_the_best_of_several_right_answers() -> None:
    assert metrics.first_rank(["a", "b", "c"], {"b", "c"}) == 2


def test_first_rank_without_a_right_answer() -> None:
    assert metrics.first_rank(["a"], {"b"}) is None
    assert metrics.first_rank([], {"b"}) is None
    assert metrics.first_rank(["a"], set()) is None


def test_recall_at() -> None:
    ranks = [1, 3, None, 10]
    assert metrics.recall_at(ranks, 1) == 0.25
    assert metrics.recall_at(ranks, 3) == 0.5
    assert metrics.recall_at(ranks, 10) == 0.75


def test_recall_at_zero_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        metrics.recall_at([1], 0)


def test_median_rank() -> None:
    assert metrics.median_rank([1, 2, 30]) == 2
    assert metrics.median_rank([1, 2]) == 1.5
    assert metrics.median_rank([1, None, None]) == math.inf


def test_mrr() -> None:
    assert metrics.mrr([1, 2, None, 4]) == (1 + 0.5 + 0.25) / 4


def test_no_queries() -> None:
    assert metrics.recall_at([], 5) == 0
    assert metrics.mrr([]) == 0
    assert math.isnan(metrics.median_rank([]))


@given(ranks_lists, st.integers(1, 50))
def test_recall_grows_with_k_and_stays_a_share(ranks: list[int | None], k: int) -> None:
    assert 0 <= metrics.recall_at(ranks, k) <= metrics.recall_at(ranks, k + 1) <= 1


@given(ranks_lists)
def test_mrr_lies_between_recall_at_one_and_found_at_all(ranks: list[int | None]) -> None:
    found = metrics.recall_at(ranks, 1000)
    assert metrics.recall_at(ranks, 1) - 1e-9 <= metrics.mrr(ranks) <= found + 1e-9
