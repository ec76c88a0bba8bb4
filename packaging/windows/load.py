"""Runs a command, and tells how long it took and what the processes of a program needed for it meanwhile.

    python packaging/windows/load.py PROGRAM COMMAND...     # processes whose names begin with PROGRAM are counted

Prints one line: seconds, seconds of processor time, and the most memory that all of them had at one time. Wine's
processes are no children of whoever started them, so all of /proc is looked at; those that are there before are left
out, which a command before may have left to end. Memory that several share is counted once (PSS), Wine's own libraries
among it. The status is that of the command; what it says goes to standard error.
"""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
EVERY_SECONDS = 0.1


class Load:
    """What the processes of a program needed, as far as it was looked at."""

    def __init__(self, program: str, proc: Path = PROC) -> None:
        self._program, self._proc = program.encode(), proc
        self._ticks: dict[str, int] = {}
        self._before = {process.name for process in self._running()}
        self.most_memory = 0
        """Bytes."""
        self.most_processes = 0

    @property
    def processor_seconds(self) -> float:
        """Those of all processes that were there at any look."""
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def look(self) -> None:
        """Look at all processes that there are."""
        memory = [self._memory_of(process) for process in self._running() if process.name not in self._before]
        self.most_memory = max(self.most_memory, sum(memory))
        self.most_processes = max(self.most_processes, len(memory))

    def _running(self) -> list[Path]:
        return [process for process in self._proc.glob("[0-9]*") if self._counts(process)]

    def _counts(self, process: Path) -> bool:
        with suppress(OSError):
            return (process / "comm").read_bytes().startswith(self._program)
        return False

    def _memory_of(self, process: Path) -> int:
        with suppress(OSError, ValueError):
            # Behind the name, which may hold anything: state, ten numbers, user and system time.
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            self._ticks[process.name] = int(fields[11]) + int(fields[12])
            for line in (process / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    return 1024 * int(line.split()[1])
        return 0


def main() -> int:
    """Run the command that is named."""
    load, started = Load(sys.argv[1]), time.monotonic()
    with subprocess.Popen(sys.argv[2:], stdout=sys.stderr) as command:
        while command.poll() is None:
            load.look()
            time.sleep(EVERY_SECONDS)
    print(
        f"{time.monotonic() - started:.1f} s, {load.processor_seconds:.1f} s of processor time,"
        f" {load.most_memory / 1e6:.0f} MB in {load.most_processes} processes"
    )
    return command.returncode


if __name__ == "__main__":
    sys.exit(main())
