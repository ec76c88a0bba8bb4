"""The term that a site adds to the ranker: weights on the same features, drawn to zero.

Maximum likelihood of the right pages among the candidates of each question (conditional logit: McFadden, 1974) with a
ridge, by Newton's steps. Because likelihoods are fitted, the shares of files that confidence is read off stay those of
the site.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.learning.learned import RankerTerm
from imtextgui.learning.taught_pairs import folds
from imtextgui.search.ranking.linear_model import FURTHEST, LinearModel

RIDGES = (0.05, 0.2, 1.0)
"""Weight of the sum of squares for each question, of which the best is chosen by cross-validation."""

LEADING = 60
"""Candidates of a question that are learned from, the best ones."""

_STEPS = 12
_SHORTEST = 1 / 64
"""Part of a step below which no shorter one is tried: a whole one may lead too far where a model is far off."""
_FOLDS = 4

Floats: TypeAlias = npt.NDArray[np.float64]
Taught: TypeAlias = tuple[Floats, Floats, npt.NDArray[np.bool_]]
"""Inputs, scores of the model and right pages of a question, as ``_inputs`` gives them."""


@dataclass(frozen=True, slots=True, eq=False)
class RankedCandidates:
    """The candidates of one question as the ranker saw them.

    ``values`` are their features [n, features], ``levels`` their precedence, ``contents`` their files, and ``right``
    tells which are right. ``extra`` [n] is what is added to the scores beside the model.
    """

    values: Matrix
    levels: npt.NDArray[np.int64]
    contents: npt.NDArray[np.int64]
    right: npt.NDArray[np.bool_]
    extra: Matrix


def fit(questions: Sequence[RankedCandidates], model: LinearModel, ridge: float) -> RankerTerm:
    """The term that ``questions`` teach beside ``model``."""
    taught = [_inputs(question, model) for question in questions if question.right.any()]
    weights = np.zeros(2 * len(model.weights))
    loss = _loss(taught, weights, ridge)
    for _ in range(_STEPS if taught else 0):
        gradient, curvature = _slopes(taught, weights, ridge)
        step = np.linalg.solve(curvature, gradient)
        size, shorter = 1.0, _loss(taught, weights - step, ridge)
        while shorter > loss and size > _SHORTEST:
            size /= 2
            shorter = _loss(taught, weights - size * step, ridge)
        if shorter > loss:
            break
        weights, loss = weights - size * step, shorter
        if size * float(np.abs(step).max()) < 1e-5:
            break
    known, absent = weights.astype(np.float32).reshape(2, -1)
    return RankerTerm(model.stamp, known, absent)


def _loss(taught: Sequence[Taught], weights: Floats, ridge: float) -> float:
    """Minus the logarithm of the likelihood of the right pages, with the ridge: what ``fit`` makes small."""
    loss = ridge * len(taught) * float(weights @ weights)
    for inputs, scores, right in taught:
        total = scores + inputs @ weights
        loss += _log_sum(total) - _log_sum(total[right])
    return loss


def _slopes(taught: Sequence[Taught], weights: Floats, ridge: float) -> tuple[Floats, Floats]:
    """First and second derivatives of ``_loss``, the second without what several right pages take off it.

    The right pages are weighed among themselves, not by their shares among all: where a model is far off, these are
    zero together, and their ratio is no number.
    """
    gradient: Floats = 2 * ridge * len(taught) * weights
    curvature: Floats = 2 * ridge * len(taught) * np.eye(len(weights))
    for inputs, scores, right in taught:
        total = scores + inputs @ weights
        shares = _shares(total)
        mean = shares @ inputs
        gradient += mean - _shares(total[right]) @ inputs[right]
        curvature += (inputs * shares[:, None]).T @ inputs - np.outer(mean, mean)
    return gradient, curvature


def best_ridge(questions: Sequence[RankedCandidates], model: LinearModel, seed: int = 2) -> float:
    """The ridge that ranks held-out questions best, by cross-validation."""
    numbers = folds(len(questions), _FOLDS, seed)

    def worth(ridge: float) -> float:
        reciprocal = 0.0
        for part in range(_FOLDS):
            learning = [one for one, number in zip(questions, numbers, strict=True) if number != part]
            held_out = [one for one, number in zip(questions, numbers, strict=True) if number == part]
            better = model.with_term(fit(learning, model, ridge))
            reciprocal += sum(1 / rank for one in held_out if (rank := file_rank(one, better)) is not None)
        return reciprocal

    return max(RIDGES, key=worth)


def file_rank(question: RankedCandidates, model: LinearModel) -> int | None:
    """The rank of the first right file, from 1, where ``model`` orders the candidates; None without one."""
    if not question.right.any():
        return None
    scores = model.scores(question.values) + question.extra
    order = np.lexsort((-scores, -question.levels))
    right = set(question.contents[question.right].tolist())
    files = dict.fromkeys(question.contents[order].tolist())
    return next(rank for rank, file in enumerate(files, start=1) if file in right)


def _inputs(question: RankedCandidates, model: LinearModel) -> Taught:
    """Inputs [n, 2 × features], scores of the model, and which are right, of the leading candidates and the right."""
    scores = model.scores(question.values) + question.extra
    leading = np.zeros(len(scores), dtype=bool)
    leading[np.argsort(-scores)[:LEADING]] = True
    kept = leading | question.right
    values = question.values[kept]
    unknown = np.isnan(values)
    distances = np.where(unknown, 0.0, (np.where(unknown, 0.0, values) - model.means) / model.deviations)
    inputs = np.concatenate([np.clip(distances, -FURTHEST, FURTHEST), unknown], axis=1).astype(np.float64)
    return inputs, scores[kept].astype(np.float64), question.right[kept]


def _shares(scores: Floats) -> Floats:
    likelihoods: Floats = np.exp(scores - scores.max())
    shares: Floats = likelihoods / likelihoods.sum()
    return shares


def _log_sum(scores: Floats) -> float:
    highest = scores.max()
    return float(highest + np.log(np.exp(scores - highest).sum()))
