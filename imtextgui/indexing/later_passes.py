"""Later passes over pages that the catalogue has: whatever takes longer than being found for the first time.

A pass is a ``Pass``: which pages it wants, what worker processes do with them, and how that is stored. Its bit in
``page.passes`` says of each page that it is done, so a run that was stopped, killed or done by an older version is
completed by the next.
"""

import logging
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from imtextgui.documents.archives.listing import place
from imtextgui.documents.content import Limits, OfPage, native
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.retry import NO_RETRY, Retry
from imtextgui.encoders.encoder import Encoder, PictureVectors
from imtextgui.encoders.preprocessing import prepare
from imtextgui.errors import DocumentError
from imtextgui.indexing.batch_writer import Flow
from imtextgui.indexing.picture_encoding import Encoding
from imtextgui.indexing.progress_meter import Meter
from imtextgui.indexing.reader_pool.events import Event, Finished
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.protocol import Read, ReaderPool, ReadSpec
from imtextgui.indexing.recorder import PASSING
from imtextgui.store.content.passes import Passes, WaitingPage
from imtextgui.store.database import Database, Transaction

MOST_BAD_PAGES = 3
"""Pages of one file that may hang or crash a worker, before all its other pages are given up."""

_CHOSEN_AT_ONCE = 500
_log = logging.getLogger(__name__)


class Pass(Protocol):
    """One pass."""

    @property
    def stage(self) -> Stage:
        """Its name in the progress."""

    @property
    def bit(self) -> int:
        """Its own in ``page.passes``."""

    @property
    def read(self) -> Read:
        """What worker processes run for each file; yields an OfPage for each page number it is given."""

    @property
    def limits(self) -> Limits:
        """What bounds a worker."""

    @property
    def pages_ahead(self) -> int:
        """How many pages a worker may have sent that are not yet taken."""

    @property
    def release(self) -> Callable[[], object] | None:
        """Frees what ``read`` keeps in memory between files; None where it keeps nothing."""

    def wants(self, page: WaitingPage) -> bool:
        """Whether there is anything to do for ``page``; if not, it is done."""

    def asks(self, pages: Mapping[int, int]) -> PageNumbers:
        """What ``read`` is told of ``pages``, ids by ascending number: the numbers, and what else it needs."""

    def tensors(self, found: OfPage) -> Sequence[Tensor]:
        """What is to be encoded of what was found on a page."""

    def store(self, tx: Transaction, page_id: int, found: OfPage, vectors: PictureVectors | None) -> None:
        """Store what was found on a page; ``vectors`` has a row for each of its tensors, None without any."""


class _Entry(NamedTuple):
    """A page that is done, what was found on it or went wrong, and what is to be encoded of it."""

    page_id: int
    found: OfPage | DocumentError | None
    tensors: Sequence[Tensor] = ()


_Waiting = dict[int, dict[int, int]]
"""Page ids by content id and page number."""


class PassRun:
    """Runs ``work`` over the files of some sources; ``readers`` read them.

    ``passes`` tells which pages wait and takes note of those that are done, by default in ``page.passes``.
    """

    def __init__(
        self,
        database: Database,
        encoder: Encoder,
        work: Pass,
        *,
        readers: ReaderPool,
        passes: Passes | None = None,
    ) -> None:
        self._database = database
        self._encoder = encoder
        self._work = work
        self._readers = readers
        self._passes = passes or Passes(database)
        self._bad: dict[int, int] = {}

    def run(self, source_ids: Sequence[int], *, retry: Retry = NO_RETRY) -> Job[int]:
        """Do all pages that wait and whose file can be read; gives how many were done.

        ``retry`` also takes pages again that were given up, all or those of some files. Closing the job keeps every
        committed slice. A page that
        hangs or crashes a worker is listed as a problem, and so is what cannot be read at all; files that are not
        there, or not as they were, are left for a later run.
        """
        if not retry.is_none:
            with self._database.transaction() as tx:
                self._passes.again(tx, self._work.bit, None if retry.is_all else retry.paths)
        waiting = yield from self._choose(source_ids)
        meter = Meter(self._work.stage, sum(map(len, waiting.values())))
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
        for count, page in enumerate(self._passes.waiting(self._work.bit, source_ids)):
            if self._work.wants(page):
                chosen.setdefault(page.content_id, {})[page.number] = page.page_id
            else:
                unwanted.append(page.page_id)
            if count % _CHOSEN_AT_ONCE == 0:
                yield Progress(self._work.stage)
        if unwanted:
            with self._database.transaction() as tx:
                self._passes.done(tx, self._work.bit, unwanted)
        return chosen

    def _round(
        self, waiting: Mapping[int, Mapping[int, int]], left: _Waiting, meter: Meter
    ) -> Generator[Progress, None, int]:
        """One walk over all files; pages to be taken up again are put into ``left``."""
        undone = {content: dict(pages) for content, pages in waiting.items()}
        paths = {content: path for content in waiting if (path := self._file(content)) is not None}
        done = 0
        with ExitStack() as stack:
            encoding = stack.enter_context(Encoding(self._encoder))
            events = stack.enter_context(
                closing(self._readers.stream(paths.items(), self._spec(), partial(self._wanted, undone)))
            )
            flow: Flow[_Entry] = Flow(encoding.submit, self._write)
            for content, event in events:
                steps = 0
                for entry in self._entries(content, event, undone, left):
                    flow.add(entry, entry.tensors)
                    steps += 1
                flow.advance()
                done += steps
                yield meter.step(steps, paths[content].name)
            flow.finish()
        return done

    def _spec(self) -> ReadSpec:
        work = self._work
        return ReadSpec(
            partial(prepare, picture=self._encoder.picture),
            work.limits,
            work.read,
            work.pages_ahead,
            work.release,
        )

    def _file(self, content_id: int) -> Path | None:
        """A file that shows a content and looks as it did when it was read."""
        for file in self._passes.files(content_id):
            try:
                on_disk, entry = place(file.path)
                now = native(on_disk).stat()
            except (OSError, DocumentError):
                continue
            # The time of an archive says nothing of an entry, which is known by its digest.
            if entry or (now.st_size, now.st_mtime_ns) == (file.size, file.mtime_ns):
                return file.path
        return None

    def _wanted(self, undone: _Waiting, content: int, digest: str) -> PageNumbers | None:
        return self._work.asks(undone[content]) if digest == self._passes.digest(content) else None

    def _entries(self, content: int, event: Event, undone: _Waiting, left: _Waiting) -> list[_Entry]:
        """The pages that ``event`` makes an end of."""
        pages = undone[content]
        match event:
            case OfPage(number):
                return [_Entry(pages.pop(number), event, self._work.tensors(event))]
            case DocumentError():
                return self._failed(content, event, pages, left)
            case Finished(skipped=False):
                return [_Entry(page_id, None) for page_id in pages.values()]
        return []

    def _failed(
        self, content: int, error: DocumentError, pages: dict[int, int], left: _Waiting
    ) -> list[_Entry]:
        culprit = pages.pop(int(error.details.get("page", 0)), None)
        if culprit is None and (isinstance(error, PASSING) or not pages):
            return []
        if culprit is not None:
            self._bad[content] = self._bad.get(content, 0) + 1
            if self._bad[content] < MOST_BAD_PAGES:
                if pages:
                    left[content] = pages
                return [_Entry(culprit, error)]
        first, *others = [*([] if culprit is None else [culprit]), *pages.values()]
        return [_Entry(first, error), *(_Entry(page_id, None) for page_id in others)]

    def _write(self, entries: Sequence[_Entry], vectors: PictureVectors | None) -> None:
        work, at = self._work, 0
        with self._database.transaction() as tx:
            for page_id, found, tensors in entries:
                rows = None
                if vectors is not None and tensors:
                    part = slice(at, at + len(tensors))
                    rows = PictureVectors(vectors.joint[part], vectors.appearance[part])
                    at += len(tensors)
                # Its source may have been removed since.
                if not self._passes.exists(tx, page_id):
                    continue
                if isinstance(found, OfPage):
                    work.store(tx, page_id, found, rows)
                elif found is not None:
                    _log.info("%s gave up a page: %s", work.stage, found)
                    self._passes.fail(tx, work.bit, page_id, found)
                self._passes.done(tx, work.bit, [page_id])
