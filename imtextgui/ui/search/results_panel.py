"""What was found: the bar that arranges it, advice, filters, and the results or what to do where there are none."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from imtextgui.domain.query import Results
from imtextgui.ui.results.facets_panel import FacetsPanel
from imtextgui.ui.results.results_bar import ResultsBar
from imtextgui.ui.results.results_model import ResultsModel
from imtextgui.ui.results.results_view import ResultsView
from imtextgui.ui.search.advice.advice_area import AdviceArea
from imtextgui.ui.search.advice.advice_row import AdviceRow
from imtextgui.ui.search.advice.next_steps import NextSteps
from imtextgui.ui.search.advice.no_results import NoResults
from imtextgui.ui.style import control_sizes
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.widgets.controls import scrolled

SMALLEST_RESULTS, BESIDE_FILTERS = 380, 260
"""Least widths in pixels of the results, alone and beside the filters."""

LOWEST_RESULTS, LOWEST_FILTERS = 80, 140
"""Least heights in pixels: in a low window, advice with its buttons for gloves leaves results and filters no more."""


class ResultsPanel(QWidget):
    """The results of one answer and what belongs to them."""

    def __init__(self, model: ResultsModel, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        self.model = model
        self.results = ResultsView(model, thumbnails)
        self.bar = ResultsBar()
        self.facets = FacetsPanel()
        self.advice = AdviceRow()
        self.nothing = NoResults(self.advice)
        self._busy = QProgressBar(textVisible=False)
        self._busy.setObjectName("line")
        self._busy.setFixedHeight(3)
        self._busy.setAccessibleName(self.tr("Searching"))
        self.show_busy(False)
        self._stack = QStackedWidget()
        self._nothing_area = scrolled(
            self.nothing
        )  # a low window with controls for gloves has not room for all of it
        self._stack.addWidget(self._nothing_area)
        self._stack.addWidget(self.results)
        self._stack.setMinimumWidth(SMALLEST_RESULTS)
        lowest: tuple[tuple[QWidget, int], ...] = (
            (self._stack, LOWEST_RESULTS),
            (self.facets, LOWEST_FILTERS),
        )
        for below, height in lowest:
            # They ask for no more than that, so that the advice above comes first, and take what it leaves.
            below.setMinimumHeight(height)
            below.setSizePolicy(below.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
        self._size_filters()
        self.facets.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.bar, self._busy, AdviceArea(self.advice)):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.facets)
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)

    @property
    def steps(self) -> tuple[NextSteps, NextSteps]:
        """What may help, above weak results and where there are none."""
        return self.advice.steps, self.nothing.steps

    def show_busy(self, busy: bool) -> None:
        """Say whether a search is under way."""
        self._busy.setRange(0, 0 if busy else 1)

    def say_what_to_do(self, results: Results | None, pages_ready: int) -> None:
        """Show the rows, or where there are none what to do; so many pages can be found."""
        none = self.model.rowCount() == 0
        # A stack is as high as its highest page, unless that is told not to count.
        policy = QSizePolicy.Policy.Preferred if none else QSizePolicy.Policy.Ignored
        self._nothing_area.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(self._nothing_area if none else self.results)
        if not none:
            return
        self.nothing.explain(results, pages_ready, self.bar.tabs.kind)

    def show_facets(self, shown: bool) -> None:
        """Show the filters beside the results, or hide them."""
        self.facets.setVisible(shown)
        self._stack.setMinimumWidth(BESIDE_FILTERS if shown else SMALLEST_RESULTS)
        if (column := self.layout()) is not None:
            # At once, not with the next event: the splitter around asks for the minimum width right after this.
            column.activate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the control sizes."""
        if event.type() == QEvent.Type.StyleChange:
            self._size_filters()
        super().changeEvent(event)

    def _size_filters(self) -> None:
        self.facets.setFixedWidth(control_sizes.current().filters)
