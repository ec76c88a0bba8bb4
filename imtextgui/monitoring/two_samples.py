"""How unlikely it is that two samples differ by chance: permutation tests with a fixed seed, and a sign test."""

from collections.abc import Mapping, Sequence
from math import comb

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]

ROUNDS = 4_000
"""The least p that can come out is 1 in 4,001, a quarter of ``thresholds.MOST_P``."""
_SEED = 7


def mean_difference(before: Sequence[float], now: Sequence[float]) -> tuple[float, float, float]:
    """The means of two samples, neither of them empty, and the two-sided p of their difference."""
    pooled = np.asarray([*before, *now], np.float64)
    first = float(np.mean(pooled[: len(before)]))
    second = float(np.mean(pooled[len(before) :]))
    generator = np.random.default_rng(_SEED)
    total, count, others = float(pooled.sum()), len(now), len(before)
    extreme, seen = 0, abs(second - first) - 1e-12
    for _ in range(ROUNDS // 500):
        # A random order of each row: its first so many are the sample of now.
        orders = np.argsort(generator.random((500, len(pooled))), axis=1)[:, :count]
        sums = pooled[orders].sum(axis=1)
        extreme += int(np.count_nonzero(np.abs(sums / count - (total - sums) / others) >= seen))
    return first, second, (extreme + 1) / (ROUNDS + 1)


def kinds_distance(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[float, float]:
    """Total variation between two counts of kinds, from 0 to 1, and its p by drawing both from their sum."""
    names = sorted({*before, *now})
    first = np.asarray([before.get(name, 0) for name in names], np.float64)
    second = np.asarray([now.get(name, 0) for name in names], np.float64)
    seen = _variation(first[None], second[None])[0]
    generator, shares = np.random.default_rng(_SEED), (first + second) / (first.sum() + second.sum())
    drawn = _variation(
        generator.multinomial(int(first.sum()), shares, ROUNDS).astype(np.float64),
        generator.multinomial(int(second.sum()), shares, ROUNDS).astype(np.float64),
    )
    return float(seen), float((np.count_nonzero(drawn >= seen - 1e-12) + 1) / (ROUNDS + 1))


def paired_losses(before: Mapping[str, bool], now: Mapping[str, bool]) -> tuple[int, int, float]:
    """Of questions in both: those that were right and are not, those that became right, and the two-sided sign test."""
    both = before.keys() & now.keys()
    lost = sum(before[name] and not now[name] for name in both)
    won = sum(now[name] and not before[name] for name in both)
    changed = lost + won
    if not changed:
        return 0, 0, 1.0
    tail = sum(comb(changed, more) for more in range(max(lost, won), changed + 1)) / 2**changed
    return lost, won, min(1.0, 2 * tail)


def _variation(first: Counts, second: Counts) -> Counts:
    one = first / np.maximum(first.sum(axis=1, keepdims=True), 1)
    other = second / np.maximum(second.sum(axis=1, keepdims=True), 1)
    result: Counts = np.abs(one - other).sum(axis=1) / 2
    return result
