"""Job sheets: make one, put its pages in order, note what is to be done, and take it along as a PDF."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imtextgui.catalogue.protocols import JobSheetsPart, PagesPart
from imtextgui.domain.jobsheet import JobSheet, Removed, SheetPage
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.library.entry_list import SheetEntryList
from imtextgui.ui.library.job_sheet_writer import JobSheetWriter
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.widgets.controls import Button, EmptyState, RowList, label
from imtextgui.ui.widgets.focus import kept_focus
from imtextgui.ui.widgets.formatting import Formatter
from imtextgui.ui.widgets.undo_bar import UndoBar

LIST_WIDTH = 250
NAME = "Title (L)"
"""As wide as the names of fields, so that these begin at one edge."""

SheetsRead = tuple[Sequence[JobSheet], JobSheet | None, Sequence[SheetPage]]
"""All sheets, the one to show, and what is on it."""


class JobSheetsPage(QFrame):
    """Sheets at the left, the newest first; what is on the chosen one at the right."""

    open_requested = Signal(object, int)
    """Path and page number."""
    message = Signal(str)

    def __init__(
        self, jobsheets: JobSheetsPart, pages: PagesPart, tasks: TaskRunner, desktop: Desktop, undo: UndoBar
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._jobsheets, self._undo = jobsheets, undo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._formatter = Formatter(self)
        self._sheet: JobSheet | None = None
        self._noted: SheetPage | None = None
        """The entry whose note is in the line; what is typed there is kept until it is done."""
        self._is_fresh = False
        self.sheets = RowList(self.tr("Job sheets"))
        self.sheets.setFixedWidth(LIST_WIDTH)
        self.sheets.currentItemChanged.connect(lambda *_: self._choose())
        self.add = Button("add", self.tr("&New job sheet"))
        self.add.clicked.connect(self._create)
        self.title = QLineEdit()
        self.title.editingFinished.connect(self._rename)
        self.remove = Button(
            "remove", self.tr("Re&move"), tip=self.tr("Remove this job sheet; no file is touched")
        )
        self.remove.clicked.connect(self._remove)
        self.entries = SheetEntryList(ThumbnailCache(pages, tasks, self))
        self.entries.currentItemChanged.connect(lambda *_: self._choose_entry())
        self.entries.itemActivated.connect(lambda _: self._open())
        self.entries.move_requested.connect(self._move)
        self.entries.removal_requested.connect(self._remove_pages)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("What is to be done there"))
        self.note.editingFinished.connect(self._keep_note)
        self.note.returnPressed.connect(self.entries.setFocus)
        self.opening = Button("open", self.tr("&Open"), tip=self.tr("Open the file at this page (Enter)"))
        self.opening.clicked.connect(self._open)
        self.up = Button("up", name=self.tr("Move up (Alt+Up)"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down = Button("down", name=self.tr("Move down (Alt+Down)"))
        self.down.clicked.connect(lambda: self._move(1))
        self.off = Button("clear", self.tr("Ta&ke off"), tip=self.tr("Take this page off the sheet (Delete)"))
        self.off.clicked.connect(self._remove_pages)
        self.writer = JobSheetWriter(jobsheets, pages, tasks, desktop)
        self.writer.message.connect(self.message)
        self._build()
        self.setFocusProxy(self.sheets)
        self._show(((), None, ()))

    def refresh(self) -> None:
        """Read the sheets again."""
        self._read(self._sheet.id if self._sheet and self._jobsheets.read_only else None)

    # Building

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(label(self.tr("Job sheets"), "title"))
        side.addWidget(self.sheets, 1)
        side.addWidget(self.add)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "jobsheet",
                self.tr("No job sheets yet"),
                self.tr(
                    "Collect the pages that a job needs: press Ctrl+J on a result or a page, or choose "
                    "“Add to job sheet” from its menu. Then take them along as one PDF."
                ),
            )
        )
        self._stack.addWidget(self._sheet_side())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(side)
        row.addWidget(self._stack, 1)

    def _sheet_side(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._pages = QStackedWidget()
        self._pages.addWidget(
            EmptyState(
                "search",
                self.tr("Nothing on this sheet yet"),
                self.tr("Search for a page, then press Ctrl+J. It comes onto the sheet that is chosen here."),
            )
        )
        self._pages.addWidget(self.entries)
        column.addLayout(_line(self.tr("Tit&le"), self.title, (self.remove,)))
        column.addWidget(self._pages, 1)
        column.addLayout(_line(self.tr("No&te"), self.note, ()))
        tools = QHBoxLayout()  # not beside the note: for gloves, they would leave it two words
        tools.addStretch(1)
        for button in (self.up, self.down, self.off, self.opening):
            tools.addWidget(button)
        column.addLayout(tools)
        column.addWidget(self.writer)
        return inside

    # Showing

    def _read(self, wanted: int | None) -> None:
        """Read the sheets, and what is on the sheet ``wanted``, by default the one that was used last."""

        def read() -> SheetsRead:
            sheets = self._jobsheets.all()
            used = max(sheets, key=lambda sheet: sheet.used, default=None)
            shown = next((sheet for sheet in sheets if sheet.id == wanted), used)
            return sheets, shown, self._jobsheets.pages(shown.id) if shown else ()

        self._tasks.start(read, self._show, topic="sheets")

    def _show(self, read: SheetsRead) -> None:
        with kept_focus(self):
            self._fill(read)
        if self._is_fresh:
            self._is_fresh = False
            self.title.setFocus()
            self.title.selectAll()

    def _fill(self, read: SheetsRead) -> None:
        sheets, self._sheet, pages = read
        self._fill_sheets(sheets)
        self._stack.setCurrentIndex(1 if self._sheet else 0)
        self._pages.setCurrentIndex(1 if pages else 0)
        self.entries.show_entries(pages)
        changeable = not self._jobsheets.read_only
        self.add.setEnabled(changeable)
        for control in (self.title, self.remove):
            control.setEnabled(changeable and self._sheet is not None)
        if not self.title.isModified():
            self.title.setText(self._sheet.title if self._sheet else "")
        self.writer.show_sheet(self._sheet)
        self._choose_entry()

    def _fill_sheets(self, sheets: Sequence[JobSheet]) -> None:
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for sheet in sheets:
            pages = self.tr("%n page(s)", "", sheet.entries)
            facts = f"{self._formatter.ago(sheet.made)}  ·  {pages}"
            item = self.sheets.add(f"{sheet.title}\n{facts}", sheet, f"{sheet.title}, {facts}")
            if self._sheet is not None and sheet.id == self._sheet.id:
                self.sheets.setCurrentItem(item)
        self.sheets.blockSignals(False)

    def _choose(self) -> None:
        sheet: JobSheet | None = self.sheets.chosen()
        if sheet is None or self._jobsheets.read_only:
            self._read(sheet.id if sheet else None)
        else:
            self._change(lambda: self._jobsheets.use(sheet.id))

    def _entry(self) -> SheetPage | None:
        chosen: SheetPage | None = self.entries.chosen()
        return chosen

    def _choose_entry(self) -> None:
        page, row = self._entry(), self.entries.currentRow()
        changeable = page is not None and not self._jobsheets.read_only
        for control in (self.note, self.off):
            control.setEnabled(changeable)
        self.opening.setEnabled(page is not None)
        self.up.setEnabled(changeable and row > 0)
        self.down.setEnabled(changeable and row < self.entries.count() - 1)
        if page != self._noted and not (self._is_same(page) and self.note.isModified()):
            self.note.setText(page.note if page else "")
        self._noted = page

    def _is_same(self, page: SheetPage | None) -> bool:
        before = self._noted
        return before is not None and page is not None and before.entry_id == page.entry_id

    # Doing

    def _open(self) -> None:
        if (page := self._entry()) is not None:
            self.open_requested.emit(page.path, page.number)

    def _create(self) -> None:
        title = self._formatter.job()

        def show(_: object) -> None:
            self._is_fresh = True

        self._change(lambda: self._jobsheets.create(title), show)

    def _rename(self) -> None:
        sheet, title = self._sheet, self.title.text().strip()
        if sheet is not None and self.title.isModified():
            self.title.setModified(False)
            self._change(lambda: self._jobsheets.rename(sheet.id, title))

    def _remove(self) -> None:
        sheet = self._sheet
        if sheet is not None:
            text = self.tr("The job sheet “{title}” was removed.").format(title=sheet.title)
            self._change(lambda: self._jobsheets.remove(sheet.id), self._offer(text))

    def _move(self, by: int) -> None:
        page = self._entry()
        if page is not None and not self._jobsheets.read_only:
            self._change(lambda: self._jobsheets.move(page.entry_id, by))

    def _remove_pages(self) -> None:
        page = self._entry()
        if page is not None and not self._jobsheets.read_only:
            text = self.tr("{name}, page {page}, was taken off.").format(
                name=page.path.name, page=page.number
            )
            self._change(lambda: self._jobsheets.remove_pages([page.entry_id]), self._offer(text))

    def _keep_note(self) -> None:
        page, note = self._entry(), self.note.text().strip()
        if page is not None and self.note.isModified():
            self.note.setModified(False)
            self._change(lambda: self._jobsheets.set_note(page.entry_id, note))

    def _offer(self, text: str) -> Callable[[Removed], None]:
        """What offers to put back what was taken away."""
        return lambda removed: self._undo.offer(
            text, lambda: self._change(lambda: self._jobsheets.restore(removed))
        )

    def _change(self, work: Callable[[], object], done: Callable[[Any], object] | None = None) -> None:
        self._tasks.start(work, done, ended=self.refresh)


def _line(text: str, field: QLineEdit, buttons: Sequence[Button]) -> QHBoxLayout:
    """A field after its name, and what can be done beside it."""
    name = label(text)
    name.setMinimumWidth(name.fontMetrics().horizontalAdvance(NAME))
    name.setBuddy(field)
    field.setAccessibleName(text.replace("&", ""))
    row = QHBoxLayout()
    row.addWidget(name)
    row.addWidget(field, 1)
    for button in buttons:
        row.addWidget(button)
    return row
