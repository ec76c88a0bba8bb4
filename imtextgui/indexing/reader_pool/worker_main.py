"""A worker process: digests a few files ahead, reads those that are wanted, and sends their pages."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from imtextgui.documents.archives.entries import OpenArchives
from imtextgui.documents.content import HELD_BYTES, OfPage, native
from imtextgui.documents.opening import Opened
from imtextgui.errors import DocumentError
from imtextgui.indexing.reader_pool import process_limits
from imtextgui.indexing.reader_pool.file_reading import Content, open_file, read_contents
from imtextgui.indexing.reader_pool.messages import (
    Answer,
    Begin,
    Digested,
    Idle,
    Order,
    ReadTask,
    Started,
    Taken,
    WorkerReady,
)
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, after, first
from imtextgui.indexing.reader_pool.protocol import ReadSpec

DIGESTED_AHEAD = 8
"""Files digested before the first of them is read, so that answers are there when they are needed."""

HELD_AHEAD_BYTES = 64 * 2**20
"""Of all files digested and not yet read that are kept in memory; beyond it a file is read a second time."""


def main(orders: Connection, notes: Connection, contents: Connection, *, alone: bool = False) -> None:
    """Work until ``orders`` closes, which it does when the other process ends, however it ends.

    ``alone`` tells that this process starts no other; see ``process_limits.memory_limit``.

    Notes are small and written at once; contents are large and written by a thread, so that reading goes on
    while the other process is busy.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ThreadPoolExecutor(max_workers=2) as threads:
        mail: SimpleQueue[Order] = SimpleQueue()
        threads.submit(_receive, orders, mail)
        # The pool starts its second thread now: later there may be no address space for its stack.
        threads.submit(bool).result()
        limit = process_limits.memory_limit(alone)
        Worker(mail, notes, lambda message: threads.submit(_send, contents, message), limit).run()


def _receive(orders: Connection, mail: "SimpleQueue[Order]") -> None:
    """Pass orders on, and end the process the moment that nobody can give any more, or one cannot be read."""
    try:
        with suppress(EOFError, OSError):
            while True:
                mail.put(orders.recv())
    finally:
        os._exit(0)


def _send(contents: Connection, message: "tuple[int, Content]") -> None:
    """Write ``message``; a worker that cannot has lost a page, and had better end than go on."""
    try:
        contents.send(message)
    except BaseException:
        os._exit(1)


@dataclass(slots=True)
class _GivenFile:
    """A file that the worker was given; ``opened`` once it is digested, ``pages`` once they are wanted."""

    task: ReadTask
    is_large: bool = False
    opened: Opened | None = None
    pages: PageNumbers | None = None


def _is_large(path: Path) -> bool:
    """Whether it may take long to digest the file; an entry of an archive is taken for a small one."""
    with suppress(OSError, ValueError):
        return native(path).stat().st_size > HELD_BYTES
    return False


class Worker:
    """Follows the orders in ``mail``; ``limit_memory`` bounds what the process may take on top of what it has."""

    def __init__(
        self,
        mail: "SimpleQueue[Order]",
        notes: Connection,
        send: Callable[[tuple[int, Content]], object],
        limit_memory: Callable[[int], None],
    ) -> None:
        self._mail, self._notes, self._send, self._limit_memory = mail, notes, send, limit_memory
        self._files: dict[int, _GivenFile] = {}
        self._spec: ReadSpec | None = None
        self._archives: OpenArchives | None = None
        self._credit = 0
        self._received = 0

    def run(self) -> None:
        """Digest and read for as long as there are orders."""
        while True:
            while not self._mail.empty():
                self._take(self._mail.get())
            if (file := self._to_digest()) is not None:
                self._digest(file)
            elif (file := self._to_read()) is not None:
                self._deliver(file)
            else:
                self._wait()

    def _wait(self) -> None:
        if not self._files and self._archives is not None:
            # Some systems let nobody move a file that is open.
            self._archives.close()
        self._notes.send(Idle(self._received))
        self._take(self._mail.get())

    def _take(self, order: Order) -> None:
        self._received += 1
        match order:
            case Begin(spec):
                self._begin(spec)
            case ReadTask(number):
                self._files[number] = _GivenFile(order, _is_large(order.path))
            case Taken():
                self._credit += 1
            case Answer(number, None):
                # It may have ended before it was to be forgotten.
                self._files.pop(number, None)
            case Answer(number, pages):
                self._files[number].pages = pages

    def _begin(self, spec: ReadSpec) -> None:
        assert not self._files, "a worker has one kind of work at a time"
        if self._archives is not None:
            self._archives.close()
        self._spec, self._archives, self._credit = spec, OpenArchives(spec.limits), spec.pages_ahead
        self._limit_memory(spec.limits.memory_mb)
        self._notes.send(WorkerReady())

    def _to_digest(self) -> _GivenFile | None:
        digested = sum(file.opened is not None for file in self._files.values())
        if digested >= DIGESTED_AHEAD:
            return None
        waiting = [file for file in self._files.values() if file.opened is None]
        small = next((file for file in waiting if not file.is_large), None)
        # One that takes minutes waits until all that is digested has been read, or answered with no.
        return small or (waiting[0] if waiting and not digested else None)

    def _to_read(self) -> _GivenFile | None:
        return next((file for file in self._files.values() if file.pages is not None), None)

    def _digest(self, file: _GivenFile) -> None:
        assert self._spec is not None
        assert self._archives is not None
        task = file.task
        self._notes.send(Started(task.number))
        try:
            opened = open_file(task.path, self._spec, self._archives, self._alive(task.number), task.digest)
        except DocumentError as trouble:
            del self._files[task.number]
            self._notes.send(Digested(task.number, trouble))
            return
        held = sum(len(other.opened.data or b"") for other in self._files.values() if other.opened)
        file.opened = opened if held + opened.size <= HELD_AHEAD_BYTES else opened.without_data()
        file.pages = task.pages
        told = (opened.digest, opened.size, opened.mtime_ns, opened.system_id)
        self._notes.send(Digested(task.number, told))

    def _alive(self, number: int) -> Callable[[], None]:
        """A sign of life at most once a second, for files that take long to digest."""
        last = time.monotonic()

        def sign() -> None:
            nonlocal last
            now = time.monotonic()
            if now - last > 1:
                last = now
                self._notes.send(Started(number))

        return sign

    def _deliver(self, file: _GivenFile) -> None:
        """Read a file and send its pages, never more than the consumer has room for."""
        assert self._spec is not None
        assert file.opened is not None
        assert file.pages is not None
        number, left = file.task.number, file.pages
        self._notes.send(Started(number, first(left)))
        for content in read_contents(file.opened, self._spec, left):
            if isinstance(content, OfPage):
                self._spend_credit(number)
                left = after(left, content.number)
                self._send((number, content))
                self._notes.send(Started(number, first(left)))
            else:
                self._send((number, content))
        del self._files[number]

    def _spend_credit(self, number: int) -> None:
        if not self._credit:
            while not self._credit:
                self._wait()
            self._notes.send(Started(number))
        self._credit -= 1
