"""A pool of readers in worker processes, which stay between streams."""

import os
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from imtextgui.indexing.reader_pool.file_queue import FileQueue
from imtextgui.indexing.reader_pool.process_stream import ProcessStream
from imtextgui.indexing.reader_pool.protocol import ReadSpec, Wanted, want_all
from imtextgui.indexing.reader_pool.worker_process import WorkerProcess

Key = TypeVar("Key")

MOST_WORKERS = 8
"""Encoding is the slower part from there on: two threads encode 243 photos a second, two readers read 75. Each may
take a gigabyte besides.
"""

MOST_GROWN = 2**30
"""Bytes of address space that a worker may have grown by when another stream begins; one that leaks starts anew. Over
four real folders it grew by 100 MB in the first pass, and by 430 to 515 MB with what the pass over regions loads.
"""


class ProcessReaderPool:
    """A ``ReaderPool`` of at most ``workers`` processes, by default one for each processor.

    A process is started when there is a file for it. It stays when its stream ends, so that the next one need not wait
    for a start (0.5 to 0.8 s of processor time each), unless it crashed, hung, was at a file when the stream was
    closed, or is not fit for what comes next.
    """

    def __init__(
        self, workers: int | None = None, start: Callable[[], WorkerProcess] = WorkerProcess
    ) -> None:
        """``start`` begins a process; it raises OSError where the system refuses."""
        self._start = start
        self._most = workers or default_workers()
        self._numbers = count()
        self._idle: list[WorkerProcess] = []
        self._hired: list[WorkerProcess] = []

    @property
    def most(self) -> int:
        """See ``Workers``."""
        return self._most

    def stream(
        self, files: Iterable[tuple[Key, Path]], spec: ReadSpec, wanted: Wanted[Key] = want_all
    ) -> ProcessStream[Key]:
        """See ``ReaderPool``."""
        queue = files if isinstance(files, FileQueue) else FileQueue(files)
        return ProcessStream(queue, spec, wanted, self, self._numbers)

    def hire(self, spec: ReadSpec) -> WorkerProcess:
        """See ``Workers``."""
        worker: WorkerProcess | None = None
        while self._idle and worker is None:
            worker = self._idle.pop()
            if not worker.is_fit(spec, MOST_GROWN):
                worker.end()
                worker = None
        worker = worker or self._start()
        self._hired.append(worker)
        worker.begin(spec)
        return worker

    def give_back(self, worker: WorkerProcess) -> None:
        """See ``Workers``."""
        self._hired.remove(worker)
        self._idle.append(worker)

    def bury(self, worker: WorkerProcess) -> None:
        """See ``Workers``."""
        self._hired.remove(worker)
        worker.end()

    def reset(self) -> None:
        """See ``ReaderPool``: processes that hold memory are ended, which is sure to free it."""
        for worker in [worker for worker in self._idle if worker.keeps_memory]:
            self._idle.remove(worker)
            worker.end()

    def close(self) -> None:
        """See ``ReaderPool``."""
        while self._hired or self._idle:
            (self._hired or self._idle).pop().end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def default_workers() -> int:
    """As many workers as there are processors for us, at most MOST_WORKERS."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_WORKERS)
