"""Where the parts of the search page stand: query and photo above results and page, or one page, or two compared."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from imtextgui.ui.search.results_panel import ResultsPanel

SMALLEST_PANEL, SMALLEST_PAGE = 370, 300
"""Least widths in pixels of query and photo, and of the page."""
PAGE_BESIDE_FILTERS = 240
"""Least width in pixels of the page while the filters are open: a window of 1024 stays as wide as it is."""
GAP = 8
"""Pixels between filters and results."""
SHARES = [430, 530]
"""The room of the results and of the page, in proportion, until the user shares it otherwise."""


class SearchLayout:
    """Lays ``page`` out, and gives the preview or the comparison the place of everything else."""

    def __init__(
        self,
        page: QWidget,
        queries: tuple[QWidget, QWidget],
        lists: tuple[ResultsPanel, QWidget],
        preview: QWidget,
        comparison: QWidget,
    ) -> None:
        """``lists`` are the results, and what takes their place where a part number is looked up."""
        self._page, self._comparison = page, comparison
        self._panel, self._where_used = lists
        self._shares_before: list[int] = []
        self._top = QWidget()
        self._top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        for query in queries:
            query.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            query.setMinimumWidth(SMALLEST_PANEL)
            top.addWidget(query, 1)
        self._preview = preview
        preview.setMinimumWidth(SMALLEST_PAGE)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(8)
        self.splitter.setChildrenCollapsible(False)
        self._left = QStackedWidget()
        for part in lists:
            self._left.addWidget(part)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(preview)
        self.splitter.setSizes(SHARES)
        around = QVBoxLayout(page)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(8)
        around.addWidget(self._top)
        around.addWidget(self.splitter, 1)
        around.addWidget(comparison, 1)
        comparison.hide()

    @property
    def is_reading(self) -> bool:
        """Whether the preview has the place of query and results."""
        return not self._left.isVisibleTo(self._page)

    @property
    def is_comparing(self) -> bool:
        """Whether the comparison has the place of everything else."""
        return self._comparison.isVisibleTo(self._page)

    def show_reading(self, reading: bool) -> None:
        """Give the preview the place of query and results, or give it back."""
        self._top.setVisible(not reading)
        self._left.setVisible(not reading)

    def show_where_used(self, shown: bool) -> None:
        """Give the panel of a part number the place of the results, or give it back."""
        self._left.setCurrentWidget(self._where_used if shown else self._panel)

    def show_comparison(self, comparing: bool) -> None:
        """Give the comparison the place of everything else, or give it back."""
        if not comparing:
            self._comparison.hide()
        for part in (self._top, self.splitter):
            part.setVisible(not comparing)
        if comparing:
            self._comparison.show()

    def show_facets(self, shown: bool) -> None:
        """Filters push the page aside where results would get too narrow beside them, and let it come back."""
        before = self.splitter.sizes()
        if shown:
            self._shares_before = before
        self._preview.setMinimumWidth(PAGE_BESIDE_FILTERS if shown else SMALLEST_PAGE)
        self._panel.show_facets(shown)
        if (left := self._left.layout()) is not None:
            left.activate()  # at once, as the panel's own
        if shown:
            # The results stay as wide as they were, as far as the page can give way.
            wider = self._panel.facets.width() + GAP
            self.splitter.setSizes([before[0] + wider, max(before[1] - wider, PAGE_BESIDE_FILTERS)])
        elif self._shares_before:
            self.splitter.setSizes(self._shares_before)
