"""Calls of methods by their place in a table, and what becomes of those that fail."""

import ctypes
import sys

import pytest

from imtextgui.windows import com
from tests.unit.windows.com_objects import FakeObject, FakeOle

KIND = "{00000000-0000-0000-0000-000000000001}"


def test_a_method_is_called_with_its_values_and_a_failure_raised() -> None:
    called: list[tuple[int, str]] = []

    def take(number: int, text: str) -> int:
        called.append((number, text))
        return 0

    ole = FakeOle(
        {KIND: lambda: FakeObject({5: ((ctypes.c_int, ctypes.c_wchar_p), take), 7: ((), lambda: -1)})}
    )
    made = com.create(ole, KIND, KIND)
    made.call(5, (ctypes.c_int, ctypes.c_wchar_p), (3, "図面"))
    assert called == [(3, "図面")]
    with pytest.raises(OSError, match=r"method 7 .* 0xffffffff"):
        made.call(7)
    other = made.query(KIND)
    other.release()
    assert ole.objects[0].released == 1


def test_a_class_that_is_not_there_is_told() -> None:
    with pytest.raises(OSError, match="not registered"):
        com.create(FakeOle({}), KIND, KIND)


def test_the_library_is_that_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert com.ole32() is None
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "OleDLL", lambda name: name, raising=False)
    assert com.ole32() == "ole32"
