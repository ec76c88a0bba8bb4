"""Chance is told from learning."""

import numpy as np

from imtextgui.learning.paired_test import paired_gain


def test_no_difference_is_chance() -> None:
    gain = paired_gain([0.5, 1.0], [0.5, 1.0])
    assert (gain.mean, gain.chance) == (0.0, 1.0)
    assert paired_gain([], []).chance == 1.0


def test_a_steady_gain_is_no_chance() -> None:
    gain = paired_gain([0.2] * 30, [0.5] * 30)
    assert gain.chance < 0.001
    assert gain.low > 0.29
    assert gain.high < 0.31


def test_noise_is_hardly_ever_taken_for_a_gain() -> None:
    generator = np.random.default_rng(3)
    chances = [
        paired_gain(generator.random(30).tolist(), generator.random(30).tolist(), seed).chance
        for seed in range(60)
    ]
    assert sum(chance < 0.05 for chance in chances) <= 8
