"""A map for query vectors in closed form: each question is drawn to its pages and away from what is taken for them.

Ridge regression towards the identity, in its dual form (Hoerl and Kennard, 1970; Saunders et al., 1998): what is
learned for one question moves others only as far as they are like it. The target of a question is Rocchio's (1971): its
right pages less the wrong ones that are nearest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.learning.learned import QueryAdapter
from imtextgui.learning.taught_pairs import folds

STRENGTHS = (0.15, 0.3, 0.6, 1.0)
"""How far a question is moved: 1 is the whole way between wrong pages and right ones."""
RIDGES = (0.1, 0.3, 1.0, 3.0)
CONFUSED = 8
"""Wrong pages that a question is moved away from."""

_FOLDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class VectorPairs:
    """Questions among the vectors of pages that may be taken for their answers.

    ``queries`` [n, dim]; ``rows`` [m, dim] with the page of each, ``pages`` [m]; ``right`` are the pages of each
    question.
    """

    queries: Matrix
    rows: Matrix
    pages: Sequence[int]
    right: Sequence[frozenset[int]]

    def only(self, places: Sequence[int]) -> "VectorPairs":
        """The questions at ``places`` among the same pages."""
        return VectorPairs(
            self.queries[np.array(places, dtype=np.intp)],
            self.rows,
            self.pages,
            [self.right[place] for place in places],
        )


@dataclass(frozen=True, slots=True)
class AdapterShape:
    """How far questions are moved, and the ridge."""

    strength: float
    ridge: float


def fit(pairs: VectorPairs, shape: AdapterShape) -> QueryAdapter:
    """The map that ``pairs`` teach."""
    targets = _targets(pairs)
    kernel = pairs.queries @ pairs.queries.T
    kernel[np.diag_indices_from(kernel)] += shape.ridge
    shift = pairs.queries.T @ np.linalg.solve(kernel.astype(np.float64), shape.strength * targets)
    return QueryAdapter(shift.astype(np.float32))


def best_shape(pairs: VectorPairs, seed: int = 1) -> AdapterShape:
    """The shape that ranks held-out questions best among the vectors, by cross-validation."""
    numbers = folds(len(pairs.queries), _FOLDS, seed)
    splits = [(np.flatnonzero(numbers != part), np.flatnonzero(numbers == part)) for part in range(_FOLDS)]
    shapes = [AdapterShape(*shape) for shape in product(STRENGTHS, RIDGES)]

    def worth(shape: AdapterShape) -> float:
        reciprocal: list[float] = []
        for learning, held_out in splits:
            adapter = fit(pairs.only(learning.tolist()), shape)
            reciprocal += reciprocal_ranks(pairs.only(held_out.tolist()), adapter)
        return sum(reciprocal)

    return max(shapes, key=worth)


def reciprocal_ranks(pairs: VectorPairs, adapter: QueryAdapter | None = None) -> list[float]:
    """The reciprocal rank of the best right page of each question, among the pages by their best vectors."""
    queries = pairs.queries if adapter is None else adapter.apply(pairs.queries)
    cosines = queries @ pairs.rows.T
    ids, places = np.unique(np.asarray(pairs.pages), return_inverse=True)
    best = np.full((len(queries), len(ids)), -np.inf, dtype=np.float32)
    np.maximum.at(best, (np.arange(len(queries))[:, None], places[None, :]), cosines)
    ranks = []
    for row, right in zip(best, pairs.right, strict=True):
        reached = row[np.isin(ids, list(right))]
        ranks.append(1.0 / (1 + int((row > reached.max()).sum())) if len(reached) else 0.0)
    return ranks


def _targets(pairs: VectorPairs) -> Matrix:
    """For each question the way from the wrong pages that are nearest to the best vectors of the right ones."""
    cosines = pairs.queries @ pairs.rows.T
    pages = np.asarray(pairs.pages)
    targets = np.zeros_like(pairs.queries)
    for place, right in enumerate(pairs.right):
        mine = np.isin(pages, list(right))
        if not mine.any():
            continue
        others = np.flatnonzero(~mine)
        nearest = others[np.argsort(-cosines[place, others])[:CONFUSED]]
        own = np.flatnonzero(mine)
        best = own[np.argsort(-cosines[place, own])[: len(right)]]
        wrong = pairs.rows[nearest].mean(axis=0) if len(nearest) else 0.0
        targets[place] = pairs.rows[best].mean(axis=0) - wrong
    return targets
