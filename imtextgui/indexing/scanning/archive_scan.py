"""Compares what is in an archive with what the catalogue knows of it, as a scan does for a folder."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from imtextgui.documents.content import DEFAULT_LIMITS, Limits, Listing
from imtextgui.documents.readers import may_hold_files
from imtextgui.errors import DocumentTooLarge
from imtextgui.indexing.scanning.exclusion_rules import ExclusionRules
from imtextgui.indexing.scanning.left_out_files import LeftOutFiles
from imtextgui.indexing.scanning.scan import FileState
from imtextgui.indexing.scanning.twins import KnownFile


@dataclass(slots=True)
class ArchiveChanges:
    """What is different in an archive: ``candidates`` are new or changed entries in their order, ``gone`` the relpaths
    of entries that are no longer there, ``entries`` how many there are, ``left_out`` why not all are taken.
    """

    candidates: list[FileState] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    entries: int = 0
    left_out: DocumentTooLarge | None = None


class ArchiveScan:
    """The archives of one source in one run.

    ``known`` is what is remembered, by relpath; entries have paths below their archive's. ``stale`` names entries to
    take again although they did not change. ``rules`` say what is left out, which ``left_out`` is told. However
    archives lie in each other, the outermost may hold no more than ``limits`` allow.
    """

    def __init__(
        self,
        known: Mapping[str, KnownFile],
        *,
        stale: Container[str] = (),
        rules: ExclusionRules | None = None,
        left_out: LeftOutFiles | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._known = known
        self._paths: list[str] | None = None
        self._stale = stale
        self._rules = rules or ExclusionRules("")
        self._left_out = left_out or LeftOutFiles((), known)
        self._limits = limits
        self._outermost: dict[str, str] = {}
        self._entries: defaultdict[str, int] = defaultdict(int)
        self._bytes: defaultdict[str, int] = defaultdict(int)

    def compare(self, archive: str, listing: Listing) -> ArchiveChanges:
        """Compare what the archive at relpath ``archive`` holds with what is known of it."""
        changes = ArchiveChanges()
        seen: set[str] = set()
        for state in self._taken(archive, listing, changes):
            seen.add(state.relpath)
            before = self._known.get(state.relpath)
            if (
                before is None
                or (before.size, before.mtime_ns) != (state.size, state.mtime_ns)
                or state.relpath in self._stale
            ):
                changes.candidates.append(state)
        changes.entries = len(seen)
        changes.gone = [path for path in self._below(archive) if not _is_there(path, archive, seen)]
        for path in changes.gone:
            self._left_out.add_archive(path, {})
        return changes

    def entries_of(self, archive: str) -> list[str]:
        """What is known to be in a file in which nothing can be found any more."""
        self._left_out.add_archive(archive, {})
        return list(self._below(archive))

    def _taken(self, archive: str, listing: Listing, changes: ArchiveChanges) -> Iterator[FileState]:
        outermost = self._outermost.get(archive, archive)
        skipped = Counter((f"{archive}/{name}", reason) for name, reason in listing.not_files)
        self._left_out.add_archive(archive, skipped)
        for name, size, mtime_ns in listing.entries:
            relpath = f"{archive}/{name}"
            if (outer := self._rules.outermost(relpath)) is not None:
                skipped[outer] += 1
                continue
            self._entries[outermost] += 1
            self._bytes[outermost] += size
            if (
                self._entries[outermost] > self._limits.max_entries
                or self._bytes[outermost] > self._limits.max_unpacked_bytes
            ):
                reason = f"more than {self._entries[outermost] - 1} files in {outermost}"
                changes.left_out = DocumentTooLarge(path=archive, reason=reason)
                return
            if may_hold_files(Path(name)):
                self._outermost[relpath] = outermost
            yield FileState(relpath, size, mtime_ns)

    def holders(self) -> set[str]:
        """The known files in which others are known to lie."""
        return {holder for path in self._known for holder in _prefixes(path) if holder in self._known}

    def _below(self, archive: str) -> Iterator[str]:
        """The known paths in an archive."""
        if self._paths is None:
            self._paths = sorted(self._known)
        start = f"{archive}/"
        for index in range(bisect_left(self._paths, start), len(self._paths)):
            if not self._paths[index].startswith(start):
                return
            yield self._paths[index]


def _prefixes(path: str) -> Iterator[str]:
    """The folders, or archives, that ``path`` lies in."""
    while path := path.rpartition("/")[0]:
        yield path


def _is_there(path: str, archive: str, seen: Container[str]) -> bool:
    """Whether ``path`` is one of ``seen``, or lies in an archive that is."""
    while len(path) > len(archive):
        if path in seen:
            return True
        path = path.rpartition("/")[0]
    return False
