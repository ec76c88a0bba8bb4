"""A query is told by its look, and every kind of query has a weight for every route of text."""

import pytest

from imtextgui.domain.query import Route
from imtextgui.search.query.terms import parse
from imtextgui.search.ranking.weights import TEXT_WEIGHTS, Asks, asks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("GP-2040-B1", Asks.CODE),
        ("gp 2040", Asks.CODE),
        ("ＺＸ－４９", Asks.CODE),
        ("shaft seal", Asks.NAME),
        ("how do I replace the shaft seal", Asks.SENTENCE),
        ("軸シールの交換", Asks.JAPANESE),
        ("M8 ボルト", Asks.JAPANESE),
        ("", Asks.NAME),
    ],
)
def test_kinds_of_queries(text: str, kind: Asks) -> None:
    assert asks(parse(text)) is kind


def test_every_kind_weighs_every_route_of_text() -> None:
    routes = {Route.WORDS, Route.CODES, Route.MEANING, Route.PICTURE}
    assert set(TEXT_WEIGHTS) == set(Asks)
    assert all(set(weights) == routes and min(weights.values()) > 0 for weights in TEXT_WEIGHTS.values())
