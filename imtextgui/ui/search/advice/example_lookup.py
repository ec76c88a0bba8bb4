"""Looks for queries that find something in this catalogue, and has them shown as examples."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from imtextgui import messages
from imtextgui.catalogue.protocols import SearchPart
from imtextgui.ui.search.advice.query_examples import QueryExamples
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner


class ExampleLookup(QObject):
    """Fills ``examples`` anew whenever another number of pages can be found."""

    shown = Signal()
    """There are other examples than before."""

    def __init__(
        self, search: SearchPart, tasks: TaskRunner, examples: QueryExamples, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._search, self._examples = search, examples
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.pages = 0
        """How many pages can be found, as far as ``follow`` was told."""

    def follow(self, pages: int) -> None:
        """Look for examples where ``pages`` can be found now, and it were others before."""
        if pages and pages != self.pages:
            self._tasks.start(
                lambda: self._search.examples(messages.language()),
                self._show,
                problem=ignore,
                topic="examples",
                urgency=Urgency.DECORATION,
            )
        self.pages = pages

    def _show(self, examples: Sequence[str]) -> None:
        self._examples.show_examples(examples)
        self.shown.emit()
