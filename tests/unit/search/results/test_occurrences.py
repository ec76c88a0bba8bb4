"""Every place at which a page holds what is looked for in its document."""

import pytest

from imtextgui.domain.items import Box, Word
from imtextgui.domain.text.occurrences import MOST_PLACES
from imtextgui.domain.text.occurrences import occurrences as ranges
from imtextgui.search.results import occurrences
from tests.unit.search.results.test_highlights import line


@pytest.mark.parametrize(
    ("text", "wanted", "places"),
    [
        ("The pump. Pumps, PUMP; mumps", "pump", ["pump", "Pump", "PUMP"]),
        ("shaft\n  seal, shaft seal, seal shaft", "shaft seal", ["shaft\n  seal", "shaft seal"]),
        ("GP-2040-B1, gp 2040 b1, GP2040B1 and GP-2040", "GP-2040-B1", ["GP-2040-B1", "GP2040B1"]),
        ("ＧＰ－２０４０ and GP 2040", "gp2040", ["ＧＰ－２０４０", "GP 2040"]),
        ("ポンプとﾎﾟﾝﾌﾟとぽんぷ", "ポンプ", ["ポンプ", "ﾎﾟﾝﾌﾟ", "ぽんぷ"]),
        ("nothing of it", "pump", []),
        ("pump", "  ", []),
    ],
)
def test_places_are_found_folded_and_in_order(text: str, wanted: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in ranges(text, wanted)] == places
    assert occurrences.count(text, wanted) == len(places)


def test_japanese_is_found_across_the_ends_of_lines() -> None:
    assert occurrences.count("油圧\n  ポンプの組 立 図", "油圧ポンプ") == 1
    assert occurrences.count("油圧\n  ポンプの組 立 図", "組立図") == 1


def test_each_place_has_the_boxes_of_its_words() -> None:
    words = [*line("Replace", "the", "shaft"), *line("seal.", "The", "shaft", "seal", y=0.2)]
    first, second = occurrences.boxes(words, "shaft seal")
    assert first == (words[2].box, words[3].box)
    assert second == (words[5].box, words[6].box)
    assert occurrences.boxes(words, "pump") == ()
    assert occurrences.boxes((), "pump") == ()


def test_a_page_full_of_one_letter_is_cut_off() -> None:
    words = [Word("a", Box(0, 0, 0.1, 0.1))] * (MOST_PLACES + 50)
    assert len(occurrences.boxes(words, "a")) == MOST_PLACES
