"""Versions in free text and in names, taken apart so that what is asked for and what a file says can be compared.

``editions`` tells which files are one document; here every mark of a version counts, also those that are glued to
other letters (``manualV3``, ``v0p5b``, ``r2B8``, ``LOGGER V1.3TOP``) or said in words ("second edition", 第2版).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Version = tuple[int | str, ...]
"""Numbers and single letters in order: 1.1 is (1, 1), 0.5b is (0, 5, "b"), revision C is ("c",)."""

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


def asked_versions(query: str) -> AskedVersions:
    """What ``query`` says of versions."""
    plain = unicodedata.normalize("NFKC", query)
    wanted: set[Version] = set()
    unwanted: set[Version] = set()
    for match in _MARK.finditer(plain):
        is_refused = _NOT.search(plain[: match.start()]) or _NOT_AFTER.match(plain[match.end() :])
        (unwanted if is_refused else wanted).add(_version(match))
    wanted |= {(_ORDINALS[match[1].lower()],) for match in _ORDINAL.finditer(plain)} if not wanted else set()
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
    comparable = [mark for mark in marks if isinstance(mark[0], int) == isinstance(one[0], int)]
    return bool(comparable) and not any(_likeness(one, mark) for mark in comparable)


def _likeness(one: Version, mark: Version) -> float:
    if one == mark:
        return 1.0
    return 0.8 if mark[: len(one)] == one else 0.0


def _version(match: "re.Match[str]") -> Version:
    said = next(group for group in match.groups() if group).lower()
    return tuple(int(piece) if piece.isdigit() else piece for piece in _PIECE.findall(said.replace("p", ".")))
