"""How much other programs want of the machine, as Linux tells it; elsewhere nothing is known, and nothing is wanted."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_IDLE, _WAITING = 3, 4
"""Places of the time that no processor was wanted in, and that it was waited for a disk in, among those of ``stat``."""

_COUNTED = 8
"""User, nice, system, idle, waiting, two kinds of interrupts, stolen; guests are in the first two already."""


class _Ticks(NamedTuple):
    """Time of all processors together since the start: in all, at work, and at work for us and what we started."""

    total: int
    busy: int
    own: int


class MachineLoad:
    """Looks at ``proc`` when it is asked; what it tells is about the time since it was asked before."""

    def __init__(self, proc: Path = _PROC, own: Callable[[], int] = os.getpid) -> None:
        self._proc, self._own = proc, own
        self._last: _Ticks | None = None

    def others(self) -> float:
        """The share, 0 to 1, of all processors' time that other programs had since the last look; 0 at the first."""
        before, self._last = self._last, self._ticks()
        if before is None or self._last is None or self._last.total <= before.total:
            return 0.0
        busy, own = self._last.busy - before.busy, self._last.own - before.own
        return min(1.0, max(0.0, (busy - own) / (self._last.total - before.total)))

    def disk_wait(self) -> float:
        """The share, 0 to 1, of the last ten seconds in which some program waited for a disk."""
        with suppress(OSError, ValueError, IndexError):
            first = (self._proc / "pressure" / "io").read_text(encoding="ascii").splitlines()[0]
            told = dict(part.split("=") for part in first.split()[1:])
            return float(told.get("avg10", 0.0)) / 100
        return 0.0

    def _ticks(self) -> _Ticks | None:
        with suppress(OSError, ValueError, IndexError):
            line = (self._proc / "stat").read_text(encoding="ascii").splitlines()[0]
            times = [int(value) for value in line.split()[1 : 1 + _COUNTED]]
            return _Ticks(sum(times), sum(times) - times[_IDLE] - times[_WAITING], self._own_ticks())
        return None

    def _own_ticks(self) -> int:
        """The time of this process and all that it started, directly or not."""
        parents, ticks = {}, {}
        for folder in self._proc.iterdir():
            if folder.name.isdigit():
                with suppress(OSError, ValueError, IndexError):
                    # the name of the program, in brackets, may hold anything
                    fields = (
                        (folder / "stat")
                        .read_text(encoding="ascii", errors="replace")
                        .rpartition(")")[2]
                        .split()
                    )
                    parents[int(folder.name)] = int(fields[1])
                    ticks[int(folder.name)] = sum(int(value) for value in fields[11:15])
        return sum(ticks[process] for process in ticks if self._is_own(process, parents))

    def _is_own(self, process: int, parents: dict[int, int]) -> bool:
        own = self._own()
        while process > 1 and process != own:
            process = parents.get(process, 0)
        return process == own
