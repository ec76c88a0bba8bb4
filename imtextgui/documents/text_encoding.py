"""Finds out in which encoding a text file was written; Japanese ones first, and short files too."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Sequence
from statistics import fmean

_BOMS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("cp932", "euc_jp", "cp1252")
_SAMPLE = 64 * 2**10
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.01
_CONVINCING = 0.7
_SURE = 0.93
_FEW_KANA = 6
_WIDE = 0.85
_KANA = ("\u3040", "\u30ff")
_LATIN_SIGNS = frozenset("°±²³µ·×÷Øø§©®™–—‘’“”•…€£«»¼½¾")


def decoded(data: bytes) -> str | None:
    """``data`` as text, or None where it is not text in any encoding we know.

    A multi-byte character cut off at the end is dropped.
    """
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return _sane(data[len(bom) :].decode(marked, "replace"))
    if (wide := _wide(data)) is not None:
        return _sane(data.decode(wide, "replace"))
    if b"\x1b$" in data and (text := _strictly(data, "iso2022_jp")) is not None:
        return _sane(text)
    if (text := _strictly(data, "utf-8")) is not None:
        return _sane(text)
    sample = data[:_SAMPLE]
    if _CONTROL.search(sample.decode("latin-1")) and _sane(sample.decode("latin-1")) is None:
        return None
    return _sane(data.decode(_best(sample), "replace"))


def names_decoded(names: Sequence[bytes]) -> list[str]:
    """File names of one archive as text, in UTF-8 where all are, else in the encoding that fits them best together."""
    whole = b"\n".join(names)
    encoding = "utf-8" if _strictly(whole, "utf-8") is not None else _best(whole[:_SAMPLE])
    return [name.decode(encoding, "replace") for name in names]


def is_japanese(data: bytes) -> bool:
    """Whether ``data`` can hardly be anything but Japanese text in Shift_JIS or EUC: nearly all of it common signs,
    kana among them.
    """
    for name in ("cp932", "euc_jp"):
        text = _strictly(data, name) or ""
        kana = sum(_KANA[0] <= char <= _KANA[1] for char in text)
        if kana >= _FEW_KANA and not _CONTROL.search(text) and _score(data, name) >= _SURE:
            return True
    return False


def _strictly(data: bytes, name: str) -> str | None:
    """``data`` decoded, or None; a character cut off at the very end does not count."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as trouble:
        if trouble.start < max(1, len(data) - 4):
            return None
        try:
            return data[: trouble.start].decode(name)
        except UnicodeDecodeError:
            return None


def _sane(text: str) -> str | None:
    """``text`` unless it is full of control or replacement characters, as binary data is."""
    bad = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return text if bad <= _MOST_CONTROL * len(text) else None


def _wide(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, or None.

    Latin letters and line ends show by their zero bytes; without any, only kana are a sign, and only where
    the bytes are no UTF-8.
    """
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    texts = {name: _strictly(sample, name) or "" for name in ("utf-16-le", "utf-16-be")}
    scores = {name: _likely(text) for name, text in texts.items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _WIDE or _sane(texts[best]) is None:
        return None
    if 0 in sample:
        return best
    kana = any(_KANA[0] <= char <= _KANA[1] for char in texts[best])
    return best if kana and _strictly(sample, "utf-8") is None else None


def _likely(text: str) -> float:
    """The share of Latin, Greek, Cyrillic, kana and common kanji, which a wrong byte order does not yield."""
    return fmean(1.0 if char < "\u0500" else _weight_japanese(char) for char in text) if text else 0.0


def _best(sample: bytes) -> str:
    """The encoding that makes most sense of the bytes beyond ASCII."""
    scores = {name: _score(sample, name) for name in _CANDIDATES}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _CONVINCING:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(sample).best()
    return guess.encoding if guess is not None else best if scores[best] > 0 else "cp1252"


def _score(sample: bytes, name: str) -> float:
    text = _strictly(sample, name)
    if text is None:
        return 0.0
    if name == "cp1252":
        weights = [
            _weight_latin(char, text[at - 1 : at] + text[at + 1 : at + 2])
            for at, char in enumerate(text)
            if char > "\x7f"
        ]
    else:
        weights = [
            0.2 if text[at - 1 : at].islower() and text[at - 1].isascii() else _weight_japanese(char)
            for at, char in enumerate(text)
            if char > "\x7f"
        ]
    return fmean(weights) if weights else 0.0


def _weight_japanese(char: str) -> float:
    """1 for what Japanese text is made of; little for rare kanji and half-width kana, which wrong guesses
    yield.
    """
    if char < "\x80" or "\u3000" <= char <= "\u30ff" or "\uff00" <= char <= "\uff60":
        return 1.0
    if not "\u4e00" <= char <= "\u9fff":
        return 0.3
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
