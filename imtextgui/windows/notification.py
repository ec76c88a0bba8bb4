"""Notifications of Windows: a text beside the clock, which stays in the list of notifications."""

import ctypes
import sys
from typing import Any

_ADD, _REMOVE = 0, 2
_HAS_ICON, _HAS_TIP, _HAS_TEXT = 0x2, 0x4, 0x10
_INFORMATION = 0x1
_APPLICATION_ICON = 32512
_OWN_ICON = 1
"""The number of the icon that PyInstaller puts into the program."""

_NUMBER = 1


class IconData(ctypes.Structure):
    """NOTIFYICONDATAW."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("window", ctypes.c_void_p),
        ("number", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("message", ctypes.c_uint32),
        ("icon", ctypes.c_void_p),
        ("tip", ctypes.c_wchar * 128),
        ("state", ctypes.c_uint32),
        ("state_mask", ctypes.c_uint32),
        ("text", ctypes.c_wchar * 256),
        ("version", ctypes.c_uint32),
        ("title", ctypes.c_wchar * 64),
        ("kind", ctypes.c_uint32),
        ("guid", ctypes.c_byte * 16),
        ("balloon_icon", ctypes.c_void_p),
    )


class Notifications:
    """Those of one window, by its native number. An icon beside the clock carries the text, and goes with ``clear``."""

    def __init__(self, shell: Any, user: Any, kernel: Any) -> None:
        self._shell, self._user, self._kernel = shell, user, kernel
        self._shown: set[int] = set()

    def show(self, window: int, title: str, text: str) -> bool:
        """Show ``title`` and ``text``, cut to the 63 and 255 characters that fit; False where nobody takes it."""
        self.clear(window)
        data = self._data(window)
        data.flags = _HAS_ICON | _HAS_TIP | _HAS_TEXT
        data.icon = self._icon()
        data.tip, data.title, data.text = _cut(title, 128), _cut(title, 64), _cut(text, 256)
        data.kind = _INFORMATION
        shown = bool(self._shell.Shell_NotifyIconW(_ADD, ctypes.byref(data)))
        if shown:
            self._shown.add(window)
        return shown

    def clear(self, window: int) -> None:
        """Take the icon of the last text away, as when the window is looked at again."""
        if window in self._shown:
            self._shown.discard(window)
            self._shell.Shell_NotifyIconW(_REMOVE, ctypes.byref(self._data(window)))

    def _data(self, window: int) -> IconData:
        return IconData(size=ctypes.sizeof(IconData), window=window, number=_NUMBER)

    def _icon(self) -> int:
        """The program's own, or that of any program where Python runs it."""
        own = self._user.LoadIconW(self._kernel.GetModuleHandleW(None), _OWN_ICON)
        return int(own or self._user.LoadIconW(None, _APPLICATION_ICON) or 0)


def notifications() -> Notifications | None:
    """Those of the system; None on other systems."""
    if sys.platform != "win32":
        return None
    shell, user, kernel = (ctypes.WinDLL(name) for name in ("shell32", "user32", "kernel32"))  # type: ignore[attr-defined,unused-ignore]
    kernel.GetModuleHandleW.restype = user.LoadIconW.restype = ctypes.c_void_p
    kernel.GetModuleHandleW.argtypes = (ctypes.c_void_p,)
    user.LoadIconW.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    shell.Shell_NotifyIconW.argtypes = (ctypes.c_uint32, ctypes.c_void_p)
    return Notifications(shell, user, kernel)


def _cut(text: str, room: int) -> str:
    """``text`` in ``room`` units of UTF-16, the ending zero among them; no pair of them is torn apart."""
    units = text.encode("utf-16-le")[: 2 * (room - 1)]
    return units.decode("utf-16-le", "ignore")
