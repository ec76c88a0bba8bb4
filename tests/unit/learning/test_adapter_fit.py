"""Queries are moved towards their pages, others as far as they are alike, and held-out ones rank better."""

import numpy as np
import pytest

from imtextgui.domain.embedding import Matrix, unit
from imtextgui.learning.adapter_fit import AdapterShape, VectorPairs, best_shape, fit, reciprocal_ranks

DIM, PAGES = 24, 60


def pairs(seed: int, count: int, turn: Matrix | None = None) -> VectorPairs:
    """Questions whose vectors are those of their pages, turned away by ``turn`` where given."""
    generator = np.random.default_rng(seed)
    rows = unit(np.random.default_rng(0).normal(size=(PAGES, DIM)))
    right = generator.integers(0, PAGES, count)
    noisy = rows[right] + 0.3 * unit(generator.normal(size=(count, DIM)))
    queries = unit(noisy if turn is None else noisy @ turn)
    return VectorPairs(queries, rows, list(range(PAGES)), [frozenset([int(page)]) for page in right])


@pytest.fixture
def turn() -> Matrix:
    generator = np.random.default_rng(5)
    return np.asarray(np.eye(DIM) + 0.35 * generator.normal(size=(DIM, DIM)), dtype=np.float32)


def test_what_is_learned_from_some_questions_helps_others(turn: Matrix) -> None:
    learned_from, held_out = pairs(1, 120, turn), pairs(2, 60, turn)
    before = reciprocal_ranks(held_out)
    after = reciprocal_ranks(held_out, fit(learned_from, best_shape(learned_from)))
    assert np.mean(after) > np.mean(before) + 0.03


def test_a_query_unlike_all_that_was_learned_stays_where_it_is() -> None:
    queries = np.eye(6, dtype=np.float32)[:2]
    rows = np.eye(6, dtype=np.float32)[2:5]
    taught = VectorPairs(queries, rows, [1, 2, 3], [frozenset([1]), frozenset([2])])
    stranger = np.eye(6, dtype=np.float32)[5:]
    assert np.allclose(fit(taught, AdapterShape(1.0, 0.3)).apply(stranger), stranger)


def test_a_question_without_its_page_teaches_nothing() -> None:
    rows = np.eye(4, dtype=np.float32)[1:3]
    lost = VectorPairs(np.eye(4, dtype=np.float32)[:1], rows, [1, 2], [frozenset([9])])
    assert not fit(lost, AdapterShape(1.0, 0.3)).shift.any()
    assert reciprocal_ranks(lost) == [0.0]
