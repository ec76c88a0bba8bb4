"""Catalogues that are made in parts and published together: what a part begins with, and when all are current."""

import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from imtextgui import __version__, file_output
from imtextgui.config import paths
from imtextgui.domain.progress import Job
from imtextgui.errors import (
    FULL_DISK,
    CatalogueMissing,
    PublicationBusy,
    PublicationDamaged,
    ReportDiskFull,
    ReportForbidden,
)
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import local_copy
from imtextgui.store.published.manifest import (
    Current,
    is_publication,
    read_current,
    read_manifest,
)
from imtextgui.store.published.shard_set import (
    FORMAT,
    PublishedShard,
    ShardSet,
    read_set,
    shard_folders,
    shard_name,
    write_set,
)
from imtextgui.store.published.switching import put_in_force, read_next

RUN_LOCK = "index.lock"
"""The lock of whoever makes the shards of a folder."""

SWITCH_SECONDS = 60.0
"""So long another program that publishes a shard is waited for."""

__all__ = [
    "PublishedShard",
    "ShardSet",
    "known_set",
    "newest",
    "only_one",
    "pages_of_all",
    "publish_together",
    "shard_name",
    "shards_of",
    "shards_of_whole",
    "working_copy",
]


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Be the only run that makes shards in ``folder``. Raises PublicationBusy, and ReportForbidden."""
    file_output.make_folder(folder)
    with WriterLock(folder, RUN_LOCK, mode=0o666) as lock:
        if not lock.acquire():
            raise PublicationBusy(path=str(folder))
        yield


def newest(shard: Path) -> Current | None:
    """The newest whole snapshot of the shard in a folder, current or not yet; None where there is none."""
    return read_next(shard) or (read_current(shard) if is_publication(shard) else None)


def working_copy(shard: Path, current: Current, scratch: Path) -> Job[Path]:
    """Copy a snapshot of a shard into the folder ``scratch``; gives the folder of an ordinary catalogue.

    Raises PublicationDamaged, and OSError.
    """
    return local_copy.copy(shard, current, read_manifest(shard, current), scratch)


def known_set(folder: Path) -> ShardSet | None:
    """The set in ``folder``; None where there is none. Raises PublicationDamaged."""
    return read_set(folder) if paths.is_shard_set(folder) else None


def shards_of(folder: Path) -> tuple[Path, ...]:
    """The published catalogues that make up the one in ``folder``: itself, unless it is a set.

    Raises PublicationDamaged.
    """
    return shard_folders(folder) if paths.is_shard_set(folder) else (folder,)


def shards_of_whole(folder: Path) -> tuple[Path, ...]:
    """As ``shards_of``; a set that is damaged is the folder itself, which then cannot be opened."""
    try:
        return shards_of(folder)
    except PublicationDamaged:
        return (folder,)


def pages_of_all(folder: Path, otherwise: int) -> int:
    """The pages of the set in ``folder``; ``otherwise`` where it cannot be read at this moment."""
    try:
        return read_set(folder).pages
    except (PublicationDamaged, CatalogueMissing):
        return otherwise


def publish_together(
    folder: Path, indexed: Path, shards: Iterable[PublishedShard], *, set_id: str = ""
) -> ShardSet:
    """Let what waits in each shard be current, and then the set; readers of a new set see all of it or nothing.

    Raises PublicationBusy, PublicationDamaged, ReportForbidden and ReportDiskFull.
    """
    told = ShardSet(
        FORMAT, set_id or uuid.uuid4().hex, str(indexed), round(time.time(), 3), __version__, tuple(shards)
    )
    try:
        for shard in told.shards:
            put_in_force(folder / shard.name, wait=SWITCH_SECONDS)
    except OSError as trouble:
        full = trouble.errno in FULL_DISK
        raise (ReportDiskFull if full else ReportForbidden)(
            path=str(folder), reason=str(trouble)
        ) from trouble
    write_set(folder, told)
    return told
