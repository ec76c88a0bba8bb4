"""Writes a small file of the program's own, as it is one moment after the other: whole, or not at all."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from imtextgui import durable


def replace(file: Path, data: bytes) -> None:
    """Put ``data`` in place of ``file``, which is what it was until all is on the disk.

    It is its owner's alone, and is made under a name that nobody can guess, so that no file of somebody else is lost.
    A link stays one: the file that it leads to is replaced, beside which the new one is made, with the rights that the
    old one has, because others may share it. A link to a device or a pipe is replaced itself: a device, once it is
    replaced, is gone for all programs. Raises OSError, FileNotFoundError for a link that leads to none.
    """
    rights: int | None = None
    if file.is_symlink():
        shared = Path(os.path.realpath(file, strict=True))
        if shared.is_file():
            file, rights = shared, stat.S_IMODE(shared.stat().st_mode)
    fresh = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        if rights is not None:
            fresh.chmod(rights)
        durable.replace(fresh, file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def aside_of(file: Path) -> Iterator[Path]:
    """What was made of ``file``: earlier ones that were ``set_aside``, and drafts of a ``replace`` that was killed."""
    yield from file.parent.glob(f"{file.stem}-damaged-*{file.suffix}")
    yield from file.parent.glob(f".{file.name}-{'[0-9a-f]' * 16}")


def set_aside(file: Path) -> Path | None:
    """Rename ``file``, and give its new path; None where that is refused. No other file is replaced."""
    for number in range(1, 100):
        aside = file.with_name(f"{file.stem}-damaged-{number}{file.suffix}")
        with suppress(OSError):
            # Reserves the name; POSIX replaces what it finds there.
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            try:
                file.replace(aside)
            except OSError:
                aside.unlink()
                return None
            return aside
    return None
