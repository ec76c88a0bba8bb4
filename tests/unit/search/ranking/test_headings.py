"""Titles and file names lift their pages, most where they say nothing else."""

import pytest

from imtextgui.domain.query import ChipKind
from imtextgui.search.query.query_expansion import Wording
from imtextgui.search.query.terms import parse
from imtextgui.search.ranking.headings import Heading, headed
from imtextgui.search.routes.word_search import search
from tests.unit.search.routes.test_word_search import Pages

TRANSLATED = Wording(0, 1, "ポンプ", 0.8, ChipKind.EXPANSION)


@pytest.mark.parametrize(
    ("query", "text", "heading"),
    [
        ("seal kit", "seal kit", Heading("Seals and Kits", "x")),
        ("seal kit", "seal kit", Heading("", "seal-kit")),
        ("組立図", "組立図 部品", Heading("ポンプの組立図面", "x")),
        ("pump drawing", "pump", Heading("", "x", "drawing")),
    ],
)
def test_a_heading_lifts_its_page(query: str, text: str, heading: Heading) -> None:
    found = search(Pages(text, text), parse(query))
    lifted = headed(found, {2: heading})
    assert lifted.pages[2].score > lifted.pages[1].score == found.pages[1].score


def test_another_wording_in_a_heading_counts_less() -> None:
    found = search(Pages("pump ポンプ", "pump ポンプ", "pump ポンプ"), parse("pump"), [TRANSLATED])
    lifted = headed(found, {1: Heading("pump", ""), 2: Heading("ポンプ", "")}).pages
    assert lifted[1].score > lifted[2].score > lifted[3].score


def test_a_word_is_not_covered_twice() -> None:
    found = search(Pages("ポンプ"), parse("pump valve"), [TRANSLATED])
    assert headed(found, {1: Heading("ポンプ", "")}).pages[1].coverage == found.pages[1].coverage


def test_a_heading_adds_what_the_text_lacks() -> None:
    found = search(Pages("pump"), parse("pump valve"))
    assert headed(found, {1: Heading("valve", "")}).pages[1].coverage == pytest.approx(1)


def test_a_heading_that_says_little_else_lifts_more() -> None:
    found = search(Pages("hardware", "hardware"), parse("hardware"))
    lifted = headed(
        found, {1: Heading("Hardware", "a"), 2: Heading("Hardware of the light version", "a")}
    ).pages
    assert lifted[1].score > lifted[2].score


def test_a_piece_of_the_kind_is_not_the_kind() -> None:
    found = search(Pages("外形寸法", "外形寸法"), parse("外形寸法"))
    assert headed(found, {2: Heading("", "x", "外形図")}).pages[2] == found.pages[2]


def test_nothing_is_lifted_where_nothing_was_found() -> None:
    found = search(Pages("pump"), parse("-"))
    assert headed(found, {1: Heading("pump", "")}) is found
