"""What holds a run back, and what does not."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from imtextgui.config import power
from imtextgui.config.machine_load import MachineLoad
from imtextgui.config.restraint import BESIDE_OTHERS, LOOK_SECONDS, ON_BATTERY, ON_SLOW_DISK, Restraint
from imtextgui.config.settings import Settings

DAY, EVENING, NIGHT, MORNING = 19, 20, 0, 5


class Load(MachineLoad):
    """A machine that is as busy as a test wants it."""

    def __init__(self, others: float, disk_wait: float) -> None:
        super().__init__(Path("/nowhere"))
        self._told = others, disk_wait

    def others(self) -> float:
        return self._told[0]

    def disk_wait(self) -> float:
        return self._told[1]


@dataclass
class Machine:
    """A restraint with a clock and a battery of its own."""

    settings: Settings = field(default_factory=Settings)
    others: float = 0.0
    disk_wait: float = 0.0
    hour: int = DAY
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.restraint = Restraint(
            lambda: self.settings,
            Load(self.others, self.disk_wait),
            clock=lambda: self.seconds,
            hour=lambda: self.hour,
        )

    def share(self) -> float:
        """The share after a look."""
        self.seconds += LOOK_SECONDS
        return self.restraint.share()


@pytest.fixture(autouse=True)
def mains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power, "on_battery", lambda: False)


@pytest.mark.parametrize(
    ("others", "disk_wait", "expected"),
    [
        (0.0, 0.0, 1.0),
        (0.49, 0.59, 1.0),
        (0.5, 0.0, BESIDE_OTHERS),
        (0.0, 0.6, ON_SLOW_DISK),
        (1.0, 1.0, BESIDE_OTHERS),
    ],
)
def test_a_busy_machine_and_a_slow_disk_hold_a_run_back(
    others: float, disk_wait: float, expected: float
) -> None:
    assert Machine(others=others, disk_wait=disk_wait).share() == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(DAY, BESIDE_OTHERS), (6, BESIDE_OTHERS), (EVENING, 1.0), (NIGHT, 1.0), (MORNING, 1.0)],
)
def test_at_night_the_machine_is_used_fully_where_that_is_wished(hour: int, expected: float) -> None:
    wished = Machine(Settings(full_at_night=True), others=1.0, disk_wait=1.0, hour=hour)
    assert wished.share() == expected
    assert Machine(others=1.0, hour=hour).share() == BESIDE_OTHERS


def test_a_battery_is_saved_also_at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power, "on_battery", lambda: True)
    assert Machine(Settings(full_at_night=True), hour=NIGHT).share() == ON_BATTERY
    assert Machine(Settings(save_power="never")).share() == 1.0


def test_it_follows_what_changes_and_looks_only_now_and_then() -> None:
    machine = Machine(others=1.0)
    assert machine.restraint.share() == 1.0
    assert machine.share() == BESIDE_OTHERS
    machine.settings, machine.hour = Settings(full_at_night=True), NIGHT
    machine.seconds += LOOK_SECONDS - 1
    assert machine.restraint.share() == BESIDE_OTHERS
    assert machine.share() == 1.0
