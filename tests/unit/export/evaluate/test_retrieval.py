"""The figures of the model card against values worked out by hand."""

import numpy as np
import pytest

from export.evaluate import retrieval
from imtextgui.domain.embedding import unit


def test_figures_count_ties_against_us() -> None:
    same = unit(np.ones((3, 4)))
    assert retrieval.one_to_one(same, same).at(1) == 0
    exact = retrieval.one_to_one(np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32))
    assert (exact.at(1), exact.ranks) == (1, (1, 1, 1))
    assert exact.chance == pytest.approx((1 / 3, 1))
    assert exact.row("図面").startswith("| 図面 | 3 | 3 | 100.0 |")
    assert exact.times_chance == 1


def test_chance_counts_all_right_answers() -> None:
    right = np.zeros((1, 20), dtype=bool)
    right[0, :2] = True
    found = retrieval.figures(unit(np.ones((1, 4))), unit(np.ones((20, 4))), right)
    assert found.chance[0] == pytest.approx(2 / 20)
    assert found.chance[1] == pytest.approx(1 - (10 * 9) / (20 * 19))  # none of two in the first ten


def test_precision_counts_every_right_answer_among_the_first() -> None:
    rows = np.eye(4, dtype=np.float32)
    right = np.array([[True, False, False, True]])
    query = unit(np.array([[3, 2, 1, 0]]))
    assert retrieval.precision_at(query, rows, right, k=2) == 0.5


def test_spearman_shares_ranks_between_ties() -> None:
    assert retrieval.spearman([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert retrieval.spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert retrieval.spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9487, abs=1e-4)
