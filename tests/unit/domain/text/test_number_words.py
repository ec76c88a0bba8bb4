"""Numbers in words and in signs of their own become figures, where a unit follows."""

import pytest

from imtextgui.domain.text.number_words import kanji_number, with_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("three quarter inch", "3/4 inch"),
        ("three-quarter-inch pipe", "3/4 inch pipe"),
        ("three quarters of an inch", "3/4 inch"),
        ("half an inch", "1/2 inch"),
        ("one and a half inches", "1 1/2 inches"),
        ("a quarter inch", "1/4 inch"),
        ("five eighths inch", "5/8 inch"),
        ("Twenty-five millimetres", "25 millimetres"),
        ("one hundred and twenty mm", "120 mm"),
        ("a hundred millimeters", "100 millimeters"),
        ("ten bar", "10 bar"),
        ('1½" pipe', '1 1/2" pipe'),
        ("¾インチ", "3/4インチ"),
        ("１／２インチ", "1/2インチ"),
        ("二十五ミリ", "25ミリ"),
        ("百二十ミリのねじ", "120ミリのねじ"),
        ("四分の三インチ", "3/4インチ"),
        ("半インチ", "1/2インチ"),
    ],
)
def test_numbers_before_units_become_figures(text: str, figures: str) -> None:
    assert with_figures(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "two pumps in the box",
        "three in the box",
        "one of them",
        "三番",
        "三相モータ",
        "一般",
        "second half",
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert with_figures(text) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("三", 3), ("十", 10), ("十五", 15), ("二十", 20), ("百五", 105), ("二〇二四", 2024), ("千二百", 1200)],
)
def test_numbers_in_chinese_characters(text: str, number: int) -> None:
    assert kanji_number(text) == number
