"""Shows the other editions of a hit at the page that shows the same as that of the hit."""

from PySide6.QtCore import QObject

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import PageView
from imtextgui.domain.query import Hit
from imtextgui.ui.results.results_model import ResultsModel
from imtextgui.ui.results.results_view import ResultsView
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner


class EditionPages(QObject):
    """The search gives each edition the page that answers best, which need not be the one that is being read."""

    def __init__(
        self, pages: PagesPart, tasks: TaskRunner, model: ResultsModel, results: ResultsView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._model, self._results = pages, model, results
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        results.family_opened.connect(self._look)

    def _look(self, hit: Hit) -> None:
        def find() -> dict[int, PageView]:
            found = {
                member.item_id: self._pages.counterpart(hit.page_id, member.item_id) for member in hit.family
            }
            return {item: page for item, page in found.items() if page is not None}

        def show(pages: dict[int, PageView]) -> None:
            rows = self._model.show_same_pages(hit, pages)
            if self._results.currentIndex().row() in rows:
                self._results.chosen.emit(self._results.current_hit())

        # Without it each edition stays at its own page.
        self._tasks.start(find, show, topic="editions", problem=ignore)
