"""Draws the window into a picture file, also where there is no screen."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QElapsedTimer, QEventLoop, QIODevice, QTimer

from imtextgui import file_output
from imtextgui.domain.query import Query
from imtextgui.ui.shell.main_window import MainWindow

LONGEST_MS = 120_000
"""A catalogue or an answer is waited for so long at most."""
QUIET_MS = 400
"""Nothing moves any more once nothing was on its way for so long."""
LOOK_EVERY_MS = 50


def draw(
    window: MainWindow,
    file: Path,
    query: str = "",
    *,
    sources: Callable[[], Iterable[Path]],
    overwrite: bool = False,
) -> bool:
    """Search for ``query``, wait until nothing moves, and save ``window`` as PNG.

    ``sources`` gives the folders that nothing is written to, once the catalogue is open. Returns False where the
    catalogue could not be opened in time; its file is never an existing one then. Raises ReportError.
    """
    window.show()
    opened = window.is_ready or _wait_for_ready(window)
    if opened and query:
        window.search.ask(Query(query))
    if opened:
        _settle(window)
    overwrite = overwrite and opened
    target = file_output.checked(file, sources() if opened else (), overwrite=overwrite)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    file_output.make_folder(target.parent)
    file_output.write(target, bytes(buffer.data().data()), overwrite=overwrite)
    return opened


def _wait_for_ready(window: MainWindow) -> bool:
    loop = QEventLoop()
    window.ready.connect(loop.quit)
    window.refused.connect(loop.quit)
    QTimer.singleShot(LONGEST_MS, loop.quit)
    loop.exec()
    return window.is_ready


def _settle(window: MainWindow) -> None:
    loop, quiet, whole = QEventLoop(), QElapsedTimer(), QElapsedTimer()
    quiet.start()
    whole.start()
    look = QTimer(interval=LOOK_EVERY_MS)

    def check() -> None:
        if window.tasks.is_answering:
            quiet.restart()
        if quiet.elapsed() > QUIET_MS or whole.elapsed() > LONGEST_MS:
            loop.quit()

    look.timeout.connect(check)
    look.start()
    loop.exec()
    look.stop()
