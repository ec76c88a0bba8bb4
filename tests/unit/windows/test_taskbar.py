"""What the taskbar of Windows is told, by an interface of the test's own; and by the system's, where there is one."""

import ctypes
import sys

import pytest

from imtextgui.windows import com
from imtextgui.windows.taskbar import Taskbar, taskbar
from tests.unit.windows.com_objects import FakeObject, FakeOle

KIND = "{56FDF344-FD6D-11D0-958A-006097C9A090}"


class Button:
    """Takes down what is called, by its place in the table of ITaskbarList3."""

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.calls: list[tuple[int, ...]] = []

    def make(self) -> FakeObject:
        window, wide = ctypes.c_void_p, ctypes.c_uint64
        return FakeObject(
            {
                3: ((), lambda: self._take(3)),
                9: ((window, wide, wide), lambda *values: self._take(9, *values)),
                10: ((window, ctypes.c_int), lambda *values: self._take(10, *values)),
            }
        )

    def _take(self, *called: int) -> int:
        self.calls.append(called)
        return self.status if called[0] != 3 else 0


@pytest.mark.parametrize("status", [0, -2147467259])
def test_progress_of_a_window_whatever_becomes_of_it(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    button = Button(status)
    monkeypatch.setattr(com, "ole32", lambda: FakeOle({KIND: button.make}))
    bar = taskbar()
    assert bar is not None
    bar.show(77, 3, 10)
    bar.show(77, 0, 0)
    bar.clear(77)
    assert button.calls == [(3,), (10, 77, 2), (9, 77, 3, 10), (10, 77, 1), (10, 77, 0)]


def test_there_is_none_without_a_shell_and_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(com, "ole32", lambda: FakeOle({}))
    assert taskbar() is None
    monkeypatch.setattr(com, "ole32", lambda: None)
    assert taskbar() is None


@pytest.mark.skipif(sys.platform != "win32", reason="the system's own taskbar")
def test_the_system_takes_it() -> None:
    ole = com.ole32()
    ole.CoInitialize(None)
    bar = taskbar()
    assert isinstance(bar, Taskbar)
    bar.show(ctypes.windll.user32.GetDesktopWindow(), 1, 2)  # type: ignore[attr-defined,unused-ignore]
