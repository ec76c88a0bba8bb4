"""Weighted sum of the routes' calibrated strengths.

Reciprocal ranks (Cormack, Clarke and Büttcher, 2009) were measured first and lost clearly: they throw away
by how much the best is better, and a route over vectors always has somebody in first place (Bruch, Gai and
Ingber, 2023). On the real questions they put the right file first for 0.72, weighted strengths for 0.82.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from imtextgui.domain.query import Route
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.weights import route_weights
from imtextgui.search.routes.candidates import Candidates, VectorMatches
from imtextgui.search.routes.scores import scaled
from imtextgui.search.routes.word_search import WordMatches


@dataclass(frozen=True, slots=True)
class RouteStrengths:
    """The candidates of one route with their strengths, 0 to 1, and the weight of the route."""

    route: Route
    weight: float
    strengths: Mapping[int, float]


def fuse(
    routes: Iterable[RouteStrengths], levels: Mapping[int, int] = MappingProxyType({})
) -> list[tuple[int, float]]:
    """Order the candidates of all routes, best first, with the sum of weight times strength.

    A candidate of a higher level, 0 by default, precedes all of lower ones whatever their strengths. Equal
    sums are ordered by candidate, so the answer does not depend on the order in which routes or candidates
    are given.
    """
    weighed = [route for route in routes if route.weight > 0 and route.strengths]
    if not weighed:
        return []
    candidates, places = np.unique(
        np.concatenate([np.fromiter(route.strengths, np.int64, len(route.strengths)) for route in weighed]),
        return_inverse=True,
    )
    parts = np.concatenate([route.weight * _values(route.strengths) for route in weighed])
    ascending = np.lexsort(
        (parts, places)
    )  # sums of the same numbers in another order differ in their last digit
    sums = np.bincount(places[ascending], parts[ascending])
    of_candidates = [levels.get(candidate, 0) for candidate in candidates.tolist()] if levels else 0 * sums
    order = np.lexsort((candidates, -sums, -np.asarray(of_candidates)))
    return list(zip(candidates[order].tolist(), sums[order].tolist(), strict=True))


def _values(strengths: Mapping[int, float]) -> npt.NDArray[np.float64]:
    return np.fromiter(strengths.values(), np.float64, len(strengths))


def route_strengths(
    parsed: ParsedQuery, candidates: Candidates, wordless: Collection[int] = ()
) -> list[RouteStrengths]:
    """The strengths of every route that answered; ``wordless`` are the pages without text of their own.

    A page without text cannot be near by meaning: half of what its name says stands for that.
    """
    weights = route_weights(parsed, candidates.nameplate)
    words = _by_coverage(candidates.words)
    codes = {
        page: match.score
        for page, match in {**candidates.codes.of_named_files, **candidates.codes.pages}.items()
    }
    groups = [
        RouteStrengths(
            group[0].route,
            weights.of_vectors(group[0].route, of_photo=group[0].of_photo),
            _joined(group, every=parsed.query.every_photo),
        )
        for group in candidates.vector_groups
    ]
    meaning = sum(group.weight for group in groups if group.route is Route.MEANING)
    return [
        RouteStrengths(Route.WORDS, weights.words, words),
        RouteStrengths(Route.WORDS, weights.nameplate_words, _by_coverage(candidates.nameplate_words)),
        RouteStrengths(Route.CODES, weights.codes, scaled(codes)),
        RouteStrengths(Route.MEMORY, weights.memory, candidates.judged.strengths()),
        RouteStrengths(Route.EXAMPLES, weights.examples, candidates.examples.strengths),
        RouteStrengths(Route.GEOMETRY, weights.geometry, candidates.geometry.strengths()),
        *groups,
        RouteStrengths(Route.MEANING, meaning, {page: words[page] / 2 for page in wordless if page in words}),
    ]


def proposed_pages(routes: Iterable[RouteStrengths]) -> set[int]:
    """All pages that some route of any weight proposes."""
    return {page for route in routes if route.weight > 0 for page in route.strengths}


def _by_coverage(words: WordMatches) -> dict[int, float]:
    """Strengths by words: where even the best page lacks half of what is asked, words count half."""
    coverage = max((match.coverage for match in words.pages.values()), default=0.0)
    return scaled(words.scores, coverage)


def _joined(group: Sequence[VectorMatches], *, every: bool) -> Mapping[int, float]:
    """The strengths of a route for the text or for all photos: by the best of the photos, or by the worst."""
    strengths = [matches.strengths for matches in group]
    if len(strengths) == 1:
        return strengths[0]
    join = min if every else max
    pages = {page for by_page in strengths for page in by_page}
    return {page: join(by_page.get(page, 0.0) for by_page in strengths) for page in pages}
