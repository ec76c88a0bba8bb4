"""The button of a window on Windows' taskbar, which shows how far a run is."""

import ctypes
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

Call: TypeAlias = Callable[[int, Sequence[Any], Sequence[Any]], object]
"""Calls the method of the interface that stands at a place of its table, with types and values of its arguments."""

_CLASS = "{56FDF344-FD6D-11D0-958A-006097C9A090}"
_INTERFACE = "{EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}"
"""TaskbarList and ITaskbarList3."""

_INITIALISE, _SET_VALUE, _SET_STATE = 3, 9, 10
"""Places in the table of ITaskbarList3, the first three being those of every interface."""

_NONE, _UNKNOWN, _NORMAL = 0, 1, 2
_IN_PROCESS = 1


class Taskbar:
    """Shows progress on the buttons of windows, by their native numbers."""

    def __init__(self, call: Call) -> None:
        self._call = call
        call(_INITIALISE, (), ())

    def show(self, window: int, done: int, total: int) -> None:
        """Show ``done`` of ``total`` on the window's button; where ``total`` is 0, that something goes on."""
        self._set_state(window, _NORMAL if total else _UNKNOWN)
        if total:
            types = (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)
            self._call(_SET_VALUE, types, (window, done, total))

    def clear(self, window: int) -> None:
        """Show none any more."""
        self._set_state(window, _NONE)

    def _set_state(self, window: int, state: int) -> None:
        self._call(_SET_STATE, (ctypes.c_void_p, ctypes.c_int), (window, state))


def taskbar() -> Taskbar | None:
    """That of the system; None where there is none of this kind. To be asked for in the window's thread."""
    if sys.platform != "win32":
        return None
    try:
        return Taskbar(_interface(ctypes.OleDLL("ole32")))
    except OSError:  # as in a session without a shell
        return None


def _interface(ole: Any) -> Call:
    """The methods of a new ITaskbarList3. Raises OSError."""
    pointer = ctypes.c_void_p()
    ole.CoCreateInstance(_guid(ole, _CLASS), None, _IN_PROCESS, _guid(ole, _INTERFACE), ctypes.byref(pointer))
    table = ctypes.cast(pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    function_type: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)

    def call(place: int, types: Sequence[Any], values: Sequence[Any]) -> object:
        method = function_type(ctypes.c_long, ctypes.c_void_p, *types)(table[place])
        return method(pointer, *values)

    return call


def _guid(ole: Any, text: str) -> Any:
    guid = (ctypes.c_byte * 16)()
    ole.CLSIDFromString(ctypes.c_wchar_p(text), ctypes.byref(guid))
    return ctypes.byref(guid)
