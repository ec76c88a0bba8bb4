"""Jobs of Windows: what bounds the memory of a process, and what ends a process with all that it has started.

Structures and numbers are those of ``winnt.h``; a handle is an integer here, for the functions are told so.
"""

import ctypes
import os
from collections.abc import Callable
from typing import Any

BELOW_NORMAL_PRIORITY = 0x4000
NO_WINDOW = 0x08000000
SUSPENDED = 0x00000004
"""Flags of a new process: no console window flashes up; it waits until it is in its job."""

_ACTIVE_PROCESSES, _PROCESS_MEMORY, _KILL_ON_CLOSE, _SILENT_BREAKAWAY = 0x8, 0x100, 0x2000, 0x1000
_EXTENDED_LIMITS = 9
_TERMINATE, _SET_QUOTA, _SUSPEND_RESUME, _QUERY_LIMITED = 0x0001, 0x0100, 0x0800, 0x1000


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_ulonglong * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class MemoryCounters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS_EX."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("quotas", ctypes.c_size_t * 4),
        ("pagefile", ctypes.c_size_t),
        ("peak_pagefile", ctypes.c_size_t),
        ("private", ctypes.c_size_t),
    )


def libraries() -> tuple[Any, Any]:
    """The functions of ``kernel32`` and ``ntdll``; their handles are as wide as pointers."""
    kernel, ntdll = ctypes.WinDLL("kernel32", use_last_error=True), ctypes.WinDLL("ntdll")  # type: ignore[attr-defined,unused-ignore]
    for name in ("CreateJobObjectW", "OpenProcess", "GetCurrentProcess"):
        getattr(kernel, name).restype = ctypes.c_void_p
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    kernel.CreateJobObjectW.argtypes = (pointer, pointer)
    kernel.OpenProcess.argtypes = (number, ctypes.c_int, number)
    kernel.SetInformationJobObject.argtypes = (pointer, ctypes.c_int, pointer, number)
    kernel.AssignProcessToJobObject.argtypes = (pointer, pointer)
    kernel.TerminateJobObject.argtypes = (pointer, ctypes.c_uint32)
    kernel.SetPriorityClass.argtypes = (pointer, number)
    kernel.K32GetProcessMemoryInfo.argtypes = (pointer, pointer, number)
    kernel.CloseHandle.argtypes = (pointer,)
    ntdll.NtResumeProcess.argtypes = (pointer,)
    return kernel, ntdll


def lower_priority(kernel: Any) -> None:
    """Leave the processor to the window."""
    kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL_PRIORITY)


def private_bytes(kernel: Any, pid: int) -> int | None:
    """Bytes that the process ``pid`` has for itself; None where the system does not tell."""
    process = kernel.OpenProcess(_QUERY_LIMITED, False, pid)
    if not process:
        return None
    counters = MemoryCounters(size=ctypes.sizeof(MemoryCounters))
    told = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
    kernel.CloseHandle(process)
    return int(counters.private) or None if told else None  # Wine tells 0


class MemoryBound:
    """A job that this process is in, which bounds what it may have for itself; what it starts is not bound.

    A process that is to be ``alone`` starts nothing: a second one in its job is refused. Where the system refuses the
    job, as one older than Windows 8 does for a process that is in a job already, nothing is bound.
    """

    def __init__(self, kernel: Any, alone: bool = False) -> None:
        self._kernel = kernel
        self._flags = _PROCESS_MEMORY | (_ACTIVE_PROCESSES if alone else _SILENT_BREAKAWAY)
        self._job = kernel.CreateJobObjectW(None, None)
        self._within = False

    def set(self, extra: int) -> None:
        """Allow ``extra`` bytes more than this process has now."""
        has = private_bytes(self._kernel, os.getpid())
        if not self._job or has is None:
            return
        _limit(self._kernel, self._job, self._flags, has + extra)
        if not self._within:
            self._within = bool(
                self._kernel.AssignProcessToJobObject(self._job, self._kernel.GetCurrentProcess())
            )


class ProcessTree:
    """A process that was started suspended, and all that it will start: they are ended together."""

    def __init__(self, kernel: Any, ntdll: Any, pid: int) -> None:
        self._kernel = kernel
        self._job = kernel.CreateJobObjectW(None, None)
        process = kernel.OpenProcess(_TERMINATE | _SET_QUOTA | _SUSPEND_RESUME, False, pid)
        if self._job:
            # Should we be ended ourselves, the system closes the handle, and with it ends them.
            _limit(kernel, self._job, _KILL_ON_CLOSE, 0)
            kernel.AssignProcessToJobObject(self._job, process)
        ntdll.NtResumeProcess(process)
        kernel.CloseHandle(process)

    def end(self) -> None:
        """End what is left of them; may be called once."""
        if self._job:
            self._kernel.TerminateJobObject(self._job, 1)
            self._kernel.CloseHandle(self._job)


def process_tree(pid: int, system: Callable[[], tuple[Any, Any]] = libraries) -> ProcessTree:
    """Put the suspended process ``pid`` into a job of its own and let it run."""
    return ProcessTree(*system(), pid)


def _limit(kernel: Any, job: int, flags: int, process_memory: int) -> None:
    limits = ExtendedLimits(process_memory=process_memory)
    limits.basic.flags = flags
    limits.basic.active_processes = 1
    kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
