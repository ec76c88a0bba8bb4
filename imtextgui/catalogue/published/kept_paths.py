"""Paths by paths in a small file on this machine: what nobody else needs to know."""

import json
from contextlib import suppress
from pathlib import Path

from imtextgui import durable
from imtextgui.config.paths import make_private


class KeptPaths:
    """The paths in ``file``; a file that cannot be read has none."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, str]:
        """All of them."""
        with suppress(OSError, ValueError):
            told = json.loads(self._file.read_bytes())
            if isinstance(told, dict):
                return {str(path): str(place) for path, place in told.items()}
        return {}

    def put(self, path: str, place: Path) -> None:
        """Keep ``place`` for ``path``. Raises OSError."""
        make_private(self._file.parent)
        draft = self._file.with_suffix(".tmp")
        draft.write_text(json.dumps(self.read() | {path: str(place)}), encoding="utf-8")
        durable.replace(draft, self._file)
