"""The term lifts what a site's right answers have in common, and nothing without them."""

from dataclasses import replace

import numpy as np

from imtextgui.learning.ranker_fit import RankedCandidates, best_ridge, file_rank, fit
from imtextgui.search.ranking.features.page_features import FEATURES
from imtextgui.search.ranking.linear_model import LinearModel, shipped_model

COUNT = len(FEATURES)


def flat() -> LinearModel:
    """A model to which all pages are equal."""
    zeros = np.zeros(COUNT, dtype=np.float32)
    return LinearModel(zeros, np.ones(COUNT, dtype=np.float32), zeros, zeros)


def question(seed: int, *, right: bool = True) -> RankedCandidates:
    """Eight pages of which the right one has much of the third feature."""
    generator = np.random.default_rng(seed)
    values = generator.normal(size=(8, COUNT)).astype(np.float32)
    values[5, 2] += 3
    values[0, 4] = np.nan
    wanted = np.zeros(8, dtype=bool)
    wanted[5] = right
    numbers = np.arange(8)
    return RankedCandidates(values, np.zeros(8, np.int64), numbers, wanted, np.zeros(8, np.float32))


def test_the_telling_feature_gets_the_weight_and_held_out_questions_gain() -> None:
    model = flat()
    taught = [question(seed) for seed in range(40)]
    term = fit(taught, model, best_ridge(taught, model))
    assert int(np.argmax(term.weights)) == 2
    held_out = [question(seed) for seed in range(100, 130)]
    before = [file_rank(one, model) or 99 for one in held_out]
    after = [file_rank(one, model.with_term(term)) or 99 for one in held_out]
    assert np.mean(after) < np.mean(before) - 1


def test_without_a_right_answer_nothing_is_learned() -> None:
    term = fit([question(1, right=False)], flat(), 0.2)
    assert not term.weights.any()
    assert file_rank(question(1, right=False), flat()) is None


def test_a_term_means_nothing_beside_another_model() -> None:
    term = fit([question(1)], flat(), 0.2)
    shipped = shipped_model()
    assert shipped.with_term(term) is shipped
    assert shipped.with_term(None) is shipped
    assert flat().with_term(term) is not flat()


def test_right_pages_that_are_out_of_reach_teach_numbers() -> None:
    asked = [question(seed) for seed in range(20)]
    far = np.where(asked[0].right, -2_000, 0).astype(
        np.float32
    )  # the share of the right page is zero in a double
    term = fit([replace(one, extra=far) for one in asked], flat(), 0.05)
    assert np.isfinite(term.weights).all()
    assert np.isfinite(term.absent).all()
    assert int(np.argmax(term.weights)) == 2


def test_no_step_makes_the_taught_pages_less_likely() -> None:
    generator = np.random.default_rng(3)
    asked = []
    for seed in range(30):
        one = question(seed)
        asked.append(replace(one, extra=(generator.normal(size=8) * 60).astype(np.float32)))
    model = flat()
    term = model.with_term(fit(asked, model, 0.05))
    assert _lost(asked, term) < _lost(asked, model)


def _lost(asked: list[RankedCandidates], model: LinearModel) -> float:
    lost = 0.0
    for one in asked:
        scores = (model.scores(one.values) + one.extra).astype(np.float64)
        highest = scores.max()
        lost += highest + np.log(np.exp(scores - highest).sum()) - scores[one.right].max()
    return float(lost)
