"""Walks the folders of a source and tells the files in them, what is left out, and what cannot be looked into."""

import os
import stat
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import TypeAlias

from imtextgui.documents.content import native
from imtextgui.domain.items import Problem
from imtextgui.domain.left_out import LeftOut, LeftOutReason
from imtextgui.errors import DocumentDamaged, DocumentForbidden, DocumentMissing, SourceMissing
from imtextgui.indexing.scanning.exclusion_rules import ExclusionRules
from imtextgui.indexing.scanning.left_out_files import LeftOutCounter
from imtextgui.plain_files import is_elsewhere

HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)
SYSTEM = getattr(stat, "FILE_ATTRIBUTE_SYSTEM", 4)
BREATH_SECONDS = 0.1
"""At a slow share a step comes after so long at the latest, but for one call of the system that takes longer."""


WalkedFile: TypeAlias = tuple[str, int, int, os.stat_result]
"""Name, size in bytes and time of change in ns of a file, and all that its folder tells of it."""


class FolderWalk:
    """Lists folders depth first without following links to folders, or to files outside the source.

    Without ``rules`` nothing is left out but what no rule can take in.
    """

    def __init__(self, root: Path, rules: ExclusionRules | None, skip_folder: Path | None) -> None:
        self.root = os.fspath(root)
        self.rules = rules
        self.skip = os.path.realpath(skip_folder) if skip_folder else None
        self.counter = LeftOutCounter(self.root)
        self.empty = True
        """Whether there was nothing at all in the folders so far."""
        self.problems: dict[str, Problem] = {}
        """The folders and links that could not be looked into, by relpath; folders end in ``/``."""
        self.left_out: list[LeftOut] = []
        """What was not looked at, and why."""
        self.mounts: set[str] = set()
        """The folders that are drives of their own."""
        self._devices: dict[str, int] = {}
        self._real_root: Path | None = None
        self._breath = time.monotonic()
        self.away: set[str] = set()
        """Relpaths of the files whose content is in the cloud and not on this disk."""

    def folders(self) -> Generator[tuple[str, list[WalkedFile] | None], None, None]:
        """Yield each folder's relpath prefix and its files.

        In between, where that takes long, a prefix and None: on a slow share a walk can be stopped there.
        Raises SourceMissing where the root cannot be listed.
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
            self.mounts.add(prefix)
        self._devices[prefix] = device

    def _sort(
        self, prefix: str, entries: list["os.DirEntry[str]"]
    ) -> Generator[tuple[str, None], None, tuple[list[WalkedFile], list[str]]]:
        files: list[WalkedFile] = []
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
                self.left_out.append(LeftOut(relpath, LeftOutReason.LINK))
            elif self._takes(relpath, state):
                files.append((entry.name, state.st_size, state.st_mtime_ns, state))
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
            self.left_out.append(LeftOut(relpath, LeftOutReason.LINK))
            return False
        if reason is not None and self.rules is not None:
            self.left_out.append(self.counter.folder(relpath, reason))
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
            self.left_out.append(LeftOut(relpath, reason))
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
            self.left_out.append(LeftOut(relpath, reason))
            return
        gone = isinstance(trouble, FileNotFoundError)
        self._problem(DocumentMissing.code if gone else DocumentDamaged.code, relpath, trouble)

    def _problem(self, code: str, relpath: str, trouble: OSError) -> None:
        path = os.path.join(self.root, relpath)  # noqa: PTH118 - a name with undecodable bytes stays as it is
        details: dict[str, str | int | float] = {"path": path, "reason": trouble.strerror or str(trouble)}
        self.problems[relpath] = Problem(code, Path(path), details=details)


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


def _is_folder(entry: "os.DirEntry[str]", folder: str) -> bool:
    """Whether ``entry`` is the ``folder``, a real path.

    The entry's own real path is not asked for: Windows has none for more than 259 characters.
    """
    if os.path.normcase(entry.name) != os.path.normcase(Path(folder).name):
        return False
    try:
        return Path(entry.path).samefile(native(Path(folder)))
    except OSError:
        return False


def _is_junction(state: os.stat_result) -> bool:
    """Whether a folder of Windows is another name for one elsewhere, which may be one of those above it."""
    return getattr(state, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)


def _attributes(state: os.stat_result) -> int:
    """What Windows says of a file; 0 elsewhere."""
    return int(getattr(state, "st_file_attributes", 0))


_NO_RULES = ExclusionRules("")
