"""What the administrator of a machine has laid down for all its users, in one TOML file that only they can write."""

import os
import sys
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from imtextgui.errors import SettingsDamaged
from imtextgui.plain_files import require_plain

PLACES = ("data", "catalogue", "logs")
TABLES = ("locked", "default", "places")


def system_file() -> Path:
    """Where the policy file of this kind of system is; it need not exist."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "imtextgui" / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/imtextgui/policy.toml")
    return Path("/etc/imtextgui/policy.toml")


def read() -> dict[str, dict[str, Any]]:
    """The tables ``locked`` and ``default`` (settings by name) and ``places`` (folders); empty without a file.

    Raises SettingsDamaged for a file that is not TOML, cannot be read, or holds anything else.
    """
    file = system_file()
    try:
        state = file.stat()
    except OSError:
        return {name: {} for name in TABLES}
    return _read(file, state.st_mtime_ns, state.st_size)


def place(name: str) -> Path | None:
    """The folder that the environment (``IMTEXTGUI_DATA``, ...) or the policy names for ``name`` of PLACES.

    ``~`` and variables are filled in, so that one policy serves all users. A damaged policy names none; that it is
    damaged is told by who reads the settings.
    """
    chosen = os.environ.get(f"IMTEXTGUI_{name.upper()}")
    if not chosen:
        try:
            chosen = read()["places"].get(name)
        except SettingsDamaged:
            return None
    return _filled_in(chosen) if chosen else None


def check_environment() -> None:
    """Raise SettingsDamaged where the environment names a folder that cannot be, as ``~NAME`` of nobody.

    Without a word the program would keep its data somewhere else.
    """
    for name in PLACES:
        variable = f"IMTEXTGUI_{name.upper()}"
        folder = os.environ.get(variable)
        if folder and _filled_in(folder) is None:
            raise SettingsDamaged(path=variable, reason=folder)


def _filled_in(folder: str) -> Path | None:
    """The absolute path that ``folder`` stands for; None where ``~NAME`` names nobody."""
    try:
        return Path(os.path.expandvars(folder)).expanduser().absolute()
    except RuntimeError:
        return None


@lru_cache(maxsize=4)
def _read(file: Path, mtime_ns: int, size: int) -> dict[str, dict[str, Any]]:
    """The tables of ``file``, read once for each state of it."""
    try:
        require_plain(file)
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as trouble:  # the last for tables nested too deep
        raise SettingsDamaged(path=str(file), reason=str(trouble)) from trouble
    for name, table in tables.items():
        if name not in TABLES or not isinstance(table, dict):
            raise SettingsDamaged(path=str(file), reason=f"[{name}]")
    places = tables.get("places", {})
    for name, folder in places.items():
        if name not in PLACES or not isinstance(folder, str):
            raise SettingsDamaged(path=str(file), reason=f"[places] {name}")
        if _filled_in(folder) is None:
            raise SettingsDamaged(path=str(file), reason=f"[places] {name} = {folder!r}")
    return {name: tables.get(name, {}) for name in TABLES}
