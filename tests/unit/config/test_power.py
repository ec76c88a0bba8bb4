"""On the battery or not, as Linux tells it."""

import sys
from pathlib import Path

import pytest

from imtextgui.config import power

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked otherwise")


def supply(folder: Path, name: str, kind: str, online: str = "") -> None:
    (folder / name).mkdir()
    (folder / name / "type").write_text(f"{kind}\n")
    if online:
        (folder / name / "online").write_text(f"{online}\n")


@pytest.mark.parametrize(("online", "expected"), [("0", True), ("1", False)])
def test_a_laptop_is_on_battery_while_its_mains_are_off(tmp_path: Path, online: str, expected: bool) -> None:
    supply(tmp_path, "BAT0", "Battery")
    supply(tmp_path, "AC", "Mains", online)
    assert power.on_battery(tmp_path) is expected


def test_a_machine_without_a_battery_is_not(tmp_path: Path) -> None:
    assert not power.on_battery(tmp_path / "none")
    supply(tmp_path, "usb", "USB", "0")
    assert not power.on_battery(tmp_path)
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "online").mkdir()
    assert not power.on_battery(tmp_path)


def test_the_wish_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    for on_battery in (True, False):
        monkeypatch.setattr(power, "on_battery", lambda told=on_battery: told)
        assert [power.saving(wish) for wish in ("always", "battery", "never")] == [True, on_battery, False]
