"""One open archive: ZIP, 7z, TAR, mail or a single compressed file, its entries by harmless names and within bounds."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from imtextgui.documents.archive_member import Container, Member
from imtextgui.documents.content import Limits, decoding
from imtextgui.documents.sniffing import COMPRESSED
from imtextgui.errors import DocumentError, DocumentMissing, DocumentTooLarge, DocumentUnsupported

SUFFIXES = (
    *(".zip", ".7z", ".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz"),
    *(".gz", ".bz2", ".xz", ".eml", ".msg"),
)
"""Names of files that are looked into."""

PDF = ".pdf"
MAILS = frozenset({".eml", ".msg"})
"""Of these, what is read as text before it is looked into."""

_SMALL = 64 * 2**20
"""Bytes that an archive may always unpack to, however small it is itself."""

_DRIVE = re.compile(r"^[A-Za-z]:")


def is_archive(name: str) -> bool:
    """Whether a file of this ``name`` is looked into."""
    return name.lower().endswith(SUFFIXES)


def may_hold_files(name: str) -> bool:
    """Whether a file of this ``name`` is looked into, or may have files attached to its pages."""
    return is_archive(name) or name.lower().endswith(PDF)


class Archive:
    """An open archive, its entries by harmless names.

    ``path`` is for its errors; ``left_out`` says why not all of it is there, ``not_files`` what in it is
    no file to be read.

    Raises DocumentErrors.
    """

    def __init__(self, path: Path, file: BinaryIO, mtime_ns: int, limits: Limits) -> None:
        self.path = path
        self._limits = limits
        self._file = file
        with _decoding(path):
            packed = file.seek(0, os.SEEK_END)
            file.seek(0)
            self._container = _opened(file, path.name, mtime_ns, _most(packed, limits))
            self.members, self.left_out = self._bounded(packed)
            self.not_files = [(harmless(name), reason) for name, reason in self._container.not_files]

    def _bounded(self, packed: int) -> tuple[dict[str, Member], DocumentTooLarge | None]:
        members: dict[str, Member] = {}
        total = count = 0
        for member in self._container.members():
            count += 1
            total += member.size
            if count <= self._limits.max_entries and total <= self._limits.max_unpacked_bytes:
                name = harmless(member.name)
                # Of two of a name the later one counts, as when they are unpacked.
                members.pop(name, None)
                members[name] = member
        if total > _most(packed, self._limits):
            raise DocumentTooLarge(path=str(self.path), reason=f"{packed} bytes unpack to {total}")
        if count > self._limits.max_entries or total > self._limits.max_unpacked_bytes:
            reason = f"{count} files of {total} bytes in it"
            return members, DocumentTooLarge(path=str(self.path), reason=reason)
        return members, None

    def split(self, inner: str) -> tuple[str, str]:
        """(name of a member, path below it or "") for a path within the archive. Raises DocumentMissing."""
        name = inner
        while name and name not in self.members:
            name = name.rpartition("/")[0]
        if not name:
            raise DocumentMissing(path=f"{self.path}/{inner}")
        return name, inner[len(name) + 1 :]

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """The bytes of a member; errors while they are read become DocumentErrors."""
        member = self.members[name]
        path = self.path / name
        if member.size > self._limits.max_entry_bytes:
            raise DocumentTooLarge(path=str(path), reason=f"{member.size} bytes")
        with _decoding(path), self._container.stream(member.key) as stream:
            yield stream

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()
        self._file.close()


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    """As ``decoding``, for what does not know the path."""
    try:
        with decoding(path):
            yield
    except DocumentError as trouble:
        raise type(trouble)(**(trouble.details | {"path": str(path)})) from trouble


def _most(packed: int, limits: Limits) -> int:
    """Bytes that an archive of ``packed`` bytes may unpack to before it is taken for a trap."""
    return max(_SMALL, packed * limits.max_growth)


def _opened(file: BinaryIO, name: str, mtime_ns: int, most: int) -> Container:
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"PK"):
        from imtextgui.documents.archives.zip import Zip

        return Zip(file)
    if head.startswith(b"7z\xbc\xaf"):
        from imtextgui.documents.archives.seven_zip import SevenZip

        return SevenZip(file)
    if name.lower().endswith(PDF):
        from imtextgui.documents.pdf.attachments import PdfAttachments

        return PdfAttachments(file)
    if Path(name).suffix.lower() in MAILS:
        from imtextgui.documents.text.mail import Attachments
        from imtextgui.documents.text.outlook import as_mail

        return Attachments(as_mail(file.read()))
    if is_archive(name):
        from imtextgui.documents.archives.compressed_file import CompressedFile, is_tar
        from imtextgui.documents.archives.tar import Tar

        packed = head.startswith(COMPRESSED)
        return (
            CompressedFile(file, name, mtime_ns, most)
            if packed and not is_tar(file)
            else Tar(file, mtime_ns, most)
        )
    raise DocumentUnsupported(path=name)


def harmless(name: str) -> str:
    """An entry's name as a relative path with ``/``, whatever was written into the archive."""
    name = _DRIVE.sub("", name.replace("\\", "/").replace("\0", ""))
    return "/".join(part for part in name.split("/") if part not in ("", ".", "..")) or "_"
