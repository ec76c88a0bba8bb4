"""The folders of a catalogue, and the runs that index them."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from imtextgui import folder_names
from imtextgui.absolute_paths import absolute
from imtextgui.catalogue import run_options
from imtextgui.catalogue.encoder_session import EncoderSession
from imtextgui.catalogue.published.publication import Publication
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.items import Source
from imtextgui.domain.left_out import LeftOut
from imtextgui.domain.progress import Job
from imtextgui.domain.runs.folder_changes import FolderChanges
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.domain.runs.run_report import IndexReport
from imtextgui.errors import (
    CatalogueMissing,
    CataloguePublished,
    CatalogueReadOnly,
    SourceMissing,
    SourceNested,
    SourceRuleInvalid,
)
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.left_out import LeftOutRows
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database, Transaction
from imtextgui.store.upkeep.interrupted_runs import InterruptedRuns
from imtextgui.store.user.job_sheets import JobSheets


class CatalogueSources:
    """Folders that are indexed. What changes anything raises CatalogueReadOnly where another program does."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        settings: CurrentSettings,
        session: EncoderSession,
        publication: Publication | None = None,
    ) -> None:
        """``publication`` is what the catalogue is where others publish it: its folders only have other places here."""
        self._folder = folder
        self._publication = publication
        self._database = database
        self._settings = settings
        self._session = session
        self._sources = Sources(database)
        self._items = Items(database)
        self._contents = Contents(database)
        self._left_out = LeftOutRows(database)
        self._sheets = JobSheets(database)
        self._interrupted = InterruptedRuns(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._publication is not None or self._database.read_only

    @property
    def can_relocate(self) -> bool:
        """Whether it may be said where a folder is now: of a published catalogue that is this machine's own matter."""
        return self._publication is not None or not self._database.read_only

    def all(self) -> list[Source]:
        """The folders that are indexed, in the order they were added."""
        return self._sources.all()

    def add(self, path: Path, exclude: str = "") -> Source:
        """Make ``path`` a source; one that is a source already stays, with ``exclude`` added if given.

        One that is a source under another name keeps that name. A new source starts with the exclusion rules of the
        settings and ``exclude``, all gitignore lines. Raises SourceMissing, SourceNested, SourceRuleInvalid for a line
        of ``exclude``, and CatalogueReadOnly.
        """
        self._require_own()
        path = absolute(path)
        if not path.is_dir():
            raise SourceMissing(path=str(path))
        _require_rules(path, exclude)
        self._refuse_catalogue(path)
        known = {source.path: source for source in self.all()}
        path = _known_name(path, known)
        before = known[path].exclude if path in known else self._settings.now.exclude
        lines = list(dict.fromkeys([*before.splitlines(), *exclude.splitlines()]))
        with self._database.transaction() as tx:
            added = self._sources.add(tx, path)
            self._put_exclude(tx, added.id, before, "\n".join(lines))
            if path not in known:
                self._interrupted.begin(tx, [added.id])
            if self.is_portable():
                self._sources.set_portable(tx, True, self._folder)
        return next(source for source in self.all() if source.id == added.id)

    def set_exclude(self, source_id: int, exclude: str) -> None:
        """Give a source other exclusion rules (gitignore lines); the next run follows them.

        Raises SourceRuleInvalid for a line that is none.
        """
        self._require_own()
        _require_rules(self._source(source_id).path, exclude)
        with self._database.transaction() as tx:
            self._put_exclude(tx, source_id, self._source(source_id).exclude, exclude)

    def relocate(self, source_id: int, path: Path) -> Job[Source]:
        """Find a source at ``path`` from now on; nothing is read or encoded anew.

        Of a published catalogue that is so on this machine, and nothing of it is changed.

        Raises SourceMissing, SourceNested, CatalogueReadOnly, and SourceDiffers where the folder does not hold its
        files.
        """
        from imtextgui.indexing.relocation import check_relocation

        path = absolute(path)
        if not path.is_dir():
            raise SourceMissing(path=str(path))
        self._refuse_catalogue(path)
        if self._publication is None and self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        source = self._source(source_id)
        known = self._items.known(source_id)
        self._sources.check_apart(source_id, path)
        others = [other.path for other in self.all() if other.id != source_id]
        if (other := _known_name(path, others)) != path:
            raise SourceNested(path=str(path), other=str(other))
        touched = yield from check_relocation(
            path,
            source.path,
            known,
            partial(self._items.digests, source_id),
            exclude=source.exclude,
            skip_folder=self._folder,
        )
        if self._publication is not None:
            self._publication.relocate(self._publication.publishers_path(source_id), path)
            return self._source(source_id)
        with self._database.transaction() as tx:
            self._sources.relocate(tx, source_id, path)
            for file in touched:
                self._items.touch(tx, known[file.relpath].item_id, file.size, file.mtime_ns)
            self._sheets.relocate(tx, source.path, path)
            if self.is_portable():
                self._sources.set_portable(tx, True, self._folder)
        return self._source(source_id)

    def whereabouts(self, source_id: int) -> list[Path]:
        """Folders that may be a source that cannot be reached: its drive has another letter, or its share is connected
        under another. Only Windows has such names; whether the files are there, ``relocate`` looks at.
        """
        from imtextgui.indexing.removals import SourcePlace
        from imtextgui.indexing.whereabouts import drives, whereabouts

        place = SourcePlace.read(self._sources.place(source_id))
        own = self._source(source_id).path
        return [folder for folder in whereabouts(place, drives()) if folder != own]

    def left_out(self, source_id: int) -> list[LeftOut]:
        """What the last run over a source left out, and why."""
        return self._left_out.of(source_id)

    def is_portable(self) -> bool:
        """Whether the catalogue can travel with its sources, as on a stick: they are found by their way from it."""
        return self._sources.is_portable()

    def set_portable(self, portable: bool) -> None:
        """Let the catalogue travel with its sources, or not. A source on another drive stays where it is."""
        self._require_own()
        with self._database.transaction() as tx:
            self._sources.set_portable(tx, portable, self._folder)

    def files(self, source_id: int) -> Job[tuple[str, ...]]:
        """Walk a source and give its files, relative to it, that rules decide on, hidden ones among them.

        Raises SourceMissing where the folder cannot be reached.
        """
        from imtextgui.indexing.scanning.scan import list_files

        return list_files(self._source(source_id).path, skip_folder=self._folder)

    def excluded(self, relpaths: Sequence[str], exclude: str) -> list[str]:
        """Those of the files of ``files`` that would be left out under exclusion rules (gitignore lines)."""
        from imtextgui.indexing.scanning.scan import excluded_files

        return excluded_files(relpaths, exclude)

    def changes(self) -> Job[tuple[FolderChanges, ...]]:
        """Walk the sources and tell what the next run would find in each that changed; nothing is read or written.

        A source that cannot be reached, or had no run yet, is left out.
        """
        from imtextgui.indexing.scanning.scan import count_changes

        found: list[FolderChanges] = []
        for source in self.all():
            if source.last_run is None:
                continue
            known = self._items.known(source.id)
            counts = yield from count_changes(
                source.path, known, exclude=source.exclude, skip_folder=self._folder
            )
            if any(counts):
                found.append(FolderChanges(source.id, source.path, *counts))
        return tuple(found)

    def remove(self, source_id: int) -> None:
        """Take a source out, with all that is known of its items; no file is touched.

        What people added to them stays until it is forgotten (``CataloguePrivacy``).
        """
        self._require_own()
        offline = {source.id for source in self.all() if source.offline}
        with self._database.transaction() as tx:
            self._sources.remove(tx, source_id, are_gone=source_id in offline)

    def index(
        self,
        source_ids: Sequence[int] | None = None,
        *,
        retry: Retry = NO_RETRY,
        first_pass_only: bool = False,
        accept_removals: bool = False,
    ) -> Job[IndexReport]:
        """Bring the named sources, by default all, up to date. ``retry`` tells which failed files are taken again.

        Where it names files, only the sources that they lie in are walked. Where a large share of a source is not there
        any more, the report tells how many files ``vanished``, and they are kept unless ``accept_removals``.

        Everything can be found after the first pass; ``first_pass_only``, or the setting ``second_pass``, leaves
        what takes longer to a later run.

        Raises CatalogueReadOnly at once, and while running CatalogueDiskFull, Bundle* and other CatalogueErrors; a
        file that cannot be read becomes a problem and never stops the run.
        """
        self._require_own()
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        from imtextgui.indexing.interrupted_runs import resumable
        from imtextgui.indexing.patient_encoder import PatientEncoder
        from imtextgui.indexing.pipeline import Pipeline
        from imtextgui.indexing.reader_pool.run_pool import closing_readers, open_reader_pool
        from imtextgui.indexing.recorder import KeepPolicy

        sources = self.all()
        wanted = [source for source in sources if source_ids is None or source.id in source_ids]
        if retry.paths:
            wanted = [
                source for source in wanted if any(path.is_relative_to(source.path) for path in retry.paths)
            ]
        settings = self._settings.now
        readers = open_reader_pool(run_options.workers(settings), run_options.confined_to(settings, sources))
        pipeline = Pipeline(
            self._database,
            PatientEncoder(self._session.settle(), self._session.searches.wait),
            folder=self._folder,
            readers=readers,
            limits=run_options.limits(settings),
            keep=KeepPolicy(settings.keep_thumbnails, settings.keep_text),
            open_ocr=run_options.open_ocr(settings),
        )
        second_pass = settings.second_pass and not first_pass_only
        job = pipeline.index(wanted, retry=retry, second_pass=second_pass, accept_removals=accept_removals)
        whole = resumable(self._database, [source.id for source in wanted], closing_readers(readers, job))
        return self._ready_to_search(self._while_there(whole))

    def _ready_to_search(self, run: Job[IndexReport]) -> Job[IndexReport]:
        """After a run over many pages, make what searches need and would wait for: graphs, and what chance reaches."""
        report = yield from run
        yield from self._session.ready().indexes.build_graphs()
        yield from self._session.measure_chance()
        return report

    def _while_there(self, run: Job[IndexReport]) -> Job[IndexReport]:
        """End a run whose catalogue was deleted or unplugged: what it goes on to write is nowhere."""
        with closing(run):
            try:
                while True:
                    yield next(run)
                    if not self._database.is_there:
                        raise CatalogueMissing(path=str(self._folder))
            except StopIteration as end:
                if not self._database.is_there:
                    raise CatalogueMissing(path=str(self._folder)) from None
                report: IndexReport = end.value
                return report

    def interrupted(self) -> list[int]:
        """The sources whose run was cut short by closing or a kill, and that can be read here and now."""
        if self.read_only:
            return []
        ids = self._interrupted.ids()
        return [source.id for source in self.all() if source.id in ids and source.path.is_dir()]

    def give_up(self) -> None:
        """The user stopped the run: nothing goes on by itself at the next start."""
        with self._database.transaction() as tx:
            self._interrupted.end(tx)

    def _put_exclude(self, tx: Transaction, source_id: int, before: str, exclude: str) -> None:
        self._sources.update(tx, source_id, exclude=exclude)
        if before.splitlines() == exclude.splitlines():
            return
        # What is in archives is told by looking into them, which an unchanged one would not be.
        from imtextgui.documents.readers import is_archive

        known = self._items.known(source_id)
        for path, item in known.items():
            if item.content_id is not None and is_archive(Path(path)):
                self._contents.reopen(tx, item.content_id)

    def _refuse_catalogue(self, path: Path) -> None:
        """Raise SourceNested where ``path`` is the folder of the catalogue, or lies in it."""
        if folder_names.holds(self._folder, path):
            raise SourceNested(path=str(path), other=str(self._folder))

    def _require_own(self) -> None:
        """Raise CataloguePublished where somebody else indexes the folders."""
        if self._publication is not None:
            raise CataloguePublished(path=str(self._publication.folder))

    def _source(self, source_id: int) -> Source:
        return next(source for source in self.all() if source.id == source_id)


def _known_name(path: Path, names: Iterable[Path]) -> Path:
    """The one of ``names`` that is the folder ``path``, which may have another name there; else ``path``.

    Raises SourceNested where one of them holds it, or lies in it, under another name: each of its files would be two.
    """
    for name in names:
        if folder_names.is_same(name, path):
            return name
        if folder_names.holds(name, path) or folder_names.holds(path, name):
            raise SourceNested(path=str(path), other=str(name))
    return path


def _require_rules(path: Path, exclude: str) -> None:
    from imtextgui.indexing.scanning.exclusion_rules import broken_rule

    if (line := broken_rule(exclude)) is not None:
        raise SourceRuleInvalid(path=str(path), other=line)
