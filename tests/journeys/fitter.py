"""A fitter at the window: looks where things are, clicks and types, and waits until the window has done it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QFileDialog, QWidget

from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.shell.test_sizes import is_hidden_partly, is_squeezed
from tests.gui.widgets.test_accessibility import texts_cut
from tests.journeys.x_server import Hands

PATIENCE_S = 60
LOOK_EVERY_MS = 15
LAID_OUT_S = 5
"""After so long everything has its place."""
Part = TypeVar("Part", bound=QWidget)


class NotReached(AssertionError):
    """The window did not come to where the journey leads."""


class Fitter:
    """Works with one window at a time, which ``make`` makes.

    ``pictures`` is the folder that a picture of each stop is put into, None for none.
    """

    def __init__(
        self, make: Callable[[], MainWindow], hands: Hands, pictures: Path | None, name: str
    ) -> None:
        self._make, self.hands = make, hands
        self.pictures, self.name = pictures, name
        self.is_strict = False
        """Whether nothing may be cut at a stop."""
        self.window = self._opened()

    def close(self) -> None:
        """Close the window, and wait until nothing of it runs any more."""
        self.window.close()
        self.until(lambda: bool(self.window.stopped), "everything stopped")
        self.window.deleteLater()

    def restart(self) -> None:
        """Close the program, as it were, and start it again."""
        self.close()
        self.window = self._opened()

    def _opened(self) -> MainWindow:
        self.window = window = self._make()
        place = window.geometry()
        window.show()
        window.activateWindow()
        self.until(lambda: window.is_ready and window.isActiveWindow(), "the window")
        self.settled()
        window.setGeometry(place)  # pages that come late may have widened it
        return window

    def until(self, reached: Callable[[], object], what: str) -> None:
        """Wait until ``what`` holds."""
        begun = time.monotonic()
        while not reached():
            QTest.qWait(LOOK_EVERY_MS)
            if time.monotonic() - begun > PATIENCE_S:
                self._draw("not-reached")
                raise NotReached(what)

    def settled(self) -> None:
        """Wait until the window has nothing more to do."""
        QTest.qWait(80)  # the timers that feed the lanes
        self.until(lambda: not self.window.tasks.is_answering, "answers")

    def press(self, keys: str) -> None:
        """Press keys in the window that has them."""
        self.hands.press(keys)
        QTest.qWait(LOOK_EVERY_MS)

    def write(self, text: str) -> None:
        """Type ``text``."""
        self.hands.write(text)
        QTest.qWait(LOOK_EVERY_MS)

    def click(self, part: QWidget, *, holding: str = "") -> None:
        """Click in the middle of ``part``, once it is to be seen and stands still."""
        seen = [QRect(), _place(part)]

        def stands() -> bool:
            seen[:] = seen[1], _place(part)
            return _is_seen(part) and seen[0] == seen[1]

        self.until(stands, f"{part.accessibleName() or part.objectName()} is to be seen")
        self._click_at(part, part.rect(), holding)

    def click_row(self, view: QAbstractItemView, row: int, *, holding: str = "") -> None:
        """Click on a row of a list."""

        def place() -> QRect:
            return view.visualRect(view.model().index(row, 0, view.rootIndex()))

        self.until(lambda: place().intersects(view.viewport().rect()), f"row {row}")
        self._click_at(view.viewport(), place().intersected(view.viewport().rect()), holding)

    def click_in(self, part: QWidget, place: QRect) -> None:
        """Click in the middle of a place of ``part``."""
        self._click_at(part, place, "")

    def search(self, text: str) -> None:
        """Ask for ``text`` with Ctrl+K and Enter."""
        self.press("ctrl+k")
        words = self.window.search.query_bar.words
        self.until(words.hasFocus, "the words have the focus")
        self.press("ctrl+a")
        self.write(text)
        self.until(lambda: words.text() == text, f"{text} is typed, not {words.text()}")
        self.press("Return")
        self.until(lambda: self._is_answered(text), f"an answer to {text}")
        self.settled()

    def dialog(self, kind: type[Part]) -> Part:
        """The dialog that has opened, with the keys: there is no window manager that would give it them."""

        def opened() -> list[Part]:
            return [
                found
                for found in QApplication.topLevelWidgets()
                if isinstance(found, kind) and found.isVisible()
            ]

        self.until(opened, kind.__name__)
        dialog = opened()[0]
        dialog.activateWindow()
        self.until(dialog.isActiveWindow, f"{kind.__name__} has the keys")
        return dialog

    def page(self, kind: type[Part]) -> Part:
        """The page of the rail that is on show now."""

        def shown() -> list[Part]:
            return [page for page in self.window.workspace.findChildren(kind) if page.isVisible()]

        self.until(shown, kind.__name__)
        self.settled()
        return shown()[0]

    def back(self) -> None:
        """The dialog is closed: the window has the keys again."""
        self.until(lambda: not _dialogs(), "no dialog is open")
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window has the keys")

    def stop(self, place: str) -> None:
        """Look at the screen as it is here: it is drawn, and where ``is_strict`` nothing on it may be cut."""
        begun, cut = time.monotonic(), list[object]()
        while self.is_strict:
            cut = [part for shown in (*_dialogs(), self.window) for part in _cut(shown)]
            if not cut or time.monotonic() - begun > LAID_OUT_S:
                break
            QTest.qWait(LOOK_EVERY_MS)
        self._draw(place)
        if cut:
            raise NotReached(f"whole texts and buttons at {place}: {cut}")

    def _draw(self, place: str) -> None:
        if self.pictures is not None:
            screen = QGuiApplication.primaryScreen()
            screen.grabWindow(0).save(str(self.pictures / f"{place}-{self.name}.png"))

    @contextmanager
    def journey(self, name: str) -> Iterator[None]:
        """One way: begins at the search, with nothing asked, and its last stop is drawn; nothing widens the window."""
        before = self.window.size()
        self.window.workspace.show_search()
        self.window.search.photo.clear()  # where the way before did not come to its end
        self.window.search.query_bar.words.clear()
        self.back()
        self.settled()
        yield
        self.stop(name)
        if self.window.size() != before:
            raise NotReached(f"the window stays {before}, and is not {self.window.size()}")

    def _is_answered(self, text: str) -> bool:
        answer = self.window.search.answer
        return answer is not None and answer.query.text == text

    def _click_at(self, part: QWidget, place: QRect, holding: str) -> None:
        at = part.mapToGlobal(QPoint(place.center()))
        self.hands.click(at.x(), at.y(), holding=holding)
        QTest.qWait(LOOK_EVERY_MS)


def _is_seen(part: QWidget) -> bool:
    return part.isVisible() and part.visibleRegion().contains(part.rect().center())


def _place(part: QWidget) -> QRect:
    """Where ``part`` is on the screen."""
    return QRect(part.mapToGlobal(QPoint()), part.size())


def _dialogs() -> list[QDialog]:
    """The dialogs that are open."""
    return [
        shown for shown in QApplication.topLevelWidgets() if isinstance(shown, QDialog) and shown.isVisible()
    ]


def _cut(shown: QWidget) -> list[object]:
    """Texts and buttons of a window that are not whole; Qt's dialogs for files are not ours."""
    if isinstance(shown, QFileDialog):
        return []
    buttons = [button for button in shown.findChildren(QAbstractButton) if button.isVisible()]
    partly = [button for button in buttons if is_squeezed(button) or is_hidden_partly(button)]
    return [*texts_cut(shown), *(button.text() or button.accessibleName() for button in partly)]
