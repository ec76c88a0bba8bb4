"""The keyboard on the screen, by objects of the test's own; and by the system's, where there is one."""

import ctypes
import sys
from collections.abc import Callable
from typing import Any

import pytest

from imtextgui.windows import touch_keyboard
from tests.unit.windows.com_objects import FakeObject, FakeOle, put

POINTER = ctypes.c_void_p


class Combase:
    """``combase``, which gives the objects that lead to a keyboard; ``there`` is what the keyboard says."""

    def __init__(self, there: int = 1, activate: Callable[[], int] = lambda: 0, status: int = 0) -> None:
        self._there, self._activate, self._status = there, activate, status
        self.windows: list[int] = []
        self.names: list[Any] = []
        self._panel = FakeObject({6: ((POINTER,), self._show)})
        self._factory = FakeObject({6: ((POINTER, POINTER, POINTER), self._for_window)})

    @property
    def released(self) -> tuple[int, int]:
        return self._factory.released, self._panel.released

    def WindowsCreateString(self, text: Any, length: Any, name: Any) -> int:  # noqa: N802
        assert len(text.value) == length.value
        self.names.append(text.value)
        put(name, 1)
        return 0

    def WindowsDeleteString(self, name: Any) -> int:  # noqa: N802
        self.names.append(name.value)
        return 0

    def RoGetActivationFactory(self, name: Any, identifier: Any, factory: Any) -> int:  # noqa: N802
        self._activate()
        put(factory, self._factory.address)
        return 0

    def _for_window(self, window: int, _identifier: int, pointer: int) -> int:
        self.windows.append(window)
        put(pointer, self._panel.address)
        return self._status

    def _show(self, shown: int) -> int:
        ctypes.cast(shown, ctypes.POINTER(ctypes.c_ubyte))[0] = self._there
        return 0


@pytest.mark.parametrize("there", [0, 1])
def test_the_keyboard_is_asked_for_at_the_window(there: int) -> None:
    combase = Combase(there)
    assert touch_keyboard.show(77, (combase, FakeOle({}))) is bool(there)
    assert combase.windows == [77]
    assert combase.released == (1, 1)
    assert combase.names == ["Windows.UI.ViewManagement.InputPane", 1], "the name is given back"


def test_without_one_nothing_is_shown() -> None:
    def refuse() -> int:
        raise OSError(-2147221164, "class not registered")

    combase = Combase(activate=refuse)
    assert not touch_keyboard.show(77, (combase, FakeOle({})))
    assert combase.names[-1] == 1
    assert not touch_keyboard.show(77, (Combase(status=-1), FakeOle({})))


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not touch_keyboard.show(77)


@pytest.mark.skipif(sys.platform != "win32", reason="the system's own keyboard")
def test_the_system_answers() -> None:
    assert touch_keyboard.show(0) in (True, False)
