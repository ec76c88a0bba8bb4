"""Two pages, or a photo and a page, compared in the place of the search."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from imtextgui.domain.query import FamilyMember, Hit, Results
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
        """Compare the pages of the first two selected hits; of one, with another edition, else with a hit beside it."""
        hits = self._results.selected_hits()
        if not hits:
            self.message.emit(self.tr("Select two results to compare their pages."))
            return
        other = hits[1] if len(hits) > 1 else self._partner(hits[0])
        if other is None:
            self.message.emit(
                self.tr("There is no other result and no other edition to compare this page with.")
            )
            return
        if len(hits) == 1:
            self.message.emit(self.tr("Compared with {name}").format(name=other.path.name))
        self._layout.show_comparison(True)
        self._page.show_pages(hits[0], other)

    def _partner(self, hit: Hit) -> Hit | FamilyMember | None:
        return hit.family[0] if hit.family else self._results.neighbour()

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
