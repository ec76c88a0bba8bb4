"""Filters hold for every route, and a narrow one starves none of them."""

import pytest

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Chip, ChipKind, Filters, Photo, Query, Route
from imtextgui.errors import QueryEmpty, QueryFilterUnknown
from tests.unit.search.conftest import Shop, blotches
from tests.unit.search.test_service import saved


def fill(shop: Shop) -> None:
    """Three hundred notes on pumps, and two drawings that say less of them."""
    for number in range(300):
        shop.add(f"notes/{number}.txt", f"pump seal pump seal, GP-2040, number {number}", kind=Kind.OTHER)
    shop.add("drawings/GP-2040.pdf", "A long list of parts and somewhere a pump, GP-2040", kind=Kind.DRAWING)
    shop.add("図面/ポンプ.pdf", "歯車ポンプの図面 GP-2040", kind=Kind.DRAWING)


@pytest.mark.parametrize("routes", [{Route.WORDS}, {Route.CODES}, set(Route)])
def test_the_best_of_a_narrow_filter_are_found(shop: Shop, routes: set[Route]) -> None:
    fill(shop)
    found = shop.names("pump GP-2040 type:drawing", routes=frozenset(routes))
    assert set(found) <= {"GP-2040.pdf", "ポンプ.pdf"}
    assert "GP-2040.pdf" in found


def test_filters_given_besides_count_like_written_ones(shop: Shop) -> None:
    fill(shop)
    given = shop.names("pump", filters=Filters(folders=("drawings",)))
    assert given == shop.names("pump folder:drawings") == ["GP-2040.pdf"]
    assert shop.names("pump folder:drawings", filters=Filters(types=("other",))) == []


def test_japanese_filters(shop: Shop) -> None:
    fill(shop)
    assert shop.names("ポンプ 種類：図面 言語：日本語") == ["ポンプ.pdf"]


def test_a_phrase_and_an_excluded_word_hold_within_a_filter(shop: Shop) -> None:
    fill(shop)
    assert shop.names('"somewhere a pump" type:drawing') == ["GP-2040.pdf"]
    assert shop.names('"pump seal" type:drawing') == []
    assert shop.names("GP-2040 -歯車 type:drawing") == ["GP-2040.pdf"]


def test_photos_are_filtered(shop: Shop, tmp_path: "object") -> None:
    for number in range(6):
        shop.add(f"photos/{number}.jpg", "", kind=Kind.PHOTO, image=blotches(1))
    shop.add("new/late.jpg", " ", kind=Kind.PHOTO, image=blotches(2))
    photo = Photo(saved(tmp_path, 1))  # type: ignore[arg-type]
    assert shop.names("", photo, filters=Filters(folders=("new",))) == ["late.jpg"]


def test_a_filter_alone_lists_what_fits(shop: Shop) -> None:
    fill(shop)
    results = shop.search("type:drawing")
    assert {hit.path.name for hit in results.hits} == {"GP-2040.pdf", "ポンプ.pdf"}
    assert {hit.band for hit in results.hits} == {Band.STRONG}
    assert shop.search("type:drawing folder:notes").band is Band.NONE


def test_the_best_of_a_machine_are_the_best_that_it_has(shop: Shop) -> None:
    fill(shop)
    given = Filters(machines=("図面",))
    assert shop.names("ポンプ GP-2040", filters=given) == ["ポンプ.pdf"]
    assert shop.names("pump 機械:drawings") == ["GP-2040.pdf"]
    assert shop.names("pump seal machine:notes") == shop.names("pump seal folder:notes")
    assert shop.names("pump machine:notes", filters=Filters(types=("drawing",))) == []


def test_a_copy_is_shown_under_the_name_that_fits(shop: Shop) -> None:
    shop.add("one/pump.txt", "pump")
    shop.add("two/copy.txt", "pump")
    assert shop.names("pump folder:two") == ["copy.txt"]


def test_filters_are_chips_that_can_be_switched_off(shop: Shop) -> None:
    fill(shop)
    chips = shop.search("pump type:drawing").chips
    assert chips == (Chip(ChipKind.FILTER, "type:drawing", "filter:type:drawing"),)
    without = shop.search("pump type:drawing", off=frozenset({chips[0].key}))
    assert [chip.on for chip in without.chips] == [False]
    assert len(without.hits) == Query().limit


def test_nothing_but_a_filter_that_is_off_asks_for_nothing(shop: Shop) -> None:
    with pytest.raises(QueryEmpty):
        shop.search("type:drawing", off=frozenset({"filter:type:drawing"}))


def test_a_misspelt_filter_is_refused(shop: Shop) -> None:
    with pytest.raises(QueryFilterUnknown):
        shop.search("pump typ:pdf")


def test_facets_and_language(shop: Shop) -> None:
    fill(shop)
    results = shop.search("歯車ポンプの図面", filters=Filters(languages=("ja",)))
    assert results.hits[0].language == "ja"
    assert dict(next(facet.values for facet in results.facets if facet.name == "type"))["drawing"] == 1
