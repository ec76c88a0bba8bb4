"""Numbers written in words or in signs of their own: as figures.

"three quarter inch" is 3/4 inch, "twenty-five millimetres" 25 millimetres, 二十五ミリ 25ミリ, 1½ is 1 1/2. Only what a
unit follows is rewritten: "two" in "two pumps" is no figure that a page would show.
"""

import re
import unicodedata

_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL, _TENS = _SMALL_WORDS.split(), _TENS_WORDS.split()
_VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "eighth": 8, "sixteenth": 16, "thirty-second": 32}

_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_BELOW_HUNDRED = rf"(?:{_WORD})(?:[\s-]+(?:{'|'.join(_SMALL[1:10])}))?"
_NUMBER = rf"(?:(?:{_WORD}|an?)\s+hundred(?:(?:\s+and)?[\s-]+{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_PART = r"half|halves|(?:third|quarter|eighth|sixteenth|thirty-second)s?"
_UNIT = (
    r"(?:mm|cm|inch(?:es)?|mpa|kpa|bar|volts?|amp(?:ere)?s?|(?:kilo)?watts?|hertz|rpm"
    r"|(?:milli|centi|micro)?met(?:re|er)s?|(?:kilo)?grams?|lit(?:re|er)s?|degrees?)\b"
)
_SPELT = re.compile(
    rf"\b(?:(?:(?P<whole>{_NUMBER})[\s-]+and[\s-]+)?(?:(?P<count>{_NUMBER}|an?)[\s-]+)?(?P<part>{_PART})"
    rf"|(?P<number>{_NUMBER}))(?:[\s-]+of)?(?:[\s-]+an?)?[\s-]+(?={_UNIT})",
    re.IGNORECASE,
)
_VULGAR = re.compile(r"(\d)?\s?([¼½¾⅐-⅞])")
_WIDE = re.compile("[Ａ-Ｚａ-ｚ]*[０-９]+(?:[．／，][０-９]+)?[Ａ-Ｚａ-ｚ]*")

_FIGURES = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1000}
KANJI_NUMBER = "[〇一二三四五六七八九十百千]+"
_JAPANESE_UNIT = r"\s?(?:ミリ|センチ|インチ|メートル|アンペア|ワット|キロ|リットル|パスカル|mm|cm)"
_JAPANESE = re.compile(rf"(?P<number>{KANJI_NUMBER})(?={_JAPANESE_UNIT})")
_JAPANESE_PART = re.compile(
    rf"(?P<below>{KANJI_NUMBER}|\d+)分の(?P<above>{KANJI_NUMBER}|\d+)(?={_JAPANESE_UNIT})|半(?={_JAPANESE_UNIT})"
)


def with_figures(text: str) -> str:
    """``text`` with figures in place of the numbers that it writes in words before units, and of signs for fractions.

    Full-width figures before full-width signs become plain ones, so that １／２ is 1/2.
    """
    if not text.isascii():
        text = _VULGAR.sub(_vulgar, text)
        text = _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide.group()), text)
        text = _JAPANESE_PART.sub(_japanese_part, text)
        text = _JAPANESE.sub(lambda number: str(kanji_number(number["number"])), text)
    return _SPELT.sub(_spelt, text)


def kanji_number(text: str) -> int:
    """The value of a number in Chinese characters: 二十五 is 25, 一〇〇 is 100."""
    total = current = 0
    for sign in text:
        if sign in _POWERS:
            total += (current or 1) * _POWERS[sign]
            current = 0
        else:
            current = 10 * current + _FIGURES[sign]
    return total + current


def _spelt(match: "re.Match[str]") -> str:
    if match["number"]:
        return f"{_value(match['number'])} "
    below = _PARTS[re.sub("halves", "half", match["part"].lower()).removesuffix("s")]
    above = _value(match["count"]) if match["count"] else 1
    whole = f"{_value(match['whole'])} " if match["whole"] else ""
    return f"{whole}{above}/{below} "


def _value(spelt: str) -> int:
    value = 0
    for word in re.split(r"[\s-]+", spelt.lower()):
        if word == "hundred":
            value = 100 * (value or 1)
        elif word in ("a", "an"):
            value += 1
        else:
            value += _VALUES.get(word, 0)
    return value


def _vulgar(match: "re.Match[str]") -> str:
    fraction = unicodedata.normalize("NFKC", match[2]).replace("⁄", "/")
    return f"{match[1]} {fraction}" if match[1] else fraction


def _japanese_part(match: "re.Match[str]") -> str:
    if not match["below"]:
        return "1/2"
    above, below = (
        int(number) if number.isdecimal() else kanji_number(number)
        for number in (match["above"], match["below"])
    )
    return f"{above}/{below}"
