"""How a catalogue is: how much it holds, what could not be read, whether it is whole; and what keeps it so."""

from dataclasses import replace
from pathlib import Path

from imtextgui import file_output
from imtextgui.catalogue import run_options
from imtextgui.catalogue.encoder_session import EncoderSession
from imtextgui.catalogue.encoders import CatalogueEncoders
from imtextgui.catalogue.published.publication import Publication
from imtextgui.catalogue.published.shards import pages_of_all
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.health import Finding
from imtextgui.domain.items import Problem
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.store.content.counts import Counts, count
from imtextgui.store.content.items import Items
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.upkeep import (
    backup,
    kept_backups,
    privacy,
    reindex,
    repair,
    unfinished_forgetting,
)


class CatalogueHealth:
    """Counts, examines, backs up, and removes what the settings do not let a catalogue keep."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        settings: CurrentSettings,
        session: EncoderSession,
        encoders: CatalogueEncoders,
        *,
        publication: Publication | None = None,
        own: Database | None = None,
        shards: Path | None = None,
    ) -> None:
        """``publication`` is what the catalogue is where others publish it; ``own`` holds what people add then.

        ``shards`` is the folder of those that are opened as one with it.
        """
        self._shards = shards
        self._own = own or database
        self._folder = folder
        self._publication = publication
        self._database = database
        self._settings = settings
        self._session = session
        self._encoders = encoders
        self._items = Items(database)
        self._sources = Sources(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def problems(self) -> list[Problem]:
        """What could not be read, by path."""
        return self._items.problems()

    def words_are_current(self) -> bool:
        """Whether the words were made by this version; if not, opening the catalogue for changes makes them anew."""
        return reindex.is_current(self._database)

    def counts(self) -> Counts:
        """How much the catalogue holds; of shards that are opened as one, the pages of all."""
        own = count(self._database, run_options.later_passes(self._settings.now))
        return own if self._shards is None else replace(own, pages=pages_of_all(self._shards, own.pages))

    def examine(self) -> Job[tuple[Finding, ...]]:
        """Look whether the catalogue is whole and its indexes find what they should; raises Bundle* errors.

        Of a published one every file is compared with its digest, too. Raises PublicationDamaged.
        """
        from imtextgui.catalogue.examination import examine

        if self._publication is not None:
            from imtextgui.catalogue.published.own_additions import of_publication

            yield from self._publication.check()
        folder = self._folder if self._publication is None else self._publication.place
        findings = yield from examine(
            folder, self._database, self._sources.all(), self._encoders.all, self._session.ready
        )
        return findings if self._publication is None else (*findings, *of_publication(self._publication))

    def is_there(self) -> bool:
        """Whether the catalogue still lies where it was opened; what is changed after that is not kept.

        Of a published one what is added lies on this machine: a share that is away takes nothing of it along.
        """
        return self._publication is not None or self._database.is_there

    def backup(self, target: Path, *, overwrite: bool = False) -> Job[Path]:
        """Write what cannot be made again into the archive ``target``; the catalogue may be in use meanwhile.

        Raises ReportInSource where ``target`` lies in an indexed folder, ReportInCatalogue in its own, ReportExists
        unless it may be overwritten, ReportForbidden and ReportDiskFull.
        """
        if self._database.is_there:
            sources = self._sources.all()
        else:
            with self._own.transaction():  # of a file that is gone, only the connection of changes is left
                sources = self._sources.all()
        closed = [source.path for source in sources]
        target = file_output.checked(target, closed, catalogue=self._folder, overwrite=overwrite)
        return backup.backup(self._own, target, overwrite=overwrite)

    def write_report(self, target: Path, data: bytes) -> None:
        """Write ``data``, a list that somebody wants to take along, into ``target``, in place of what is there.

        Raises ReportInSource where ``target`` lies in an indexed folder, ReportInCatalogue in the catalogue's own,
        ReportForbidden and ReportDiskFull.
        """
        closed = self._sources.paths()
        target = file_output.checked(target, closed, catalogue=self._folder, overwrite=True)
        file_output.write(target, data, overwrite=True)

    def keep_backup(self) -> None:
        """Keep a small backup of what people added in the folder of the catalogue, where something was added since."""
        if not self.read_only:
            kept_backups.keep(self._own)

    def remove_unkept(self) -> Job[bool]:
        """Remove what the settings do not let a catalogue keep: small pictures, texts, past searches.

        Returns whether there was any. Nothing of it is left in the database file. Raises CatalogueReadOnly, and
        CatalogueMissing where the catalogue lies in its folder no more.
        """
        self._own.require_place()
        settings = self._settings.now
        steps = (
            (settings.keep_thumbnails, privacy.forget_thumbnails),
            (settings.keep_text, privacy.forget_texts),
            (settings.keep_history, privacy.forget_searches),
        )
        removed = False
        for done, (kept, forget) in enumerate(steps):
            yield Progress(Stage.FORGET, done, len(steps))
            if not kept:
                removed = forget(self._own) or removed
        if removed:
            self._own.compact()
            kept_backups.forget(self._folder)
            repair.forget(self._folder)
            with self._own.transaction() as tx:
                unfinished_forgetting.clear(tx)
        return removed
