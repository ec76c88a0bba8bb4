"""One catalogue folder, opened: what its parts share, and the parts."""

import os
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from imtextgui.absolute_paths import absolute
from imtextgui.catalogue.encoder_comparison import CatalogueEncoderComparison
from imtextgui.catalogue.encoder_session import EncoderSession
from imtextgui.catalogue.encoders import CatalogueEncoders
from imtextgui.catalogue.health import CatalogueHealth
from imtextgui.catalogue.monitoring import CatalogueMonitoring
from imtextgui.catalogue.opening import (
    OpenedFolder,
    home_of_published,
    open_folder,
    place_of_additions,
    turn,
)
from imtextgui.catalogue.pages import CataloguePages
from imtextgui.catalogue.parts_catalogues import CataloguePartsCatalogues
from imtextgui.catalogue.published.publishing import CataloguePublishing
from imtextgui.catalogue.published.shards import shards_of_whole
from imtextgui.catalogue.quality import CatalogueQuality
from imtextgui.catalogue.result_lists import CatalogueResultLists
from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.catalogue.search_engine import CandidateSource, SearchEngine
from imtextgui.catalogue.several.catalogue_set import CatalogueSet
from imtextgui.catalogue.several.neighbours import CatalogueNeighbours
from imtextgui.catalogue.shared_encoders import SharedEncoders
from imtextgui.catalogue.sources import CatalogueSources
from imtextgui.catalogue.user.additions import CatalogueAdditions
from imtextgui.catalogue.user.descriptions import CatalogueDescriptions
from imtextgui.catalogue.user.dictionary import CatalogueDictionary
from imtextgui.catalogue.user.examples import CatalogueExamples
from imtextgui.catalogue.user.exchange import CatalogueExchange
from imtextgui.catalogue.user.history import CatalogueHistory
from imtextgui.catalogue.user.jobsheets import CatalogueJobSheets
from imtextgui.catalogue.user.judgements import CatalogueJudgements
from imtextgui.catalogue.user.learning import CatalogueLearning
from imtextgui.catalogue.user.privacy import CataloguePrivacy
from imtextgui.catalogue.user.tagging import CatalogueTagging
from imtextgui.catalogue.user.tags import CatalogueTags
from imtextgui.catalogue.user.trial import CatalogueTrial
from imtextgui.config import paths, settings
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.progress import Job
from imtextgui.domain.runs.repair import RepairReport
from imtextgui.errors import CatalogueReadOnly
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import restored_additions
from imtextgui.store.upkeep import backup, repair

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder

DATABASE = paths.DATABASE

Candidates = Callable[[OpenedFolder], CandidateSource | None]
"""Gives what is searched in place of the own indexes of a folder that was opened; None for its own."""


class Catalogue:
    """One catalogue folder, opened; whatever can be asked of it is asked of one of its parts.

    ``read_only`` is True where it was opened for reading alone, and where another program has the catalogue open for
    changes: it can be searched, and follows what the other one changes. Methods that change anything raise
    CatalogueReadOnly then, until ``allow_changes`` succeeds. Searches and reads may run beside a job. A context
    manager.
    """

    def __init__(
        self,
        opened: OpenedFolder,
        settings: CurrentSettings,
        *,
        bundle: Path | None,
        encoder: "Encoder | None",
        encoders: SharedEncoders | None = None,
        candidates: Candidates | None = None,
    ) -> None:
        encoders = encoders or SharedEncoders()
        self.folder = opened.folder
        self.publication = opened.publication
        """What it is where others publish it; None for a catalogue of one's own."""
        folder, database, own = opened.home, opened.database, opened.own
        self._opened = opened
        self._database = database
        self._settings = settings
        self._session = EncoderSession(
            self.folder,
            database,
            self._settings,
            bundle=bundle,
            encoder=encoder,
            turn_to_save=lambda: nullcontext(False) if opened.publication else turn(opened.lock),
            files=self._place,
            shared=encoders,
        )
        source = None if candidates is None else candidates(opened)
        engine = SearchEngine(self.dictionary_folders, database, self._settings, self._session, source)
        self.sources = CatalogueSources(folder, database, self._settings, self._session, opened.publication)
        self.search = CatalogueSearch(database, self._settings, engine)
        self.encoders = CatalogueEncoders(folder, database, self._settings, self._session)
        self.judgements = CatalogueJudgements(database, engine)
        self.pages = CataloguePages(database, self._settings)
        self.tags = CatalogueTags(database)
        self.tagging = CatalogueTagging(folder, database, self._session, engine)
        self.descriptions = CatalogueDescriptions(folder, database)
        self.additions = CatalogueAdditions(database)
        self.examples = CatalogueExamples(database, self._session, engine)
        self.history = CatalogueHistory(own, self._settings, engine.photos)
        self.jobsheets = CatalogueJobSheets(database, self.pages)
        self.parts_catalogues = CataloguePartsCatalogues(
            folder,
            database,
            search=self.search,
            pages=self.pages,
            jobsheets=self.jobsheets,
            tags=self.tags,
            descriptions=self.descriptions,
        )
        self.result_lists = CatalogueResultLists(database, self.pages, self.parts_catalogues)
        self.quality = CatalogueQuality(folder, database, self.search, self.judgements)
        self.encoder_comparison = CatalogueEncoderComparison(
            folder,
            database,
            self._settings,
            self._session,
            engine=engine,
            encoders=self.encoders,
            judgements=self.judgements,
        )
        self.health = CatalogueHealth(
            folder,
            database,
            self._settings,
            self._session,
            self.encoders,
            publication=opened.publication,
            own=own,
            shards=opened.folder if opened.beside else None,
        )
        self.privacy = CataloguePrivacy(folder, own, self._session, engine, publication=opened.publication)
        self.dictionary = CatalogueDictionary(folder, own, engine)
        self.monitoring = CatalogueMonitoring(
            database,
            self._settings,
            quality=self.quality,
            sources=self.sources,
            dictionary=self.dictionary,
        )
        self.exchange = CatalogueExchange(self.folder, database, self._session, self.dictionary, own=own)
        self.learning = CatalogueLearning(folder, database, self._session, engine)
        self.neighbours = CatalogueNeighbours(
            self,
            self.search,
            self.pages,
            partial(_open_beside, bundle=bundle, encoder=encoder, encoders=encoders, candidates=candidates),
            always=opened.beside,
        )
        self.trial = CatalogueTrial(
            folder,
            database,
            self.search,
            self.judgements,
            self.pages,
            settings=self._settings,
            digest_elsewhere=self.neighbours.digest_of,
        )
        self.publishing = CataloguePublishing(
            self.folder, database, is_published=opened.publication is not None
        )

    @property
    def read_only(self) -> bool:
        """Whether it can only be searched."""
        return self._database.read_only

    @property
    def is_place_closed(self) -> bool:
        """Whether it can only be searched because its folder cannot be written to, whoever else has it open."""
        return self.read_only and not os.access(self.folder, os.W_OK)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        bundle: Path | None = None,
        encoder: "Encoder | None" = None,
        create: bool = True,
        read_only: bool = False,
        wait: float = 0.0,
        waiting: Callable[[], None] | None = None,
        chosen: settings.Settings | None = None,
        encoders: SharedEncoders | None = None,
        candidates: Candidates | None = None,
    ) -> "Catalogue":
        """Open the catalogue in ``folder``; make it where there is none, if ``create``.

        ``read_only`` opens it for reading alone: other programs may open it for changes meanwhile. Otherwise another
        program that changes it is waited for up to ``wait`` seconds, and ``waiting`` called where there is a wait; if
        that is in vain, it is open for reading alone.

        The encoder is the one that the catalogue remembers; that of a new one is that of the ``bundle`` folder, by
        default the one that comes with the program. It is loaded at its first use, which raises BundleInactive where
        another than the remembered one was named; tests give an ``encoder`` instead. What several catalogues load is
        shared by ``encoders``. ``candidates`` gives what is searched in place of the folder's own indexes, and
        may raise. Raises CatalogueMissing, CatalogueLost (only its backups are there), CatalogueTooNew,
        CatalogueOutdated (for reading alone), CatalogueUnsettled, CatalogueDamaged, CatalogueForbidden,
        CatalogueDiskFull and SettingsDamaged.
        """
        current = CurrentSettings(chosen or settings.read())
        opened = open_folder(
            absolute(folder), current, create=create, read_only=read_only, wait=wait, waiting=waiting
        )
        try:
            catalogue = cls(
                opened, current, bundle=bundle, encoder=encoder, encoders=encoders, candidates=candidates
            )
        except BaseException:
            opened.close()
            raise
        catalogue.privacy.finish_interrupted()
        return catalogue

    @staticmethod
    def open_several(
        folders: Sequence[Path],
        *,
        bundle: Path | None = None,
        encoder: "Encoder | None" = None,
        chosen: settings.Settings | None = None,
        candidates: Candidates | None = None,
    ) -> CatalogueSet:
        """Open catalogues for reading alone, to be searched together; ``bundle`` and the rest are those of ``open``.

        One that was published in shards is all of them.
        """
        return CatalogueSet(
            [shard for folder in folders for shard in shards_of_whole(absolute(folder))],
            partial(
                _open_beside,
                bundle=bundle,
                encoder=encoder,
                encoders=SharedEncoders(),
                chosen=chosen,
                candidates=candidates,
            ),
        )

    @staticmethod
    def restore(archive: Path, folder: Path) -> Job[Path]:
        """Make a catalogue in ``folder`` from what ``health.backup`` wrote.

        Where a catalogue is published there, it is what somebody added to that, and gets its place on this machine.

        Raises CatalogueMissing (no archive), CatalogueBackupDamaged, CatalogueTooNew, CatalogueExists (there is one in
        ``folder``), CatalogueReadOnly (another program makes one there), CatalogueForbidden and CatalogueDiskFull.
        """
        folder = absolute(folder)
        home = place_of_additions(folder)
        if home is not None:
            return restored_additions.restore(archive, folder, home)
        return backup.restore(archive, folder, DATABASE)

    @staticmethod
    def repair(
        folder: Path, *, wait: float = 0.0, waiting: Callable[[], None] | None = None
    ) -> Job[RepairReport | None]:
        """Make the damaged catalogue in ``folder`` whole again; gives None where nothing is damaged.

        What people added is saved from the damaged file and from the backups that the catalogue keeps; its folders are
        indexed again afterwards. The damaged file is kept beside it. Waits as ``open``. Raises CatalogueMissing,
        CatalogueReadOnly, CatalogueTooNew, CatalogueForbidden and CatalogueDiskFull.
        """
        folder = absolute(folder)
        # Of a published one only what was added here can be mended here.
        place = folder if paths.is_catalogue(folder) else home_of_published(folder)
        with WriterLock(place) as lock:
            if not lock.acquire(wait=wait, waiting=waiting):
                raise CatalogueReadOnly(path=str(folder))
            report = yield from repair.repair(place / DATABASE)
        return None if report is None else replace(report, of_published=place != folder)

    def allow_changes(self, *, wait: float = 0.0, waiting: Callable[[], None] | None = None) -> bool:
        """Open for changes what was open for reading alone, and tell whether that was possible.

        Another program that changes the catalogue is waited for up to ``wait`` seconds; ``waiting`` is called where
        there is a wait. Raises as ``open``.
        """
        if not self.read_only:
            return True
        if not self._opened.allow_changes(wait=wait, waiting=waiting):
            return False
        self.privacy.finish_interrupted()
        return True

    def apply_settings(self, chosen: settings.Settings) -> None:
        """Follow other settings from the next search and the next run on; the encoder stays as it was loaded."""
        self._settings.now = chosen

    def _place(self) -> Path:
        """The folder of the files that come with the database."""
        return self.folder if self.publication is None else self.publication.place

    @property
    def settings(self) -> CurrentSettings:
        """The settings in force."""
        return self._settings

    def dictionary_folders(self) -> tuple[Path, ...]:
        """The folders with the site's own terms, those that go before others first."""
        return (self.folder,) if self.publication is None else (self.publication.home, self._place())

    def close(self) -> None:
        """Keep the vector indexes that took long to build and a backup of what people added, close the database and let
        others change the catalogue.
        """
        self.neighbours.close()
        self._session.close()
        self.health.keep_backup()
        self._opened.close()

    def __enter__(self) -> "Catalogue":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open_beside(
    folder: Path,
    *,
    bundle: Path | None,
    encoder: "Encoder | None",
    encoders: SharedEncoders,
    chosen: settings.Settings | None = None,
    candidates: Candidates | None = None,
) -> Catalogue:
    """Open a catalogue that is searched with others, which share their encoders."""
    return Catalogue.open(
        folder,
        bundle=bundle,
        encoder=encoder,
        read_only=True,
        chosen=chosen,
        encoders=encoders,
        candidates=candidates,
    )
