"""Editions of one document share a hit, and a plain answer precedes a qualified one."""

import pytest

from imtextgui.domain.query import Route
from tests.unit.search.conftest import Shop

WORDS = frozenset({Route.WORDS, Route.CODES})


def revisions(shop: Shop) -> None:
    shop.add("pump/GP-2040 drawing_Rev_A.pdf", "Gear pump with the seal kit SK-10")
    shop.add("pump/GP-2040 drawing_Rev_C.pdf", "Gear pump with the seal kit SK-12")
    shop.add("pump/GP-2040 drawing_Rev_B.pdf", "Gear pump with the seal kit SK-11 and a spring RT8211")
    shop.add("valve.pdf", "A valve for the gear pump")


def test_the_newest_revision_stands_for_all(shop: Shop) -> None:
    revisions(shop)
    hit = shop.search("gear pump drawing", routes=WORDS).hits[0]
    assert (hit.path.name, hit.older) == ("GP-2040 drawing_Rev_C.pdf", False)
    assert [(each.path.name[-9:], each.relation, each.page) for each in hit.family] == [
        ("Rev_B.pdf", "older", 1),
        ("Rev_A.pdf", "older", 1),
    ]
    assert shop.names("gear pump drawing", routes=WORDS) == ["GP-2040 drawing_Rev_C.pdf", "valve.pdf"]


@pytest.mark.parametrize("query", ["gear pump drawing rev A", "gear pump Revision A", "GP-2040 rev. A"])
def test_a_revision_that_is_asked_for_is_shown_and_marked(shop: Shop, query: str) -> None:
    revisions(shop)
    hit = shop.search(query, routes=WORDS).hits[0]
    assert (hit.path.name, hit.older) == ("GP-2040 drawing_Rev_A.pdf", True)
    assert {each.relation for each in hit.family} == {"newer"}


def test_the_revision_that_holds_what_is_asked_for_is_shown(shop: Shop) -> None:
    revisions(shop)
    hit = shop.search("RT8211", routes=WORDS).hits[0]
    assert hit.path.name == "GP-2040 drawing_Rev_B.pdf"


@pytest.mark.parametrize(("query", "name"), [("pump M8", "manual_en.txt"), ("ポンプ M8", "manual_ja.txt")])
def test_of_translations_the_one_in_the_language_of_the_query_is_shown(
    shop: Shop, query: str, name: str
) -> None:
    shop.add("manual_en.txt", "pump ポンプ M8 screw")
    shop.add("manual_ja.txt", "pump ポンプ M8 ねじ")
    (hit,) = shop.search(query, routes=WORDS).hits
    assert (hit.path.name, [each.relation for each in hit.family]) == (name, ["translation"])


def test_sizes_of_a_picture_share_a_hit(shop: Shop) -> None:
    shop.add("pump 640x480.jpg", "pump one")
    shop.add("pump.jpg", "pump two")
    (hit,) = shop.search("pump", routes=WORDS).hits
    assert [each.relation for each in hit.family] == ["size"]


def test_the_limit_counts_documents(shop: Shop) -> None:
    revisions(shop)
    assert len(shop.search("gear pump", routes=WORDS, limit=2).hits) == 2


def test_a_plain_name_precedes_a_qualified_one(shop: Shop) -> None:
    shop.add("AKARI/body.txt", "Assembly of the body of AKARI", title="Assembly")
    shop.add(
        "AKARI light/body.txt",
        "Assembly of the body. Assembly of AKARI light, assembly",
        title="Assembly light",
    )
    assert shop.names("AKARI body assembly", routes=WORDS) == ["body.txt", "body.txt"]
    assert shop.search("AKARI body assembly", routes=WORDS).hits[0].path.parent.name == "AKARI"
    assert shop.search("AKARI light body assembly", routes=WORDS).hits[0].path.parent.name == "AKARI light"


def test_a_better_answer_keeps_its_place_whatever_its_name(shop: Shop) -> None:
    shop.add("pump.txt", "pump")
    shop.add("pump spare parts.txt", "pump gasket for the large housing")
    assert shop.names("gasket pump", routes=WORDS)[0] == "pump spare parts.txt"
