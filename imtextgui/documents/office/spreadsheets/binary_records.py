"""The records that the parts of a binary workbook (.xlsb) are written in, and the values in them."""

import struct
from collections.abc import Iterator

LONGEST_WORDS = 32_767
"""The characters that a cell can hold."""

_HEAD_BYTES = 4
_NONE = 0xFFFF_FFFF


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and data of each record; a part that is cut short ends with its last whole one."""
    at = 0
    while at < len(part):
        kind, at = part[at], at + 1
        if kind & 0x80 and at < len(part):
            kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
        length = shift = 0
        for byte in part[at : at + _HEAD_BYTES]:
            length, shift, at = length | (byte & 0x7F) << shift, shift + 7, at + 1
            if not byte & 0x80:
                break
        if at + length > len(part):
            return
        yield kind, part[at : at + length]
        at += length


def number(data: bytes, at: int) -> int:
    """The unsigned number of four bytes at ``at``. Raises struct.error where the data end before."""
    (value,) = struct.unpack_from("<I", data, at)
    return int(value)


def real(data: bytes, at: int) -> float:
    """The number of eight bytes at ``at``. Raises struct.error where the data end before."""
    (value,) = struct.unpack_from("<d", data, at)
    return float(value)


def packed(data: bytes, at: int) -> float:
    """The number that is kept in four bytes at ``at``: whole, or the first half of a real, and maybe in hundredths."""
    bits = number(data, at)
    if bits & 2:
        value = float((bits >> 2) - (1 << 30 if bits & 1 << 31 else 0))
    else:
        value = real(struct.pack("<II", 0, bits & ~3), 0)
    return value / 100 if bits & 1 else value


def words(data: bytes, at: int) -> tuple[str, int]:
    """The words at ``at``, and where they end. Raises struct.error where the data end before."""
    length = number(data, at)
    if length == _NONE:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise struct.error(f"{length} characters are not there")
    return data[at + 4 : end][: 2 * LONGEST_WORDS].decode("utf-16-le", "replace"), end
