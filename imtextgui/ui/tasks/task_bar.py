"""How far a task is, beside the button that cancels it: on show while the task runs."""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from imtextgui.domain.progress import Progress
from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.background_task import BackgroundTask
from imtextgui.ui.tasks.task_owner import TaskOptions, TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button

R = TypeVar("R")


class TaskBar(QWidget):
    """Runs one task at a time, by default in the lane of reports; ``cancel`` is the button that ends it early."""

    running_changed = Signal()
    """A task was started, or has ended; when it has, ``cancel`` is still on show and may have the focus."""

    def __init__(
        self, tasks: TaskRunner, name: str, cancel: Button, *, lane: Lane = Lane.REPORTS, least_width: int = 0
    ) -> None:
        super().__init__()
        self._tasks = TaskOwner(self, tasks, lane)
        self._task: BackgroundTask | None = None
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(name)
        self.bar.setMinimumWidth(least_width)
        self.cancel = cancel
        self.cancel.clicked.connect(self._tasks.cancel_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a task runs or waits for its turn."""
        return self._task is not None

    def start(
        self,
        work: Callable[[], Generator[Any, None, R]],
        done: Callable[[R], object],
        problem: Callable[[ImTextError], object] | None = None,
    ) -> None:
        """Do the job ``work`` and call ``done`` with its result; as ``TaskOwner.start`` does."""
        options = TaskOptions(progress=self._show_step, ended=self._end)
        if problem is not None:
            options["problem"] = problem
        self._task = self._tasks.start(work, done, **options)
        self.bar.setRange(0, 0)
        self.show()
        self.running_changed.emit()

    def _show_step(self, step: Progress) -> None:
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(step.done)

    def _end(self) -> None:
        self._task = None
        self.running_changed.emit()
        self.hide()
