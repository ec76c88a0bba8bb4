"""One measured figure beside its reference and its promise, and how it is printed."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``value`` is what the promise is about, ``holds`` whether it is kept, ``detail`` the parts of it."""

    name: str
    value: str
    promise: str
    holds: bool
    detail: str

    def row(self) -> str:
        """A line of a Markdown table."""
        kept = "yes" if self.holds else "NO"
        return f"| {self.name} | **{self.value}** | {self.promise} | {kept} | {self.detail} |"


HEADER = "| figure | measured | promised | kept | parts |\n|---|---|---|---|---|"


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def conditions() -> str:
    """The machine in words that matter for the figures."""
    return f"{cores()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Median wall time of ``times`` calls of ``work``."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` (0 to 1) of ``values`` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
