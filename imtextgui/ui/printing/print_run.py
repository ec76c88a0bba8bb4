"""Sends pages to a printer one after the other: each is drawn in a lane, and put on paper in the window's thread."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from imtextgui import messages
from imtextgui.errors import ImTextError
from imtextgui.ui.printing.print_painting import DOTS_AN_INCH, PrintItem, PrintLeaf, paint_leaf
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.pictures import to_qimage

LONGEST = 6000
"""Pixels of a page at most, whatever the paper: 20 inches at 300 dots each."""


class PrintRun(QObject):
    """One run at a time; a page whose file cannot be read is printed as the sentence that says so."""

    stepped = Signal(int)
    """How many pages are done."""
    ended = Signal(bool)
    """Whether everything was handed to the printer."""

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._painter: QPainter | None = None
        self._printer: QPrinter | None = None
        self._left: list[PrintItem] = []
        self._done = 0

    @property
    def running(self) -> bool:
        """Whether pages are on their way to the printer."""
        return self._painter is not None

    def start(self, printer: QPrinter, items: Sequence[PrintItem]) -> None:
        """Print ``items`` on ``printer``."""
        painter = QPainter()
        if not items or not painter.begin(printer):
            self.ended.emit(False)
            return
        self._painter, self._printer, self._left, self._done = painter, printer, list(items), 0
        self._draw_next()

    def cancel(self) -> None:
        """Print nothing more; what the printer has already, it may print."""
        if self._painter is not None:
            self._tasks.cancel_all()
            self._end(whole=False)

    def _draw_next(self) -> None:
        item, printer = self._left[0], self._printer
        assert printer is not None
        area = printer.pageLayout().paintRectPixels(DOTS_AN_INCH)
        longest = min(max(area.width(), area.height()), LONGEST)
        self._tasks.start(
            lambda: drawn(item, longest),
            lambda leaf: self._put(item, leaf),
            problem=lambda problem: self._put(item, told(problem)),
            topic="leaf",
        )

    def _put(self, item: PrintItem, leaf: PrintLeaf) -> None:
        painter, printer = self._painter, self._printer
        if painter is None or printer is None:
            return
        if self._done and not printer.newPage():
            self._end(whole=False)
            return
        paint_leaf(painter, QRectF(painter.viewport()), leaf, item.foot)
        self._done += 1
        self._left.pop(0)
        self.stepped.emit(self._done)
        if self._left:
            self._draw_next()
        else:
            self._end(whole=True)

    def _end(self, *, whole: bool) -> None:
        painter, printer = self._painter, self._printer
        self._painter = self._printer = None
        if printer is not None and not whole:
            printer.abort()
        if painter is not None:
            painter.end()
        self.ended.emit(whole)


def drawn(item: PrintItem, longest: int) -> PrintLeaf:
    """What stands on the leaf of ``item``, its picture ``longest`` px long. Raises Document* errors."""
    picture = item.draw(longest)
    return PrintLeaf(None, item.text()) if picture is None else PrintLeaf(to_qimage(picture))


def told(problem: ImTextError) -> PrintLeaf:
    """The leaf in place of a page that could not be read: the sentence that says why."""
    return PrintLeaf(None, messages.sentence(problem.code, problem.details))
