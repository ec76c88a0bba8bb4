"""Follows which page is on show while somebody looks for one."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.domain.measurement.search_session import SearchSession, SessionFigures
from imtextgui.domain.measurement.trial import Ending

LOOK_MS = 200
"""Time is taken to a fifth of a second, which is less than a person needs to see that a page is there."""

Place = tuple[int, int]
"""Item and number of a page."""


class AttemptWatch(QObject):
    """Looks at ``place`` while a session runs; whoever owns it tells it of keys, photos and answers."""

    looked = Signal()
    """It was looked what is on show."""

    def __init__(self, place: Callable[[], Place | None], parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self.session = SearchSession(time.monotonic)
        self._touched = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self, *, by_photo: bool = False) -> None:
        """A key or a photo."""
        self._touched = False
        self.session.begin(by_photo=by_photo)
        if not self._timer.isActive():
            self._timer.start()
        self.looked.emit()

    def answer(self) -> None:
        """Another answer is on show."""
        self.session.answer()

    def touch(self) -> None:
        """Somebody chose or turned a page: what is on show from now on was chosen."""
        self._touched = True
        QTimer.singleShot(0, self, self._look)  # when the page has been turned

    def end(self, ending: Ending) -> SessionFigures | None:
        """Stop, and give what was measured; None where nobody had begun."""
        self._update()  # without a word: who is told that it was looked may end it, too
        self._timer.stop()
        return self.session.end(ending)

    def drop(self) -> None:
        """Stop without a measurement."""
        self._timer.stop()
        self.session.reset()

    def _look(self) -> None:
        self._update()
        self.looked.emit()

    def _update(self) -> None:
        place = self._place()
        if place is not None and self.session.is_running:
            self.session.open_page(*place, chosen=self._touched)
