"""Where the program's own files and the user's catalogue data are."""

import os
import sys
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder ``resources`` of this installation: a frozen build, a wheel, or a source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    in_wheel = _PACKAGE / "resources"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / "resources"


def data_dir() -> Path:
    """The folder for settings, logs and the default catalogue; ``IMTEXTGUI_DATA`` overrides it.

    Nothing is created: the writer of the first file does that.
    """
    chosen = os.environ.get("IMTEXTGUI_DATA")
    return Path(chosen).absolute() if chosen else platformdirs.user_data_path("imtextgui", appauthor=False)


def default_catalogue() -> Path:
    """The catalogue folder that is used where none is named."""
    return data_dir() / "catalogue"
