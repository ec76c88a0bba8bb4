"""One window for the pictures that the desktop opens with the program: a second start hands them to the first."""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
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
    """The requests of this user, files in ``folder``; ``photo_opened`` in the window that serves them.

    Files, because Qt's local sockets are part of its network library, which the program does not have.
    """

    photo_opened = Signal(Path)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock = FileLock(folder / "window.lock")
        self._timer = QTimer(self, interval=LOOKED_FOR_EVERY_MS)
        self._timer.timeout.connect(self.take)

    def serve(self) -> bool:
        """Serve the requests from now on; False where another window does, or none can be left."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
        except (Timeout, OSError):
            return False
        for left in self._waiting():  # by a start that was ended while it waited
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
            try:
                photo = Path(json.loads(request.read_text(encoding="utf-8"))["photo"])
            except (OSError, ValueError, KeyError, TypeError):
                photo = None
            # Gone before it is answered: to the other program it means that somebody took it.
            with suppress(OSError):
                request.unlink()
                if photo is not None:
                    self.photo_opened.emit(photo)

    def hand_over(self, photo: Path, wait: Callable[[float], None] = time.sleep) -> bool:
        """Hand ``photo`` to the window that serves; False where none does, or it does not answer."""
        if not self._is_served():
            return False
        foreground.give_away()
        try:
            request = self._leave(photo)
        except OSError:  # a full disk
            return False
        for _ in range(round(TAKEN_WITHIN_SECONDS / STEP_SECONDS)):
            if not request.exists():
                return True
            wait(STEP_SECONDS)
        try:
            request.unlink()
        except FileNotFoundError:  # taken in the last moment
            return True
        return False

    def _leave(self, photo: Path) -> Path:
        name = f"{time.time_ns()}-{os.getpid()}"
        request, draft = self._folder / f"{name}.json", self._folder / f"{name}.new"
        draft.write_text(json.dumps({"photo": str(absolute(photo))}), encoding="utf-8")
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
