"""The folder that catalogues are published in: what of it publishing has made, and what is somebody else's."""

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from imtextgui.config.paths import DATABASE
from imtextgui.errors import PublicationForeign
from imtextgui.store.published.manifest import CURRENT, MANIFEST, SNAPSHOTS, is_snapshot_name

LOCK = "publish.lock"
NEXT = "next.json"

_PART = ".part-"
_PART_NAME = re.compile(r"\.part-[0-9a-f]{32}")
_ID = re.compile(r"[0-9a-f]{32}")


def require_free(target: Path) -> None:
    """Raise PublicationForeign where anything but what publishing makes is in the folder ``target``.

    ``current.json`` and "snapshots" are names that people give, too: what they hold tells whose they are.
    """
    if not target.exists():
        return
    if (target / CURRENT).is_file():
        if not (told_name(target) or any(snapshots(target))):
            raise PublicationForeign(path=str(target))
        return
    for file in target.iterdir():
        ours = file.name in {LOCK, NEXT, f"{NEXT}.tmp", f"{CURRENT}.tmp"} or (
            file.name == SNAPSHOTS and _is_ours(file)
        )
        if not ours:
            raise PublicationForeign(path=str(target))


def told_name(target: Path) -> str:
    """The name of the publication as far as ``current.json`` tells it; "" where the file is not one of ours."""
    try:
        told = json.loads((target / CURRENT).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    if not isinstance(told, dict) or not {"publication", "snapshot", "manifest"} <= told.keys():
        return ""
    name = told["publication"]
    return name if isinstance(name, str) and _ID.fullmatch(name) else ""


def new_part(target: Path) -> Path:
    """A new folder in ``target`` for a snapshot that is being made. Raises OSError."""
    part = target / SNAPSHOTS / f"{_PART}{uuid.uuid4().hex}"
    part.mkdir()
    return part


def sweep_parts(target: Path) -> None:
    """Remove what publishing has left that was killed; whoever holds the lock knows that nobody writes it."""
    for part in (target / SNAPSHOTS).glob(f"{_PART}*"):
        if _is_part(part):
            shutil.rmtree(part, ignore_errors=True)


def snapshots(target: Path) -> Iterator[Path]:
    """The folders of the snapshots in ``target``, and what is left of some; the earliest one first."""
    folder = target / SNAPSHOTS
    for snapshot in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _is_snapshot(snapshot):
            yield snapshot


def remove_snapshot(snapshot: Path) -> None:
    """Remove a snapshot; all of it stays where Windows keeps its database for a reader. Raises nothing.

    Its manifest goes last: until then it tells whose the folder is.
    """
    try:
        (snapshot / DATABASE).unlink(missing_ok=True)
        for entry in snapshot.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != MANIFEST:
                entry.unlink()
    except OSError:  # in use: the next who publishes removes the rest
        return
    shutil.rmtree(snapshot, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and all(_is_part(entry) or _is_snapshot(entry) for entry in folder.iterdir())


def _is_part(folder: Path) -> bool:
    """Whether ``folder`` is one of a snapshot that was being made: by its name, and the database that comes first."""
    if not _PART_NAME.fullmatch(folder.name) or folder.is_symlink() or not folder.is_dir():
        return False
    names = {entry.name for entry in folder.iterdir()}
    return not names or any(name.startswith(DATABASE) for name in names)


def _is_snapshot(folder: Path) -> bool:
    """Whether ``folder`` is one of a snapshot: it has a manifest, and a database, or its name tells the digest."""
    if not is_snapshot_name(folder.name) or folder.is_symlink() or not folder.is_dir():
        return False
    try:
        if (folder / MANIFEST).is_file() and (folder / DATABASE).is_file():
            return True
        digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except FileNotFoundError:
        return not any(folder.iterdir())
    except OSError:
        return False
    return folder.name.endswith(f"-{digest[:12]}")
