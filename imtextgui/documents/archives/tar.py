"""TAR archives, plain or compressed with gzip, bzip2 or xz."""

import os
import tarfile
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from imtextgui.documents.archive_member import Member
from imtextgui.documents.archives.compressed_file import BoundedStream, decompressed
from imtextgui.documents.text_encoding import names_decoded
from imtextgui.domain.left_out import LeftOutReason
from imtextgui.errors import DocumentDamaged


class Tar:
    """A TAR in an open ``file`` that changed at ``mtime_ns``; decompressed it may have ``most`` bytes."""

    def __init__(self, file: BinaryIO, mtime_ns: int, most: int) -> None:
        self._mtime_ns = mtime_ns
        self._stream = BoundedStream(decompressed(file), most)
        # A buffer of its own keeps many small reads from seeking in the compressed stream.
        self._tar = tarfile.open(  # noqa: SIM115 - closed by close()
            fileobj=cast(IO[bytes], self._stream), mode="r:", encoding="utf-8", errors="surrogateescape"
        )
        infos = [info for info in self._tar if not info.isdir()]
        self._infos = [info for info in infos if _is_file(info)]
        self.not_files = [(info.name, _reason(info)) for info in infos if not _is_file(info)]

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


def _is_file(info: tarfile.TarInfo) -> bool:
    # A sparse file may unpack to far more than it takes in the archive.
    return info.isreg() and not info.issparse()


def _reason(info: tarfile.TarInfo) -> LeftOutReason:
    return LeftOutReason.LINK if info.issym() or info.islnk() else LeftOutReason.SPECIAL
