"""Reads files in a bounded window of worker processes, ahead of the consumer; quick files overtake slow ones."""

import logging
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from imtextgui.documents.content import DocumentInfo, Listing, OfPage
from imtextgui.errors import DocumentCrashed, DocumentError, DocumentReaderKilled, DocumentTimedOut
from imtextgui.indexing.reader_pool.events import Digest, Event, Finished, Waiting
from imtextgui.indexing.reader_pool.file_queue import FileQueue, WindowFile
from imtextgui.indexing.reader_pool.file_reading import Content, at_page, end_event
from imtextgui.indexing.reader_pool.messages import Answer, Digested, Idle, Note, Started, Taken, WorkerReady
from imtextgui.indexing.reader_pool.page_numbers import after
from imtextgui.indexing.reader_pool.protocol import ReadSpec, Wanted
from imtextgui.indexing.reader_pool.received_values import NotAValue, receive
from imtextgui.indexing.reader_pool.worker_process import WorkerProcess

logger = logging.getLogger(__name__)

Key = TypeVar("Key")

FILES_AHEAD = 8
"""Files that are given to one worker beyond what the consumer has taken."""

MOST_RESTARTS = 3
"""Workers that may end under a file, without it being the one they were at, before it is blamed all the same."""

START_SECONDS = 120.0
"""A worker may take so long until it is ready, on a machine that is busy or scans every file for viruses."""

MOST_DEATHS = 2
"""Workers that may end at a file before it is given up: one may be ended from outside, or for want of memory."""

OVERTAKEN_SECONDS = 2.0
"""A file that had nothing to tell for so long is overtaken by those behind it. Below, order is worth more."""

STUCK_SECONDS = 2.0
"""After so long at one file a worker gives the others it has to one that has nothing to do."""

HEARTBEAT_SECONDS = 0.1
"""Time between two Waiting events: a window that closes waits for the next one."""

STILLBORN = 3
"""Workers that end in a row before they are ready; then something is wrong with us and not with a file."""


class NoWorkers(RuntimeError):
    """Worker processes cannot be started, or end before they are ready."""


class Workers(Protocol):
    """Where a stream has its workers from."""

    @property
    def most(self) -> int:
        """How many one stream may have at a time."""

    def hire(self, spec: ReadSpec) -> WorkerProcess:
        """A worker that was told ``spec``. Raises OSError where none is left and the system starts no process."""

    def give_back(self, worker: WorkerProcess) -> None:
        """Take a worker that has no more files."""

    def bury(self, worker: WorkerProcess) -> None:
        """End a worker, whatever it is doing."""


class ProcessStream(Generic[Key]):
    """An ``EventStream`` out of worker processes; ``numbers`` gives each file a number that none had before.

    A worker that gives no sign of life for ``spec.limits.seconds_per_page`` while we listen costs the file it was
    reading (DocumentTimedOut) and no other; so does one that dies, when it does so twice (DocumentCrashed, or
    DocumentReaderKilled where somebody ended it). Waiting comes every HEARTBEAT_SECONDS
    while there is nothing to tell. Iterating raises NoWorkers.
    """

    def __init__(
        self,
        files: FileQueue[Key],
        spec: ReadSpec,
        wanted: Wanted[Key],
        workers: Workers,
        numbers: Iterator[int],
    ) -> None:
        self._files = files
        self._spec = spec
        self._wanted = wanted
        self._workers = workers
        self._numbers = numbers
        self._most = workers.most
        self._hired: list[WorkerProcess] = []
        self._window: deque[WindowFile[Key]] = deque()
        self._by_number: dict[int, WindowFile[Key]] = {}
        self._unassigned: deque[WindowFile[Key]] = deque()
        self._stillborn = 0
        self._head: WindowFile[Key] | None = None
        self._head_told = 0.0
        self._closed = False

    @property
    def untold(self) -> int:
        """How many events have come that were not told yet."""
        return sum(len(file.events) for file in self._window)

    @property
    def window(self) -> list[tuple[Key, Path]]:
        """The files that were taken out of the queue and whose end was not told yet."""
        return [(file.key, file.path) for file in self._window]

    def insert(self, files: Iterable[tuple[Key, Path]]) -> None:
        """See ``EventStream``."""
        self._files.insert(files)

    def close(self) -> None:
        """See ``EventStream``; workers that are at a file are ended."""
        self._closed = True
        while self._hired:
            worker = self._hired.pop()
            if worker.numbers or not worker.ready:
                self._workers.bury(worker)
            else:
                self._workers.give_back(worker)

    def __iter__(self) -> Iterator[tuple[Key, Event]]:
        try:
            self._fill()
            while self._window and not self._closed:
                head = self._next_to_tell()
                if not self._listen(None if not head.events else 0) and not head.events:
                    yield head.key, Waiting()
                while head.events and not self._closed:
                    event, sender = head.events.popleft()
                    yield head.key, event
                    if head is self._head:
                        self._head_told = time.monotonic()
                    if sender is not None:
                        # Only now is there room for another page: what waits in this process is bounded.
                        sender.tell(Taken())
                        self._listen(0)
                if head.ended and not head.events:
                    self._window.remove(head)
                    del self._by_number[head.number]
                    self._fill()
        finally:
            self.close()

    def _next_to_tell(self) -> WindowFile[Key]:
        """The first file of the window; one behind it that has something to tell, where it takes its time."""
        head = self._window[0]
        has_reader = any(worker.ready and head.number in worker.numbers for worker in self._hired)
        if head is not self._head or not has_reader:
            self._head, self._head_told = head, time.monotonic()
        if head.events or time.monotonic() - self._head_told < OVERTAKEN_SECONDS:
            return head
        return next((file for file in self._window if file.events), head)

    def _fill(self) -> None:
        """Keep every worker supplied, without running further ahead than the window."""
        while len(self._window) < self._most * FILES_AHEAD:
            entry = next(self._files, None)
            if entry is None:
                break
            file = WindowFile(next(self._numbers), *entry)
            self._window.append(file)
            self._by_number[file.number] = file
            self._unassigned.append(file)
        self._assign()

    def _assign(self) -> None:
        while self._unassigned:
            if len(self._hired) < min(self._most, len(self._window)):
                self._hire()
            # To the one with the fewest files left; each has a few, so that none waits for us.
            worker = min(self._hired, key=lambda hired: len(hired.numbers))
            file = self._unassigned.popleft()
            worker.numbers.append(file.number)
            worker.tell(file.task())

    def _hire(self) -> None:
        try:
            self._hired.append(self._workers.hire(self._spec))
        except OSError as trouble:
            if not self._hired:
                raise NoWorkers(f"no reader process can be started: {trouble}") from trouble
            logger.info("%d reader processes have to do: %s", len(self._hired), trouble)
            self._most = len(self._hired)

    def _listen(self, timeout: float | None) -> bool:
        """Take in what the workers have sent, if anything; wait a moment with ``timeout`` None, not at all with 0."""
        ears: dict[Connection, WorkerProcess] = {}
        for worker in self._hired:
            ears |= {worker.notes: worker, worker.contents: worker}
        before = time.monotonic()
        heard = wait(list(ears), self._patience() if timeout is None else timeout)
        waited = time.monotonic() - before
        speaking = {worker for connection, worker in ears.items() if connection in heard}
        for worker in list(self._hired):
            if worker in speaking:
                worker.silence = 0.0
                self._hear(worker)
            elif not worker.idle:
                # Only time in which we listened counts: what was sent while we were busy is not yet heard.
                worker.silence += waited
                if worker.silence > self._allowed(worker):
                    self._bury(worker, DocumentTimedOut)
        self._share()
        return bool(heard)

    def _share(self) -> None:
        """Let a worker that has nothing to do take over a file that waits behind one that takes long."""
        now = time.monotonic()
        is_free = len(self._hired) < self._most or any(not worker.numbers for worker in self._hired)
        if not is_free or self._unassigned:
            return
        for owner in self._hired:
            waiting = [number for number in owner.numbers if number != owner.current]
            if waiting and owner.current is not None and now - owner.since > STUCK_SECONDS:
                owner.numbers.remove(waiting[0])
                owner.tell(Answer(waiting[0], None))
                self._unassigned.append(self._by_number[waiting[0]])
                self._assign()
                return

    def _allowed(self, worker: WorkerProcess) -> float:
        return self._spec.limits.seconds_per_page if worker.ready else START_SECONDS

    def _patience(self) -> float:
        left = (self._allowed(worker) - worker.silence for worker in self._hired if not worker.idle)
        return min(max(0.0, min(left, default=START_SECONDS)) + 0.01, HEARTBEAT_SECONDS)

    def _hear(self, worker: WorkerProcess) -> None:
        try:
            notes, gone = _received(worker.notes)
            # One page at a time: pages of a worker that is ahead stay in its pipe, and hold it back.
            contents, also_gone = _received(worker.contents, most=1)
        except NotAValue as trouble:
            # Whatever it says, that it is at another file for instance, is not to be believed; contents come in the
            # order of its files.
            logger.error("a reader process sent what is no value: %s", trouble)
            worker.current, worker.page = next(iter(worker.numbers), None), None
            self._bury(worker, DocumentCrashed, believed=False)
            return
        self._take_in(worker, notes, contents)
        if gone or also_gone:
            self._bury(worker, DocumentCrashed)

    def _take_in(self, worker: WorkerProcess, notes: list[Note], contents: list[tuple[int, Content]]) -> None:
        for note in notes:
            self._note(worker, note)
        for number, content in contents:
            if number in worker.numbers:
                self._content(worker, self._by_number[number], content)
            elif isinstance(content, OfPage):
                # Another worker has taken the file over: what was on its way is not counted.
                worker.tell(Taken())

    def _note(self, worker: WorkerProcess, note: Note) -> None:
        match note:
            case WorkerReady():
                self._stillborn = 0
                worker.begun()
            case Started(number, page):
                if worker.current != number:
                    worker.since = time.monotonic()
                worker.current, worker.page = number, page
            case Idle(received):
                worker.current = None
                worker.idle_after = received
            case Digested(number, result) if number in worker.numbers:
                # A file that is taken up again needs no answer, and may have another worker by now.
                self._digested(worker, self._by_number[number], result)

    def _digested(
        self, worker: WorkerProcess, file: WindowFile[Key], result: tuple[str, int, int, str] | DocumentError
    ) -> None:
        if isinstance(result, DocumentError):
            worker.numbers.remove(file.number)
            file.end(result)
            return
        if file.digest is not None:
            return
        file.digest = result[0]
        file.events.append((Digest(*result), None))
        file.pages = self._wanted(file.key, result[0])
        worker.tell(Answer(file.number, file.pages))
        if file.pages is None:
            worker.numbers.remove(file.number)
            file.end(Finished(skipped=True))

    def _content(self, worker: WorkerProcess, file: WindowFile[Key], content: Content) -> None:
        match content:
            case OfPage():
                assert file.pages is not None
                file.pages = after(file.pages, content.number)
                file.events.append((content, worker))
            case DocumentInfo():
                # A file that is taken up again after a crash is introduced only once.
                if not file.informed:
                    file.informed = True
                    file.events.append((content, None))
            case Listing():
                file.events.append((content, None))
            case _:
                worker.numbers.remove(file.number)
                file.end(end_event(file.path, content))

    def _bury(self, worker: WorkerProcess, error: type[DocumentError], *, believed: bool = True) -> None:
        """End a dead or hanging worker, blame the file it was at, and give its other files to the rest."""
        self._hired.remove(worker)
        if believed:
            # What it sent before it ended counts: pages that are in the pipe need not be read again.
            with suppress(NotAValue):
                self._take_in(worker, _received(worker.notes)[0], _received(worker.contents)[0])
        if believed and error is DocumentCrashed and worker.was_killed():
            error = DocumentReaderKilled
        self._workers.bury(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise NoWorkers("the reader processes end before they have started")
        for number in worker.numbers:
            file = self._by_number[number]
            file.restarts += 1
            file.deaths += number == worker.current and error is not DocumentTimedOut
            at_fault = number == worker.current and (error is DocumentTimedOut or file.deaths >= MOST_DEATHS)
            if at_fault or file.restarts > MOST_RESTARTS:
                logger.info("%s: %s", error.code, file.path)
                page = worker.page if number == worker.current else None
                file.end(error(path=str(file.path), **at_page(page)))
            else:
                self._unassigned.append(file)
        self._assign()


def _received(connection: Connection, most: int = sys.maxsize) -> tuple[list[Any], bool]:
    """What can be read now, at most ``most`` messages, and whether the other end is gone. Raises NotAValue."""
    received: list[Any] = []
    try:
        while len(received) < most and connection.poll():
            received.append(receive(connection))
    except (EOFError, OSError):
        return received, True
    return received, False
