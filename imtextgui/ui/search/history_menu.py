"""The past searches that the query bar offers: the newest and the saved ones, with pictures of their photos."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from imtextgui.catalogue.protocols import HistoryPart
from imtextgui.domain.history import PastSearch
from imtextgui.ui.style import control_sizes
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.pictures import decode

OFFERED = 12
"""Searches in the menu at most; the others are on a page of their own."""
FEWEST = 4
"""Searches in the menu of a window that is too low for them, too."""
ROOM = 0.6
"""Share of the width and of the height of the window that the menu may cover, about."""


class HistoryMenu(QMenu):
    """Opens below ``anchor`` when the searches were read."""

    asked = Signal(object)
    """The Query to ask again."""
    all_requested = Signal()

    def __init__(self, history: HistoryPart, tasks: TaskRunner, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._history, self._anchor = history, anchor
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)

    def offer(self) -> None:
        """Read the searches, and show them."""
        self._tasks.start(self._read, self._show, topic="history")

    def _read(self) -> list[tuple[PastSearch, QImage | None]]:
        searches = self._history.latest(OFFERED)[:OFFERED]
        return [(past, decode(past.picture) if past.picture else None) for past in searches]

    def _show(self, rows: Sequence[tuple[PastSearch, QImage | None]]) -> None:
        self.clear()
        room = self._anchor.window().size() * ROOM
        most = max(FEWEST, room.height() // control_sizes.current().control)
        for past, image in rows[:most]:
            action = self.addAction(self._text(past, room.width()))
            if image is not None:
                action.setIcon(QIcon(QPixmap.fromImage(image)))
            action.triggered.connect(self._asker(past))
        self.addSeparator()
        self.addAction(self.tr("&All past searches")).triggered.connect(self.all_requested)
        self.popup(self._anchor.mapToGlobal(QPoint(0, self._anchor.height())))

    def _asker(self, past: PastSearch) -> Callable[[], None]:
        def ask() -> None:
            self.asked.emit(past.query)

        return ask

    def _text(self, past: PastSearch, width: int) -> str:
        words = past.query.text or self.tr("A photo")
        text = f"★ {past.name}" if past.name else words
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        return shown.replace("&", "&&")
