"""7z archives, unpacked with the compression methods of Python's own library: LZMA, LZMA2, Deflate, BZip2 and none.

There is no permissive library for the format; what the methods above do not unpack is told as unsupported.
"""

import bz2
import io
import lzma
import os
import stat
import zlib
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, Protocol, cast

from imtextgui.documents.archive_member import Member
from imtextgui.documents.archives import seven_zip_header as header
from imtextgui.documents.archives.seven_zip_header import Bad, File, Folder, Reading
from imtextgui.errors import DocumentEncrypted, DocumentTooLarge, DocumentUnsupported

MOST_DICTIONARY = 512 * 2**20
"""Memory that unpacking may take."""

_CHUNK = 2**18
_COPY, _LZMA2, _LZMA, _DEFLATE, _BZIP2 = b"\0", b"\x21", b"\x03\x01\x01", b"\x04\x01\x08", b"\x04\x02\x02"
_FILTERS = {
    b"\x03": lzma.FILTER_DELTA,
    b"\x04": lzma.FILTER_X86,
    b"\x03\x03\x01\x03": lzma.FILTER_X86,
    b"\x07": lzma.FILTER_ARM,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM,
}
_ENCRYPTED = b"\x06\xf1\x07\x01"
_YEARS_1601_TO_1970 = 11_644_473_600 * 10**7
_UNIX = 0x8000


class SevenZip:
    """A 7z archive in an open ``file``. Raises Bad and DocumentErrors."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        length = file.seek(0, os.SEEK_END)
        reading = Reading(header.start(file, length))
        while header.is_packed(reading):
            folders, _ = header.streams(reading)
            if len(folders) != 1 or folders[0].size > header.MOST_HEADER:
                raise Bad("a directory in pieces")
            reading = Reading(_Unpacked(file, folders[0]).read(folders[0].size))
        self._folders, files = header.files(reading)
        self._files = [each for each in files if _is_file(each)]
        self._open: tuple[int, _Unpacked] | None = None

    def members(self) -> Iterator[Member]:
        """The files in it, in the order of their streams."""
        for index, file in enumerate(self._files):
            seconds = max(0, file.changed - _YEARS_1601_TO_1970) // 10**7
            yield Member(file.name, file.size, seconds * 10**9 + (file.crc or 0) % 10**9, index)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of a member; those that lie before the one read last cost unpacking their stream anew."""
        file = self._files[key]
        if file.folder is None:
            return io.BytesIO()
        return cast(IO[bytes], _Part(self._unpacked(file.folder, file.offset), file))

    def _unpacked(self, folder: int, offset: int) -> "_Unpacked":
        if self._open is None or self._open[0] != folder or self._open[1].position > offset:
            self._open = (folder, _Unpacked(self._file, self._folders[folder]))
        unpacked = self._open[1]
        while unpacked.position < offset:
            unpacked.read(min(_CHUNK, offset - unpacked.position))
        return unpacked

    def close(self) -> None:
        """Nothing but the file is open."""


def _is_file(file: File) -> bool:
    mode = file.attributes >> 16 if file.attributes & _UNIX else 0
    return not file.is_directory and (mode == 0 or stat.S_ISREG(mode))


class _Unpacked:
    """The stream of a folder, read from its beginning on; ``position`` counts its bytes."""

    def __init__(self, file: BinaryIO, folder: Folder) -> None:
        self._decoder = _decoder(folder)
        self._file = file
        self._at = folder.start
        self._left = folder.packed_size
        self.position = 0

    def read(self, size: int) -> bytes:
        """The next ``size`` bytes. Raises Bad where there are fewer."""
        pieces = []
        while size:
            fresh = b""
            if self._decoder.needs_input and self._left:
                self._file.seek(self._at)
                fresh = self._file.read(min(_CHUNK, self._left))
                self._at += len(fresh)
                self._left -= len(fresh)
                if not fresh:
                    raise Bad("packed bytes end too soon")
            piece = self._decoder.decompress(fresh, size)
            if not piece and not fresh and self._decoder.needs_input:
                raise Bad("packed bytes end too soon")
            pieces.append(piece)
            size -= len(piece)
            self.position += len(piece)
        return b"".join(pieces)


class _Part(io.RawIOBase):
    """One file of an unpacked stream; its checksum is compared when it has been read to its end."""

    def __init__(self, unpacked: _Unpacked, file: File) -> None:
        self._unpacked = unpacked
        self._file = file
        self._left = file.size
        self._crc = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._unpacked.read(wanted)
        self._left -= wanted
        self._crc = zlib.crc32(data, self._crc)
        if not self._left and self._file.crc not in (None, self._crc):
            raise Bad(f"checksum of {self._file.name}")
        return data


class _Decoder(Protocol):
    @property
    def needs_input(self) -> bool:
        """Whether it gives nothing more without further bytes."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """What comes of ``data`` and of what was given before, at most ``max_length`` bytes."""


def _decoder(folder: Folder) -> _Decoder:
    if any(method == _ENCRYPTED for method, _ in folder.coders):
        raise DocumentEncrypted(path="")
    chain = folder.chain
    if not folder.simple or not chain or len(chain) != len(folder.coders):
        raise DocumentUnsupported(path="")
    method, properties = chain[-1]
    if len(chain) == 1 and method in _SIMPLE:
        decoder: _Decoder = _SIMPLE[method]()
        return decoder
    filters: list[dict[str, Any]] = []
    for each, setting in chain[:-1]:
        # liblzma keeps back the last bytes of a branch filter over plain LZMA, which has no end mark here
        if each not in _FILTERS or (method != _LZMA2 and each != b"\x03"):
            raise DocumentUnsupported(path="")
        delta = {"dist": setting[0] + 1} if each == b"\x03" and setting else {}
        filters.append({"id": _FILTERS[each]} | delta)
    if method not in (_LZMA, _LZMA2):
        raise DocumentUnsupported(path="")
    filters.append(_lzma(properties) if method == _LZMA else _lzma2(properties))
    return cast(_Decoder, lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters))


def _lzma(properties: bytes) -> dict[str, Any]:
    if len(properties) != 5 or properties[0] >= 225:
        raise Bad("properties of LZMA")
    rest, literal = divmod(properties[0], 9)
    position, literal_position = divmod(rest, 5)
    size = _dictionary(int.from_bytes(properties[1:], "little"))
    return {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": literal, "lp": literal_position, "pb": position}


def _lzma2(properties: bytes) -> dict[str, Any]:
    if len(properties) != 1 or properties[0] > 40:
        raise Bad("properties of LZMA2")
    size = _dictionary((2 | properties[0] & 1) << (properties[0] // 2 + 11))
    return {"id": lzma.FILTER_LZMA2, "dict_size": size}


def _dictionary(size: int) -> int:
    if size > MOST_DICTIONARY:
        raise DocumentTooLarge(path="", reason=f"a dictionary of {size} bytes")
    return max(size, 4096)


class _Stored:
    """Bytes as they are."""

    def __init__(self) -> None:
        self._held = b""

    @property
    def needs_input(self) -> bool:
        return not self._held

    def decompress(self, data: bytes, max_length: int) -> bytes:
        held = self._held + data
        self._held = held[max_length:]
        return held[:max_length]


class _Deflated:
    """A raw Deflate stream."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(-zlib.MAX_WBITS)

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


_SIMPLE: dict[bytes, Any] = {_COPY: _Stored, _DEFLATE: _Deflated, _BZIP2: bz2.BZ2Decompressor}
