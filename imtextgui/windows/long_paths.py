"""Paths of any length: the form in which Windows opens them."""

import sys
from pathlib import Path

from imtextgui.absolute_paths import absolute

VERBATIM = "\\\\?\\"
"""Before a path, it tells Windows to take it as it is: of any length, with no dots and no slashes."""

_LONG = 240
"""Characters from which a path is given verbatim: a folder may have 247, a file 259, and SQLite appends up to 8."""


def native(path: Path) -> Path:
    """``path`` in the form that the system opens whatever its length, also on a share."""
    text = str(path)
    if sys.platform != "win32" or len(text) < _LONG or text.startswith(VERBATIM):
        return path
    whole = str(absolute(path))
    return Path(VERBATIM + (f"UNC\\{whole[2:]}" if whole.startswith("\\\\") else whole))
