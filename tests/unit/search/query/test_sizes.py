"""Sizes are found whatever their unit and decimal mark."""

import pytest

from imtextgui.domain.query import Route
from imtextgui.search.query.sizes import wordings
from imtextgui.search.query.terms import parse_terms
from tests.unit.search.conftest import Shop


def _inches(fraction: str, decimal: str) -> set[str]:
    return {f"{number} {unit}" for number in (fraction, decimal) for unit in ("inch", "in")}


@pytest.mark.parametrize(
    ("query", "sizes"),
    [
        ("gasket 1/2 in", {"12.7 mm", "12.7mm", "1/2 inch", "0.5 inch", "0.5 in"}),
        (
            "12,7 mm",
            {"12.7 mm", "12.7mm", "1/2 inch", "1/2 in", "0.5 inch", "0.5 in"},
        ),
        ('1 1/4"', {"31.75 mm", "31.75mm", *_inches("1 1/4", "1.25")}),
        ("25ミリ", {"25 mm", "25mm"}),
        ("twenty-five millimetres", {"25 mm", "25mm"}),
        ("二十五ミリ", {"25 mm", "25mm"}),
        ("２５ｍｍ", {"25 mm"}),
        ("7インチ", {"177.8 mm", "177.8mm", *_inches("7", "7")}),
        ("2 cm", {"20 mm", "20mm", "2cm"}),
        ("1.5 m", {"1500 mm", "1500mm", "1.5m"}),
        ("SM57HT112-3004A", set()),
        (
            "three quarter inch",
            {"19.05 mm", "19.05mm", "3/4 in", "0.75 inch", "0.75 in"},
        ),
        ("½インチ", {"12.7 mm", "12.7mm", *_inches("1/2", "0.5")}),
        ("0.5 MPa", {"0.5MPa", "500 kPa", "500kPa", "5 bar", "5bar"}),
        ("24V", {"24 V"}),
        ("0x80010135", set()),
        ("three", set()),
        ("5 a day", set()),
        ("M8×20", {"M8x20", "M8 x 20", "M8x20mm", "M8 x 20mm"}),
        ("三番", {"3番", "No. 3", "No3"}),
        ("1/0 in", set()),
        ("M8 x 20", {"M8x20", "M8×20", "M8x20mm", "M8 x 20mm"}),
        ("M8 x 20mm", {"M8x20", "M8 x 20", "M8×20", "M8x20mm"}),
        ("40x40", {"40 x 40", "40×40"}),
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


@pytest.mark.parametrize(
    ("query", "nominal"),
    [
        ('pipe 1/2"', {"15A", "DN15", "DN 15", "1/2B"}),
        ("配管 1/2インチ", {"15A", "DN15", "DN 15", "1/2B"}),
        ("ball valve 15A", {"DN15", "1/2B", "1/2 inch"}),
        ("flange DN 50", {"50A", "2B", "2 inch"}),
        ("25Aのフランジ", {"DN25", "1B", "1 inch"}),
    ],
)
def test_pipes_are_named_by_their_nominal_size(query: str, nominal: set[str]) -> None:
    assert nominal <= {wording.text for wording in wordings(parse_terms(query).words)}


@pytest.mark.parametrize("query", ["fuse 15A", 'gasket 1/2"', "pipe 13A", "pipe 50"])
def test_other_things_have_none(query: str) -> None:
    texts = {wording.text for wording in wordings(parse_terms(query).words)}
    assert not {text for text in texts if text.endswith("B") or text.startswith("DN")}


@pytest.mark.parametrize(
    "query", ["継手 二十五ミリ", "継手 25 mm", "継手 ２５ｍｍ", "fitting twenty-five millimetres"]
)
def test_numbers_in_words_are_found(shop: Shop, query: str) -> None:
    shop.add("a.txt", "継手 fitting, 25 mm")
    shop.add("b.txt", "継手 fitting, 20 mm")
    assert shop.names(query, routes=frozenset({Route.WORDS}))[0] == "a.txt"


@pytest.mark.parametrize(
    "query",
    ["M5×20 ボルト", "M5 x 20 bolt", "M5x20 bolt", "Ｍ５×２０ ボルト", "M5x20mm bolt", "M5 x 20mm bolt"],
)
def test_sizes_are_found_in_any_signs(shop: Shop, query: str) -> None:
    sizes = ("M5x20", "M5 x 20", "M5×20", "M5 x 20mm", "M5x20mm")
    for number, size in enumerate((*sizes, "M5 and 20 of them")):
        shop.add(f"{number}.txt", f"bolt ボルト {size}")
    found = shop.names(query, routes=frozenset({Route.WORDS}))
    assert set(found[:5]) == {f"{number}.txt" for number in range(5)}
