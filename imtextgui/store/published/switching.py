"""Which snapshot of a publication is current: one small file that is renamed, and what is removed after that."""

from contextlib import closing, suppress
from pathlib import Path

from imtextgui import durable
from imtextgui.config.paths import DATABASE
from imtextgui.errors import CatalogueError, PublicationBusy, PublicationDamaged
from imtextgui.store.connections import connect
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import target_folder
from imtextgui.store.published.manifest import (
    CURRENT,
    Current,
    decoded_current,
    encoded,
    is_publication,
    read_current,
    snapshot_folder,
)
from imtextgui.store.sqlite_errors import translated
from imtextgui.store.upkeep import unfinished_forgetting

LOCK = target_folder.LOCK
NEXT = target_folder.NEXT
"""The file that names a snapshot that is whole and not current yet."""
RETIRED = "retired"
"""The file in the folder of a snapshot that was current; its time of change is when another took its place."""

KEPT_SECONDS = 300.0
"""A snapshot that is not current any more stays so long at least: readers look for a newer one within a minute."""

REPLACING_SECONDS = 10.0
"""So long Windows is asked for: many machines read the file that names the snapshot, each for a moment."""


def switch(
    target: Path, current: Current, before: Current | None
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Let ``current`` take the place of the snapshot ``before``, and remove what nobody reads any more.

    Whoever calls it holds the lock of the folder. Gives what ``remove_forgotten`` does. Raises OSError.
    """
    if before is not None:
        (snapshot_folder(target, before) / RETIRED).write_bytes(b"")
    _put(target, CURRENT, current)
    (target / NEXT).unlink(missing_ok=True)
    removed = remove_forgotten(target, current)
    _remove_old(target, current, before)
    return removed


def remove_forgotten(target: Path, current: Current) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Remove earlier snapshots from before something was forgotten in the catalogue; gives those that are gone, and
    those that could not be removed. Readers go over to the ``current`` one.
    """
    forgotten = _forgotten(snapshot_folder(target, current))
    outdated = [
        snapshot
        for snapshot in target_folder.snapshots(target)
        if snapshot.name != current.snapshot and forgotten and _forgotten(snapshot) != forgotten
    ]
    for snapshot in outdated:
        target_folder.remove_snapshot(snapshot)
    kept = tuple(snapshot for snapshot in outdated if snapshot.exists())
    return tuple(snapshot for snapshot in outdated if snapshot not in kept), kept


def write_next(target: Path, current: Current) -> None:
    """Note a snapshot that is whole, for ``put_in_force``. Raises OSError."""
    _put(target, NEXT, current)


def read_next(target: Path) -> Current | None:
    """The snapshot that is whole and not current yet; None where there is none."""
    with suppress(OSError, PublicationDamaged):
        return decoded_current((target / NEXT).read_bytes(), target / NEXT)
    return None


def put_in_force(target: Path, *, wait: float) -> bool:
    """Let the snapshot that waits be the current one; False where none waits.

    Raises PublicationBusy where another program publishes there for ``wait`` seconds more, PublicationDamaged, and
    OSError.
    """
    with WriterLock(target, LOCK, mode=0o666) as lock:
        if not lock.acquire(wait=wait):
            raise PublicationBusy(path=str(target))
        current = read_next(target)
        if current is None:
            return False
        switch(target, current, read_current(target) if is_publication(target) else None)
    return True


def _put(target: Path, name: str, current: Current) -> None:
    draft = target / f"{name}.tmp"
    draft.write_bytes(encoded(current))
    durable.replace(draft, target / name, patience=REPLACING_SECONDS)


def _remove_old(target: Path, current: Current, before: Current | None) -> None:
    """Remove snapshots that no reader has any more: not the last two, and none that was current minutes ago.

    All times are those of the machine that the folder is on. What cannot be removed is tried again next time.
    """
    now = (target / CURRENT).stat().st_mtime
    kept = {current.snapshot, before.snapshot if before else ""}
    for snapshot in target_folder.snapshots(target):
        if snapshot.name not in kept and not _was_current_lately(snapshot, now):
            target_folder.remove_snapshot(snapshot)


def _forgotten(snapshot: Path) -> str:
    """The name of the last forgetting before a snapshot was made, "" where there was none, or nothing can be read."""
    database = snapshot / DATABASE
    try:
        with translated(database), closing(connect(database, "ro", immutable=True)) as connection:
            return unfinished_forgetting.last(connection)
    except CatalogueError:
        return ""


def _was_current_lately(snapshot: Path, now: float) -> bool:
    try:
        return abs(now - (snapshot / RETIRED).stat().st_mtime) < KEPT_SECONDS
    except OSError:
        return False
