"""The files of a stream that no reader was given yet, and those that readers have."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from imtextgui.indexing.reader_pool.events import Event
from imtextgui.indexing.reader_pool.messages import ReadTask
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.worker_process import WorkerProcess

Key = TypeVar("Key")


class FileQueue(Iterator[tuple[Key, Path]]):
    """Files by key, in their order; what is inserted comes before what is left."""

    def __init__(self, files: Iterable[tuple[Key, Path]]) -> None:
        self._sources = [iter(files)]

    def insert(self, files: Iterable[tuple[Key, Path]]) -> None:
        """Put ``files`` before those that were not taken yet."""
        self._sources.append(iter(files))

    def __next__(self) -> tuple[Key, Path]:
        while self._sources:
            entry = next(self._sources[-1], None)
            if entry is not None:
                return entry
            self._sources.pop()
        raise StopIteration


@dataclass(slots=True, eq=False)
class WindowFile(Generic[Key]):
    """One file that a worker has or had.

    ``events`` were not yet told, each with the worker that waits for its page to be taken. ``pages`` are those that
    have not come yet, None before the answer. ``restarts`` counts the workers that ended while they had the file,
    ``deaths`` those that were at it.
    """

    number: int
    key: Key
    path: Path
    events: deque[tuple[Event, WorkerProcess | None]] = field(default_factory=deque)
    digest: str | None = None
    pages: PageNumbers | None = None
    informed: bool = False
    ended: bool = False
    restarts: int = 0
    deaths: int = 0

    def task(self) -> ReadTask:
        """The order to read the file, or what is left of it."""
        return ReadTask(self.number, self.path, self.pages, self.digest)

    def end(self, event: Event) -> None:
        """Let ``event`` be the last; what comes after it is not told."""
        if not self.ended:
            self.ended = True
            self.events.append((event, None))
