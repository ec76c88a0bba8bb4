"""Files of other bytes that are alike in size and time of change: whether they have changed places."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from imtextgui.documents.content import native
from imtextgui.plain_files import system_id, system_id_at


class KnownFile(Protocol):
    """What the catalogue remembers of a path."""

    @property
    def item_id(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def mtime_ns(self) -> int: ...
    @property
    def content_id(self) -> int | None: ...
    @property
    def system_id(self) -> str | None: ...


class Twins:
    """The files in the folder ``root`` that others of other bytes equal in size and time of change, of those ``known``.

    Where they have changed places nothing tells it but what the system calls them.
    """

    def __init__(self, root: Path, known: Mapping[str, KnownFile]) -> None:
        self._root = root
        self._called: dict[str, tuple[str, frozenset[str]]] = {}
        """What the system called each, and what it called all that are like it."""
        alike = _alike(known)
        for paths in alike:
            called = {path: file_id for path in paths if (file_id := known[path].system_id)}
            every = frozenset(called.values())
            self._called |= {path: (file_id, every) for path, file_id in called.items()}

    def changed(self, relpath: str, seen: os.stat_result) -> bool:
        """Whether the file at ``relpath``, which was ``seen`` in its folder, is one of its twins now.

        A number that is none of theirs tells nothing: file systems without numbers of their own make new ones each time
        that they are mounted. Folders of Windows tell no numbers, so that there the file itself is asked.
        """
        if relpath not in self._called:
            return False
        before, every = self._called[relpath]
        called = system_id(seen) or system_id_at(native(self._root / relpath))
        return called != before and called in every


def _alike(known: Mapping[str, KnownFile]) -> list[list[str]]:
    """Paths by common size and time of change, where there are several contents."""
    first: dict[tuple[int, int], int | None] = {}
    states = {
        (file.size, file.mtime_ns)
        for file in known.values()
        if first.setdefault((file.size, file.mtime_ns), file.content_id) != file.content_id
    }
    paths: dict[tuple[int, int], list[str]] = {state: [] for state in states}
    if states:
        for path, file in known.items():
            if (file.size, file.mtime_ns) in states:
                paths[file.size, file.mtime_ns].append(path)
    return list(paths.values())
