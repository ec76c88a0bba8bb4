"""Compares a source with what the catalogue knows of it: one walk over the folder, no file is opened."""

import os
import stat
import sys
import time
from collections.abc import Collection, Container, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from imtextgui.documents.content import native
from imtextgui.domain.items import Problem
from imtextgui.domain.left_out import LeftOut, LeftOutReason
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import (
    DocumentAway,
    DocumentDamaged,
    DocumentForbidden,
    DocumentMissing,
    DocumentUnmounted,
    SourceMissing,
)
from imtextgui.indexing.exclusion_rules import ExclusionRules
from imtextgui.indexing.left_out_files import LeftOutCounter

HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)
SYSTEM = getattr(stat, "FILE_ATTRIBUTE_SYSTEM", 4)
ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Attributes of Windows: offline, recalled when it is opened, recalled when it is read."""

DATALESS = 0x40000000
"""Flag of macOS for a file whose content is in the cloud."""

STEP = 200
"""Folders between two progress steps; 10,000 folders are walked in 0.16 s."""

BREATH_SECONDS = 0.1
"""At a slow share a step comes after so long at the latest, but for one call of the system that takes longer."""


class FileState(NamedTuple):
    """A file as the walk saw it. ``relpath`` uses ``/`` and is relative to the source; size in bytes."""

    relpath: str
    size: int
    mtime_ns: int


class KnownFile(Protocol):
    """What the catalogue remembers of a path."""

    @property
    def item_id(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def mtime_ns(self) -> int: ...


@dataclass(slots=True)
class ScanResult:
    """What a walk found.

    ``candidates`` are new or changed files in walking order, ``gone`` the relpaths of items whose file is no longer
    there, ``problems`` the folders and links that could not be looked into, by relpath (folders end in ``/``),
    ``left_out`` what was not looked at, and why, ``mounts`` the folders that are drives of their own.
    What lies below a folder that could not be
    read is neither gone nor a candidate. Entries of archives are not walked: they stay as they are while their archive
    does, and count as files.
    """

    files: int = 0
    candidates: list[FileState] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    mounts: set[str] = field(default_factory=set)


def scan(
    root: Path,
    known: Mapping[str, KnownFile],
    *,
    exclude: str = "",
    stale: Container[str] = (),
    skip_folder: Path | None = None,
    mounts: Collection[str] = (),
) -> Job[ScanResult]:
    """Walk ``root`` and compare it with ``known`` (relpath to what is remembered).

    ``stale`` names remembered paths to take again although they did not change; ``skip_folder`` is left out (the
    catalogue's own). Links to folders are not followed, so a loop cannot trap the walk. ``mounts`` names folders that
    were drives of their own: where one is none any more and nothing is left of what was known in it, that is a problem,
    and it is not gone.
    Raises SourceMissing when ``root`` cannot be listed, or is empty although items are known: an unmounted drive
    looks like an empty folder, and what is known of it must not be lost.
    """
    result = ScanResult()
    seen: set[str] = set()
    skip = os.path.realpath(skip_folder) if skip_folder else None
    rules = ExclusionRules(exclude)
    walk = _Walk(root, rules, skip, result)
    for count, (prefix, entries) in enumerate(walk.folders()):
        for name, size, mtime_ns in entries or ():
            state = FileState(prefix + name, size, mtime_ns)
            seen.add(state.relpath)
            remembered = known.get(state.relpath)
            if state.relpath in walk.away:
                # Reading it would download it. What is known of it from before stays as it is.
                if remembered is None:
                    _note_away(root / state.relpath, state.relpath, result)
            elif state.relpath in stale or not _is_unchanged(state, remembered):
                result.candidates.append(state)
        if entries is None or count % STEP == 0:
            yield Progress(Stage.SCAN, done=len(seen), detail=prefix)
    if known and walk.empty:
        raise SourceMissing(path=str(root))
    for prefix in sorted(set(mounts) - result.mounts):
        if rules.outermost(prefix) is None and _is_lost(prefix, known, seen):
            details: dict[str, str | int | float] = {"path": str(root / prefix)}
            result.problems[prefix] = Problem(DocumentUnmounted.code, root / prefix, details=details)
    unseen = known.keys() - seen
    kept = {path: archive for path in unseen if (archive := archive_of(path, seen)) is not None}
    _keep(kept, result, known, stale)
    result.files += len(seen)
    result.gone = _gone(unseen - kept.keys(), result.problems)
    return result


def _is_unchanged(state: FileState, remembered: KnownFile | None) -> bool:
    return remembered is not None and (remembered.size, remembered.mtime_ns) == (state.size, state.mtime_ns)


def _is_lost(prefix: str, known: Iterable[str], seen: Container[str]) -> bool:
    """Whether files were known in the folder ``prefix``, and none of them is there."""
    files = [path for path in known if path.startswith(prefix) and not path.endswith("/")]
    return bool(files) and not any(path in seen for path in files)


def _note_away(path: Path, relpath: str, result: ScanResult) -> None:
    result.problems[relpath] = Problem(DocumentAway.code, path, details={"path": str(path)})


def count_changes(
    root: Path, known: Mapping[str, KnownFile], *, exclude: str = "", skip_folder: Path | None = None
) -> Job[tuple[int, int, int]]:
    """How many files of ``root`` are new, changed and gone against ``known``; none where it cannot be reached."""
    try:
        result = yield from scan(root, known, exclude=exclude, skip_folder=skip_folder)
    except SourceMissing:
        return 0, 0, 0
    changed = sum(state.relpath in known for state in result.candidates)
    return len(result.candidates) - changed, changed, len(result.gone)


def list_files(root: Path, *, skip_folder: Path | None = None) -> Job[tuple[str, ...]]:
    """Give the relpaths of all files of ``root`` that rules decide on, hidden ones among them.

    Raises SourceMissing when ``root`` cannot be listed.
    """
    relpaths: list[str] = []
    skip = os.path.realpath(skip_folder) if skip_folder else None
    for count, (prefix, entries) in enumerate(_Walk(root, None, skip, ScanResult()).folders()):
        relpaths += [prefix + name for name, _, _ in entries or ()]
        if entries is None or count % STEP == 0:
            yield Progress(Stage.SCAN, done=len(relpaths), detail=prefix)
    return tuple(relpaths)


def excluded_files(relpaths: Iterable[str], exclude: str) -> list[str]:
    """Those of ``relpaths`` that the gitignore lines ``exclude`` leave out; what lies in a folder goes with it."""
    rules = ExclusionRules(exclude)
    return [path for path in relpaths if rules.outermost(path) is not None]


def archive_of(path: str, files: Container[str]) -> str | None:
    """The one of ``files`` that ``path`` lies in, as an entry of an archive does; None where it lies in a folder."""
    while path := path.rpartition("/")[0]:
        if path in files:
            return path
    return None


def _keep(
    entries: Mapping[str, str], result: ScanResult, known: Mapping[str, KnownFile], stale: Container[str]
) -> None:
    """Count the ``entries`` of unchanged archives, and take the stale ones; a changed archive tells of its own."""
    changed = {state.relpath for state in result.candidates}
    for path, archive in sorted(entries.items()):
        if archive not in changed:
            result.files += 1
            if path in stale:
                result.candidates.append(FileState(path, known[path].size, known[path].mtime_ns))


def _gone(lost: set[str], problems: Mapping[str, Problem]) -> list[str]:
    # below a folder, or an archive
    unread = tuple(f"{path.removesuffix('/')}/" for path in problems)
    return sorted(path for path in lost if path not in problems and not path.startswith(unread))


class _Walk:
    """Lists folders depth first without following links to folders, or to files outside the source.

    Without ``rules`` nothing is left out but what no rule can take in.
    """

    def __init__(
        self, root: Path, rules: ExclusionRules | None, skip: str | None, result: ScanResult
    ) -> None:
        self.root = os.fspath(root)
        self.rules = rules
        self.skip = skip
        self.result = result
        self.counter = LeftOutCounter(self.root)
        self.empty = True
        self._devices: dict[str, int] = {}
        self._real_root: Path | None = None
        self._breath = time.monotonic()
        self.away: set[str] = set()
        """Relpaths of the files whose content is in the cloud and not on this disk."""

    def folders(self) -> Generator[tuple[str, list[tuple[str, int, int]] | None], None, None]:
        """Yield each folder's relpath prefix and its files as (name, size, mtime_ns).

        In between, where that takes long, a prefix and None: on a slow share a walk can be stopped there.
        """
        pending = [""]
        while pending:
            prefix = pending.pop()
            if self._is_long():
                yield prefix, None
            entries: list[os.DirEntry[str]] = []
            try:
                with os.scandir(os.fspath(native(Path(self.root, prefix)))) as listed:
                    for entry in listed:
                        entries.append(entry)
                        if self._is_long():
                            yield prefix, None
            except OSError as trouble:
                if not prefix:
                    raise SourceMissing(path=self.root) from trouble
                self._problem(DocumentForbidden.code, prefix, trouble)
                continue
            self.empty = self.empty and not entries
            self._note_device(prefix)
            files, folders = yield from self._sort(prefix, entries)
            pending.extend(reversed(folders))
            yield prefix, files

    def _is_long(self) -> bool:
        """Whether whoever walks was not heard of for ``BREATH_SECONDS``."""
        now = time.monotonic()
        if now - self._breath < BREATH_SECONDS:
            return False
        self._breath = now
        return True

    def _note_device(self, prefix: str) -> None:
        device = _device_of(self.root, prefix)
        around = prefix[: prefix.rfind("/", 0, -1) + 1]
        if prefix and device != self._devices.get(around, device):
            self.result.mounts.add(prefix)
        self._devices[prefix] = device

    def _sort(
        self, prefix: str, entries: list["os.DirEntry[str]"]
    ) -> Generator[tuple[str, None], None, tuple[list[tuple[str, int, int]], list[str]]]:
        files: list[tuple[str, int, int]] = []
        folders: list[str] = []
        entries.sort(key=_name)
        for entry in entries:
            if self._is_long():
                yield prefix, None
            relpath = prefix + entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if self._enters(relpath + "/", entry):
                        folders.append(relpath + "/")
                    continue
                state = entry.stat()
            except OSError as trouble:
                self._link_leads_nowhere(relpath, trouble)
                continue
            if entry.is_symlink() and stat.S_ISREG(state.st_mode) and self._leads_out(entry.path):
                self.result.left_out.append(LeftOut(relpath, LeftOutReason.LINK))
            elif self._takes(relpath, state):
                files.append((entry.name, state.st_size, state.st_mtime_ns))
                if is_elsewhere(state):
                    self.away.add(relpath)
        return files, folders

    def _enters(self, relpath: str, entry: "os.DirEntry[str]") -> bool:
        state = entry.stat(follow_symlinks=False) if sys.platform == "win32" else None
        if self.skip is not None and _is_folder(entry, self.skip):
            reason: LeftOutReason | None = LeftOutReason.CATALOGUE
        else:
            reason = self._reason(relpath, _attributes(state) if state is not None else 0)
        if reason is None and state is not None and _is_junction(state):
            self.result.left_out.append(LeftOut(relpath, LeftOutReason.LINK))
            return False
        if reason is not None and self.rules is not None:
            self.result.left_out.append(self.counter.folder(relpath, reason))
        return reason is None

    def _leads_out(self, link: str) -> bool:
        """Whether a link leads to a file outside the source, which nobody asked to be indexed."""
        if self._real_root is None:
            self._real_root = Path(os.path.realpath(self.root))
        return not Path(os.path.realpath(link)).is_relative_to(self._real_root)

    def _takes(self, relpath: str, state: os.stat_result) -> bool:
        is_folder = stat.S_ISDIR(state.st_mode)  # a link to one
        relpath += "/" * is_folder
        reason = self._reason(relpath, _attributes(state))
        if reason is None and not stat.S_ISREG(state.st_mode):
            reason = LeftOutReason.LINK if is_folder else LeftOutReason.SPECIAL
        if reason is not None:
            self.result.left_out.append(LeftOut(relpath, reason))
        return reason is None

    def _reason(self, relpath: str, attributes: int) -> LeftOutReason | None:
        """Why ``relpath`` is left out by its name, or by what Windows says of it."""
        if attributes & SYSTEM:
            return LeftOutReason.SYSTEM
        hidden = bool(attributes & HIDDEN)
        if self.rules is not None:
            return self.rules.reason(relpath, hidden=hidden)
        reason = _NO_RULES.reason(relpath, hidden=hidden)
        return None if reason is LeftOutReason.HIDDEN and not hidden else reason

    def _link_leads_nowhere(self, relpath: str, trouble: OSError) -> None:
        reason = self._reason(relpath, 0)
        if reason is not None:
            self.result.left_out.append(LeftOut(relpath, reason))
            return
        gone = isinstance(trouble, FileNotFoundError)
        self._problem(DocumentMissing.code if gone else DocumentDamaged.code, relpath, trouble)

    def _problem(self, code: str, relpath: str, trouble: OSError) -> None:
        path = os.path.join(self.root, relpath)  # noqa: PTH118 - a name with undecodable bytes stays as it is
        details: dict[str, str | int | float] = {"path": path, "reason": trouble.strerror or str(trouble)}
        self.result.problems[relpath] = Problem(code, Path(path), details=details)


def _device_of(root: str, prefix: str) -> int:
    """The number of the device that a folder is on; 0 where drives have letters, or it cannot be told."""
    if sys.platform == "win32":
        return 0
    try:
        return Path(root, prefix).stat().st_dev
    except OSError:
        return 0


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name


def is_elsewhere(state: os.stat_result) -> bool:
    """Whether a file is a placeholder: named and sized here, its content in the cloud (OneDrive, iCloud, archives)."""
    attributes = getattr(state, "st_file_attributes", 0) & ELSEWHERE
    return bool(attributes or getattr(state, "st_flags", 0) & DATALESS)


def _is_folder(entry: "os.DirEntry[str]", folder: str) -> bool:
    """Whether ``entry`` is the ``folder``, a real path.

    The entry's own real path is not asked for: Windows has none for more than 259 characters.
    """
    if os.path.normcase(entry.name) != os.path.normcase(os.path.basename(folder)):  # noqa: PTH119
        return False
    try:
        return os.path.samefile(entry.path, native(Path(folder)))  # noqa: PTH121
    except OSError:
        return False


def _is_junction(state: os.stat_result) -> bool:
    """Whether a folder of Windows is another name for one elsewhere, which may be one of those above it."""
    return getattr(state, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)


def _attributes(state: os.stat_result) -> int:
    """What Windows says of a file; 0 elsewhere."""
    return int(getattr(state, "st_file_attributes", 0))


_NO_RULES = ExclusionRules("")
