"""The user's few settings, kept as TOML in the data folder."""

import json
import os
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from imtextgui import paths
from imtextgui.errors import SettingsDamaged

DEFAULT_EXCLUDE = "node_modules/\n__pycache__/\n*.tmp"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose.

    ``language`` is "en", "ja", or "" for that of the system. ``threads`` (of the encoder) and ``workers``
    (processes that read files) are counts, 0 for as many as suit the machine. ``exclude`` holds the
    gitignore lines that a new source starts with. From ``hnsw_threshold`` vectors on, an approximate
    index answers instead of an exact scan.
    """

    language: str = ""
    threads: int = 0
    workers: int = 0
    exclude: str = DEFAULT_EXCLUDE
    hnsw_threshold: int = 150_000


def default_file() -> Path:
    """The settings file that is used where none is named."""
    return paths.data_dir() / "settings.toml"


def read(file: Path | None = None) -> Settings:
    """Read ``file``; a missing file or key means the default, an unknown key is left for a newer version.

    Raises SettingsDamaged for a file that is not TOML, cannot be read, or holds a value of the wrong type.
    """
    file = file or default_file()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as trouble:
        raise SettingsDamaged(path=str(file), reason=str(trouble)) from trouble
    known = {name: value for name, value in found.items() if name in asdict(Settings())}
    for name, value in known.items():
        if not _sensible(name, value):
            raise SettingsDamaged(path=str(file), reason=f"{name} = {value!r}")
    return Settings(**known)


def write(settings: Settings, file: Path | None = None) -> None:
    """Replace ``file`` by ``settings`` in one step. Raises OSError where the folder cannot be written."""
    file = file or default_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name} = {_toml(value)}\n" for name, value in asdict(settings).items())
    fresh = file.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, file)  # noqa: PTH105 (the atomic call, by its own name)


def _sensible(name: str, value: object) -> bool:
    if name == "language":
        return value in ("", "en", "ja")
    if name == "exclude":
        return isinstance(value, str)
    return type(value) is int and value >= 0


def _toml(value: str | int) -> str:
    # A JSON string is a TOML basic string except for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
