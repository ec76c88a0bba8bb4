"""What the taskbar of Windows is told, by an interface of the test's own."""

import ctypes
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from imtextgui.windows import taskbar as module
from imtextgui.windows.taskbar import Taskbar, taskbar


class Interface:
    """Takes down the calls by their place in the table of ITaskbarList3."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, tuple[Any, ...]]] = []

    def __call__(self, place: int, types: Sequence[Any], values: Sequence[Any]) -> int:
        assert len(types) == len(values)
        self.calls.append((place, tuple(values)))
        return 0


def test_progress_of_a_window() -> None:
    interface = Interface()
    button = Taskbar(interface)
    button.show(77, 3, 10)
    button.show(77, 0, 0)
    button.clear(77)
    assert interface.calls == [
        (3, ()),
        *((10, (77, 2)), (9, (77, 3, 10))),
        (10, (77, 1)),
        (10, (77, 0)),
    ]


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert taskbar() is None


class Ole:
    """Gives an object whose table of methods is the test's own."""

    METHOD = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)

    def __init__(self, refused: bool = False) -> None:
        self.refused = refused
        self.states: list[tuple[int, int]] = []
        self.names: list[str] = []
        self._first = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p)(lambda _: 0)
        self._state = self.METHOD(self._take)
        self._table = (ctypes.c_void_p * 11)()
        self._table[3] = ctypes.cast(self._first, ctypes.c_void_p).value
        self._table[10] = ctypes.cast(self._state, ctypes.c_void_p).value
        self._object = ctypes.pointer(ctypes.cast(self._table, ctypes.POINTER(ctypes.c_void_p)))

    def _take(self, _: int, window: int, state: int) -> int:
        self.states.append((window, state))
        return 0

    def CLSIDFromString(self, text: Any, guid: Any) -> int:  # noqa: N802
        self.names.append(text.value)
        return 0

    def CoCreateInstance(self, kind: Any, outer: Any, context: int, interface: Any, pointer: Any) -> int:  # noqa: N802
        if self.refused:
            raise OSError(-2147221164, "class not registered")
        target = ctypes.cast(pointer, ctypes.POINTER(ctypes.c_void_p))
        target[0] = ctypes.cast(self._object, ctypes.c_void_p).value
        return 0


def test_the_methods_are_those_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    ole = Ole()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "OleDLL", lambda name: ole, raising=False)
    button = module.taskbar()
    assert button is not None
    button.clear(55)
    assert ole.states == [(55, 0)]
    assert len(set(ole.names)) == 2
    ole.refused = True
    assert module.taskbar() is None
