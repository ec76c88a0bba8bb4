"""One window for what the desktop opens with the program: a second start hands it to the first."""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.absolute_paths import absolute
from imtextgui.windows import foreground

LOOKED_FOR_EVERY_MS = 400
STEP_SECONDS = 0.1
TAKEN_WITHIN_SECONDS = 5.0
"""A window that does not take a picture in that time hangs, and the second start opens one of its own."""


class OpenRequests(QObject):
    """The requests of this user, files in ``folder``; ``photo_opened`` and ``catalogue_opened`` in the window that
    serves them.

    Files, because Qt's local sockets are part of its network library, which the program does not have.
    """

    photo_opened = Signal(Path)
    catalogue_opened = Signal()
    """The catalogue that the window shows."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock = FileLock(folder / "window.lock")
        self._shows: Callable[[Path], bool] = lambda _: False
        self._timer = QTimer(self, interval=LOOKED_FOR_EVERY_MS)
        self._timer.timeout.connect(self.take)

    def serve(self, shows: Callable[[Path], bool] = lambda _: False) -> bool:
        """Serve the requests from now on; False where another window does, or none can be left.

        ``shows`` tells whether the window shows a catalogue; one that it does not is left to a window of its own.
        """
        self._shows = shows
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
        except (Timeout, OSError):
            return False
        for left in (
            *self._waiting(),
            *self._folder.glob("*.refused"),
        ):  # by a start that was ended while it waited
            left.unlink(missing_ok=True)
        self._timer.start()
        return True

    def stop(self) -> None:
        """Serve no more."""
        self._timer.stop()
        self._lock.release()

    def take(self) -> None:
        """Take the requests that wait."""
        for request in self._waiting():
            opened = _read(request)
            # Gone, or under another name, before it is answered: so the other program knows what became of it.
            with suppress(OSError):
                if opened.catalogue is not None and not self._shows(opened.catalogue):
                    request.replace(_refused(request))
                    continue
                request.unlink()
                if opened.photo is not None:
                    self.photo_opened.emit(opened.photo)
                elif opened.catalogue is not None:
                    self.catalogue_opened.emit()

    def hand_over(self, opened: "OpenedFile", wait: Callable[[float], None] = time.sleep) -> bool:
        """Hand what was opened to the window that serves; False where none does, it does not answer, or shows another
        catalogue.
        """
        if not self._is_served():
            return False
        foreground.give_away()
        try:
            request = self._leave(opened)
        except OSError:  # a full disk
            return False
        for _ in range(round(TAKEN_WITHIN_SECONDS / STEP_SECONDS)):
            if not request.exists():
                return not _is_refused(request)
            wait(STEP_SECONDS)
        try:
            request.unlink()
        except FileNotFoundError:  # taken in the last moment
            return not _is_refused(request)
        return False

    def _leave(self, opened: "OpenedFile") -> Path:
        name = f"{time.time_ns()}-{os.getpid()}"
        request, draft = self._folder / f"{name}.json", self._folder / f"{name}.new"
        draft.write_text(opened.as_json(), encoding="utf-8")
        return draft.replace(request)

    def _is_served(self) -> bool:
        if not self._folder.is_dir():
            return False
        try:
            with self._lock.acquire(blocking=False):
                return False
        except Timeout:
            return True
        except OSError:
            return False

    def _waiting(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A photo or the folder of a catalogue, as the desktop opens it with the program."""

    photo: Path | None = None
    catalogue: Path | None = None

    def as_json(self) -> str:
        """With whole paths: the other program has another working folder."""
        named = {"photo": self.photo, "catalogue": self.catalogue}
        return json.dumps({kind: str(absolute(path)) for kind, path in named.items() if path is not None})


def _read(request: Path) -> OpenedFile:
    """What is asked for; nothing where it is no request."""
    try:
        told = json.loads(request.read_text(encoding="utf-8"))
        named = {kind: Path(told[kind]) for kind in ("photo", "catalogue") if kind in told}
    except (OSError, ValueError, TypeError):
        return OpenedFile()
    return OpenedFile(**named)


def _refused(request: Path) -> Path:
    return request.with_suffix(".refused")


def _is_refused(request: Path) -> bool:
    try:
        _refused(request).unlink()
    except OSError:
        return False
    return True
