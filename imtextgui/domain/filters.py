"""The filters that a query may hold in its text: ``folder:`` ``type:`` ``lang:`` ``before:`` ``after:`` ``tag:``
``machine:``.

The value follows at once, in quotes where it has spaces; a ``-`` before the name leaves out. Colon and digits may
be full-width. A colon in ordinary text ("M8:20", ``C:\\x``, "Note: see page 4") makes no filter.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Filters
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import QueryFilterInvalid, QueryFilterUnknown

NAMES = ("folder", "type", "lang", "before", "after", "tag", "machine")
JAPANESE_NAMES = {
    "フォルダ": "folder",
    "種類": "type",
    "言語": "lang",
    "以前": "before",
    "以降": "after",
    "タグ": "tag",
    "機械": "machine",
}
"""The filters as a Japanese query names them."""
JAPANESE_VALUES = {
    "type": {"manual": "マニュアル", "drawing": "図面", "photo": "写真", "other": "その他"},
    "lang": {
        "en": "英語",
        "ja": "日本語",
        "fr": "フランス語",
        "de": "ドイツ語",
        "es": "スペイン語",
        "it": "イタリア語",
        "zh": "中国語",
        "ko": "韓国語",
        "ru": "ロシア語",
    },
}
"""By filter what its values are called in a Japanese query; others are written as they are."""
LANGUAGES = {
    "en": "english 英語",
    "ja": "japanese jp 日本語 和文",
    "fr": "french フランス語",
    "de": "german ドイツ語",
    "es": "spanish スペイン語",
    "it": "italian イタリア語",
    "zh": "chinese cn 中国語",
    "ko": "korean kr 韓国語",
    "ru": "russian ロシア語",
}
_KINDS = {
    Kind.MANUAL: "manuals マニュアル 取扱説明書 説明書 文書",
    Kind.DRAWING: "drawings schematic schematics 図面 図",
    Kind.PHOTO: "photos picture pictures image images 写真 画像",
    Kind.OTHER: "others その他",
}
_SUFFIXES = {
    "jpeg": ("jpg", "jpeg"),
    "jpg": ("jpg", "jpeg"),
    "tif": ("tif", "tiff"),
    "tiff": ("tif", "tiff"),
    "word": ("docx", "doc", "odt"),
    "excel": ("xlsx", "xlsm", "xlsb", "xls", "ods"),
    "powerpoint": ("pptx", "ppt", "odp"),
    "step": ("step", "stp"),
    "html": ("html", "htm"),
}
_ALIASES = {
    "kind": "type",
    "filetype": "type",
    "ext": "type",
    "language": "lang",
    "dir": "folder",
    "path": "folder",
    "since": "after",
    "until": "before",
    "label": "tag",
    "フォルダー": "folder",
    "設備": "machine",
    **JAPANESE_NAMES,
}
# names that other search programs know and that are hardly ever written before a colon without a space
_FOREIGN = frozenset(("date", "author", "modified", "filename", "intitle", "filesize"))
_CLOSE = 0.8
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』|＂[^＂]*＂)"""
    r"""|(?<!\S)(?P<minus>[-－])?(?P<name>[^\W\d_]{3,12}|種類|言語|以降|以前|タグ|機械|設備)[:：]"""
    r"""(?:"(?P<in1>[^"]*)"|“(?P<in2>[^”]*)”|「(?P<in3>[^」]*)」|＂(?P<in4>[^＂]*)＂|(?P<plain>(?![\\/])\S+))"""
)
_SUFFIX = re.compile(r"\.?([a-z][a-z0-9]{0,7}|7z|3mf|3ds)")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


@dataclass(frozen=True, slots=True)
class Written:
    """A filter as it stands in a text: what it means, and the ``label`` that shows it."""

    label: str
    filters: Filters

    @property
    def key(self) -> str:
        """Names the filter in ``Query.off``."""
        return f"filter:{self.label}"


def read(text: str) -> tuple[str, tuple[Written, ...]]:
    """Take the filters out of ``text``; give the text without them, and them in order.

    Raises QueryFilterUnknown for what is clearly meant as a filter but is none, and QueryFilterInvalid for a value
    that the filter cannot have.
    """
    filters: list[Written] = []

    def take(match: "re.Match[str]") -> str:
        if match["quoted"]:
            return match.group()
        name = _name(match["name"])
        if not name:
            return match.group()
        inner = next((match[f"in{n}"] for n in range(1, 5) if match[f"in{n}"] is not None), None)
        value = match["plain"] if inner is None else inner
        if value.strip():
            filters.append(_written(name, value.strip(), bool(match["minus"]), quoted=inner is not None))
        return " "

    return _TOKEN.sub(take, text), tuple(filters)


def filter_named(written: str) -> str:
    """The filter that ``written`` names, by its own name or another one, "" for none."""
    name = unicodedata.normalize("NFKC", written).casefold()
    return name if name in NAMES else _ALIASES.get(name, "")


def _name(written: str) -> str:
    """The filter that ``written`` names, "" for a word that only stands before a colon.

    Raises QueryFilterUnknown for what is clearly meant as a filter but is none.
    """
    if known := filter_named(written):
        return known
    name = unicodedata.normalize("NFKC", written).casefold()
    if name in _FOREIGN or get_close_matches(name, NAMES, cutoff=_CLOSE):
        raise QueryFilterUnknown(name=written, known=" ".join(f"{name}:" for name in NAMES))
    return ""


def _written(name: str, value: str, minus: bool, *, quoted: bool) -> Written:
    sign = "-" if minus else ""
    values = [value] if quoted or name in {"folder", "before", "after"} else re.split("[,、，]", value)
    shown = f'"{value}"' if " " in value or "　" in value else value
    return Written(f"{sign}{name}:{shown}", _READERS[name](name, [value for value in values if value], sign))


def _folder(_name: str, values: list[str], sign: str) -> Filters:
    return Filters(folders=tuple(sign + value.replace("\\", "/") for value in values))


def _tag(_name: str, values: list[str], sign: str) -> Filters:
    return Filters(tags=tuple(sign + value for value in values))


def _machine(_name: str, values: list[str], sign: str) -> Filters:
    return Filters(machines=tuple(sign + value for value in values))


def _type(name: str, values: list[str], sign: str) -> Filters:
    return Filters(types=tuple(sign + kind for value in values for kind in _types(name, value)))


def _types(name: str, value: str) -> tuple[str, ...]:
    folded = fold(value)
    for kind, others in _KINDS.items():
        if folded in (kind, *map(fold, others.split())):
            return (kind.value,)
    suffix = _SUFFIX.fullmatch(folded)
    if suffix is None:
        raise QueryFilterInvalid(name=name, value=value, known=", ".join((*Kind, "pdf", "jpg", "dxf")))
    return _SUFFIXES.get(suffix[1], (suffix[1],))


def _language(name: str, values: list[str], sign: str) -> Filters:
    return Filters(languages=tuple(sign + _code(name, value) for value in values))


def _code(name: str, value: str) -> str:
    folded = fold(value)
    for code, others in LANGUAGES.items():
        if folded in (code, *map(fold, others.split())):
            return code
    raise QueryFilterInvalid(name=name, value=value, known=", ".join(LANGUAGES))


def _day(name: str, values: list[str], sign: str) -> Filters:
    parts = _DATE.fullmatch(unicodedata.normalize("NFKC", values[0]))
    try:
        if parts is None:
            raise ValueError
        day = date(*(int(part or 1) for part in parts.groups()))
    except ValueError:
        raise QueryFilterInvalid(name=name, value=values[0], known="2024, 2024-05, 2024-05-31") from None
    # not before a day is from that day on
    return Filters(after=day) if (name == "after") != bool(sign) else Filters(before=day)


_READERS: dict[str, Callable[[str, list[str], str], Filters]] = {
    "folder": _folder,
    "type": _type,
    "lang": _language,
    "before": _day,
    "after": _day,
    "tag": _tag,
    "machine": _machine,
}
