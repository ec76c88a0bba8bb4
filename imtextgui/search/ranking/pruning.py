"""Candidate pruning: cheap cuts by what the routes alone say, before pages are described and ranked."""

from collections.abc import Collection

from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.fusion import RouteStrengths, fuse, proposed_pages, route_strengths
from imtextgui.search.ranking.precedence import level
from imtextgui.search.ranking.weights import PHOTO_WEIGHTS
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.geometric_verification import CANDIDATES

MOST_DESCRIBED = 120
"""Pages that are described and ranked: headings and names move none of them very far."""


def pages_to_rank(parsed: ParsedQuery, candidates: Candidates) -> list[int]:
    """The pages that may come out ahead, ascending, and the first pages of files with a code in their name."""
    routes = route_strengths(parsed, candidates)
    leading = {*candidates.codes.pages, *candidates.judged.same}
    levels = {page: level(parsed, candidates, page) for page in leading}
    allowed = _allowed(candidates, routes)
    ahead = [page for page, _ in fuse(routes, levels) if page in allowed][:MOST_DESCRIBED]
    return sorted({*ahead, *candidates.codes.named})


def pages_to_verify(parsed: ParsedQuery, candidates: Candidates) -> list[int]:
    """The pages that look most like the photos, and those that all routes together hold for the best."""
    routes = route_strengths(parsed, candidates)
    allowed = _allowed(candidates, routes)
    ahead = _allowed_in_order(routes, allowed)[: CANDIDATES // 3]
    alike = _allowed_in_order([route for route in routes if route.route in PHOTO_WEIGHTS], allowed)
    return list(dict.fromkeys([*ahead, *alike]))[:CANDIDATES]


def _allowed_in_order(routes: list[RouteStrengths], allowed: Collection[int]) -> list[int]:
    return [page for page, _ in fuse(routes) if page in allowed]


def _allowed(candidates: Candidates, routes: list[RouteStrengths]) -> Collection[int]:
    """The pages that may be found: those with every phrase if the query has phrases."""
    return proposed_pages(routes) if candidates.phrase_pages is None else candidates.phrase_pages
