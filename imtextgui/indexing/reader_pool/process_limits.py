"""What a worker process may take of the machine: memory, and the processor only where nobody else wants it."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from imtextgui.windows import jobs


def lower_priority() -> None:
    """Leave the processor to the window, and offer this process first when memory runs out."""
    if sys.platform == "win32":
        jobs.lower_priority(jobs.libraries()[0])
        return
    os.nice(5)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def memory_limit(alone: bool = False) -> Callable[[int], None]:
    """What bounds the memory of this process, where the system can, to what it is now and some megabytes.

    On Windows it keeps a process that is ``alone`` from starting others besides; elsewhere ``confinement`` does.
    """
    if sys.platform == "win32":
        bound = jobs.MemoryBound(jobs.libraries()[0], alone)
        return lambda extra_mb: bound.set(extra_mb * 2**20)
    return limit_memory


def limit_memory(extra_mb: int) -> None:
    """Bound the address space, where the system can, to what it is now and ``extra_mb`` megabytes."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + extra_mb * 2**20
    # The hard limit stays, so that a converter, or the next kind of work, can be given more.
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def keep_opencv_to_one_thread() -> None:
    """Keep OpenCV from starting threads of its own: there may be no address space for their stacks.

    On Windows it cannot start any where the system does not tell its processors, and then each picture would fail.
    """
    import cv2

    cv2.setNumThreads(1)
