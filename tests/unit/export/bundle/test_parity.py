"""Whether two graphs say the same."""

import numpy as np

from export.bundle.parity import neighbours_kept
from imtextgui.domain.embedding import unit


def test_neighbours_kept() -> None:
    rows = unit(np.random.default_rng(1).normal(size=(30, 8)))
    assert neighbours_kept(rows, rows) == 1
    assert neighbours_kept(rows, rows[::-1].copy()) < 1
