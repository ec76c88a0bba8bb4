"""Whether the machine runs on its battery, where the system tells."""

import ctypes
import sys
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")
_OFFLINE = 0


def saving(wish: str) -> bool:
    """Whether to leave most of the machine alone, by the setting ``wish``: "always", "never", or on "battery"."""
    return wish == "always" or (wish == "battery" and on_battery())


def on_battery(supplies: Path = _SUPPLIES) -> bool:
    """Whether no mains supply is plugged in; False where that is unknown. ``supplies`` is Linux's own folder."""
    if sys.platform == "win32":
        return _windows_on_battery()
    states = [_read(file) for file in sorted(supplies.glob("*/online"))]
    has_battery = any(_read(file) == "Battery" for file in supplies.glob("*/type"))
    return has_battery and bool(states) and "1" not in states


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _windows_on_battery() -> bool:
    status = (ctypes.c_ubyte * 12)()  # SYSTEM_POWER_STATUS, whose first byte is ACLineStatus
    told = ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return bool(told) and status[0] == _OFFLINE
