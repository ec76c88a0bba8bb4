"""One window after another: of another catalogue, or of the same one in another language."""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from imtextgui import messages
from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Photo, Query
from imtextgui.domain.runs.repair import RepairReport
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.catalogues import recent_catalogues
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.shell.navigation import WELCOME
from imtextgui.ui.widgets.screen_keyboard import ScreenKeyboard

log = logging.getLogger(__name__)

SMALL_SCREEN = 1600
"""Points; on one that is no wider the first window is maximised."""


class Session(QObject):
    """Shows the window of a catalogue, and the next one when that is wanted; ``ended`` when the user closes one."""

    ended = Signal(bool)
    """Whether everything stopped."""

    def __init__(
        self,
        app: QApplication,
        store: QSettings,
        samples: Path,
        opening: Callable[[Path], CatalogueParts],
        repairing: Callable[[Path], Job[RepairReport | None]] | None = None,
    ) -> None:
        super().__init__(app)
        self._app, self.store, self._samples, self._opening = app, store, samples, opening
        self._repairing = repairing
        self.preferences = Preferences(self)
        self.preferences.apply()
        app.styleHints().colorSchemeChanged.connect(self.preferences.apply)
        self.preferences.changed.connect(self._follow)
        self._installed = i18n.install(app, messages.language())
        self._next: Path | None = None
        self._repair_next = False
        self._gone = recent_catalogues.missing(store)
        """The catalogue that was open last, where it is not there any more; the first window explains."""
        self._page = ""
        """The page that the next window begins with."""
        self.window: MainWindow | None = None
        self._desktop = Desktop()
        self.keyboard = ScreenKeyboard(app, self._desktop)

    def make(self, folder: Path) -> MainWindow:
        """The window on the catalogue in ``folder``, not yet shown."""
        repairing = self._repairing
        window = MainWindow(
            lambda: self._opening(folder),
            self._desktop,
            self.store,
            self._samples,
            self.preferences,
            repairing=None if repairing is None else lambda: repairing(folder),
            repair_first=self._repair_next,
        )
        self._repair_next = False
        gone, self._gone = self._gone, None
        if gone is not None:
            window.ready.connect(lambda: window.explain_missing(gone))
        window.ready.connect(lambda: self._note(folder))
        window.ready.connect(self._go_back_to_page)
        window.catalogue_requested.connect(self.change)
        window.repair_requested.connect(self._repair)
        window.ended.connect(self._end)
        self._folder, self.window = folder, window
        return window

    def show(self, folder: Path) -> MainWindow:
        """Show the window on the catalogue in ``folder``."""
        window = self.make(folder)
        first_time, room = not self.store.contains("geometry"), window.screen().availableGeometry()
        # Another screen than last time may be smaller: the buttons of the title bar would lie out of reach.
        exceeds = window.size().boundedTo(room.size()) != window.size()
        if exceeds or (first_time and room.width() <= SMALL_SCREEN):
            window.showMaximized()
        else:
            window.show()
        return window

    def change(self, folder: Path) -> None:
        """Close the window, and show that of the catalogue in ``folder``."""
        if self.window is not None:
            self._next = folder
            self.window.close()

    def _repair(self) -> None:
        self._repair_next = True
        self.change(self._folder)

    def _note(self, folder: Path) -> None:
        recent_catalogues.note(self.store, folder)
        self._desktop.offer_catalogues(self.tr("Recent catalogues"), recent_catalogues.recent(self.store))

    def shows(self, folder: Path) -> bool:
        """Whether the window shows the catalogue in ``folder``, by whatever name."""
        if self.window is None:
            return False
        with suppress(OSError):
            return folder.samefile(self._folder)
        return folder == self._folder

    def come_to_front(self) -> None:
        """Bring the window to the front."""
        if (window := self.window) is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def search_photo(self, photo: Path) -> None:
        """Bring the window to the front with a search for ``photo``, which the desktop has opened with the program."""
        window = self.window
        if window is None:
            return
        self.come_to_front()

        def ask() -> None:
            window.show_search()
            window.search.ask(Query("", (Photo(photo),)))

        if window.is_ready:
            ask()
        else:
            window.ready.connect(ask)

    def stop(self) -> None:
        """Leave the application as it was."""
        self._app.styleHints().colorSchemeChanged.disconnect(self.preferences.apply)
        i18n.remove(self._app, self._installed)

    def show_bug(self, details: str) -> None:
        """Tell a fault of ours."""
        if self.window is not None:
            self.window.show_bug(details)

    def _follow(self, name: str) -> None:
        if name == "language":
            messages.use(self.preferences.now.language)
            # Not within the signal of the control that belongs to the window.
            QTimer.singleShot(0, self, self._show_anew)

    def _show_anew(self) -> None:
        """The same catalogue and page, in the language that was chosen."""
        if self.window is not None and self.window.is_ready:
            self._page = self.window.workspace.current_page
        self.change(self._folder)

    def _go_back_to_page(self) -> None:
        page, self._page = self._page, ""
        if self.window is not None and page not in ("", WELCOME):
            self.window.workspace.go(page)

    def _end(self) -> None:
        window, folder = self.window, self._next
        assert window is not None
        self.window, self._next = None, None
        window.deleteLater()
        stopped = all(window.stopped)
        if folder is None or not stopped:
            self.ended.emit(stopped)
            return
        i18n.remove(self._app, self._installed)
        self._installed = i18n.install(self._app, messages.language())
        self.show(folder)
