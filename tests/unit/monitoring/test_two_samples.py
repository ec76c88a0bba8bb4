"""Tests for differences: large ones are seen, none are not, and the same numbers come again."""

import numpy as np
import pytest

from imtextgui.monitoring.two_samples import kinds_distance, mean_difference, paired_losses


def test_a_shifted_sample_is_told_from_chance() -> None:
    generator = np.random.default_rng(3)
    before, now = list(generator.normal(0.2, 0.1, 80)), list(generator.normal(0.35, 0.1, 40))
    was, is_now, p = mean_difference(before, now)
    assert (was, is_now) == pytest.approx((np.mean(before), np.mean(now)))
    assert p < 0.001
    assert mean_difference(before, now) == (was, is_now, p)


def test_halves_of_one_sample_do_not_differ() -> None:
    values = list(np.random.default_rng(4).normal(0.2, 0.1, 120))
    assert mean_difference(values[:60], values[60:])[2] > 0.01


def test_other_kinds_are_told() -> None:
    distance, p = kinds_distance({"pdf": 80, "image": 20}, {"pdf": 5, "image": 35})
    assert distance == pytest.approx(0.675)
    assert p < 0.001
    distance, p = kinds_distance({"pdf": 80, "image": 20}, {"pdf": 31, "image": 9})
    assert distance < 0.1
    assert p > 0.1


def test_only_questions_of_both_times_count() -> None:
    before = {str(number): True for number in range(12)} | {"old": True}
    now = {str(number): number < 2 for number in range(12)} | {"new": False}
    lost, won, p = paired_losses(before, now)
    assert (lost, won) == (10, 0)
    assert p == pytest.approx(2 / 2**10)
    assert paired_losses(before, before) == (0, 0, 1.0)
