"""Later passes over pages that the catalogue has: whatever takes longer than being found for the first time.

A pass is a ``Pass``: which pages it wants, what readers do with them, and how that is stored. Its bit in
``page.passes`` says of each page that it is done, so a run that was stopped, killed or done by an older version is
completed by the next.
"""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from imtextgui.documents.archives.entries import split_path
from imtextgui.documents.content import Limits, OfPage, native
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.encoders.encoder import Encoder, PictureVectors
from imtextgui.encoders.preprocessing import prepare
from imtextgui.errors import DocumentError, DocumentReaderKilled
from imtextgui.indexing.batch_writer import BatchWriter
from imtextgui.indexing.picture_encoding import PictureEncoder
from imtextgui.indexing.progress_meter import ProgressMeter
from imtextgui.indexing.reader_pool.events import Event, Finished
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.protocol import Read, ReaderPool, ReadSpec
from imtextgui.indexing.recorder import PASSING
from imtextgui.store.column_values import ProblemLike
from imtextgui.store.content.passes import Passes, StoredFile, WaitingPage
from imtextgui.store.database import Database, Transaction

MOST_BAD_PAGES = 3
"""Pages of one file that may hang or crash a worker, before all its other pages are given up; one that hangs costs the
whole time limit.
"""

_CHOSEN_AT_ONCE = 500
"""Pages between two steps of progress while they are chosen, which is when the job can be closed."""

logger = logging.getLogger(__name__)


class Pass(Protocol):
    """One pass: which pages it wants, what readers do with them, and how that is stored."""

    @property
    def stage(self) -> Stage:
        """Its name in the progress."""

    @property
    def bit(self) -> int:
        """Its own in ``page.passes``."""

    @property
    def read(self) -> Read:
        """What readers run for each file; yields an OfPage for each page number it is given."""

    @property
    def limits(self) -> Limits:
        """What bounds a reader."""

    @property
    def pages_ahead(self) -> int:
        """How many pages a reader may have sent that are not yet taken."""

    @property
    def release(self) -> Callable[[], object] | None:
        """Frees what ``read`` keeps in memory between files; None where it keeps nothing."""

    def wants(self, page: WaitingPage) -> bool:
        """Whether there is anything to do for ``page``; if not, it is done."""

    def numbers(self, pages: Mapping[int, int]) -> PageNumbers:
        """What ``read`` is told of ``pages``, ids by ascending number: the numbers, and what else it needs."""

    def tensors(self, result: OfPage) -> Sequence[Tensor]:
        """What is to be encoded of the ``result`` of a page."""

    def store(self, tx: Transaction, page_id: int, result: OfPage, vectors: PictureVectors | None) -> None:
        """Store the ``result`` of a page; ``vectors`` has a row for each of its tensors, None without any."""


class PageQueue(Protocol):
    """Which pages wait for a pass, and where it is noted that they are done; ``bit`` is that of the pass."""

    def waiting(self, bit: int, source_ids: Sequence[int]) -> Iterator[WaitingPage]:
        """Give the pages of files in these sources that the pass is not done with, content by content."""

    def files(self, content_id: int) -> list[StoredFile]:
        """Give the files that show a content and can be reached as far as we know."""

    def digest(self, content_id: int) -> str:
        """Give the digest of a content's bytes; "" where there is none, or no such content any more."""

    def exists(self, tx: Transaction, page_id: int) -> bool:
        """Whether the page is still there."""

    def mark_done(self, tx: Transaction, bit: int, page_ids: Sequence[int]) -> None:
        """Record that the pass is done with pages."""

    def mark_failed(self, tx: Transaction, bit: int, page_id: int, problem: ProblemLike) -> None:
        """Record why the pass gave a page up."""

    def retry_failed(self, tx: Transaction, bit: int, files: Collection[Path] | None = None) -> None:
        """Let all pages, or those of ``files``, wait for the pass again that it gave up."""


class _DonePage(NamedTuple):
    """A page that is done: what was read of it or what went wrong, and what is to be encoded of it."""

    page_id: int
    result: OfPage | DocumentError | None
    tensors: Sequence[Tensor] = ()


_Waiting = dict[int, dict[int, int]]
"""Page ids by content id and page number."""


class PassRun:
    """Runs ``page_pass`` over the files of some sources; ``readers`` read them.

    ``queue`` tells which pages wait and takes note of those that are done, by default in ``page.passes``.
    """

    def __init__(
        self,
        database: Database,
        encoder: Encoder,
        page_pass: Pass,
        *,
        readers: ReaderPool,
        queue: PageQueue | None = None,
    ) -> None:
        self._database = database
        self._encoder = encoder
        self._pass = page_pass
        self._readers = readers
        self._queue: PageQueue = queue or Passes(database)
        self._bad_pages: Counter[int] = Counter()

    def run(self, source_ids: Sequence[int], *, retry: Retry = NO_RETRY) -> Job[int]:
        """Do all pages that wait and whose file can be read; gives how many were done.

        ``retry`` also takes pages again that were given up, all or those of some files. Closing the job keeps every
        committed batch. A page that hangs or crashes a reader is listed as a problem, and so is what cannot be read
        at all; files that are not there, or not as they were, are left for a later run.
        """
        if not retry.is_none:
            with self._database.transaction() as tx:
                self._queue.retry_failed(tx, self._pass.bit, None if retry.is_all else retry.paths)
        waiting = yield from self._choose(source_ids)
        meter = ProgressMeter(self._pass.stage, sum(map(len, waiting.values())))
        done = 0
        while waiting:
            # What a bad page left over of its file goes on in another round.
            left: _Waiting = {}
            done += yield from self._round(waiting, left, meter)
            waiting = left
        # An engine for OCR takes half a gigabyte in each reader, which nothing that follows has a use for.
        self._readers.reset()
        return done

    def _choose(self, source_ids: Sequence[int]) -> Generator[Progress, None, _Waiting]:
        chosen: _Waiting = {}
        unwanted: list[int] = []
        for count, page in enumerate(self._queue.waiting(self._pass.bit, source_ids)):
            if self._pass.wants(page):
                chosen.setdefault(page.content_id, {})[page.number] = page.page_id
            else:
                unwanted.append(page.page_id)
            if count % _CHOSEN_AT_ONCE == 0:
                yield Progress(self._pass.stage)
        if unwanted:
            with self._database.transaction() as tx:
                self._queue.mark_done(tx, self._pass.bit, unwanted)
        return chosen

    def _round(
        self, waiting: Mapping[int, Mapping[int, int]], left: _Waiting, meter: ProgressMeter
    ) -> Generator[Progress, None, int]:
        """One walk over all files; pages to be taken up again are put into ``left``."""
        undone = {content: dict(pages) for content, pages in waiting.items()}
        paths = {content: path for content in waiting if (path := self._file(content)) is not None}
        done = 0
        with ExitStack() as stack:
            pictures = stack.enter_context(PictureEncoder(self._encoder))
            events = stack.enter_context(
                closing(self._readers.stream(paths.items(), self._spec(), partial(self._wanted, undone)))
            )
            writer: BatchWriter[_DonePage] = BatchWriter(pictures.submit, self._write)
            for content, event in events:
                pages = self._done_by(content, event, undone, left)
                for page in pages:
                    writer.add(page, page.tensors)
                writer.advance()
                done += len(pages)
                yield meter.step(len(pages), paths[content].name)
            writer.finish()
        return done

    def _spec(self) -> ReadSpec:
        prepare_picture = partial(prepare, picture=self._encoder.picture)
        page_pass = self._pass
        return ReadSpec(
            prepare_picture, page_pass.limits, page_pass.read, page_pass.pages_ahead, page_pass.release
        )

    def _file(self, content_id: int) -> Path | None:
        """A file that shows a content and looks as it did when it was read."""
        for file in self._queue.files(content_id):
            try:
                on_disk, entry = split_path(file.path)
                now = native(on_disk).stat()
            except (OSError, DocumentError):
                continue
            # The time of an archive says nothing of an entry, which is known by its digest.
            if entry or (now.st_size, now.st_mtime_ns) == (file.size, file.mtime_ns):
                return file.path
        return None

    def _wanted(self, undone: _Waiting, content: int, digest: str) -> PageNumbers | None:
        return self._pass.numbers(undone[content]) if digest == self._queue.digest(content) else None

    def _done_by(self, content: int, event: Event, undone: _Waiting, left: _Waiting) -> list[_DonePage]:
        """The pages that ``event`` makes an end of."""
        pages = undone[content]
        match event:
            case OfPage(number):
                return [_DonePage(pages.pop(number), event, self._pass.tensors(event))]
            case DocumentError():
                return self._failed(content, event, pages, left)
            case Finished(skipped=False):
                return [_DonePage(page_id, None) for page_id in pages.values()]
        return []

    def _failed(
        self, content: int, error: DocumentError, pages: dict[int, int], left: _Waiting
    ) -> list[_DonePage]:
        """The pages that ``error`` makes an end of, of ``pages`` that were to come; others are put into ``left``."""
        if isinstance(error, DocumentReaderKilled):
            return []
        # Without a page the error is about the file as a whole; a passing one leaves its pages for a later run.
        culprit = pages.pop(int(error.details.get("page", 0)), None)
        if culprit is None and (isinstance(error, PASSING) or not pages):
            return []
        if culprit is not None:
            self._bad_pages[content] += 1
            if self._bad_pages[content] < MOST_BAD_PAGES:
                if pages:
                    left[content] = pages
                return [_DonePage(culprit, error)]
        first, *others = [*([] if culprit is None else [culprit]), *pages.values()]
        return [_DonePage(first, error), *(_DonePage(page_id, None) for page_id in others)]

    def _write(self, pages: Sequence[_DonePage], vectors: PictureVectors | None) -> None:
        """Store ``pages`` in one transaction; ``vectors`` has a row for each of their tensors, in their order."""
        at = 0
        with self._database.transaction() as tx:
            for page in pages:
                rows = None
                if vectors is not None and page.tensors:
                    part = slice(at, at + len(page.tensors))
                    rows = PictureVectors(vectors.joint[part], vectors.appearance[part])
                    at += len(page.tensors)
                self._write_page(tx, page, rows)

    def _write_page(self, tx: Transaction, page: _DonePage, rows: PictureVectors | None) -> None:
        # Its source may have been removed since.
        if not self._queue.exists(tx, page.page_id):
            return
        if isinstance(page.result, OfPage):
            self._pass.store(tx, page.page_id, page.result, rows)
        elif page.result is not None:
            logger.info("%s gave up a page: %s", self._pass.stage, page.result)
            self._queue.mark_failed(tx, self._pass.bit, page.page_id, page.result)
        self._queue.mark_done(tx, self._pass.bit, [page.page_id])
