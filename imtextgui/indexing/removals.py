"""Tells files that were removed from files that are away: a drive that is not connected looks like an empty folder."""

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from imtextgui.indexing.scanning.exclusion_rules import ExclusionRules
from imtextgui.indexing.scanning.scan import FileState, archive_of
from imtextgui.indexing.scanning.twins import KnownFile

LEAST = 20
"""Files from which on it is asked whether they were removed: fewer are deleted by hand every day, and are read again
within a minute or two should they return. What people added to them stays in any case.
"""

SHARE = 0.5
"""More than this share of a source is not tidied up from one run to the next, but is what a drive takes with it."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """The drive that a source is on.

    ``mount`` is the folder that the drive is seen at, ``filesystem`` what its file system calls itself, "" where it has
    no name. ``mounts`` are the relpaths (they end in ``/``) of folders of the source that are drives of their own.
    ``real`` is the source itself without links; on a mapped drive of Windows it begins with the name of the share.
    """

    mount: str = ""
    filesystem: str = ""
    mounts: tuple[str, ...] = ()
    real: str = ""

    @classmethod
    def read(cls, stored: str) -> "SourcePlace":
        """What ``stored`` tells, as the database keeps it; "" stands for a source that no run has looked at."""
        if not stored:
            return cls()
        told = json.loads(stored)
        # A run of an earlier version did not note the last of them.
        return cls(told["mount"], told["filesystem"], tuple(told["mounts"]), told.get("real", ""))

    def stored(self) -> str:
        """As the database keeps it."""
        return json.dumps(asdict(self))

    def is_other_drive(self, now: "SourcePlace") -> bool:
        """Whether ``now`` another drive is seen there, or none; False where nothing was looked at before."""
        if not self.mount:
            return False
        named = self.filesystem and now.filesystem
        return self.mount != now.mount or bool(named and self.filesystem != now.filesystem)


def look_at(root: Path, mounts: Collection[str]) -> SourcePlace:
    """The drive of the folder ``root``, in which ``mounts`` are drives of their own."""
    real = os.path.realpath(root)
    mount = next((str(folder) for folder in (Path(real), *Path(real).parents) if os.path.ismount(folder)), "")
    return SourcePlace(mount, filesystem(real), tuple(sorted(mounts)), real)


def filesystem(folder: str) -> str:
    """What the file system that ``folder`` is on calls itself; "" where it has no name or cannot be reached."""
    try:
        if hasattr(os, "statvfs"):
            # Made of its UUID by ext4 and Btrfs; network drives have none, and the number of the device is no name.
            return str(os.statvfs(folder).f_fsid or "")
        return str(Path(folder).stat().st_dev)  # on Windows the serial number of the volume
    except OSError:
        return ""


class Removals:
    """What became of the files of one source; ``known`` is what is remembered of it, by relpath.

    Entries of archives go with their archive, and what a rule leaves out was wanted out: neither counts.
    """

    def __init__(self, known: Mapping[str, KnownFile], rules: ExclusionRules, *, other_drive: bool) -> None:
        self._known, self._rules, self._other_drive = known, rules, other_drive

    @cached_property
    def _files(self) -> dict[str, tuple[int, int]]:
        """Size and time of change of what counts; looked up only where something is gone, as it asks for each file."""
        return {
            path: (file.size, file.mtime_ns)
            for path, file in self._known.items()
            if file.size >= 0
            and archive_of(path, self._known) is None
            and self._rules.outermost(path) is None
        }

    @property
    def known(self) -> int:
        """How many files there were."""
        return len(self._files)

    def is_emptied(self, gone: Collection[str], new: Iterable[FileState]) -> bool:
        """Whether no file is there any more, and what is there instead is a note, or another drive.

        Files that only have new names keep size and time of change.
        """
        if not gone or not self._files or not self._files.keys() <= set(gone):
            return False
        states = [(state.size, state.mtime_ns) for state in new]
        moved = not set(self._files.values()).isdisjoint(states)
        return not moved and (self._other_drive or len(states) < len(self._files))

    def lost(self, gone: Iterable[str]) -> list[str]:
        """Those of ``gone`` that count."""
        return [path for path in gone if path in self._files]

    def are_doubtful(self, lost: int) -> bool:
        """Whether it is to be asked if so many files were removed."""
        return lost > 0 and lost > SHARE * len(self._files) and (self._other_drive or lost >= LEAST)
