"""Which encoders a catalogue has vectors of, and how another takes the place of the active one."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.catalogue import run_options
from imtextgui.catalogue.encoder_session import EncoderSession
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.bundles import Bundle, BundleState, FallbackPage
from imtextgui.domain.embedding import Space
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.runs.run_report import EncodingReport
from imtextgui.errors import BundleInUse, BundleUnknown, CatalogueReadOnly, ProviderUnusable
from imtextgui.store.content.encoder_coverage import EncoderCoverage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.vectors.bundles import BundleName, Bundles

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.indexing.reader_pool.fallback_pool import FallbackReaderPool
    from imtextgui.search.routes.indexes import Indexes


class CatalogueEncoders:
    """The vectors of each encoder lie beside those of the others until they are forgotten."""

    def __init__(
        self, folder: Path, database: Database, settings: CurrentSettings, session: EncoderSession
    ) -> None:
        self._folder = folder
        self._database = database
        self._settings = settings
        self._session = session
        self._bundles = Bundles(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def all(self) -> tuple[BundleState, ...]:
        """Every bundle that is installed or has vectors here, the active one first.

        Takes a second in a large catalogue.
        """
        from imtextgui.encoders.installed import installed

        at_hand = {bundle.fingerprint: bundle for bundle in installed(self._session.bundle)}
        vectors = self._bundles.vectors()
        active = self._bundles.active() or next(iter(vectors), None)
        first = [] if active is None else [active]
        return tuple(
            self._state(fingerprint, at_hand.get(fingerprint), fingerprint == active, vectors)
            for fingerprint in dict.fromkeys([*first, *at_hand, *vectors])
        )

    @staticmethod
    def installed() -> list[Bundle]:
        """The bundles that are installed, those that came with the program first."""
        from imtextgui.encoders.installed import installed

        return installed()

    @staticmethod
    def add(folder: Path) -> Job[Bundle]:
        """Install the bundle in ``folder`` for all catalogues of this user, once it proves to be whole.

        Where it holds the weights of a checkpoint instead, a bundle is made of that. Raises BundleMissing,
        BundleDamaged, BundleTooNew, BundleNotAdded, and as ``import_checkpoint``.
        """
        from imtextgui.encoders.importing import holds_checkpoint, import_checkpoint
        from imtextgui.encoders.installed import add

        return import_checkpoint(folder) if holds_checkpoint(folder) else add(folder)

    @staticmethod
    def import_checkpoint(
        checkpoint: Path, *, name: str = "", licence: str = "", eight_bit: bool = False
    ) -> Job[Bundle]:
        """Make a bundle of a checkpoint in a folder and install it; see ``encoders.importing``."""
        from imtextgui.encoders.importing import import_checkpoint

        return import_checkpoint(checkpoint, name=name, licence=licence, eight_bit=eight_bit)

    @staticmethod
    def providers() -> list[str]:
        """What the installed onnxruntime can run an encoder on, by the names of the setting ``provider``."""
        from imtextgui.onnx_session import offered

        return offered()

    def provider_trouble(self) -> ProviderUnusable | None:
        """Why the encoder in use runs on the processor, as ``EncoderSession.provider_trouble``."""
        return self._session.provider_trouble()

    @staticmethod
    def check_provider(provider: str, bundle: Path | None = None) -> None:
        """Ask the encoder on ``provider`` its golden probes, of ``bundle`` or that which came with the program.

        Raises ProviderUnusable, and Bundle* errors of the bundle.
        """
        from imtextgui.encoders.bundle import default_folder
        from imtextgui.encoders.providers import checked

        checked(bundle or default_folder(), provider)

    def fallback_pages(self, fingerprint: str) -> tuple[FallbackPage, ...]:
        """The pages that an encoder could not see in their file, by path and number."""
        rows = EncoderCoverage(self._database, fingerprint).fallback_pages()
        return tuple(FallbackPage(*row) for row in rows)

    def use(self, fingerprint: str, *, retry: bool = False) -> Job[EncodingReport]:
        """Encode all that the bundle lacks, beside what is there, and let searches use it from then on.

        Searches use the old one until everything is encoded, and go on meanwhile. Instant where nothing is missing.
        ``retry`` also reads the files again that could not be read before. Closing the job keeps every committed batch
        for the next time. Raises CatalogueReadOnly and BundleUnknown at once, and while running Bundle* errors of the
        bundle and CatalogueErrors; a file that cannot be read never raises.
        """
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        return self._using(self.bundle(fingerprint), retry)

    def encode(self, fingerprint: str) -> Job[EncodingReport]:
        """As ``use``, but searches go on with the encoder that they have."""
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        return self._encoding(self.bundle(fingerprint))

    def forget(self, fingerprint: str) -> Job[int]:
        """Remove the vectors and index files of an encoder that is not active; gives how many vectors it had.

        Nothing of them is left in the database file, which takes as much room again for a moment. Raises
        CatalogueReadOnly, BundleInUse for the active one and BundleUnknown for one without a vector at once.
        """
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        vectors = self._bundles.vectors()
        if fingerprint == self._bundles.in_use(fingerprint):
            raise BundleInUse(name=self._session.name_of(fingerprint))
        if fingerprint not in {*vectors, *self._bundles.names()}:
            raise BundleUnknown(name=fingerprint, known=", ".join(vectors))
        return self._forgetting(fingerprint, vectors.get(fingerprint, 0))

    def _state(
        self, fingerprint: str, bundle: Bundle | None, active: bool, vectors: dict[str, int]
    ) -> BundleState:
        """What there is of one encoder, called as its ``bundle`` is or as the catalogue remembers it."""
        coverage = EncoderCoverage(self._database, fingerprint)
        if bundle is None:
            name = self._bundles.names().get(fingerprint, BundleName())
        else:
            name = BundleName(bundle.name, bundle.version, bundle.licence)
        return BundleState(
            fingerprint,
            *name,
            bundle,
            active,
            coverage.total(),
            sum(coverage.missing()),
            len(coverage.fallback_pages()),
            vectors.get(fingerprint, 0),
        )

    def bundle(self, fingerprint: str) -> Bundle:
        """The installed bundle with this fingerprint. Raises BundleUnknown."""
        from imtextgui.encoders.installed import installed

        bundles = installed(self._session.bundle)
        for bundle in bundles:
            if bundle.fingerprint == fingerprint:
                return bundle
        raise BundleUnknown(
            name=self._session.name_of(fingerprint), known=", ".join(bundle.name for bundle in bundles)
        )

    def _encoding(self, bundle: Bundle) -> Job[EncodingReport]:
        from imtextgui.indexing.reencode import Reencoding

        encoder = yield from self._loaded(bundle)
        with self._readers() as readers:
            return (yield from Reencoding(self._database, encoder, readers=readers).run())

    def _loaded(self, bundle: Bundle) -> Job["Encoder"]:
        """The encoder of ``bundle``, whose name the catalogue remembers from now on."""
        yield Progress(Stage.CHECK, detail=bundle.name)
        encoder = self._session.load_bundle(bundle.folder)
        with self._database.transaction() as tx:
            self._bundles.note(
                tx, bundle.fingerprint, BundleName(bundle.name, bundle.version, bundle.licence)
            )
        return encoder

    def _readers(self) -> "FallbackReaderPool":
        from imtextgui.indexing.reader_pool.run_pool import open_reader_pool

        settings = self._settings.now
        confined_to = run_options.confined_to(settings, Sources(self._database).all())
        return open_reader_pool(run_options.workers(settings), confined_to)

    def _using(self, bundle: Bundle, retry: bool) -> Job[EncodingReport]:
        from imtextgui.indexing.reencode import Reencoding

        encoder = yield from self._loaded(bundle)
        with self._readers() as readers:
            work = Reencoding(self._database, encoder, readers=readers)
            report = yield from work.run(retry=retry)
            indexes = yield from self._prepared(encoder)
            # What was indexed meanwhile has vectors of the old encoder only.
            while not self._session.switch(encoder, indexes):
                more = yield from work.run()
                if not (more.names or more.passages or more.pages or more.judgements or more.blind):
                    raise RuntimeError(
                        f"cannot be encoded: {EncoderCoverage(self._database, encoder.fingerprint).missing()}"
                    )
                report += more
        return report

    def _prepared(self, encoder: "Encoder") -> "Job[Indexes]":
        """The indexes of ``encoder``, opened before they are needed: a large one takes minutes to build."""
        indexes = self._session.open_indexes(encoder)
        for done, space in enumerate(Space):
            yield Progress(Stage.PREPARE, done, len(Space))
            indexes.get(space)
        yield from indexes.build_graphs()
        return indexes

    def _forgetting(self, fingerprint: str, total: int) -> Job[int]:
        gone = 0
        yield Progress(Stage.FORGET, gone, total)
        while True:
            with self._database.transaction() as tx:
                some = self._bundles.forget_some(tx, fingerprint)
                if not some:
                    self._bundles.forget_name(tx, fingerprint)
                    break
            gone += some
            yield Progress(Stage.FORGET, gone, total)
        shutil.rmtree(self._session.index_folder(fingerprint), ignore_errors=True)
        self._database.compact()
        return total
