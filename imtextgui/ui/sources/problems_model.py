"""Files that could not be read as a tree: causes, below each its files, and those of an archive below it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from imtextgui import messages
from imtextgui.domain.items import Problem
from imtextgui.domain.runs.folded_problems import FoldedProblems, fold

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PROBLEM = Qt.ItemDataRole.UserRole + 1
"""Of a file what happened to it (Problem)."""
FOLDED = Qt.ItemDataRole.UserRole + 2
"""Of an archive what happened to entries of it (FoldedProblems)."""
_ENTRY = 16
"""Bits of an internal id below those that say which archive of a cause an entry lies in."""
_CAUSE = (1 << _ENTRY) - 1


def sentence(problem: Problem) -> str:
    """What happened to the file and what to do."""
    return messages.sentence(problem.code, problem.details | {"path": str(problem.path)})


def folded_sentence(problems: FoldedProblems) -> str:
    """What happened to entries of an archive."""
    return messages.folded(problems.code, len(problems.problems), str(problems.path))


class ProblemsModel(QAbstractItemModel):
    """Causes, their files, and below an archive its entries, where there are several.

    The internal id of a cause is 0, that of a file the number of its cause, that of an entry this and, ``_ENTRY`` bits
    higher, the number of the archive's row; all from 1.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[tuple[str, list[Problem]]] = []
        self._rows: list[list[Problem | FoldedProblems]] = []
        """The rows of each cause."""

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Replace the list; the cause with the most files comes first."""
        groups: dict[str, list[Problem]] = {}
        for problem in problems:
            groups.setdefault(problem.code, []).append(problem)
        self.beginResetModel()
        self._groups = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
        self._rows = [fold(group) for _, group in self._groups]
        self.endResetModel()

    def of_cause(self, index: _Index) -> list[Problem]:
        """Those of the cause that is, or holds, the row ``index``; none where that is no row."""
        if not index.isValid():
            return []
        return self._groups[((index.internalId() & _CAUSE) or index.row() + 1) - 1][1]

    def place_of(self, problem: Problem | None) -> QModelIndex:
        """The row of the problem of the same file and page, else the first one."""
        for group, rows in enumerate(self._rows):
            cause = self.index(group, 0)
            for row, told in enumerate(rows):
                if isinstance(told, FoldedProblems):
                    for entry, other in enumerate(told.problems):
                        if _is_of_same(other, problem):
                            return self.index(entry, 0, self.index(row, 0, cause))
                elif _is_of_same(told, problem):
                    return self.index(row, 0, cause)
        return self.index(0, 0, self.index(0, 0))

    def lines(self) -> list[str]:
        """All of them as lines of text, the entries of an archive as one."""
        rows = [row for group in self._rows for row in group]
        return [
            f"[{row.code}] {folded_sentence(row) if isinstance(row, FoldedProblems) else sentence(row)}"
            for row in rows
        ]

    def problems(self) -> list[Problem]:
        """All of them, in the order shown."""
        return [problem for _, group in self._groups for problem in group]

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        """Reimplements ``QAbstractItemModel.index``."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, 0)
        cause = parent.internalId()
        return self.createIndex(
            row, column, (parent.row() + 1) << _ENTRY | cause if cause else parent.row() + 1
        )

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # Qt has two of this name
        """Reimplements ``QAbstractItemModel.parent``."""
        number = index.internalId() if index.isValid() else 0
        if not number:
            return QModelIndex()
        if archive := number >> _ENTRY:
            return self.createIndex(archive - 1, 0, number & _CAUSE)
        return self.createIndex(number - 1, 0, 0)

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """Reimplements ``QAbstractItemModel.rowCount``."""
        if not parent.isValid():
            return len(self._groups)
        if parent.column() or parent.internalId() >> _ENTRY:
            return 0
        if not parent.internalId():
            return len(self._rows[parent.row()])
        row = self._row(parent)
        return len(row.problems) if isinstance(row, FoldedProblems) else 0

    def _row(self, index: _Index) -> Problem | FoldedProblems:
        """What a row below a cause tells."""
        number = index.internalId()
        rows = self._rows[(number & _CAUSE) - 1]
        if archive := number >> _ENTRY:
            folded = rows[archive - 1]
            assert isinstance(folded, FoldedProblems)
            return folded.problems[index.row()]
        return rows[index.row()]

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """Name and folder."""
        return 2

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Reimplements ``QAbstractItemModel.headerData``."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("File"), self.tr("Folder"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Reimplements ``QAbstractItemModel.data``."""
        group = index.internalId()
        if not group:
            code, problems = self._groups[index.row()]
            return self._cause_data(code, len(problems), role) if index.column() == 0 else None
        problem = self._row(index)
        if isinstance(problem, FoldedProblems):
            return self._archive_data(problem, role, index.column())
        if role == PROBLEM:
            return problem
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence(problem)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(problem) if index.column() == 0 else str(problem.path.parent)
        return None

    def _archive_data(self, problems: FoldedProblems, role: int, column: int) -> object:
        if role == FOLDED:
            return problems
        if role == Qt.ItemDataRole.ToolTipRole:
            return folded_sentence(problems)
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                str(problems.path.parent) if column else f"{problems.path.name}  ({len(problems.problems)})"
            )
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
            "document-reader-killed": self.tr("Reader ended from outside"),
            "document-changing": self.tr("Changed while it was read"),
            "document-changed": self.tr("Changed since it was indexed"),
            "document-away": self.tr("Not on this disk"),
            "document-unmounted": self.tr("Drive not connected"),
        }.get(code, code)

    def _name(self, problem: Problem) -> str:
        name = problem.path.name.replace("\n", " ")
        if problem.page is None:
            return name
        return self.tr("{name}, page {page}").format(name=name, page=problem.page)


def _is_of_same(one: Problem, other: Problem | None) -> bool:
    """Whether both are of one page of one file."""
    return other is not None and (one.path, one.page) == (other.path, other.page)
