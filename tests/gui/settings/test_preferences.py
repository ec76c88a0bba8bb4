"""The settings as the window holds them."""

from pathlib import Path

from imtextgui.config.settings import Settings
from imtextgui.ui.settings.preferences import Preferences


def test_damaged_settings_leave_what_every_new_user_has(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe not = [toml")
    preferences = Preferences(file=file)
    assert preferences.now == Settings()
    assert file.read_bytes() == b"\xff\xfe not = [toml"
