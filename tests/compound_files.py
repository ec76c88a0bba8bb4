"""Compound files (OLE) made by code, and Outlook's messages in them."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR, _MINI_SECTOR, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)


def compound(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """A compound file with ``streams`` by their paths."""
    entries = [_Entry("Root Entry", _ROOT)]
    numbers: dict[tuple[str, ...], int] = {(): 0}
    for path, data in streams.items():
        for depth in range(1, len(path) + 1):
            if path[:depth] not in numbers:
                numbers[path[:depth]] = len(entries)
                entries[numbers[path[: depth - 1]]].children.append(len(entries))
                entries.append(_Entry(path[depth - 1], _STREAM if depth == len(path) else _STORAGE))
        entries[numbers[path]].data = data
    return _written(entries)


def _written(entries: list[_Entry]) -> bytes:
    sectors: list[bytes] = []
    fat: list[int] = []
    mini_fat: list[int] = []
    mini = b""
    starts = []

    def chained(data: bytes) -> int:
        count = -(-len(data) // _SECTOR)
        start = len(sectors)
        sectors.extend(data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count))
        fat.extend([*range(start + 1, start + count), _END][:count])
        return start if count else _END

    for entry in entries:
        if not entry.data:
            starts.append(_END)
        elif len(entry.data) >= _CUTOFF:
            starts.append(chained(entry.data))
        else:
            count = -(-len(entry.data) // _MINI_SECTOR)
            starts.append(len(mini_fat))
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), _END]
            mini += entry.data.ljust(count * _MINI_SECTOR, b"\0")
    starts[0] = chained(mini)
    entries[0].data = mini
    mini_start = chained(b"".join(struct.pack("<I", number) for number in mini_fat))
    mini_sectors = -(-len(mini_fat) * 4 // _SECTOR)
    directory = chained(_directory(entries, starts))
    fat_sectors = 1
    while len(sectors) + fat_sectors > fat_sectors * _SECTOR // 4:
        fat_sectors += 1
    places = range(len(sectors), len(sectors) + fat_sectors)
    table = [*fat, *[_FAT] * fat_sectors]
    table += [_FREE] * (fat_sectors * _SECTOR // 4 - len(table))
    sectors.append(b"".join(struct.pack("<I", number) for number in table))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        *(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            bytes(16),
            0x3E,
            3,
            0xFFFE,
            9,
            6,
            0,
            fat_sectors,
            directory,
            0,
        ),
        *(_CUTOFF, mini_start if mini_fat else _END, mini_sectors, _END, 0),
    )
    header += b"".join(struct.pack("<I", place) for place in places)
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors)


def _directory(entries: list[_Entry], starts: list[int]) -> bytes:
    """Entries of one storage hang on each other as a chain to the right."""
    right = {
        before: after
        for entry in entries
        for before, after in zip(entry.children, entry.children[1:], strict=False)
    }
    out = b""
    for number, entry in enumerate(entries):
        name = entry.name.encode("utf-16-le") + b"\0\0"
        child = entry.children[0] if entry.children else _NONE
        out += struct.pack(
            "<64sHBBIII16sIQQIQ",
            *(name, len(name), entry.kind, 1, _NONE, right.get(number, _NONE), child, bytes(16), 0, 0, 0),
            *(starts[number], len(entry.data)),
        )
    return out


def message(
    *,
    subject: str = "",
    body: str = "",
    attachments: Mapping[str, bytes] | None = None,
    inner: bytes | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """An Outlook message; ``extra`` are other properties by the name of their stream."""
    streams: dict[tuple[str, ...], bytes] = {
        ("__properties_version1.0",): bytes(32)
        + struct.pack("<HHIQ", 0x40, 0x39, 6, 133_604_298_000_000_000),
        ("__substg1.0_0037001F",): subject.encode("utf-16-le"),
        ("__substg1.0_1000001F",): body.encode("utf-16-le"),
        ("__substg1.0_0C1A001F",): "山田 太郎".encode("utf-16-le"),
        ("__substg1.0_0E04001F",): "Workshop".encode("utf-16-le"),
    }
    streams |= {(name,): data for name, data in (extra or {}).items()}
    for number, (name, data) in enumerate((attachments or {}).items()):
        place = f"__attach_version1.0_#{number:08X}"
        streams[place, "__substg1.0_37010102"] = data
        streams[place, "__substg1.0_3707001F"] = name.encode("utf-16-le")
    if inner is not None:
        place = "__attach_version1.0_#000000FF"
        streams[place, "__substg1.0_3701000D", "__properties_version1.0"] = bytes(24)
        streams[place, "__substg1.0_3701000D", "__substg1.0_0037001F"] = "forwarded".encode("utf-16-le")
        streams[place, "__substg1.0_3701000D", "__substg1.0_1000001F"] = inner.decode().encode("utf-16-le")
    return compound({path: data for path, data in streams.items() if data})
