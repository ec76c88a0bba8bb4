"""Landlock: a process lets itself open no file but those beneath folders that it names, for good.

It counts for the thread that asks and for threads started later, so a process asks before it has a second one. Linux
has it since 5.13, where the distribution switches it on.
"""

import ctypes
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from imtextgui.linux import system_calls

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FIRST_RIGHTS = (1 << 13) - 1
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_MAKE_DEVICES = 1 << 6 | 1 << 11
_NET = 1 << 0 | 1 << 1
_SCOPES = 1 << 0 | 1 << 1
_VERSION = 1 << 0
_BENEATH = 1


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """That of the rules which this system knows, from 1; 0 where it knows none, or has them switched off."""
    with suppress(OSError):
        return system_calls.call("landlock_create_ruleset", None, 0, _VERSION)
    return 0


def restrict(read: Iterable[Path], write: Iterable[Path]) -> None:
    """Let this thread open files beneath ``read`` for reading only, and do anything but run programs beneath ``write``.

    A path may be that of a single file; one that is not there is passed over. No TCP connection, no signal and no
    abstract socket leaves the process either, where the version of the system knows about that. Raises OSError where
    the system refuses.
    """
    known = version()
    if not known:
        raise OSError(38, "Landlock")
    handled = _handled(known)
    rules = _Ruleset(handled, _NET if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    ruleset = system_calls.call("landlock_create_ruleset", ctypes.byref(rules), size, 0)
    try:
        for path in read:
            _allow(ruleset, path, _READ_FILE | _READ_DIR)
        for path in write:
            _allow(ruleset, path, handled & ~(_EXECUTE | _MAKE_DEVICES | _IOCTL_DEV))
        system_calls.give_up_new_privileges()
        system_calls.call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _handled(known: int) -> int:
    """All rights on files that a version knows: what is handled and not allowed is refused."""
    later = ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV))
    return _FIRST_RIGHTS | sum(right for since, right in later if known >= since)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = rights if path.is_dir() else rights & _OF_FILES
        rule = _Beneath(allowed, folder)
        system_calls.call("landlock_add_rule", ruleset, _BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(folder)
