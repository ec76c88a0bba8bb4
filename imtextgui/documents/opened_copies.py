"""Copies of entries of archives for other programs to open: read-only, in our own folder, for a day."""

import os
import shutil
import stat
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from imtextgui import durable
from imtextgui.config.paths import make_private
from imtextgui.documents.archives.entries import OpenArchives, split_path
from imtextgui.documents.content import DEFAULT_LIMITS, translating_os

KEPT_SECONDS = 24 * 3600
"""A copy that was asked for so long ago is removed when the next one is made."""


def archive_of(path: Path) -> Path | None:
    """The archive on disk that the entry at ``path`` lies in; None for a file, and where there is neither."""
    file, inner = split_path(path)
    return file if inner else None


def copied(path: Path, folder: Path) -> Path:
    """A copy of the entry at ``path`` in ``folder``, under its own name; the file itself where it is one.

    Raises as ``opening.open_document`` does.
    """
    if archive_of(path) is None:
        return path
    forget_old(folder)
    with OpenArchives(DEFAULT_LIMITS) as archives, translating_os(folder):
        entry = archives.find(path)
        key = blake2b(f"{path} {entry.stamp}".encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        copy = folder / key / path.name
        if copy.exists():
            os.utime(copy.parent)
            return copy
        make_private(copy.parent)
        fresh = copy.with_name("part")
        with fresh.open("wb") as file:
            file.writelines(entry.pieces())
        # Otherwise a copy of no bytes may be there after a power cut, and be kept for a day.
        durable.flush(fresh)
        fresh.chmod(stat.S_IRUSR)
        fresh.replace(copy)
        return copy


def forget_old(folder: Path) -> None:
    """Remove the copies in ``folder`` that were asked for too long ago."""
    _forget(folder, KEPT_SECONDS)


def forget_all(folder: Path) -> None:
    """Remove all copies in ``folder``, but those that another program has open on a system that keeps such."""
    _forget(folder, 0)


def _forget(folder: Path, seconds: float) -> None:
    """Remove the copies that are older than ``seconds``; a clock that was put back makes none of them younger."""
    for copies in folder.glob("*") if folder.is_dir() else ():
        # Some systems do not remove what another program has open, or what is read-only.
        with suppress(OSError):
            if abs(time.time() - copies.stat().st_mtime) > seconds or not seconds:
                for file in copies.glob("*"):
                    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
                shutil.rmtree(copies)
