"""Opens a file, or an entry of an archive, and digests it in one reading."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from imtextgui.config.temporary import temporary_folder
from imtextgui.documents.archives.entries import LocatedEntry, OpenArchives, split_path
from imtextgui.documents.content import (
    DEFAULT_LIMITS,
    HELD_BYTES,
    Limits,
    native,
    open_bytes,
    regular,
    translating_os,
)
from imtextgui.documents.sniffing import HEAD
from imtextgui.errors import DocumentChanging, DocumentEmpty, DocumentTooLarge
from imtextgui.plain_files import system_id

_CHUNK = 4 * 2**20

SPARSE_FROM = 2**30
"""Bytes from which on it is looked at how much of a file is on the disk."""

_MOST_SPARSE = 64
"""A file is read whose size is up to so many times what it takes on the disk."""

_BLOCK = 512
"""Bytes of the blocks that ``st_blocks`` counts, whatever those of the disk are."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read: its size in bytes and time of change as they were before, its first bytes, and all
    bytes of a small one.

    An entry of an archive lies in the file ``archive``, whose size and time of change are ``stamp``; ``depth`` is
    the number of archives around it. ``system_id`` is what the system calls a file (``plain_files``), "" of an entry.
    """

    path: Path
    size: int
    mtime_ns: int
    data: bytes | None
    digest: str
    head: bytes = b""
    archive: Path | None = None
    stamp: tuple[int, int] | None = None
    depth: int = 0
    system_id: str = ""

    def without_data(self) -> "Opened":
        """The same file, to be read from disk once more."""
        return replace(self, data=None)

    def check_unchanged(self) -> None:
        """Raise DocumentChanging, or DocumentMissing, if the file is no longer what was digested."""
        file = self.archive or self.path
        with translating_os(file):
            now = native(file).stat()
        if (now.st_size, now.st_mtime_ns) != (self.stamp or (self.size, self.mtime_ns)):
            raise DocumentChanging(path=str(self.path))


def open_document(
    path: Path,
    alive: Callable[[], None] = lambda: None,
    archives: OpenArchives | None = None,
    *,
    largest: int = 0,
) -> Opened:
    """Digest ``path`` in one reading; ``alive`` is called for every few megabytes.

    ``path`` may lead into an archive; then ``archives`` keeps the archive open for the entries after it. Raises
    DocumentMissing, DocumentForbidden, DocumentUnsupported (not a regular file), DocumentEmpty, DocumentAway,
    DocumentChanging, DocumentTooLarge beyond ``largest`` bytes (0: any size) and, where the disk itself fails,
    DocumentDamaged; for an entry whatever is wrong with it.
    """
    if not split_path(path)[1]:
        return _digested_file(path, alive, largest)
    if archives is not None:
        return _digested_entry(archives.find(path), alive, largest)
    with OpenArchives(DEFAULT_LIMITS) as own:
        return _digested_entry(own.find(path), alive, largest)


def _check_size(path: Path, size: int, largest: int) -> None:
    if largest and size > largest:
        raise DocumentTooLarge(path=str(path), reason=f"{size / 2**20:,.1f} MB > {largest / 2**20:,.0f} MB")


def _check_holes(path: Path, status: os.stat_result) -> None:
    """Raise DocumentTooLarge for a file that claims to be large and has hardly anything on the disk.

    An image of a disk, or a file that a download has reserved room for, of 100 GB takes minutes to be digested, and
    holds nothing that could be read. File systems that compress make a text 20 times smaller on the disk, not 64 times.
    """
    on_disk = getattr(status, "st_blocks", status.st_size) * _BLOCK
    if status.st_size > SPARSE_FROM and on_disk * _MOST_SPARSE < status.st_size:
        reason = f"{status.st_size / 2**20:,.0f} MB, {on_disk / 2**20:,.0f} MB of it on the disk"
        raise DocumentTooLarge(path=str(path), reason=reason)


def _digested_file(path: Path, alive: Callable[[], None], largest: int) -> Opened:
    hasher = blake2b(digest_size=20)
    held: list[bytes] = []
    read = 0
    with translating_os(path):
        before = regular(path)
        _check_size(path, before.st_size, largest)
        _check_holes(path, before)
        hold = before.st_size <= HELD_BYTES
        with open_bytes(path, buffering=0) as file:
            # One byte more than there should be, so that growth shows.
            while chunk := file.read(before.st_size + 1 if hold else _CHUNK):
                hasher.update(chunk)
                read += len(chunk)
                if hold or not held:
                    held.append(chunk)
                if read > before.st_size:
                    break
                alive()
    if read != before.st_size:
        raise DocumentChanging(path=str(path))
    data = b"".join(held) if hold else None
    head = held[0][:HEAD] if held else b""
    called = system_id(before)
    opened = Opened(
        path, before.st_size, before.st_mtime_ns, data, hasher.hexdigest(), head, system_id=called
    )
    opened.check_unchanged()
    return opened


def _digested_entry(entry: LocatedEntry, alive: Callable[[], None], largest: int) -> Opened:
    member = entry.member
    if member.size == 0:
        raise DocumentEmpty(path=str(entry.path))
    _check_size(entry.path, member.size, largest)
    hasher = blake2b(digest_size=20)
    hold = member.size <= HELD_BYTES
    held: list[bytes] = []
    for chunk in entry.pieces():
        hasher.update(chunk)
        if hold or not held:
            held.append(chunk)
        alive()
    return Opened(
        entry.path,
        member.size,
        member.mtime_ns,
        b"".join(held) if hold else None,
        hasher.hexdigest(),
        held[0][:HEAD] if held else b"",
        entry.archive,
        entry.stamp,
        entry.depth,
    )


@contextmanager
def readable(
    path: Path, data: bytes | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[Path, bytes | None]]:
    """(path, bytes or None) as a reader takes them: of an entry of an archive its bytes, or a copy of a large one.

    The copy is gone afterwards. Raises as ``open_document`` does.
    """
    if data is not None or not split_path(path)[1]:
        yield path, data
        return
    with OpenArchives(limits) as archives:
        entry = archives.find(path)
        if entry.member.size <= HELD_BYTES:
            yield path, b"".join(entry.pieces())
            return
        with temporary_folder() as folder:
            copy = folder / f"entry{path.suffix}"
            with copy.open("wb") as file:
                file.writelines(entry.pieces())
            yield copy, None
