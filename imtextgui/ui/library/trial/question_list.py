"""The questions of a trial as rows, and taking one off that is no good question."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import TrialPart
from imtextgui.domain.measurement.trial import QuestionOrigin, TrialQuestion
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, RowList, label
from imtextgui.ui.widgets.undo_bar import UndoBar

LEAST_HEIGHT = 96
"""Pixels of the rows: two of them are seen in the smallest window. A choice."""


class QuestionRows(RowList):
    """Rows that are taken off with Delete."""

    removal_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the row off."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Delete from the menus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            event.accept()
            return True
        return super().event(event)


class QuestionList(QWidget):
    """Hides a question at once, and takes it off the trial when nobody takes that back."""

    removed = Signal()

    def __init__(self, trial: TrialPart, tasks: TaskRunner, undo: UndoBar) -> None:
        super().__init__()
        self._trial, self._undo = trial, undo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._questions: tuple[TrialQuestion, ...] = ()
        self._leaving: set[int] = set()
        self._changeable = False
        self.rows = QuestionRows(self.tr("Questions of the trial"))
        self.rows.setMinimumHeight(LEAST_HEIGHT)
        self.rows.removal_requested.connect(self._remove)
        self.rows.currentRowChanged.connect(lambda _: self._allow())
        self.remove = Button(
            "remove",
            self.tr("Remove &question"),
            tip=self.tr("Take the chosen question off the trial; what was measured with it stays"),
        )
        self.remove.clicked.connect(self._remove)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Questions of the trial"), "group"), 1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.rows, 1)

    def show_questions(self, questions: Sequence[TrialQuestion], *, changeable: bool) -> None:
        """Show the questions of the trial; the current row stays at its place."""
        self._questions, self._changeable = tuple(questions), changeable
        place = self.rows.currentRow()
        self.rows.clear()
        for question in self._questions:
            if question.id not in self._leaving:
                self.rows.add(self._line(question), question)
        if self.rows.count():
            self.rows.setCurrentRow(max(0, min(place, self.rows.count() - 1)))
        self._allow()

    def _allow(self) -> None:
        self.remove.setEnabled(self._changeable and self.rows.chosen() is not None)

    def _line(self, question: TrialQuestion) -> str:
        origins = {
            QuestionOrigin.JUDGED: self.tr("from a confirmed answer"),
            QuestionOrigin.TEST_SET: self.tr("from a test set"),
            QuestionOrigin.PROPOSED: self.tr("from a title or caption"),
        }
        asked = question.text or self.tr("photo {name}").format(name=Path(question.photo).name)
        where = question.folder if question.answers else self.tr("nothing here answers it")
        return "  ·  ".join(part for part in (asked, origins[question.origin], where) if part)

    def _remove(self) -> None:
        question: TrialQuestion | None = self.rows.chosen()
        if question is None or not self._changeable:
            return
        number = question.id

        def forget() -> None:
            self._tasks.start(
                lambda: self._trial.remove_question(number), lambda _: self.removed.emit(), ended=settled
            )

        def settled() -> None:
            self._leaving.discard(number)

        def stay() -> None:
            settled()
            self.show_questions(self._questions, changeable=self._changeable)

        self._leaving.add(number)
        self.show_questions(self._questions, changeable=self._changeable)
        self._undo.offer(self.tr("The question is taken off the trial."), stay, forget)
