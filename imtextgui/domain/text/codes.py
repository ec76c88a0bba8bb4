"""Part, drawing, order and asset numbers in running text, in one normal form whatever their separators.

A code is a run of letters and digits, joined by ``- _ . /`` (or their full-width and typographic forms),
that holds a digit and a letter, or digits enough not to be a count. Dates, sizes, quantities and ordinals
are not codes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SHORTEST = 3
LONGEST = 40

_DASHES = "‐‑‒–—―−﹘﹣－ーｰ"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# one character for one character, so that positions in the text survive
_PLAIN = str.maketrans(
    _WIDE | {ord(dash): "-" for dash in _DASHES} | {ord("　"): " ", ord("×"): "x", ord("✕"): "x"}
)

# before a number it is no letter of a code but the sign for a diameter
_DIAMETER = re.compile(r"(?<![A-Za-zÀ-ɏ])[Øø](?=\s?\d)")

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ"
_RUN = f"[0-9{_LETTER}]+"
_CHAIN = re.compile(rf"{_RUN}(?:[-_/.]{_RUN})*")
# a full stop joins two numbers; after a letter it may be "No.12"; before one it ends a sentence or starts a
_SENTENCE = re.compile(rf"\.(?=[{_LETTER}])")
_WEAK = re.compile(rf"[_/]|(?<=[{_LETTER}])\.")
_LOOKS = str.maketrans("OQDILSBZ", "00011582")
_SEPARATORS = re.compile(r"[-_./\s]+")

_UNITS = (
    "mm|cm|dm|m|km|um|nm|mil|mils|in|inch|inches|ft|pt|px|dpi|ppi|ppm|v|vac|vdc|vdd|mv|kv|a|ah|mah|ma|ua|va|kva|w|wh|kw"
    "|kwh|mw|hz|khz|mhz|ghz|k|kb|kib|mb|mib|gb|gib|tb|kbps|mbps|gbps|bps|baud|bit|bits|byte|bytes|b|g|kg|mg|t|lb|lbs|oz|n"
    "|kn|pa|hpa|kpa|mpa|bar|mbar|psi|l|ml|s|ms|us|ns|sec|secs|min|mins|h|hr|hrs|day|days|week|weeks|year|years|c|f|deg"
    "|rpm|ohm|ohms|kohm|mohm|nf|pf|uf|uh|mh|db|dbm|dbi|pcs|pc|pin|pins|way|ways|x|st|nd|rd|th|am|pm|fps|msps|ksps|sps"
)
_NUMBER = r"\d+(?:[.\-]\d+)*"
_QUANTITY = re.compile(rf"{_NUMBER}(?:x{_NUMBER})*-?(?:{_UNITS})?", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d\d([-./_])(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12]\d|3[01]))?"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./_])(?:0?[1-9]|[12]\d|3[01])\2(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_DECIMAL = re.compile(r"\d+\.\d+")

_PREFIX = re.compile(r"[A-ZА-Я]{1,6}")
_REVISION = re.compile(r"[A-Z]\d{1,2}")
# words that stand before a plain number in capitals without making a code of it
_COUNTING = re.compile(
    "NO|NR|REV|VER|FIG|PAGE|PAGES|TABLE|STEP|PART|ITEM|CH|CHAP|SEC|VOL|QTY|MAX|MIN|TO|OF|AND|OR|IN|AT|BY"
    "|FOR|THE|A|TYP|PIN|PINS|LINE|SHEET|SIZE|SCALE|DATE|YEAR|DIA|ID|OD|TEL|FAX"
    "|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as the text writes it, ``text[start:end]``, and its normal form."""

    raw: str
    normalised: str
    start: int
    end: int


def normalise(code: str) -> str:
    """Give the form in which codes are compared: NFKC, upper case, without separators and spaces."""
    plain = unicodedata.normalize("NFKC", code.translate(_PLAIN))
    return _SEPARATORS.sub("", plain).upper()


def shape(normalised: str) -> str:
    """Give what a normalised code looks like: letters that are read or typed as digits become these."""
    return normalised.translate(_LOOKS)


def looks_like_code(raw: str) -> bool:
    """Tell whether ``raw``, taken alone, is a code rather than a word, a date, a size or a quantity."""
    plain = raw.translate(_PLAIN)
    normal = normalise(plain)
    digits = sum(letter.isdigit() for letter in normal)
    if not SHORTEST <= len(normal) <= LONGEST or not digits or _DATE.fullmatch(plain):
        return False
    if digits < len(normal):
        return not _QUANTITY.fullmatch(plain)
    return not _DECIMAL.fullmatch(plain) and digits >= (5 if plain.isdigit() else 6)


def codes(text: str) -> list[Code]:
    """Find the codes of ``text`` in reading order.

    A chain with ``_`` or ``/`` gives the whole and its parts ("ESP32-EVB_Rev_L" holds ESP32-EVB too), and
    capitals before a number give their union ("GP 2040" is GP2040); so ranges may overlap.
    """
    plain = _DIAMETER.sub("φ", text.translate(_PLAIN))
    spans = sorted({*_written(plain), *_spaced(plain)})
    return [Code(text[start:end], normalise(plain[start:end]), start, end) for start, end in spans]


def aligned(raw: str, part: str) -> bool:
    """Tell whether ``part``, normalised, begins and ends at separators of ``raw`` (GP2040 in GP-2040-B1)."""
    pieces = [normalise(piece) for piece in _SEPARATORS.split(raw.translate(_PLAIN)) if piece]
    starts = range(len(pieces))
    return any(
        "".join(pieces[start:end]) == part for start in starts for end in range(start + 1, len(pieces) + 1)
    )


def _written(plain: str) -> Iterator[tuple[int, int]]:
    for start, end in _chains(plain):
        pieces = list(_split(_WEAK, plain, start, end))
        # a longer chain is a path or an address, of which only the parts are numbers
        whole = len(pieces) <= 4 and plain.count("/", start, end) <= 1
        candidates = {*pieces, (start, end)} if whole else {*pieces}
        yield from (span for span in candidates if looks_like_code(plain[slice(*span)]))


def _spaced(plain: str) -> Iterator[tuple[int, int]]:
    chains = list(_chains(plain))
    for place, ((start, middle), (follow, end)) in enumerate(pairwise(chains)):
        letters, number = plain[start:middle], plain[follow:end]
        if follow != middle + 1 or plain[middle] != " " or not _counts_as_code(letters, number):
            continue
        yield start, end
        if place + 2 < len(chains):
            after, last = chains[place + 2]
            if plain[end:after] == " " and _REVISION.fullmatch(plain[after:last]):
                yield start, last


def _counts_as_code(letters: str, number: str) -> bool:
    return (
        bool(_PREFIX.fullmatch(letters))
        and not _COUNTING.fullmatch(letters)
        and number[0].isdigit()
        and sum(letter.isdigit() for letter in number) >= 3
        and not _DATE.fullmatch(number)
        and not _DECIMAL.fullmatch(number)
        and (number.isdigit() or not _QUANTITY.fullmatch(number))
    )


def _chains(plain: str) -> Iterator[tuple[int, int]]:
    for chain in _CHAIN.finditer(plain):
        yield from _split(_SENTENCE, plain, *chain.span())


def _split(separator: re.Pattern[str], plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in separator.finditer(plain, start, end):
        yield start, cut.start()
        start = cut.end()
    yield start, end
