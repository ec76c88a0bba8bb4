"""The filter of system calls, run by a machine of the test's own, and what is asked of the kernel."""

import ctypes
import errno
import os
import platform
import struct

import pytest

from imtextgui.linux import seccomp, system_calls
from imtextgui.linux.system_calls import PROCESSORS, Processor

ALLOWED = 0
OWN = 4711
THREAD, NEW_PROCESS = 0x3D0F00, 0x1200011
"""The flags with which glibc starts a thread, and forks."""


def verdict(kind: Processor, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the filter makes of a call: ALLOWED, or the number of the error that it fails with."""
    values = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("<iIQ6Q", number, kind.audit if audit is None else audit, 0, *values)
    steps = seccomp.program(kind, OWN)
    place = accumulator = 0
    while True:
        code, yes, no, k = steps[place]
        if code == 0x06:
            assert k == 0x7FFF0000 or k >> 16 == 0x0005
            return ALLOWED if k == 0x7FFF0000 else k & 0xFFFF
        if code == 0x20:
            accumulator = struct.unpack_from("<I", data, k)[0]
            place += 1
        else:
            tests = {0x15: accumulator == k, 0x35: accumulator >= k, 0x45: bool(accumulator & k)}
            place += 1 + (yes if tests[code] else no)


@pytest.fixture(params=PROCESSORS)
def kind(request: pytest.FixtureRequest) -> Processor:
    return PROCESSORS[request.param]


def of(name: str, kind: Processor) -> int:
    number = system_calls.number(name, kind)
    assert number is not None
    return number


def test_what_a_reader_never_needs_fails(kind: Processor) -> None:
    for name in seccomp.REFUSED:
        number = system_calls.number(name, kind)
        assert number is None or verdict(kind, number, OWN) == errno.EPERM, name
    for name in ("connect", "socket", "execve", "ptrace", "bpf", "fchmodat"):
        assert verdict(kind, of(name, kind)) == errno.EPERM


def test_what_readers_need_goes_on(kind: Processor) -> None:
    x86 = (0, 1, 9, 257, 202, 435 + 1000)  # read, write, mmap, openat, futex, and one that nobody knows yet
    arm = (63, 64, 222, 56, 98, 435 + 1000)
    for number in x86 if kind is PROCESSORS["x86_64"] else arm:
        assert verdict(kind, number) == ALLOWED


def test_threads_are_started_and_processes_are_not(kind: Processor) -> None:
    assert verdict(kind, of("clone", kind), THREAD) == ALLOWED
    assert verdict(kind, of("clone", kind), NEW_PROCESS) == errno.EPERM
    assert verdict(kind, of("clone3", kind)) == errno.ENOSYS, (
        "so that the library takes the one that can be told"
    )


def test_signals_and_limits_are_its_own(kind: Processor) -> None:
    for name in ("kill", "tgkill", "prlimit64"):
        assert verdict(kind, of(name, kind), OWN) == ALLOWED
        assert verdict(kind, of(name, kind), OWN + 1) == errno.EPERM
    assert verdict(kind, of("prlimit64", kind), 0) == ALLOWED
    assert verdict(kind, of("kill", kind), 0) == errno.EPERM, "a signal to all of the group"


def test_nothing_is_typed_into_the_terminal(kind: Processor) -> None:
    for request in (0x5412, 0x541C):
        assert verdict(kind, of("ioctl", kind), 0, request) == errno.EPERM
    assert verdict(kind, of("ioctl", kind), 0, 0x5401) == ALLOWED


def test_calls_of_other_kinds_of_programs_fail(kind: Processor) -> None:
    assert verdict(kind, 0, audit=0x40000003) == errno.EPERM
    x86 = PROCESSORS["x86_64"]
    assert verdict(x86, 0x40000000 + 1) == errno.EPERM


def test_a_filter_is_no_longer_than_the_kernel_takes(kind: Processor) -> None:
    steps = seccomp.program(kind, OWN)
    assert len(steps) < 4096
    assert all(yes < 256 and no < 256 for _, yes, no, _ in steps)


def test_the_kernel_is_asked_for_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")

    def call(*arguments: object) -> int:
        asked.append(arguments)
        return 0

    monkeypatch.setattr(system_calls, "call", call)
    monkeypatch.setattr(system_calls, "give_up_new_privileges", lambda: asked.append(("no new",)))
    assert seccomp.is_available()
    seccomp.restrict()
    assert [each[:3] for each in asked] == [("seccomp", 2, 0), ("no new",), ("seccomp", 1, 1)]


def test_a_processor_that_we_do_not_know_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert not seccomp.is_available()
    with pytest.raises(OSError, match="seccomp"):
        seccomp.restrict()


@pytest.mark.skipif(system_calls.processor() is None, reason="a processor whose calls we know")
def test_an_error_of_the_kernel_is_raised() -> None:
    with pytest.raises(PermissionError if os.getuid() else OSError):
        system_calls.call("setns", -1, 0)
    with pytest.raises(OSError, match="Invalid argument"):
        system_calls.call("seccomp", 77, 0, ctypes.c_void_p(None))
    with pytest.raises(KeyError):
        system_calls.call("no such call")
