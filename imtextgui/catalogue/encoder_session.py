"""The active encoder of a catalogue: loaded at its first use, followed when another program switches it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeAlias

from imtextgui.catalogue.shared_encoders import SharedEncoders
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.embedding import Space
from imtextgui.domain.progress import Job
from imtextgui.errors import BundleAbsent, BundleInactive, ProviderUnusable
from imtextgui.search.under_way import SearchesUnderWay
from imtextgui.store.content.encoder_coverage import EncoderCoverage
from imtextgui.store.database import Database
from imtextgui.store.vectors.bundles import BundleName, Bundles

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.search.routes.indexes import Indexes


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """The active encoder is loaded, and its vectors can be searched."""

    encoder: "Encoder"
    indexes: "Indexes"


@dataclass(frozen=True, slots=True)
class Missing:
    """The active encoder is not installed any more: only what needs none can be answered."""

    name: str
    fingerprint: str
    path: str

    def error(self) -> BundleAbsent:
        """What to raise where nothing can be done without the encoder."""
        return BundleAbsent(name=self.name, fingerprint=self.fingerprint, path=self.path)


EncoderState: TypeAlias = Ready | Missing


class EncoderSession:
    """Which encoder is active is one row of the database, which ``state`` reads at every call."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        settings: CurrentSettings,
        *,
        bundle: Path | None,
        encoder: "Encoder | None",
        turn_to_save: Callable[[], AbstractContextManager[bool]] = lambda: nullcontext(True),
        files: Callable[[], Path] | None = None,
        shared: SharedEncoders | None = None,
    ) -> None:
        """``bundle`` is the folder of the bundle that was asked for by name; ``encoder`` takes its place in tests.

        Within a block of ``turn_to_save`` snapshots of vector indexes may be written, if it gives True. ``files`` is
        where the files beside the database are, by default in ``folder``. ``shared`` has what other catalogues loaded.
        """
        self.bundle = bundle
        self._turn_to_save = turn_to_save
        self._folder = folder
        self._files = files or (lambda: folder)
        self._shared = shared
        self._database = database
        self._settings = settings
        self._given = encoder
        self._bundles = Bundles(database)
        self._lock = RLock()
        self.searches = SearchesUnderWay()
        """Runs let them have the encoder, and with it the processors, first."""
        self._ready: Ready | None = None
        self._troubles: dict[str, ProviderUnusable | None] = {}

    def state(self) -> EncoderState:
        """The active encoder, loaded where it is not yet. Raises Bundle* errors of a bundle that is installed."""
        with self._lock:
            active = self._bundles.active()
            if self._ready is not None and active not in (None, self._ready.encoder.fingerprint):
                self._replace(None)
            if self._ready is None:
                encoder = self._load(active)
                if isinstance(encoder, Missing):
                    return encoder
                self._replace(Ready(encoder, self.open_indexes(encoder)))
            assert self._ready is not None
            return self._ready

    def ready(self) -> Ready:
        """As ``state``, but raises BundleAbsent where the active encoder is not installed."""
        state = self.state()
        if isinstance(state, Missing):
            raise state.error()
        return state

    def settle(self) -> "Encoder":
        """The active encoder; where there was none, it is from now on. Raises as ``ready``, and CatalogueReadOnly."""
        encoder = self.ready().encoder
        if self._bundles.active() is None:
            manifest = getattr(encoder, "manifest", None)
            named = (
                BundleName(manifest.name, manifest.version, manifest.licence) if manifest else BundleName()
            )
            with self._database.transaction() as tx:
                self._bundles.note(tx, encoder.fingerprint, named)
                self._bundles.activate(tx, encoder.fingerprint)
        return encoder

    def switch(self, encoder: "Encoder", indexes: "Indexes") -> bool:
        """Make ``encoder`` the active one, if no vector of it is missing at that very moment; tells whether it is."""
        with self._lock:
            with self._database.transaction() as tx:
                if any(EncoderCoverage(self._database, encoder.fingerprint).missing()):
                    return False
                self._bundles.activate(tx, encoder.fingerprint)
            if self._ready is None or self._ready.encoder.fingerprint != encoder.fingerprint:
                self._replace(Ready(encoder, indexes))
            return True

    def load_bundle(self, folder: Path) -> "Encoder":
        """Load the bundle in ``folder`` on the provider of the settings, if it can be used. Raises Bundle* errors."""
        settings, shared = self._settings.now, self._shared or SharedEncoders()
        loaded = shared.load(folder, settings.provider, threads=settings.threads or None)
        self._troubles[loaded.encoder.fingerprint] = loaded.trouble
        return loaded.encoder

    def provider_trouble(self) -> ProviderUnusable | None:
        """Why the encoder in use runs on the processor where another provider is chosen; None before it is loaded."""
        ready = self._ready
        return None if ready is None else self._troubles.get(ready.encoder.fingerprint)

    def open_indexes(self, encoder: "Encoder") -> "Indexes":
        """The vector indexes of ``encoder``, each of which is opened at its first use."""
        from imtextgui.search.routes.indexes import Indexes
        from imtextgui.store.vectors.vector_rows import Vectors

        return Indexes(
            self.index_folder(encoder.fingerprint),
            Vectors(self._database),
            encoder.fingerprint,
            {
                Space.MEANING: encoder.joint_dim,
                Space.PICTURE: encoder.joint_dim,
                Space.APPEARANCE: encoder.appearance_dim,
            },
            graph_from=self._settings.now.hnsw_threshold,
            turn_to_save=self._turn_to_save,
        )

    def measure_chance(self) -> Job[None]:
        """Measure what chance reaches in a large catalogue, where that is not known of this version of the program.

        Its steps are short, and searches go first. Raises as ``ready``.
        """
        from imtextgui.search.routes.dense import DenseSearch
        from imtextgui.search.routes.null_distribution import NullDistributions
        from imtextgui.store.content.pages import Pages
        from imtextgui.store.vectors.vector_rows import Vectors

        ready = self.ready()
        encoder, indexes = ready.encoder, ready.indexes
        dense = DenseSearch(indexes, Vectors(self._database), encoder.calibration)
        describe = Pages(self._database).describe
        nulls = NullDistributions(dense, encoder, describe, records=indexes.null_records)
        for step in nulls.bring_up_to_date():
            yield step
            self.searches.wait()

    def index_folder(self, fingerprint: str) -> Path:
        """Where the snapshots of an encoder's indexes are kept."""
        return self._files() / "index" / fingerprint

    def name_of(self, fingerprint: str) -> str:
        """What to call an encoder in a sentence: name and version, else its fingerprint."""
        named = self._bundles.names().get(fingerprint, BundleName())
        return f"{named.name} {named.version}".strip() or fingerprint

    def discard_indexes(self) -> None:
        """Build all indexes anew from the database, and keep no snapshot of those before."""
        from imtextgui.index import snapshot

        with self._lock:
            if self._ready is not None:
                self._ready.indexes.discard()
                self._ready = Ready(self._ready.encoder, self.open_indexes(self._ready.encoder))
            for folder in (self._folder / "index").glob("*/"):
                for space in Space:
                    snapshot.remove(folder, space)

    def close(self) -> None:
        """Keep the vector indexes that took long to build, for the next opening."""
        with self._lock:
            self._replace(None)

    def _load(self, active: str | None) -> "Encoder | Missing":
        """The encoder ``active``; without one that of the vectors there are, or else that of new catalogues."""
        from imtextgui.encoders.bundle import default_folder
        from imtextgui.encoders.installed import installed

        named = self._given or (self.load_bundle(self.bundle) if self.bundle else None)
        encoder = named or (self.load_bundle(default_folder()) if active is None else None)
        wanted = active or (self._bundles.in_use(encoder.fingerprint) if encoder else "")
        if encoder is not None and encoder.fingerprint == wanted:
            return encoder
        if named is not None:
            raise BundleInactive(
                path=str(self.bundle), catalogue=str(self._folder), name=self.name_of(wanted)
            )
        for bundle in installed():
            if bundle.fingerprint == wanted:
                return self.load_bundle(bundle.folder)
        return Missing(self.name_of(wanted), wanted, str(self._folder))

    def _replace(self, ready: Ready | None) -> None:
        """Go on with ``ready``; a search that runs ends with the encoder before."""
        if self._ready is not None and (self._database.read_only or not self._database.is_there):
            # What it built is saved; what it removed since, because another program forgot it, must not be. Nor is
            # anything where the folder was moved: it would lie with the catalogue that took its place.
            self._ready.indexes.discard()
        elif self._ready is not None:
            self._ready.indexes.close()
        self._ready = ready
