"""Archives looked into: what is in a ZIP, 7z, TAR or mail, as files with paths below the archive's own."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from imtextgui.documents.archive_member import Container, Member
from imtextgui.documents.content import (
    HELD_BYTES,
    ArchiveEntry,
    DocumentInfo,
    Limits,
    Listing,
    PageContent,
    Prepare,
    decoding,
    native,
    page_problem,
    translating_os,
)
from imtextgui.documents.sniffing import COMPRESSED
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentError, DocumentMissing, DocumentTooLarge, DocumentUnsupported

if TYPE_CHECKING:
    from PIL import Image

SUFFIXES = (
    *(".zip", ".7z", ".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz"),
    *(".gz", ".bz2", ".xz", ".eml", ".msg"),
)
"""Names of files that are looked into."""

MAILS = frozenset({".eml", ".msg"})
"""Of these, what is read as text before it is looked into."""

_SMALL = 64 * 2**20
_DRIVE = re.compile(r"^[A-Za-z]:")
_CHUNK = 2**20


def is_archive(name: str) -> bool:
    """Whether a file of this ``name`` is looked into."""
    return name.lower().endswith(SUFFIXES)


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """Yield the DocumentInfo, a page without words, and the Listing of what is in the archive.

    Raises DocumentUnsupported, DocumentDamaged, DocumentEncrypted where not even names can be read, and
    DocumentTooLarge for one that unpacks to far more than it holds.
    """
    listing, whole = contents(path, data, limits)
    yield DocumentInfo(Kind.OTHER, 1, "")
    if first_page <= 1:
        yield PageContent(1, problem=None if whole is None else page_problem(whole, path, 1))
    yield listing


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> "Image.Image | None":
    """None: an archive has no picture."""


def contents(path: Path, data: bytes | None, limits: Limits) -> tuple[Listing, DocumentTooLarge | None]:
    """What is in the archive at ``path``, and why not all of it is told, if so."""
    with translating_os(path):
        file = native(path).open("rb") if data is None else BytesIO(data)
        mtime_ns = os.fstat(file.fileno()).st_mtime_ns if data is None else 0
    with file, closing(Folder(path, file, mtime_ns, limits)) as folder:
        entries = [ArchiveEntry(name, each.size, each.mtime_ns) for name, each in folder.members.items()]
        return Listing(tuple(entries)), folder.left_out


class Folder:
    """An open archive by harmless names. ``path`` is for its errors; ``left_out`` says why not all of it is there.

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

    def _bounded(self, packed: int) -> tuple[dict[str, Member], DocumentTooLarge | None]:
        found: dict[str, Member] = {}
        total = count = 0
        for member in self._container.members():
            count += 1
            total += member.size
            if count <= self._limits.max_entries and total <= self._limits.max_unpacked_bytes:
                name = harmless(member.name)
                # Of two of a name the later one counts, as when they are unpacked.
                found.pop(name, None)
                found[name] = member
        if total > _most(packed, self._limits):
            raise DocumentTooLarge(path=str(self.path), reason=f"{packed} bytes unpack to {total}")
        if count > self._limits.max_entries or total > self._limits.max_unpacked_bytes:
            reason = f"{count} files of {total} bytes in it"
            return found, DocumentTooLarge(path=str(self.path), reason=reason)
        return found, None

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


def place(path: Path) -> tuple[Path, str]:
    """(the file on disk, "") for a file, (the archive on disk, path in it) for an entry of one.

    Raises DocumentMissing where there is neither.
    """
    for candidate in (path, *path.parents):
        try:
            state = native(candidate).stat()
        except (OSError, ValueError):
            continue
        if candidate == path:
            return path, ""
        if stat.S_ISREG(state.st_mode) and is_archive(candidate.name):
            return candidate, path.relative_to(candidate).as_posix()
        break
    raise DocumentMissing(path=str(path))


class Shelf:
    """Keeps the archives that were read last open, so that reading entries in their order unpacks once.

    For one thread. A context manager.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: list[tuple[str, tuple[int, int], Folder]] = []

    def find(self, path: Path) -> "Found":
        """The entry at ``path``. Raises DocumentMissing, DocumentTooLarge for one that lies too deep, and others."""
        file, inner = place(path)
        with translating_os(file):
            state = native(file).stat()
        stamp = (state.st_size, state.st_mtime_ns)
        folder = self._folder(0, file, stamp, lambda: native(file).open("rb"))
        for depth in range(1, self._limits.max_depth + 1):
            name, rest = folder.split(inner)
            if not rest:
                return Found(path, folder, name, file, stamp, depth)
            inner = rest
            folder = self._folder(depth, folder.path / name, stamp, partial(_copied, folder, name))
        raise too_deep(path, self._limits)

    def _folder(
        self, level: int, path: Path, stamp: tuple[int, int], opener: Callable[[], BinaryIO]
    ) -> Folder:
        if level < len(self._open) and self._open[level][:2] == (str(path), stamp):
            return self._open[level][2]
        self.close(level)
        with translating_os(path):
            file = opener()
        try:
            folder = Folder(path, file, stamp[1], self._limits)
        except BaseException:
            file.close()
            raise
        self._open.append((str(path), stamp, folder))
        return folder

    def close(self, level: int = 0) -> None:
        """Let go of the files, or of those from ``level`` on: 0 is an archive on disk, 1 one within it."""
        while len(self._open) > level:
            self._open.pop()[2].close()

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Found:
    """The entry ``name`` of an open ``folder``: ``archive`` is the file on disk that holds it, ``stamp`` its size and
    time of change, ``depth`` how many archives lie around the entry.
    """

    path: Path
    folder: Folder
    name: str
    archive: Path
    stamp: tuple[int, int]
    depth: int

    @property
    def member(self) -> Member:
        """What the archive tells of it."""
        return self.folder.members[self.name]

    def pieces(self) -> Iterator[bytes]:
        """Its bytes from the beginning to the end. Raises DocumentErrors, of an entry longer than told as well."""
        read = 0
        with self.folder.stream(self.name) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > self.member.size:
                    raise DocumentTooLarge(path=str(self.path), reason=f"more than {self.member.size} bytes")
                yield chunk


def too_deep(path: Path, limits: Limits) -> DocumentTooLarge:
    """An archive within so many others is not looked into."""
    return DocumentTooLarge(path=str(path), reason=f"in {limits.max_depth} archives, one in the other")


def _copied(folder: Folder, name: str) -> BinaryIO:
    """A member as a file of its own, in memory while it is small."""
    copy = SpooledTemporaryFile(max_size=HELD_BYTES)  # noqa: SIM115 - its archive closes it
    with folder.stream(name) as stream:
        while chunk := stream.read(_CHUNK):
            copy.write(chunk)
    copy.seek(0)
    return cast(BinaryIO, copy)
