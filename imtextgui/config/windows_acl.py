"""Folders that only their owner may enter, on Windows, where the rights of POSIX mean nothing.

Python 3.13 does the same for ``os.mkdir`` with the mode 0o700; older ones, which are in use, ignore the mode.
"""

import ctypes
from pathlib import Path
from typing import Any, Protocol

SDDL = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)"
"""A list of rights that inherits nothing (P) and is inherited by files and folders (OICI): all rights (FA) for the
system (SY), administrators (BA) and the owner (OW), as CPython 3.13 has it.
"""

_REVISION = 1
_ALREADY_EXISTS = 183
"""ERROR_ALREADY_EXISTS."""


class SecurityApi(Protocol):
    """The calls of Windows that are needed; ``ctypes`` gives them as ``WindowsApi``."""

    def descriptor(self, sddl: str) -> int:
        """The address of a security descriptor. Raises OSError."""

    def create_folder(self, folder: str, descriptor: int) -> int:
        """Make a folder with it; gives 0 or the error's number."""

    def release(self, descriptor: int) -> None:
        """Give the memory of a descriptor back."""


class _SecurityAttributes(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint32),
        ("descriptor", ctypes.c_void_p),
        ("inherit", ctypes.c_int),
    )


class WindowsApi:
    """As ``SecurityApi``, by the libraries ``advapi32`` and ``kernel32``."""

    def __init__(self, advapi32: Any = None, kernel32: Any = None) -> None:
        load = getattr(ctypes, "WinDLL", None)
        self._advapi32 = advapi32 if load is None else load("advapi32", use_last_error=True)
        self._kernel32 = kernel32 if load is None else load("kernel32", use_last_error=True)
        self._last_error: Any = getattr(ctypes, "get_last_error", self._kernel32.GetLastError)

    def descriptor(self, sddl: str) -> int:
        """See ``SecurityApi``."""
        made = ctypes.c_void_p()
        call = self._advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
        if not call(ctypes.c_wchar_p(sddl), _REVISION, ctypes.byref(made), None):
            raise OSError(self._last_error(), "no security descriptor")
        return made.value or 0

    def create_folder(self, folder: str, descriptor: int) -> int:
        """See ``SecurityApi``."""
        attributes = _SecurityAttributes(ctypes.sizeof(_SecurityAttributes), descriptor, 0)
        done = self._kernel32.CreateDirectoryW(ctypes.c_wchar_p(folder), ctypes.byref(attributes))
        return 0 if done else int(self._last_error())

    def release(self, descriptor: int) -> None:
        """See ``SecurityApi``."""
        self._kernel32.LocalFree(ctypes.c_void_p(descriptor))


def make_folder(folder: Path, api: SecurityApi) -> None:
    """Make ``folder``, which only its owner, administrators and the system may enter; what exists stays as it is.

    The rights are there from the first moment on. Raises OSError.
    """
    descriptor = api.descriptor(SDDL)
    try:
        error = api.create_folder(str(folder), descriptor)
    finally:
        api.release(descriptor)
    if error not in {0, _ALREADY_EXISTS}:
        raise OSError(error, "the folder cannot be made", str(folder))
