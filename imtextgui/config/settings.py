"""The user's few settings, kept as TOML in the data folder, and what an administrator has laid down of them."""

import json
import os
import sys
import tomllib
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from imtextgui.config import paths, policy, toml_lines
from imtextgui.config.own_files import replace, set_aside
from imtextgui.errors import SettingsDamaged, SettingsError, SettingsKept, SettingsSetAside
from imtextgui.plain_files import require_plain

DEFAULT_EXCLUDE = "node_modules/\n__pycache__/\n*.tmp"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose.

    ``language`` is "en", "ja", or "" for that of the system, ``theme`` and ``size`` are those of the window.
    ``threads`` (of the encoder) and ``workers`` (processes that read files) are counts, 0 for as many as suit the
    machine; ``save_power`` says when indexing leaves most of the machine alone, and ``full_at_night`` whether it
    holds nothing back for other programs from eight in the evening to six in the morning. ``exclude`` holds the
    gitignore lines that a new source starts with. From ``hnsw_threshold`` vectors on, an approximate index answers
    instead of an exact scan. ``keep_thumbnails``, ``keep_text`` and ``keep_history`` say what a catalogue may hold
    beyond what it needs,
    ``watch_quality`` whether numbers of searches are kept and the quality is measured where nobody uses the window;
    ``routes_off`` names the routes that no search takes. ``second_pass`` tells whether indexing goes on with what takes
    longer (regions of pages) once everything can be found; ``index_when_idle`` whether the window takes what changed in
    the folders by itself where nobody uses it. ``ocr``
    says in which languages words in pictures are read, or "off". ``converters`` name programs for files that only they
    can read, each as "SUFFIX TARGET COMMAND", such as "dwg dxf ODAFileConverter {input_folder} {output_folder} ACAD2018
    DXF 0 1"; what is filled in, ``documents.conversions`` tells. ``max_file_mb`` (0: any), ``max_pages`` of a file and
    ``page_seconds`` bound what one file may cost. ``confine_readers`` lets processes that read files do nothing else,
    as far as the system can see to it. ``provider`` is what the encoder runs on, where the installed onnxruntime offers
    it and it answers as the bundle says it must. ``copy_published`` tells whether published catalogues are read from a
    copy on this machine: where their share is slow, always, or never.
    """

    language: str = ""
    theme: str = "system"
    size: str = "normal"
    threads: int = 0
    workers: int = 0
    save_power: str = "battery"
    full_at_night: bool = False
    exclude: str = DEFAULT_EXCLUDE
    hnsw_threshold: int = 1_000_000
    second_pass: bool = True
    index_when_idle: bool = False
    keep_thumbnails: bool = True
    keep_text: bool = True
    keep_history: bool = True
    watch_quality: bool = True
    routes_off: tuple[str, ...] = ()
    ocr: str = "en+ja"
    converters: tuple[str, ...] = ()
    max_file_mb: int = 0
    max_pages: int = 20_000
    page_seconds: int = 120
    confine_readers: bool = True
    provider: str = "cpu"
    copy_published: str = "slow"


class CurrentSettings:
    """The settings in force, which the parts of a catalogue share.

    Each part reads ``now`` at every call, so that a change counts from the next on.
    """

    def __init__(self, settings: Settings) -> None:
        self.now = settings


CHOICES: dict[str, tuple[str, ...]] = {
    "language": ("", "en", "ja"),
    "theme": ("system", "light", "dark"),
    "size": ("dense", "normal", "touch", "glove"),
    "save_power": ("never", "battery", "always"),
    "ocr": ("off", "en", "en+ja"),
    "provider": ("cpu", "directml", "cuda", "openvino", "coreml"),
    "copy_published": ("slow", "always", "never"),
}
"""The values of the settings that have a few only."""

BOUNDS: dict[str, tuple[int, int]] = {
    "max_file_mb": (0, 100_000),
    "max_pages": (1, 100_000),
    "page_seconds": (10, 3_600),
}
"""The least and the most that other numbers than counts of processes may be."""


def default_file() -> Path:
    """The settings file that is used where none is named."""
    return paths.data_dir() / "settings.toml"


def read(file: Path | None = None) -> Settings:
    """What holds now: the policy's locked values, then the environment, ``file``, the policy's defaults, ours.

    A missing file or key leaves the next in that order, an unknown key is left for a newer version. A setting of the
    environment is ``IMTEXTGUI_`` and its name in capitals. Of a damaged ``file`` what can be read counts; ``recover``
    tells that. Raises SettingsDamaged for a policy that is not TOML, cannot be read, or holds a value of the wrong
    type, and for a folder in the environment that cannot be.
    """
    file = file or default_file()
    policy.check_environment()
    laid_down, place = policy.read(), policy.system_file()
    layers = (
        _known(laid_down["default"], place),
        _usable(file),
        _of_environment(),
        _known(laid_down["locked"], place),
    )
    return Settings(**{name: value for layer in layers for name, value in layer.items()})


def recover(file: Path | None = None) -> SettingsError | None:
    """Where ``file`` is damaged, keep it aside and go on with what can be read of it; tells what was wrong.

    SettingsSetAside where it is kept beside the new one, SettingsDamaged where it could not be moved; None for a file
    that is sound, or not there.
    """
    file = file or default_file()
    try:
        _known(_of_file(file), file)
    except SettingsDamaged as damage:
        usable, aside = _usable(file), set_aside(file) if file.is_file() else None
        if aside is None:
            return damage
        with suppress(OSError):
            if usable:
                replace(file, _text(usable))
        return SettingsSetAside(path=str(file), reason=damage.details["reason"], kept=aside.name)
    return None


def locked() -> frozenset[str]:
    """The names of the settings that the policy or the environment has laid down: the user cannot change them."""
    return frozenset({*_known(policy.read()["locked"], policy.system_file()), *_of_environment()})


def locked_by_environment() -> dict[str, str]:
    """Those of the ``locked`` settings that no policy but the environment has laid down, with its variables."""
    by_policy = _known(policy.read()["locked"], policy.system_file())
    return {name: variable(name) for name in _of_environment() if name not in by_policy}


def variable(name: str) -> str:
    """The variable of the environment that lays down the setting ``name``."""
    return f"IMTEXTGUI_{name.upper()}"


def write(settings: Settings, file: Path | None = None) -> None:
    """Replace ``file`` by ``settings`` in one step; of what is ``locked`` the file keeps what it had.

    A damaged file is kept aside. Raises OSError where the folder cannot be written, and SettingsDamaged about the
    policy.
    """
    file = file or default_file()
    fixed = locked()
    recover(file)
    before = _usable(file) if fixed else {}
    chosen = {name: value for name, value in asdict(settings).items() if name not in fixed}
    kept = {name: before[name] for name in fixed if name in before}
    paths.make_private(file.parent)
    replace(file, _text(chosen | kept))


def change(name: str, value: str | int | tuple[str, ...], file: Path | None = None) -> None:
    """Write the setting ``name`` into ``file``, and nothing else.

    What somebody wrote there meanwhile stays, with remarks and keys of a newer version; the ends of lines, too. Does
    nothing where the setting is ``locked``. Raises OSError where the folder cannot be written, SettingsDamaged about
    the policy, and SettingsKept for a file with a mistake: the one setting must not take the place of all others.
    """
    file = file or default_file()
    if name in locked():
        return
    try:
        _known(_of_file(file), file)
    except SettingsDamaged as damage:
        raise SettingsKept(**damage.details) from damage
    # Editors of Windows put a mark before UTF-8.
    told = file.read_bytes().decode("utf-8-sig") if file.is_file() else ""
    paths.make_private(file.parent)
    replace(file, toml_lines.with_value(told, name, _toml(value)).encode())


def _text(table: dict[str, Any]) -> bytes:
    return "".join(f"{name} = {_toml(value)}\n" for name, value in table.items()).encode()


_read_before: dict[Path, dict[str, Any]] = {}
"""What this process read of each settings file last: while one is damaged that stays in force."""


def _usable(file: Path) -> dict[str, Any]:
    """The settings in ``file`` that make sense; those that were read last while it is no TOML."""
    try:
        table = _of_file(file)
    except SettingsDamaged:
        return _read_before.get(file, {})
    usable: dict[str, Any] = {}
    for name, value in table.items():
        with suppress(SettingsDamaged):
            usable |= _known({name: value}, file)
    _read_before[file] = usable
    return usable


def _of_file(file: Path) -> dict[str, Any]:
    try:
        require_plain(file)
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as trouble:  # the last for tables nested too deep
        raise SettingsDamaged(path=str(file), reason=str(trouble)) from trouble


def _known(table: dict[str, Any], file: Path) -> dict[str, Any]:
    """The settings among what ``file`` holds. Raises SettingsDamaged for a value that none of them has."""
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in table.items()
        if name in asdict(Settings())
    }
    for name, value in known.items():
        if not _sensible(name, value):
            raise SettingsDamaged(path=str(file), reason=f"{name} = {value!r}")
    return known


def _of_environment() -> dict[str, Any]:
    """Settings of this process's environment; a text that is no value of its setting is passed over.

    The language is not among them: ``messages`` follows ``IMTEXTGUI_LANGUAGE`` for what this process says, and that
    changes no setting.
    """
    settings = {}
    for name, default in asdict(Settings()).items():
        text = os.environ.get(variable(name))
        if name != "language" and text is not None and _sensible(name, value := _from_text(text, default)):
            settings[name] = value
    return settings


def _from_text(text: str, default: object) -> object:
    if isinstance(default, bool):
        return {"1": True, "true": True, "0": False, "false": False}.get(text.lower())
    if isinstance(default, int):
        return int(text) if text.isdecimal() else None
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _sensible(name: str, value: object) -> bool:
    if name in CHOICES:
        return value in CHOICES[name]
    default = getattr(Settings(), name)
    if type(value) is not type(default):
        return False
    if isinstance(value, tuple):
        return all(isinstance(part, str) for part in value)
    least, most = BOUNDS.get(name, (0, sys.maxsize))
    return not isinstance(value, int) or least <= value <= most


def _toml(value: str | int | tuple[str, ...]) -> str:
    # A JSON string is a TOML basic string except for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
