"""A filter of system calls: what a process that reads files never needs is refused to it, for good.

All else is allowed, because libraries ask for new calls with each version. A call that is refused fails as it would for
want of a permission (EPERM), so that a library which can do without goes on.
"""

import ctypes
import errno
import os
from collections.abc import Iterable
from contextlib import suppress

from imtextgui.linux import system_calls
from imtextgui.linux.system_calls import Processor

REFUSED = (
    # To speak to others: sockets of every kind, message queues and memory with a name of its own.
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4"),
    *("sendto", "sendmsg", "sendmmsg", "mq_open", "mq_unlink", "msgget", "semget", "shmget"),
    # To be, or to look into, another program; threads are told from processes by an argument of ``clone``.
    *("execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev"),
    *("process_madvise", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kcmp", "move_pages"),
    *("tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"),
    # What Landlock does not know of a file: rights, owners, times, attributes, and to reach it past its path.
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("utime", "utimes", "futimesat", "utimensat", "setxattr", "lsetxattr", "fsetxattr", "setxattrat"),
    *("removexattr", "lremovexattr", "fremovexattr", "removexattrat", "truncate"),
    *("name_to_handle_at", "open_by_handle_at", "fanotify_init"),
    # Other views of the system, and the system itself.
    *("mount", "umount2", "pivot_root", "chroot", "setns", "unshare", "open_tree", "move_mount"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "swapon", "swapoff", "reboot", "acct"),
    *("quotactl", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module"),
    *("sethostname", "setdomainname", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex"),
    *("syslog", "vhangup", "iopl", "ioperm", "modify_ldt"),
    # Doors to the kernel through which most ways out of a filter have led.
    *("bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key"),
    *("io_uring_setup", "io_uring_enter", "io_uring_register"),
)
"""What is refused whatever its arguments are."""

OWN_PROCESS = ("kill", "tgkill", "prlimit64")
"""What a process may do to itself only; their first argument says to whom."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_X32 = 0x40000000
_THREAD = 0x00010000
_TERMINAL_INPUT = (0x5412, 0x541C)
"""TIOCSTI and TIOCLINUX, which type into the terminal that a command was started in."""

_SET_FILTER, _TELL_ACTION = 1, 2
_ALL_THREADS = 1


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


Step = tuple[int, int, int, int]
"""An instruction: its code, how many to pass over if the test holds and if not, and a number."""


def is_available() -> bool:
    """Whether this system filters system calls, and we know its numbers."""
    with suppress(OSError):
        system_calls.call("seccomp", _TELL_ACTION, 0, ctypes.byref(ctypes.c_uint32(_FAIL)))
        return True
    return False


def restrict() -> None:
    """Refuse the calls to all threads of this process. Raises OSError where the system does not do so."""
    kind = system_calls.processor()
    if kind is None:
        raise OSError(errno.ENOSYS, "seccomp")
    steps = program(kind, os.getpid())
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    filtering = _Program(len(steps), instructions)
    system_calls.give_up_new_privileges()
    system_calls.call("seccomp", _SET_FILTER, _ALL_THREADS, ctypes.byref(filtering))


def program(kind: Processor, process: int) -> list[Step]:
    """The filter for such a processor, of the process with the number ``process``."""
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, kind.audit),
        _fail(errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if kind is system_calls.PROCESSORS["x86_64"]:
        # The same calls under other numbers, for programs with short pointers.
        steps += [(_AT_LEAST, 0, 1, _X32), _fail(errno.EPERM)]
    for number in _numbers(REFUSED, kind):
        steps += [(_EQUAL, 0, 1, number), _fail(errno.EPERM)]
    # Its flags are in memory, where a filter cannot see them: who is told that there is no such call takes ``clone``.
    for number in _numbers(("clone3",), kind):
        steps += [(_EQUAL, 0, 1, number), _fail(errno.ENOSYS)]
    for name in OWN_PROCESS:
        # To set the limits of process 0 is to set one's own; a signal to 0 goes to others, too.
        own = (process, 0) if name == "prlimit64" else (process,)
        allowed = [(_EQUAL, len(own) - place, 0, value) for place, value in enumerate(own)]
        steps += _by_argument(name, _FIRST, allowed, kind)
    steps += _by_argument("clone", _FIRST, [(_ANY_BIT, 1, 0, _THREAD)], kind)
    typed = [(_EQUAL, 1, 0, _TERMINAL_INPUT[0]), (_EQUAL, 0, 1, _TERMINAL_INPUT[1])]
    steps += _by_argument("ioctl", _SECOND, typed, kind)
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _by_argument(name: str, argument: int, tests: list[Step], kind: Processor) -> list[Step]:
    """Steps that decide on one call by one argument; ``tests`` lead to a failure, or past it."""
    number = system_calls.number(name, kind)
    assert number is not None
    to_next = len(tests) + 3
    load = (_LOAD, 0, 0, argument)
    return [(_EQUAL, 0, to_next, number), load, *tests, _fail(errno.EPERM), (_RETURN, 0, 0, _ALLOW)]


def _numbers(names: Iterable[str], kind: Processor) -> list[int]:
    known = (system_calls.number(name, kind) for name in names)
    return [number for number in known if number is not None]


def _fail(code: int) -> Step:
    return (_RETURN, 0, 0, _FAIL | code)
