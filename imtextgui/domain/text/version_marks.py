"""Versions in free text and in names, taken apart so that what is asked for and what a file says can be compared.

``editions`` tells which files are one document, and takes only what cannot be anything else for a version; here every
mark of one counts, also those that are glued to other letters (``manualV3``, ``v0p5b``, ``r2B8``, ``LOGGER V1.3TOP``)
or said in words ("second edition", 第2版). What a mark says is read and compared in one way for both.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from imtextgui.domain.text.number_words import KANJI_NUMBER, kanji_number

Version = tuple[tuple[int, int], ...]
"""Numbers, with 0 before them, and letters, with 1 before them, in order, so that 1 < 2 < 2.1 < a < b < b1.

1.1 is ((0, 1), (0, 1)), revision C is ((1, 99),).
"""

_NUMBER = r"\d{1,3}(?:[._p]\d{1,3}){0,3}"
_LETTER = r"(?:[a-z](?![a-zA-Z]))?"
# behind a small letter a capital V begins a new word; otherwise the mark stands alone, or behind Japanese
_ALONE = r"(?<![A-Za-zÀ-ɏ0-9])"
_NAMING = "リビジョン|改訂|改定|版数|バージョン"
_MARK = re.compile(
    rf"(?:{_ALONE}[vV]|(?<=[a-z])V)[._ -]?(?P<v>{_NUMBER}{_LETTER})"
    rf"|{_ALONE}[rR](?P<r>\d{{1,2}}(?:[a-zA-Z]\d{{1,2}})?)(?![A-Za-z0-9])"
    rf"|(?:{_ALONE}(?i:revision|rev|version|ver|edition|generation|gen)|(?<=[a-z])Rev|{_NAMING})[\s._-]*"
    rf"(?P<named>[a-zA-Z]\d{{0,2}}(?![A-Za-z0-9])|{_NUMBER}{_LETTER})"
    r"|第\s?(?P<ban>\d{1,2})\s?(?:版|世代)|(?<!\d)(?P<dai>\d{1,2})\s?(?:代目|世代目)"
    r"|(?<![A-Za-z0-9_.,/])(?P<bare>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[a-z]?)(?![A-Za-z0-9_/]|[.,]\d"
    r"|\s?(?:mm|cm|inch|in\b|v\b|a\b|kg|kw))"
    r"|(?<=[a-z])(?P<glued>\d\.\d{1,2}(?:\.\d)?[a-z]?)(?![^\W_]|\.\d)"
)
_KANJI = re.compile(rf"(?P<number>{KANJI_NUMBER})(?=\s?(?:版|世代|代目))")
_ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            "first 1st one erste ersten",
            "second 2nd two zweite zweiten",
            "third 3rd three dritte dritten",
            "fourth 4th four vierte vierten",
            "fifth 5th five fünfte fünften",
        ),
        start=1,
    )
    for word in words.split()
}
_EDITION = "edition|version|generation|revision|gen|ausgabe|auflage|fassung"
_ORDINAL = re.compile(
    rf"\b(?P<before>{'|'.join(_ORDINALS)})\s+(?:[a-z]+\s+)?(?:{_EDITION}|board|design)\b"
    rf"|\b(?:{_EDITION})\s+(?P<after>one|two|three|four|five)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\bnot|\bno|\bwithout|\binstead of|\brather than|\bexcept|\bnicht|\bstatt)\s+(?:the\s+|for\s+|die\s+|der\s+)?$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(r"\s?(?:版|型)?(?:ではなく|でなく|じゃない|ではない|以外)")
# beside a version that is asked for a letter or a number alone is one, too: "rev B instead of A"
_BARE_REFUSED = re.compile(
    r"\b(?:not|instead of|rather than|except)\s+(?:the\s+)?(?P<before>[A-Z]\d?|\d{1,2})(?![\w.])"
    rf"|{_ALONE}(?P<after>[A-Z]\d?|\d{{1,2}})(?:ではなく|でなく|以外)"
)
_NEWEST = re.compile(
    r"\b(?:newest|newer|latest|current|most recent|up[ -]to[ -]date|new (?:version|revision|edition|release)"
    r"|neueste[rn]?|aktuelle[rn]?)\b|最新|新版|新型|現行|新しい",
    re.IGNORECASE,
)
_OLDEST = re.compile(
    r"\b(?:oldest|earliest|original|old|older|previous|former|(?:first|initial) release|outdated|superseded"
    r"|älteste[rn]?|alte[rn]?|vorherige[rn]?)\b|初版|初代|旧|古い|最初の版|前の版|以前の版|[1一]世代前",
    re.IGNORECASE,
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
    return frozenset(_version(match) for match in _MARK.finditer(_plain(text)))


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
    plain = _plain(query)
    wanted: set[Version] = set()
    unwanted: set[Version] = set()
    for match in _MARK.finditer(plain):
        (unwanted if _is_refused(match) else wanted).add(_version(match))
    if not wanted:
        wanted = {
            ((0, _ORDINALS[(match["before"] or match["after"]).lower()]),)
            for match in _ORDINAL.finditer(plain)
            if not _is_refused(match)
        }
    if wanted:
        unwanted |= {
            version((match["before"] or match["after"]).lower()) for match in _BARE_REFUSED.finditer(plain)
        } - wanted
    newest, not_newest = _asked_and_refused(_NEWEST, plain)
    oldest, not_oldest = _asked_and_refused(_OLDEST, plain)
    return AskedVersions(
        frozenset(wanted),
        frozenset(unwanted),
        newest or (not_oldest and not oldest),
        oldest or (not_newest and not newest),
    )


def _plain(text: str) -> str:
    """``text`` with figures in place of full-width ones, and of Chinese ones that count versions: 第二版."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return _KANJI.sub(lambda match: str(kanji_number(match["number"])), plain)


def _is_refused(match: "re.Match[str]") -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_NOT.search(before) or _NOT_AFTER.match(after))


def _asked_and_refused(age: "re.Pattern[str]", plain: str) -> tuple[bool, bool]:
    """Whether ``plain`` asks for an age, and whether it asks for anything else."""
    refused = [_is_refused(match) for match in age.finditer(plain)]
    return not all(refused), any(refused)


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
