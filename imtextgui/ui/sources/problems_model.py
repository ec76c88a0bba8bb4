"""Files that could not be read as a tree: causes, and below each its files."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from imtextgui import messages
from imtextgui.domain.items import Problem

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

    def of_cause(self, index: _Index) -> list[Problem]:
        """Those of the cause that is, or holds, the row ``index``; none where that is no row."""
        if not index.isValid():
            return []
        return self._groups[(index.internalId() or index.row() + 1) - 1][1]

    def place_of(self, problem: Problem | None) -> QModelIndex:
        """The row of the problem of the same file and page, else the first one."""
        for group, (_, problems) in enumerate(self._groups):
            for row, other in enumerate(problems):
                if problem is not None and (other.path, other.page) == (problem.path, problem.page):
                    return self.index(row, 0, self.index(group, 0))
        return self.index(0, 0, self.index(0, 0))

    def problems(self) -> list[Problem]:
        """All of them, in the order shown."""
        return [problem for _, group in self._groups for problem in group]

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        """Reimplements ``QAbstractItemModel.index``."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # Qt has two of this name
        """Reimplements ``QAbstractItemModel.parent``."""
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """Reimplements ``QAbstractItemModel.rowCount``."""
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() or parent.column() else len(self._groups[parent.row()][1])

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
            "document-reader-killed": self.tr("Reader ended from outside"),
            "document-changing": self.tr("Changed while it was read"),
            "document-away": self.tr("Not on this disk"),
        }.get(code, code)

    def _name(self, problem: Problem) -> str:
        name = problem.path.name.replace("\n", " ")
        if problem.page is None:
            return name
        return self.tr("{name}, page {page}").format(name=name, page=problem.page)
