"""The button that writes the report of a trial, and how far that is."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from imtextgui import messages
from imtextgui.catalogue.protocols import TrialPart
from imtextgui.ui.tasks.task_bar import TaskBar
from imtextgui.ui.tasks.task_runner import TaskRunner
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.file_dialog import FileDialog


class ReportWriter(QWidget):
    """Writes a PDF, a web page, or a table for a spreadsheet, in English or Japanese."""

    message = Signal(str)

    def __init__(self, trial: TrialPart, tasks: TaskRunner) -> None:
        super().__init__()
        self._trial = trial
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language of the report"))
        for name, code in (("English", "en"), ("日本語", "ja")):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(messages.language()))
        self.save = Button("export", self.tr("Save the &report…"))
        self.save.clicked.connect(self._ask_where)
        self.progress = TaskBar(tasks, self.tr("Writing the report"), Button("cancel", self.tr("&Cancel")))
        self.progress.running_changed.connect(lambda: self.save.setEnabled(not self.running))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.save, self.language, self.progress):
            row.addWidget(part)
        row.addStretch()

    @property
    def running(self) -> bool:
        """Whether a report is being written."""
        return self.progress.running

    def write(self, target: Path) -> None:
        """Write the report into ``target``; the dialog has asked whether to replace what is there."""
        language = str(self.language.currentData())
        self.progress.start(
            lambda: self._trial.write(target, language=language, overwrite=True),
            lambda path: self.message.emit(self.tr("Saved: {file}").format(file=path)),
        )

    def _ask_where(self) -> None:
        formats = {
            ".pdf": self.tr("Report to print"),
            ".html": self.tr("Web page"),
            ".csv": self.tr("Table for a spreadsheet"),
        }
        dialog = FileDialog(self, self.tr("Save the report"), self.write).to_save(self.tr("trial") + ".pdf")
        dialog.with_formats(formats).open()
