"""Hands files over to the programs of the desktop: viewer, file manager, clipboard."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from imtextgui.windows import explorer, jump_list, touch_keyboard
from imtextgui.windows.notification import Notifications, notifications
from imtextgui.windows.taskbar import Taskbar, taskbar

_PAGE_VIEWERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("okular", ("--page", "{page}")),
    ("evince", ("--page-label={page}",)),
    ("papers", ("--page-label={page}",)),
    ("xreader", ("--page-label={page}",)),
    ("atril", ("--page-label={page}",)),
    ("zathura", ("--page={page}",)),
    ("SumatraPDF", ("-page", "{page}")),
)
"""PDF viewers that can be told the page; the file comes last."""

_FILE_MANAGERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("nautilus", ("--select",)),
    ("dolphin", ("--select",)),
    ("nemo", ()),
    ("caja", ("--select",)),
)
"""File managers of Linux that can select a file; the file comes last."""


class Desktop:
    """The desktop's programs. The callables are those of Qt unless a test brings its own."""

    def __init__(
        self,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        start: Callable[[str, Sequence[str]], object] | None = None,
        which: Callable[[str], str | None] = shutil.which,
        exists: Callable[[Path], bool] = Path.exists,
        *,
        taskbar: Callable[[], Taskbar | None] = taskbar,
        notifications: Callable[[], Notifications | None] = notifications,
    ) -> None:
        self._open_url = open_url
        self._start = start or (lambda program, arguments: QProcess.startDetached(program, list(arguments)))
        self._which = which
        self._exists = exists
        self._taskbar = cache(taskbar)
        self._notifications = cache(notifications)

    def first_there(self, paths: Iterable[Path]) -> Path | None:
        """The first of ``paths`` that can be reached; a drive that is away may take seconds to say so."""
        return next((path for path in paths if self._exists(path)), None)

    def open_file(self, path: Path, page: int = 1) -> bool:
        """Open ``path`` in its viewer, at ``page`` where a known viewer can; False where nothing could."""
        if page > 1 and path.suffix.lower() == ".pdf" and sys.platform != "darwin":
            for name, options in _PAGE_VIEWERS:
                if program := self._which(name):
                    self._start(program, [*(option.format(page=page) for option in options), str(path)])
                    return True
        return self._open_url(QUrl.fromLocalFile(str(path)))

    def reveal(self, path: Path) -> bool:
        """Show ``path``, or the archive that it lies in, in the file manager, selected where it can; False where
        nothing could.
        """
        path = self.first_there(file for file in (path, *path.parents) if file.suffix) or path
        if sys.platform == "win32":
            return explorer.reveal(path) or self._open_url(QUrl.fromLocalFile(str(path.parent)))
        if sys.platform == "darwin":
            self._start("open", ["-R", str(path)])
            return True
        for name, options in _FILE_MANAGERS:
            if program := self._which(name):
                self._start(program, [*options, str(path)])
                return True
        return self._open_url(QUrl.fromLocalFile(str(path.parent)))

    @property
    def can_print_files(self) -> bool:
        """Whether a PDF can be handed to a printer as it is: by CUPS, on Linux and macOS."""
        return sys.platform != "win32" and self._which("lp") is not None

    def print_file(self, path: Path, printer: str, options: Sequence[str]) -> None:
        """Print a PDF on a printer of CUPS, "" for the usual one, with ``options`` of its ``lp``."""
        chosen = ["-d", printer] if printer else []
        self._start(self._which("lp") or "lp", [*chosen, *options, "--", str(path)])

    def notify(self, title: str, text: str, window: int = 0) -> bool:
        """Tell something through the notifications of the desktop, for the window of this native number; False where
        we know none.
        """
        if sys.platform == "darwin":
            script = f"display notification {json.dumps(text)} with title {json.dumps(title)}"
            self._start("osascript", ["-e", script])
            return True
        if (told := self._notifications()) is not None:
            return told.show(window, title, text)
        if program := self._which("notify-send"):
            self._start(program, ["--app-name=imtextgui", "--icon=imtextgui", title, text])
            return True
        return False

    def end_notification(self, window: int) -> None:
        """Take away what a notification of this window left beside the clock, as it does on Windows."""
        if (told := self._notifications()) is not None:
            told.clear(window)

    def show_progress(self, window: int, done: int, total: int) -> None:
        """Show on the taskbar, where it can, that the window of this native number has done so much of a run."""
        if (bar := self._taskbar()) is not None:
            bar.show(window, done, total)

    def end_progress(self, window: int) -> None:
        """Show on the taskbar that there is no run any more."""
        if (bar := self._taskbar()) is not None:
            bar.clear(window)

    def offer_catalogues(self, heading: str, folders: Sequence[Path]) -> bool:
        """Let the program's button on the taskbar offer to open these catalogues; False where it cannot."""
        if sys.platform != "win32" or not getattr(sys, "frozen", False):
            return False  # the button of Python would offer them
        # In quotes a backslash at the end, as the root of a stick has one, would take the quote away.
        entries = [
            jump_list.Entry(
                folder.name or str(folder), str(folder), subprocess.list2cmdline(["--open", str(folder)])
            )
            for folder in folders
        ]
        return jump_list.show(sys.executable, heading, entries)

    def show_keyboard(self, window: int) -> bool:
        """Ask for the keyboard on the screen at the window of this native number; False where there is none."""
        return sys.platform == "win32" and touch_keyboard.show(window)

    def copy_text(self, text: str) -> None:
        """Put ``text`` on the clipboard."""
        QGuiApplication.clipboard().setText(text)
