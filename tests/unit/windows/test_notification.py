"""What is told beside the clock, by a shell of the test's own."""

import ctypes
import sys
from typing import Any

import pytest

from imtextgui.windows.notification import IconData, Notifications, notifications


class System:
    """``shell32``, ``user32`` and ``kernel32`` in one; ``own`` is the icon of the program, ``takes`` the answer."""

    def __init__(self, own: int = 5, takes: int = 1) -> None:
        self.own, self.takes = own, takes
        self.told: list[tuple[Any, ...]] = []

    def GetModuleHandleW(self, name: object) -> int:  # noqa: N802
        assert name is None
        return 4096

    def LoadIconW(self, module: int | None, number: int) -> int:  # noqa: N802
        return self.own if (module, number) == (4096, 1) else 8 if (module, number) == (None, 32512) else 0

    def Shell_NotifyIconW(self, message: int, reference: Any) -> int:  # noqa: N802
        data = ctypes.cast(reference, ctypes.POINTER(IconData)).contents
        assert data.size == ctypes.sizeof(IconData)
        self.told.append((message, data.window, data.flags, data.icon, data.title, data.text))
        return self.takes

    @property
    def notifications(self) -> Notifications:
        return Notifications(self, self, self)


def test_the_structure_is_as_long_as_on_64_bit_windows() -> None:
    wide = ctypes.sizeof(ctypes.c_wchar)
    assert ctypes.sizeof(IconData) == (976 if wide == 2 else 976 + (wide - 2) * (128 + 256 + 64))


def test_a_text_is_told_and_its_icon_goes_when_it_was_seen() -> None:
    system = System()
    told = system.notifications
    assert told.show(77, "imtextgui", "登録が終わりました")
    told.clear(77)
    told.clear(77)
    assert system.told == [(0, 77, 0x16, 5, "imtextgui", "登録が終わりました"), (2, 77, 0, None, "", "")]


def test_the_next_text_takes_the_place_of_the_last() -> None:
    system = System(own=0)
    told = system.notifications
    told.show(77, "a", "b")
    told.show(77, "a", "c")
    assert [(message, icon) for message, _, _, icon, _, _ in system.told] == [(0, 8), (2, None), (0, 8)]


def test_where_nobody_takes_it_there_is_nothing_to_take_away() -> None:
    system = System(takes=0)
    told = system.notifications
    assert not told.show(77, "a", "b")
    told.clear(77)
    assert len(system.told) == 1


def test_long_texts_are_cut_between_characters() -> None:
    system = System()
    system.notifications.show(1, "x" * 62 + "𠮷野", "𠮷" * 200)
    _, _, _, _, title, text = system.told[0]
    assert title == "x" * 62
    assert text == "𠮷" * 127


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert notifications() is None


def test_the_functions_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Library:
        def __init__(self, name: str) -> None:
            asked.append(name)
            function = type("Function", (), {})
            self.Shell_NotifyIconW, self.LoadIconW, self.GetModuleHandleW = function(), function(), function()

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", Library, raising=False)
    assert isinstance(notifications(), Notifications)
    assert asked == ["shell32", "user32", "kernel32"]


@pytest.mark.skipif(sys.platform != "win32", reason="the system's own notifications")
def test_the_system_answers() -> None:
    told = notifications()
    assert told is not None
    window = ctypes.windll.user32.GetDesktopWindow()  # type: ignore[attr-defined,unused-ignore]
    assert told.show(window, "imtextgui", "登録が終わりました") in (True, False)
    told.clear(window)
