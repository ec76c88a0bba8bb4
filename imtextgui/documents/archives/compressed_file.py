"""Single files compressed with gzip, bzip2 or xz: an archive of one entry, named as the file is without the suffix."""

import bz2
import gzip
import io
import lzma
from collections.abc import Iterator, Sequence
from typing import IO, BinaryIO, cast

from imtextgui.documents.archive_member import Member
from imtextgui.domain.left_out import LeftOutReason
from imtextgui.errors import DocumentTooLarge

_SUFFIXES = (".gz", ".bz2", ".xz")
_LONGEST_READ = 64 * 2**20
"""No header or buffer is that long."""

_CHUNK = 2**20
_TAR_MARK = slice(257, 262)


class CompressedFile:
    """The one entry of a compressed ``file`` called ``name`` that changed at ``mtime_ns``; unpacked it may have
    ``most`` bytes.

    Its size is counted by unpacking it once: what gzip notes of it is wrong for files of several pieces and of more
    than four gigabytes, and the others note nothing.
    """

    not_files: Sequence[tuple[str, LeftOutReason]] = ()

    def __init__(self, file: BinaryIO, name: str, mtime_ns: int, most: int) -> None:
        self._stream = BoundedStream(decompressed(file), most)
        suffix = next((suffix for suffix in _SUFFIXES if name.lower().endswith(suffix)), "")
        self._name = name[: len(name) - len(suffix)] or name
        self._mtime_ns = mtime_ns

    def members(self) -> Iterator[Member]:
        """The entry; there is no checksum: what is in a changed file may have changed."""
        self._stream.seek(0)
        size = 0
        while chunk := self._stream.read(_CHUNK):
            size += len(chunk)
        yield Member(self._name, size, self._mtime_ns, 0)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of the entry."""
        self._stream.seek(0)
        return cast(IO[bytes], Unclosed(self._stream))

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def is_tar(file: BinaryIO) -> bool:
    """Whether ``file``, compressed or not, is a TAR; read from its beginning, where it is left."""
    try:
        return decompressed(file).read(512)[_TAR_MARK] == b"ustar"
    except (OSError, EOFError, lzma.LZMAError):
        return False
    finally:
        file.seek(0)


def decompressed(file: BinaryIO) -> BinaryIO:
    """What ``file`` unpacks to, told by its first bytes; itself where it is not compressed."""
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))
    if head.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(file))
    if head.startswith(b"\xfd7zXZ\0"):
        return cast(BinaryIO, lzma.LZMAFile(file))
    return file


class BoundedStream(io.RawIOBase):
    """A stream that refuses to go on beyond ``most`` bytes, and to read huge pieces."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._inner = stream
        self._most = most

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _LONGEST_READ:
            raise DocumentTooLarge(path="", reason=f"a header of {size} bytes")
        self._check(self._inner.tell())
        return self._inner.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET:
            self._check(offset)
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def _check(self, at: int) -> None:
        if at > self._most:
            raise DocumentTooLarge(path="", reason=f"unpacks to more than {self._most} bytes")


class Unclosed(io.RawIOBase):
    """A stream whose end leaves the one beneath it open."""

    def __init__(self, stream: BoundedStream) -> None:
        self._inner = stream

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(size)

    def readable(self) -> bool:
        return True
