"""Reads files ahead of the encoder in a bounded window of worker processes, in the order they were given."""

import logging
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeAlias, TypeVar

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, Limits, Listing, OfPage, Prepare
from imtextgui.errors import DocumentCrashed, DocumentError, DocumentTimedOut
from imtextgui.indexing import worker_main as messages
from imtextgui.indexing.worker_process import ReadingProcess

logger = logging.getLogger(__name__)

Key = TypeVar("Key")

FILES_AHEAD = 8
"""Files that are given to one worker beyond what the consumer has taken."""

MOST_WORKERS = 8
MOST_RESTARTS = 3
"""Workers that may end under a file, without it being the one they were at, before it is blamed all the
same.
"""

START_SECONDS = 120.0
"""A worker may take so long until it is ready, on a machine that is busy or scans every file for viruses."""

HEARTBEAT_SECONDS = 0.1
"""Time between two Waiting events: a window that closes waits for the next one."""

STILLBORN = 3
"""Workers that end in a row before they have started; then something is wrong with us and not with a file."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The first event of a file: its digest, and size in bytes and time of change as they were when it was
    read.
    """

    value: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a file that was read to its end, or that ``wanted`` did not want (``skipped``)."""

    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing came for a moment; whoever listens can save what it has, or stop. No part of a file's events."""


Event: TypeAlias = Digest | DocumentInfo | OfPage | Listing | DocumentError | Finished | Waiting


@dataclass(slots=True, eq=False)
class _File(Generic[Key]):
    """One file in the window. ``pages`` are those that have not come yet, None before the answer."""

    number: int
    key: Key
    path: Path
    events: deque[tuple[Event, ReadingProcess | None]] = field(default_factory=deque)
    digest: str | None = None
    pages: messages.PageNumbers | None = None
    informed: bool = False
    ended: bool = False
    restarts: int = 0

    def task(self) -> messages.Task:
        return messages.Task(self.number, self.path, self.pages, self.digest)

    def end(self, event: Event) -> None:
        if not self.ended:
            self.ended = True
            self.events.append((event, None))


class Ahead(Generic[Key]):
    """Yields ``(key, event)`` for each of ``files``, in their order.

    The events of one file: Digest, then what ``read`` yields, which is a DocumentInfo if need be, then one
    OfPage for each wanted page, then the Listing of an archive, then Finished. Whoever gets a Listing may
    ``insert`` what is in it. ``wanted(key, digest)`` is called in this process as soon as the
    digest is known, which may be before earlier files are finished; it answers with the pages to read, or
    None, and then Finished(skipped=True) follows the Digest. A file that cannot be read ends, at whatever
    point, with a DocumentError in place of all later events; its detail ``page`` tells the page that the
    reader was at when it hung, crashed or ran out of memory. So every file ends with exactly one Finished or
    DocumentError. Waiting comes in between, every HEARTBEAT_SECONDS, while there is nothing to tell. A
    context manager: leaving it ends the workers, and so does the end of the iteration.

    A worker that gives no sign of life for ``limits.seconds_per_page`` while we listen, or that dies, costs
    the file it was reading (DocumentTimedOut, DocumentCrashed) and no other. ``read`` is what the workers
    run for each file, by default to read it for the first time; it, ``prepare`` and ``limits`` are pickled.
    ``pages_ahead`` is how many pages one worker may have sent that were not yet taken.
    """

    def __init__(
        self,
        files: Iterable[tuple[Key, Path]],
        prepare: Prepare,
        limits: Limits = DEFAULT_LIMITS,
        *,
        workers: int | None = None,
        wanted: Callable[[Key, str], messages.PageNumbers | None] = lambda key, digest: messages.from_page(1),
        read: messages.Read = messages.everything,
        pages_ahead: int = messages.PAGES_AHEAD,
    ) -> None:
        self._sources = [iter(files)]
        self._limits = limits
        self._wanted = wanted
        self._reading = messages.Reading(read, prepare, limits, pages_ahead)
        self._count = workers or default_workers()
        self._processes: list[ReadingProcess] = []
        self._window: deque[_File[Key]] = deque()
        self._by_number: dict[int, _File[Key]] = {}
        self._unassigned: deque[_File[Key]] = deque()
        self._given = 0
        self._stillborn = 0

    def __enter__(self) -> "Ahead[Key]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def insert(self, files: Iterable[tuple[Key, Path]]) -> None:
        """Read ``files`` before those that are not in the window yet."""
        self._sources.append(iter(files))

    def close(self) -> None:
        """End the workers, whatever they are doing. May be called twice."""
        while self._processes:
            self._processes.pop().end()

    def __iter__(self) -> Iterator[tuple[Key, Event]]:
        try:
            self._fill()
            while self._window:
                head = self._window[0]
                if not self._listen(None if not head.events else 0) and not head.events:
                    yield head.key, Waiting()
                while head.events:
                    event, sender = head.events.popleft()
                    yield head.key, event
                    if sender is not None:
                        sender.tell(messages.Taken())
                        self._listen(0)
                if head.ended and not head.events:
                    self._window.popleft()
                    del self._by_number[head.number]
                    self._fill()
        finally:
            self.close()

    def _fill(self) -> None:
        """Keep every worker supplied, without running further ahead than the window."""
        while len(self._window) < self._count * FILES_AHEAD:
            entry = self._next()
            if entry is None:
                break
            file = _File(self._given, entry[0], entry[1])
            self._given += 1
            self._window.append(file)
            self._by_number[file.number] = file
            self._unassigned.append(file)
        self._assign()

    def _next(self) -> tuple[Key, Path] | None:
        while self._sources:
            entry = next(self._sources[-1], None)
            if entry is not None:
                return entry
            self._sources.pop()
        return None

    def _assign(self) -> None:
        while self._unassigned:
            if len(self._processes) < min(self._count, len(self._window)):
                self._processes.append(ReadingProcess(self._reading))
            process = min(self._processes, key=lambda each: len(each.numbers))
            file = self._unassigned.popleft()
            process.numbers.append(file.number)
            process.tell(file.task())

    def _listen(self, timeout: float | None) -> bool:
        """Take in what the workers have sent, if anything; wait a moment with ``timeout`` None, not at all
        with 0.
        """
        ears: dict[Connection, ReadingProcess] = {}
        for process in self._processes:
            ears |= {process.notes: process, process.contents: process}
        before = time.monotonic()
        heard = wait(list(ears), self._patience() if timeout is None else timeout)
        waited = time.monotonic() - before
        speaking = {process for connection, process in ears.items() if connection in heard}
        for process in list(self._processes):
            if process in speaking:
                process.silence = 0.0
                self._hear(process)
            elif not process.idle:
                # Only time in which we listened counts: what was sent while we were busy is not yet heard.
                process.silence += waited
                if process.silence > self._allowed(process):
                    self._bury(process, DocumentTimedOut)
        return bool(heard)

    def _allowed(self, process: ReadingProcess) -> float:
        return self._limits.seconds_per_page if process.ready else START_SECONDS

    def _patience(self) -> float:
        left = (self._allowed(each) - each.silence for each in self._processes if not each.idle)
        return min(max(0.0, min(left, default=START_SECONDS)) + 0.01, HEARTBEAT_SECONDS)

    def _hear(self, process: ReadingProcess) -> None:
        notes, gone = _received(process.notes)
        contents, also_gone = _received(process.contents, most=1)
        self._take_in(process, notes, contents)
        if gone or also_gone:
            self._bury(process, DocumentCrashed)

    def _take_in(
        self,
        process: ReadingProcess,
        notes: list[messages.Note],
        contents: list[tuple[int, messages.Content]],
    ) -> None:
        for note in notes:
            self._note(process, note)
        for number, content in contents:
            self._content(process, number, content)

    def _note(self, process: ReadingProcess, note: messages.Note) -> None:
        match note:
            case messages.Ready():
                self._stillborn = 0
                process.ready = True
            case messages.Started(number, page):
                process.current, process.page = number, page
            case messages.Idle(received):
                process.current = None
                process.idle_after = received
            case messages.Digested(number, result):
                self._digested(process, self._by_number[number], result)

    def _digested(
        self, process: ReadingProcess, file: _File[Key], result: tuple[str, int, int] | DocumentError
    ) -> None:
        if isinstance(result, DocumentError):
            process.numbers.remove(file.number)
            file.end(result)
            return
        if file.digest is not None:
            return
        file.digest = result[0]
        file.events.append((Digest(*result), None))
        file.pages = self._wanted(file.key, result[0])
        process.tell(messages.Answer(file.number, file.pages))
        if file.pages is None:
            process.numbers.remove(file.number)
            file.end(Finished(skipped=True))

    def _content(self, process: ReadingProcess, number: int, content: messages.Content) -> None:
        file = self._by_number[number]
        match content:
            case OfPage():
                assert file.pages is not None
                file.pages = messages.after(file.pages, content.number)
                file.events.append((content, process))
            case DocumentInfo():
                # A file that is taken up again after a crash is introduced only once.
                if not file.informed:
                    file.informed = True
                    file.events.append((content, None))
            case Listing():
                file.events.append((content, None))
            case messages.End():
                process.numbers.remove(number)
                file.end(Finished())
            case messages.Bug(trace, page):
                logger.error("a reader failed on %s\n%s", file.path, trace)
                process.numbers.remove(number)
                file.end(DocumentCrashed(path=str(file.path), **messages.at_page(page)))
            case DocumentError():
                process.numbers.remove(number)
                file.end(content)

    def _bury(self, process: ReadingProcess, error: type[DocumentError]) -> None:
        """End a dead or hanging worker, blame the file it was at, and give its other files to the rest."""
        self._processes.remove(process)
        self._take_in(process, _received(process.notes)[0], _received(process.contents)[0])
        process.end()
        if not process.ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise RuntimeError("the reading processes end before they have started")
        for number in process.numbers:
            file = self._by_number[number]
            file.restarts += 1
            if number == process.current or file.restarts > MOST_RESTARTS:
                logger.info("%s: %s", error.code, file.path)
                page = process.page if number == process.current else None
                file.end(error(path=str(file.path), **messages.at_page(page)))
            else:
                self._unassigned.append(file)
        self._assign()


def _received(connection: Connection, most: int = sys.maxsize) -> tuple[list[Any], bool]:
    """What can be read now, at most ``most`` messages, and whether the other end is gone."""
    received: list[Any] = []
    try:
        while len(received) < most and connection.poll():
            received.append(connection.recv())
    except (EOFError, OSError):
        return received, True
    return received, False


def default_workers() -> int:
    """As many workers as there are processors for us, at most MOST_WORKERS."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_WORKERS)
