"""The numbers that programs write by themselves."""

import pytest

from imtextgui.documents.office.list_numbers import numbered


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (3, "decimal", "3"),
        (3, "1", "3"),
        (1, "upperLetter", "A"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (1994, "i", "mcmxciv"),
        (4, "decimalZero", "04"),
        (2, "ordinal", "2nd"),
        (12, "ordinal", "12th"),
        (21, "ordinal", "21st"),
        (5, "numberInDash", "- 5 -"),
        (3, "bullet", ""),
        (2, "aiueoFullWidth", "イ"),
        (2, "iroha", "ロ"),
        (2, "ideographTraditional", "乙"),
        (3, "ideographZodiac", "寅"),
        (1, "japaneseCounting", "一"),
        (10, "japaneseCounting", "十"),
        (23, "一, 二, 三, ...", "二十三"),
        (110, "japaneseCounting", "百十"),
        (20_000, "japaneseCounting", "20000"),
        (10, "ideographDigital", "一〇"),
        (12, "decimalFullWidth", "１２"),
        (3, "①, ②, ③, ...", "③"),
        (21, "decimalEnclosedCircle", "㉑"),
        (99, "decimalEnclosedCircle", "99"),
        (2, "decimalEnclosedParen", "⑵"),
        (0, "upperRoman", "0"),
    ],
)
def test_numbers_in_many_forms(number: int, form: str, words: str) -> None:
    assert numbered(number, form) == words
