"""The records that workbooks of Excel up to 2003 are written in (BIFF 5 to 8), and the words in them.

Written after the specification [MS-XLS]. Not read by xlrd, a part of which is under a licence with an advertising
clause (BSD-4-Clause) that a release does not allow.
"""

import codecs
import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

CONTINUE, BEGIN, END = 0x3C, 0x809, 0x0A
_WIDE, _WITH_READINGS, _WITH_RUNS = 1, 4, 8


class OldRecord(NamedTuple):
    """A record with the pieces of its data: the first, and one for each record that continues it."""

    kind: int
    pieces: list[bytes]

    @property
    def data(self) -> bytes:
        """The first piece."""
        return self.pieces[0]


def old_records(stream: bytes, start: int = 0) -> Iterator[OldRecord]:
    """The records from ``start`` to the end of their part of the stream, those of charts in it, too.

    A stream that is cut short ends with its last whole record.
    """
    at, depth = start, 0
    record: OldRecord | None = None
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if len(data) < length:
            break
        if kind == CONTINUE and record is not None:
            record.pieces.append(data)
            continue
        if record is not None:
            yield record
        depth += (kind == BEGIN) - (kind == END)
        record = OldRecord(kind, [data])
        if depth <= 0:
            break
    if record is not None:
        yield record


def encoding_of(code_page: int) -> str:
    """The encoding of a code page as workbooks number them, that of Western Windows where it is not known."""
    name = {367: "ascii", 10_000: "mac-roman", 0x8000: "mac-roman", 0x8001: "cp1252"}.get(code_page)
    try:
        return codecs.lookup(name or f"cp{code_page}").name
    except LookupError:
        return "cp1252"


class OldWords:
    """Reads words out of the pieces of a record.

    Programs up to Excel 95 write them in an ``encoding``, later ones, for which it is "", as halves of UTF-16 or with
    one byte a character. Raises struct.error where the data end before.
    """

    def __init__(self, pieces: Sequence[bytes], at: int = 0, *, encoding: str = "") -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = at
        self._encoding = encoding

    def number(self, form: str) -> int:
        """A number in the ``form`` of ``struct``."""
        size = struct.calcsize(f"<{form}")
        (value,) = struct.unpack(f"<{form}", self._bytes(size))
        return int(value)

    def words(self, form: str = "H") -> str:
        """Words with their length, a number in ``form``, before them."""
        length = self.number(form)
        if self._encoding:
            return self._bytes(length).decode(self._encoding, "replace")
        flags = self.number("B")
        runs = self.number("H") if flags & _WITH_RUNS else 0
        readings = self.number("I") if flags & _WITH_READINGS else 0
        written = self.characters(length, wide=bool(flags & _WIDE))
        self._skip(4 * runs + readings)
        return written

    def characters(self, length: int, *, wide: bool) -> str:
        """So many characters; each piece that goes on with them says anew how many bytes one has."""
        written = []
        while length:
            left = len(self._pieces[self._piece]) - self._at
            if left <= 0:
                self._next()
                wide = bool(self.number("B") & _WIDE)
                continue
            count = min(length, left // (2 if wide else 1))
            raw = self._bytes(count * (2 if wide else 1)) if count else self._bytes(left)
            written.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            length -= max(count, 1)
        return "".join(written)

    def _next(self) -> None:
        if self._piece + 1 >= len(self._pieces):
            raise struct.error("words end too soon")
        self._piece += 1
        self._at = 0

    def _bytes(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            piece = self._pieces[self._piece][self._at : self._at + size - len(taken)]
            taken += piece
            self._at += len(piece)
            if not piece:
                self._next()
        return taken

    def _skip(self, size: int) -> None:
        while size > 0:
            left = len(self._pieces[self._piece]) - self._at
            if left <= 0:
                if self._piece + 1 >= len(self._pieces):
                    return
                self._next()
                continue
            step = min(size, left)
            self._at += step
            size -= step
