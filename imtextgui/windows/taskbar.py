"""The button of a window on Windows' taskbar, which shows how far a run is."""

import ctypes
from contextlib import suppress

from imtextgui.windows import com

_CLASS = "{56FDF344-FD6D-11D0-958A-006097C9A090}"
_INTERFACE = "{EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}"
"""TaskbarList and ITaskbarList3."""

_INITIALISE, _SET_VALUE, _SET_STATE = 3, 9, 10
_NONE, _UNKNOWN, _NORMAL = 0, 1, 2


class Taskbar:
    """Shows progress on the buttons of windows, by their native numbers."""

    def __init__(self, interface: com.Interface) -> None:
        self._interface = interface
        interface.call(_INITIALISE)

    def show(self, window: int, done: int, total: int) -> None:
        """Show ``done`` of ``total`` on the window's button; where ``total`` is 0, that something goes on."""
        self._set_state(window, _NORMAL if total else _UNKNOWN)
        if total:
            types = (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)
            self._tell(_SET_VALUE, types, (window, done, total))

    def clear(self, window: int) -> None:
        """Show none any more."""
        self._set_state(window, _NONE)

    def _set_state(self, window: int, state: int) -> None:
        self._tell(_SET_STATE, (ctypes.c_void_p, ctypes.c_int), (window, state))

    def _tell(self, place: int, types: tuple[object, ...], values: tuple[int, ...]) -> None:
        # A shell that ended, or a window that has no button, is no reason to stop a run.
        with suppress(OSError):
            self._interface.call(place, types, values)


def taskbar() -> Taskbar | None:
    """That of the system; None where there is none of this kind. To be asked for in the window's thread."""
    ole = com.ole32()
    try:
        return None if ole is None else Taskbar(com.create(ole, _CLASS, _INTERFACE))
    except OSError:  # as in a session without a shell
        return None
