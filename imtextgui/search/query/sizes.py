"""Sizes in a query and the other ways to write them: "12,7 mm" is 12.7 mm, 12.7mm, and 1/2 inch."""

from collections.abc import Sequence
from fractions import Fraction

from imtextgui.search.query.query_expansion import QueryWording
from imtextgui.search.query.terms import MEASURE

_MILLIMETRES = {"mm": 1, "ミリ": 1, "cm": 10, "センチ": 10}
_INCH = Fraction(254, 10)
_FINEST = 32
# a size that is not exactly the other one is another size
_EXACT = Fraction(1, 2000)
OTHERWISE = 0.8
"""Weight of a size in another unit: the same thing, but less surely what is written on the page."""


def wordings(words: Sequence[str]) -> list[QueryWording]:
    """Give other ways to write those of ``words`` that are sizes."""
    other_sizes: list[QueryWording] = []
    for place, word in enumerate(words):
        size = MEASURE.fullmatch(word)
        if size and (millimetres := _millimetres(size["amount"], size["unit"].lower())):
            other_sizes += [
                QueryWording(place, place + 1, way, OTHERWISE) for way in _ways(millimetres) if way != word
            ]
    return other_sizes


def _millimetres(amount: str, unit: str) -> Fraction:
    whole, _, part = amount.replace("-", " ").rpartition(" ")
    numerator, _, denominator = part.replace(",", ".").partition("/")
    if denominator and not int(denominator):
        return Fraction(0)
    number = Fraction(numerator) / int(denominator or 1) + int(whole or 0)
    return number * _MILLIMETRES.get(unit, _INCH)


def _ways(millimetres: Fraction) -> list[str]:
    metric = f"{float(millimetres):.2f}".rstrip("0").rstrip(".")
    ways = [f"{metric} mm", f"{metric}mm"]
    inches = Fraction(round(millimetres / _INCH * _FINEST), _FINEST)
    if inches and abs(inches * _INCH - millimetres) < _EXACT * millimetres:
        whole, rest = divmod(inches, 1)
        fraction = f"{whole} {rest}" if whole and rest else str(inches)
        decimal = f"{float(inches):.3f}".rstrip("0").rstrip(".")
        ways += [f"{fraction} inch", f"{fraction} in", f"{decimal} inch", f"{decimal} in"]
    return list(dict.fromkeys(ways))
