"""Shows what the last run left out of a source and why, and takes hidden files and folders in."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from imtextgui.catalogue.protocols import SourcesPart
from imtextgui.domain.items import Source
from imtextgui.domain.left_out import LeftOut, LeftOutReason, count_files, rule_to_take_in
from imtextgui.ui.sources.source_dialog import lay_out
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.formatting import Formatter

LEFT_OUT = Qt.ItemDataRole.UserRole
"""Role of the LeftOut that a row of the tree stands for."""


class LeftOutDialog(QDialog):
    """What is left out of one source, by reason."""

    decided = Signal(int, str)
    """Source id and its new rules, which take something in."""

    def __init__(
        self, source: Source, sources: SourcesPart, tasks: TaskRunner, parent: QWidget, *, changeable: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What is left out"))
        self.resize(620, 480)
        self._source, self._changeable = source, changeable
        self._formatter = Formatter(self)
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Files and folders that are left out"))
        self.tree.setHeaderLabels([self.tr("File or folder"), self.tr("Files")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.itemSelectionChanged.connect(self._show_what_can_be_done)
        self._build()
        self._tasks.start(lambda: sources.left_out(source.id), self._show)

    def done(self, result: int) -> None:
        """Reimplements ``QDialog.done``; what is still being read is forgotten."""
        self._tasks.cancel_all()
        super().done(result)

    def _build(self) -> None:
        self.take_in = Button("check", self.tr("&Take in"), look="primary")
        self.take_in.clicked.connect(self._decide)
        self.take_in.setEnabled(False)
        close = Button("clear", self.tr("&Close"))
        close.clicked.connect(self.reject)
        hint = self.tr(
            "Hidden files and folders can be taken in: choose them below. For what a rule leaves out, change the rule."
        )
        lay_out(self, self._source.path, hint, [self.tree], [close, self.take_in])

    def _show(self, left_out: Sequence[LeftOut]) -> None:
        for reason, group in groupby(left_out, key=lambda entry: entry.reason):
            listed = list(group)
            heading = QTreeWidgetItem([self._reason(reason), self._count(listed)])
            heading.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for entry in listed:
                row = QTreeWidgetItem([entry.relpath or self.tr("others"), self._count([entry])])
                row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                row.setData(0, LEFT_OUT, entry)
                heading.addChild(row)
            self.tree.addTopLevelItem(heading)
        self.tree.expandAll()
        # The first row below the first heading.
        self.tree.setCurrentIndex(self.tree.model().index(0, 0, self.tree.model().index(0, 0)))

    def _count(self, left_out: Sequence[LeftOut]) -> str:
        count = self._formatter.count(count_files(left_out))
        if any(entry.more for entry in left_out):
            return self.tr("{count} or more").format(count=count)
        return count

    def _reason(self, reason: LeftOutReason) -> str:
        return {
            LeftOutReason.HIDDEN: self.tr("Hidden"),
            LeftOutReason.RULE: self.tr("Left out by a rule"),
            LeftOutReason.LINK: self.tr("Links, which are not followed"),
            LeftOutReason.SYSTEM: self.tr("Files of the system and of other programs"),
            LeftOutReason.SPECIAL: self.tr("Pipes, devices and the like"),
            LeftOutReason.CATALOGUE: self.tr("This catalogue itself"),
        }[reason]

    def _chosen(self) -> list[LeftOut]:
        """The hidden ones among what is chosen."""
        chosen = (item.data(0, LEFT_OUT) for item in self.tree.selectedItems())
        return [entry for entry in chosen if entry and entry.relpath and entry.reason is LeftOutReason.HIDDEN]

    def _show_what_can_be_done(self) -> None:
        self.take_in.setEnabled(self._changeable and bool(self._chosen()))

    def _decide(self) -> None:
        lines = [
            *self._source.exclude.splitlines(),
            *(rule_to_take_in(entry.relpath) for entry in self._chosen()),
        ]
        self.decided.emit(self._source.id, "\n".join(dict.fromkeys(lines)))
        self.accept()
