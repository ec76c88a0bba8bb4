"""Prints pages of PDFs as vectors: bound into a PDF, which is the target or goes to the printer as it is."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from imtextgui.domain.items import Paper
from imtextgui.domain.progress import Job, Progress
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

BindLeaves: TypeAlias = Callable[[Sequence[int], Paper, Path | None], Job[Path | None]]
"""Writes leaves, by their places from 0, into a PDF, or into one of its own; gives None where they have no vectors."""
_SIDES = {
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
    QPrinter.DuplexMode.DuplexNone: "one-sided",
}


class VectorRun(QObject):
    """One run at a time."""

    stepped = Signal(int)
    """How many pages are done."""
    ended = Signal(bool)
    """Whether the printer took the pages, or they are in their file."""
    impossible = Signal()
    """There are no vectors, or no way to hand them over: pictures of the pages are to be printed."""

    def __init__(self, bind: BindLeaves, tasks: TaskRunner, desktop: Desktop, parent: QObject) -> None:
        super().__init__(parent)
        self._bind, self._desktop = bind, desktop
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self.running = False

    def start(self, printer: QPrinter, places: Sequence[int]) -> None:
        """Print the leaves at ``places`` on ``printer``."""
        target = Path(printer.outputFileName()) if printer.outputFileName() else None
        if target is None and not self._desktop.can_print_files:
            self.impossible.emit()
            return
        size = printer.pageLayout().pageSize().sizePoints()
        paper = (float(min(size.width(), size.height())), float(max(size.width(), size.height())))
        self.running = True
        self._tasks.start(
            lambda: self._bind(places, paper, target),
            lambda file: self._hand_over(printer, file, target),
            progress=self._tell_step,
            problem=lambda _: self._end_impossible(),
            ended=self._end,
        )

    def cancel(self) -> None:
        """Print nothing."""
        self.running = False
        self._tasks.cancel_all()

    def _tell_step(self, step: Progress) -> None:
        self.stepped.emit(step.done)

    def _end(self) -> None:
        self.running = False

    def _end_impossible(self) -> None:
        self.running = False
        self.impossible.emit()

    def _hand_over(self, printer: QPrinter, file: Path | None, target: Path | None) -> None:
        if file is None:
            self._end_impossible()
            return
        self.running = False
        if target is None:
            self._desktop.print_file(file, printer.printerName(), _options(printer))
        self.ended.emit(True)


def _options(printer: QPrinter) -> list[str]:
    """What was chosen in the dialog, as ``lp`` of CUPS takes it."""
    options = ["-n", str(printer.copyCount()), "-o", "fit-to-page"]
    if (sides := _SIDES.get(printer.duplex())) is not None:
        options += ["-o", f"sides={sides}"]
    if printer.colorMode() is QPrinter.ColorMode.GrayScale:
        options += ["-o", "print-color-mode=monochrome"]
    return options
