"""Says whether work grows with the size of its input and not with its square, on machines of any speed."""

import time
from collections.abc import Callable

TIMES = 8


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Whether ``work(size)`` takes about eight times as long as an eighth of it: its square would be 64 times.

    Work that is over within a second of processor time is as good.
    """
    few, many = (_seconds(work, one) for one in (size // TIMES, size))
    return many < 2.5 * TIMES * few + 1


def _seconds(work: Callable[[int], object], size: int) -> float:
    started = time.process_time()
    work(size)
    return time.process_time() - started
