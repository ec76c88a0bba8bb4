"""The standard measures of retrieval, from the rank of the first right answer of each query."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from statistics import median
from typing import TypeAlias

Rank: TypeAlias = int | None
"""Position of the first right answer, counted from 1; None where no right answer was found at all."""


def first_rank(ranking: Iterable[Hashable], relevant: Collection[Hashable]) -> Rank:
    """Position, from 1, of the first of ``ranking`` (best first) that is in ``relevant``; None without one."""
    for position, candidate in enumerate(ranking, start=1):
        if candidate in relevant:
            return position
    return None


def recall_at(ranks: Sequence[Rank], k: int) -> float:
    """Share of the queries, 0 to 1, whose first right answer is among the first ``k``; 0 without queries.

    With one right answer a query this is Recall@K; with several it is also called success at K.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    return _share(sum(rank is not None and rank <= k for rank in ranks), len(ranks))


def median_rank(ranks: Sequence[Rank]) -> float:
    """Median of the ranks; a query without a right answer counts as infinitely far; NaN without queries."""
    if not ranks:
        return float("nan")
    return float(median(float("inf") if rank is None else rank for rank in ranks))


def mrr(ranks: Sequence[Rank]) -> float:
    """Mean reciprocal rank, 0 to 1; a query without a right answer counts as 0; 0 without queries."""
    return _share(sum(1 / rank for rank in ranks if rank is not None), len(ranks))


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
