"""Uses a real window on a real catalogue for a while, and watches that nothing grows: memory, handles, threads,
widgets, processes, temporary files.

    python -m tests.reliability.window_soak --seconds 3600

A round changes a file and indexes, asks with words and with a photo, looks at the answer large, collects it, and goes
through every page of the rail. Exit status 1 where something has grown, or where the window told a fault.
"""

import argparse
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.shell.app import application
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from imtextgui.ui.tasks.task_runner import Lane
from tests.fakes import FakeEncoder
from tests.gui.conftest import PLACES
from tests.reliability.life import FILES, make_files
from tests.reliability.soak import MOST_GROWN_MB, measure

WARM_UP = 6
"""Rounds after which every page has been made, in both colours, and everything is loaded that is loaded once."""

PATIENCE = 120.0
"""Seconds after which the window is taken for hanging."""


def window_on(folder: Path) -> tuple[MainWindow, list[str]]:
    """A window on the catalogue in ``folder``, and the codes of what it shows as problems."""
    store = QSettings(str(folder.parent / "window.ini"), QSettings.Format.IniFormat)
    desktop = Desktop(lambda _: True, lambda *_: None, lambda _: None, lambda _: True)
    window = MainWindow(lambda: Catalogue.open(folder, encoder=FakeEncoder()), desktop, store)
    codes: list[str] = []
    window.notice.shown.connect(codes.append)
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    window.resize(1366, 768)
    window.show()
    wait_for(lambda: bool(ready))
    return window, codes


def wait_for(state: Callable[[], bool]) -> None:
    """Let the window work until ``state`` is true. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while not state():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if time.monotonic() > end:
            raise TimeoutError("the window hangs")


class Hand:
    """Does in a window what a user does."""

    def __init__(self, window: MainWindow, root: Path) -> None:
        self._window, self._root, self._chance = window, root, random.Random(1)
        self._answers: list[object] = []
        window.search.answered.connect(self._answers.append)

    def round(self, number: int) -> None:
        """One round; every fifth also in other colours and sizes."""
        self._index(number)
        self._ask(
            self._chance.choice(
                ("shaft seal", "油圧ポンプ", f"GP-2040 {number}", "type:txt bolt", "nothing like it")
            )
        )
        self._look_large()
        self._ask_with_photo(self._root / f"photo {number % 6}.png")
        self._look_large()
        for place in PLACES:
            self._window.workspace.go(place)
            self._settle()
        self._window.show_search()
        self._window.search.clear()
        self._settle()
        if number % 5 == 4:
            scheme = (colour_schemes.LIGHT, colour_schemes.DARK)[number // 5 % 2]
            theme.apply(application(), scheme, control_sizes.NORMAL)

    def _settle(self) -> None:
        tasks = self._window.tasks
        wait_for(lambda: not any(tasks.is_busy(lane) for lane in Lane))

    def _index(self, number: int) -> None:
        file = self._root / f"note {self._chance.randrange(1, FILES):02}.txt"
        file.write_text(f"round {number}: tighten the bolt", encoding="utf-8")
        sources = self._window.sources
        if number:
            sources.reindex.click()
        else:
            sources.add_folder(self._root)
        wait_for(lambda: sources.runs.running)
        wait_for(lambda: not sources.runs.running)
        self._settle()

    def _ask(self, words: str) -> None:
        before = len(self._answers)
        self._window.search.query_bar.words.setText(words)
        self._window.search.search()
        wait_for(lambda: len(self._answers) > before)
        self._settle()
        del self._answers[:]

    def _ask_with_photo(self, photo: Path) -> None:
        search = self._window.search
        search.query_bar.words.clear()
        search.photo.open_file(photo)
        wait_for(lambda: bool(search.model.rowCount()) and bool(search.query and search.query.photos))
        self._settle()
        del self._answers[:]

    def _look_large(self) -> None:
        search = self._window.search
        if search.model.rowCount():
            search.read(True)
            self._settle()
            search.read(False)
            search.actions_of_hits.collect([search.model.hit(0).page_id])
            self._settle()


def measured(scratch: Path) -> dict[str, float]:
    """What must stay flat, after everything that can go has gone."""
    for _ in range(3):
        gc.collect()
        QCoreApplication.processEvents()
        # Without a loop of its own nothing deletes what is to be deleted later.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return measure(scratch) | {
        "widgets": len(QApplication.allWidgets()),
        "processes": len(psutil.Process().children(recursive=True)),
    }


def soak(seconds: float, place: Path) -> tuple[int, dict[str, float], dict[str, float], list[str]]:
    """Rounds for so many seconds, at least four after the warm-up; their number, figures before and after, problems."""
    root, scratch = place / "files", place / "scratch"
    make_files(root)
    (root / "damaged.jpg").unlink()
    scratch.mkdir()
    tempfile.tempdir = str(scratch)
    theme.apply(application(), colour_schemes.LIGHT, control_sizes.NORMAL)
    window, codes = window_on(place / "catalogue")
    hand, before, number = Hand(window, root), {}, 0
    end = time.monotonic() + seconds
    while number < WARM_UP + 4 or time.monotonic() < end:
        hand.round(number)
        number += 1
        if number == WARM_UP:
            before = measured(scratch)
    after = measured(scratch)
    window.close()
    return number, before, after, codes


def main() -> int:
    """Run it and print its figures as JSON; status 1 where something has grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="window-soak-", ignore_cleanup_errors=True) as name:
        os.environ["IMTEXTGUI_DATA"] = str(Path(name, "data"))
        rounds, before, after, codes = soak(seconds, Path(name))
        tempfile.tempdir = None
    grown = {what: round(after[what] - before[what], 1) for what in before}
    print(
        json.dumps(
            {"rounds": rounds, "seconds": seconds, "before": before, "grown": grown, "problems": codes}
        )
    )
    counted = ("threads", "temporary", "widgets", "processes")
    flat = grown["megabytes"] <= MOST_GROWN_MB and not any(grown[what] > 0 for what in counted)
    return 0 if flat and grown["handles"] <= 2 and not codes else 1


if __name__ == "__main__":
    sys.exit(main())
