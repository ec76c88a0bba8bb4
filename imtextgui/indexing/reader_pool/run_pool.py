"""The pool of readers that lasts as long as one run."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from imtextgui.config import paths
from imtextgui.domain.progress import Job, R
from imtextgui.indexing.reader_pool.fallback_pool import FallbackReaderPool
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReaderPool
from imtextgui.indexing.reader_pool.worker_process import WorkerProcess


def open_reader_pool(workers: int, sources: Sequence[Path] | None = None) -> FallbackReaderPool:
    """A pool of ``workers`` processes; none is started before there is a file to read.

    They are confined to reading beneath ``sources``, which are all that hold files they may be given; with None they
    are not confined.
    """
    start = WorkerProcess if sources is None else partial(_start_confined, tuple(map(str, sources)))
    return FallbackReaderPool(ProcessReaderPool(workers, start))


def _start_confined(sources: tuple[str, ...]) -> WorkerProcess:
    from imtextgui.documents import conversions

    known = conversions.installed()
    converters = {suffix: (converter.target, converter.command) for suffix, converter in known.items()}
    if converters:
        paths.make_private(paths.converted_dir())
    return WorkerProcess(sources, converters)


def closing_readers(readers: ReaderPool, job: Job[R]) -> Job[R]:
    """``job``, a run that reads with ``readers``, which end with it however it ends."""
    with readers:
        return (yield from job)
