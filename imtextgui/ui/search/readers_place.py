"""Keeps what the reader looks at in its place while the answer to one query grows or changes."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from imtextgui.domain.query import Hit
from imtextgui.ui.results.results_model import ResultsModel
from imtextgui.ui.results.results_view import ResultsView
from imtextgui.ui.viewer.page_preview import PagePreview


class ReadersPlace(QObject):
    """Knows whether the reader has touched results or page since the query was asked.

    Until then the best hit is the chosen one, whatever comes. From then on neither selection, page nor scroll
    position change under the reader, until something else is asked: another query begins at its best hit.
    """

    def __init__(
        self, model: ResultsModel, results: ResultsView, preview: PagePreview, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._results, self._preview = model, results, preview
        self._is_touched = self._follows = False
        self._left_out: Hit | None = None  # what was chosen before a kind was shown that it is not of
        for part in (results, preview):
            part.touched.connect(self._touch)

    def follow_next_answer(self) -> None:
        """The reader said something of the results: where another page of his file answers now, he is shown that.

        Not the very next answer alone: one to the same query may be under way that knows nothing of it yet.
        """
        self._follows = True

    def answer_anew(self, change: Callable[[], None], *, same_query: bool) -> str:
        """Let ``change`` replace the hits.

        Returns the name of a file that came ahead of the first one while the reader's place was kept, or "".
        """
        before, first = self._results.current_hit(), self._first()
        self._left_out = None
        if not same_query:
            self._is_touched = self._follows = False
        keeping = same_query and (self._is_touched or self._results.currentIndex().row() > 0)
        top = self._results.visualRect(self._results.currentIndex()).top()
        change()
        now = self._first()
        kept = before is not None and keeping and self._keep(before, top)
        if before is not None and kept:
            better = (
                now is not None and first is not None and now.item_id not in (first.item_id, before.item_id)
            )
            return now.path.name if better and now is not None else ""
        self._choose_first()
        return ""

    def rearrange(self, change: Callable[[], None]) -> None:
        """Let ``change`` put the same hits into another order, or show those of other kinds.

        The chosen one stays where it is still there; one that is not comes back with its kind, unless the reader
        has touched others meanwhile.
        """
        before = self._left_out or self._results.current_hit()
        change()
        row = self._model.row_of(before.item_id) if before is not None else None
        self._left_out = before if row is None else None
        if row is None:
            self._choose_first()
        else:
            self._results.choose(row)

    def _keep(self, before: Hit, top: int) -> bool:
        row = self._model.row_of(before.item_id)
        if row is None:
            return False
        hit = self._model.hit(row)
        # Another page in the place of the same number: the file was indexed anew.
        is_new = hit.page_id != before.page_id and (self._follows or hit.page == before.page)
        blocked = self._results.blockSignals(not is_new)
        self._results.choose(row)
        self._results.blockSignals(blocked)
        self._results.put_at(row, top)
        if is_new:
            self._follows = False
        else:
            if self._preview.number == before.page != hit.page:
                # The page beside stays, so its card does: what is chosen and what is seen are one.
                hit = self._model.keep_page(row, before)
            self._preview.keep_page(hit)
        return True

    def _choose_first(self) -> None:
        if self._first() is None:
            self._preview.show_hit(None)
        else:
            self._results.choose(0)
            self._results.scrollToTop()

    def _first(self) -> Hit | None:
        return self._model.hit(0) if self._model.rowCount() else None

    def _touch(self) -> None:
        self._is_touched, self._follows = True, False
        self._left_out = None
