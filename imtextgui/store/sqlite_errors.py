"""What SQLite and the system raise about a catalogue, told as CatalogueErrors."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imtextgui.errors import (
    FULL_DISK,
    CatalogueBusy,
    CatalogueDamaged,
    CatalogueDiskFull,
    CatalogueError,
    CatalogueForbidden,
    CataloguePublished,
)

_ROOM_NEEDED = 1 << 20
"""Bytes below which a failed write is taken for a full disk: SQLite says "disk I/O error" for both."""

_DAMAGE_WITHOUT_A_CODE = frozenset({"unsupported file format", "SQL logic error"})
"""What SQLite says of a header, and of full-text tables, that are damaged, with the code of a wrong statement."""

_PUBLISHED = "because it is a view"
"""How the message ends where something was to be written that lies in a published snapshot."""

_FAILED_WRITES = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
"""What SQLite calls a write that failed for another reason than a full disk, a quota among them."""

_ERRORS: dict[int, type[CatalogueError]] = {
    sqlite3.SQLITE_FULL: CatalogueDiskFull,
    sqlite3.SQLITE_BUSY: CatalogueBusy,
    sqlite3.SQLITE_LOCKED: CatalogueBusy,
    sqlite3.SQLITE_CORRUPT: CatalogueDamaged,
    sqlite3.SQLITE_NOTADB: CatalogueDamaged,
    sqlite3.SQLITE_IOERR: CatalogueDamaged,
    sqlite3.SQLITE_READONLY: CatalogueForbidden,
    sqlite3.SQLITE_PERM: CatalogueForbidden,
    sqlite3.SQLITE_CANTOPEN: CatalogueForbidden,
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the catalogue at ``path`` into a CatalogueError; bugs keep their
    exception.
    """
    try:
        yield
    except UnicodeDecodeError as trouble:  # a text of the schema that is no UTF-8
        raise CatalogueDamaged(path=str(path), reason=str(trouble)) from trouble
    except sqlite3.DatabaseError as trouble:
        kind = _kind(trouble, path)
        if kind is None:
            raise
        raise kind(path=str(path), reason=str(trouble)) from trouble


@contextmanager
def translated_os(path: Path) -> Iterator[None]:
    """Turn what the system raises about ``path`` into a CatalogueError."""
    try:
        yield
    except OSError as trouble:
        full = trouble.errno in FULL_DISK
        kind = CatalogueDiskFull if full else CatalogueForbidden
        raise kind(path=str(path), reason=str(trouble)) from trouble


def _kind(trouble: sqlite3.DatabaseError, path: Path) -> type[CatalogueError] | None:
    if str(trouble).endswith(_PUBLISHED):
        return CataloguePublished
    code = getattr(trouble, "sqlite_errorcode", None)
    if code is None:
        # Python itself raises when a text in the file is no UTF-8
        return CatalogueDamaged if "decode" in str(trouble) else None
    if code & 0xFF in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN} and _room(path) < _ROOM_NEEDED:
        return CatalogueDiskFull
    if code == sqlite3.SQLITE_ERROR and str(trouble) in _DAMAGE_WITHOUT_A_CODE:
        return CatalogueDamaged
    if code in _FAILED_WRITES:
        # Nothing says that the file is damaged: the disk may have gone, or let a file grow no more.
        return CatalogueDiskFull if _is_quota_used_up(path) else CatalogueForbidden
    return _ERRORS.get(code & 0xFF)


def _folder_of(path: Path) -> Path:
    return next(parent for parent in path.absolute().parents if parent.is_dir())


def _room(path: Path) -> int:
    return shutil.disk_usage(_folder_of(path)).free


def _is_quota_used_up(path: Path) -> bool:
    """Whether a file beside ``path`` cannot grow: of a quota, only who writes is told how much is left."""
    probe = _folder_of(path) / f".room-{secrets.token_hex(8)}"
    try:
        handle = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            left = _ROOM_NEEDED
            while left:
                left -= os.write(handle, bytes(left))
            os.fsync(handle)
        finally:
            os.close(handle)
            probe.unlink()
    except OSError as trouble:
        return trouble.errno in FULL_DISK
    return False
