"""A pool of readers without a process: for tests, and for machines that let a program start none."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from imtextgui.documents.archives.entries import OpenArchives
from imtextgui.documents.content import OfPage
from imtextgui.documents.opening import Opened
from imtextgui.errors import DocumentError, DocumentTimedOut
from imtextgui.indexing.reader_pool.events import Digest, Event, Finished
from imtextgui.indexing.reader_pool.file_queue import FileQueue
from imtextgui.indexing.reader_pool.file_reading import (
    Bug,
    Content,
    End,
    at_page,
    end_event,
    open_file,
    read_contents,
)
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, after, first
from imtextgui.indexing.reader_pool.protocol import ReadSpec, Wanted, want_all

Key = TypeVar("Key")
Clock = Callable[[], float]


class InProcessReaderPool:
    """A ``ReaderPool`` that reads each file in the consumer's thread, when the consumer asks for its events.

    A reader that hangs or crashes natively cannot be ended: only a worker process guards against that. A page that
    took longer than it may is dropped afterwards, and ends its file, so that the outcome is the same.
    ``clock`` tells seconds.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._releases: set[Callable[[], object]] = set()

    def stream(
        self, files: Iterable[tuple[Key, Path]], spec: ReadSpec, wanted: Wanted[Key] = want_all
    ) -> "InProcessStream[Key]":
        """See ``ReaderPool``."""
        if spec.release is not None:
            self._releases.add(spec.release)
        queue = files if isinstance(files, FileQueue) else FileQueue(files)
        return InProcessStream(queue, spec, wanted, self._clock)

    def reset(self) -> None:
        """See ``ReaderPool``."""
        while self._releases:
            self._releases.pop()()

    def close(self) -> None:
        """See ``ReaderPool``."""
        self.reset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class InProcessStream(Generic[Key]):
    """An ``EventStream`` that reads one file after the other."""

    def __init__(self, files: FileQueue[Key], spec: ReadSpec, wanted: Wanted[Key], clock: Clock) -> None:
        self._files = files
        self._spec = spec
        self._wanted = wanted
        self._clock = clock
        self._closed = False

    def insert(self, files: Iterable[tuple[Key, Path]]) -> None:
        """See ``EventStream``."""
        self._files.insert(files)

    def close(self) -> None:
        """See ``EventStream``."""
        self._closed = True

    def __iter__(self) -> Iterator[tuple[Key, Event]]:
        with OpenArchives(self._spec.limits) as archives:
            for key, path in self._files:
                for event in self._events(key, path, archives):
                    yield key, event
                    if self._closed:
                        return

    def _events(self, key: Key, path: Path, archives: OpenArchives) -> Iterator[Event]:
        try:
            opened = open_file(path, self._spec, archives, alive=_nobody_listens, digest=None)
        except DocumentError as trouble:
            yield trouble
            return
        yield Digest(opened.digest, opened.size, opened.mtime_ns, opened.system_id)
        pages = self._wanted(key, opened.digest)
        if pages is None:
            yield Finished(skipped=True)
            return
        for content in self._in_time(opened, pages):
            if isinstance(content, End | Bug | DocumentError):
                yield end_event(path, content)
            else:
                yield content

    def _in_time(self, opened: Opened, pages: PageNumbers) -> Iterator[Content]:
        """What is read of a file, up to the first content that took longer than a page may take."""
        left = pages
        began = self._clock()
        for content in read_contents(opened, self._spec, pages):
            if self._clock() - began > self._spec.limits.seconds_per_page:
                yield DocumentTimedOut(path=str(opened.path), **at_page(first(left)))
                return
            if isinstance(content, OfPage):
                left = after(left, content.number)
            yield content
            began = self._clock()


def _nobody_listens() -> None:
    """Signs of life are for whoever could end the reader."""
