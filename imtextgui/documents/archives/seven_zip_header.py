"""The directory of a 7z archive: which packed streams hold which files, as its bytes tell it.

The format is described by 7zFormat.txt of the LZMA SDK. Numbers are checked as they are read, because every count
and size in the directory is the archive's own claim.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

MAGIC = b"7z\xbc\xaf\x27\x1c"
MOST_HEADER = 64 * 2**20
"""Bytes of the directory, packed or not."""

_END, _HEADER, _ARCHIVE_PROPERTIES, _ADDITIONAL, _MAIN, _FILES = range(6)
_PACK, _UNPACK, _SUBSTREAMS, _SIZE, _CRC, _FOLDER, _UNPACK_SIZE, _COUNT = range(6, 14)
_EMPTY_STREAM, _EMPTY_FILE, _ANTI, _NAME, _CREATED, _ACCESSED, _CHANGED, _ATTRIBUTES = range(14, 22)
_ENCODED = 0x17
_MOST_CODERS = 8


class Bad(ValueError):
    """The directory contradicts itself or ends too soon."""


@dataclass(slots=True)
class Folder:
    """Files packed as one stream: ``coders`` (method, properties) as they are written down.

    ``pairs`` tell which coder takes what which other one gives; ``simple`` that each takes and gives one stream.
    ``start`` is the place of the packed bytes in the file, ``sizes`` what each coder gives.
    """

    coders: list[tuple[bytes, bytes]]
    simple: bool
    packed: int
    pairs: dict[int, int] = field(default_factory=dict)
    start: int = 0
    packed_size: int = 0
    sizes: list[int] = field(default_factory=list)
    crc: int | None = None

    @property
    def size(self) -> int:
        """Bytes of the unpacked stream."""
        given = set(self.pairs.values())
        return next((size for index, size in enumerate(self.sizes) if index not in given), 0)

    @property
    def chain(self) -> list[tuple[bytes, bytes]]:
        """The coders of a simple folder, the one that takes the packed bytes last; fewer where they are no chain."""
        taking = {giver: taker for taker, giver in self.pairs.items()}
        order = [index for index in range(len(self.coders)) if index not in self.pairs][:1]
        while order and order[-1] in taking and taking[order[-1]] not in order:
            order.append(taking[order[-1]])
        return [self.coders[index] for index in reversed(order) if index < len(self.coders)]


@dataclass(frozen=True, slots=True)
class File:
    """A file by its name: where in which folder its bytes lie; ``folder`` is None where it has none."""

    name: str
    folder: int | None
    offset: int
    size: int
    crc: int | None
    changed: int
    """Tenths of microseconds since 1601."""

    attributes: int
    is_directory: bool


class Reading:
    """Takes numbers from the bytes of a directory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        piece = self._data[self._at : self._at + count]
        if count < 0 or len(piece) != count:
            raise Bad("directory ends too soon")
        self._at += count
        return piece

    def byte(self) -> int:
        """One byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """A number of one to nine bytes: leading ones of the first tell how many follow."""
        first = self.byte()
        following = 0
        while following < 8 and first & (0x80 >> following):
            following += 1
        low = int.from_bytes(self.take(following), "little")
        return low + ((first & (0x7F >> following)) << (8 * following) if following < 8 else 0)

    def count(self) -> int:
        """A number of things that take at least a bit each in what follows."""
        count = self.number()
        if count > 8 * len(self._data):
            raise Bad("more things than bytes")
        return count

    def bits(self, count: int) -> list[bool]:
        """A flag for each of ``count`` things."""
        data = self.take(-(-count // 8))
        return [bool(data[index // 8] & (0x80 >> index % 8)) for index in range(count)]

    def bits_unless_all(self, count: int) -> list[bool]:
        """As ``bits``, behind a byte that may say that all are set."""
        return [True] * count if self.byte() else self.bits(count)

    def expect(self, kind: int) -> None:
        """The mark of what must come next."""
        if self.byte() != kind:
            raise Bad("unexpected part of the directory")


def start(file: BinaryIO, length: int) -> bytes:
    """The bytes of the outermost directory of a file of ``length`` bytes."""
    file.seek(0)
    signature = file.read(32)
    if len(signature) < 32 or not signature.startswith(MAGIC):
        raise Bad("no 7z archive")
    offset, size, crc = struct.unpack("<QQI", signature[12:32])
    if size > MOST_HEADER or 32 + offset + size > length:
        raise Bad("directory lies outside the file")
    file.seek(32 + offset)
    data = file.read(size)
    if zlib.crc32(data) != crc:
        raise Bad("checksum of the directory")
    return data


def streams(reading: Reading) -> tuple[list[Folder], list[list[tuple[int, int | None]]]]:
    """The folders, and (size, checksum) of each file in each of them."""
    folders: list[Folder] = []
    files: list[list[tuple[int, int | None]]] = []
    packed: tuple[int, list[int]] = (0, [])
    while (kind := reading.byte()) != _END:
        if kind == _PACK:
            packed = _packed(reading)
        elif kind == _UNPACK:
            folders = _folders(reading)
        elif kind == _SUBSTREAMS:
            files = _substreams(reading, folders)
        else:
            raise Bad("unexpected part of the directory")
    _placed(folders, *packed)
    return folders, files or [[(folder.size, folder.crc)] for folder in folders]


def _packed(reading: Reading) -> tuple[int, list[int]]:
    """Where the packed streams begin, and their sizes."""
    place, count = reading.number(), reading.count()
    sizes = [0] * count
    while (kind := reading.byte()) != _END:
        if kind == _SIZE:
            sizes = [reading.number() for _ in range(count)]
        elif kind == _CRC:
            _checksums(reading, count)
        else:
            raise Bad("unexpected part of the directory")
    return 32 + place, sizes


def _placed(folders: Sequence[Folder], start: int, sizes: Sequence[int]) -> None:
    index = 0
    for folder in folders:
        own = sizes[index : index + folder.packed]
        if len(own) != folder.packed:
            raise Bad("too few packed streams")
        folder.start, folder.packed_size = start, sum(own)
        start += sum(own)
        index += folder.packed


def _folders(reading: Reading) -> list[Folder]:
    reading.expect(_FOLDER)
    count = reading.count()
    if reading.byte():
        raise Bad("a directory in pieces")
    folders = [_folder(reading) for _ in range(count)]
    reading.expect(_UNPACK_SIZE)
    for folder in folders:
        folder.sizes = [reading.number() for _ in folder.coders]
    while (kind := reading.byte()) != _END:
        if kind != _CRC:
            raise Bad("unexpected part of the directory")
        for folder, crc in zip(folders, _checksums(reading, count), strict=True):
            folder.crc = crc
    return folders


def _folder(reading: Reading) -> Folder:
    coders: list[tuple[bytes, bytes]] = []
    inputs = outputs = 0
    for _ in range(_number_up_to(reading, _MOST_CODERS)):
        flags = reading.byte()
        method = reading.take(flags & 0xF)
        if flags & 0x10:
            inputs += _number_up_to(reading, _MOST_CODERS)
            outputs += _number_up_to(reading, _MOST_CODERS)
        else:
            inputs, outputs = inputs + 1, outputs + 1
        properties = reading.take(_number_up_to(reading, 1024)) if flags & 0x20 else b""
        coders.append((method, properties))
    pairs = {reading.number(): reading.number() for _ in range(outputs - 1)}
    packed = inputs - len(pairs)
    if packed > 1:
        for _ in range(packed):
            reading.number()
    simple = inputs == outputs == len(coders) and packed == 1
    return Folder(coders, simple, max(1, packed), pairs)


def _number_up_to(reading: Reading, most: int) -> int:
    number = reading.number()
    if number > most:
        raise Bad("a number out of bounds")
    return number


def _substreams(reading: Reading, folders: Sequence[Folder]) -> list[list[tuple[int, int | None]]]:
    counts = [1] * len(folders)
    kind = reading.byte()
    if kind == _COUNT:
        counts = [reading.count() for _ in folders]
        kind = reading.byte()
    sizes: list[list[int]] = []
    for folder, count in zip(folders, counts, strict=True):
        told = [reading.number() for _ in range(count - 1)] if kind == _SIZE else []
        sizes.append([*told, folder.size - sum(told)] if count else [])
        if count and sizes[-1][-1] < 0:
            raise Bad("files larger than their stream")
    if kind == _SIZE:
        kind = reading.byte()
    unknown = [
        not (count == 1 and folder.crc is not None) for folder, count in zip(folders, counts, strict=True)
    ]
    checksums: Iterator[int | None] = iter(())
    if kind == _CRC:
        checksums = iter(
            _checksums(reading, sum(c for c, open_ in zip(counts, unknown, strict=True) if open_))
        )
        kind = reading.byte()
    if kind != _END:
        raise Bad("unexpected part of the directory")
    return [
        [(size, next(checksums, None) if open_ else folder.crc) for size in own]
        for folder, own, open_ in zip(folders, sizes, unknown, strict=True)
    ]


def _checksums(reading: Reading, count: int) -> list[int | None]:
    known = reading.bits_unless_all(count)
    return [int.from_bytes(reading.take(4), "little") if each else None for each in known]


def is_packed(reading: Reading) -> bool:
    """Whether the directory is itself packed, in which case ``streams`` tells how; else ``files`` can be asked."""
    kind = reading.byte()
    if kind not in (_HEADER, _ENCODED):
        raise Bad("unexpected beginning of the directory")
    return kind == _ENCODED


def files(reading: Reading) -> tuple[list[Folder], list[File]]:
    """The folders and the files in them, directories included."""
    folders: list[Folder] = []
    held: list[list[tuple[int, int | None]]] = []
    found: list[File] = []
    while (kind := reading.byte()) != _END:
        if kind == _MAIN:
            folders, held = streams(reading)
        elif kind == _FILES:
            found = _files(reading, held)
        elif kind == _ARCHIVE_PROPERTIES:
            while reading.byte() != _END:
                reading.take(reading.number())
        else:
            raise Bad("unexpected part of the directory")
    return folders, found


@dataclass(slots=True)
class _Told:
    """What the properties say of each file."""

    names: list[str]
    changed: list[int]
    attributes: list[int]
    empty: list[bool]
    empty_files: list[bool] = field(default_factory=list)


def _files(reading: Reading, held: Sequence[Sequence[tuple[int, int | None]]]) -> list[File]:
    count = reading.count()
    told = _Told([""] * count, [0] * count, [0] * count, [False] * count)
    while (kind := reading.byte()) != _END:
        _property(kind, Reading(reading.take(reading.number())), told)
    places = iter(
        (folder, sum(size for size, _ in own[:index]), size, crc)
        for folder, own in enumerate(held)
        for index, (size, crc) in enumerate(own)
    )
    empty_files = iter(told.empty_files)
    found: list[File] = []
    for index in range(count):
        about = (told.changed[index], told.attributes[index])
        if told.empty[index]:
            found.append(File(told.names[index], None, 0, 0, None, *about, not next(empty_files, False)))
            continue
        place = next(places, None)
        if place is None:
            raise Bad("more files than streams")
        found.append(File(told.names[index], *place, *about, False))
    return found


def _property(kind: int, reading: Reading, told: _Told) -> None:
    count = len(told.names)
    if kind == _NAME:
        if reading.byte():
            raise Bad("names outside the directory")
        told.names = _names(reading, count)
    elif kind == _EMPTY_STREAM:
        told.empty = reading.bits(count)
    elif kind == _EMPTY_FILE:
        told.empty_files = reading.bits(sum(told.empty))
    elif kind in (_CHANGED, _ATTRIBUTES):
        known = reading.bits_unless_all(count)
        if reading.byte():
            raise Bad("properties outside the directory")
        width = 8 if kind == _CHANGED else 4
        values = [int.from_bytes(reading.take(width), "little") if each else 0 for each in known]
        if kind == _CHANGED:
            told.changed = values
        else:
            told.attributes = values


def _names(reading: Reading, count: int) -> list[str]:
    names = []
    for _ in range(count):
        name = bytearray()
        while (unit := reading.take(2)) != b"\0\0":
            name += unit
        names.append(name.decode("utf-16-le", "replace"))
    return names
