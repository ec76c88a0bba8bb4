"""Words are marked where they stand in the text of a page."""

import pytest

from imtextgui.ui.viewer.page_text import find


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("The Pump, the pump", ["pump"], [(4, 8), (14, 18)]),
        ("Gear pumps, gear pumper", ["gear pump"], [(0, 10)]),
        ("油圧ポンプの組立図", ["組立図", ""], [(6, 9)]),
        ("🔩 bolt", ["bolt"], [(3, 7)]),
        ("a+b (c)", ["a+b", "(c)"], [(0, 3), (4, 7)]),
        ("JIS B 0405, GP-05, 05b", ["05", "GP"], [(12, 14), (15, 17)]),
        ("nothing", [], []),
    ],
)
def test_words_are_found_where_qt_counts_them(
    text: str, terms: list[str], found: list[tuple[int, int]]
) -> None:
    assert find(text, terms) == found
