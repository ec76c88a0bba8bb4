"""Keeps the list of problems as the catalogue has it while it is on show."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from imtextgui.catalogue.protocols import HealthPart
from imtextgui.domain.items import Problem
from imtextgui.ui.sources.problems_page import ProblemsPage
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner


class ProblemRefresh(QObject):
    """Reads the problems for ``page``."""

    def __init__(
        self,
        health: HealthPart,
        tasks: TaskRunner,
        page: ProblemsPage,
        may_change: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """``may_change``: files that failed can be read again now."""
        super().__init__(parent)
        self._health, self._page, self._may_change = health, page, may_change
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)

    def refresh(self) -> None:
        """Read them again, where somebody sees them."""
        if self._page.isVisible():
            self._tasks.start(self._health.problems, self._show, topic="problems")

    def _show(self, problems: Sequence[Problem]) -> None:
        self._page.show_problems(problems)
        self._page.allow_changes(self._may_change())
