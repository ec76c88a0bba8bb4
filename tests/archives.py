"""Archives made by code: ZIP, TAR and 7z, ordinary and hostile."""

import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO

NO_LINKS: Mapping[str, str] = {}


def zipped(
    files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, links: Mapping[str, str] = NO_LINKS
) -> bytes:
    """A ZIP of ``files`` and of symbolic ``links``."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 17, 8, 30, 0)), data, method)
        for name, target in links.items():
            link = zipfile.ZipInfo(name, (2024, 5, 17, 8, 30, 0))
            link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, target)
    return out.getvalue()


def japanese_zip(name: str, data: bytes) -> bytes:
    """A ZIP as Japanese Windows writes it: the name in Shift_JIS, and no mark that says so."""
    raw = name.encode("cp932")
    placeholder = "x" * len(raw)
    return zipped({placeholder: data}).replace(placeholder.encode(), raw)


def encrypted_zip(name: str) -> bytes:
    """A ZIP whose only entry is marked as encrypted, in its header and in the directory."""
    data = bytearray(zipped({name: b"secret words"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def quine_zip(levels: int = 6) -> bytes:
    """A ZIP in a ZIP in a ZIP: from outside, it might as well hold itself."""
    data = zipped({"core.txt": b"words"})
    for level in range(levels):
        data = zipped({f"{level}.zip": data})
    return data


@cache
def bomb_zip(gigabytes: int = 4) -> bytes:
    """A megabyte that unpacks to ``gigabytes``: one packed gigabyte of nothing under several names."""
    nothing = bytes(2**20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # A full flush makes what follows independent of what was, so that one packed megabyte serves for all of them.
    megabyte = packer.compress(nothing) + packer.flush(zlib.Z_FULL_FLUSH)
    body = megabyte * 1_024 + packer.flush()
    crc = 0
    for _ in range(1_024):
        crc = zlib.crc32(nothing, crc)
    local = (
        struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, crc, len(body), 2**30, 1, 0) + b"x" + body
    )
    entries = b"".join(
        struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50, 20, 20, 0, 8, 0, 33, crc, len(body), 2**30, 6, 0, 0, 0, 0, 0, 0,
        )
        + f"{number:02}.txt".encode()
        for number in range(gigabytes)
    )  # fmt: skip
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, gigabytes, gigabytes, len(entries), len(local), 0)
    return local + entries + end


def tarred(
    files: Mapping[str, bytes], compression: str = "", *, links: Mapping[str, str] = NO_LINKS
) -> bytes:
    """A TAR of ``files`` and of symbolic ``links``, compressed with "gz", "bz2", "xz" or not at all."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{compression}") as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_715_934_600
            archive.addfile(info, BytesIO(data))
        for name, target in links.items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
    return out.getvalue()


def huge_header() -> bytes:
    """A TAR whose first header says that a longer name of a gigabyte follows."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 2**30
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(1024)


def seven_zip(files: Mapping[str, bytes], method: bytes = b"\x21", *, packed_header: bool = False) -> bytes:
    """A 7z of ``files`` in one stream: LZMA2 (21), LZMA (03 01 01), or stored (00)."""
    stream = b"".join(files.values())
    packed, properties = _packed(stream, method)
    sizes = [len(data) for data in files.values()]
    checksums = b"".join(struct.pack("<I", zlib.crc32(data)) for data in files.values())
    substreams = b"\x08\x0d" + _number(len(files))
    if len(files) > 1:
        substreams += b"\x09" + b"".join(_number(size) for size in sizes[:-1])
    substreams += b"\x0a\x01" + checksums + b"\0"
    names = b"\0" + b"".join(name.encode("utf-16-le") + b"\0\0" for name in files)
    when = b"\x01\0" + struct.pack("<Q", (1_715_934_600 + 11_644_473_600) * 10**7) * len(files)
    about = b"\x11" + _number(len(names)) + names + b"\x14" + _number(len(when)) + when
    header = (
        b"\x01\x04" + _stream(0, packed, len(stream), method, properties) + substreams + b"\0"
        + b"\x05" + _number(len(files)) + about + b"\0\0"
    )  # fmt: skip
    body = packed
    if packed_header:
        inner, inner_properties = _packed(header, b"\x03\x01\x01")
        body += inner
        folder = _stream(len(packed), inner, len(header), b"\x03\x01\x01", inner_properties)
        header = b"\x17" + folder + b"\0"
    start = struct.pack("<QQI", len(body), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(start)) + start + body + header


def _packed(data: bytes, method: bytes) -> tuple[bytes, bytes]:
    if method == b"\x21":
        return lzma.compress(data, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2}]), b"\x18"
    if method == b"\x03\x01\x01":
        raw = lzma.compress(data, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1, "dict_size": 2**20}])
        return raw, b"\x5d" + struct.pack("<I", 2**20)
    return data, b""


def _stream(place: int, packed: bytes, size: int, method: bytes, properties: bytes) -> bytes:
    """Where the packed bytes lie, and one folder of one coder."""
    flags = len(method) | (0x20 if properties else 0)
    coder = bytes([flags]) + method + (_number(len(properties)) + properties if properties else b"")
    return (
        b"\x06" + _number(place) + b"\x01\x09" + _number(len(packed)) + b"\0"
        + b"\x07\x0b\x01\0\x01" + coder + b"\x0c" + _number(size) + b"\0"
    )  # fmt: skip


def _number(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else b"\xff" + struct.pack("<Q", value)
