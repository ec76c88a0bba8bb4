"""Absolute paths that keep the names the user gave."""

import os
from pathlib import Path


def absolute(path: Path) -> Path:
    """``path`` from the root on, without ``.`` and ``..``; nothing is looked up, and the file need not exist.

    Links stay as they are, so that a folder keeps the user's own name for it: ``Path.resolve`` would follow them.
    ``Path.absolute`` would leave ``..``, and one folder would have two names.
    """
    return Path(os.path.abspath(path))  # noqa: PTH100 - pathlib has no equal
