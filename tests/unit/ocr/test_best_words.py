"""Of two readings of a picture the surer one counts, place by place."""

from imtextgui.domain.items import Box, Word
from imtextgui.ocr.best_words import best_of, without_lone_signs


def word(text: str, x: float, confidence: float, width: float = 0.1, y: float = 0.1) -> Word:
    return Word(text, Box(x, y, x + width, y + 0.05), confidence)


def test_the_surer_reading_counts_in_each_place() -> None:
    first = [word("AZ000-88", 0.1, 1.0), word("A2113", 0.3, 0.6), word("RM-55021", 0.5, 0.99)]
    second = [word("AZO0", 0.1, 0.7), word("AZ013", 0.3, 0.98), word("RM-5502l", 0.5, 0.8)]
    assert [chosen.text for chosen in best_of(first, second)] == ["AZ000-88", "AZ013", "RM-55021"]


def test_words_of_one_reading_alone_are_kept() -> None:
    first = [word("left", 0.1, 0.9), word("middle", 0.3, 0.9)]
    second = [word("right", 0.7, 0.9)]
    assert [chosen.text for chosen in best_of(first, second)] == ["left", "middle", "right"]
    assert best_of([], second) == tuple(second)
    assert best_of(first, []) == tuple(first)


def test_a_line_is_compared_with_the_words_that_it_was_parted_into() -> None:
    whole = [word("図名圧延機", 0.1, 0.85, 0.3)]
    parted = [word("図名", 0.1, 1.0, 0.12), word("圧延機", 0.24, 1.0, 0.16)]
    assert [chosen.text for chosen in best_of(whole, parted)] == ["図名", "圧延機"]
    assert [chosen.text for chosen in best_of(parted, whole)] == ["図名", "圧延機"]


def test_equally_sure_readings_are_told_apart_by_what_they_say() -> None:
    short, long = [word("No.", 0.1, 0.99)], [word("No.TS-7731", 0.1, 0.98)]
    assert [chosen.text for chosen in best_of(short, long)] == ["No.TS-7731"]


def test_single_characters_alone_are_no_writing() -> None:
    assert without_lone_signs([word("酒", 0.1, 0.8), word("②", 0.5, 0.9)]) == ()
    written = (word("A", 0.1, 0.8), word("ZX-4819", 0.5, 0.9))
    assert without_lone_signs(written) == written
    assert without_lone_signs([]) == ()
