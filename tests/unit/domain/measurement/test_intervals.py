"""Intervals hold the value, cover what they promise, and are the same each time."""

import numpy as np
import pytest

from imtextgui.domain.measurement import intervals


def test_nothing_has_no_figure() -> None:
    assert intervals.mean([]) is None
    assert intervals.median([]) is None
    assert intervals.share([]) is None


def test_they_hold_their_value_and_come_again() -> None:
    values = list(np.random.default_rng(1).lognormal(3, 0.6, 40))
    for take in (intervals.mean, intervals.median):
        estimate = take(values)
        assert estimate is not None
        assert estimate.low < estimate.value < estimate.high
        assert estimate.count == 40
        assert take(values) == estimate


def test_the_interval_of_a_mean_covers_the_truth_nineteen_times_of_twenty() -> None:
    generator = np.random.default_rng(5)
    estimates = [intervals.mean(list(generator.normal(10, 2, 60))) for _ in range(120)]
    covered = sum(estimate.low <= 10 <= estimate.high for estimate in estimates if estimate)
    assert covered / 120 == pytest.approx(0.95, abs=0.05)


@pytest.mark.parametrize(("flag", "count"), [(True, 10), (False, 10)])
def test_a_share_of_all_or_none_is_not_certain(flag: bool, count: int) -> None:
    estimate = intervals.share([flag] * count)
    assert estimate is not None
    bounds = (estimate.low, estimate.high)
    assert bounds == pytest.approx((0.6915, 1.0) if flag else (0.0, 0.3085), abs=1e-3)
    assert estimate.value == float(flag)
