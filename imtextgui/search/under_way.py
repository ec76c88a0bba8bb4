"""Whether a search is under way: whoever works for longer lets it have the processors first."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS = 1.0
"""Nobody waits longer at once: somebody who asks again and again must not keep a run from ever ending."""

_SWITCHED_AFTER = 0.0005
"""Seconds after which a thread that computes hands the interpreter over while a search is under way, a tenth of
Python's own. SQLite gives the interpreter away for each row: 1,000 vectors took 10.3 ms beside a thread that computes,
and take 0.8.
"""

_USUAL = sys.getswitchinterval()


class SearchesUnderWay:
    """Counts the searches that are under way; may be asked from any thread.

    Meanwhile threads take turns more often: of all that is computed, what somebody waits for comes first.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a search for the block."""
        with self._changed:
            sys.setswitchinterval(_SWITCHED_AFTER)
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                if not self._count:
                    sys.setswitchinterval(_USUAL)
                self._changed.notify_all()

    def wait(self, most: float = MOST_SECONDS) -> None:
        """Wait until none is under way, at most so many seconds; at once where none is."""
        with self._changed:
            self._changed.wait_for(lambda: not self._count, most)
