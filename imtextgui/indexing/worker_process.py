"""One worker process as its owner sees it: its pipes, the files it has, and when it was last heard of."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker

from imtextgui.indexing import worker_main

_SPAWN = get_context("spawn")


class ReadingProcess:
    """A running worker.

    ``numbers`` are its unfinished files in the order given, ``current`` the one it is at and ``page`` the page
    of it, ``silence`` the seconds that it was listened to in vain, ``ready`` whether it ever spoke.
    """

    def __init__(self, reading: worker_main.Reading) -> None:
        self.numbers: list[int] = []
        self.current: int | None = None
        self.page: int | None = None
        self.silence = 0.0
        self.ready = False
        self.idle_after = -1
        self._told = 0
        theirs_orders, self._orders = _SPAWN.Pipe(duplex=False)
        self.notes, theirs_notes = _SPAWN.Pipe(duplex=False)
        self.contents, theirs_contents = _SPAWN.Pipe(duplex=False)
        theirs = (theirs_orders, theirs_notes, theirs_contents)
        self._process = _SPAWN.Process(
            target=worker_main.main, args=(*theirs, reading), name="reading ahead", daemon=True
        )
        with _interrupts_held():
            self._process.start()
        for connection in theirs:
            connection.close()

    @property
    def idle(self) -> bool:
        """Whether it waits for us: it has said so after the last thing that we told it."""
        return self.idle_after == self._told

    def tell(self, order: worker_main.Order) -> None:
        """Send ``order``; if the process has just died, that is noticed where it is listened to."""
        self._told += 1
        with suppress(OSError):
            self._orders.send(order)

    def end(self) -> None:
        """End the process at once: it holds nothing that would be lost."""
        self._process.kill()
        self._process.join()
        self._process.close()
        for connection in (self._orders, self.notes, self.contents):
            connection.close()


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
