"""ZIP archives: their entries, whatever program named them."""

import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from imtextgui.documents.archive_member import Member
from imtextgui.documents.text_encoding import names_decoded
from imtextgui.domain.left_out import LeftOutReason
from imtextgui.errors import DocumentEncrypted, DocumentUnsupported

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA})


class Zip:
    """A ZIP in an open ``file``. Raises what zipfile does on a damaged one."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = ZipFile(file)
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        self._infos = [info for info in infos if not _is_link(info)]
        self.not_files = [(info.filename, LeftOutReason.LINK) for info in infos if _is_link(info)]

    def members(self) -> Iterator[Member]:
        """The files in it; Windows' own program writes names in the code page of its country."""
        old = [info.filename.encode("cp437", "replace") for info in self._infos if _is_old(info)]
        names = iter(names_decoded(old))
        for index, info in enumerate(self._infos):
            name = next(names) if _is_old(info) else info.filename
            # The part of a second holds the checksum, so that a change is seen where size and time are the same.
            yield Member(name, info.file_size, _seconds(info) * 10**9 + info.CRC % 10**9, index)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of a member. Raises DocumentEncrypted and DocumentUnsupported, and as zipfile does."""
        info = self._infos[key]
        if info.flag_bits & _ENCRYPTED:
            raise DocumentEncrypted(path=info.filename)
        if info.compress_type not in _METHODS:
            raise DocumentUnsupported(path=info.filename)
        return self._zip.open(info)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


def _is_old(info: ZipInfo) -> bool:
    return not info.flag_bits & _UTF8_NAME and not info.filename.isascii()


def _is_link(info: ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _seconds(info: ZipInfo) -> int:
    with suppress(ValueError):
        return int(datetime(*info.date_time, tzinfo=UTC).timestamp())
    return 0
