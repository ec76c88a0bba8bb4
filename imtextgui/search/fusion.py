"""Weighted reciprocal-rank fusion of the routes' rankings (Cormack, Clarke and Büttcher, 2009)."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from imtextgui.domain.query import Route

SMOOTHING = 60.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of one route with their scores, higher better, and the weight of the route."""

    route: Route
    weight: float
    scores: Mapping[int, float]


def ranks(scores: Mapping[int, float]) -> dict[int, int]:
    """Rank each candidate from 1; equal scores share the better rank."""
    found: dict[int, int] = {}
    rank, previous = 0, math.nan
    for place, candidate in enumerate(sorted(scores, key=scores.__getitem__, reverse=True), start=1):
        if scores[candidate] != previous:
            rank, previous = place, scores[candidate]
        found[candidate] = rank
    return found


def fuse(
    rankings: Iterable[Ranking],
    levels: Mapping[int, int] = MappingProxyType({}),
    smoothing: float = SMOOTHING,
) -> list[tuple[int, float]]:
    """Order the candidates of all rankings, best first, with their fused score.

    A ranking adds ``weight / (smoothing + rank)`` to each of its candidates. A candidate of a higher level, 0 by
    default, precedes all of lower ones whatever their scores. Equal scores are ordered by candidate, so the
    answer depends on the scores alone.
    """
    parts: dict[int, list[float]] = defaultdict(list)
    for ranking in rankings:
        if ranking.weight > 0:
            for candidate, rank in ranks(ranking.scores).items():
                parts[candidate].append(ranking.weight / (smoothing + rank))
    fused = {candidate: math.fsum(shares) for candidate, shares in parts.items()}
    return sorted(fused.items(), key=lambda pair: (-levels.get(pair[0], 0), -pair[1], pair[0]))
