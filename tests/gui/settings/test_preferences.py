"""The settings as the window holds them."""

from pathlib import Path

import pytest

from imtextgui.config import policy
from imtextgui.config.settings import Settings
from imtextgui.ui.settings.preferences import Preferences


def test_damaged_settings_leave_what_every_new_user_has(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe not = [toml")
    preferences = Preferences(file=file)
    assert preferences.now == Settings()
    assert file.read_bytes() == b"\xff\xfe not = [toml"


def test_a_damaged_policy_leaves_the_window_what_every_new_user_has(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    laid_down = tmp_path / "policy.toml"
    laid_down.write_bytes(b"not = [toml")
    monkeypatch.setattr(policy, "system_file", lambda: laid_down)
    preferences = Preferences(file=tmp_path / "settings.toml")
    assert preferences.now == Settings()


def test_what_is_written_by_hand_while_the_window_is_open_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    preferences = Preferences(file=file)
    file.write_text('# by IT\nocr = "off"\n', encoding="utf-8")
    preferences.change("threads", 2)
    assert file.read_text(encoding="utf-8").splitlines() == ["# by IT", 'ocr = "off"', "threads = 2"]


def test_a_file_with_a_mistake_is_told_at_the_change_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('ocr = "off"\n', encoding="utf-8")
    preferences = Preferences(file=file)
    told: list[str] = []
    preferences.unwritten.connect(told.append)
    file.write_text('ocr = "off\n', encoding="utf-8")
    preferences.change("threads", 2)
    assert len(told) == 1
    assert "have a mistake" in told[0]
    assert (preferences.now.threads, preferences.now.ocr) == (2, "off")
    assert file.read_text(encoding="utf-8") == 'ocr = "off\n'
    file.write_text('ocr = "en"\n', encoding="utf-8")
    preferences.change("threads", 3)
    assert len(told) == 1
    assert file.read_text(encoding="utf-8") == 'ocr = "en"\nthreads = 3\n'
