"""Entries of archives by their paths: archives are kept open while their entries are read one after the other."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from imtextgui.documents.archive_member import Member
from imtextgui.documents.archives.open_archive import Archive, may_hold_files
from imtextgui.documents.content import HELD_BYTES, Limits, native, open_bytes, translating_os
from imtextgui.errors import DocumentAway, DocumentMissing, DocumentTooLarge
from imtextgui.plain_files import is_elsewhere

_CHUNK = 2**20


def split_path(path: Path) -> tuple[Path, str]:
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
        if stat.S_ISREG(state.st_mode) and may_hold_files(candidate.name):
            return candidate, path.relative_to(candidate).as_posix()
        break
    raise DocumentMissing(path=str(path))


class OpenArchives:
    """Keeps the archives that were read last open, so that reading entries in their order unpacks once.

    For one thread. A context manager.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: list[tuple[str, tuple[int, int], Archive]] = []

    def find(self, path: Path) -> "LocatedEntry":
        """The entry at ``path``. Raises DocumentMissing, DocumentTooLarge for one that lies too deep, and others."""
        file, inner = split_path(path)
        with translating_os(file):
            state = native(file).stat()
        if is_elsewhere(state):
            raise DocumentAway(path=str(file))
        stamp = (state.st_size, state.st_mtime_ns)
        archive = self._archive(0, file, stamp, lambda: open_bytes(file))
        for depth in range(1, self._limits.max_depth + 1):
            name, rest = archive.split(inner)
            if not rest:
                return LocatedEntry(path, archive, name, file, stamp, depth)
            inner = rest
            archive = self._archive(depth, archive.path / name, stamp, partial(_copied, archive, name))
        raise too_deep(path, self._limits)

    def _archive(
        self, level: int, path: Path, stamp: tuple[int, int], opener: Callable[[], BinaryIO]
    ) -> Archive:
        if level < len(self._open) and self._open[level][:2] == (str(path), stamp):
            return self._open[level][2]
        self.close(level)
        with translating_os(path):
            file = opener()
        try:
            archive = Archive(path, file, stamp[1], self._limits)
        except BaseException:
            file.close()
            raise
        self._open.append((str(path), stamp, archive))
        return archive

    def close(self, level: int = 0) -> None:
        """Let go of the files, or of those from ``level`` on: 0 is an archive on disk, 1 one within it."""
        while len(self._open) > level:
            self._open.pop()[2].close()

    def __enter__(self) -> "OpenArchives":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class LocatedEntry:
    """The entry ``name`` of an open ``holder``: ``archive`` is the file on disk around all of it, ``stamp`` its size
    and time of change, ``depth`` how many archives lie around the entry.
    """

    path: Path
    holder: Archive
    name: str
    archive: Path
    stamp: tuple[int, int]
    depth: int

    @property
    def member(self) -> Member:
        """What the archive tells of it."""
        return self.holder.members[self.name]

    def pieces(self) -> Iterator[bytes]:
        """Its bytes from the beginning to the end. Raises DocumentErrors, of an entry longer than told as well."""
        read = 0
        with self.holder.stream(self.name) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > self.member.size:
                    raise DocumentTooLarge(path=str(self.path), reason=f"more than {self.member.size} bytes")
                yield chunk


def too_deep(path: Path, limits: Limits) -> DocumentTooLarge:
    """An archive within so many others is not looked into."""
    return DocumentTooLarge(path=str(path), reason=f"in {limits.max_depth} archives, one in the other")


def _copied(archive: Archive, name: str) -> BinaryIO:
    """A member as a file of its own, in memory while it is small."""
    copy = SpooledTemporaryFile(max_size=HELD_BYTES)  # noqa: SIM115 - its archive closes it
    with archive.stream(name) as stream:
        while chunk := stream.read(_CHUNK):
            copy.write(chunk)
    copy.seek(0)
    return cast(BinaryIO, copy)
