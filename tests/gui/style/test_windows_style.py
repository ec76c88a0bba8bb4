"""What differs on Windows: the order of Japanese fonts, and who paints the title bar."""

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from imtextgui.ui.style import fonts, theme


def test_on_windows_its_own_fonts_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    elsewhere = fonts.japanese_fonts()
    monkeypatch.setattr(sys, "platform", "win32")
    assert fonts.japanese_fonts()[:3] == ("Yu Gothic UI", "Meiryo UI", "Meiryo")
    assert sorted(fonts.japanese_fonts()) == sorted(elsewhere)
    assert elsewhere[0].startswith("Noto")


def test_a_name_that_stands_for_any_font_leaves_the_place_to_one_with_japanese(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["Segoe UI", "Meiryo UI", "Yu Gothic UI"])
    japanese = ["Yu Gothic UI", "Meiryo UI"]
    assert fonts.with_japanese(QFont("MS Shell Dlg 2"), 10).families() == japanese
    assert fonts.with_japanese(QFont("Segoe UI"), 10).families() == ["Segoe UI", *japanese]


@pytest.mark.parametrize(
    ("platform", "told"),
    [
        ("linux", []),
        ("win32", [Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown]),
    ],
)
def test_the_title_bar_follows_the_setting(
    monkeypatch: pytest.MonkeyPatch, platform: str, told: list[Qt.ColorScheme]
) -> None:
    schemes: list[Qt.ColorScheme] = []

    hints = SimpleNamespace(setColorScheme=schemes.append)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)
    for name in ("dark", "light", ""):
        theme.tell_system(name)
    assert schemes == told
