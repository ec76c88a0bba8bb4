"""How much sense bytes make as text in the encodings that are likely: Shift_JIS, EUC, Windows' Western one."""

import re
from collections.abc import Iterator
from statistics import fmean

from imtextgui.documents.japanese_codecs import decode_euc, decode_jis

CANDIDATES = ("cp932", "euc_jp", "cp1252")
"""The encodings that can be scored, by Python's names."""

_CUT_OFF = frozenset(["unexpected end of data", "incomplete multibyte sequence", "truncated data"])
_PERHAPS_CUT = 1_024
"""Bytes from which on what is looked at may be the beginning of something longer."""

_MULTI_BYTE = re.compile("[^\x00-\x7f]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_HALF_WIDTH_SIGNS = re.compile("[\uff61-\uff65]")
_HALF_WIDTH_WORD = re.compile(
    "[\uff66\uff71-\uff9d]"
    "(?:[\uff66-\uff9d]|(?<=[\uff73\uff76-\uff84\uff8a-\uff8e])\uff9e|(?<=[\uff8a-\uff8e])\uff9f)+"
)
"""No small letter or mark begins a word of half-width kana, and voicing marks stand behind what they voice. Two bytes
of other encodings seldom look like this."""

_CLEAR_KANA = re.compile("[\uff6f\uff70\uff9d-\uff9f]")
_LATIN_SIGNS = frozenset("°±²³µ·×÷Øø§©®™–—‘’“”•…€£«»¼½¾")
_JAPANESE_SIGNS = re.compile(
    "[\u0391-\u03c9\u2010-\u203b\u2103\u2116\u2121\u2160-\u2179\u2190-\u2193\u21d2\u2200-\u22bf\u2460-\u2473"
    "\u2500-\u257f\u25a0-\u25ef\u2605\u2606\u3200-\u33ff°±×÷′″´¨]"
)


def decode(data: bytes, name: str, *, lenient: bool = False) -> str:
    """``data`` in the encoding that Python calls ``name``, Japanese ones with their vendors' characters.

    Raises UnicodeError unless ``lenient``.
    """
    if name == "iso2022_jp":
        return decode_jis(data, lenient=lenient)
    if name == "euc_jp":
        return decode_euc(data, lenient=lenient)
    return data.decode(name, "replace" if lenient else "strict")


def strictly(data: bytes, name: str) -> str | None:
    """``data`` decoded, or None; a character cut off at the very end does not count."""
    try:
        return decode(data, name)
    except UnicodeDecodeError as trouble:
        if trouble.reason not in _CUT_OFF or (text := strictly(data[: trouble.start], name)) is None:
            return None
        # A short file is whole: one odd byte at its end is rather an accented letter or a half-width kana.
        sure = name != "utf-8" or len(data) >= _PERHAPS_CUT or len(_MULTI_BYTE.findall(text)) > 1
        return text if sure or any(char > "\u07ff" for char in text) else None
    except UnicodeError:
        return None


def score(sample: bytes, name: str) -> float:
    """How likely it is, from 0 to 1, that what lies beyond ASCII in ``sample`` is in the encoding ``name``."""
    text = strictly(sample, name)
    if text is None:
        return 0.0
    weights = list(_latin_weights(text) if name == "cp1252" else _japanese_weights(text))
    if len(sample) < _PERHAPS_CUT and len(decode(sample, name, lenient=True)) > len(text):
        weights.append(0.0)
    return fmean(weights) if weights else 0.0


def likelihood(text: str) -> float:
    """The share of Latin, Greek, Cyrillic, kana and common kanji, which a wrong byte order does not yield."""
    return fmean(1.0 if char < "\u0500" else _weight_japanese(char) for char in text) if text else 0.0


def _latin_weights(text: str) -> Iterator[float]:
    for at, char in enumerate(text):
        if char > "\x7f":
            yield _weight_latin(char, text[at - 1 : at] + text[at + 1 : at + 2])


def _japanese_weights(text: str) -> Iterator[float]:
    for run in _HALF_WIDTH.finditer(text):
        for word in _HALF_WIDTH_SIGNS.split(run[0]):
            yield from [_weight_half_width(word, text[run.start() - 1 : run.start()])] * len(word)
        yield from [0.3] * len(_HALF_WIDTH_SIGNS.findall(run[0]))
    for at, char in enumerate(text):
        if char > "\x7f" and not "\uff61" <= char <= "\uff9f":
            before = text[at - 1 : at]
            yield 0.2 if before.islower() and before.isascii() else _weight_japanese(char)


def _weight_half_width(word: str, before: str) -> float:
    """1 for what is plainly a word of half-width kana; little for what wrong guesses yield."""
    if (before.islower() and before.isascii()) or not _HALF_WIDTH_WORD.fullmatch(word):
        return 0.3
    if _CLEAR_KANA.search(word):
        return 1.0
    return 0.9 if len(word) > 2 else 0.75


def _weight_japanese(char: str) -> float:
    """1 for what Japanese text is made of; little for rare kanji, which wrong guesses yield."""
    if char < "\x80" or "\u3000" <= char <= "\u30ff" or "\uff00" <= char <= "\uff60":
        return 1.0
    if not "\u4e00" <= char <= "\u9fff":
        return 0.9 if _JAPANESE_SIGNS.match(char) else 0.3
    # Kanji of the first level, those in daily use, start with 0x30 to 0x4F in JIS X 0208.
    code = char.encode("euc_jp", "replace")
    return 1.0 if len(code) == 2 and code[0] < 0xD0 else 0.4


def _weight_latin(char: str, neighbours: str) -> float:
    """1 for an accented letter beside other letters, 0.8 for signs that technical text uses."""
    if char in _LATIN_SIGNS:
        return 0.8
    if not char.isalpha() or char < "\u00c0":
        return 0.0
    return 1.0 if any(near.isascii() and near.isalpha() for near in neighbours) else 0.3
