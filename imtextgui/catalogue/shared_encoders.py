"""Encoders that several catalogues use are in memory once."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imtextgui.encoders.providers import OnProvider


class SharedEncoders:
    """Loads each bundle once for each provider and number of threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._loaded: dict[tuple[Path, str, int | None], OnProvider] = {}

    def load(self, folder: Path, provider: str, *, threads: int | None) -> "OnProvider":
        """As ``encoders.providers.load_on``."""
        from imtextgui.encoders.providers import load_on

        key = (folder, provider, threads)
        with self._lock:
            if key not in self._loaded:
                self._loaded[key] = load_on(folder, provider, threads=threads)
            return self._loaded[key]
