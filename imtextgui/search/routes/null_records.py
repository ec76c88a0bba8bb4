"""What chance reaches in a large catalogue, kept beside its vector indexes, so that the next process need not ask."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from typing import Any

from imtextgui import __version__
from imtextgui.domain.embedding import Space
from imtextgui.index import snapshot
from imtextgui.search.routes.null_distribution import MeasuredNull, NullDistribution

_FILE = "chance.json"


class NullRecords:
    """The null distributions of one encoder in one catalogue, in its ``folder`` of indexes.

    They are written within a block of ``turn_to_save``, if that gives True, and else known to this process alone.
    What another version of the program measured, or cannot be read, counts as nothing. May be asked from several
    threads.
    """

    def __init__(self, folder: Path, turn_to_save: Callable[[], AbstractContextManager[bool]]) -> None:
        self._file = folder / _FILE
        self._turn_to_save = turn_to_save
        self._lock = Lock()
        self._unwritten: dict[str, MeasuredNull] = {}

    def load(self, space: Space, photos: bool) -> MeasuredNull | None:
        """What was measured last in ``space`` with photos, or with texts; None where nothing was."""
        with self._lock:
            unwritten = self._unwritten.get(_name(space, photos))
        if unwritten is not None:
            return unwritten
        try:
            count, low, high, weak, possible, strong = map(float, self._read()[_name(space, photos)])
            return int(count), NullDistribution(low, high, weak, possible, strong)
        except (KeyError, ValueError, TypeError):
            return None

    def save(self, space: Space, photos: bool, measured: MeasuredNull) -> None:
        """Keep what was ``measured``; a failure to write is only logged."""
        count, null = measured
        name = _name(space, photos)
        with self._lock, self._turn_to_save() as may_save:
            if not may_save:
                self._unwritten[name] = measured
                return
            self._unwritten.pop(name, None)
            told = self._read()
            told[name] = [count, null.low, null.high, null.weak, null.possible, null.strong]
            snapshot.save_note({"version": __version__, "measured": told}, self._file)

    def _read(self) -> dict[str, Any]:
        told = snapshot.load_note(self._file)
        try:
            return dict(told["measured"]) if told["version"] == __version__ else {}
        except (KeyError, ValueError, TypeError):
            return {}


def _name(space: Space, photos: bool) -> str:
    return f"{space}-{'photos' if photos else 'texts'}"
