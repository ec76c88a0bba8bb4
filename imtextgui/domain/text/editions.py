"""Which edition of a document a path names: its revision, date, language and size, and what is left without them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from imtextgui.domain.text.version_marks import Version, is_of, version

_LANGUAGES = {
    "en": "en eng english 英語 英文 英",
    "ja": "ja jp jpn japanese 日本語 和文 日",
    "fr": "fr fra french",
    "de": "de deu ger german",
    "es": "es esp spanish",
    "it": "it ita italian",
    "zh": "zh cn chinese",
    "ko": "ko kr korean",
}
_LANGUAGE = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
LANGUAGE_WORDS = frozenset(_LANGUAGE)
"""The words that name a language in a path, case-folded."""
_SEPARATED = r"(?<![^\W_])"
_REVISION = re.compile(
    _SEPARATED
    + r"(?:(?:revision|rev|version|ver|リビジョン|改訂|改定|版数)[\s._-]*(?P<named>[a-z]\d{0,2}|\d+(?:[._]\d+)*[a-z]?)"
    r"|v[._]?(?P<v>\d+(?:[._]\d+)*[a-z]?)|r(?P<r>\d{1,3})|第?(?P<ban>\d+)版)(?![^\W_])",
    re.IGNORECASE,
)
_DATE = re.compile(
    _SEPARATED + r"((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?![^\W_])"
)
_SIZE = re.compile(
    _SEPARATED
    + r"(?:\d{3,5}\s*[x×]\s*\d{3,5}|@[23]x|thumb|thumbnail|small|large|medium|縮小|拡大)(?![^\W_])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_PICTURES = frozenset(("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff"))
# a stem as short as "v2" or as common as "index" names nothing across folders
_TELLING = 6


@dataclass(frozen=True, slots=True)
class Edition:
    """``family`` is what all editions of one document share; ``version`` grows from older to newer, () for none.

    ``language`` is a two-letter code, "" where the path names none; ``size`` says that the path names one. ``stem`` is
    the name without any of these, ``form`` the suffix, or "picture".
    """

    family: tuple[str, ...]
    version: Version = ()
    language: str = ""
    size: bool = False
    stem: str = ""
    form: str = ""

    @property
    def figures(self) -> frozenset[str]:
        """The words of the name that have a digit: a part number, a sheet."""
        return frozenset(word for word in self.stem.split() if any(map(str.isdigit, word)))


@lru_cache(maxsize=1 << 16)
def edition(relpath: str) -> Edition:
    """Read the path of a file, ``/`` between its parts."""
    path = PurePosixPath(unicodedata.normalize("NFKC", relpath).casefold())
    suffix = path.suffix[1:]
    kind = "picture" if suffix in _PICTURES else suffix
    name = _PathPart(path.stem)
    folders = [folder_part(part) for part in path.parts[:-1]]
    stem = " ".join(name.words)
    if name.version and len(stem) >= _TELLING:
        # the name says all: its editions may lie anywhere
        family: tuple[str, ...] = (stem, kind)
    else:
        family = ("/".join(" ".join(folder.words) for folder in folders), stem, kind)
    marked = name.version or next((folder.version for folder in reversed(folders) if folder.version), ())
    language = name.language or next((folder.language for folder in reversed(folders) if folder.language), "")
    return Edition(family, marked, language, name.size, stem, kind)


def versions(text: str) -> frozenset[Version]:
    """The versions that a text names or a query asks for by name ("rev L", "v2", 第3版, 2023-05)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    named = {version(_named(match)) for match in _REVISION.finditer(plain)}
    return frozenset(named | {_dated(match) for match in _DATE.finditer(plain)})


def asked_edition(query: str) -> str:
    """The revision or date that ``query`` asks for, as it is written there; "" where it names none, or several."""
    plain = unicodedata.normalize("NFKC", query)
    # "R12" alone is as often the name of a resistor.
    named = [match.group() for match in _REVISION.finditer(plain) if match["r"] is None]
    written = [*named, *(match.group() for match in _DATE.finditer(plain))]
    return written[0] if len(written) == 1 else ""


def written_edition(stem: str) -> str:
    """The revision of a file, or else its date, as its name without the suffix writes it; "" for none."""
    plain = unicodedata.normalize("NFKC", stem)
    written = [[match.group() for match in pattern.finditer(plain)] for pattern in (_REVISION, _DATE)]
    return next((found[-1] for found in written if found), "")


def is_edition(stem: str, asked: str) -> bool:
    """Whether the file name ``stem`` names the edition that is ``asked`` for, or a closer one: 2 is also 2.1."""
    own = versions(written_edition(stem))
    return any(is_of(named, wanted) for wanted in versions(asked) for named in own)


class _PathPart:
    """One part of a path without the marks of its edition, and those marks."""

    def __init__(self, part: str) -> None:
        dates = [_dated(match) for match in _DATE.finditer(part)]
        left = _DATE.sub(" ", part)
        revisions = [version(_named(match)) for match in _REVISION.finditer(left)]
        left = _REVISION.sub(" ", left)
        self.size = bool(_SIZE.search(left))
        words = _WORD.findall(_SIZE.sub(" ", left))
        languages = [_LANGUAGE[word] for word in words if word in _LANGUAGE]
        # a part that is nothing but a language is a folder of translations, otherwise the last word tells
        self.language = languages[-1] if languages and words[-1] in _LANGUAGE else ""
        self.words = words[:-1] if self.language else words
        self.version = revisions[-1] if revisions else dates[-1] if dates else ()


@lru_cache(maxsize=1 << 13)
def folder_part(folder: str) -> _PathPart:
    """Take the name of a folder apart, once for all files below it: most parts of paths are folders."""
    return _PathPart(folder)


def _named(match: "re.Match[str]") -> str:
    return next(group for group in match.groups() if group)


def _dated(match: "re.Match[str]") -> Version:
    return tuple((0, int(number)) for number in match.groups() if number)
