"""Versions in free text and in names, taken apart so that what is asked for and what a file says can be compared.

``editions`` tells which files are one document, and takes only what cannot be anything else for a version; here every
mark of one counts, also those that are glued to other letters (``manualV3``, ``v0p5b``, ``r2B8``, ``LOGGER V1.3TOP``)
or said in words ("second edition", 第2版). What a mark says is read and compared in one way for both.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Version = tuple[tuple[int, int], ...]
"""Numbers, with 0 before them, and letters, with 1 before them, in order, so that 1 < 2 < 2.1 < a < b < b1.

1.1 is ((0, 1), (0, 1)), revision C is ((1, 99),).
"""

_NUMBER = r"\d{1,3}(?:[._p]\d{1,3}){0,3}"
_LETTER = r"(?:[a-z](?![a-zA-Z]))?"
# behind a small letter a capital V begins a new word; otherwise the mark stands alone
_MARK = re.compile(
    rf"(?:(?<![^\W_])[vV]|(?<=[a-z])V)[._ -]?(?P<v>{_NUMBER}{_LETTER})"
    r"|(?<![^\W_])[rR](?P<r>\d{1,2}(?:[a-zA-Z]\d{1,2})?)(?![^\W_])"
    r"|(?:(?<![^\W_])(?i:revision|rev|version|ver|edition|generation|gen)|(?<=[a-z])Rev)[\s._-]*"
    rf"(?P<named>[a-zA-Z]\d{{0,2}}(?![^\W_])|{_NUMBER}{_LETTER})"
    r"|第\s?(?P<ban>\d{1,2})\s?(?:版|世代)"
    r"|(?<![A-Za-z0-9_.,/])(?P<bare>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[a-z]?)(?![A-Za-z0-9_/]|[.,]\d"
    r"|\s?(?:mm|cm|inch|in\b|v\b|a\b|kg|kw))"
    r"|(?<=[a-z])(?P<glued>\d\.\d{1,2}(?:\.\d)?[a-z]?)(?![^\W_]|\.\d)"
)
_ORDINALS = {
    word: place
    for place, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th"), start=1
    )
    for word in words.split()
}
_ORDINAL = re.compile(
    rf"\b({'|'.join(_ORDINALS)})\s+(?:[a-z]+\s+)?(?:edition|version|generation|revision|gen|board|design)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\bnot|\bno|\bwithout|\binstead of|\brather than|\bexcept)\s+(?:the\s+|for\s+)?$", re.IGNORECASE
)
_NOT_AFTER = re.compile(r"\s?(?:ではなく|でなく|じゃない|ではない|以外)")
_NEWEST = re.compile(r"\b(?:newest|latest|current|most recent)\b|最新|新版", re.IGNORECASE)
_OLDEST = re.compile(
    r"\b(?:oldest|earliest|original|old|older|previous|former)\b|初版|初代|旧|古い", re.IGNORECASE
)
_PIECE = re.compile(r"\d+|[a-z]")
_POINT = re.compile(r"(?<=\d)p(?=\d)")


@dataclass(frozen=True, slots=True)
class AskedVersions:
    """What a query says of versions: those it wants, those it does not want, and whether by age."""

    wanted: frozenset[Version] = frozenset()
    unwanted: frozenset[Version] = frozenset()
    newest: bool = False
    oldest: bool = False


@lru_cache(maxsize=1 << 14)
def version_marks(text: str) -> frozenset[Version]:
    """Every version that ``text``, a name or a path, says."""
    plain = unicodedata.normalize("NFKC", text)
    return frozenset(_version(match) for match in _MARK.finditer(plain))


def version(said: str) -> Version:
    """The version that ``said`` in small letters tells, without the word before it: "2.1", "0p5b", "c"."""
    return tuple(
        (0, int(piece)) if piece.isdigit() else (1, ord(piece))
        for piece in _PIECE.findall(_POINT.sub(".", said))
    )


def is_of(own: Version, wanted: Version) -> bool:
    """Whether a version is the one that is ``wanted`` or a closer one: 2.1 is of 2."""
    return own[: len(wanted)] == wanted


def asked_versions(query: str) -> AskedVersions:
    """What ``query`` says of versions."""
    plain = unicodedata.normalize("NFKC", query)
    wanted: set[Version] = set()
    unwanted: set[Version] = set()
    for match in _MARK.finditer(plain):
        is_refused = _NOT.search(plain[: match.start()]) or _NOT_AFTER.match(plain[match.end() :])
        (unwanted if is_refused else wanted).add(_version(match))
    wanted |= (
        {((0, _ORDINALS[match[1].lower()]),) for match in _ORDINAL.finditer(plain)} if not wanted else set()
    )
    return AskedVersions(
        frozenset(wanted), frozenset(unwanted), bool(_NEWEST.search(plain)), bool(_OLDEST.search(plain))
    )


def agreement(wanted: frozenset[Version], marks: frozenset[Version]) -> float:
    """How well ``marks`` answer ``wanted``, which is not empty: 1 all are there, 0 none is.

    A longer version agrees with the shorter one that was asked for (1.1 with 1), but less than the very same.
    """
    return sum(max((_likeness(one, mark) for mark in marks), default=0.0) for one in wanted) / len(wanted)


def contradiction(wanted: frozenset[Version], marks: frozenset[Version]) -> float:
    """The share of ``wanted``, which is not empty, in whose place ``marks`` say something else of the same form."""
    return sum(_is_contradicted(one, marks) for one in wanted) / len(wanted)


def _is_contradicted(one: Version, marks: frozenset[Version]) -> bool:
    comparable = [mark for mark in marks if mark[0][0] == one[0][0]]
    return bool(comparable) and not any(_likeness(one, mark) for mark in comparable)


def _likeness(one: Version, mark: Version) -> float:
    if one == mark:
        return 1.0
    return 0.8 if is_of(mark, one) else 0.0


def _version(match: "re.Match[str]") -> Version:
    return version(next(group for group in match.groups() if group).lower())
