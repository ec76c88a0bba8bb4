"""Indexes sources: scan, read ahead, encode beside the reading, and commit in slices."""

import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from imtextgui.documents import is_supported
from imtextgui.documents.content import PageContent
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Source
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.report import IndexReport, SourceRun
from imtextgui.encoders.encoder import Encoder, PictureVectors
from imtextgui.encoders.preprocess import prepare
from imtextgui.errors import (
    DocumentError,
    DocumentForbidden,
    DocumentMissing,
    DocumentUnsupported,
    SourceMissing,
)
from imtextgui.indexing.ahead import Ahead, Event, Finished, Waiting
from imtextgui.indexing.meter import Meter
from imtextgui.indexing.recorder import Recorder
from imtextgui.indexing.scan import FileState, Scan, scan
from imtextgui.store.database import Database
from imtextgui.store.items import Items, Known
from imtextgui.store.pending import Pending, PendingPassage
from imtextgui.store.sources import Sources

SLICE_PICTURES = 16
SLICE_EVENTS = 400
SLICE_SECONDS = 2.0
SLICES_IN_FLIGHT = 2
PASSAGES = 64
"""Passages encoded between two commits: a second or two of work."""


@dataclass(slots=True)
class Slice:
    """Events that are written in one transaction, and the tensors of their pages."""

    events: list[tuple[FileState, Event]] = field(default_factory=list)
    tensors: list[Tensor] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    def add(self, file: FileState, event: Event) -> None:
        """Take one event."""
        self.events.append((file, event))
        if isinstance(event, PageContent) and event.tensor is not None:
            self.tensors.append(event.tensor)

    def is_due(self) -> bool:
        """Whether the slice is large or old enough to be written."""
        return (
            len(self.tensors) >= SLICE_PICTURES
            or len(self.events) >= SLICE_EVENTS
            or (bool(self.events) and time.monotonic() - self.since >= SLICE_SECONDS)
        )


class Pipeline:
    """Indexes sources of one catalogue with one encoder. ``workers`` is the number of reader processes."""

    def __init__(self, database: Database, encoder: Encoder, *, folder: Path, workers: int) -> None:
        self._database = database
        self._encoder = encoder
        self._folder = folder
        self._workers = workers
        self._items = Items(database)
        self._sources = Sources(database)

    def index(self, sources: Sequence[Source], *, retry: bool = False) -> Job[IndexReport]:
        """Bring ``sources`` up to date: read what is new or changed, link what moved, forget what is gone.

        ``retry`` also takes files again that could not be read before. Closing the job keeps every committed slice.
        Raises CatalogueDiskFull, CatalogueReadOnly and other CatalogueErrors; a bad file never raises.
        """
        begun = time.monotonic()
        runs: list[SourceRun] = []
        forget: list[tuple[SourceRun, Source, list[int]]] = []
        for source in sources:
            run = SourceRun(source.path)
            runs.append(run)
            gone = yield from self._index_source(source, run, retry)
            if gone is not None:
                forget.append((run, source, gone))
        # Only now, so that a file moved to another source is still known when it is found there.
        for run, source, gone in forget:
            self._close_run(source, run, gone)
        passages = yield from self._encode_passages()
        return IndexReport(tuple(runs), passages, time.monotonic() - begun)

    def _index_source(
        self, source: Source, run: SourceRun, retry: bool
    ) -> Generator[Progress, None, list[int] | None]:
        begun = time.monotonic()
        known = self._items.known(source.id)
        try:
            found = yield from scan(
                source.path,
                known,
                exclude=source.exclude,
                stale={path for path, each in known.items() if _is_stale(source, path, each, retry)},
                skip_folder=self._folder,
            )
        except SourceMissing:
            run.offline = True
            with self._database.transaction() as tx:
                self._sources.update(tx, source.id, offline=True)
            return None
        run.files, run.excluded = found.files, found.excluded
        run.unchanged = found.files - len(found.candidates)
        recorder = Recorder(self._database, source, known, found, run, fingerprint=self._encoder.fingerprint)
        recorder.record_scan_problems()
        if found.candidates:
            yield from self._read(source, found, recorder, retry)
        run.seconds = time.monotonic() - begun
        return recorder.gone()

    def _read(
        self, source: Source, found: Scan, recorder: Recorder, retry: bool
    ) -> Generator[Progress, None, None]:
        meter = Meter(Stage.READ, len(found.candidates))
        files = ((file, source.path / file.relpath) for file in found.candidates)
        with ExitStack() as stack:
            encoding = stack.enter_context(ThreadPoolExecutor(1, "encode"))
            ahead = stack.enter_context(
                Ahead(
                    files,
                    partial(prepare, picture=self._encoder.picture),
                    workers=self._workers,
                    wanted=partial(recorder.wanted, retry=retry),
                )
            )
            encode = self._encoder.encode_pictures
            flow = _Flow(lambda tensors: encoding.submit(encode, tensors), recorder.write)
            for file, event in ahead:
                if not isinstance(event, Waiting):
                    flow.add(file, event)
                flow.advance()
                yield meter.step(isinstance(event, Finished | DocumentError), file.relpath)
            flow.finish()

    def _close_run(self, source: Source, run: SourceRun, gone: list[int]) -> None:
        run.gone = len(gone)
        with self._database.transaction() as tx:
            if gone:
                self._items.remove(tx, gone)
            self._sources.update(tx, source.id, offline=False, last_run=time.time())
        run.problems = len(self._items.problems(source.id))

    def _encode_passages(self) -> Generator[Progress, None, int]:
        pending = Pending(self._database, self._encoder.fingerprint)
        last, total = 0, 0
        meter: Meter | None = None
        while batch := pending.some(PASSAGES, after=last):
            meter = meter or Meter(Stage.MEANING, pending.count())
            self._encode_batch(pending, batch)
            last, total = batch[-1].passage_id, total + len(batch)
            yield meter.step(len(batch))
        return total

    def _encode_batch(self, pending: Pending, batch: list[PendingPassage]) -> None:
        # Of like length together, so that little is padded.
        batch.sort(key=lambda passage: len(passage.text))
        rows = self._encoder.encode_texts([passage.text for passage in batch])
        with self._database.transaction() as tx:
            pending.add(tx, batch, rows)
        batch.sort()


class _Flow:
    """Keeps reading while the slice before is encoded, and writes slices in order."""

    def __init__(
        self,
        encode: Callable[[list[Tensor]], "Future[PictureVectors]"],
        write: Callable[[list[tuple[FileState, Event]], PictureVectors | None], None],
    ) -> None:
        self._encode = encode
        self._write = write
        self._slice = Slice()
        self._encoding: deque[tuple[Slice, Future[PictureVectors] | None]] = deque()

    def add(self, file: FileState, event: Event) -> None:
        """Take one event."""
        self._slice.add(file, event)

    def advance(self) -> None:
        """Hand over a slice that is due; write those that are ready, or wait if too many are in flight."""
        if self._slice.is_due():
            self._submit()
        while self._encoding and (len(self._encoding) > SLICES_IN_FLIGHT or _is_done(self._encoding[0][1])):
            self._write_oldest()

    def finish(self) -> None:
        """Write everything that was taken."""
        self._submit()
        while self._encoding:
            self._write_oldest()

    def _submit(self) -> None:
        tensors = self._slice.tensors
        self._encoding.append((self._slice, self._encode(tensors) if tensors else None))
        self._slice = Slice()

    def _write_oldest(self) -> None:
        oldest, vectors = self._encoding.popleft()
        self._write(oldest.events, vectors.result() if vectors else None)


def _is_done(vectors: "Future[PictureVectors] | None") -> bool:
    return vectors is None or vectors.done()


def _is_stale(source: Source, relpath: str, known: Known, retry: bool) -> bool:
    """Whether an unchanged file is to be taken again.

    A refused file may be allowed now, which changes neither its size nor its time.
    """
    if known.content_id is not None and not known.complete:
        return True
    if known.problem is None:
        return False
    if known.problem == DocumentUnsupported.code:
        return retry or is_supported(source.path / relpath)
    return retry or known.problem in (DocumentForbidden.code, DocumentMissing.code)
