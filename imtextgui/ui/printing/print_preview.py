"""The pages as they will come out of the printer, and the buttons that choose one and print."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from imtextgui import messages
from imtextgui.errors import ImTextError
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.printing.print_painting import DOTS_AN_INCH, PrintItem, PrintLeaf, paint_leaf
from imtextgui.ui.printing.print_run import PrintRun, drawn, told
from imtextgui.ui.printing.vector_run import BindLeaves, VectorRun
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label

FEW, SHARP_PIXELS, COARSE_PIXELS = 12, 1200, 480
"""So many pages are shown sharp; of more of them all would not fit into memory."""
SETTLED_MS = 80
"""Pages come one by one; the preview is painted anew when none came for so long."""
SIZE = (900, 700)
PAPERS = (
    QPageSize.PageSizeId.A4,
    QPageSize.PageSizeId.A3,
    QPageSize.PageSizeId.A5,
    QPageSize.PageSizeId.JisB5,
    QPageSize.PageSizeId.Letter,
)


class PrintPreview(QDialog):
    """Shows the leaves and prints them. It is modal to the window, and deletes itself."""

    message = Signal(str)

    def __init__(
        self,
        items: Sequence[PrintItem],
        tasks: TaskRunner,
        parent: QWidget,
        check_target: Callable[[Path], object],
        *,
        bind: BindLeaves,
        desktop: Desktop,
    ) -> None:
        """``check_target`` raises an ImTextError for a file that must not be printed into; ``bind`` writes the pages
        into a PDF, where they have vectors.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print %n page(s)", "", len(items)))
        self._check_target = check_target
        self._items, self._leaves = list(items), dict[int, PrintLeaf]()
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self.printer = _new_printer()
        self.run = PrintRun(tasks, self)
        self.run.stepped.connect(self._show_step)
        self.run.ended.connect(self._end)
        self.vectors = VectorRun(bind, tasks, desktop, self)
        self.vectors.stepped.connect(self._show_step)
        self.vectors.ended.connect(self._end)
        self.vectors.impossible.connect(self._print_pictures)
        self.pages = QPrintPreviewWidget(self.printer, self)
        self.pages.setAccessibleName(self.tr("Pages as they are printed"))
        self.pages.paintRequested.connect(self._paint)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self.pages.updatePreview)
        self._build()
        self._load()
        self.resize(*SIZE)

    def ask_printer(self) -> None:
        """Ask for the printer, and print on it."""
        # Another one than the preview has, which puts its own aside while it is painted.
        printer = _new_printer()
        printer.setPageLayout(self.printer.pageLayout())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, len(self._items))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(lambda code: self._go_on(code, printer))
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages that were chosen on ``printer``."""
        if target := printer.outputFileName():
            try:
                self._check_target(Path(target))
            except ImTextError as problem:
                self._tasks.report(problem)
                self.message.emit(messages.sentence(problem.code, problem.details))
                return
        places = range(len(self._items))
        if printer.printRange() is QPrinter.PrintRange.PageRange:
            places = places[max(printer.fromPage(), 1) - 1 : printer.toPage() or None]
        self.bar.setRange(0, len(places))
        self.bar.setValue(0)
        self._printing = printer, places
        self.vectors.start(printer, places)
        self._show_running()

    def _print_pictures(self) -> None:
        printer, places = self._printing
        self.run.start(printer, [self._items[place] for place in places])
        self._show_running()

    def _go_on(self, code: int, printer: QPrinter) -> None:
        if code == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing stops printing."""
        self._cancel()
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc stops printing, too."""
        self._cancel()
        super().reject()

    def _cancel(self) -> None:
        for run in (self.vectors, self.run):
            run.cancel()

    # Building

    def _build(self) -> None:
        self.print_button = Button("print", self.tr("&Print…"), look="primary")
        self.print_button.clicked.connect(lambda _=False: self.ask_printer())
        self.paper, self.orientation = QComboBox(), QComboBox()
        self.paper.setAccessibleName(self.tr("Size of the paper"))
        for size in PAPERS:
            self.paper.addItem(QPageSize.name(size), size)
        self.orientation.setAccessibleName(self.tr("Orientation of the paper"))
        self.orientation.addItem(self.tr("Upright"), QPageLayout.Orientation.Portrait)
        self.orientation.addItem(self.tr("Lying"), QPageLayout.Orientation.Landscape)
        self._show_paper()
        for box in (self.paper, self.orientation):
            box.activated.connect(self._choose_paper)
        self.smaller = Button("zoom-out", name=self.tr("Smaller"))
        self.smaller.clicked.connect(lambda _=False: self.pages.zoomOut())
        self.larger = Button("zoom-in", name=self.tr("Larger"))
        self.larger.clicked.connect(lambda _=False: self.pages.zoomIn())
        self.whole = Button("fit", name=self.tr("Whole page"))
        self.whole.clicked.connect(lambda _=False: self.pages.fitInView())
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Printing"))
        self.leave = Button("cancel", self.tr("&Close"))
        self.leave.clicked.connect(self.reject)
        self.count = label(self.tr("%n page(s)", "", len(self._items)), "muted")
        zooming = (self.smaller, self.larger, self.whole)
        row = QHBoxLayout()
        for widget in (self.print_button, self.paper, self.orientation, *zooming, self.count):
            row.addWidget(widget)
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        self._show_running()
        self.print_button.setFocus()

    def _load(self) -> None:
        longest = SHARP_PIXELS if len(self._items) <= FEW else COARSE_PIXELS
        for place, item in enumerate(self._items):
            self._load_leaf(place, item, longest)

    def _load_leaf(self, place: int, item: PrintItem, longest: int) -> None:
        self._tasks.start(
            lambda: drawn(item, longest),
            lambda leaf: self._take(place, leaf),
            problem=lambda problem: self._take(place, told(problem)),
            topic=place,
            urgency=Urgency.PAGE,
        )

    def _take(self, place: int, leaf: PrintLeaf) -> None:
        self._leaves[place] = leaf
        if place == 0 and leaf.picture is not None and leaf.picture.width() > leaf.picture.height():
            self.printer.setPageOrientation(QPageLayout.Orientation.Landscape)
            self._show_paper()
        self._settled.start()

    # Painting and printing

    def _paint(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        for place, item in enumerate(self._items):
            if place:
                printer.newPage()
            leaf = self._leaves.get(place, PrintLeaf(None))
            paint_leaf(painter, QRectF(painter.viewport()), leaf, item.foot)
        painter.end()

    def _choose_paper(self) -> None:
        self.printer.setPageSize(QPageSize(self.paper.currentData()))
        self.printer.setPageOrientation(self.orientation.currentData())
        self.pages.updatePreview()

    def _show_paper(self) -> None:
        """Show the paper of the printer; one that is not offered is the first of those that are."""
        layout = self.printer.pageLayout()
        self.paper.setCurrentIndex(max(self.paper.findData(layout.pageSize().id()), 0))
        self.orientation.setCurrentIndex(max(self.orientation.findData(layout.orientation()), 0))
        if self.paper.currentData() != layout.pageSize().id():
            self.printer.setPageSize(QPageSize(self.paper.currentData()))

    def _show_step(self, done: int) -> None:
        self.bar.setValue(done)

    def _end(self, whole: bool) -> None:
        self._show_running()
        if whole:
            self.message.emit(self.tr("%n page(s) printed.", "", self.bar.maximum()))
            self.accept()
        elif self.isVisible():
            self.message.emit(self.tr("The printer did not take the pages."))

    def _show_running(self) -> None:
        running = self.run.running or self.vectors.running
        self.bar.setVisible(running)
        for control in (self.print_button, self.paper, self.orientation):
            control.setEnabled(not running)


def _new_printer() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS_AN_INCH)
    printer.setDocName("imtextgui")
    return printer
