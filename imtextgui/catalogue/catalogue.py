"""The façade of one catalogue folder: everything that a screen or a command may ask of it."""

import os
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from imtextgui.catalogue.encoder_switch import Activation
from imtextgui.config import paths, settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.health import Finding
from imtextgui.domain.items import PageView, Problem, Source
from imtextgui.domain.progress import Job
from imtextgui.domain.run_report import IndexReport
from imtextgui.errors import (
    CatalogueForbidden,
    CatalogueMissing,
    CatalogueReadOnly,
    SourceMissing,
    SourceNested,
    translating,
)
from imtextgui.store.content import passes
from imtextgui.store.content.counts import Counts, count
from imtextgui.store.content.items import Items
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.lock import WriterLock
from imtextgui.store.upkeep import backup, reindex
from imtextgui.store.upkeep.interrupted_runs import Unfinished

if TYPE_CHECKING:
    from imtextgui.documents.content import Limits
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.indexing.ocr_pass import OpenEngine

DATABASE = paths.DATABASE


class Catalogue(Activation):
    """One catalogue folder, opened.

    ``read_only`` is True where another program has the catalogue open for changes: it can be searched, and follows
    what the other one changes. Methods that change anything raise CatalogueReadOnly then. Searches and reads may run
    beside a job. A context manager.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        lock: WriterLock,
        *,
        bundle: Path | None,
        encoder: "Encoder | None",
        chosen: settings.Settings,
    ) -> None:
        super().__init__(folder, database, bundle=bundle, encoder=encoder, chosen=chosen)
        self._lock = lock
        self._items = Items(database)
        self._sources = Sources(database)
        self._unfinished = Unfinished(database)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        bundle: Path | None = None,
        encoder: "Encoder | None" = None,
        create: bool = True,
        chosen: settings.Settings | None = None,
    ) -> "Catalogue":
        """Open the catalogue in ``folder``; make it where there is none, if ``create``.

        The encoder is the one that the catalogue remembers; that of a new one is that of the ``bundle`` folder, by
        default the one that comes with the program. It is loaded at its first use, which raises BundleInactive where
        another than the remembered one was named; tests give an ``encoder`` instead. Raises CatalogueMissing,
        CatalogueTooNew, CatalogueDamaged, CatalogueForbidden, CatalogueDiskFull and SettingsDamaged.
        """
        folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
        file = folder / DATABASE
        if not create and not file.exists():
            raise CatalogueMissing(path=str(folder))
        if create:
            _make(folder)
        chosen = chosen or settings.read()
        lock = WriterLock(folder)
        writable = _try(lock)
        try:
            database = _open_database(file, writable, folder)
        except BaseException:
            lock.release()
            raise
        return cls(folder, database, lock, bundle=bundle, encoder=encoder, chosen=chosen)

    def sources(self) -> list[Source]:
        """The folders that are indexed, in the order they were added."""
        return self._sources.all()

    def add_source(self, path: Path, exclude: str = "") -> Source:
        """Make ``path`` a source; one that is a source already stays, with ``exclude`` added if given.

        A new source starts with the exclusion rules of the settings and ``exclude``, all gitignore lines.
        Raises SourceMissing, SourceNested and CatalogueReadOnly.
        """
        path = Path(os.path.abspath(path))  # noqa: PTH100 - the user's own name for the folder is kept
        if not path.is_dir():
            raise SourceMissing(path=str(path))
        if self.folder == path or self.folder in path.parents:
            raise SourceNested(path=str(path), other=str(self.folder))
        known = {source.path: source for source in self.sources()}
        before = known[path].exclude if path in known else self._settings.exclude
        lines = list(dict.fromkeys([*before.splitlines(), *exclude.splitlines()]))
        with self._database.transaction() as tx:
            source = self._sources.add(tx, path)
            self._sources.update(tx, source.id, exclude="\n".join(lines))
            if path not in known:
                self._unfinished.begin(tx, [source.id])
            if self.portable:
                self._sources.set_portable(tx, True, self.folder)
        return next(each for each in self.sources() if each.id == source.id)

    def set_exclude(self, source_id: int, exclude: str) -> None:
        """Give a source other exclusion rules (gitignore lines); the next run follows them."""
        with self._database.transaction() as tx:
            self._sources.update(tx, source_id, exclude=exclude)

    @property
    def portable(self) -> bool:
        """Whether the catalogue can travel with its sources, as on a stick: they are found by their way from it."""
        return self._sources.portable

    def set_portable(self, portable: bool) -> None:
        """Let the catalogue travel with its sources, or not. A source on another drive stays where it is."""
        with self._database.transaction() as tx:
            self._sources.set_portable(tx, portable, self.folder)

    def list_source(self, source_id: int) -> Job[tuple[str, ...]]:
        """Walk a source and give its files, relative to it, that would be taken if no rule left any out.

        Raises SourceMissing where the folder cannot be reached.
        """
        from imtextgui.indexing.scan import listing

        path = next(source.path for source in self.sources() if source.id == source_id)
        return listing(path, skip_folder=self.folder)

    def left_out(self, relpaths: Sequence[str], exclude: str) -> list[str]:
        """Those of the files of ``list_source`` that exclusion rules (gitignore lines) would leave out."""
        from imtextgui.indexing.scan import left_out

        return left_out(relpaths, exclude)

    def remove_source(self, source_id: int) -> None:
        """Forget a source with all that is known of its items; no file is touched."""
        with self._database.transaction() as tx:
            self._sources.remove(tx, source_id)

    def index(
        self,
        source_ids: Sequence[int] | None = None,
        *,
        retry: bool | Collection[Path] = False,
        first_pass_only: bool = False,
    ) -> Job[IndexReport]:
        """Bring the named sources, by default all, up to date. ``retry`` takes failed files again: all, or these.

        Where files are named, only the sources that they lie in are walked.

        Everything can be found after the first pass; ``first_pass_only``, or the setting ``second_pass``, leaves
        what takes longer to a later run.

        Raises CatalogueReadOnly at once, and while running CatalogueDiskFull, Bundle* and other CatalogueErrors; a
        file that cannot be read becomes a problem and never stops the run.
        """
        if self.read_only:
            raise CatalogueReadOnly(path=str(self.folder))
        from imtextgui.indexing.interrupted_runs import noted
        from imtextgui.indexing.pipeline import Pipeline
        from imtextgui.indexing.recorder import Keep

        wanted = [each for each in self.sources() if source_ids is None or each.id in source_ids]
        if not isinstance(retry, bool):
            files = retry
            wanted = [each for each in wanted if any(file.is_relative_to(each.path) for file in files)]
        pipeline = Pipeline(
            self._database,
            self._settled(),
            folder=self.folder,
            workers=self._workers(),
            limits=self._limits(),
            keep=Keep(self._settings.keep_thumbnails, self._settings.keep_text),
            open_ocr=self._ocr_in_worker(),
        )
        second_pass = self._settings.second_pass and not first_pass_only
        job = pipeline.index(wanted, retry=retry, second_pass=second_pass)
        return noted(self._database, [source.id for source in wanted], job)

    def interrupted(self) -> list[int]:
        """The sources whose run was cut short by closing or a kill, and that can be read here and now."""
        if self.read_only:
            return []
        ids = self._unfinished.ids()
        return [source.id for source in self.sources() if source.id in ids and source.path.is_dir()]

    def give_up(self) -> None:
        """The user stopped the run: nothing goes on by itself at the next start."""
        with self._database.transaction() as tx:
            self._unfinished.end(tx)

    def page_at(self, path: Path, number: int) -> PageView | None:
        """Page ``number``, from 1, of the file at ``path``; None if it is not in the catalogue."""
        path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are
        for source in self.sources():
            if path.is_relative_to(source.path):
                known = self._items.known(source.id).get(path.relative_to(source.path).as_posix())
                if known is not None:
                    return self.page_of(known.item_id, number)
        return None

    def examine(self) -> Job[tuple[Finding, ...]]:
        """Look whether the catalogue is whole and its indexes find what they should; raises Bundle* errors."""
        from imtextgui.catalogue.examination import examine

        return examine(self.folder, self._database, self.sources(), self.encoders, self._opened_indexes)

    def complete(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Ways to go on with the query ``text``, each the whole text as it would be then; for every key pressed."""
        from imtextgui.search.query import completion
        from imtextgui.store.content.filtering import Filtering
        from imtextgui.store.text.codes import Codes
        from imtextgui.store.text.vocabulary import Vocabulary

        database = self._database
        return completion.complete(text, Vocabulary(database), Codes(database), Filtering(database), limit)

    def dictionary(self) -> list[Entry]:
        """The site's own terms, besides those that come with the program. Raises DictionaryDamaged."""
        from imtextgui.search.query import dictionary

        return dictionary.read_own(self.folder)

    def set_dictionary(self, entries: Sequence[Entry]) -> None:
        """Replace the site's own terms; the next search knows them. Raises CatalogueReadOnly, CatalogueForbidden."""
        from imtextgui.search.query import dictionary

        if self.read_only:
            raise CatalogueReadOnly(path=str(self.folder))
        with translating(CatalogueForbidden, OSError, path=str(self.folder)):
            dictionary.write_own(self.folder, entries)
        self._service_or_words.dictionary = dictionary.load(self.folder)

    def backup(self, target: Path) -> Job[Path]:
        """Write what cannot be made again into the archive ``target``; the catalogue may be in use meanwhile.

        Raises CatalogueForbidden and CatalogueDiskFull.
        """
        return backup.backup(self._database, Path(os.path.abspath(target)))  # noqa: PTH100

    @staticmethod
    def restored(archive: Path, folder: Path) -> Job[Path]:
        """Make a catalogue in ``folder`` from what ``backup`` wrote.

        Raises CatalogueMissing (no archive), CatalogueBackupDamaged, CatalogueExists (there is one in ``folder``),
        CatalogueForbidden and CatalogueDiskFull.
        """
        return backup.restore(archive, Path(os.path.abspath(folder)), DATABASE)  # noqa: PTH100

    def problems(self) -> list[Problem]:
        """What could not be read, by path."""
        return self._items.problems()

    def counts(self) -> Counts:
        """How much the catalogue holds."""
        return count(self._database, self._later_passes())

    def close(self) -> None:
        """Keep the vector indexes that took long to build, close the database and let others change the catalogue."""
        super().close()
        self._database.close()
        self._lock.release()

    def __enter__(self) -> "Catalogue":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _limits(self) -> "Limits":
        """What one file may cost here."""
        from imtextgui.documents.content import Limits

        chosen = self._settings
        return Limits(
            max_file_bytes=chosen.max_file_mb * 2**20,
            max_pages=chosen.max_pages,
            seconds_per_page=chosen.page_seconds,
        )

    def _later_passes(self) -> int:
        """The bits of the passes that pages go through here after they can be found."""
        if not self._settings.second_pass:
            return 0
        reads = self._settings.ocr != "off" and self._settings.keep_text
        return passes.REGIONS | (passes.WORDS if reads else 0)

    def _ocr_in_worker(self) -> "OpenEngine | None":
        """What opens an engine in a worker process, on one thread, because there are several of them."""
        if self._settings.ocr == "off":
            return None
        from imtextgui.indexing.ocr_pass import default_engine

        return partial(default_engine, self._settings.ocr.split("+"))


def _try(lock: WriterLock) -> bool:
    try:
        return lock.acquire()
    except CatalogueForbidden:
        return False


def _open_database(file: Path, writable: bool, folder: Path) -> Database:
    database = Database.open(file, read_only=not writable)
    try:
        if writable:
            reindex.refresh(database)
            with database.transaction() as tx:
                Sources(database).follow(tx, folder)
    except BaseException:
        database.close()
        raise
    return database


def _make(folder: Path) -> None:
    with translating(CatalogueForbidden, OSError, path=str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
