"""A lock that lets threads in by turns: one search at a time, whoever asked first first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class FairLock:
    """Lets one thread in at a time. A plain lock would let a long measurement in again and again before a key."""

    def __init__(self) -> None:
        self._waiting = threading.Lock()
        self._inside = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and have it for the block."""
        with self._waiting:  # who waits in here comes before who was inside just now
            self._inside.acquire()
        try:
            yield
        finally:
            self._inside.release()
