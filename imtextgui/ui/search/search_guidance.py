"""What the page of the search says and offers where there is no good answer: examples, steps, what to do."""

from PySide6.QtCore import QObject, Signal

from imtextgui.catalogue.protocols import SearchPart
from imtextgui.domain.query import Query, Results
from imtextgui.ui.photo.photo_panel import PhotoPanel
from imtextgui.ui.search.advice.example_lookup import ExampleLookup
from imtextgui.ui.search.query_bar import QueryBar
from imtextgui.ui.search.results_panel import ResultsPanel
from imtextgui.ui.tasks.task_runner import TaskRunner


class SearchGuidance(QObject):
    """Fills the places of advice in ``panel``, and does what their buttons offer."""

    search_requested = Signal()
    """The same shall be asked, without a filter that was switched off."""
    query_requested = Signal(object)
    """An example (Query) shall be asked."""
    taught = Signal(str)
    """A word for the dictionary."""

    def __init__(
        self,
        search: SearchPart,
        tasks: TaskRunner,
        panel: ResultsPanel,
        query_bar: QueryBar,
        photo: PhotoPanel,
        *,
        can_teach: bool,
    ) -> None:
        super().__init__(panel)
        self._panel, self._query_bar = panel, query_bar
        self._results: Results | None = None
        self._examples = ExampleLookup(search, tasks, panel.nothing.examples, self)
        self._examples.shown.connect(self._explain_start)
        panel.nothing.examples.chosen.connect(lambda text: self.query_requested.emit(Query(text)))
        for steps in panel.steps:
            steps.can_teach = can_teach
            steps.filter_off.connect(self._leave_filter_out)
            steps.filters_off.connect(panel.facets.clear)
            steps.all_kinds.connect(panel.bar.tabs.buttons[None].click)
            steps.taught.connect(self.taught)
            steps.photo_wanted.connect(photo.choose_file)
            steps.closest_wanted.connect(self._show_closest)

    def show_ready(self, pages: int) -> None:
        """Say how many pages can be found."""
        self._examples.follow(pages)
        self._explain_start()

    def show_running(self, running: bool) -> None:
        """Say of answers that are not certain that more will be found, while folders are read."""
        self._panel.advice.is_provisional = running
        self._panel.advice.show_results(self._results)
        self.explain()

    def show_results(self, results: Results | None) -> None:
        """Advise on an answer."""
        self._results = results
        leads = self._has_focus()
        self._panel.advice.show_results(results)
        self._explain(leads)

    def explain(self) -> None:
        """Say what to do where no row of the answer is on show."""
        self._explain(self._has_focus())

    def _explain(self, leads: bool) -> None:
        """``leads``: a button of the advice before was pressed, which goes with it."""
        self._panel.say_what_to_do(self._results, self._examples.pages)
        if leads:
            steps = [one for shown in self._panel.steps for one in shown.buttons if one.isVisible()]
            in_results = self._panel.model.rowCount() or not steps
            (self._panel.results if in_results else steps[0]).setFocus()

    def _has_focus(self) -> bool:
        examples = self._panel.nothing.examples
        offering = (*self._panel.steps, examples)
        return any(one.hasFocus() for offered in offering for one in offered.buttons)

    def _explain_start(self) -> None:
        if self._results is None:
            self.explain()

    def _leave_filter_out(self, key: str) -> None:
        chips = self._query_bar.chips
        chips.switch_off({*chips.off, key})
        self.search_requested.emit()

    def _show_closest(self) -> None:
        results = self._panel.results
        results.choose(0)
        results.scrollToTop()
        results.setFocus()
        results.preview_requested.emit()  # it is beside the results already: large, something is seen to happen
