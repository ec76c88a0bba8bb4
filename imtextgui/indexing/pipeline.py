"""Indexes sources: scan, read files ahead, encode pictures beside the reading, and commit in batches."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from imtextgui.documents.cad import step_shape
from imtextgui.documents.content import DEFAULT_LIMITS, Limits, Listing, PageContent
from imtextgui.documents.readers import is_supported, may_hold_files
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Source
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.domain.runs.run_report import IndexReport, SourceRun
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import prepare
from imtextgui.errors import (
    DocumentError,
    DocumentNeedsConverter,
    DocumentUnsupported,
    SourceMissing,
)
from imtextgui.indexing import ocr_pass
from imtextgui.indexing.batch_writer import BatchWriter
from imtextgui.indexing.later_passes import Pass, PassRun
from imtextgui.indexing.name_encoding import encode_names
from imtextgui.indexing.ocr_pass import OcrPass, OpenEngine
from imtextgui.indexing.passage_encoding import encode_passages
from imtextgui.indexing.picture_encoding import PictureEncoder
from imtextgui.indexing.progress_meter import ProgressMeter
from imtextgui.indexing.reader_pool.events import Event, Finished, Waiting
from imtextgui.indexing.reader_pool.protocol import ReaderPool, ReadSpec
from imtextgui.indexing.recorder import INTERRUPTING, KEEP_ALL, KeepPolicy, Recorder
from imtextgui.indexing.reencode import Reencoding
from imtextgui.indexing.region_pass import RegionPass
from imtextgui.indexing.removals import Removals, SourcePlace, look_at
from imtextgui.indexing.scanning.archive_scan import ArchiveScan
from imtextgui.indexing.scanning.exclusion_rules import ExclusionRules
from imtextgui.indexing.scanning.left_out_files import LeftOutFiles
from imtextgui.indexing.scanning.scan import FileState, scan
from imtextgui.store.content.items import Items, KnownItem
from imtextgui.store.content.left_out import LeftOutRows
from imtextgui.store.content.sources import Sources
from imtextgui.store.content.undrawn_models import UndrawnModels
from imtextgui.store.database import Database
from imtextgui.store.identity import files, page_places

_RETRIED = frozenset(error.code for error in INTERRUPTING)
"""Problems that were no fault of the file, so that each run takes it again."""


class Pipeline:
    """Indexes sources of one catalogue with one encoder. ``readers`` read files in all that a run does.

    ``limits`` bound what one file may cost. ``open_ocr`` makes the engine that reads words in pictures, in each process
    that needs one; None leaves them unread.
    """

    def __init__(
        self,
        database: Database,
        encoder: Encoder,
        *,
        folder: Path,
        readers: ReaderPool,
        keep: KeepPolicy = KEEP_ALL,
        limits: Limits = DEFAULT_LIMITS,
        open_ocr: OpenEngine | None = None,
    ) -> None:
        self._database = database
        self._encoder = encoder
        self._folder = folder
        self._readers = readers
        self._keep = keep
        self._limits = limits
        self._open_ocr = open_ocr
        self._items = Items(database)
        self._sources = Sources(database)
        self._left_out = LeftOutRows(database)

    def index(
        self,
        sources: Sequence[Source],
        *,
        retry: Retry = NO_RETRY,
        second_pass: bool = True,
        accept_removals: bool = False,
    ) -> Job[IndexReport]:
        """Bring ``sources`` up to date: read what is new or changed, link what moved, forget what is gone.

        Then, with ``second_pass``, do what takes longer for all pages that lack it. ``retry`` also takes files and
        pages again that could not be read before, all of them or those of some files. Where a large share of a source
        is not there any more, it is kept unless ``accept_removals``. Closing the job keeps every committed batch.
        Raises CatalogueDiskFull, CatalogueReadOnly and other CatalogueErrors; a bad file never raises.
        """
        begun = time.monotonic()
        self._follow_kernel()
        runs: list[SourceRun] = []
        ended: list[_EndedSource] = []
        # All sources are read before any page is looked at closer, so that everything can be found early.
        for source in sources:
            run = SourceRun(source.path)
            runs.append(run)
            end = yield from self._index_source(source, run, retry, accept_removals)
            if end is not None:
                ended.append(end)
        # Only now, so that a file moved to another source is still known when it is found there.
        for end in ended:
            self._close_run(end, accept_removals)
        with self._database.transaction() as tx:
            changed = files.end_run(tx, [end.source.id for end in ended])
            waiting = page_places.waiting(tx, ocr_pass.BIT)
        yield from encode_names(self._database, self._encoder)
        passages = yield from encode_passages(self._database, self._encoder)
        if second_pass and (yield from self._run_later_passes([source.id for source in sources], retry)):
            # Words that were read in pictures are passages, too, and tell which page is which.
            passages += yield from encode_passages(self._database, self._encoder)
        with self._database.transaction() as tx:
            for digest in waiting:
                page_places.follow(tx, digest)
            # What was told once is not told again when its words are read in a later run.
            doubtful = [told for digest in changed for told in page_places.follow(tx, digest)]
        return IndexReport(tuple(runs), passages, time.monotonic() - begun, tuple(doubtful))

    def _run_later_passes(self, source_ids: Sequence[int], retry: Retry) -> Generator[Progress, None, int]:
        """Do the passes over pages; gives how many pages were done."""
        # Files that have grown too large by what is chosen since are known already.
        limits = replace(self._limits, max_file_bytes=0)
        passes: list[Pass] = [
            RegionPass(self._database, self._encoder.fingerprint, keep_words=self._keep.text, limits=limits)
        ]
        # Text that is not kept is not to be got in another way.
        if self._open_ocr is not None and self._keep.text:
            passes.append(OcrPass(self._database, self._open_ocr, limits))
        done = 0
        for later_pass in passes:
            pages = PassRun(self._database, self._encoder, later_pass, readers=self._readers)
            done += yield from pages.run(source_ids, retry=retry)
        # What had to be encoded from its thumbnail is seen in its file as soon as that is back.
        yield from Reencoding(self._database, self._encoder, readers=self._readers).pictures(
            retry=retry.is_all
        )
        return done

    def _follow_kernel(self) -> None:
        """Let models be read anew that nothing could draw before."""
        models, installed = UndrawnModels(self._database), step_shape.is_installed()
        if models.is_news(installed):
            with self._database.transaction() as tx:
                models.follow(tx, installed)

    def _index_source(
        self,
        source: Source,
        run: SourceRun,
        retry: Retry,
        accept_removals: bool,
    ) -> Generator[Progress, None, "_EndedSource | None"]:
        """Read what is new in ``source``; gives what is to be decided at the end, None where it cannot be reached."""
        begun = time.monotonic()
        known = self._items.known(source.id)
        named = _relative(source, retry)

        def is_retried(relpath: str) -> bool:
            return retry.is_all or relpath in named

        stale = {
            path
            for path, item in known.items()
            if (item.problem is not None or not item.complete)
            and _is_stale(source, path, item, is_retried(path))
        }
        before = SourcePlace.read(self._sources.place(source.id))
        mounts = () if accept_removals else before.mounts
        walk = scan(
            source.path, known, exclude=source.exclude, stale=stale, skip_folder=self._folder, mounts=mounts
        )
        try:
            changes = yield from walk
        except SourceMissing:
            self._note_offline(source, run)
            return None
        unmounted = changes.problems.keys() & set(mounts)
        place = look_at(source.path, changes.mounts | unmounted)
        rules = ExclusionRules(source.exclude)
        removals = Removals(known, rules, other_drive=before.is_other_drive(place))
        if not accept_removals and removals.is_emptied(changes.gone, changes.candidates):
            # What is there instead is not read. The files may be found in another source of this run.
            gone = {path: known[path].item_id for path in changes.gone}
            return _EndedSource(source, run, gone, removals, place, is_emptied=True)
        run.files = changes.files
        run.unchanged = changes.files - len(changes.candidates)
        left_out = LeftOutFiles(self._left_out.of(source.id), known)
        recorder = Recorder(
            self._database,
            source,
            known,
            changes,
            run,
            fingerprint=self._encoder.fingerprint,
            archives=ArchiveScan(known, stale=stale, rules=rules, left_out=left_out),
            keep=self._keep,
        )
        recorder.record_scan_problems()
        if changes.candidates:
            yield from self._read(source, changes.candidates, recorder, is_retried)
        run.left_out = left_out.all(changes.left_out, gone=changes.gone)
        run.seconds = time.monotonic() - begun
        return _EndedSource(source, run, recorder.gone(), removals, place)

    def _note_offline(self, source: Source, run: SourceRun) -> None:
        run.offline = True
        with self._database.transaction() as tx:
            self._sources.update(tx, source.id, offline=True)

    def _read(
        self,
        source: Source,
        candidates: Sequence[FileState],
        recorder: Recorder,
        again: Callable[[str], bool],
    ) -> Generator[Progress, None, None]:
        """Read the ``candidates`` of a source; ``again`` tells by relpath what is read although it is known."""
        meter = ProgressMeter(Stage.READ, len(candidates))
        files = ((file, source.path / file.relpath) for file in candidates)
        with ExitStack() as stack:
            pictures = stack.enter_context(PictureEncoder(self._encoder))
            events = stack.enter_context(
                closing(
                    self._readers.stream(
                        files,
                        ReadSpec(partial(prepare, picture=self._encoder.picture), self._limits),
                        lambda file, digest: recorder.wanted(file, digest, retry=again(file.relpath)),
                    )
                )
            )
            writer = BatchWriter(pictures.submit, recorder.write)
            for file, event in events:
                if isinstance(event, Listing):
                    entries = recorder.compare_archive(file, event)
                    events.insert([(entry, source.path / entry.relpath) for entry in entries])
                    meter.grow(len(entries))
                elif isinstance(event, DocumentError) and may_hold_files(Path(file.relpath)):
                    recorder.give_up_archive(file, event)
                if not isinstance(event, Waiting):
                    writer.add((file, event), _tensors(event))
                writer.advance()
                yield meter.step(isinstance(event, Finished | DocumentError), file.relpath)
            writer.finish()
        recorder.finish_archives()

    def _close_run(self, ended: "_EndedSource", accept_removals: bool) -> None:
        source, run, gone = ended.source, ended.run, ended.gone
        lost = [gone[path] for path in ended.removals.lost(gone)]
        # What was found in another source, or is there as a copy, is not lost.
        vanished = len(lost) - len(self._items.held_elsewhere(lost))
        if ended.is_emptied and vanished:
            run.vanished, run.known = vanished, ended.removals.known
            self._note_offline(source, run)
            return
        if not accept_removals and ended.removals.are_doubtful(vanished):
            run.vanished, run.known = vanished, ended.removals.known
        else:
            run.gone = len(gone)
        with self._database.transaction() as tx:
            if run.gone:
                self._items.remove(tx, gone.values(), are_gone=True)
            if not run.vanished:
                self._sources.update(tx, source.id, place=ended.place.stored())
            self._left_out.replace(tx, source.id, run.left_out)
            self._sources.update(tx, source.id, offline=False, last_run=time.time())
        run.problems = len(self._items.problems(source.id))


@dataclass(frozen=True, slots=True)
class _EndedSource:
    """A source that was walked: ``gone`` are the items whose file was not found, by relpath.

    Where it ``is_emptied`` and they are not found in another source, it is offline.
    """

    source: Source
    run: SourceRun
    gone: dict[str, int]
    removals: Removals
    place: SourcePlace
    is_emptied: bool = False


def _tensors(event: Event) -> list[Tensor]:
    return [event.tensor] if isinstance(event, PageContent) and event.tensor is not None else []


def _relative(source: Source, retry: Retry) -> frozenset[str]:
    """The files among ``retry`` that lie in ``source``, relative to it."""
    return frozenset(
        file.relative_to(source.path).as_posix() for file in retry.paths if file.is_relative_to(source.path)
    )


def _is_stale(source: Source, relpath: str, known: KnownItem, retry: bool) -> bool:
    """Whether an unchanged file is to be taken again.

    A refused file may be allowed now, which changes neither its size nor its time.
    """
    if known.content_id is not None and not known.complete:
        return True
    if known.problem is None:
        return False
    if known.problem in (DocumentUnsupported.code, DocumentNeedsConverter.code):
        return retry or is_supported(source.path / relpath)
    return retry or known.problem in _RETRIED
