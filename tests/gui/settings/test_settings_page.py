"""The settings are found by typing, kept and worn at once, and what is laid down cannot be changed."""

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from imtextgui.config import policy, settings
from imtextgui.config.settings import Settings
from imtextgui.domain.query import Route
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def worn_as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, colour_schemes.LIGHT, control_sizes.NORMAL)


def show(window: MainWindow) -> SettingsPage:
    window.workspace.go("settings")
    (page,) = window.findChildren(SettingsPage)
    return page


def test_every_kind_of_setting_is_kept_as_it_is_chosen(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    rows = show(window).rows
    choice, switch, count, lines = (
        rows[name].control for name in ("ocr", "second_pass", "workers", "exclude")
    )
    assert isinstance(choice, QComboBox)
    assert isinstance(switch, QCheckBox)
    assert isinstance(count, QSpinBox)
    assert isinstance(lines, QPlainTextEdit)
    choice.setCurrentIndex(choice.findData("off"))
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    count.setValue(2)
    lines.setPlainText("*.bak\n旧/")
    routes = rows["routes_off"].findChildren(QCheckBox)
    qtbot.keyClick(routes[-1], Qt.Key.Key_Space)
    last = list(Route)[-1].value
    expected = Settings(ocr="off", second_pass=False, workers=2, exclude="*.bak\n旧/", routes_off=(last,))
    assert settings.read() == expected
    qtbot.waitUntil(lambda: bool(core.used) and core.used[-1] == expected)


def test_every_setting_is_shown(window: MainWindow) -> None:
    assert set(show(window).rows) == {field.name for field in dataclasses.fields(Settings)}


def test_limits_have_their_units_and_bounds(window: MainWindow) -> None:
    rows = show(window).rows
    size, pages, seconds = (rows[name].control for name in ("max_file_mb", "max_pages", "page_seconds"))
    assert isinstance(size, QSpinBox)
    assert isinstance(pages, QSpinBox)
    assert isinstance(seconds, QSpinBox)
    assert (size.text(), pages.text(), seconds.text()) == ("any size", "20,000", "120 s")
    size.setValue(1500)
    pages.setValue(0)
    seconds.setValue(99_999)
    assert size.text() == "1,500 MB"
    assert settings.read() == Settings(max_file_mb=1500, max_pages=1, page_seconds=3600)


def test_converters_are_lines(window: MainWindow) -> None:
    lines = show(window).rows["converters"].control
    assert isinstance(lines, QPlainTextEdit)
    lines.setPlainText("dwg=/opt/oda {in} {out}\n\n  step=x ")
    assert settings.read().converters == ("dwg=/opt/oda {in} {out}", "step=x")


def test_theme_and_size_are_worn_at_once(qtbot: QtBot, window: MainWindow) -> None:
    rows = show(window).rows
    for name, value in (("theme", "dark"), ("size", "glove")):
        box = rows[name].control
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))
    assert theme.current() is colour_schemes.DARK
    qtbot.waitUntil(lambda: rows["theme"].control.height() >= control_sizes.GLOVE.control)


def test_a_setting_is_found_by_its_words(qtbot: QtBot, window: MainWindow) -> None:
    page = show(window)
    assert page.words.hasFocus()
    qtbot.keyClicks(page.words, "power save")
    assert [name for name, row in page.rows.items() if row.isVisible()] == ["save_power"]
    page.words.setText("privacy")
    assert {name for name, row in page.rows.items() if row.isVisible()} == {
        "keep_history",
        "watch_quality",
        "keep_thumbnails",
        "keep_text",
    }
    for typed, name in (("ocr", "ocr"), ("dark", "theme"), ("gloves", "size"), ("日本語", "language")):
        page.words.setText(typed)
        assert [shown for shown, row in page.rows.items() if row.isVisible()] == [name]
    page.words.setText("xyzzy")
    assert not any(row.isVisible() for row in page.rows.values())


def test_numbers_stand_as_far_from_the_edge_as_choices(window: MainWindow) -> None:
    for name in ("workers", "hnsw_threshold"):
        count = show(window).rows[name].control
        assert isinstance(count, QSpinBox)
        assert count.lineEdit().textMargins().left() >= 8


def test_what_may_not_be_kept_is_removed_unless_that_is_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    page = show(window)
    box = page.rows["keep_text"].control
    assert isinstance(box, QCheckBox)
    box.click()
    assert not settings.read().keep_text
    qtbot.mouseClick(window.undo.undo, LEFT)
    assert settings.read().keep_text
    box = page.rows["keep_text"].control
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    box.click()
    qtbot.mouseClick(window.undo.close_button, LEFT)
    qtbot.waitUntil(lambda: core.health.removals == 1)


def test_all_can_be_set_back_and_that_can_be_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    page = show(window)
    window.preferences.change("workers", 3)
    qtbot.mouseClick(page.reset, LEFT)
    assert settings.read() == Settings()
    qtbot.mouseClick(window.undo.undo, LEFT)
    assert settings.read() == Settings(workers=3)


def test_what_the_environment_lays_down_is_locked(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_KEEP_TEXT", "false")
    window = make_window(indexed())
    rows = show(window).rows
    assert not rows["keep_text"].control.isEnabled()
    assert rows["keep_text"].locked_hint == "Set by the environment variable IMTEXTGUI_KEEP_TEXT"
    assert not rows["language"].control.isEnabled()
    assert "IMTEXTGUI_LANGUAGE" in rows["language"].locked_hint
    assert rows["keep_history"].control.isEnabled()


def test_what_a_policy_lays_down_is_the_administrators(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_SAVE_POWER", "always")
    monkeypatch.setattr(
        policy, "read", lambda: {"default": {}, "places": {}, "locked": {"save_power": "never"}}
    )
    rows = show(make_window(indexed())).rows
    assert rows["save_power"].locked_hint == "Set by your administrator"
    # its control is as wide as that of its neighbours
    qtbot.waitUntil(lambda: rows["save_power"].control.width() == rows["ocr"].control.width() > 100)


def test_settings_that_cannot_be_written_are_told(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(settings, "change", refuse)
    window.preferences.change("workers", 3)
    assert "read-only" in window.status
