"""A snippet is the page's own text around the words that were asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.query import Snippet
from imtextgui.search.results.snippets import WIDTH, Highlighter


def as_written(found: Snippet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.text[start:end] for start, end in found.matches))


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Replace the seal kit.", ["seal", "kit"], ["seal", "kit"]),
        ("Mounting the pumps", ["mount", "pump"], ["Mounting", "pumps"]),
        ("the mumps", ["mump", "ump"], ["mumps"]),
        ("Our gear pumps, no gear pumpernickel", ["gear pump"], ["gear pumps"]),
        ("油圧ポンプの組立図", ["ポンプ", "組立図"], ["ポンプ", "組立図"]),
        ("油圧ﾎﾟﾝﾌﾟの分解", ["ぽんぷ"], ["ﾎﾟﾝﾌﾟ"]),
        ("組 立\n図", ["組立図"], ["組立図"]),
        ("温度・湿度センサ", ["温湿度センサ"], ["湿度センサ"]),
        ("ＰＵＭＰ １２", ["pump"], ["ＰＵＭＰ"]),
        ("nothing here", ["pump"], []),
    ],
)
def test_words_are_marked_as_the_page_writes_them(text: str, words: list[str], marked: list[str]) -> None:
    assert list(as_written(Highlighter(words).snippet(text))) == marked


def test_codes_are_marked_as_written() -> None:
    assert as_written(Highlighter([]).snippet("Part GP-2040-B1 (new)", ["GP-2040-B1"])) == ("GP-2040-B1",)


def test_the_window_holds_the_most_different_words() -> None:
    text = "seal " * 3 + "x " * 300 + "Here the seal kit of the pump is shown. " + "y " * 300
    found = Highlighter(["pump", "seal", "kit"]).snippet(text)
    assert len(found.text) <= WIDTH
    assert as_written(found) == ("seal", "kit", "pump")


def test_a_page_without_a_match_begins_at_its_beginning() -> None:
    assert Highlighter([]).snippet("Gear pump. " * 50).text.startswith("Gear pump.")


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_ranges_are_in_order_apart_and_inside(text: str, words: list[str]) -> None:
    found = Highlighter(words).snippet(text, words)
    ends = [0]
    for start, end in found.matches:
        assert ends[-1] <= start < end <= len(found.text)
        ends.append(end)
