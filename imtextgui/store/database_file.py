"""What a database file tells of itself without being opened by SQLite, and whether it was only begun."""

from pathlib import Path
from typing import TypeAlias

from imtextgui.errors import CatalogueDamaged
from imtextgui.windows.long_paths import native

FileState: TypeAlias = tuple[int, int, int]
"""What tells that a file was changed or replaced: its number, size and time of change."""


def is_write_ahead(path: Path) -> bool:
    """Whether the header of the database file says that it is read with a write-ahead log."""
    with native(path).open("rb") as file:
        return file.read(20)[18:20] == b"\x02\x02"


def file_state(path: Path) -> FileState:
    """The state of the file ``path``. Raises OSError."""
    state = native(path).stat()
    return state.st_ino, state.st_size, state.st_mtime_ns


def holds_changes(path: Path) -> bool:
    """Whether there is a log beside the database ``path``, of changes that may not be in it yet."""
    log = native(path.with_name(f"{path.name}-wal"))
    return log.exists() and log.stat().st_size > 0


def refuse_empty(path: Path) -> None:
    """Raise CatalogueDamaged for a file of 0 bytes, which SQLite would silently make into a new database.

    Whoever opens for changes holds the lock of the folder, so that nobody is making the file at this moment. Where
    whoever was making it was killed, nothing has ever been in it, and it is made now.
    """
    # A folder of Windows has no size either.
    if native(path).is_file() and native(path).stat().st_size == 0 and not is_only_begun(path):
        raise CatalogueDamaged(path=str(path), reason="the file has 0 bytes")


def is_only_begun(path: Path) -> bool:
    """Whether whoever was making the database ``path`` has not come to its tables."""
    return native(being_made(path)).exists() and native(path).stat().st_size == 0


def being_made(path: Path) -> Path:
    """The file beside the database that is there from before it is made until it has its tables."""
    return path.with_name(f"{path.name}-making")
