"""Numbers that programs put before paragraphs and headings by themselves, in all the ways people count."""

from collections.abc import Callable

_ROMAN = (
    *(
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
    ),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ZODIAC = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_PLACES = ("", "十", "百", "千")


def numbered(number: int, form: str) -> str:
    """``number`` (from 1) in the ``form`` that Word or OpenDocument names; in plain digits where it is a rare one."""
    make = _FORMS.get(form)
    return make(number) if make is not None and number > 0 else str(number)


def _letters(number: int) -> str:
    """A to z, then aa to zz, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9)


def _roman(number: int) -> str:
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value) if number < 4_000 else (0, number)
        parts.append(sign * count)
    return "".join(parts) or str(number)


def _row(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _range(first: str, count: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode from ``first`` on; plain digits behind the last one."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if number <= 35 else str(number)


def _counted(number: int) -> str:
    """一, 二, ... 十, 十一, ... 二十; plain digits from ten thousand on."""
    if number >= 10_000:
        return str(number)
    digits = [int(digit) for digit in reversed(str(number))]
    parts = [
        ("" if digit == 1 and place else _DIGITS[digit]) + _PLACES[place]
        for place, digit in enumerate(digits)
        if digit
    ]
    return "".join(reversed(parts))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _nothing(_: int) -> str:
    return ""


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("upperLetter", "A"), lambda number: _letters(number).upper()),
    **dict.fromkeys(("lowerLetter", "a"), _letters),
    **dict.fromkeys(("upperRoman", "I"), _roman),
    **dict.fromkeys(("lowerRoman", "i"), lambda number: _roman(number).lower()),
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": lambda number: f"{number}{_ORDINALS.get(number if number < 20 else number % 10, 'th')}",
    "numberInDash": lambda number: f"- {number} -",
    **dict.fromkeys(("none", "bullet", ""), _nothing),
    **dict.fromkeys(("aiueo", "aiueoFullWidth", "ア, イ, ウ, ...", "ｱ, ｲ, ｳ, ..."), _row(_AIUEO)),
    **dict.fromkeys(("iroha", "irohaFullWidth", "イ, ロ, ハ, ...", "ｲ, ﾛ, ﾊ, ..."), _row(_IROHA)),
    **dict.fromkeys(("ideographTraditional", "甲, 乙, 丙, ..."), _row(_STEMS)),
    **dict.fromkeys(("ideographZodiac", "子, 丑, 寅, ..."), _row(_ZODIAC)),
    **dict.fromkeys(
        (
            *("japaneseCounting", "chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand"),
            *("taiwaneseCounting", "japaneseDigitalTenThousand", "一, 二, 三, ..."),
        ),
        _counted,
    ),
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2", "１, ２, ３, ..."), _full_width),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "①, ②, ③, ..."), _circled),
    "decimalEnclosedParen": _range("⑴", 20),
    "decimalEnclosedFullstop": _range("⒈", 20),
    "ideographEnclosedCircle": _range("㊀", 10),
}
