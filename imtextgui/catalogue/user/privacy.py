"""Forgetting for good: of what is forgotten nothing is left in the files that the program keeps."""

import logging
from collections.abc import Callable
from pathlib import Path

from imtextgui.catalogue.encoder_session import EncoderSession
from imtextgui.catalogue.published.publication import Publication
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.config import paths
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import CataloguePublished, CatalogueReadOnly, ImTextError
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.upkeep import forgetting, kept_backups, repair, unfinished_forgetting

_STEPS = 3

logger = logging.getLogger(__name__)


class CataloguePrivacy:
    """Removes what is known of files together with what people added to them, from the bytes of the folder, too.

    Jobs that raise CatalogueReadOnly, CatalogueMissing, CatalogueBusy and CatalogueDiskFull. They take a second
    for each 100 MB of the catalogue, which is written anew. No file of the user is touched.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        session: EncoderSession,
        engine: SearchEngine,
        *,
        publication: Publication | None = None,
    ) -> None:
        """``publication`` is what the catalogue is where others publish it: only what was added here is forgotten."""
        self._publication = publication
        self._folder = folder
        self._database = database
        self._sources = Sources(database)
        self._session = session
        self._engine = engine
        self._has_finished = False

    @property
    def has_finished_interrupted(self) -> bool:
        """Whether this opening has finished a forgetting that an earlier one had begun."""
        return self._has_finished

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def forget_source(self, source_id: int) -> Job[None]:
        """Forget a folder, with tags, judgements and job sheet entries of files that no other folder holds.

        Raises CataloguePublished where somebody else indexes it.
        """
        self._require_own()
        return self._forget(lambda: self._source(source_id))

    def forget_removed(self) -> Job[None]:
        """Forget what people added to files that are gone, and what removed folders left behind.

        A file that lies on the disk, in a folder that is indexed, and is left out by a rule is not gone. Raises
        CataloguePublished where somebody else indexes them.
        """
        self._require_own()
        return self._forget(lambda: forgetting.forget_removed(self._database, self._left_out()))

    def _left_out(self) -> list[str]:
        """The files without an item that lie in a folder that is indexed all the same."""
        folders = [source.path for source in self._sources.all()]
        return [
            uid
            for uid, path in forgetting.files_without_items(self._database).items()
            if any(path.is_relative_to(folder) for folder in folders) and path.is_file()
        ]

    def forget_everything(self) -> Job[None]:
        """Forget all folders and all that people added: terms, searches and measurements, too."""
        from imtextgui.search.query.dictionary import states_of_own

        return self._forget(lambda: forgetting.forget_everything(self._database, states_of_own(self._folder)))

    def _require_own(self) -> None:
        if self._publication is not None:
            raise CataloguePublished(path=str(self._publication.folder))

    def _forget(self, forget: Callable[[], None]) -> Job[None]:
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        return self._steps(forget)

    def _steps(self, forget: Callable[[], None]) -> Job[None]:
        yield Progress(Stage.FORGET, 0, _STEPS)
        # Backups and snapshots in the folder would be those of the catalogue that took its place.
        self._database.require_place()
        forget()
        self._forget_files()
        yield Progress(Stage.FORGET, 1, _STEPS)
        self._forget_bytes()
        yield Progress(Stage.FORGET, 2, _STEPS)

    def finish_interrupted(self) -> None:
        """Finish a forgetting that was ended after its rows were gone; whoever opens for changes calls it first.

        What hinders it is logged, and the next opening tries again: the catalogue itself can be used.
        """
        if self.read_only or not unfinished_forgetting.is_noted(self._database):
            return
        try:
            self._forget_files()
            self._forget_bytes()
        except (ImTextError, OSError) as trouble:
            logger.warning("what was forgotten is not yet out of all files: %s", type(trouble).__name__)
        else:
            self._has_finished = True

    def _forget_files(self) -> None:
        """Remove the files beside the database that hold what was forgotten."""
        self._session.discard_indexes()
        _forget_copies()
        kept_backups.forget(self._folder)
        repair.forget(self._folder)
        if unfinished_forgetting.is_of_everything(self._database):
            self._forget_terms()

    def _forget_terms(self) -> None:
        from imtextgui.search.query.dictionary import forget_own

        forget_own(self._folder, unfinished_forgetting.files_to_go(self._database))
        self._engine.read_dictionary()
        # Terms that are added from now on are new: they stay, though the rest may have to wait for another opening.
        with self._database.transaction() as tx:
            unfinished_forgetting.note(tx)

    def _forget_bytes(self) -> None:
        self._database.compact()
        with self._database.transaction() as tx:
            unfinished_forgetting.clear(tx)

    def _source(self, source_id: int) -> None:
        with self._database.transaction() as tx:
            traces = forgetting.traces_of(tx, source_id)
            self._sources.remove(tx, source_id)
            forgetting.forget_traces(tx, traces)


def _forget_copies() -> None:
    """Remove copies of documents that converters made, or that other programs opened; they are made anew."""
    from imtextgui.documents import conversions, opened_copies

    conversions.forget_converted()
    opened_copies.forget_all(paths.opened_dir())
