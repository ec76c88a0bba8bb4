"""Buttons that write a job sheet as a PDF, to be kept or to be printed at once, and how far that is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from imtextgui.catalogue.protocols import JobSheetsPart, PagesPart
from imtextgui.domain.items import Paper
from imtextgui.domain.jobsheet import JobSheet, SheetReport
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.printing.print_painting import PrintItem
from imtextgui.ui.tasks.task_bar import TaskBar
from imtextgui.ui.tasks.task_runner import TaskRunner
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.focus import give_back


class JobSheetWriter(QWidget):
    """Writes one sheet at a time."""

    message = Signal(str)

    def __init__(
        self, jobsheets: JobSheetsPart, pages: PagesPart, tasks: TaskRunner, desktop: Desktop
    ) -> None:
        super().__init__()
        self._jobsheets, self._pages, self._desktop, self._runner = jobsheets, pages, desktop, tasks
        self._sheet: JobSheet | None = None
        self._pressed: Button | None = None
        self.save = Button("export", self.tr("S&ave as PDF…"), look="primary")
        self.save.clicked.connect(self._ask_where)
        self.print_button = Button("print", self.tr("Pr&int…"), tip=self.tr("Print the job sheet (Ctrl+P)"))
        self.print_button.clicked.connect(self.print_sheet)
        self.printing = Button(
            "open", self.tr("Open as P&DF"), tip=self.tr("Print it with another program, or look at it there")
        )
        self.printing.clicked.connect(self._open_elsewhere)
        cancel = Button("cancel", self.tr("&Cancel"))
        cancel.clicked.connect(lambda: self.message.emit(self.tr("The job sheet was not written.")))
        self.progress = TaskBar(tasks, self.tr("Writing the job sheet"), cancel)
        self.progress.running_changed.connect(self._follow)
        # It asks for no room of its own: while it comes and goes beside the buttons, it would widen the window.
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.save, self.print_button, self.printing):
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(self.progress, 1)
        row.addStretch()
        self._show_running()

    @property
    def running(self) -> bool:
        """Whether a sheet is being written."""
        return self.progress.running

    def show_sheet(self, sheet: JobSheet | None) -> None:
        """The sheet that is written next; one without pages cannot be."""
        self._sheet = sheet
        self._show_running()

    def write(self, target: Path) -> None:
        """Write the sheet on show into the PDF ``target``; the dialog has asked whether to replace what is there."""
        sheet = self._sheet
        if sheet is not None:
            self._start(lambda: self._jobsheets.write(sheet.id, target, overwrite=True), self._tell_saved)

    def _ask_where(self) -> None:
        if self._sheet is not None:
            title = self.tr("Save the job sheet as a PDF")
            FileDialog(self, title, self.write).to_save(self._sheet.file_name).open()

    def print_sheet(self) -> None:
        """Bind the sheet on show, and show its leaves as they are printed."""
        sheet = self._sheet
        if sheet is not None and self.print_button.isEnabled():
            self._start(lambda: self._jobsheets.printable(sheet.id), self._preview)

    def _preview(self, report: SheetReport) -> None:
        from imtextgui.ui.printing.print_preview import PrintPreview

        def item(number: int) -> PrintItem:
            return PrintItem("", lambda longest: self._pages.drawn(report.path, number, longest), str)

        leaves = [item(number) for number in range(1, report.leaves + 1)]

        def bind(places: Sequence[int], _: Paper, target: Path | None) -> Job[Path | None]:
            numbers = [place + 1 for place in places]
            yield Progress(Stage.SHEET, 0, len(numbers))
            return self._pages.printable_leaves(report.path, numbers, target)

        preview = PrintPreview(
            leaves,
            self._runner,
            self,
            self._pages.check_target,
            bind=bind,
            desktop=self._desktop,
        )
        preview.message.connect(lambda text: self.message.emit(self._with_absent(text, report)))
        preview.open()

    def _open_elsewhere(self) -> None:
        sheet = self._sheet
        if sheet is not None:
            self._start(lambda: self._jobsheets.printable(sheet.id), self._open)

    def _start(self, work: Callable[[], Job[SheetReport]], done: Callable[[SheetReport], None]) -> None:
        self._pressed = next((button for button in (self.save, self.printing) if button.hasFocus()), None)
        self.progress.start(work, done)
        if self._pressed is not None:
            self.progress.cancel.setFocus()

    def _follow(self) -> None:
        self._show_running()
        if not self.running and self.progress.cancel.hasFocus() and self._pressed is not None:
            give_back(self._pressed)

    def _show_running(self) -> None:
        ready = self._sheet is not None and self._sheet.entries > 0 and not self.running
        for button in (self.save, self.print_button, self.printing):
            button.setEnabled(ready)
        for button in (self.print_button, self.printing):
            button.setVisible(not self.running)  # the bar takes their room

    def _tell_saved(self, report: SheetReport) -> None:
        self.message.emit(self._with_absent(self.tr("Saved: {file}").format(file=report.path), report))

    def _open(self, report: SheetReport) -> None:
        text = self.tr("{name} is opened.").format(name=report.path.name)
        if not self._desktop.open_file(report.path):
            text = self.tr("No program could open {name}. Save it as a PDF instead.").format(
                name=report.path.name
            )
        self.message.emit(self._with_absent(text, report))

    def _with_absent(self, text: str, report: SheetReport) -> str:
        if absent := len(report.absent):
            text += "  " + self.tr("%n page(s) could not be had; the sheet says why.", "", absent)
        return text
