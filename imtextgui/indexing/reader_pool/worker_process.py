"""One worker process as its owner sees it: its pipes, the files it has, and when it was last heard of."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from pathlib import Path

from imtextgui.config import temporary
from imtextgui.indexing.reader_pool import worker_start
from imtextgui.indexing.reader_pool.confinement import Confinement
from imtextgui.indexing.reader_pool.converter_process import ConverterParts
from imtextgui.indexing.reader_pool.messages import Begin, Order
from imtextgui.indexing.reader_pool.protocol import ReadSpec
from imtextgui.windows import jobs

_SPAWN = get_context("spawn")
"""Never fork: Qt, onnxruntime and SQLite have threads and locks that a copied process would inherit half."""

_KILLED = frozenset(-getattr(signal, name, 0) for name in ("SIGKILL", "SIGTERM", "SIGHUP")) - {0}
"""How a process ends that somebody else ended; no reader sends itself such a signal."""

_REAPED_SECONDS = 2.0
"""A process whose pipes have closed is gone in a moment."""


class WorkerProcess:
    """A running worker. Raises OSError where the system starts no process.

    ``numbers`` are its unfinished files in the order given, ``current`` the one it is at, ``since`` when it began with
    that, and ``page`` the page of it, ``silence`` the seconds that it was listened to in vain, ``ready`` whether it
    spoke since it was told what to do with files. ``keeps_memory`` tells that what it read left something in its
    memory.
    """

    def __init__(
        self, sources: Sequence[str] | None = None, converters: Mapping[str, ConverterParts] | None = None
    ) -> None:
        """Start it, confined to reading beneath ``sources`` unless they are None; see ``Confinement``."""
        self.numbers: list[int] = []
        self.current: int | None = None
        self.page: int | None = None
        self.since = 0.0
        self.silence = 0.0
        self.ready = False
        self.idle_after = -1
        self.keeps_memory = False
        self._told = 0
        self._memory_mb = 0
        self._first_size: int | None = None
        # Notes and contents have a pipe each, so that a sign of life never waits behind a large page.
        theirs_orders, self._orders = _SPAWN.Pipe(duplex=False)
        self.notes, theirs_notes = _SPAWN.Pipe(duplex=False)
        self.contents, theirs_contents = _SPAWN.Pipe(duplex=False)
        theirs = (theirs_orders, theirs_notes, theirs_contents)
        self._scratch = None if sources is None else temporary.new_folder()
        confinement = None
        if sources is not None:
            confinement = Confinement(tuple(sources), str(self._scratch), converters or {})
        self._process = _SPAWN.Process(
            target=worker_start.main, args=(*theirs, confinement), name="reader", daemon=True
        )
        try:
            with _interrupts_held():
                self._process.start()
        except BaseException:
            self._let_go()
            raise
        finally:
            for connection in theirs:
                connection.close()

    @property
    def idle(self) -> bool:
        """Whether it waits for us: it has said so after the last thing that we told it."""
        return self.idle_after == self._told

    def begin(self, spec: ReadSpec) -> None:
        """Tell it what to do with the files that come from now on."""
        self.ready, self.silence, self.current, self.page = False, 0.0, None, None
        self.keeps_memory = self.keeps_memory or spec.release is not None
        self._memory_mb = spec.limits.memory_mb
        self.tell(Begin(spec))

    def begun(self) -> None:
        """Take note that it is ready."""
        self.ready = True
        if self._first_size is None:
            self._first_size = self._size()

    def is_fit(self, spec: ReadSpec, most_grown: int) -> bool:
        """Whether a worker without files may go on with another kind of work.

        Not if it has ended, may hold more than ``spec`` allows it, or grew by more than ``most_grown`` bytes.
        """
        grown = (self._size() or 0) - (self._first_size or 0)
        return self._process.is_alive() and self._memory_mb <= spec.limits.memory_mb and grown <= most_grown

    def tell(self, order: Order) -> None:
        """Send ``order``; if the process has just died, that is noticed where it is listened to."""
        self._told += 1
        with suppress(OSError):
            self._orders.send(order)

    def was_killed(self) -> bool:
        """Whether the process, whose pipes have closed, was ended by somebody else and not by what it did."""
        self._process.join(_REAPED_SECONDS)
        return self._process.exitcode in _KILLED

    def end(self) -> None:
        """End the process at once: it holds nothing that would be lost."""
        # Not terminate: a native decoder that hangs does not hear of signals.
        self._process.kill()
        self._process.join()
        self._process.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._scratch is not None:
            temporary.remove(self._scratch)
        for connection in (self._orders, self.notes, self.contents):
            connection.close()

    def _size(self) -> int | None:
        return size_of(self._process.pid or 0)


def size_of(pid: int) -> int | None:
    """Bytes of a process's address space, on Windows those of its own; None where the system does not tell."""
    if sys.platform == "win32":
        return jobs.private_bytes(jobs.libraries()[0], pid)
    if sys.platform != "linux":
        return None
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    except (OSError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a process with Ctrl+C blocked from its first instruction: it is ours to pass on."""
    if sys.platform == "win32":
        yield
        return
    # The tracker is started with the first process, and lifts the block when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
