"""What is asked of Windows to bound a process and to end a tree of them, by a system of the test's own."""

import ctypes
import os
import subprocess
import sys
from typing import Any

import psutil
import pytest

from imtextgui.windows import jobs

OWN = 42
"""The handle of this very process."""


class System:
    """Takes down what is asked, in order; ``private`` bytes are those of every process."""

    def __init__(self, private: int = 100, *, job: int = 7, process: int = 9) -> None:
        self.private, self.job, self.process = private, job, process
        self.asked: list[tuple[Any, ...]] = []

    def CreateJobObjectW(self, *_: object) -> int:  # noqa: N802
        return self.job

    def OpenProcess(self, rights: int, inherited: bool, pid: int) -> int:  # noqa: N802
        self.asked.append(("open", pid))
        return self.process

    def GetCurrentProcess(self) -> int:  # noqa: N802
        return OWN

    def SetPriorityClass(self, process: int, priority: int) -> int:  # noqa: N802
        self.asked.append(("priority", process, priority))
        return 1

    def K32GetProcessMemoryInfo(self, process: int, counters: Any, size: int) -> int:  # noqa: N802
        assert size == ctypes.sizeof(jobs.MemoryCounters)
        ctypes.cast(counters, ctypes.POINTER(jobs.MemoryCounters)).contents.private = self.private
        return 1

    def SetInformationJobObject(self, job: int, what: int, limits: Any, size: int) -> int:  # noqa: N802
        assert (what, size) == (9, ctypes.sizeof(jobs.ExtendedLimits))
        told = ctypes.cast(limits, ctypes.POINTER(jobs.ExtendedLimits)).contents
        self.asked.append(("limit", job, told.basic.flags, told.process_memory))
        return 1

    def AssignProcessToJobObject(self, job: int, process: int) -> int:  # noqa: N802
        self.asked.append(("assign", job, process))
        return 1

    def TerminateJobObject(self, job: int, status: int) -> int:  # noqa: N802
        self.asked.append(("end", job))
        return 1

    def CloseHandle(self, handle: int) -> int:  # noqa: N802
        self.asked.append(("close", handle))
        return 1

    def NtResumeProcess(self, process: int) -> int:  # noqa: N802
        self.asked.append(("resume", process))
        return 0


def test_the_structures_are_as_long_as_on_64_bit_windows() -> None:
    assert ctypes.sizeof(ctypes.c_void_p) == 8
    assert ctypes.sizeof(jobs.ExtendedLimits) == 144
    assert ctypes.sizeof(jobs.MemoryCounters) == 80


def test_a_reader_works_below_the_window() -> None:
    system = System()
    jobs.lower_priority(system)
    assert system.asked == [("priority", OWN, 0x4000)]


def test_a_bound_is_what_the_process_has_and_some_more_and_can_be_set_anew() -> None:
    system = System(private=100)
    bound = jobs.MemoryBound(system)
    bound.set(50)
    system.private = 300
    bound.set(60)
    own = ("open", os.getpid())
    # What a reader starts breaks away: a converter may have more than a reader.
    flags = 0x100 | 0x1000
    assert system.asked == [
        *(own, ("close", 9), ("limit", 7, flags, 150), ("assign", 7, OWN)),
        *(own, ("close", 9), ("limit", 7, flags, 360)),
    ]


def test_a_reader_without_converters_has_its_job_to_itself() -> None:
    limits: list[tuple[int, int]] = []

    class Watching(System):
        def SetInformationJobObject(self, job: int, what: int, told: Any, size: int) -> int:  # noqa: N802
            basic = ctypes.cast(told, ctypes.POINTER(jobs.ExtendedLimits)).contents.basic
            limits.append((basic.flags, basic.active_processes))
            return 1

    jobs.MemoryBound(Watching(), alone=True).set(50)
    assert limits == [(0x100 | 0x8, 1)], "nothing breaks away, and there is room for one process"


def test_without_a_job_or_a_size_nothing_is_bound() -> None:
    for system in (System(job=0), System(private=0), System(process=0)):
        jobs.MemoryBound(system).set(50)
        assert not [asked for asked in system.asked if asked[0] in ("limit", "assign")]


def test_a_process_runs_only_when_it_is_in_its_job_and_ends_with_it() -> None:
    system = System()
    tree = jobs.process_tree(1234, lambda: (system, system))
    tree.end()
    assert system.asked == [
        *(("open", 1234), ("limit", 7, 0x2000, 0), ("assign", 7, 9), ("resume", 9), ("close", 9)),
        *(("end", 7), ("close", 7)),
    ]


def test_a_process_runs_also_where_there_is_no_job() -> None:
    system = System(job=0)
    jobs.process_tree(1234, lambda: (system, system)).end()
    assert system.asked == [("open", 1234), ("resume", 9), ("close", 9)]


PARENT = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(90)']).wait()"


@pytest.mark.skipif(sys.platform != "win32", reason="jobs of the system")
def test_the_system_ends_a_process_with_what_it_has_started() -> None:
    flags = jobs.NO_WINDOW | jobs.SUSPENDED
    parent = subprocess.Popen([sys.executable, "-c", PARENT], creationflags=flags)
    tree = jobs.process_tree(parent.pid)
    children: list[psutil.Process] = []
    while not children and parent.poll() is None:
        children = psutil.Process(parent.pid).children(recursive=True)
    tree.end()
    gone, alive = psutil.wait_procs(children, timeout=30)
    assert gone
    assert not alive
    assert parent.wait(30) != 0


@pytest.mark.skipif(sys.platform != "win32", reason="numbers of the system")
def test_the_system_tells_what_this_process_has() -> None:
    kernel, _ = jobs.libraries()
    own = jobs.private_bytes(kernel, os.getpid())
    assert own is None or own > 2**20, "Wine tells nothing"
    assert jobs.private_bytes(kernel, 2**31 - 1) is None
