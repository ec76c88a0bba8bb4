"""Where a machine reads a published snapshot from: the share, or a copy that is wanted or needed."""

import logging
from dataclasses import dataclass
from pathlib import Path

from imtextgui.config import paths
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.progress import Job
from imtextgui.errors import CatalogueBusy, CatalogueDamaged, CatalogueTooNew, PublicationAway
from imtextgui.store import schema
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import local_copy
from imtextgui.store.published.manifest import Current, Manifest, read_manifest, snapshot_folder
from imtextgui.store.published.sources import published_sources
from imtextgui.store.published.updated_copy import is_outdated
from imtextgui.store.sqlite_errors import translated_os

_COPY_LOCK = "copying.lock"

_COPYING_SECONDS = 600.0
"""So long another program that brings the same snapshot up to date is waited for: at 10 MB/s it copies 6 GB."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SnapshotReading:
    """The snapshot that is read, the manifest of the files that are read, and the folder that they are in."""

    current: Current
    manifest: Manifest
    place: Path


class SnapshotCopies:
    """The copies, in the folder ``home`` on this machine, of what is published in ``folder``.

    A share that is slow is copied, or each as the settings want it. A snapshot of an earlier schema is always copied,
    since only a copy may be brought up to date.
    """

    def __init__(self, folder: Path, home: Path, settings: CurrentSettings) -> None:
        self._folder = folder
        self._home = home
        self._settings = settings
        self._is_slow: bool | None = None

    def has(self, place: Path) -> bool:
        """Whether the folder ``place`` is a copy."""
        return place.parent == self._cache

    def remove_others(self, current: Current) -> None:
        """Remove the copies of snapshots other than the ``current`` one."""
        local_copy.remove_others(self._cache, current)

    def reading(self, current: Current) -> Job[SnapshotReading]:
        """A snapshot, read from its copy here if there is a sound one; of an earlier schema from nowhere else.

        Raises PublicationDamaged, CatalogueTooNew, and CatalogueErrors where a copy that is needed cannot be made.
        """
        manifest = read_manifest(self._folder, current)
        if manifest.schema > schema.VERSION:
            raise CatalogueTooNew(path=str(self._folder), found=manifest.schema, known=schema.VERSION)
        shared = SnapshotReading(current, manifest, snapshot_folder(self._folder, current))
        if is_outdated(manifest):
            return (yield from self._up_to_date(shared))
        if self._settings.now.copy_published != "never" and (copy := self._kept(current)) is not None:
            return copy
        return shared

    def newest(self) -> Job[SnapshotReading]:
        """The newest snapshot that was copied, while the share is away. Raises PublicationAway, and as ``reading``."""
        while (copied := local_copy.newest(self._cache)) is not None:
            copy = SnapshotReading(*copied)
            if _can_be_read(copy.place):
                return (yield from self._up_to_date(copy))
        raise PublicationAway(path=str(self._folder))

    def copied_if_slow(self, reading: SnapshotReading) -> Job[SnapshotReading]:
        """What is to be read in place of ``reading``: a copy of it, where the share is slow or the settings want one.

        As it was where another program is copying it at this moment. Raises PublicationDamaged and CatalogueErrors.
        """
        if not self._wants_copy(reading):
            return reading
        with translated_os(self._home):
            paths.make_private(self._home)
            with WriterLock(self._home, _COPY_LOCK) as lock:
                if not lock.acquire():
                    return reading
                place = yield from local_copy.copy(
                    self._folder, reading.current, reading.manifest, self._cache
                )
        return SnapshotReading(reading.current, reading.manifest, place)

    @property
    def _cache(self) -> Path:
        return self._home / "copies"

    def _kept(self, current: Current) -> SnapshotReading | None:
        copied = local_copy.kept(self._cache, current)
        if copied is None or not _can_be_read(copied[1]):
            return None
        return SnapshotReading(current, *copied)

    def _up_to_date(self, reading: SnapshotReading) -> Job[SnapshotReading]:
        """What is to be read of a snapshot that may be of an earlier schema: then a copy that has today's."""
        if not is_outdated(reading.manifest):
            return reading
        copy = self._kept(reading.current)
        if copy is not None and not is_outdated(copy.manifest):
            return copy
        logger.info("a snapshot of schema %d is copied, to be brought up to date", reading.manifest.schema)
        with translated_os(self._home):
            paths.make_private(self._home)
            with WriterLock(self._home, _COPY_LOCK) as lock:
                if not lock.acquire(wait=_COPYING_SECONDS):
                    raise CatalogueBusy(path=str(self._folder), reason="it is being copied")
                copy = self._kept(reading.current)  # another program may have made it meanwhile
                if copy is not None and not is_outdated(copy.manifest):
                    return copy
                manifest, place = yield from local_copy.copy_up_to_date(
                    reading.place, reading.current, reading.manifest, self._cache
                )
        return SnapshotReading(reading.current, manifest, place)

    def _wants_copy(self, reading: SnapshotReading) -> bool:
        chosen = self._settings.now.copy_published
        if chosen == "never" or reading.place != snapshot_folder(self._folder, reading.current):
            return False
        if chosen == "always":
            return True
        if self._is_slow is None:
            rate = local_copy.read_rate(reading.place / paths.DATABASE)
            self._is_slow = rate < local_copy.SLOW
            logger.info("the share of a published catalogue gives %.1f MB/s", rate / 1e6)
        return self._is_slow


def _can_be_read(copy: Path) -> bool:
    """Whether the database of a ``copy`` is one at all; otherwise the copy is thrown away."""
    try:
        published_sources(copy / paths.DATABASE)
    except CatalogueDamaged:
        local_copy.remove(copy)
        return False
    return True
