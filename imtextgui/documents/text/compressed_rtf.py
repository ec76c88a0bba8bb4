"""Rich text as Outlook compresses it within its messages (MS-OXRTFCP)."""

import struct
from collections.abc import Iterator

_MOST_BYTES = 64 * 2**20
_STORED, _COMPRESSED = 0x414C454D, 0x75465A4C
_WINDOW = 4_096
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What every compressed text begins to refer back to, by the format's description (MS-OXRTFCP)."""


def unpacked_rtf(packed: bytes) -> bytes:
    """Rich text as it was before Outlook compressed it. Raises ValueError, struct.error."""
    _, size, magic, _ = struct.unpack_from("<IIII", packed)
    if magic == _STORED:
        return packed[16:]
    if magic != _COMPRESSED or size > _MOST_BYTES:
        raise ValueError("no compressed text, or one that is too long")
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    write = len(_DICTIONARY)
    out = bytearray()
    for offset, length, literal in _tokens(packed):
        if length and offset == write:
            break
        for step in range(max(length, 1)):
            # What is referred to may end with bytes that are only written now.
            byte = window[(offset + step) % _WINDOW] if length else literal
            window[write] = byte
            write = (write + 1) % _WINDOW
            out.append(byte)
    return bytes(out[:size])


def _tokens(packed: bytes) -> Iterator[tuple[int, int, int]]:
    """(offset in the window, length, 0) of a reference, (0, 0, byte) of a byte that stands for itself."""
    at = 16
    while at < len(packed):
        flags = packed[at]
        at += 1
        for bit in range(8):
            width = 2 if flags >> bit & 1 else 1
            if at + width > len(packed):
                return
            value = int.from_bytes(packed[at : at + width], "big")
            at += width
            yield (value >> 4, (value & 15) + 2, 0) if width == 2 else (0, 0, value)
