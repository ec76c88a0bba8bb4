"""Files with pages as people write them, and numbers that are none to Python or to the catalogue."""

import pytest

from imtextgui.domain.text.page_places import file_and_page, whole_number


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("a.pdf#2", ("a.pdf", 2)),
        ("a.pdf#２", ("a.pdf", 2)),
        ("a#b.pdf#12", ("a#b.pdf", 12)),
        ("a.pdf", ("a.pdf", None)),
        ("#3", ("#3", None)),
        ("a.pdf#", ("a.pdf#", None)),
        ("a.pdf#²", ("a.pdf#²", None)),
        ("a.pdf#99999999999999999999", ("a.pdf#99999999999999999999", None)),
        ("a.pdf#" + "9" * 5000, ("a.pdf#" + "9" * 5000, None)),
    ],
)
def test_a_sign_that_no_number_follows_belongs_to_the_name(
    place: str, expected: tuple[str, int | None]
) -> None:
    assert file_and_page(place) == expected


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("9" * 18, 10**18 - 1), ("-1", None), ("1.0", None)])
def test_a_whole_number_is_one_that_a_row_can_have(text: str, number: int | None) -> None:
    assert whole_number(text) == number
