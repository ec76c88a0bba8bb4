"""A published catalogue as this machine reads it: which snapshot, from where, and when a newer one takes its place."""

import logging
import time
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from imtextgui.catalogue.published.kept_paths import KeptPaths
from imtextgui.catalogue.published.own_places import places
from imtextgui.catalogue.published.snapshot_copies import SnapshotCopies, SnapshotReading
from imtextgui.config import paths
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.health import Finding
from imtextgui.domain.progress import Job, run
from imtextgui.errors import (
    CatalogueMissing,
    ImTextError,
    PublicationAway,
    PublicationDamaged,
)
from imtextgui.store.column_values import path_bytes
from imtextgui.store.published import local_copy, own_files
from imtextgui.store.published.manifest import (
    Current,
    read_current,
    read_manifest,
    snapshot_folder,
)
from imtextgui.store.published.sources import published_sources
from imtextgui.store.snapshot_layers import LayeredView, SnapshotLayers
from imtextgui.store.sqlite_errors import translated_os

LOOK_SECONDS = 20.0
"""How often whoever has one open for long looks for a newer snapshot: within a minute also where a look is slow."""

logger = logging.getLogger(__name__)


class PublicationNames(NamedTuple):
    """The names of a publication, of the lineage that its ids belong to, and of the snapshot that is read."""

    publication: str
    lineage: str
    snapshot: str


class Publication:
    """What is published in one folder. Nothing is ever written there.

    ``home`` is the folder on this machine for what belongs to it; the publication has a name of its own, so that it is
    the same whatever letter the share has. ``notices`` are for whoever opens it: what became of what was added here.
    ``own_trouble`` is why that cannot be read, so that the snapshot is searched without it.
    """

    def __init__(self, folder: Path, settings: CurrentSettings) -> None:
        """Raises PublicationDamaged, PublicationAway where nothing is there now, and no copy of it here, and
        CatalogueTooNew. A snapshot of an earlier schema is copied first: then CatalogueErrors, too.
        """
        self.folder = folder
        self.notices: tuple[Finding, ...] = ()
        self.own_trouble: ImTextError | None = None
        self._lock = RLock()
        self._is_replaced = False
        self._is_away = False
        self._trouble: ImTextError | None = None
        self._looked = time.monotonic()
        current = self._current()
        self.home = _home_of(folder, current)
        self._copies = SnapshotCopies(folder, self.home, settings)
        self._chosen = KeptPaths(self.home / "places.json")
        self._reading = run(self._copies.newest() if current is None else self._copies.reading(current))
        self.layers = SnapshotLayers(
            folder,
            self._view(),
            self._renewed,
            self._troubled,
            keep=own_files.keep,
            follow=own_files.follow,
        )

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
    def is_away(self) -> bool:
        """Whether the share was away when it was looked at last."""
        return self._is_away

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
        current, before = self._current(), self._reading
        if current is None:
            raise PublicationAway(path=str(self.folder))
        if current.publication != before.current.publication:
            self._is_replaced = True
            return False
        reading = before if current == before.current else (yield from self._copies.reading(current))
        if reading.manifest.lineage != before.manifest.lineage:
            self._is_replaced = True
            return False
        reading = yield from self._copies.copied_if_slow(reading)
        if reading != before:
            self._change_over(reading)
            self.layers.settle()
        # Copies of earlier snapshots hold what their publisher may have forgotten.
        self._copies.remove_others(current)
        return reading.current != before.current

    def check(self) -> Job[None]:
        """Compare the files on the share with their digests, and those of a copy, which is thrown away if it differs.

        Raises PublicationDamaged, and PublicationAway where the share is away and the copy differs.
        """
        reading = self._reading
        if self._copies.has(reading.place):
            try:
                yield from local_copy.check(reading.place, reading.manifest)
            except PublicationDamaged:
                self.drop_copy()
        if not self._is_away:
            # A copy that was brought up to date has a manifest of its own.
            manifest = read_manifest(self.folder, reading.current)
            yield from local_copy.check(snapshot_folder(self.folder, reading.current), manifest)

    def drop_copy(self) -> bool:
        """Throw the copy away that is read, and read from the share; False where no copy is read.

        Raises PublicationAway where the share is away.
        """
        with self._lock:
            reading = self._reading
            if not self._copies.has(reading.place):
                return False
            logger.info("a copy of a published snapshot was damaged, and is thrown away")
            local_copy.remove(reading.place)
            current = self._current()
            if current is None:
                raise PublicationAway(path=str(self.folder))
            self._change_over(run(self._copies.reading(current)))
            return True

    def relocate(self, path: str, place: Path) -> None:
        """Find the folder that the publisher has at ``path`` at ``place`` from now on. Raises CatalogueForbidden."""
        with translated_os(self.home):
            self._chosen.put(path, place)
        self._change_over(self._reading)

    def publishers_path(self, source_id: int) -> str:
        """The path of a source on the publisher's machine."""
        return published_sources(self._database())[source_id]

    def _current(self) -> Current | None:
        """Which snapshot is current; None where the share is away, as far as it was ever opened here.

        Raises CatalogueMissing where it was not, and PublicationDamaged.
        """
        try:
            current = read_current(self.folder)
        except (CatalogueMissing, PublicationAway):
            if paths.known_publication(self.folder) is None:
                raise
            self._is_away = True
            return None
        self._is_away = False
        return current

    def _troubled(self, is_damage: bool) -> None:
        """Reading what is read did not go well: of a copy the share takes the place for whoever reads next.

        Raises PublicationAway where that is why.
        """
        if self._copies.has(self._reading.place):
            self.drop_copy()
        elif not is_damage and (newer := self._renewed()) is not None:
            self.layers.change_over(newer)

    def _view(self) -> LayeredView:
        sources = published_sources(self._database())
        here = places(self._chosen.read(), self.folder, sources, self._reading.manifest.sources)
        return LayeredView(
            self._database(), tuple((number, path_bytes(place)) for number, place in sorted(here.items()))
        )

    def _database(self) -> Path:
        return self._reading.place / paths.DATABASE

    def _change_over(self, reading: SnapshotReading) -> None:
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
                current = self._current()
                if current is None:
                    raise PublicationAway(path=str(self.folder))
                self._reading = run(self._copies.reading(current))
                if self._reading.manifest.lineage == before.manifest.lineage:
                    return self._view()
                self._is_replaced = True
            except PublicationAway:
                self._reading = before
                raise
            except (ImTextError, OSError) as trouble:
                logger.info("no newer snapshot: %s", trouble)
            self._reading = before
            return None


def _damaged(folder: Path, trouble: OSError) -> PublicationDamaged:
    return PublicationDamaged(path=str(folder), reason=trouble.strerror or str(trouble))


def _home_of(folder: Path, current: Current | None) -> Path:
    """What belongs to a publication is under its name, which of one that is away is known from before."""
    home = paths.known_publication(folder) if current is None else paths.published_dir() / current.publication
    assert home is not None
    return home
