"""TAR archives, plain or compressed with gzip, bzip2 or xz."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from imtextgui.documents.archive_member import Member
from imtextgui.documents.text_encoding import names_decoded
from imtextgui.errors import DocumentDamaged, DocumentTooLarge

_LONGEST_READ = 64 * 2**20
"""No header or buffer is that long."""


class Tar:
    """A TAR in an open ``file`` that changed at ``mtime_ns``; decompressed it may have ``most`` bytes."""

    def __init__(self, file: BinaryIO, mtime_ns: int, most: int) -> None:
        self._mtime_ns = mtime_ns
        self._stream = _Bounded(_decompressed(file), most)
        # A buffer of its own keeps many small reads from seeking in the compressed stream.
        self._tar = tarfile.open(  # noqa: SIM115 - closed by close()
            fileobj=cast(IO[bytes], self._stream), mode="r:", encoding="utf-8", errors="surrogateescape"
        )
        self._infos = [info for info in self._tar if info.isreg() and not info.issparse()]

    def members(self) -> Iterator[Member]:
        """The regular files in it. There are no checksums: whatever is in a changed archive may have changed."""
        names = names_decoded([os.fsencode(info.name) for info in self._infos])
        for index, (name, info) in enumerate(zip(names, self._infos, strict=True)):
            mtime_ns = int(max(0, info.mtime)) * 10**9 + self._mtime_ns % 10**9
            yield Member(name, info.size, mtime_ns, index)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of a member; those that lie before the one read last cost a decompression anew."""
        stream = self._tar.extractfile(self._infos[key])
        if stream is None:
            raise DocumentDamaged(path=self._infos[key].name, reason="no file")
        return stream

    def close(self) -> None:
        """Let go of the file."""
        self._tar.close()
        self._stream.close()


def _decompressed(file: BinaryIO) -> BinaryIO:
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))
    if head.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(file))
    if head.startswith(b"\xfd7zXZ\0"):
        return cast(BinaryIO, lzma.LZMAFile(file))
    return file


class _Bounded(io.RawIOBase):
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
