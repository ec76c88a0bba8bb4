"""Windows metafiles with words, made by code: records of MS-EMF, MS-EMFPLUS and MS-WMF, and nothing that is drawn."""

import struct

Placed = tuple[int, str]
"""The height at which a text begins, and the text."""


def record(kind: int, inside: bytes) -> bytes:
    """A record of an EMF."""
    inside += b"\0" * (-len(inside) % 4)
    return struct.pack("<II", kind, 8 + len(inside)) + inside


def emf(*records: bytes) -> bytes:
    """An EMF with ``records`` between its head and its end."""
    head = record(1, bytes(32) + b" EMF" + bytes(44))
    return head + b"".join(records) + record(14, bytes(12))


def emf_text(y: int, text: str, *, wide: bool = True, options: int = 0) -> bytes:
    """A text as programs of Windows write it."""
    data = text.encode("utf-16-le" if wide else "cp932")
    count = len(data) // 2 if wide else len(data)
    place = bytes(28) + struct.pack("<iiIII", 0, y, count, 76, options) + bytes(20)
    return record(84 if wide else 83, place + data)


def small_text(
    y: int, text: str, *, narrow: bool = False, rectangle: bool = False, options: int = 0
) -> bytes:
    """A text as newer programs write short ones."""
    options |= (0x200 if narrow else 0) | (0 if rectangle else 0x100)
    data = text.encode("latin-1" if narrow else "utf-16-le")
    head = struct.pack("<iiIIIff", 0, y, len(text), options, 0, 1.0, 1.0)
    return record(108, head + (bytes(16) if rectangle else b"") + data)


def plus_string(y: int, text: str) -> bytes:
    """A text in a comment, as EMF+ has it."""
    data = text.encode("utf-16-le")
    data += b"\0" * (-len(data) % 4)
    inside = struct.pack("<IIIffff", 0, 0, len(text), 5.0, float(y), 0.0, 0.0) + data
    string = struct.pack("<HHII", 0x401C, 0, 12 + len(inside), len(inside)) + inside
    return record(70, struct.pack("<I", 4 + len(string)) + b"EMF+" + string)


def wmf(*texts: tuple[int, str, bool], placeable: bool = True) -> bytes:
    """A WMF with texts by height, simple ones or those with a rectangle."""
    records = b""
    for y, text, simple in texts:
        data = text.encode("cp932")
        padded = data + b"\0" * (len(data) % 2)
        if simple:
            inside = struct.pack("<H", len(data)) + padded + struct.pack("<hh", y, 0)
            kind = 0x0521
        else:
            inside = struct.pack("<hhHH", y, 0, len(data), 2) + bytes(8) + padded
            kind = 0x0A32
        records += struct.pack("<IH", 3 + len(inside) // 2, kind) + inside
    records += struct.pack("<IH", 3, 0)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(records) // 2, 0, 20, 0)
    return (b"\xd7\xcd\xc6\x9a" + bytes(18) if placeable else b"") + head + records
