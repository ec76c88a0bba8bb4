"""Filters hold for every route, and a narrow one starves none of them."""

from datetime import date
from pathlib import Path

import pytest

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Chip, ChipKind, Filters, Photo, Query, Results, Route
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


def test_photos_are_filtered(shop: Shop, tmp_path: Path) -> None:
    for number in range(6):
        shop.add(f"photos/{number}.jpg", "", kind=Kind.PHOTO, image=blotches(1))
    shop.add("new/late.jpg", " ", kind=Kind.PHOTO, image=blotches(2))
    photo = Photo(saved(tmp_path, 1))
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


def facet(results: Results, name: str) -> dict[str, int]:
    return next((dict(facet.values) for facet in results.facets if facet.name == name), {})


def plant(shop: Shop) -> None:
    """Two machines with manuals and a drawing, a third with a drawing only, and one that has other things."""
    for machine in ("Press line", "油圧プレス　2号機"):
        shop.add(f"{machine}/pump.pdf", f"pump of {machine}", kind=Kind.MANUAL)
        shop.add(f"{machine}/図面.dxf", f"pump drawing of {machine}", kind=Kind.DRAWING)
    shop.add("搬送ライン/pump.dxf", "pump drawing", kind=Kind.DRAWING)
    shop.add("Boiler/valve.pdf", "valve", kind=Kind.MANUAL)


def test_values_of_a_ticked_facet_are_counted_as_if_it_had_no_ticks(shop: Shop) -> None:
    plant(shop)
    everything = facet(shop.search("pump"), "machine")
    assert everything == {"Press line": 2, "油圧プレス　2号機": 2, "搬送ライン": 1}
    one = shop.search("pump", filters=Filters(machines=("Press line",)))
    assert facet(one, "machine") == everything
    assert facet(one, "type") == {"manual": 1, "drawing": 1}
    both = Filters(machines=("Press line", "油圧プレス　2号機"))
    assert len(shop.search("pump", filters=both).hits) == 4
    assert facet(shop.search("pump", filters=both), "type") == {"manual": 2, "drawing": 2}


@pytest.mark.parametrize("written", [False, True])
def test_a_type_tells_how_many_files_it_leaves_out(shop: Shop, written: bool) -> None:
    plant(shop)
    ticked = Filters() if written else Filters(types=("drawing",))
    results = shop.search("pump type:drawing" if written else "pump", filters=ticked)
    assert {facet.name: facet.left_out for facet in results.facets if facet.left_out} == {"type": 2}
    assert facet(results, "type") == {"drawing": 3, "manual": 2}


def test_ticks_of_other_facets_hold_for_the_count(shop: Shop) -> None:
    plant(shop)
    ticked = Filters(machines=("油圧プレス　2号機",), types=("manual",))
    results = shop.search("pump", filters=ticked)
    assert facet(results, "machine") == {"Press line": 1, "油圧プレス　2号機": 1}
    assert facet(results, "type") == {"manual": 1, "drawing": 1}
    assert facet(shop.search("pump -machine:Press", filters=ticked), "machine") == facet(results, "machine")
    assert facet(shop.search('pump -machine:"Press line"', filters=ticked), "machine") == {
        "油圧プレス　2号機": 1
    }


def test_what_is_written_stands_beside_what_is_ticked(shop: Shop) -> None:
    plant(shop)
    results = shop.search('pump machine:"Press line"', filters=Filters(machines=("搬送ライン",)))
    assert {hit.path.parts[-2] for hit in results.hits} == {"Press line", "搬送ライン"}
    assert facet(results, "machine") == {"Press line": 2, "油圧プレス　2号機": 2, "搬送ライン": 1}


def test_a_list_without_words_and_years_are_counted_without_their_ticks(shop: Shop) -> None:
    plant(shop)
    listed = shop.search("type:drawing", filters=Filters(machines=("搬送ライン",)))
    assert [hit.path.name for hit in listed.hits] == ["pump.dxf"]
    assert facet(listed, "machine") == {"Press line": 1, "油圧プレス　2号機": 1, "搬送ライン": 1}
    past = Filters(after=date(1990, 1, 1), before=date(1991, 1, 1))
    nothing = shop.search("pump", filters=past)
    assert nothing.hits == ()
    assert set(facet(nothing, "year").values()) == {5}
    assert facet(shop.search("pump before:1960", filters=past), "year") == {}


def test_a_photo_is_counted_without_ticks_too(shop: Shop, tmp_path: Path) -> None:
    for machine in ("Press line", "搬送ライン"):
        shop.add(f"{machine}/part.jpg", machine, kind=Kind.PHOTO, image=blotches(1))
    results = shop.search("", Photo(saved(tmp_path, 1)), filters=Filters(machines=("搬送ライン",)))
    assert [hit.path.parts[-2] for hit in results.hits] == ["搬送ライン"]
    assert facet(results, "machine") == {"Press line": 1, "搬送ライン": 1}


def test_a_copy_counts_where_it_is_found(shop: Shop) -> None:
    shop.add("one/pump.txt", "pump")
    shop.add("two/copy.txt", "pump")
    assert facet(shop.search("pump"), "machine") == {"one": 1, "two": 1}
    assert facet(shop.search("pump", filters=Filters(machines=("two",))), "folder") == {
        "/source": 1,
        "/source/two": 1,
    }


def test_what_most_pages_fit_is_counted_like_anything_else(shop: Shop) -> None:
    plant(shop)
    shop.add("Boiler/ポンプ.pdf", "ポンプ pump 歯車ポンプの図面", kind=Kind.OTHER)
    wide = Filters(machines=("Boiler",), types=("manual", "drawing"))
    counted = facet(shop.search("pump", filters=wide), "machine")
    assert counted == {"Press line": 2, "油圧プレス　2号機": 2, "搬送ライン": 1}
