"""Damages bytes: in place, inside the containers that would refuse them by a checksum, and in the order of words."""

import gzip
import random
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

AWKWARD = (
    b"\xff\xff\xff\xff",
    bytes(4),
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"\xff\xff\xff\x7f",
    b"\0\0\0\x80",
    b"\1\0\0\0",
    b"\xff\xff",
    b"\x7f",
)
"""Numbers that programs stumble over: the largest and smallest of 8, 16 and 32 bits, in both orders of bytes."""

INSERTED = (
    b"\0",
    b"%n%s",
    b"'\"--",
    b"[" * 500,
    b"(" * 500,
    b"<a>" * 300,
    b"&amp;",
    b"../../",
    b"-99999999999",
    b"1e309",
    "\u202e\ud7ff\U0010ffff".encode(),
    b"\xed\xa0\x80",
)
"""What parsers stumble over: ends of strings, depth, paths, numbers, bytes that are no UTF-8."""

_INSIDE_SHARE = 0.6
"""Of the mutations of a container, so many go into what it holds; elsewhere its checksums catch nearly all."""

_LARGEST_INSIDE = 4 * 2**20


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with some bytes turned, cut out, repeated, moved, or replaced by those that programs stumble over."""
    if chance.random() < _INSIDE_SHARE:
        for inside in (_in_zip, _in_gzip, _in_png):
            with suppress(
                BadZipFile, OSError, EOFError, ValueError, KeyError, zlib.error, NotImplementedError
            ):
                if (made := inside(data, chance)) is not None:
                    return made
    return _mutated_flat(data, chance)


def _mutated_flat(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        _change(out, chance)
        out = out or bytearray(b"\0")
    return bytes(out)


def _turn_bit(out: bytearray, at: int, _length: int, chance: random.Random) -> None:
    if at < len(out):
        out[at] ^= 1 << chance.randrange(8)


def _noise(out: bytearray, at: int, length: int, chance: random.Random) -> None:
    out[at : at + length] = chance.randbytes(length)


def _cut_out(out: bytearray, at: int, length: int, _chance: random.Random) -> None:
    del out[at : at + length]


def _repeat(out: bytearray, at: int, length: int, chance: random.Random) -> None:
    out[at:at] = out[at : at + length] * chance.choice((1, 3, 100))


def _number(out: bytearray, at: int, _length: int, chance: random.Random) -> None:
    awkward = chance.choice(AWKWARD)
    out[at : at + len(awkward)] = awkward


def _insert(out: bytearray, at: int, _length: int, chance: random.Random) -> None:
    out[at:at] = chance.choice(INSERTED)


def _move(out: bytearray, at: int, length: int, chance: random.Random) -> None:
    piece = bytes(out[at : at + length])
    del out[at : at + length]
    place = chance.randrange(len(out) + 1)
    out[place:place] = piece


_CHANGES: tuple[Callable[[bytearray, int, int, random.Random], None], ...] = (
    *(_turn_bit,) * 9,
    *(_noise, _cut_out, _repeat, _number, _insert) * 3,
    *(_move,) * 2,
)


def _change(out: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(out) + 1)
    if chance.random() < 0.02:
        del out[at:]
        return
    chance.choice(_CHANGES)(out, at, chance.choice((1, 1, 2, 4, 16, 200)), chance)


def _in_zip(data: bytes, chance: random.Random) -> bytes | None:
    """One or two files of a ZIP are changed, and packed again with right checksums."""
    if not data.startswith(b"PK\3\4"):
        return None
    with ZipFile(BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _LARGEST_INSIDE:
            return None
        held = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    for name in chance.sample(sorted(held), min(len(held), chance.choice((1, 1, 2)))):
        held[name] = mutated(held[name], chance) if held[name] else chance.randbytes(9)
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in held.items():
            # The same bytes on each day, and the first entry of an EPUB or ODF stored, as they ask.
            entry = ZipInfo(name)
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()


def _in_gzip(data: bytes, chance: random.Random) -> bytes | None:
    if not data.startswith(b"\x1f\x8b"):
        return None
    return gzip.compress(_mutated_flat(gzip.decompress(data), chance), mtime=0)


def _in_png(data: bytes, chance: random.Random) -> bytes | None:
    """One or two chunks are changed, with right lengths and checksums."""
    if not data.startswith(b"\x89PNG"):
        return None
    at, chunks = 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += length + 12
    for number in chance.sample(range(len(chunks)), min(len(chunks), 2)):
        kind, content = chunks[number]
        if kind == b"IDAT" and chance.random() < 0.5:
            content = zlib.compress(_mutated_flat(zlib.decompress(content), chance))
        else:
            content = _mutated_flat(content or b"\0", chance)
        chunks[number] = (kind, content)
    out = bytearray(data[:8])
    for kind, content in chunks:
        out += len(content).to_bytes(4, "big") + kind + content
        out += zlib.crc32(kind + content).to_bytes(4, "big")
    return bytes(out)
