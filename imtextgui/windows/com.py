"""Objects of Windows' component model, whose methods are called by their places in a table of addresses.

Places, identifiers and types are those of the headers of Windows' SDK. ``ole`` is ``ole32``, or what a test puts in its
place.
"""

import ctypes
import sys
from collections.abc import Sequence
from typing import Any

_QUERY, _RELEASE = 0, 2
"""Places in the table of every interface."""

_IN_PROCESS = 1
_FUNCTION_TYPE: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)


class Interface:
    """A pointer to an object, and the methods of one interface of it."""

    def __init__(self, ole: Any, pointer: Any) -> None:
        self._ole, self.pointer = ole, pointer
        self._table = ctypes.cast(pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents

    def call(self, place: int, types: Sequence[Any] = (), values: Sequence[Any] = ()) -> None:
        """Call the method at ``place`` of the table. Raises OSError where it says that it failed."""
        result = self._method(place, types)(self.pointer, *values)
        if result < 0:
            raise OSError(f"method {place} of the system failed with {result & 0xFFFFFFFF:#010x}")

    def query(self, interface: str) -> "Interface":
        """Another interface of the same object. Raises OSError where it has none."""
        pointer = ctypes.c_void_p()
        types = (ctypes.c_void_p, ctypes.c_void_p)
        self.call(_QUERY, types, (ctypes.byref(guid(self._ole, interface)), ctypes.byref(pointer)))
        return Interface(self._ole, pointer)

    def release(self) -> None:
        """Give the object back; it is not to be called any more."""
        self._method(_RELEASE, ())(self.pointer)

    def _method(self, place: int, types: Sequence[Any]) -> Any:
        return _FUNCTION_TYPE(ctypes.c_long, ctypes.c_void_p, *types)(self._table[place])


def ole32() -> Any:
    """The functions of ``ole32``, which raise OSError where they fail; None on other systems."""
    return ctypes.OleDLL("ole32") if sys.platform == "win32" else None  # type: ignore[attr-defined,unused-ignore]


def create(ole: Any, kind: str, interface: str) -> Interface:
    """A new object of the class ``kind``. Raises OSError where the system has none."""
    pointer = ctypes.c_void_p()
    ole.CoCreateInstance(
        *(ctypes.byref(guid(ole, kind)), None, _IN_PROCESS),
        *(ctypes.byref(guid(ole, interface)), ctypes.byref(pointer)),
    )
    return Interface(ole, pointer)


def guid(ole: Any, text: str) -> Any:
    """The sixteen bytes of an identifier in braces."""
    number = (ctypes.c_byte * 16)()
    ole.CLSIDFromString(ctypes.c_wchar_p(text), ctypes.byref(number))
    return number
