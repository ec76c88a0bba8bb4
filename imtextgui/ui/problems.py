"""The files that could not be read, grouped by cause, with what to do about them."""

import csv
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTreeView, QVBoxLayout

from imtextgui import messages
from imtextgui.domain.items import Problem
from imtextgui.ui.controls import Button, label
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.file_dialog import FileDialog

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PROBLEM = Qt.ItemDataRole.UserRole + 1


def sentence(problem: Problem) -> str:
    """What happened to the file and what to do."""
    return messages.sentence(problem.code, problem.details | {"path": str(problem.path)})


class ProblemsModel(QAbstractItemModel):
    """Two levels: causes and their files. The internal id of a file is the number of its cause, else 0."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[tuple[str, list[Problem]]] = []

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Replace the list; the cause with the most files comes first."""
        groups: dict[str, list[Problem]] = {}
        for problem in problems:
            groups.setdefault(problem.code, []).append(problem)
        self.beginResetModel()
        self._groups = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
        self.endResetModel()

    def problems(self) -> list[Problem]:
        """All of them, in the order shown."""
        return [problem for _, group in self._groups for problem in group]

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        """As Qt asks."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # Qt has two of this name
        """As Qt asks."""
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """As Qt asks."""
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() or parent.column() else len(self._groups[parent.row()][1])

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """Name and folder."""
        return 2

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """As Qt asks."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("File"), self.tr("Folder"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As Qt asks."""
        group = index.internalId()
        if not group:
            code, problems = self._groups[index.row()]
            return self._cause_data(code, len(problems), role) if index.column() == 0 else None
        problem = self._groups[group - 1][1][index.row()]
        if role == PROBLEM:
            return problem
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence(problem)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(problem) if index.column() == 0 else str(problem.path.parent)
        return None

    def _cause_data(self, code: str, files: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.cause(code)}  ({files})"
        if role == Qt.ItemDataRole.FontRole:
            bold = QFont()
            bold.setBold(True)
            return bold
        return None

    def cause(self, code: str) -> str:
        """A short name for a code."""
        return {
            "document-missing": self.tr("No longer there"),
            "document-forbidden": self.tr("No permission to read"),
            "document-unsupported": self.tr("Not supported yet"),
            "document-needs-converter": self.tr("Needs a converter"),
            "document-empty": self.tr("Empty"),
            "document-damaged": self.tr("Damaged"),
            "document-encrypted": self.tr("Protected by a password"),
            "document-too-large": self.tr("Too large"),
            "document-timed-out": self.tr("Took too long"),
            "document-crashed": self.tr("Made the reader fail"),
            "document-changing": self.tr("Changed while it was read"),
            "document-away": self.tr("Not on this disk"),
        }.get(code, code)

    def _name(self, problem: Problem) -> str:
        name = problem.path.name.replace("\n", " ")
        if problem.page is None:
            return name
        return self.tr("{name}, page {page}").format(name=name, page=problem.page)


class ProblemsPage(QFrame):
    """The problem list with what can be done."""

    retry_wanted = Signal()
    closed = Signal()
    said = Signal(str)

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._desktop = desktop
        self.model = ProblemsModel(self)
        self.tree = QTreeView()
        self.tree.setAccessibleName(self.tr("Files with problems"))
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.selectionModel().currentChanged.connect(lambda index, _: self._explain(index))
        self.tree.clicked.connect(self._toggle)
        self.explanation = label("", wrap=True)
        self.explanation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.explanation.setMinimumHeight(54)
        self.back = Button("back", self.tr("&Back to the folders"))
        self.back.clicked.connect(self.closed)
        self.retry = Button("reindex", self.tr("&Retry all"), look="primary")
        self.retry.clicked.connect(self.retry_wanted)
        self.reveal = Button("reveal", self.tr("Show in fold&er"))
        self.reveal.clicked.connect(self._reveal)
        self.copy = Button("copy", self.tr("&Copy list"))
        self.copy.clicked.connect(self._copy)
        self.export = Button("export", self.tr("E&xport…"), tip=self.tr("Save the list as a CSV file"))
        self.export.clicked.connect(self._ask_where)
        self._build()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Replace the list."""
        self.model.show_problems(problems)
        self._title.setText(self.tr("%n file(s) with problems", "", len(problems)))
        for each in (self.retry, self.copy, self.export):
            each.setEnabled(bool(problems))
        if self.model.rowCount() == 1:
            self.tree.expandAll()
        self._explain(QModelIndex())
        if problems:
            first = self.model.index(0, 0)
            self.tree.expand(first)
            self.tree.selectionModel().setCurrentIndex(
                self.model.index(0, 0, first),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )

    def allow_changes(self, allowed: bool) -> None:
        """Offer to try again, or not."""
        self.retry.setEnabled(allowed and self.model.rowCount() > 0)

    def _build(self) -> None:
        self._title = label("", "title")
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addSpacing(8)
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.reveal)
        foot.addWidget(self.copy)
        foot.addWidget(self.export)
        foot.addStretch()
        foot.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(
            label(
                self.tr("Everything else was indexed. These files are found by their names only."),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.tree, 1)
        column.addWidget(self.explanation)
        column.addLayout(foot)

    def _toggle(self, index: QModelIndex) -> None:
        # The little arrow is too small for a glove.
        if not index.parent().isValid():
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _explain(self, index: QModelIndex) -> None:
        problem = index.data(PROBLEM) if index.isValid() else None
        self.reveal.setEnabled(problem is not None)
        self.explanation.setText(sentence(problem) if problem else "")

    def _reveal(self) -> None:
        problem = self.tree.currentIndex().data(PROBLEM)
        if problem is not None:
            self._desktop.reveal(problem.path)

    def _copy(self) -> None:
        self._desktop.copy_text(
            "\n".join(f"[{each.code}] {sentence(each)}" for each in self.model.problems())
        )
        self.said.emit(self.tr("List copied."))

    def _ask_where(self) -> None:
        title = self.tr("Save the list as a CSV file")
        FileDialog(self, title, self.save).to_save("imtextgui-problems.csv").open()

    def save(self, file: Path) -> None:
        """Write the list as a CSV file that spreadsheets open: code, cause, file, page, sentence."""
        try:
            with file.open("w", encoding="utf-8-sig", newline="") as out:
                table = csv.writer(out)
                table.writerow(["code", "cause", "file", "page", "sentence"])
                for each in self.model.problems():
                    cause = self.model.cause(each.code)
                    table.writerow(
                        [each.code, cause, _plain(str(each.path)), each.page or "", _plain(sentence(each))]
                    )
        except OSError as trouble:
            self.said.emit(
                self.tr("{file} could not be written: {reason}").format(file=file, reason=trouble.strerror)
            )
            return
        self.said.emit(self.tr("Saved: {file}").format(file=file))


def _plain(text: str) -> str:
    """A name whose bytes are no valid UTF-8 cannot stand in a file of text."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
