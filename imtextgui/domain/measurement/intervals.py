"""95 % intervals by the bootstrap: the values are drawn again from themselves, with a fixed seed.

Percentile intervals after B. Efron, "Bootstrap Methods", Annals of Statistics 7 (1979). A mean of values that are all
alike has no width by this method: for a share that is 0 or 1 the exact bound of the binomial stands in (the "rule of
three" at 95 %).
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from imtextgui.domain.measurement.trial_figures import Estimate

Rows: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
"""Values drawn again, a row for each time [rounds, count]."""
Statistic: TypeAlias = "Callable[[Rows], np.ndarray[tuple[int], np.dtype[np.float64]]]"

ROUNDS = 2_000
"""With so many the bounds of 40 log-normal times move by 0.6 % between seeds, with 500 by 1.1 %, with 8,000 by 0.3 %
(``python -m tests.quality.trial``)."""
_SEED = 19
_TAIL = 0.025


def mean(values: Sequence[float]) -> Estimate | None:
    """The mean of ``values`` with its interval, None without values."""
    return _estimate(values, lambda rows: rows.mean(axis=1))


def median(values: Sequence[float]) -> Estimate | None:
    """The median of ``values`` with its interval, None without values."""
    return _estimate(values, lambda rows: np.median(rows, axis=1))


def share(flags: Sequence[bool]) -> Estimate | None:
    """The share of ``flags`` that are true, from 0 to 1, with its interval; None without any."""
    if not flags:
        return None
    if all(flags) or not any(flags):
        value, furthest = float(flags[0]), 1.0 - _TAIL ** (1.0 / len(flags))
        return Estimate(value, value and 1.0 - furthest, value or furthest, len(flags))
    return mean([float(flag) for flag in flags])


def _estimate(values: Sequence[float], statistic: Statistic) -> Estimate | None:
    if not values:
        return None
    data = np.asarray(values, np.float64)
    drawn = np.random.default_rng(_SEED).integers(0, len(data), (ROUNDS, len(data)))
    low, high = np.quantile(statistic(data[drawn]), (_TAIL, 1 - _TAIL))
    return Estimate(float(statistic(data[None])[0]), float(low), float(high), len(values))
