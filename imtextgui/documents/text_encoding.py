"""Finds out in which encoding a text file was written; Japanese ones first, and short files too."""

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Sequence

from imtextgui.documents.encoding_guess import best
from imtextgui.documents.encoding_scores import decode, likelihood, score, strictly

_BOMS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE = frozenset(["cp932", "euc_jp", "iso2022_jp"])
_EAST_ASIAN = _JAPANESE | {"gb18030", "cp949", "big5hkscs", "johab", "hz", "iso2022_kr"}
_GUESSED = frozenset(["cp932", "euc_jp", "cp1252"])
_SEVEN_BIT = frozenset(["iso2022_jp", "iso2022_kr", "hz", "utf-7"])
_SUPERSETS = {
    **dict.fromkeys(("shift_jis", "shift_jisx0213", "shift_jis_2004"), "cp932"),
    **dict.fromkeys(("euc_jis_2004", "euc_jisx0213"), "euc_jp"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
"""By Python's names: what is declared, and what programs mean by it, which holds more characters."""

_PLATFORM_NAMES = {
    **dict.fromkeys(("x-sjis", "x-ms-cp932", "windows-932", "x-mac-japanese", "cp943"), "cp932"),
    **dict.fromkeys(("x-euc-jp", "x-eucjp", "eucjp-ms", "eucjpms", "cp51932"), "euc_jp"),
    **dict.fromkeys(("cp50220", "cp50221", "cp50222", "jis"), "iso2022_jp"),
    **dict.fromkeys(("x-gbk", "x-gb2312"), "gb18030"),
    **dict.fromkeys(("x-euc-kr", "ks_c_5601", "windows-949"), "cp949"),
    **dict.fromkeys(("x-big5", "x-x-big5"), "big5hkscs"),
    "x-user-defined": "cp1252",
}
"""Names that Python does not know."""

_SAMPLE = 64 * 2**10
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ESCAPE = re.compile(rb"\x1b(?:\$[@B(]|\(I)")
_MOST_CONTROL = 0.01
_MOST_WRONG = 0.02
"""Share of characters beyond ASCII that may be wrong in a text whose encoding is known: lines of another origin."""

_CLEARLY = 0.2
"""By so much another encoding must make more sense than the declared one."""

_SURE = 0.93
_FEW_KANA = 6
_WIDE = 0.85
_WORDS = 0.6
"""Share of letters, digits and blanks in UTF-32: of a table of numbers from 32 to 1,279 it may be as large, but such a
table has no number beside."""

_KANA = ("\u3040", "\u30ff")
_NO_TEXT = frozenset(
    ["idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "undefined"]
)


def decoded(data: bytes, declared: str = "") -> str | None:
    """``data`` as text, or None where it is not text in any encoding we know.

    ``declared`` is the encoding that the file itself, or what carries it, names; it counts unless the bytes
    contradict it. A multi-byte character cut off at the end is dropped.
    """
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return _sane(data[len(bom) :].decode(marked, "replace"))
    if (wide := _wide(data)) is not None:
        return _sane(data.decode(wide, "replace"))
    named = _codec(declared)
    if (text := _seven_bit(data, named)) is not None or (text := strictly(data, "utf-8")) is not None:
        return _sane(text)
    sample = data[:_SAMPLE]
    if _CONTROL.search(sample.decode("latin-1")) and _sane(sample.decode("latin-1")) is None:
        return None
    if (text := _mostly(data, "utf-8")) is None and named:
        text = _as_declared(data, named)
    if text is None:
        name = best(sample)
        text = strictly(data, name)
        text = decode(data, name, lenient=True) if text is None else text
    return _sane(text)


def names_decoded(names: Sequence[bytes]) -> list[str]:
    """File names of one archive as text, in UTF-8 where all are, else in the encoding that fits them best together."""
    whole = b"\n".join(names)
    encoding = "utf-8" if strictly(whole, "utf-8") is not None else best(whole[:_SAMPLE])
    return [decode(name, encoding, lenient=True) for name in names]


def is_japanese(data: bytes) -> bool:
    """Whether ``data`` can hardly be anything but Japanese text in Shift_JIS or EUC: nearly all of it common signs,
    kana among them.
    """
    for name in ("cp932", "euc_jp"):
        text = strictly(data, name) or ""
        kana = sum(_KANA[0] <= char <= _KANA[1] for char in text)
        if kana >= _FEW_KANA and not _CONTROL.search(text) and score(data, name) >= _SURE:
            return True
    return False


def _codec(declared: str) -> str:
    """Python's name of the encoding to decode with where a file names ``declared``; "" where that says nothing."""
    name = declared.strip().strip("\"'").lower()
    if name in _PLATFORM_NAMES:
        return _PLATFORM_NAMES[name]
    try:
        found = codecs.lookup(name.encode("ascii").decode()).name if name else ""
        if found:
            # Of codecs that are no encodings of text, Python tells here, but not for no bytes at all.
            b"a".decode(found, "replace")
    except (LookupError, ValueError):
        return ""
    # Bytes that are no UTF-16 but say that they are were written by a program that means its own strings.
    if found.startswith(("utf-8", "utf-16", "utf-32")) or found in _NO_TEXT:
        return ""
    found = "iso2022_jp" if found.startswith("iso2022_jp") else found
    return _SUPERSETS.get(found, found)


def _sane(text: str) -> str | None:
    """``text`` unless it is full of control or replacement characters, as binary data is."""
    bad = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return text if bad <= _MOST_CONTROL * len(text) else None


def _mostly(data: bytes, name: str) -> str | None:
    """``data`` decoded where hardly any of its first characters beyond ASCII are wrong, else None."""
    text = decode(data[:_SAMPLE], name, lenient=True)
    beyond = sum(char > "\x7f" for char in text)
    return decode(data, name, lenient=True) if text.count("\ufffd") <= _MOST_WRONG * beyond else None


def _seven_bit(data: bytes, named: str) -> str | None:
    """Text in an encoding that makes all characters of ASCII ones: by its escapes, or because it says so."""
    if _ESCAPE.search(data):
        name = "iso2022_kr" if b"\x1b$)C" in data[:_SAMPLE] else "iso2022_jp"
        if (text := strictly(data, name)) is not None or (text := _mostly(data, name)) is not None:
            return text
    return strictly(data, named) if named in _SEVEN_BIT and data.isascii() else None


def _as_declared(data: bytes, named: str) -> str | None:
    """``data`` in the encoding that it names; None where its bytes are no such text, or plainly are another."""
    sample = data[:_SAMPLE]
    if named in _GUESSED:
        likeliest = best(sample)
        if likeliest in _GUESSED and score(sample, likeliest) > score(sample, named) + _CLEARLY:
            return None
    elif is_japanese(sample):
        return None
    strict = strictly(data, named)
    if strict is not None or named in _EAST_ASIAN:
        return strict if strict is not None else _mostly(data, named)
    return decode(data, named, lenient=True)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, with its byte order, or None.

    Latin letters and line ends show by their zero bytes; without any, only kana are a sign, and only where
    the bytes are no UTF-8.
    """
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    if 0 not in sample and strictly(sample, "utf-8") is not None:
        return None  # before anything is decoded twice: most texts are UTF-8
    if 0 in sample and (name := _wider(sample)) and len(data) % 4 == 0:
        return name
    texts = {name: strictly(sample, name) or "" for name in ("utf-16-le", "utf-16-be")}
    scores = {name: likelihood(text) for name, text in texts.items()}
    likeliest = max(scores, key=lambda name: scores[name])
    if scores[likeliest] < _WIDE or _sane(texts[likeliest]) is None:
        return None
    if 0 in sample:
        return likeliest
    return likeliest if any(_KANA[0] <= char <= _KANA[1] for char in texts[likeliest]) else None


def _wider(sample: bytes) -> str:
    """The byte order of UTF-32 without a mark, or "". Tables of small numbers look like it, but hold control characters
    or no words.
    """
    for name in ("utf-32-le", "utf-32-be"):
        text = strictly(sample, name)
        if text is None or _CONTROL.search(text):
            continue
        words = sum(char.isalnum() or char.isspace() for char in text)
        if words >= _WORDS * len(text) and likelihood(text) >= _WIDE:
            return name
    return ""
