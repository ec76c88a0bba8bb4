"""A published catalogue as this machine reads it: which snapshot, from where, and when a newer one takes its place."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from imtextgui.catalogue.published.kept_paths import KeptPaths
from imtextgui.catalogue.published.own_places import places
from imtextgui.config import paths
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.progress import Job
from imtextgui.errors import ImTextError, PublicationDamaged
from imtextgui.store.column_values import path_bytes
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import local_copy
from imtextgui.store.published.manifest import (
    Current,
    Manifest,
    read_current,
    read_manifest,
    snapshot_folder,
)
from imtextgui.store.published.sources import published_sources
from imtextgui.store.snapshot_layers import LayeredView, SnapshotLayers
from imtextgui.store.sqlite_errors import translated_os

LOOK_SECONDS = 20.0
"""How often whoever has one open for long looks for a newer snapshot: within a minute also where a look is slow."""

_COPY_LOCK = "copying.lock"

logger = logging.getLogger(__name__)


class PublicationNames(NamedTuple):
    """The names of a publication, of the lineage that its ids belong to, and of the snapshot that is read."""

    publication: str
    lineage: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """The snapshot that is read, and the folder that it is read from."""

    current: Current
    manifest: Manifest
    place: Path


class Publication:
    """What is published in one folder. Nothing is ever written there.

    ``home`` is the folder on this machine for what belongs to it; the publication has a name of its own, so that it is
    the same whatever letter the share has.
    """

    def __init__(self, folder: Path, settings: CurrentSettings) -> None:
        """Raises CatalogueMissing and PublicationDamaged."""
        self.folder = folder
        self._settings = settings
        self._lock = RLock()
        self._is_slow: bool | None = None
        self._is_replaced = False
        self._trouble: ImTextError | None = None
        self._looked = time.monotonic()
        current = read_current(folder)
        self.home = paths.published_dir() / current.publication
        self._chosen = KeptPaths(self.home / "places.json")
        self._reading = self._from(current)
        self.layers = SnapshotLayers(folder, self._view(), self._renewed)

    @property
    def names(self) -> PublicationNames:
        """What is read, by its names."""
        current = self._reading.current
        return PublicationNames(current.publication, self._reading.manifest.lineage, current.snapshot)

    @property
    def made(self) -> float:
        """When the snapshot that is read was published, in seconds since the epoch."""
        return self._reading.manifest.made

    @property
    def place(self) -> Path:
        """The folder that the files of the snapshot are read from: on the share, or a copy."""
        return self._reading.place

    @property
    def is_replaced(self) -> bool:
        """Whether another catalogue was published in the folder: it must be opened anew."""
        return self._is_replaced

    @property
    def is_due(self) -> bool:
        """Whether the last look for a newer snapshot was so long ago that it is time for another."""
        return time.monotonic() - self._looked >= LOOK_SECONDS

    @property
    def trouble(self) -> ImTextError | None:
        """Why the last look brought nothing: the share is away, a snapshot damaged, no room for a copy."""
        return self._trouble

    def follow(self) -> Job[bool]:
        """Look for a newer snapshot, and read that from now on; give whether there was one.

        Where the share is slow, or the settings want it, its files are copied first, which yields progress. What goes
        wrong costs nothing, and is told by ``trouble``: the snapshot before is read on.
        """
        self._looked, self._trouble = time.monotonic(), None
        try:
            return (yield from self._follow())
        except (ImTextError, OSError) as trouble:
            self._trouble = trouble if isinstance(trouble, ImTextError) else _damaged(self.folder, trouble)
            logger.info("no newer snapshot: %s", trouble)
            return False

    def _follow(self) -> Job[bool]:
        current, before = read_current(self.folder), self._reading
        if current.publication != before.current.publication:
            self._is_replaced = True
            return False
        reading = before if current == before.current else self._from(current)
        if reading.manifest.lineage != before.manifest.lineage:
            self._is_replaced = True
            return False
        if self._wants_copy(reading):
            reading = yield from self._copied(reading)
        if reading != before:
            self._change_over(reading)
        return reading.current != before.current

    def check(self) -> Job[None]:
        """Compare the files on the share with their digests. Raises PublicationDamaged."""
        reading = self._reading
        return local_copy.check(self.folder, reading.current, reading.manifest)

    def relocate(self, path: str, place: Path) -> None:
        """Find the folder that the publisher has at ``path`` at ``place`` from now on. Raises CatalogueForbidden."""
        with translated_os(self.home):
            self._chosen.put(path, place)
        self._change_over(self._reading)

    def publishers_path(self, source_id: int) -> str:
        """The path of a source on the publisher's machine."""
        return published_sources(self._database())[source_id]

    def _from(self, current: Current) -> _Reading:
        """A snapshot, read from its copy here if there is one."""
        copy = (
            local_copy.kept(self._copies, current) if self._settings.now.copy_published != "never" else None
        )
        manifest = read_manifest(self.folder, current)
        return _Reading(current, manifest, copy or snapshot_folder(self.folder, current))

    def _view(self) -> LayeredView:
        sources = published_sources(self._database())
        here = places(self._chosen.read(), self.folder, sources, self._reading.manifest.sources)
        return LayeredView(
            self._database(), tuple((number, path_bytes(place)) for number, place in sorted(here.items()))
        )

    def _database(self) -> Path:
        return self._reading.place / paths.DATABASE

    @property
    def _copies(self) -> Path:
        return self.home / "copies"

    def _change_over(self, reading: _Reading) -> None:
        with self._lock:
            before, self._reading = self._reading, reading
            try:
                self.layers.change_over(self._view())
            except BaseException:
                self._reading = before
                raise

    def _renewed(self) -> LayeredView | None:
        """A view of the newest snapshot, for whoever finds the one before gone; None where there is none."""
        with self._lock:
            before = self._reading
            try:
                current = read_current(self.folder)
                self._reading = self._from(current)
                if self._reading.manifest.lineage == before.manifest.lineage:
                    return self._view()
                self._is_replaced = True
            except (ImTextError, OSError) as trouble:
                logger.info("no newer snapshot: %s", trouble)
            self._reading = before
            return None

    def _wants_copy(self, reading: _Reading) -> bool:
        chosen = self._settings.now.copy_published
        if chosen == "never" or reading.place != snapshot_folder(self.folder, reading.current):
            return False
        if chosen == "always":
            return True
        if self._is_slow is None:
            rate = local_copy.read_rate(reading.place / paths.DATABASE)
            self._is_slow = rate < local_copy.SLOW
            logger.info("the share of a published catalogue gives %.1f MB/s", rate / 1e6)
        return self._is_slow

    def _copied(self, reading: _Reading) -> Job[_Reading]:
        """The snapshot, read from a copy; as it was where another program is copying it at this moment."""
        with translated_os(self.home):
            paths.make_private(self.home)
            with WriterLock(self.home, _COPY_LOCK) as lock:
                if not lock.acquire():
                    return reading
                place = yield from local_copy.copy(
                    self.folder, reading.current, reading.manifest, self._copies
                )
                local_copy.remove_others(self._copies, reading.current)
        return _Reading(reading.current, reading.manifest, place)


def _damaged(folder: Path, trouble: OSError) -> PublicationDamaged:
    return PublicationDamaged(path=str(folder), reason=trouble.strerror or str(trouble))
