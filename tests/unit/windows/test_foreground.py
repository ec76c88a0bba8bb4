"""The right to come to the front is given away on Windows; other systems know none."""

import sys
from types import SimpleNamespace

import pytest

from imtextgui.windows import foreground


@pytest.mark.parametrize(("platform", "asked"), [("win32", [0xFFFFFFFF]), ("linux", [])])
def test_the_right_is_given_to_anybody(
    monkeypatch: pytest.MonkeyPatch, platform: str, asked: list[int]
) -> None:
    given: list[int] = []
    user32 = SimpleNamespace(AllowSetForegroundWindow=given.append)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(user32=user32), raising=False)
    foreground.give_away()
    assert given == asked
