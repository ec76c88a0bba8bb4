"""Tells of long runs outside the window: in its title, which the taskbar shows, and by notifications."""

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from imtextgui.config import paths
from imtextgui.domain.progress import Progress
from imtextgui.ui.desktop import Desktop

WORTH_TELLING_MS = 20_000
"""A run that took longer is told of where the window is not in front."""


class RunNotifications(QObject):
    """Speaks for a window on the catalogue in ``folder``."""

    def __init__(self, window: QMainWindow, folder: Path, desktop: Desktop) -> None:
        super().__init__(window)
        self._window, self._desktop = window, desktop
        own = folder == paths.default_catalogue()
        self._title = "imtextgui" if own else f"{folder.name} – imtextgui"
        self._running = QElapsedTimer()
        window.setWindowTitle(self._title)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._follow)

    def show_step(self, step: Progress | None) -> None:
        """Put how far the run is before the title; None when there is none any more."""
        number = int(self._window.winId())
        if step is None:
            self._window.setWindowTitle(self._title)
            self._desktop.end_progress(number)
            return
        self._desktop.show_progress(number, step.done, step.total or 0)
        if not self._running.isValid():
            self._running.start()
        share = f"{100 * step.done // step.total} %" if step.total else "…"
        self._window.setWindowTitle(f"{share} – {self._title}")

    def tell(self, text: str) -> None:
        """A run came to its end: say so, if it was long and the window is not looked at."""
        long = self._running.isValid() and self._running.elapsed() > WORTH_TELLING_MS
        self._running.invalidate()
        if long and not self._window.isActiveWindow():
            QApplication.alert(self._window)
            self._desktop.notify(self._title, text, int(self._window.winId()))

    def end(self) -> None:
        """Take away what was told: it was seen, or the window closes."""
        self._desktop.end_notification(int(self._window.winId()))

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.end()
