"""Sizes and other measures as queries write them: "12,7 mm", 1/2\", ``M5 x 20``, "0.5 MPa", 24V, "25 millimetres"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

_INCH = Fraction(254, 10)
_SPELT = {
    "inch": 'inches in zoll インチ " ” ″',
    "mm": "millimetre millimetres millimeter millimeters ミリ ミリメートル",
    "cm": "centimetre centimetres centimeter centimeters センチ センチメートル",
    "m": "metre metres meter meters メートル",
    "V": "volt volts ボルト",
    "A": "amp amps ampere amperes アンペア",
    "W": "watt watts ワット",
    "kW": "kilowatt kilowatts キロワット",
    "Hz": "hertz ヘルツ",
    "MPa": "メガパスカル",
}
_QUANTITIES: tuple[Mapping[str, Fraction], ...] = (
    {"mm": Fraction(1), "cm": Fraction(10), "m": Fraction(1000), "inch": _INCH},
    {"kPa": Fraction(1), "MPa": Fraction(1000), "bar": Fraction(100), "mbar": Fraction(1, 10)},
    {"V": Fraction(1), "kV": Fraction(1000), "mV": Fraction(1, 1000)},
    {"A": Fraction(1), "mA": Fraction(1, 1000)},
    {"W": Fraction(1), "kW": Fraction(1000)},
    {"Hz": Fraction(1), "kHz": Fraction(1000), "MHz": Fraction(10**6), "GHz": Fraction(10**9)},
    {"kg": Fraction(1), "g": Fraction(1, 1000)},
    {"Nm": Fraction(1), "N·m": Fraction(1), "Ncm": Fraction(1, 100), "N·cm": Fraction(1, 100)},
    {"rpm": Fraction(1), "r/min": Fraction(1), "min-1": Fraction(1)},
)
"""Units of one quantity, each with its factor; conversions between them are exact."""

_OF_SPELLING = {
    spelling.lower(): unit for unit, spellings in _SPELT.items() for spelling in (unit, *spellings.split())
} | {unit.lower(): unit for units in _QUANTITIES for unit in units}

_AMOUNT = r"(?:\d+[ -])?\d+/\d+|\d+(?:[.,]\d+)?"
_LONG = "|".join(
    re.escape(spelling)
    for spelling in sorted(_OF_SPELLING, key=len, reverse=True)
    if len(spelling) > 1 and spelling != "in"
)
# behind a letter or a dash it is a part of a name: M8, GP-2040. A small letter alone is a unit only where no space
# is before it: "5 a day"
MEASURE = re.compile(
    rf"(?<![\w/.,-])(?P<amount>{_AMOUNT})(?:[\s-]?(?P<long>(?i:{_LONG}|in(?!\s+(?:the|an?|this|my|each|order)\b)))"
    r"|\s?(?P<sign>[\"”″]|[VAWm])|(?P<letter>[vawg]))(?![A-Za-z0-9])"
)
"""An amount with its unit."""

_NUMBER = r"\d+(?:[.,]\d+)?"
DIMENSIONS = re.compile(
    rf"(?<![\w/.,-])(?P<first>(?!0x)M?{_NUMBER})\s?[x×✕]\s?(?P<others>{_NUMBER}(?:\s?[x×✕]\s?{_NUMBER})*)"
    r"(?:mm)?(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
"""Sizes of one thing: M5×20, "10 x 20 x 3", M5 x 20mm."""


_MOST_BEFORE_LETTER = 1000
"""An amount from which on a number with one letter behind it, 3004A, is a part number rather than a measure."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount of a unit; the unit is in the form that a standard gives it."""

    amount: Fraction
    unit: str

    def in_other_units(self) -> dict[str, Fraction]:
        """The same in its own unit, and in those others in which it would be written; millimetres before inches."""
        units = next(units for units in _QUANTITIES if self.unit in units)
        base = self.amount * units[self.unit]
        others = {unit: base / factor for unit, factor in units.items() if unit not in (self.unit, "cm", "m")}
        return {self.unit: self.amount, **others}


def measure(word: str) -> Measure | None:
    """Read ``word``, all of which has to be a measure; None where it is none, or nothing."""
    match = MEASURE.fullmatch(word)
    if not match:
        return None
    amount = _amount(match["amount"])
    written: str = match["long"] or match["sign"] or match["letter"]
    if len(written) == 1 and amount >= _MOST_BEFORE_LETTER and word.endswith(f"{match['amount']}{written}"):
        return None
    unit = _unit(written)
    return Measure(amount, unit) if amount else None


def _unit(written: str) -> str:
    exact = next((unit for units in _QUANTITIES for unit in units if unit == written), "")
    return exact or _OF_SPELLING[written.lower()]


def _amount(text: str) -> Fraction:
    whole, _, part = text.replace("-", " ").rpartition(" ")
    numerator, _, denominator = part.replace(",", ".").partition("/")
    if denominator and not int(denominator):
        return Fraction(0)
    return Fraction(numerator) / int(denominator or 1) + int(whole or 0)
