"""Measures in a query and the other ways to write them: "12,7 mm" is 12.7 mm, 12.7mm, and 1/2 inch; M5×20 is M5 x 20.

Pipes are named by their nominal size: one of 1/2 inch is one of 15A, DN 15. 三番 is No. 3.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from imtextgui.domain.query import ChipKind
from imtextgui.domain.text.normalization import fold
from imtextgui.domain.text.number_words import KANJI_NUMBER, kanji_number
from imtextgui.search.query.measures import DIMENSIONS, Measure, measure
from imtextgui.search.query.query_expansion import QueryWording

_FINEST = 32
# an inch that is not exactly the other size is another size
_EXACT = Fraction(1, 2000)
_MOST_INCHES = 40
"""Longer things have some fraction of an inch nearby that they are not measured in."""

_LEAST, _MOST = Fraction(1, 10), 1000

OTHERWISE = 0.8
"""Weight of a size in another unit: the same thing, but less surely what is written on the page."""

ALIKE = 0.95
"""Weight of the same size in other signs: more would make a page strong that holds nothing else."""

_PIPES_BY_INCHES = (
    "1/8=6 1/4=8 3/8=10 1/2=15 3/4=20 1=25 5/4=32 3/2=40 2=50 5/2=65 3=80"
    " 4=100 5=125 6=150 8=200 10=250 12=300"
)
_NOMINAL = {
    Fraction(inches): int(nominal)
    for inches, nominal in (pair.split("=") for pair in _PIPES_BY_INCHES.split())
}
"""Nominal size of pipes in millimetres (A, DN) by that in inches (B)."""

_INCHES = {str(nominal): inches for inches, nominal in _NOMINAL.items()}
_NAMED_NOMINAL = re.compile(r"(?:DN)?(\d{1,3})A?", re.IGNORECASE)
_OF_PIPES = re.compile(
    r"pip|tub|valve|fitting|flange|elbow|nipple|socket|tee|union|thread|hose|coupling|strainer|rohr|ventil|hahn"
    r"|管|配管|パイプ|バルブ|弁|継手|フランジ|エルボ|ニップル|ソケット|チーズ|ユニオン|ネジ|ホース|ストレナ|コック"
)
_NUMBERED = re.compile(rf"({KANJI_NUMBER}|\d{{1,3}})\s?[番号]")


def wordings(words: Sequence[str]) -> list[QueryWording]:
    """Give other ways to write those of ``words`` that are sizes."""
    of_pipes = any(_OF_PIPES.search(fold(word)) for word in words)
    return [
        QueryWording(place, place + 1, text, weight, kind)
        for place, word in enumerate(words)
        for text, weight, kind in (*_of_word(word), *(_nominal(word) if of_pipes else ()))
        if text != word
    ] + list(_split_nominal(words))


_Way = tuple[str, float, ChipKind | None]


def _of_word(word: str) -> Iterator[_Way]:
    if size := measure(word):
        yield from ((text, OTHERWISE, None) for text in _ways(size))
    elif dimensions := DIMENSIONS.fullmatch(word):
        yield from ((text, ALIKE, None) for text in _in_other_signs(dimensions))
    elif numbered := _NUMBERED.fullmatch(word):
        number = int(numbered[1]) if numbered[1].isdecimal() else kanji_number(numbered[1])
        yield from (
            (text, OTHERWISE, ChipKind.EXPANSION) for text in (f"{number}番", f"No. {number}", f"No{number}")
        )


def _in_other_signs(dimensions: "re.Match[str]") -> Iterator[str]:
    """Screws are written with the unit of their length, too: M8x65 is M8 x 65mm."""
    numbers = [dimensions["first"], *re.split(r"\s?[x×✕]\s?", dimensions["others"], flags=re.IGNORECASE)]
    numbers = [number.replace(",", ".") for number in numbers]
    yield from (sign.join(numbers) for sign in ("x", " x ", "×"))
    if not numbers[0][0].isdigit():
        yield from (f"{sign.join(numbers)}mm" for sign in (" x ", "x"))


def _ways(size: Measure) -> list[str]:
    ways = []
    for unit, amount in size.in_other_units().items():
        if unit == "inch":
            ways += _in_inches(amount)
        elif unit in (size.unit, "mm") or (_LEAST <= amount < _MOST and _is_short(amount)):
            figures = f"{float(amount):.3f}" if unit != "mm" else f"{float(amount):.2f}"
            figures = figures.rstrip("0").rstrip(".")
            ways += [f"{figures} {unit}", f"{figures}{unit}"]
    return list(dict.fromkeys(ways))


def _is_short(amount: Fraction) -> bool:
    """Whether nobody would have to round ``amount``: three figures behind the point are the most."""
    return (amount * 1000).denominator == 1


def _in_inches(amount: Fraction) -> list[str]:
    inches = Fraction(round(amount * _FINEST), _FINEST)
    if not inches or inches > _MOST_INCHES or abs(inches - amount) >= _EXACT * amount:
        return []
    whole, rest = divmod(inches, 1)
    fraction = f"{whole} {rest}" if whole and rest else str(inches)
    decimal = f"{float(inches):.3f}".rstrip("0").rstrip(".")
    return [f"{fraction} inch", f"{fraction} in", f"{decimal} inch", f"{decimal} in"]


def _nominal(word: str) -> Iterator[_Way]:
    """The nominal sizes of a pipe whose size is written in inches, and the other way round."""
    size = measure(word)
    named = _NAMED_NOMINAL.fullmatch(word)
    if size and size.unit == "inch" and size.amount in _NOMINAL:
        texts = _nominal_texts(size.amount)
    elif named and not word.isdecimal() and named[1] in _INCHES:
        inches = _INCHES[named[1]]
        texts = [*_nominal_texts(inches), *_in_inches(inches)[:2]]
    else:
        return
    yield from ((text, OTHERWISE, ChipKind.EXPANSION) for text in texts)


def _split_nominal(words: Sequence[str]) -> Iterator[QueryWording]:
    """The same for DN 15, which is two words."""
    for place, word in enumerate(words[:-1]):
        if word.upper() == "DN" and words[place + 1] in _INCHES:
            for text, weight, kind in _nominal(f"DN{words[place + 1]}"):
                yield QueryWording(place, place + 2, text, weight, kind)


def _nominal_texts(inches: Fraction) -> list[str]:
    whole, rest = divmod(inches, 1)
    fraction = f"{whole} {rest}" if whole and rest else str(inches)
    nominal = _NOMINAL[inches]
    return [f"{nominal}A", f"DN{nominal}", f"DN {nominal}", f"{fraction}B"]
