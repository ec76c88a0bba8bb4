"""Whether held-out pairs are better than before: a sign-flip test of paired differences, and an interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from imtextgui.domain.measurement import intervals

FLIPS = 4_000
"""Random signs that the chance is counted over: one in 1,000 is told to a third."""


@dataclass(frozen=True, slots=True)
class PairedGain:
    """The mean difference, the interval that holds it with 95 in 100, and how likely chance alone gives as much."""

    mean: float
    low: float
    high: float
    chance: float


def paired_gain(before: Sequence[float], after: Sequence[float], seed: int = 7) -> PairedGain:
    """Compare the figures of the same pairs ``before`` and ``after``.

    The chance is that of a one-sided permutation test by random signs (Fisher, 1935). No difference at all is chance.
    """
    differences = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    gain = intervals.mean(differences.tolist())
    if gain is None or not differences.any():
        return PairedGain(0.0, 0.0, 0.0, 1.0)
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(FLIPS, len(differences)))
    as_much = int(((signs @ differences) / len(differences) >= gain.value - 1e-12).sum())
    return PairedGain(gain.value, gain.low, gain.high, (as_much + 1) / (FLIPS + 1))
