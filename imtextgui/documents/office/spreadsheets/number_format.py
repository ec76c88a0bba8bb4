"""Shows numbers as a spreadsheet does: by the format codes of Excel, which name digits, dates, durations and words.

Of a library that reads cells (python-calamine, for one) we would get numbers and dates without their formats: the
leading zeros of stock numbers, the words around them and the hyphens within them would be lost.
"""

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from imtextgui.documents.office.spreadsheets.date_format import dated

GENERAL = "General"

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|!(?P<forced>.)'
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/標準|G/通用格式)"
    r"|(?P<ampm>AM/PM|am/pm|A/P|a/p|上午/下午|午前/午後)"
    r"|(?P<exponent>[Ee][+-](?=[0#?]))"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|g+|e+|b+)"
    r"|(?P<fraction>\.0+(?=[^0#?]*$))"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]+))?")
_JAPANESE = frozenset(["411", "0411", "D0411", "D000411", "E0411"])
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}
_MOST_DIGITS = 30
_LARGEST = Decimal(10) ** 21
"""From here on digits say nothing."""

_GENERAL_WIDTH = 11
"""Characters, with the point, of a number without a format in a cell of Excel that is wide enough."""

_SMALL = Decimal("1e-4")
"""Numbers below are shown as powers of ten where their digits do not fit."""

_LONGEST_FORMAT = 1_000


class Token(NamedTuple):
    """One sign of a format: what ``kind`` it is, and the words that it stands for or its letters."""

    kind: str
    words: str


class _Section(NamedTuple):
    """The part of a format that serves some numbers: all that fulfil ``condition``, if it has one."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    japanese: bool

    @property
    def dated(self) -> bool:
        """Whether numbers are shown as dates or times."""
        return any(token.kind in ("date", "elapsed", "ampm") for token in self.tokens)


def shown(raw: str, code: str, *, from_1904: bool = False) -> str:
    """The number written ``raw`` as the format ``code`` shows it; dates count days from the first of 1900, or of 1904.

    ``raw`` as it is where it is no number.
    """
    try:
        value = Decimal(f"{float(raw):.15g}")
    except (ValueError, InvalidOperation, OverflowError):
        return raw
    if not value.is_finite() or abs(value) >= _LARGEST:
        return raw
    sections = _sections(code[:_LONGEST_FORMAT])
    section, value = _chosen(sections, value)
    if section is None:
        return _general(value, raw)
    if section.dated:
        words = dated(value, section.tokens, from_1904=from_1904, japanese=section.japanese)
        return raw if words is None else words
    return " ".join(_number(value, section.tokens, raw).split())


def text_shown(words: str, code: str) -> str:
    """A text as the format ``code`` shows it: some put words around it."""
    section = next((part for part in reversed(_sections(code[:_LONGEST_FORMAT])) if _has(part, "text")), None)
    if section is None:
        return words
    return "".join(
        words if token.kind == "text" else token.words
        for token in section.tokens
        if token.kind in ("text", "literal")
    )


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[Token]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    japanese = [False]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "blank"
        words = match[kind] if kind != "blank" else " "
        if kind == "sign" and words == ";":
            parts.append([])
            conditions.append(None)
            japanese.append(False)
        elif kind != "bracket":
            kind = "literal" if kind in ("quoted", "escaped", "forced", "sign", "blank") else kind
            parts[-1].append(Token(kind, words))
        elif condition := _CONDITION.fullmatch(words):
            conditions[-1] = (condition[1], Decimal(condition[2]))
        elif _ELAPSED.fullmatch(words):
            parts[-1].append(Token("elapsed", words.lower()))
        elif currency := _CURRENCY.fullmatch(words):
            parts[-1].append(Token("literal", currency[1]))
            japanese[-1] = japanese[-1] or (currency[2] or "").upper() in _JAPANESE
    return tuple(
        _Section(tuple(tokens), condition, local)
        for tokens, condition, local in zip(parts, conditions, japanese, strict=True)
    )


def _chosen(sections: Sequence[_Section], value: Decimal) -> tuple[_Section | None, Decimal]:
    """The section for ``value``, and the number that it shows: where it is one for negative numbers, without sign.

    None where no section is for numbers: the format says nothing of them.
    """
    numeric: list[_Section | None] = [part for part in sections[:3] if not _is_text(part)]
    numeric = numeric or [None]
    if any(part is not None and part.condition for part in numeric):
        for part in numeric:
            if part is not None and part.condition is not None:
                sign, bound = part.condition
                if _COMPARE[sign](value, bound):
                    return part, abs(value) if sign in ("<", "<=") and bound <= 0 else value
        last = numeric[-1]
        return (None if last is not None and last.condition else last), value
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _is_text(section: _Section) -> bool:
    return _has(section, "text") and not _has(section, "digit")


def _has(section: _Section, kind: str) -> bool:
    return any(token.kind == kind for token in section.tokens)


def _general(value: Decimal, raw: str) -> str:
    """A number without a format: others than whole ones in the characters that a cell has for them.

    Whole numbers keep all their digits, for they may be those of a part; Excel shows twelve and more as a power of ten.
    """
    if value == value.to_integral_value():
        return str(int(value)) if abs(value) < Decimal(10) ** 20 else raw
    if abs(value) < _SMALL and len(f"{abs(value):f}") > _GENERAL_WIDTH:
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{int(exponent):+03}"
    places = max(_GENERAL_WIDTH - 1 - len(str(int(abs(value)))), 0)
    plain = f"{_rounded(value, places):f}"
    return plain.rstrip("0").rstrip(".") if places else plain


def _number(value: Decimal, tokens: Sequence[Token], raw: str) -> str:
    kinds = [token.kind for token in tokens]
    if "general" in kinds or ("text" in kinds and "digit" not in kinds):
        minus = ("-" if value < 0 else "") if "general" in kinds else ""
        plain = _general(abs(value) if minus else value, raw.lstrip("-") if minus else raw)
        named = (plain if token.kind in ("general", "text") else token.words for token in tokens)
        return minus + "".join(named)
    value *= Decimal(100) ** kinds.count("percent")
    if "exponent" in kinds:
        return _scientific(value, tokens)
    slash = next((at for at, token in enumerate(tokens) if token == Token("literal", "/")), None)
    if slash is not None and "digit" in kinds[:slash] and _denominator(tokens[slash + 1 :]):
        return _as_fraction(value, tokens, slash)
    return _decimal(value, tokens)


def _decimal(value: Decimal, tokens: Sequence[Token]) -> str:
    """Digits in the places that the format has for them; those that find none stand before the first place."""
    point = next((at for at, token in enumerate(tokens) if token.kind in ("point", "fraction")), len(tokens))
    before, after = _spread(tokens[:point]), _spread(tokens[point:])
    digits = [at for at, token in enumerate(before) if token.kind == "digit"]
    commas = [at for at, token in enumerate(before) if token.kind == "comma"]
    last = digits[-1] if digits else -1
    scaled = sum(at > last for at in commas) + sum(token.kind == "comma" for token in after)
    grouped = any(digits and digits[0] < at < last for at in commas)
    places = sum(token.kind == "digit" for token in after)
    number = _rounded(value / Decimal(1000) ** scaled, min(places, _MOST_DIGITS))
    whole, _, fraction = f"{abs(number):f}".partition(".")
    minus = "-" if number < 0 else ""
    return (
        minus
        + _whole_part(before, "" if whole == "0" else whole, grouped=grouped)
        + _fraction_part(after, fraction)
    )


def _spread(tokens: Sequence[Token]) -> list[Token]:
    """``tokens`` with one for each decimal of those that stand for several."""
    spread: list[Token] = []
    for token in tokens:
        if token.kind == "fraction":
            spread.extend([Token("point", "."), *[Token("digit", "0")] * (len(token.words) - 1)])
        else:
            spread.append(token)
    return spread


def _rounded(value: Decimal, places: int) -> Decimal:
    try:
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than the context has
        return value


def _whole_part(tokens: Sequence[Token], whole: str, *, grouped: bool) -> str:
    """The part before the point, filled from its last place on."""
    places = sum(token.kind == "digit" for token in tokens)
    left = list(whole)
    out: list[str] = []
    written = 0
    for token in reversed(tokens):
        if token.kind == "digit":
            places -= 1
            digit = left.pop() if left else ("0" if token.words == "0" else "")
            for sign in (digit, *(reversed(left) if not places else ())):
                if sign and grouped and written and written % 3 == 0:
                    out.append(",")
                written += bool(sign)
                out.append(sign)
        elif token.kind in ("literal", "percent"):
            out.append(token.words)
    return "".join(reversed(out))


def _fraction_part(tokens: Sequence[Token], fraction: str) -> str:
    """The part from the point on; optional places are left out where nothing but zeros would fill them."""
    out: list[str] = []
    places = [token.words for token in tokens if token.kind == "digit"]
    needed = max(
        len(fraction.rstrip("0")), max((at + 1 for at, sign in enumerate(places) if sign == "0"), default=0)
    )
    at = 0
    for token in tokens:
        if token.kind == "digit":
            out.append(fraction[at : at + 1] if at < needed else "")
            at += 1
        elif token.kind == "point":
            out.append("." if needed else "")
        elif token.kind in ("literal", "percent"):
            out.append(token.words)
    return "".join(out)


def _scientific(value: Decimal, tokens: Sequence[Token]) -> str:
    at = next(index for index, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, exponent = tokens[:at], tokens[at + 1 :]
    point = next((index for index, token in enumerate(mantissa) if token.kind == "point"), len(mantissa))
    step = max(1, sum(token.kind == "digit" for token in mantissa[:point]))
    power = value.adjusted() // step * step if value else 0
    places = sum(token.kind == "digit" for token in mantissa[point:])
    scaled = _rounded(value.scaleb(-power), places)
    if abs(scaled) >= Decimal(10) ** step:
        power += step
        scaled = value.scaleb(-power)
    sign = "-" if power < 0 else "+" if tokens[at].words.endswith("+") else ""
    return f"{_decimal(scaled, mantissa)}E{sign}{_whole_part(exponent, str(abs(power)), grouped=False)}"


def _denominator(tokens: Sequence[Token]) -> str:
    """The places, or the digits, behind the stroke of a fraction."""
    return "".join(token.words for token in tokens if token.kind == "digit" or token.words.isdigit())


def _as_fraction(value: Decimal, tokens: Sequence[Token], slash: int) -> str:
    """Such as 1 3/4: whole, numerator and denominator."""
    fixed = _denominator(tokens[slash + 1 :])
    groups = "".join(token.words if token.kind == "digit" else " " for token in tokens[:slash]).split()
    whole = int(abs(value)) if len(groups) > 1 else 0
    rest = Fraction(abs(value)) - whole
    if fixed.isdigit() and int(fixed):
        part = (round(rest * int(fixed)), int(fixed))
    else:
        part = rest.limit_denominator(max(1, 10 ** min(len(fixed), 4) - 1)).as_integer_ratio()
    if part[0] == part[1] and len(groups) > 1:
        whole, part = whole + 1, (0, 1)
    shown_part = f"{part[0]}/{part[1]}" if part[0] or not groups[1:] else ""
    shown_whole = str(whole) if whole or (not shown_part and len(groups) > 1) else ""
    words = "".join(
        token.words for token in tokens[slash + 1 :] if token.kind == "literal" and not token.words.isdigit()
    )
    return ("-" if value < 0 else "") + " ".join(filter(None, (shown_whole, shown_part))) + words
