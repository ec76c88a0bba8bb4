"""Titles and file names lift their pages, most where they say nothing else."""

import pytest

from imtextgui.domain.query import ChipKind
from imtextgui.search.query.query_expansion import QueryWording
from imtextgui.search.ranking.headings import PageHeading, with_headings
from tests.unit.search.routes.test_word_search import Pages, search

TRANSLATED = QueryWording(0, 1, "ポンプ", 0.8, ChipKind.EXPANSION)


@pytest.mark.parametrize(
    ("query", "text", "heading"),
    [
        ("seal kit", "seal kit", PageHeading("Seals and Kits", "x")),
        ("seal kit", "seal kit", PageHeading("", "seal-kit")),
        ("組立図", "組立図 部品", PageHeading("ポンプの組立図面", "x")),
        ("pump drawing", "pump", PageHeading("", "x", "drawing")),
    ],
)
def test_a_heading_lifts_its_page(query: str, text: str, heading: PageHeading) -> None:
    found = search(Pages(text, text), query)
    lifted = with_headings(found, {2: heading})
    assert lifted.pages[2].score > lifted.pages[1].score == found.pages[1].score


def test_another_wording_in_a_heading_counts_less() -> None:
    found = search(Pages("pump ポンプ", "pump ポンプ", "pump ポンプ"), "pump", [TRANSLATED])
    lifted = with_headings(found, {1: PageHeading("pump", ""), 2: PageHeading("ポンプ", "")}).pages
    assert lifted[1].score > lifted[2].score > lifted[3].score


def test_a_word_is_not_covered_twice() -> None:
    found = search(Pages("ポンプ"), "pump valve", [TRANSLATED])
    assert with_headings(found, {1: PageHeading("ポンプ", "")}).pages[1].coverage == found.pages[1].coverage


def test_a_heading_adds_what_the_text_lacks() -> None:
    found = search(Pages("pump"), "pump valve")
    assert with_headings(found, {1: PageHeading("valve", "")}).pages[1].coverage == pytest.approx(1)


def test_a_heading_that_says_little_else_lifts_more() -> None:
    found = search(Pages("hardware", "hardware"), "hardware")
    lifted = with_headings(
        found, {1: PageHeading("Hardware", "a"), 2: PageHeading("Hardware of the light version", "a")}
    ).pages
    assert lifted[1].score > lifted[2].score


def test_a_piece_of_the_kind_is_not_the_kind() -> None:
    found = search(Pages("外形寸法", "外形寸法"), "外形寸法")
    assert with_headings(found, {2: PageHeading("", "x", "外形図")}).pages[2] == found.pages[2]


def test_nothing_is_lifted_where_nothing_was_found() -> None:
    found = search(Pages("pump"), "-")
    assert with_headings(found, {1: PageHeading("pump", "")}) is found
