"""Two pages, or a photo and a page, compared in the place of the search."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from imtextgui.domain.query import Results
from imtextgui.ui.photo.photo_panel import PhotoPanel
from imtextgui.ui.results.photo_match import matched_regions
from imtextgui.ui.results.results_view import ResultsView
from imtextgui.ui.search.search_layout import SearchLayout
from imtextgui.ui.viewer.compare_page import ComparePage


class Comparison(QObject):
    """Begins and ends a comparison of what is chosen among the results."""

    message = Signal(str)
    """A short message for the status bar."""

    def __init__(
        self,
        page: ComparePage,
        layout: SearchLayout,
        parent: QObject,
        *,
        results: ResultsView,
        photo: PhotoPanel,
        answer: Callable[[], Results | None],
    ) -> None:
        """``answer`` gives what is on show, None where nothing was asked."""
        super().__init__(parent)
        self._page, self._results, self._photo, self._layout = page, results, photo, layout
        self._answer = answer
        page.closed.connect(self.end)

    @property
    def is_shown(self) -> bool:
        """Whether the comparison has the place of everything else."""
        return self._layout.is_comparing

    def compare_selected(self) -> None:
        """Compare the pages of the first two selected hits."""
        hits = self._results.selected_hits()
        if len(hits) < 2:
            self.message.emit(self.tr("Select two results to compare their pages."))
            return
        self._layout.show_comparison(True)
        self._page.show_pages(hits[0], hits[1])

    def show_match(self) -> None:
        """Show what on the query photo agrees with what on the page, where that was proved."""
        hit = self._results.current_hit()
        regions = matched_regions(hit) if hit else None
        image = self._photo.shown
        if hit is None or self._answer() is None or regions is None or image is None:
            self.message.emit(self.tr("Nothing on this page was proved to be on the photo."))
            return
        self._layout.show_comparison(True)
        self._page.show_match(image, regions[0], hit, regions[1])

    def leave(self) -> None:
        """Give the place back; the cursor goes where the caller puts it."""
        self._layout.show_comparison(False)

    def end(self) -> None:
        """Give the place back, and the cursor to the results."""
        self.leave()
        self._results.setFocus()
