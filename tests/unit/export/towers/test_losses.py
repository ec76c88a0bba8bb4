"""The losses against values worked out by hand, and which pairs count as negatives."""

import random
from math import exp, log

import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")

from export.towers import losses  # noqa: E402  # after the skip

# The first query is right by 0.6, the second by 0.8; their wrong answers reach 0.8 and -0.6.
QUERY = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
TARGET = torch.tensor([[0.6, -0.6], [0.8, 0.8]])
SCORES = ((0.6, 0.8), (-0.6, 0.8))


def test_the_scores_are_those_the_sums_below_begin_with() -> None:
    torch.testing.assert_close(QUERY @ TARGET.T, torch.tensor(SCORES))


def test_info_nce_is_the_surprise_at_the_own_target() -> None:
    found = losses.ranking(QUERY, TARGET, 0.5, same=2)
    first = log(exp(1.2) + exp(1.6)) - 1.2
    second = log(exp(-1.2) + exp(1.6)) - 1.6
    assert found.item() == pytest.approx((first + second) / 2, rel=1e-5)


def test_hinges_count_how_far_each_intruder_comes_too_near() -> None:
    # Rows: 0.2 + 0.8 - 0.6 = 0.4, and 0.2 - 0.6 - 0.8 < 0. Columns: 0.2 - 0.6 - 0.6 < 0, and 0.2 + 0.8 - 0.8 = 0.2.
    assert losses.all_pairs(QUERY, TARGET, 0.2, same=2).item() == pytest.approx((0.4 + 0.2) / 2)
    assert losses.hardest(QUERY, TARGET, 0.2, same=2).item() == pytest.approx((0.4 + 0.2) / 2)


def test_the_sum_counts_every_intruder_and_the_maximum_the_worst() -> None:
    rows = torch.eye(3)
    wrong = torch.tensor([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    # Scores are those of two answers changed for each other: each of the two intruders costs 0.2 + 1 - 0, and the third
    # target 0.2 + 0 - 0, in rows and in columns; the third pair is right by more than the margin.
    assert losses.all_pairs(rows, wrong, 0.2).item() == pytest.approx(2 * (1.2 + 0.2) * 2 / 3)
    assert losses.hardest(rows, wrong, 0.2).item() == pytest.approx(2 * 1.2 * 2 / 3)


def test_sigmoid_asks_of_each_pair_whether_it_is_right() -> None:
    def cost(logit: float) -> float:
        return log(1 + exp(-logit))

    found = losses.sigmoid(QUERY, TARGET, 10.0, -5.0, same=2)
    expected = cost(6 - 5) + cost(-(8 - 5)) + cost(-(-6 - 5)) + cost(8 - 5)
    assert found.item() == pytest.approx(expected / 2, rel=1e-5)


def test_sigmoid_learns_its_scale_and_bias() -> None:
    scale, bias = torch.tensor(10.0, requires_grad=True), torch.tensor(-10.0, requires_grad=True)
    losses.sigmoid(QUERY, TARGET, scale, bias).backward()
    assert scale.grad is not None
    assert bias.grad is not None
    assert bias.grad.item() < 0  # so far below, every pair is called wrong: the right ones pull it up


@pytest.mark.parametrize("cost", [losses.all_pairs, losses.hardest, losses.ranking])
def test_only_negatives_cost(cost) -> None:  # type: ignore[no-untyped-def] # three functions of one shape
    none = torch.zeros(2, 2, dtype=torch.bool)
    assert cost(QUERY, TARGET, 0.2, negatives=none).item() == pytest.approx(0, abs=1e-6)
    assert cost(QUERY, TARGET, 0.2, negatives=losses.in_batch(2)).item() > 0.1
    assert losses.sigmoid(QUERY, TARGET, 10.0, -5.0, negatives=none).item() < 0.3


def test_targets_that_say_the_same_are_no_negatives() -> None:
    twins = torch.eye(3)[[0, 0, 1]]
    assert losses.all_pairs(twins, twins, 0.2).item() == 0
    assert losses.sigmoid(twins, twins, 20.0, -10.0).item() < 0.01
    assert losses.all_pairs(twins, twins, 0.2, negatives=losses.in_batch(3)).item() == pytest.approx(
        4 * 0.2 / 3
    )


def test_relational_is_nothing_where_the_student_sees_as_the_teacher() -> None:
    assert losses.relational(TARGET, TARGET, 0.1).item() == pytest.approx(0, abs=1e-6)
    assert losses.relational(QUERY, TARGET, 0.1).item() > 0.1


def test_negatives_of_each_kind() -> None:
    assert losses.in_batch(3).tolist() == [[False, True, True], [True, False, True], [True, True, False]]
    for seed in range(5):
        one = losses.one_by_chance(4, random.Random(seed))
        assert one.sum(0).tolist() == one.sum(1).tolist() == [1] * 4
        assert not one.diagonal().any()
    classes = torch.tensor([7, 7, 3])
    assert losses.other_class(classes).tolist() == [
        [False, False, True],
        [False, False, True],
        [True, True, False],
    ]


def test_ranking_is_least_for_the_right_order_and_spares_twins() -> None:
    rows = torch.eye(4)
    assert losses.ranking(rows, rows, 0.1) < 0.01
    assert losses.ranking(rows.roll(1, 0), rows, 0.1) > 5
    twins = torch.eye(4)[[0, 0, 1, 2]]
    assert losses.ranking(twins, twins, 0.1) < 0.01


def test_hardest_counts_the_worst_intruder_only() -> None:
    rows = torch.eye(4)
    assert losses.hardest(rows, rows, 0.2) == 0
    assert losses.hardest(rows.roll(1, 0), rows, 0.2) == pytest.approx(2.4)


def test_relational_is_nothing_where_the_rows_agree_and_spares_what_is_alike() -> None:
    rows = torch.nn.functional.normalize(torch.randn(6, 8), dim=1)
    assert losses.relational(rows, rows, 0.05) == pytest.approx(0, abs=1e-5)
    assert losses.relational(rows.roll(1, 0), rows, 0.05) > 1
    twins = torch.eye(4)[[0, 0, 1, 2]]
    assert losses.relational(twins, twins, 0.05) == pytest.approx(0, abs=1e-5)
