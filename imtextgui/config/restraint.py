"""How much of the time a long run may work: less on a battery, beside busy programs, and on a slow disk."""

import time
from collections.abc import Callable

from imtextgui.config import power
from imtextgui.config.machine_load import MachineLoad
from imtextgui.config.settings import Settings

ON_BATTERY = 0.5
BESIDE_OTHERS = 0.35
ON_SLOW_DISK = 0.5
"""Shares of the time, choices: a run takes twice or three times as long, and who works meanwhile hardly notices it."""

BUSY_FROM = 0.5
"""Share of all processors that other programs must want: half of them is what a build, a drawing program or a call
takes, not what a browser that plays a film does."""

SLOW_DISK_FROM = 0.6
"""Share of the time in which something must wait for a disk. A run alone on an SSD keeps it below a tenth."""

LOOK_SECONDS = 5.0
"""Time between two looks: programs that start take all processors for a second or two."""

EVENING, MORNING = 20, 6
"""The hours between which the night lies in which the machine may be used fully."""


class Restraint:
    """Decides by the settings as they are and by the machine, at which it looks now and then."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        load: MachineLoad | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        hour: Callable[[], int] = lambda: time.localtime().tm_hour,
    ) -> None:
        self._settings = settings
        self._load = load or MachineLoad()
        self._clock, self._hour = clock, hour
        self._looked = clock()
        self._share = 1.0

    def share(self) -> float:
        """The share of the time, above 0 to 1; 1 until it has looked for the first time."""
        if self._clock() - self._looked >= LOOK_SECONDS:
            self._looked = self._clock()
            self._share = self._look()
        return self._share

    def _look(self) -> float:
        settings, others, disk_wait = self._settings(), self._load.others(), self._load.disk_wait()
        shares = [1.0]
        if power.saving(settings.save_power):
            shares.append(ON_BATTERY)
        if not (settings.full_at_night and self._is_night()):
            shares += [BESIDE_OTHERS] * (others >= BUSY_FROM) + [ON_SLOW_DISK] * (disk_wait >= SLOW_DISK_FROM)
        return min(shares)

    def _is_night(self) -> bool:
        hour = self._hour()
        return hour >= EVENING or hour < MORNING
