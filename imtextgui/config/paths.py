"""Where the program's own files and the user's catalogue data are."""

import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

import platformdirs

from imtextgui.config import policy, windows_acl

PORTABLE_FLAG = "portable.txt"
"""A file of this name beside the program makes it keep its data beside itself, as on a memory stick."""

DATABASE = "catalogue.sqlite3"
"""The file that makes a folder a catalogue."""
PUBLISHED = "current.json"
"""The file that makes a folder one in which a catalogue is published."""
SHARDS = "shards.json"
"""The file that makes a folder one in which several published catalogues are searched as one."""
DICTIONARY = "dictionary.csv"
"""The file of the site's own terms in the folder of a catalogue."""
BACKUPS = "backups"
"""The folder in that of a catalogue that holds the backups that it keeps of itself."""

_BACKUP = re.compile(r"\d{4}-\d\d-\d\d \d{6}\.zip")
"""The name of such a backup. Other files are the user's: a catalogue may lie at the root of a stick."""

_PACKAGE = Path(__file__).resolve().parents[1]


def resources() -> Path:
    """The folder ``resources`` of this installation: a frozen build, a wheel, or a source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    in_wheel = _PACKAGE / "resources"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / "resources"


def training_kit() -> Path | None:
    """The folder that holds the training kit, ``export``: of a wheel or a source tree; None in a frozen build."""
    if getattr(sys, "frozen", False):
        return None
    in_wheel = _PACKAGE / "kit"
    folder = in_wheel if in_wheel.is_dir() else _PACKAGE.parent
    return folder if (folder / "export" / "import_clip.py").is_file() else None


def data_dir() -> Path:
    """The folder for settings, logs and the default catalogue.

    ``IMTEXTGUI_DATA`` names it, or the policy, or it is beside a portable program, or in the user's own data folder.
    Nothing is created: the writer of the first file does that.
    """
    chosen = policy.place("data") or _beside_portable_program()
    return chosen or platformdirs.user_data_path("imtextgui", appauthor=False)


def make_private(folder: Path) -> None:
    """Make ``folder`` with those above it, where they are missing; only its owner may enter it.

    So it is for those above it that are made in the data folder. What exists keeps its rights: a site may share it.
    """
    missing = [above for above in folder.parents if not above.exists()]
    for above in reversed(missing):
        if above.is_relative_to(data_dir()):
            _make_one_private(above)
        else:
            above.mkdir(exist_ok=True)
    _make_one_private(folder)


def sample_catalogue() -> Path:
    """The folder of the catalogue that holds the samples and nothing else."""
    return data_dir() / "sample-catalogue"


def opened_dir() -> Path:
    """The folder for copies of documents that other programs open."""
    return data_dir() / "opened"


def converted_dir() -> Path:
    """The folder for what converters make of documents."""
    return data_dir() / "converted"


def published_dir() -> Path:
    """The folder for what is kept here of published catalogues: own additions, places of files, copies."""
    return data_dir() / "published"


def is_catalogue(folder: Path) -> bool:
    """Whether ``folder`` is the folder of a catalogue, or of one whose database is lost and whose backups are there."""
    try:
        return (folder / DATABASE).is_file() or bool(kept_backups(folder))
    except OSError:  # a name that is too long
        return False


def kept_backups(folder: Path) -> list[Path]:
    """The backups that the catalogue in ``folder`` has kept of itself, in no order."""
    return [file for file in (folder / BACKUPS).glob("*.zip") if _BACKUP.fullmatch(file.name)]


def is_database_lost(folder: Path) -> bool:
    """Whether the database of a catalogue is gone from ``folder`` while backups of it are left."""
    return is_catalogue(folder) and not os.path.lexists(folder / DATABASE)


def is_shard_set(folder: Path) -> bool:
    """Whether ``folder`` holds several published catalogues that are searched as one."""
    try:
        return (folder / SHARDS).is_file() and not (folder / DATABASE).exists()
    except OSError:  # a name that is too long
        return False


def opens_as_catalogue(folder: Path) -> bool:
    """Whether ``folder`` is the folder of a catalogue, or one in which catalogues are, or were, published."""
    published = (folder / PUBLISHED).is_file() or known_publication(folder) is not None
    return is_catalogue(folder) or published or is_shard_set(folder)


def is_of_publication(file: Path) -> bool:
    """Whether ``file`` tells readers which snapshot is published, or which publications are one, in its folder."""
    names = {PUBLISHED: {"publication", "snapshot", "manifest"}, SHARDS: {"format", "shards"}}
    with suppress(OSError, ValueError, RecursionError):
        if expected := names.get(file.name.casefold()):
            told = json.loads(file.read_bytes())
            return isinstance(told, dict) and expected <= told.keys()
    return False


def known_publications() -> Path:
    """The file that tells the published folders that were opened here, and where what belongs to them is kept."""
    return published_dir() / "folders.json"


def known_publication(folder: Path) -> Path | None:
    """Where this machine keeps what belongs to the catalogue that is published in ``folder``, which may be away.

    None where nothing that is published there was ever opened here.
    """
    with suppress(OSError, ValueError):
        told = json.loads(known_publications().read_bytes())
        home = told.get(str(folder)) if isinstance(told, dict) else None
        return Path(home) if isinstance(home, str) else None
    return None


def default_catalogue() -> Path:
    """The catalogue folder that is used where none is named; ``IMTEXTGUI_CATALOGUE`` or the policy may say which."""
    return policy.place("catalogue") or data_dir() / "catalogue"


def logs_dir() -> Path:
    """The folder for the log; ``IMTEXTGUI_LOGS`` or the policy may say which."""
    return policy.place("logs") or data_dir() / "logs"


def _make_one_private(folder: Path) -> None:
    if sys.platform == "win32" and not folder.exists():
        windows_acl.make_folder(folder, windows_acl.WindowsApi())
    folder.mkdir(mode=0o700, exist_ok=True)


def _beside_portable_program() -> Path | None:
    # A frozen program may be started by a link. A Python that was unpacked with the program lies beside its flag, and
    # what a link in a virtual environment leads to is the system's.
    file = Path(sys.executable)
    program = (file.resolve() if getattr(sys, "frozen", False) else file).parent
    return program / "data" if (program / PORTABLE_FLAG).is_file() else None
