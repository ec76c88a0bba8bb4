"""The files that could not be read, grouped by cause, with what to do about them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTreeView, QVBoxLayout

from imtextgui.catalogue.protocols import HealthPart
from imtextgui.domain.items import Problem
from imtextgui.domain.runs.folded_problems import FoldedProblems
from imtextgui.domain.runs.retry import Retry
from imtextgui.domain.text.tables import csv_file
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.sources.problems_model import FOLDED, PROBLEM, ProblemsModel, folded_sentence, sentence
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.file_dialog import FileDialog

COLUMNS = ("code", "cause", "file", "page", "sentence")
"""Those of the list that is saved."""


class ProblemsPage(QFrame):
    """The problem list with what can be done."""

    retry_requested = Signal(object)
    """What to take again: True for all, or the paths of some files."""
    closed = Signal()
    message = Signal(str)

    def __init__(self, health: HealthPart, tasks: TaskRunner, desktop: Desktop) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._health, self._desktop = health, desktop
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
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
        self.retry.clicked.connect(lambda _=False: self.retry_requested.emit(Retry.all()))
        self.retry_cause = Button(
            "reindex",
            self.tr("Retry this ca&use"),
            tip=self.tr("Take the files with this cause again, and no others"),
        )
        self.retry_cause.clicked.connect(self._retry_cause)
        self.retry_file = Button(
            "reindex", self.tr("Retry this f&ile"), tip=self.tr("Take this file again, and no other")
        )
        self.retry_file.clicked.connect(self._retry_file)
        self._changeable = True
        self.reveal = Button("reveal", self.tr("Show in fold&er"))
        self.reveal.clicked.connect(self._reveal)
        self.copy = Button("copy", self.tr("&Copy list"))
        self.copy.clicked.connect(self._copy)
        self.export = Button("export", self.tr("E&xport…"), tip=self.tr("Save the list as a CSV file"))
        self.export.clicked.connect(self._ask_where)
        self._build()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Replace the list; the file that was looked at stays chosen while it is there."""
        chosen = self._chosen()
        self.model.show_problems(problems)
        self._title.setText(self.tr("%n file(s) with problems", "", len(problems)))
        for button in (self.copy, self.export):
            button.setEnabled(bool(problems))
        if self.model.rowCount() == 1:
            self.tree.expandToDepth(0)
        self._explain(QModelIndex())
        if problems:
            place = self.model.place_of(chosen)
            self.tree.expand(place.parent().parent())
            self.tree.expand(place.parent())
            self.tree.selectionModel().setCurrentIndex(
                place,
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )

    def allow_changes(self, allowed: bool) -> None:
        """Offer to try again, or not."""
        self._changeable = allowed
        self._explain(self.tree.currentIndex())

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
        again = QHBoxLayout()
        again.addStretch()
        for button in (self.retry_file, self.retry_cause, self.retry):
            again.addWidget(button)
        foot.addStretch()
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
        # Two lines: in one, the Japanese names would make the narrowest window wider.
        column.addLayout(foot)
        column.addLayout(again)

    def _toggle(self, index: QModelIndex) -> None:
        # The little arrow is too small for a glove.
        if not index.parent().isValid() or index.data(FOLDED):
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _explain(self, index: QModelIndex) -> None:
        problem: Problem | None = index.data(PROBLEM) if index.isValid() else None
        folded: FoldedProblems | None = index.data(FOLDED) if index.isValid() else None
        is_file = problem is not None or folded is not None
        self.reveal.setEnabled(is_file)
        self.retry.setEnabled(self._changeable and self.model.rowCount() > 0)
        self.retry_cause.setEnabled(self._changeable and index.isValid())
        self.retry_file.setEnabled(self._changeable and is_file)
        told = folded_sentence(folded) if folded else ""
        self.explanation.setText(sentence(problem) if problem else told)

    def _chosen(self) -> Problem | None:
        chosen: Problem | None = self.tree.currentIndex().data(PROBLEM)
        return chosen

    def _chosen_problems(self) -> Sequence[Problem]:
        """Those of the file that is chosen, or of the entries of an archive."""
        if (problem := self._chosen()) is not None:
            return [problem]
        folded: FoldedProblems | None = self.tree.currentIndex().data(FOLDED)
        return folded.problems if folded else ()

    def _retry_cause(self) -> None:
        problems = self.model.of_cause(self.tree.currentIndex())
        self.retry_requested.emit(Retry.files(problem.path for problem in problems))

    def _retry_file(self) -> None:
        if problems := self._chosen_problems():
            self.retry_requested.emit(Retry.files(problem.path for problem in problems))

    def _reveal(self) -> None:
        folded: FoldedProblems | None = self.tree.currentIndex().data(FOLDED)
        if chosen := folded or self._chosen():
            self._desktop.reveal(chosen.path)

    def _copy(self) -> None:
        self._desktop.copy_text("\n".join(self.model.lines()))
        self.message.emit(self.tr("List copied."))

    def _ask_where(self) -> None:
        title = self.tr("Save the list as a CSV file")
        FileDialog(self, title, self.save).to_save("imtextgui-problems.csv").open()

    def save(self, file: Path) -> None:
        """Write the list as a CSV file that spreadsheets open: code, cause, file, page, sentence."""
        problems = self.model.problems()
        causes = [self.model.cause(problem.code) for problem in problems]

        def write() -> object:
            rows = [
                (problem.code, cause, str(problem.path), str(problem.page or ""), sentence(problem))
                for problem, cause in zip(problems, causes, strict=True)
            ]
            return self._health.write_report(file, csv_file([COLUMNS, *rows]))

        saved = self.tr("Saved: {file}").format(file=file)
        self._tasks.start(write, lambda _: self.message.emit(saved))
