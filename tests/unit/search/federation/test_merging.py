"""Candidates of several catalogues in one: how near pages are by meaning stays comparable."""

import numpy as np
import pytest

from imtextgui.domain.query import Route
from imtextgui.search.federation.merging import merged_candidates
from imtextgui.search.federation.numbering import Numbering
from imtextgui.search.routes.candidates import Candidates, VectorMatches
from imtextgui.search.routes.dense import NearestPages
from imtextgui.search.routes.null_distribution import NullDistribution

HERE, THERE = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


def near(vector: np.ndarray, mean: float, deviation: float) -> Candidates:
    """What a catalogue says whose page 1 is four deviations above unrelated pages, and page 2 a tenth of one."""
    nearest = NearestPages(
        {1: mean + 4 * deviation}, {1: 7}, {1: 0}, mean, deviation, {2: mean + deviation / 10}
    )
    matches = VectorMatches(
        Route.MEANING, vector, False, nearest, NullDistribution.of_texts([1.0, 2.0]), {1: 1}, {1: 1.0}
    )
    return Candidates(vectors=(matches,))


def merged(second: np.ndarray) -> NearestPages:
    """Two catalogues together, the second with ``second`` for a query vector."""
    several = [near(HERE, 0.2, 0.1), near(second, 0.6, 0.05)]
    (matches,) = merged_candidates(
        [Numbering(place).candidates(one) for place, one in enumerate(several)]
    ).vectors
    return matches.nearest


def test_cosines_of_one_encoder_stay_as_they_are() -> None:
    nearest, outer = merged(HERE), Numbering(1).outer
    assert nearest.cosines == pytest.approx({1: 0.6, outer(1): 0.8})
    assert nearest.farther == pytest.approx({2: 0.21, outer(2): 0.605})


def test_cosines_of_another_encoder_are_as_far_above_chance_as_the_first_ones() -> None:
    nearest, outer = merged(THERE), Numbering(1).outer
    assert nearest.cosines == pytest.approx({1: 0.6, outer(1): 0.6})
    assert nearest.farther == pytest.approx({2: 0.21, outer(2): 0.21})
