"""The button that writes the report of a trial, and how far that is."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QWidget

from imtextgui import messages
from imtextgui.catalogue.protocols import TrialPart
from imtextgui.domain.progress import Progress
from imtextgui.ui.tasks.background_task import BackgroundTask
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.file_dialog import FileDialog


class ReportWriter(QWidget):
    """Writes a PDF, a web page, or a table for a spreadsheet, in English or Japanese."""

    message = Signal(str)

    def __init__(self, trial: TrialPart, tasks: TaskRunner) -> None:
        super().__init__()
        self._trial = trial
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._task: BackgroundTask | None = None
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language of the report"))
        for name, code in (("English", "en"), ("日本語", "ja")):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(messages.language()))
        self.save = Button("export", self.tr("Save the &report…"))
        self.save.clicked.connect(self._ask_where)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Writing the report"))
        self.cancel = Button("cancel", self.tr("&Cancel"))
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.save, self.language, self.bar, self.cancel):
            row.addWidget(part)
        row.addStretch()
        self._show_running()

    @property
    def running(self) -> bool:
        """Whether a report is being written."""
        return self._task is not None

    def write(self, target: Path) -> None:
        """Write the report into ``target``; the dialog has asked whether to replace what is there."""
        language = str(self.language.currentData())
        self._task = self._tasks.start(
            lambda: self._trial.write(target, language=language, overwrite=True),
            lambda path: self.message.emit(self.tr("Saved: {file}").format(file=path)),
            progress=self._show_step,
            ended=self._end,
        )
        self.bar.setRange(0, 0)
        self._show_running()

    def _ask_where(self) -> None:
        formats = {
            ".pdf": self.tr("Report to print"),
            ".html": self.tr("Web page"),
            ".csv": self.tr("Table for a spreadsheet"),
        }
        dialog = FileDialog(self, self.tr("Save the report"), self.write).to_save(self.tr("trial") + ".pdf")
        dialog.with_formats(formats).open()

    def _show_step(self, step: Progress) -> None:
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(step.done)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _end(self) -> None:
        self._task = None
        self._show_running()

    def _show_running(self) -> None:
        self.save.setEnabled(not self.running)
        for part in (self.bar, self.cancel):
            part.setVisible(self.running)
