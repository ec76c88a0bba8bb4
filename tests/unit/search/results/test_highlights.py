"""Where on a page the words of a query stand."""

import pytest

from imtextgui.domain.items import Box, Word
from imtextgui.search.query.terms import parse_terms
from imtextgui.search.results import highlights


def line(*texts: str, y: float = 0.1) -> list[Word]:
    """Words beside each other, each as wide as it is long."""
    words: list[Word] = []
    x = 0.0
    for text in texts:
        words.append(Word(text, Box(x, y, x + 0.01 * len(text), y + 0.02)))
        x += 0.01 * (len(text) + 1)
    return words


def marked(words: list[Word], query: str) -> list[str]:
    """The texts of the words whose boxes are given whole."""
    found = highlights.boxes(words, parse_terms(query))
    return [word.text for word in words if word.box in found]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("replace seals", ["Replace", "seal", "Seals"]),
        ('"shaft seal"', ["shaft", "seal", "Seals"]),
        ("GP2040B1", ["GP-2040-B1"]),
        ("gp-2040/b1", ["GP-2040-B1"]),
        ("birthday cake", []),
        ("pump -seal", ["pump"]),
    ],
)
def test_words_phrases_and_codes_are_marked(query: str, texts: list[str]) -> None:
    words = line("Replace", "the", "shaft", "seal", "of", "pump", "GP-2040-B1.", "Seals")
    assert [text.rstrip(".") for text in marked(words, query)] == texts


def test_what_the_words_are_also_called_is_marked_beside_them() -> None:
    words = line("The", "gear", "pumps", "of", "line", "歯車ポンプ", "3")
    found = highlights.boxes(words, parse_terms("grumbler line"), ("gear pump", "line", "ポンプ"))
    assert found[:3] == tuple(word.box for word in words if word.text in ("gear", "pumps", "line"))
    assert len(found) == 4


def test_words_broken_at_the_end_of_a_line_are_marked_in_both() -> None:
    words = [*line("Check", "the", "instal\N{SOFT HYPHEN}"), *line("lation", "monthly", y=0.13)]
    assert marked(words, "installation") == ["instal\N{SOFT HYPHEN}", "lation"]


def test_a_code_in_two_lines_and_one_with_spaces_is_found() -> None:
    assert marked([*line("No.", "GP-"), *line("2040", y=0.2)], "GP-2040") == ["GP-", "2040"]
    assert marked(line("Type", "GP", "2040", "B1"), "GP-2040-B1") == ["GP", "2040", "B1"]


def test_of_japanese_only_the_part_that_matches_is_marked() -> None:
    run = Word("油圧ポンプの軸シール", Box(0.1, 0.1, 0.6, 0.15))
    (box,) = highlights.boxes([run], parse_terms("ポンプ"))
    assert [box.x0, box.x1] == pytest.approx([0.2, 0.35])
    assert (box.y0, box.y1) == (0.1, 0.15)


def test_japanese_is_found_across_the_end_of_a_line_and_in_any_width() -> None:
    words = [Word("油圧ポ", Box(0.8, 0.1, 0.95, 0.15)), Word("ンプの弁", Box(0.1, 0.2, 0.3, 0.25))]
    first, second = highlights.boxes(words, parse_terms("ﾎﾟﾝﾌﾟ"))
    assert [first.x0, first.x1] == pytest.approx([0.9, 0.95])
    assert [second.x0, second.x1] == pytest.approx([0.1, 0.2])


def test_narrow_signs_in_a_japanese_run_take_half_the_room() -> None:
    run = Word("GP-2040軸", Box(0, 0, 0.9, 0.1))
    (box,) = highlights.boxes([run], parse_terms("軸"))
    assert [box.x0, box.x1] == pytest.approx([0.7, 0.9])
    assert highlights.boxes([run], parse_terms("GP2040"))[0].x1 == pytest.approx(0.7)


def test_vertical_text_is_marked_along_its_height() -> None:
    run = Word("油圧ポンプ", Box(0.5, 0.1, 0.52, 0.6))
    (box,) = highlights.boxes([run], parse_terms("ポンプ"))
    assert [box.y0, box.y1] == pytest.approx([0.3, 0.6])


def test_boxes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlights, "MOST_BOXES", 3)
    assert len(highlights.boxes(line(*["seal"] * 9), parse_terms("seal"))) == 3
    assert highlights.boxes([], parse_terms("seal")) == ()


def test_a_number_is_marked_where_it_stands_whole_and_not_within_others() -> None:
    words = [*line("1", "GP-2040-02", "2"), *line("5", "GP-2040-05", "GP-2040", y=0.2)]
    assert marked(words, "GP-2040-05") == ["GP-2040-05"]
    run = Word("軸シールGP-2040-05の図", Box(0, 0, 0.22, 0.1))
    (box,) = highlights.boxes([run], parse_terms("GP-2040-05"))
    assert [box.x0, box.x1] == pytest.approx([0.08, 0.18])
