"""Sizes are found whatever their unit and decimal mark."""

import pytest

from imtextgui.domain.query import Route
from imtextgui.search.query.sizes import wordings
from imtextgui.search.query.terms import parse_terms
from tests.unit.search.conftest import Shop


@pytest.mark.parametrize(
    ("query", "sizes"),
    [
        ("pipe 1/2 in", {"12.7 mm", "12.7mm", "1/2 inch", "0.5 inch", "0.5 in"}),
        ("12,7 mm", {"12.7 mm", "12.7mm", "1/2 inch", "1/2 in", "0.5 inch", "0.5 in"}),
        ('1 1/4"', {"31.75 mm", "31.75mm", "1 1/4 inch", "1 1/4 in", "1.25 inch", "1.25 in"}),
        ("25ミリ", {"25 mm", "25mm"}),
        ("7インチ", {"177.8 mm", "177.8mm", "7 inch", "7 in"}),
        ("2 cm", {"20 mm", "20mm"}),
        ("1/0 in", set()),
        ("M8 x 20", set()),
        ("2 in the box", set()),
        ("", set()),
    ],
)
def test_other_ways_to_write_a_size(query: str, sizes: set[str]) -> None:
    assert {each.text for each in wordings(parse_terms(query).words)} == sizes


@pytest.mark.parametrize("query", ["gasket 12,7 mm", "gasket 12.7mm", "gasket 1/2 in", 'gasket 1/2"'])
def test_a_size_is_found_in_any_unit(shop: Shop, query: str) -> None:
    shop.add("a.txt", "gasket, bore 12.7 mm")
    shop.add("b.txt", "gasket, bore 13 mm")
    shop.add("c.txt", "gasket 12 of 7 pieces")
    assert shop.names(query, routes=frozenset({Route.WORDS}))[0] == "a.txt"
