"""What holds the thread of a window: how late it comes round, how much of that it worked itself, and where it was."""

import faulthandler
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

HEARTBEAT_MS = 5


@dataclass(slots=True)
class Heartbeat:
    """For each beat, in seconds: how much later than it should it came, and the processor time of the thread since the
    beat before. Where the second is much less than the first, the thread waited: for Python's lock, or for a processor.
    """

    late: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)


@contextmanager
def heartbeat(stacks: TextIO | None = None, longer_s: float = 0.05) -> Iterator[Heartbeat]:
    """Beat in the thread of the window.

    Where a beat is later than ``longer_s``, the stacks of all threads at that moment are written to ``stacks``, by a
    thread that needs no lock of Python.
    """
    from PySide6.QtCore import Qt, QTimer

    beats = Heartbeat()
    last = [time.perf_counter(), time.thread_time()]

    def beat() -> None:
        now, own = time.perf_counter(), time.thread_time()
        beats.late.append(max(now - last[0] - HEARTBEAT_MS / 1000, 0.0))
        beats.own.append(own - last[1])
        last[:] = now, own
        if stacks is not None:
            faulthandler.dump_traceback_later(longer_s + HEARTBEAT_MS / 1000, file=stacks)

    timer = QTimer(interval=HEARTBEAT_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start()
    try:
        yield beats
    finally:
        timer.stop()
        faulthandler.cancel_dump_traceback_later()
