"""Sections from headings: nested, carried forward, and cheap however many there are."""

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.documents.sections import DEEPEST, SEPARATOR, Heading, Sections


def test_a_page_begins_with_the_section_that_its_first_heading_opens() -> None:
    sections = Sections(
        [Heading(2, 1, "Pump"), Heading(2, 2, "分解"), Heading(2, 2, "Assembly"), Heading(5, 1, "Parts")]
    )
    assert [sections.of(page) for page in range(1, 7)] == [
        "",
        "Pump / 分解",
        "Pump / Assembly",
        "Pump / Assembly",
        "Parts",
        "Parts",
    ]


def test_levels_may_be_left_out_and_come_in_any_order_of_pages() -> None:
    sections = Sections([Heading(9, 1, "Index"), Heading(3, 4, "deep"), Heading(4, 2, "Less deep")])
    assert [sections.of(page) for page in (2, 3, 4, 9)] == [
        "",
        "Index / deep",
        "Index / Less deep",
        "Index",
    ]


def test_levels_beyond_the_third_are_not_told() -> None:
    sections = Sections([Heading(level, level, f"level {level}") for level in range(1, 6)])
    assert sections.of(5) == "level 1 / level 2 / level 3"


def test_a_heading_without_words_opens_nothing() -> None:
    assert Sections([Heading(1, 1, "Pump"), Heading(2, 1, " \n")]).of(2) == "Pump"


@given(st.lists(st.builds(Heading, st.integers(1, 30), st.integers(1, 9), st.text(max_size=20))))
def test_any_headings_give_every_page_at_most_three_names(headings: list[Heading]) -> None:
    sections = Sections(headings)
    earliest = min((heading.page for heading in headings if heading.words.split()), default=99)
    for page in range(1, 32):
        told = sections.of(page)
        assert told.count(SEPARATOR) < DEEPEST or any(SEPARATOR in each.words for each in headings)
        assert not told or page >= earliest
