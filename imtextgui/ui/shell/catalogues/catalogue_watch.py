"""Notices that the catalogue was deleted or unplugged while it is open, and offers to save what is in memory."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from imtextgui.catalogue.protocols import HealthPart
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, IconLabel, label
from imtextgui.ui.widgets.file_dialog import FileDialog

LOOK_EVERY_MS = 2_000
"""A drive that was pulled out is told after so long at most; looking costs one call of the file system."""
SAVED_AS = "imtextgui-catalogue.zip"


class CatalogueWatch(QObject):
    """Looks now and then whether the catalogue is there."""

    vanished = Signal()

    def __init__(self, health: HealthPart, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._health = health
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        self._tasks.start(
            self._health.is_there, self._take, topic="there", problem=ignore, urgency=Urgency.DECORATION
        )

    def _take(self, there: bool) -> None:
        if not there and self._timer.isActive():
            self._timer.stop()
            self.vanished.emit()


class VanishedBar(QFrame):
    """Stays at the top of the window from the moment on when the catalogue is gone."""

    message = Signal(str)

    def __init__(self, folder: Path, health: HealthPart, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._health = health
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        what = self.tr(
            "The catalogue in {folder} is gone: its folder was deleted, or its drive unplugged. Nothing that is done "
            "now is kept. Judgements, tags and job sheets are still in memory: save them before you close this window."
        )
        self.text = label(what.format(folder=folder), wrap=True)
        self.save = Button("export", self.tr("&Save what is in memory…"), look="primary")
        self.save.clicked.connect(self._ask_where)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(IconLabel("warning", 26, "possible"))
        row.addSpacing(6)
        row.addWidget(self.text, 1)
        row.addWidget(self.save)

    def write(self, target: Path) -> None:
        """Save the catalogue as an archive that ``imtextgui restore`` and the window bring back."""
        self.save.setEnabled(False)
        self._tasks.start(
            lambda: self._health.backup(target, overwrite=True),
            self._tell,
            ended=lambda: self.save.setEnabled(True),
        )

    def _ask_where(self) -> None:
        title = self.tr("Save what is in memory")
        FileDialog(self, title, self.write).to_save(SAVED_AS).open()

    def _tell(self, target: Path) -> None:
        saved = self.tr("Saved: {file}. It comes back with: imtextgui restore {file} --catalogue FOLDER")
        self.text.setText(saved.format(file=target))
        self.message.emit(self.tr("Saved: {file}").format(file=target))
