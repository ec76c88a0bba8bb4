"""The words of Windows metafiles (EMF, WMF, also compressed), as drawings and tables are pasted into Office documents.

Records are those of Microsoft's MS-EMF, MS-EMFPLUS and MS-WMF. Nothing is drawn: words are taken in the order of
drawing, those that begin at one height as a line.
"""

import gzip
import re
import struct
import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from imtextgui.documents.text_encoding import decoded

SUFFIXES = (".emf", ".wmf", ".emz", ".wmz")
MOST_BYTES = 32 * 2**20
"""Of a metafile that is looked through; it unpacks to no more."""
MOST_PIECES = 20_000
"""Of text in one metafile."""

_EMF_SIGNATURE = b" EMF"
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_COMMENT, _TEXT_A, _TEXT_W, _SMALL_TEXT = 70, 83, 84, 108
_PLUS_STRING = 0x401C
_TEXTOUT, _EXTTEXTOUT = 0x0521, 0x0A32
_GLYPHS = 0x10
"""Option of a text that consists of the numbers of glyphs: nobody knows their characters."""
_NO_RECTANGLE, _NARROW = 0x100, 0x200
_RECTANGLE = 0x2 | 0x4
_TELLING = re.compile(r"[^\W_]{2}|[぀-ヿ一-鿿]")
"""What a metafile that is no formula or sign has somewhere."""


class _Piece(NamedTuple):
    """A text, and the height at which it begins."""

    y: int
    text: str


def metafile_words(data: bytes) -> list[str]:
    """The lines of text in a metafile; none where it is none, is damaged from its beginning, or shows a formula."""
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    found = _emf(data) if data[40:44] == _EMF_SIGNATURE else _wmf(data)
    pieces = [piece for piece, _ in zip(found, range(MOST_PIECES), strict=False) if piece.text.strip("\0 ")]
    lines = [_line([piece.text for piece in line]) for _, line in groupby(pieces, lambda piece: piece.y)]
    lines = [line for line in lines if not _is_bullet(line)]
    return lines if any(map(_TELLING.search, lines)) else []


def _is_bullet(line: str) -> bool:
    """Whether a line is one letter of a font of signs, or the same several times."""
    return line.isalpha() and len(set(line)) == 1


def _line(texts: list[str]) -> str:
    """Texts of one height: words apart, letters that were drawn one by one together."""
    joint = "" if all(len(text.strip()) <= 1 for text in texts) else " "
    return " ".join(joint.join(texts).replace("\0", " ").split())


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, MOST_BYTES)
    except (zlib.error, gzip.BadGzipFile):
        return b""


def _emf(data: bytes) -> Iterator[_Piece]:
    at = 0
    while at + 8 <= min(len(data), MOST_BYTES):
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8:
            return
        record = data[at : at + size]
        if kind in (_TEXT_A, _TEXT_W) and len(record) >= 56:
            yield from _emf_text(record, wide=kind == _TEXT_W)
        elif kind == _SMALL_TEXT and len(record) >= 36:
            yield from _small_text(record)
        elif kind == _COMMENT and record[12:16] == b"EMF+":
            yield from _plus(record[16:])
        at += size


def _emf_text(record: bytes, *, wide: bool) -> Iterator[_Piece]:
    _, y, count, start, options = struct.unpack_from("<iiIII", record, 36)
    if not options & _GLYPHS:
        yield _Piece(y, _text(record[start : start + count * (2 if wide else 1)], wide=wide))


def _small_text(record: bytes) -> Iterator[_Piece]:
    _, y, count, options = struct.unpack_from("<iiII", record, 8)
    wide = not options & _NARROW
    start = 36 if options & _NO_RECTANGLE else 52
    if not options & _GLYPHS:
        yield _Piece(y, _text(record[start : start + count * (2 if wide else 1)], wide=wide))


def _plus(records: bytes) -> Iterator[_Piece]:
    """The strings of EMF+, which newer programs write beside or in place of the older records."""
    at = 0
    while at + 12 <= len(records):
        kind, _, size, length = struct.unpack_from("<HHII", records, at)
        if size < 12:
            return
        if kind == _PLUS_STRING and length >= 28 and at + 40 <= len(records):
            count, _, y = struct.unpack_from("<Iff", records, at + 20)
            text = records[at + 40 : min(at + 40 + 2 * count, at + size)]
            yield _Piece(round(y) if abs(y) < 2**31 else 0, _text(text, wide=True))
        at += size


def _wmf(data: bytes) -> Iterator[_Piece]:
    at = 22 if data.startswith(_PLACEABLE) else 0
    if data[at : at + 4] not in (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00"):
        return
    at += 18
    while at + 6 <= min(len(data), MOST_BYTES):
        words, kind = struct.unpack_from("<IH", data, at)
        if words < 3:
            return
        record = data[at + 6 : at + 2 * words]
        if kind == _TEXTOUT and len(record) >= 6:
            (count,) = struct.unpack_from("<H", record)
            text = record[2 : 2 + count]
            (y,) = struct.unpack_from("<h", record.ljust(count + 8, b"\0"), 2 + count + count % 2)
            yield _Piece(y, _text(text, wide=False))
        elif kind == _EXTTEXTOUT and len(record) >= 8:
            y, _, count, options = struct.unpack_from("<hhHH", record)
            start = 16 if options & _RECTANGLE else 8
            if not options & _GLYPHS:
                yield _Piece(y, _text(record[start : start + count], wide=False))
        at += 2 * words


def _text(data: bytes, *, wide: bool) -> str:
    if wide:
        return data[: len(data) & ~1].decode("utf-16-le", "replace")
    return decoded(data) or ""
