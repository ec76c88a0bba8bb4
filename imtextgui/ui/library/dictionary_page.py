"""The site's own words: what is called the same, in English and Japanese, edited as a table."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
)

from imtextgui import messages
from imtextgui.catalogue.protocols import DictionaryPart
from imtextgui.domain.dictionary import Entry
from imtextgui.ui.style import control_sizes
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label, page_column
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.undo_bar import UndoBar

WIDEST = 980
_BETWEEN = re.compile(r"[;；|]")
"""Between the names of one thing in a cell."""


class DictionaryPage(QFrame):
    """A row for each thing; changes are kept as they are made."""

    message = Signal(str)
    changed = Signal()
    """Words were kept, or removed: a search may find others now."""

    def __init__(self, dictionary: DictionaryPart, tasks: TaskRunner, undo: UndoBar) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._dictionary, self._undo = dictionary, undo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._held: Sequence[Entry] = ()
        """What the table of the site held when it was read or written last: what it holds besides is of others."""
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(self.tr("Words of this site"))
        self.table.setHorizontalHeaderLabels([self.tr("English"), self.tr("Japanese"), self.tr("Kind")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().hide()
        self._size_rows()
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.itemChanged.connect(lambda _: self._keep())
        self.add = Button("add", self.tr("&Add"), look="primary")
        self.add.clicked.connect(self._add)
        self.remove = Button("remove", self.tr("Re&move"))
        self.remove.clicked.connect(self._remove)
        self.take = Button(
            "import", self.tr("&Import…"), tip=self.tr("Add the rows of a CSV file: en, ja, kind")
        )
        self.take.clicked.connect(self._ask_what)
        self.export = Button("export", self.tr("E&xport…"), tip=self.tr("Save the table as a CSV file"))
        self.export.clicked.connect(self._ask_where)
        self._editing = self.table.editTriggers()
        self._allow_changes()
        self._build()
        self.setFocusProxy(self.table)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the sizes."""
        if event.type() == QEvent.Type.StyleChange:
            self._size_rows()
        super().changeEvent(event)

    def _size_rows(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(control_sizes.current().row + 6)

    @property
    def entries(self) -> list[Entry]:
        """The rows that have a name in one language at least."""
        entries = map(self._entry, range(self.table.rowCount()))
        return [entry for entry in entries if entry.en or entry.ja]

    def refresh(self) -> None:
        """Read the words again."""
        self._allow_changes()
        self._tasks.start(self._dictionary.entries, self.show_entries, topic="entries")

    def teach(self, word: str) -> None:
        """Begin a row with ``word``; what is left to be typed is its other name, in the language of the window."""
        self._allow_changes()
        self._tasks.start(
            self._dictionary.entries, lambda entries: self._begin_row(entries, word), topic="entries"
        )

    def _begin_row(self, entries: Sequence[Entry], word: str) -> None:
        self.show_entries(entries)
        if not self.add.isEnabled():
            return
        row, known = self.table.rowCount(), 0 if word.isascii() else 1
        wanted = 1 if messages.language() == "ja" else 0
        begun = f"{word}; " if known == wanted else word
        self.table.blockSignals(True)  # it is kept with what is typed beside it
        self.table.insertRow(row)
        for column in range(3):
            self.table.setItem(row, column, QTableWidgetItem(begun if column == known else ""))
        self.table.blockSignals(False)
        self.table.setCurrentCell(row, wanted)
        self.table.setFocus()
        if (other := self.table.item(row, wanted)) is not None:
            self.table.editItem(other)
        if (line := self.table.findChild(QLineEdit)) is not None:
            line.end(False)  # behind the word, which Qt has selected: the next letter would replace it

    def _allow_changes(self) -> None:
        allowed = not self._dictionary.read_only
        for button in (self.add, self.remove, self.take):
            button.setEnabled(allowed)
        self.table.setEditTriggers(self._editing if allowed else QTableWidget.EditTrigger.NoEditTriggers)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show ``entries``, which the table of the site holds, in place of what is there."""
        self._held = entries
        self._fill(entries)

    def _fill(self, entries: Sequence[Entry]) -> None:
        self.table.blockSignals(True)  # these are no changes of the user, which would be kept
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            for column, text in enumerate((_joined(entry.en), _joined(entry.ja), entry.kind)):
                self.table.setItem(row, column, QTableWidgetItem(text))
            if (first := self.table.item(row, 0)) is not None:
                first.setData(Qt.ItemDataRole.UserRole, entry)
        self.table.blockSignals(False)

    # Building

    def _build(self) -> None:
        column = page_column(self, WIDEST)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Dictionary"), "title"), 1)
        for button in (self.take, self.export):
            head.addWidget(button)
        column.addLayout(head)
        how = self.tr(
            "Nicknames, abbreviations and pairs of English and Japanese that only your site knows; "
            "a search for one finds the others. Several names of one thing are separated by ;"
        )
        column.addWidget(label(how, "muted", wrap=True))
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch()
        foot.addWidget(self.remove)
        column.addLayout(foot)

    def _entry(self, row: int) -> Entry:
        """What a row says, with what is known of it besides and has no column here: German names, a definition."""
        first = self.table.item(row, 0)
        known: Entry | None = first.data(Qt.ItemDataRole.UserRole) if first is not None else None
        en, ja, kind = (self._text(row, column) for column in range(3))
        return (known or Entry((), ()))._replace(en=_names(en), ja=_names(ja), kind=kind)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return " ".join(item.text().split()) if item is not None else ""

    # Doing

    def _add(self) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        self.table.editItem(self.table.item(row, 0) or self._fresh(row))

    def _fresh(self, row: int) -> QTableWidgetItem:
        item = QTableWidgetItem("")
        self.table.blockSignals(True)
        self.table.setItem(row, 0, item)
        self.table.blockSignals(False)
        return item

    def _remove(self) -> None:
        rows = sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True)
        removed = [(row, self._entry(row)) for row in reversed(rows)]
        for row in rows:
            self.table.removeRow(row)
        if rows:
            self._keep()
            self._undo.offer(self.tr("%n row(s) removed.", "", len(rows)), lambda: self._put_back(removed))

    def _put_back(self, removed: Sequence[tuple[int, Entry]]) -> None:
        """Give rows their places again among those that are there now."""
        entries = self.entries
        for row, entry in removed:
            if entry.en or entry.ja:
                entries.insert(row, entry)
        self._set(entries)

    def _take_off(self, taken_in: Sequence[Entry]) -> None:
        """Leave out rows that were read; one that was changed since stays."""
        entries = self.entries
        for entry in taken_in:
            if entry in entries:
                entries.remove(entry)
        self._set(entries)

    def _ask_what(self) -> None:
        title = self.tr("Choose a CSV file with the columns en, ja, kind")
        FileDialog(self, title, self.read).only_files(".csv").open()

    def _ask_where(self) -> None:
        title = self.tr("Save the table as a CSV file")
        FileDialog(self, title, self.save).to_save("dictionary.csv").open()

    def read(self, file: Path) -> None:
        """Add the rows of a CSV file to those that are there."""
        before = self.entries
        self._tasks.start(lambda: self._dictionary.take_in(file), lambda fresh: self._taken_in(before, fresh))

    def _taken_in(self, before: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        self.show_entries([*before, *fresh])
        self.changed.emit()
        self._undo.offer(self.tr("%n row(s) read.", "", len(fresh)), lambda: self._take_off(fresh))

    def save(self, file: Path) -> None:
        """Write the table as a CSV file; the dialog has asked whether to replace what is there."""
        self._tasks.start(
            lambda: self._dictionary.export(file, overwrite=True),
            lambda path: self.message.emit(self.tr("Saved: {file}").format(file=path)),
        )

    def _set(self, entries: Sequence[Entry]) -> None:
        self._fill(entries)
        self._keep()

    def _keep(self) -> None:
        entries = self.entries

        def write() -> None:
            self._dictionary.replace(entries, shown=self._held)
            self._held = entries

        self._tasks.start(write, lambda _: self.changed.emit())


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _BETWEEN.split(text) if name.strip())


def _joined(names: Sequence[str]) -> str:
    return "; ".join(names)
