"""The form in which Windows opens a path of any length; other systems keep theirs."""

import ntpath
import sys
from pathlib import Path

import pytest

from imtextgui.windows.long_paths import native

PLACE = Path("manual.pdf")


def test_long_paths_get_their_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Path("/" + "x" * 300)
    monkeypatch.setattr(sys, "platform", "linux")
    assert native(long) == long
    monkeypatch.setattr(sys, "platform", "win32")
    assert str(native(long)).startswith("\\\\?\\")
    assert native(PLACE) == PLACE


def test_long_paths_of_shares_get_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.path.abspath", ntpath.abspath)
    share = "\\\\server\\図面\\" + "y" * 300
    assert str(native(Path(share))) == "\\\\?\\UNC\\server\\図面\\" + "y" * 300
    verbatim = Path("\\\\?\\C:\\" + "z" * 300)
    assert native(verbatim) == verbatim
