"""7z archives, read with py7zr: its directory and its decompressors, streamed file by file.

py7zr's own extraction unpacks to the disk or whole files into memory, and a solid block anew for each file asked for;
here a block is unpacked once, from its beginning to its end, while entries are read in their order. What py7zr cannot
unpack (BCJ2, LZ4) is told as unsupported.
"""

import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from py7zr import SevenZipFile
from py7zr.compressor import SevenZipDecompressor
from py7zr.exceptions import Bad7zFile, PasswordRequired, UnsupportedCompressionMethodError
from py7zr.py7zr import ArchiveFile

from imtextgui.documents.archive_member import Member
from imtextgui.domain.left_out import LeftOutReason
from imtextgui.errors import DocumentEncrypted, DocumentTooLarge, DocumentUnsupported

MOST_DICTIONARY = 512 * 2**20
"""Bytes of memory that unpacking may take: the largest dictionary that 7-Zip's own presets use is 256 MiB."""

_CHUNK = 2**18
_PACKED_CHUNK = 2**15
"""Packed bytes given to a decompressor in one go: those of Deflate and Zstandard unpack all they are given at once."""

_LZMA2, _LZMA, _PPMD = b"\x21", b"\x03\x01\x01", b"\x03\x04\x01"
_YEARS_1601_TO_1970 = 11_644_473_600 * 10**7
_IDLE_ROUNDS = 3
"""Rounds without output or input after which packed bytes are taken to have ended: some decompressors flush once."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Files packed as one stream: where its packed bytes lie, how many there are, and how they are unpacked."""

    start: int
    packed_size: int
    coders: list[dict[str, object]]
    unpacked_sizes: list[int]


@dataclass(frozen=True, slots=True)
class _File:
    """A file in the block ``block`` (None where it is empty), ``offset`` bytes behind the block's beginning."""

    name: str
    block: int | None
    offset: int
    size: int
    checksum: int | None
    mtime_ns: int


class SevenZip:
    """A 7z archive in an open ``file``. Raises DocumentErrors, and what py7zr does on a damaged one."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        with _translating():
            archive = SevenZipFile(file)
        self._blocks = _blocks(archive, file.seek(0, os.SEEK_END))
        self._files = list(_files(archive))
        self.not_files = [(entry.filename, LeftOutReason.LINK) for entry in archive.files if entry.is_symlink]
        self._open: tuple[int, _Unpacked] | None = None

    def members(self) -> Iterator[Member]:
        """The files in it, in the order of their streams."""
        for index, file in enumerate(self._files):
            yield Member(file.name, file.size, file.mtime_ns, index)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of a member; those that lie before the one read last cost unpacking their block anew."""
        file = self._files[key]
        if file.block is None:
            return io.BytesIO()
        return cast(IO[bytes], _MemberStream(self._unpacked(file.block, file.offset), file))

    def _unpacked(self, block: int, offset: int) -> "_Unpacked":
        if self._open is None or self._open[0] != block or self._open[1].position > offset:
            self._open = (block, _Unpacked(self._file, self._blocks[block]))
        unpacked = self._open[1]
        while unpacked.position < offset:
            unpacked.read(min(_CHUNK, offset - unpacked.position))
        return unpacked

    def close(self) -> None:
        """Nothing but the file is open."""


def _blocks(archive: SevenZipFile, length: int) -> list[_Block]:
    """The blocks of ``archive``, a file of ``length`` bytes."""
    streams = archive.header.main_streams
    if streams is None or streams.packinfo is None or streams.unpackinfo is None:
        return []
    start = archive.afterheader + streams.packinfo.packpos
    sizes = iter(streams.packinfo.packsizes)
    blocks = []
    for folder in streams.unpackinfo.folders:
        packed_size = sum(next(sizes, 0) for _ in folder.packed_indices)
        if start + packed_size > length:
            raise Bad7zFile("packed bytes lie outside the file")
        blocks.append(_Block(start, packed_size, folder.coders, folder.unpacksizes))
        start += packed_size
    return blocks


def _files(archive: SevenZipFile) -> Iterator[_File]:
    """The regular files of ``archive``: no folders, links and devices."""
    streams, listed = archive.header.main_streams, archive.header.files_info
    folders = streams.unpackinfo.folders if streams is not None and streams.unpackinfo is not None else []
    numbers = {id(folder): number for number, folder in enumerate(folders)}
    offsets: dict[int | None, int] = {}
    # Of entries without a stream this tells files from folders; the attributes do so only if Windows wrote them.
    empty_files = iter(listed.emptyfiles if listed is not None else ())
    for entry in archive.files:
        block = numbers.get(id(entry.folder))
        offset = offsets.get(block, 0)
        offsets[block] = offset + entry.uncompressed
        is_file = not entry.is_directory and entry.st_fmt in (None, 0, stat.S_IFREG)
        if entry.emptystream:
            is_file = next(empty_files, False) and is_file
        if is_file:
            yield _File(entry.filename, block, offset, entry.uncompressed, entry.crc32, _mtime_ns(entry))


def _mtime_ns(entry: ArchiveFile) -> int:
    """Time of change; the part of a second holds the checksum, so that a change is seen where time is the same."""
    seconds = max(0, int(entry.lastwritetime or 0) - _YEARS_1601_TO_1970) // 10**7
    return seconds * 10**9 + (entry.crc32 or 0) % 10**9


@contextmanager
def _translating() -> Iterator[None]:
    """Turn what py7zr raises on archives that it does not unpack into DocumentErrors."""
    try:
        yield
    except PasswordRequired as trouble:
        raise DocumentEncrypted(path="") from trouble
    except UnsupportedCompressionMethodError as trouble:
        raise DocumentUnsupported(path="") from trouble


class _Unpacked:
    """The stream of a block, read from its beginning on; ``position`` counts its bytes."""

    def __init__(self, file: BinaryIO, block: _Block) -> None:
        _check_memory(block)
        self._file = file
        self._at = block.start
        with _translating():
            self._decompressor = SevenZipDecompressor(
                block.coders, block.packed_size, block.unpacked_sizes, None, blocksize=_PACKED_CHUNK
            )
        self.position = 0

    def read(self, size: int) -> bytes:
        """The next ``size`` bytes. Raises Bad7zFile where there are fewer."""
        pieces = []
        idle = 0
        while size:
            consumed = self._decompressor.consumed
            self._file.seek(self._at + consumed)
            with _translating():
                piece = bytes(self._decompressor.decompress(self._file, max_length=size))
            idle = 0 if piece or self._decompressor.consumed > consumed else idle + 1
            if idle >= _IDLE_ROUNDS:
                raise Bad7zFile("packed bytes end too soon")
            pieces.append(piece)
            size -= len(piece)
            self.position += len(piece)
        return b"".join(pieces)


def _check_memory(block: _Block) -> None:
    """Raise DocumentTooLarge for a block whose dictionary is larger than MOST_DICTIONARY."""
    for coder in block.coders:
        settings = coder["properties"]
        if not isinstance(settings, bytes):
            continue
        size = 0
        if coder["method"] in (_LZMA, _PPMD) and len(settings) >= 5:
            size = int.from_bytes(settings[1:5], "little")
        elif coder["method"] == _LZMA2 and len(settings) == 1:
            size = (2 | settings[0] & 1) << (min(settings[0], 64) // 2 + 11)
        if size > MOST_DICTIONARY:
            raise DocumentTooLarge(path="", reason=f"a dictionary of {size} bytes")


class _MemberStream(io.RawIOBase):
    """One file of an unpacked stream; its checksum is compared when it has been read to its end."""

    def __init__(self, unpacked: _Unpacked, file: _File) -> None:
        self._unpacked = unpacked
        self._file = file
        self._left = file.size
        self._checksum = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._unpacked.read(wanted)
        self._left -= wanted
        self._checksum = zlib.crc32(data, self._checksum)
        if not self._left and self._file.checksum not in (None, self._checksum):
            raise Bad7zFile(f"checksum of {self._file.name}")
        return data
