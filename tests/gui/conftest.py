"""A window on a light catalogue, closed after each test, with what it told to the desktop and to the user."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QSettings, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.ui.desktop import Desktop
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from imtextgui.ui.tasks.lane_worker import LaneThread
from tests.gui.fake_catalogue import FakeCatalogue, indexed

PATIENCE_MS = 60_000
"""How long a state is waited for: long enough for a machine that does much else; nobody waits longer than needed."""


class PatientBot(QtBot):
    """Waits for states as pytest-qt's own bot does, which gives up after five seconds."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **options: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)


PLACES = (
    "sources",
    "problems",
    "history",
    "tags",
    "dictionary",
    "job-sheets",
    "quality",
    "trial",
    "settings",
    "help",
)
"""The pages of the rail besides the search."""


@pytest.fixture
def in_size(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Lay the application out in the sizes of a mode."""
    yield lambda name: theme.apply(qapp, colour_schemes.LIGHT, control_sizes.BY_NAME[name])
    theme.apply(qapp, colour_schemes.LIGHT, control_sizes.NORMAL)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Does what a user does; as pytest-qt's fixture of this name, with more patience."""
    return PatientBot(request)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says so at dialogs and menus; it concerns no one.
    harmless = pytest.mark.qt_log_ignore("This plugin does not support")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(harmless)


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    """Every test sees the real colours, fonts and English plurals."""
    theme.apply(qapp, colour_schemes.LIGHT)
    i18n.install(qapp, "en")


@pytest.fixture(scope="session", autouse=True)
def coverage_sees_the_lanes() -> None:
    """Coverage follows the threads of Python only; those of Qt have to be told."""
    run = LaneThread.run

    def traced(thread: LaneThread) -> None:
        sys.settrace(threading.gettrace())
        run(thread)

    LaneThread.run = traced  # type: ignore[method-assign, assignment]  # for the whole session


@pytest.fixture(autouse=True)
def numbers_in_english(qapp: QApplication) -> None:
    """Each test begins with English numbers: the window of an earlier one leaves those of its language."""
    QLocale.setDefault(QLocale("en_US"))


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """As in the program: a lane that collects garbage may destroy what belongs to the window, and lock it up."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@dataclass
class Told:
    """What a window asked of the desktop, and the codes of the problems it showed."""

    opened: list[Path] = field(default_factory=list)
    started: list[tuple[str, list[str]]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    refuses: bool = False
    gone: set[Path] = field(default_factory=set)
    programs: set[str] = field(default_factory=set)

    def desktop(self) -> Desktop:
        def which(name: str) -> str | None:
            return name if name in self.programs else None

        return Desktop(self._open, self._start, which, lambda path: path not in self.gone)

    def _open(self, url: QUrl) -> bool:
        self.opened.append(Path(url.toLocalFile()))
        return not self.refuses

    def _start(self, program: str, arguments: Sequence[str]) -> None:
        self.started.append((program, list(arguments)))


@pytest.fixture
def told() -> Told:
    return Told()


MakeWindow = Callable[[FakeCatalogue], MainWindow]


@pytest.fixture
def japanese(qapp: QApplication) -> Iterator[None]:
    """The program's words, and numbers and dates, in Japanese."""
    installed = i18n.install(qapp, "ja")
    QLocale.setDefault(QLocale("ja_JP"))
    yield
    i18n.remove(qapp, installed)
    QLocale.setDefault(QLocale("en_US"))


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path, told: Told) -> Iterator[MakeWindow]:
    """Open a window on a catalogue and wait until it shows its folders."""
    windows = []

    def make(core: FakeCatalogue) -> MainWindow:
        store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        samples = tmp_path / "samples"
        samples.mkdir(exist_ok=True)
        window = MainWindow(lambda: core, told.desktop(), store, samples)
        windows.append(window)
        window.notice.shown.connect(told.codes.append)
        with qtbot.waitSignal(window.ready):
            window.show()
        qtbot.waitUntil(lambda: not window.tasks.is_answering)
        core.search.queries.clear()  # that of the warm-up
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def core() -> FakeCatalogue:
    """A catalogue with one folder, indexed."""
    return indexed()


@pytest.fixture
def window(make_window: MakeWindow, core: FakeCatalogue) -> MainWindow:
    return make_window(core)


@pytest.fixture
def settled(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    """Wait until the search lane has nothing more to do, nor the timers that feed it."""

    def wait() -> None:
        qtbot.wait(80)
        qtbot.waitUntil(lambda: not window.tasks.is_answering, timeout=10_000)

    return wait
