"""Which files and folders of a source are left out by their name: hidden ones, those of the system, those of rules."""

import re

import pathspec

from imtextgui.domain.left_out import LeftOutReason

SYSTEM_NAMES = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "lost+found"}
    | {"__macosx", ".ds_store", ".apdisk", ".localized", ".trash", ".trashes", ".fseventsd"}
    | {".spotlight-v100", ".temporaryitems", ".documentrevisions-v100", ".directory"}
    | {".git", ".svn", ".hg", ".bzr"}
)
"""Files and folders, in lower case, that Windows, macOS, Linux desktops, file systems and version control keep for
themselves.
"""

SYSTEM_PREFIXES = ("~$", "@eadir", "._", ".~lock.", ".nfs", ".trash-", ".fuse_hidden")
"""Locks of Office and LibreOffice, thumbnails of NAS devices, second halves of files of macOS, files of Unix that are
deleted while they are open.
"""


def is_rule(line: str) -> bool:
    """Whether ``line`` is a pattern of gitignore; a backslash at its end, "!" alone and a range like [z-a] are none."""
    try:
        pathspec.GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


def broken_rule(lines: str) -> str | None:
    """The first of ``lines`` that no rule can be made of; None where all are rules, comments or blank."""
    return next((line for line in _rules(lines) if not is_rule(line)), None)


def _rules(lines: str) -> list[str]:
    return [line for line in lines.splitlines() if line.strip() and not line.lstrip().startswith("#")]


_GROUP_NAME = re.compile(r"\(\?P<\w+>")


class ExclusionRules:
    """The gitignore ``lines`` of a source, and what is left out without any.

    Hidden files and folders, whose names begin with a dot, are left out unless a line with ``!`` takes them in
    (``!.docs/``, or ``!.*`` for all); a folder that is taken in brings what is hidden in it. What is the system's stays
    out. Relpaths of folders end in ``/``.
    """

    def __init__(self, lines: str) -> None:
        # A line that is none, of the settings or of an earlier version, leaves nothing out: a run goes on.
        self._spec = pathspec.GitIgnoreSpec.from_lines(filter(is_rule, _rules(lines)))
        # Nearly every file matches no rule, and one expression finds that out faster than rule by rule.
        excluding = [rule.regex.pattern for rule in self._spec.patterns if rule.include and rule.regex]
        united = "|".join(_GROUP_NAME.sub("(?:", pattern) for pattern in excluding)
        self._may_match = re.compile(united).search if excluding else None
        self._folders: dict[str, tuple[str, LeftOutReason] | None] = {"": None}

    def matches(self, relpath: str) -> bool:
        """Whether the lines leave ``relpath`` out."""
        return (
            self._may_match is not None
            and self._may_match(relpath) is not None
            and self._spec.match_file(relpath)
        )

    def reason(self, relpath: str, *, hidden: bool = False) -> LeftOutReason | None:
        """Why ``relpath`` is left out by its own name, None where it is not; the folders around it are taken.

        ``hidden`` tells that the file system says so.
        """
        name = relpath[relpath.rfind("/", 0, -1) + 1 :].removesuffix("/").lower()
        if name in SYSTEM_NAMES or name.startswith(SYSTEM_PREFIXES):
            return LeftOutReason.SYSTEM
        if self.matches(relpath):
            return LeftOutReason.RULE
        if (hidden or name.startswith(".")) and self._spec.check_file(relpath).include is not False:
            return LeftOutReason.HIDDEN
        return None

    def outermost(self, relpath: str) -> tuple[str, LeftOutReason] | None:
        """What is left out and why, where the file ``relpath`` or a folder around it is; else None."""
        folder = relpath[: relpath.rfind("/") + 1]
        if (around := self._outermost_folder(folder)) is not None:
            return around
        why = self.reason(relpath)
        return None if why is None else (relpath, why)

    def _outermost_folder(self, folder: str) -> tuple[str, LeftOutReason] | None:
        if folder not in self._folders:
            around = self._outermost_folder(folder[: folder.rfind("/", 0, -1) + 1])
            why = None if around is not None else self.reason(folder)
            self._folders[folder] = around if why is None else (folder, why)
        return self._folders[folder]
