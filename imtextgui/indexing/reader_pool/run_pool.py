"""The pool of readers that lasts as long as one run."""

from imtextgui.domain.progress import Job, R
from imtextgui.indexing.reader_pool.fallback_pool import FallbackReaderPool
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReaderPool


def open_reader_pool(workers: int) -> FallbackReaderPool:
    """A pool of ``workers`` processes; none is started before there is a file to read."""
    return FallbackReaderPool(ProcessReaderPool(workers))


def closing_readers(readers: ReaderPool, job: Job[R]) -> Job[R]:
    """``job``, a run that reads with ``readers``, which end with it however it ends."""
    with readers:
        return (yield from job)
