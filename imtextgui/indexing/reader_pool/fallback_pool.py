"""The pool of a run: worker processes, or none where the machine lets a program start none."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from imtextgui.indexing.reader_pool.events import Event, Waiting
from imtextgui.indexing.reader_pool.file_queue import FileQueue
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.process_stream import NoWorkers, ProcessStream
from imtextgui.indexing.reader_pool.protocol import EventStream, ReadSpec, Wanted, want_all

logger = logging.getLogger(__name__)

Key = TypeVar("Key")


class FallbackReaderPool:
    """A ``ReaderPool`` of ``processes``; where none can be started the run goes on without.

    Which is which shows with the first file. Processes that cannot be started any more in the middle of a stream are
    an error: NoWorkers.
    """

    def __init__(self, processes: ProcessReaderPool) -> None:
        self._processes = processes
        self._in_process = InProcessReaderPool()
        self._without = False

    def stream(
        self, files: Iterable[tuple[Key, Path]], spec: ReadSpec, wanted: Wanted[Key] = want_all
    ) -> EventStream[Key]:
        """See ``ReaderPool``."""
        if self._without:
            return self._in_process.stream(files, spec, wanted)
        queue = FileQueue(files)
        return _FallbackStream(self, queue, spec, wanted, self._processes.stream(queue, spec, wanted))

    def fall_back(self) -> InProcessReaderPool:
        """Do without processes from now on."""
        self._without = True
        return self._in_process

    def reset(self) -> None:
        """See ``ReaderPool``."""
        self._processes.reset()
        self._in_process.reset()

    def close(self) -> None:
        """See ``ReaderPool``."""
        self._processes.close()
        self._in_process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _FallbackStream(Generic[Key]):
    """Tells what ``processes`` tells, and begins anew in this process if that fails before it told anything."""

    def __init__(
        self,
        pool: FallbackReaderPool,
        queue: FileQueue[Key],
        spec: ReadSpec,
        wanted: Wanted[Key],
        processes: ProcessStream[Key],
    ) -> None:
        self._pool, self._queue, self._spec, self._wanted = pool, queue, spec, wanted
        self._processes = processes
        self._stream: EventStream[Key] = processes

    def insert(self, files: Iterable[tuple[Key, Path]]) -> None:
        """See ``EventStream``."""
        self._queue.insert(files)

    def close(self) -> None:
        """See ``EventStream``."""
        self._stream.close()

    def __iter__(self) -> Iterator[tuple[Key, Event]]:
        told = False
        try:
            for key, event in self._processes:
                told = told or not isinstance(event, Waiting)
                yield key, event
        except NoWorkers as trouble:
            if told:
                raise
            logger.warning("files are read without reader processes, one at a time: %s", trouble)
            self._queue.insert(self._processes.window)
            self._stream = self._pool.fall_back().stream(self._queue, self._spec, self._wanted)
            yield from self._stream
