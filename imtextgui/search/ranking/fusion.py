"""Weighted sum of the routes' calibrated strengths.

Reciprocal ranks (Cormack, Clarke and Büttcher, 2009) were measured first and lost clearly: they throw away
by how much the best is better, and a route over vectors always has somebody in first place (Bruch, Gai and
Ingber, 2023).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from imtextgui.domain.query import Route


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of one route with their strengths, 0 to 1, and the weight of the route."""

    route: Route
    weight: float
    strengths: Mapping[int, float]


def ranks(scores: Mapping[int, float]) -> dict[int, int]:
    """Rank each candidate from 1; equal scores share the better rank."""
    found: dict[int, int] = {}
    rank, previous = 0, math.nan
    for place, candidate in enumerate(sorted(scores, key=scores.__getitem__, reverse=True), start=1):
        if scores[candidate] != previous:
            rank, previous = place, scores[candidate]
        found[candidate] = rank
    return found


def shares(scores: Mapping[int, float], highest: float = 1.0) -> dict[int, float]:
    """Scale ``scores``, of which none is negative, so that the best is ``highest``."""
    best = max(scores.values(), default=0.0)
    return {candidate: highest * score / best for candidate, score in scores.items()} if best > 0 else {}


def fuse(
    rankings: Iterable[Ranking], levels: Mapping[int, int] = MappingProxyType({})
) -> list[tuple[int, float]]:
    """Order the candidates of all rankings, best first, with the sum of weight times strength.

    A candidate of a higher level, 0 by default, precedes all of lower ones whatever their strengths. Equal
    sums are ordered by candidate, so the answer does not depend on the order in which routes or candidates
    are given.
    """
    parts: dict[int, list[float]] = defaultdict(list)
    for ranking in rankings:
        if ranking.weight > 0:
            for candidate, strength in ranking.strengths.items():
                parts[candidate].append(ranking.weight * strength)
    fused = {candidate: math.fsum(each) for candidate, each in parts.items()}
    return sorted(fused.items(), key=lambda pair: (-levels.get(pair[0], 0), -pair[1], pair[0]))
