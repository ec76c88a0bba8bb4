"""The process that reads files: digests a few ahead, reads those that are wanted, and sends their pages."""

import os
import signal
import sys
import time
import traceback
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TypeAlias

from imtextgui.documents import readers
from imtextgui.documents.archives.listing import Shelf
from imtextgui.documents.content import DocumentInfo, Limits, Listing, OfPage, Prepare
from imtextgui.documents.opening import Opened, open_document
from imtextgui.errors import DocumentChanging, DocumentError, DocumentTooLarge

PageNumbers: TypeAlias = Sequence[int]
"""Numbers of pages, ascending."""

Read: TypeAlias = Callable[[Opened, Prepare, Limits, PageNumbers], Iterator[DocumentInfo | OfPage | Listing]]

LAST_PAGE = 2**31
"""No file has so many pages."""

PAGES_AHEAD = 32
"""PageNumbers that one worker may have sent and the consumer not yet taken."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a worker does with each wanted file: ``read(opened, prepare, limits, pages)``.

    It may have sent ``ahead`` pages that the consumer has not yet taken.
    """

    read: Read
    prepare: Prepare
    limits: Limits
    ahead: int = PAGES_AHEAD


DIGESTED_AHEAD = 8
"""Files digested before the first of them is read, so that answers are there when they are needed."""

HELD_AHEAD_BYTES = 64 * 2**20
"""Of all files digested and not yet read that are kept in memory; beyond it a file is read a second time."""


@dataclass(frozen=True, slots=True)
class Task:
    """To the worker: digest this file. With ``pages`` these are wanted already, if its digest is still
    ``digest``.
    """

    number: int
    path: Path
    pages: PageNumbers | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """To the worker: read these pages of the file, or forget it."""

    number: int
    pages: PageNumbers | None


@dataclass(frozen=True, slots=True)
class Taken:
    """To the worker: one page was taken by the consumer."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Note: the process has started."""


@dataclass(frozen=True, slots=True)
class Started:
    """Note: whatever happens from now on is this file's doing, and that of its page ``page`` if it is at one."""

    number: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Digested:
    """Note: what the file's bytes are, or why they cannot be had."""

    number: int
    result: tuple[str, int, int] | DocumentError


@dataclass(frozen=True, slots=True)
class Idle:
    """Note: nothing can be done until more than ``received`` messages have come."""

    received: int


@dataclass(frozen=True, slots=True)
class End:
    """Content: the file was read to its end."""


@dataclass(frozen=True, slots=True)
class Bug:
    """Content: an exception that no reader should raise, as text, and the page it came at."""

    trace: str
    page: int | None


Order: TypeAlias = Task | Answer | Taken
Note: TypeAlias = Ready | Started | Digested | Idle
Content: TypeAlias = DocumentInfo | OfPage | Listing | DocumentError | End | Bug


def everything(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | OfPage | Listing]:
    """Read a file for the first time: all its pages from the first of ``pages`` on."""
    yield from readers.read_opened(opened, prepare, limits, pages[0])


def from_page(number: int) -> PageNumbers:
    """All pages from ``number`` on."""
    return range(number, LAST_PAGE)


def after(pages: PageNumbers, number: int) -> PageNumbers:
    """Those of ``pages`` that come after page ``number``."""
    return pages[bisect_right(pages, number) :]


def main(orders: Connection, notes: Connection, contents: Connection, reading: Reading) -> None:
    """Work until ``orders`` closes, which it does when the other process ends, however it ends.

    Notes are small and written at once; contents are large and written by a thread, so that reading goes on
    while the other process is busy.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ThreadPoolExecutor(max_workers=2) as threads:
        mail: SimpleQueue[Order] = SimpleQueue()
        threads.submit(_receive, orders, mail)
        # The pool starts its second thread now: later there may be no address space for its stack.
        threads.submit(bool).result()
        _lower_priority()
        _limit_memory(reading.limits.memory_mb)
        _Worker(mail, notes, lambda message: threads.submit(_send, contents, message), reading).run()


def _receive(orders: Connection, mail: "SimpleQueue[Order]") -> None:
    """Pass orders on, and end the process the moment that nobody can give any more."""
    with suppress(EOFError, OSError):
        while True:
            mail.put(orders.recv())
    os._exit(0)


def _send(contents: Connection, message: "tuple[int, Content]") -> None:
    """Write ``message``; a worker that cannot has lost a page, and had better end than go on."""
    try:
        contents.send(message)
    except BaseException:
        os._exit(1)


def _lower_priority() -> None:
    """Leave the processor to the window, and offer this process first when memory runs out."""
    if sys.platform == "win32":
        return
    os.nice(5)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _limit_memory(extra_mb: int) -> None:
    """Bound the address space, where the system can, to what it is now and ``extra_mb`` megabytes."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + extra_mb * 2**20
    # The hard limit stays, so that a converter can be given more.
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


@dataclass(slots=True)
class _File:
    task: Task
    opened: Opened | None = None
    pages: PageNumbers | None = None


class _Worker:
    def __init__(
        self,
        mail: "SimpleQueue[Order]",
        notes: Connection,
        send: Callable[[tuple[int, Content]], object],
        reading: Reading,
    ) -> None:
        self._mail, self._notes, self._send, self._reading = mail, notes, send, reading
        self._files: dict[int, _File] = {}
        self._credit = reading.ahead
        self._received = 0
        self._shelf = Shelf(reading.limits)

    def run(self) -> None:
        self._notes.send(Ready())
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
        if not self._files:
            # Some systems let nobody move a file that is open.
            self._shelf.close()
        self._notes.send(Idle(self._received))
        self._take(self._mail.get())

    def _take(self, order: Order) -> None:
        self._received += 1
        if isinstance(order, Task):
            self._files[order.number] = _File(order)
        elif isinstance(order, Taken):
            self._credit += 1
        elif order.pages is None:
            del self._files[order.number]
        else:
            self._files[order.number].pages = order.pages

    def _to_digest(self) -> _File | None:
        digested = sum(file.opened is not None for file in self._files.values())
        if digested >= DIGESTED_AHEAD:
            return None
        return next((file for file in self._files.values() if file.opened is None), None)

    def _to_read(self) -> _File | None:
        return next((file for file in self._files.values() if file.pages is not None), None)

    def _digest(self, file: _File) -> None:
        task = file.task
        self._notes.send(Started(task.number))
        try:
            largest = self._reading.limits.max_file_bytes
            opened = open_document(task.path, self._alive(task.number), self._shelf, largest=largest)
            if task.digest is not None and opened.digest != task.digest:
                raise DocumentChanging(path=str(task.path))
        except DocumentError as trouble:
            del self._files[task.number]
            self._notes.send(Digested(task.number, trouble))
            return
        held = sum(len(other.opened.data or b"") for other in self._files.values() if other.opened)
        file.opened = opened if held + opened.size <= HELD_AHEAD_BYTES else opened.without_data()
        file.pages = task.pages
        self._notes.send(Digested(task.number, (opened.digest, opened.size, opened.mtime_ns)))

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

    def _deliver(self, file: _File) -> None:
        """Read a file and send its pages, never more than the consumer has room for."""
        assert file.opened is not None
        assert file.pages is not None
        number, left = file.task.number, file.pages
        self._begin(number, left)
        end: Content = End()
        reading = self._reading
        try:
            for content in reading.read(file.opened, reading.prepare, reading.limits, left):
                if isinstance(content, OfPage):
                    self._spend_credit(number)
                    left = after(left, content.number)
                    self._send((number, content))
                    self._begin(number, left)
                else:
                    self._send((number, content))
        except DocumentError as trouble:
            end = trouble
        except MemoryError:
            end = DocumentTooLarge(path=str(file.task.path), reason="memory", **at_page(_first(left)))
        except Exception:
            end = Bug(traceback.format_exc(), _first(left))
        del self._files[number]
        self._send((number, end))

    def _begin(self, number: int, left: PageNumbers) -> None:
        self._notes.send(Started(number, _first(left)))

    def _spend_credit(self, number: int) -> None:
        if not self._credit:
            while not self._credit:
                self._wait()
            self._notes.send(Started(number))
        self._credit -= 1


def at_page(page: int | None) -> dict[str, int]:
    """The detail of a problem that tells the page it came at, where that is known."""
    return {} if page is None else {"page": page}


def _first(pages: PageNumbers) -> int | None:
    return next(iter(pages), None)
