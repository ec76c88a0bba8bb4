"""Starts the window, or draws it into a picture file."""

import logging
import os
import signal
import sys
import traceback
from pathlib import Path, PureWindowsPath
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from imtextgui import __version__, file_output, messages
from imtextgui.config import logs, paths, settings, temporary
from imtextgui.domain.query import Photo, Query
from imtextgui.errors import ReportError, SettingsDamaged, SettingsError
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.catalogues import recent_catalogues
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.shell.open_requests import OpenedFile, OpenRequests
from imtextgui.ui.shell.screenshot import draw
from imtextgui.ui.shell.session import Session
from imtextgui.ui.style import theme
from imtextgui.ui.tasks.gc_guard import GcGuard

if TYPE_CHECKING:
    from collections.abc import Callable

    from imtextgui.catalogue.protocols import CatalogueParts
    from imtextgui.domain.progress import Job
    from imtextgui.domain.runs.repair import RepairReport

    Opening = Callable[[Path, Path | None], CatalogueParts]

log = logging.getLogger(__name__)

EXPECTED_FAILURE = 3
"""The exit status."""
SIGNALS_EVERY_MS = 300
"""Ctrl+C is answered after so long at most."""


def run(
    catalogue_folder: Path | None,
    *,
    bundle: Path | None = None,
    screenshot: Path | None = None,
    overwrite: bool = False,
    query: str = "",
    photo: Path | None = None,
    by_desktop: bool = False,
    opening: "Opening | None" = None,
) -> int:
    """Show the window on ``catalogue_folder`` until it is closed, after a search for ``query`` or with ``photo``.

    None stands for the catalogue that was open last, or else the default one. One that was opened ``by_desktop`` is not
    shown a second time: the window that shows it comes to the front. ``opening`` opens folders in place of
    ``Catalogue.open``, and raises as that does.

    Returns the exit status. With ``screenshot`` the window is drawn into that PNG file instead; the status is
    then 3 where the catalogue could not be opened or the file not be written (an existing one
    only with ``overwrite``). It is 3, too, and the reason is on
    standard error, where there is no display.
    """
    logs.start()
    damaged = _read_settings()
    if screenshot is not None:
        draw_without_display()
    elif not _has_display():
        print_error(messages.phrase("no-display"))
        return EXPECTED_FAILURE
    requests = OpenRequests(paths.data_dir() / "requests")
    opened = OpenedFile(
        photo=photo if catalogue_folder is None else None, catalogue=catalogue_folder if by_desktop else None
    )
    if screenshot is None and not query and opened != OpenedFile() and requests.hand_over(opened):
        return 0
    app = application()
    guard = GcGuard(app)
    try:
        return _run(
            app,
            damaged,
            catalogue_folder,
            bundle=bundle,
            screenshot=screenshot,
            overwrite=overwrite,
            query=query,
            photo=photo,
            requests=requests,
            opening=opening or _open,
        )
    except ReportError as problem:
        print_error(messages.sentence(problem.code, problem.details))
        return EXPECTED_FAILURE
    finally:
        guard.stop()


def _run(
    app: QApplication,
    damaged: SettingsError | None,
    catalogue_folder: Path | None,
    *,
    bundle: Path | None,
    screenshot: Path | None,
    overwrite: bool,
    query: str,
    photo: Path | None,
    requests: OpenRequests,
    opening: "Opening",
) -> int:
    store = QSettings(str(paths.data_dir() / "window.ini"), QSettings.Format.IniFormat)
    opened: list[CatalogueParts] = []

    def open_noted(folder: Path) -> "CatalogueParts":
        opened.append(opening(folder, bundle))
        return opened[-1]

    session = Session(app, store, paths.resources() / "samples", open_noted, _repair)
    folder = catalogue_folder or next(iter(recent_catalogues.recent(store)), paths.default_catalogue())
    if screenshot is not None:
        file_output.checked(screenshot, (), overwrite=overwrite)
        window = session.make(folder)
        try:
            drawn = draw(window, screenshot, query, sources=lambda: _sources(opened), overwrite=overwrite)
        finally:
            window.shut()
            session.stop()
        return 0 if drawn else EXPECTED_FAILURE
    window = session.show(folder)
    if damaged is not None:
        window.show_problem(damaged)
    if photo is not None or query:
        # In place of the last search with its filters, which would narrow this one unasked.
        asked = Query(query, () if photo is None else (Photo(photo),))
        window.ready.connect(lambda: window.search.ask(asked))
    requests.photo_opened.connect(session.search_photo)
    requests.catalogue_opened.connect(session.come_to_front)
    requests.serve(session.shows)
    try:
        return _exec(app, session)
    finally:
        requests.stop()


def application() -> QApplication:
    """The one QApplication, made at the first call."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(["imtextgui"])
    app.setApplicationName("imtextgui")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("imtextgui")
    return app


def render(catalogue: "CatalogueParts", query_text: str, file: Path) -> bool:
    """Draw the window on an open catalogue into the PNG ``file`` after a search for ``query_text``.

    The catalogue stays open; an existing file is replaced. Returns whether there was a window to draw. Raises
    ReportError.
    """
    if "QT_QPA_PLATFORM" not in os.environ:
        draw_without_display()
    app = application()
    theme.apply(app, theme.of_system())
    languages = i18n.install(app, messages.language())
    store = QSettings(str(file.with_suffix(".ini")), QSettings.Format.IniFormat)
    window = MainWindow(lambda: catalogue, Desktop(), store)
    drawn = draw(window, file, query_text, sources=lambda: _sources([catalogue]), overwrite=True)
    window.tasks.stop()
    window.deleteLater()
    i18n.remove(app, languages)
    return drawn


def _sources(catalogues: "list[CatalogueParts]") -> list[Path]:
    return [source.path for catalogue in catalogues for source in catalogue.sources.all()]


def draw_without_display() -> None:
    """Let Qt draw without a screen. On Windows it would then look for fonts beside itself, where there are none."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform == "win32":
        windows = os.environ.get("WINDIR", "C:\\Windows")
        os.environ.setdefault("QT_QPA_FONTDIR", str(PureWindowsPath(windows, "Fonts")))


def print_error(sentence: str) -> None:
    """Tell what went wrong where somebody may see it; a program of Windows without a console has no such stream."""
    if sys.stderr is not None:
        sys.stderr.write(sentence + "\n")


def _has_display() -> bool:
    """Whether Qt has somewhere to draw; without, it would end the process itself."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))


def _open(folder: Path, bundle: Path | None) -> "CatalogueParts":
    from imtextgui.catalogue.catalogue import Catalogue

    return Catalogue.open(folder, bundle=bundle)


def _repair(folder: Path) -> "Job[RepairReport | None]":
    from imtextgui.catalogue.catalogue import Catalogue

    return Catalogue.repair(folder)


def _read_settings() -> SettingsError | None:
    temporary.sweep()
    damage = settings.recover()
    try:
        messages.use(settings.read().language)
    except SettingsDamaged as problem:
        return problem
    return damage


def _exec(app: QApplication, session: Session) -> int:
    hook = ExceptionHook(session)
    before, sys.excepthook = sys.excepthook, hook.catch
    ticks = _end_on_ctrl_c(session)
    app.setQuitOnLastWindowClosed(False)  # the lanes end after the window
    ended: list[bool] = []
    session.ended.connect(ended.append)
    session.ended.connect(app.quit)
    try:
        status = app.exec()
    finally:
        sys.excepthook = before
        ticks.stop()
        session.stop()
    if not all(ended):
        # A step that hangs would keep the process alive for ever; the catalogue is safe against a kill.
        logging.shutdown()
        os._exit(1)
    return status


def _end_on_ctrl_c(session: Session) -> QTimer:
    signal.signal(signal.SIGINT, lambda *_: session.window and session.window.close())
    # Python sees a signal only when it runs; Qt's loop alone would wait for an event.
    ticks = QTimer(interval=SIGNALS_EVERY_MS)
    ticks.timeout.connect(lambda: None)
    ticks.start()
    return ticks


class ExceptionHook(QObject):
    """Takes what no one caught: to the log, and to a dialog in the window's thread."""

    _caught = Signal(str)

    def __init__(self, shower: MainWindow | Session) -> None:
        super().__init__(shower)
        self._caught.connect(shower.show_bug)

    def catch(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """As ``sys.excepthook``."""
        details = "".join(traceback.format_exception(kind, fault, trace))
        log.error("a fault of the window\n%s", details)
        self._caught.emit(details)
