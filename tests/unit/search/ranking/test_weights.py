"""A query is told by its look, and every kind of query has a weight for every route of text."""

import pytest

from imtextgui.domain.query import Route
from imtextgui.search.query.terms import parse_terms
from imtextgui.search.ranking.weights import TEXT_WEIGHTS, QueryType, query_type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("GP-2040-B1", QueryType.CODE),
        ("gp 2040", QueryType.CODE),
        ("ＺＸ－４９", QueryType.CODE),
        ("shaft seal", QueryType.NAME),
        ("how do I replace the shaft seal", QueryType.SENTENCE),
        ("軸シールの交換", QueryType.JAPANESE),
        ("M8 ボルト", QueryType.JAPANESE),
        ("", QueryType.NAME),
    ],
)
def test_kinds_of_queries(text: str, kind: QueryType) -> None:
    assert query_type(parse_terms(text)) is kind


def test_every_kind_weighs_every_route_of_text() -> None:
    routes = {Route.WORDS, Route.CODES, Route.MEANING, Route.PICTURE}
    assert set(TEXT_WEIGHTS) == set(QueryType)
    assert all(set(weights) == routes and min(weights.values()) > 0 for weights in TEXT_WEIGHTS.values())
