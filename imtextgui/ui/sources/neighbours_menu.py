"""Which other catalogues are searched with the one that is open: a list of those that were open lately, with ticks."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QMenu, QWidget

from imtextgui import messages
from imtextgui.catalogue.protocols import NeighboursPart
from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

_KEY = "catalogues/searched-too"


class NeighboursMenu(QMenu):
    """A tick takes a catalogue in; what is ticked is remembered, and counts again when the window is opened."""

    changed = Signal()
    """Other catalogues are searched now."""
    message = Signal(str)

    def __init__(
        self,
        neighbours: NeighboursPart,
        offered: Callable[[], Sequence[Path]],
        tasks: TaskRunner,
        store: QSettings,
        parent: QWidget,
    ) -> None:
        """``offered`` gives the folders of catalogues that may be ticked."""
        super().__init__(self.tr("Search in &these, too"), parent)
        self._neighbours, self._offered, self._store = neighbours, offered, store
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._told: tuple[str, ...] = ()
        self.aboutToShow.connect(self.fill)

    def start(self) -> None:
        """Search in those, too, that were ticked before."""
        if folders := self._ticked():
            self._choose(folders)

    def fill(self) -> None:
        """List the catalogues."""
        self.clear()
        ticked = self._ticked()
        for folder in dict.fromkeys((*ticked, *self._offered())):
            action = self.addAction(str(folder))
            action.setCheckable(True)
            action.setChecked(folder in ticked)
            action.triggered.connect(lambda on, folder=folder: self.tick(folder, on))
        if self.isEmpty():
            self.addAction(self.tr("No other catalogue was open yet")).setEnabled(False)

    def tick(self, folder: Path, on: bool) -> None:
        """Search in ``folder``, too, or not any more."""
        folders = [*(other for other in self._ticked() if other != folder), *([folder] if on else [])]
        self._store.setValue(_KEY, "\n".join(map(str, folders)))
        self._choose(folders)

    def tell_left_out(self) -> None:
        """Say which of them are not in the last answer, once."""
        troubles = self._neighbours.left_out
        codes = tuple(f"{trouble.code} {trouble.details.get('path', '')}" for trouble in troubles)
        if codes != self._told:
            self._told = codes
            if troubles:
                self.message.emit(" ".join(map(self._sentence, troubles)))

    def _choose(self, folders: Sequence[Path]) -> None:
        self._tasks.start(
            lambda: self._neighbours.choose(folders), lambda _: self.changed.emit(), topic="choose"
        )

    def _ticked(self) -> list[Path]:
        return [Path(line) for line in str(self._store.value(_KEY, "")).splitlines() if line]

    def _sentence(self, trouble: ImTextError) -> str:
        reason = messages.sentence(trouble.code, trouble.details)
        return self.tr("Left out of this answer: {reason}").format(reason=reason)
