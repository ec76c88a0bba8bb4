"""The search: words and photo above the results, and the page of the chosen one beside them."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from imtextgui import messages
from imtextgui.catalogue.protocols import JobSheetsPart, JudgementsPart, PagesPart, SearchPart, TagsPart
from imtextgui.domain.query import Hit, Query, Results
from imtextgui.errors import ImTextError, QueryError, QueryPhotoUnreadable
from imtextgui.ui.photo.photo_panel import PhotoQuery
from imtextgui.ui.results.photo_match import matched_regions
from imtextgui.ui.results.results_model import Grouping, Order, ResultsModel
from imtextgui.ui.search.answer_panel import AnswerPanel
from imtextgui.ui.search.completion import Completion
from imtextgui.ui.search.hit_actions import HitActions
from imtextgui.ui.search.query_bar import QueryBar
from imtextgui.ui.search.query_runner import Asking
from imtextgui.ui.tasks.desktop import Desktop
from imtextgui.ui.tasks.lanes import Lanes
from imtextgui.ui.tasks.thumbnails import Thumbnails
from imtextgui.ui.viewer.compare_page import ComparePage
from imtextgui.ui.viewer.page_view import PagePreview
from imtextgui.ui.widgets.undo_bar import UndoBar

TYPING_PAUSE_MS = 40
"""Keys that follow each other faster are one search: the one that is overtaken would only hold up the last."""
SMALLEST_PANEL = 370
SMALLEST_PAGE = 300
SHARES = [400, 560]
"""The room of the results and of the page, in proportion, until the user shares it otherwise."""
SHOWN_HITS = 200


class SearchPage(QWidget):
    """Asks the catalogue and shows the answer."""

    answered = Signal(object)
    """The Results that are on show now."""
    said = Signal(str)
    """A short message for the status bar."""
    problem = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        search: SearchPart,
        pages: PagesPart,
        lanes: Lanes,
        desktop: Desktop,
        undo: UndoBar,
        *,
        tags: TagsPart,
        judgements: JudgementsPart,
        jobsheets: JobSheetsPart,
    ) -> None:
        super().__init__()
        self._collectable = not jobsheets.read_only
        self._pages_ready = 0
        self._shares_before: list[int] = []
        self._asking = Asking(search, lanes.searches, self)
        self._answer: Results | None = None
        self.query_bar = QueryBar()
        self.completion = Completion(search, lanes.pictures, self.query_bar.words)
        self.photo = PhotoQuery(search, lanes.pictures)
        self.thumbnails = Thumbnails(pages, lanes.pictures, self)
        self.model = ResultsModel(self)
        self.panel = AnswerPanel(self.model, self.thumbnails)
        self.results, self.bar, self.facets = self.panel.results, self.panel.bar, self.panel.facets
        self.tabs = self.bar.tabs
        self.preview = PagePreview(pages, lanes.pictures, self.thumbnails, collectable=self._collectable)
        self.compare = ComparePage(pages, lanes.pictures)
        self.actions_of_hits = HitActions(
            pages, lanes, desktop, undo, self, tags=tags, judgements=judgements, jobsheets=jobsheets
        )
        self._typing = QTimer(self, singleShot=True)
        self._since_key = QElapsedTimer()
        self._build()
        self._connect()
        self.show_answer(None)

    @property
    def query(self) -> Query | None:
        """What is asked now; None where nothing is."""
        text, photos = self.query_bar.text, self.photo.photos
        if not text and not photos:
            return None
        return Query(
            text,
            photos,
            self.query_bar.photo_weight,
            limit=SHOWN_HITS,
            every_photo=self.photo.every,
            filters=self.facets.filters,
            off=self.query_bar.chips.off,
        )

    def search(self) -> None:
        """Search now; the answer of an earlier search that is still under way is dropped."""
        self._typing.stop()
        query = self.query
        self.query_bar.offer_weight(bool(query and query.text and query.photos))
        if query is None:
            self._asking.drop()
            self.show_answer(None)
            return
        self._asking.ask(query)

    def ask(self, query: Query, *, if_there: bool = False) -> None:
        """Ask ``query`` as if its words had been typed, its photos dropped, its filters ticked and its chips chosen.

        With ``if_there`` photos whose file is gone are left out without a word.
        """
        self.query_bar.words.setText(query.text)
        self.query_bar.chips.switch_off(query.off)
        self.facets.tick(query.filters)
        self.bar.show_filters(self.facets.count)
        self.query_bar.weight.setValue(round(100 * query.photo_weight))
        if query.photos:
            self.photo.put(query.photos, every=query.every_photo, if_there=if_there)
        else:
            self.photo.clear()
            self.search()

    def search_again(self) -> None:
        """The catalogue changed: ask the same again, with fresh thumbnails."""
        self.thumbnails.forget()
        if self.query is not None:
            self.search()

    def show_answer(self, results: Results | None) -> None:
        """Show ``results``; None shows what to do."""
        if results is not None and results is self._answer:
            return
        same = bool(results and self._answer and results.query == self._answer.query)
        before = self.results.current_hit() if same else None
        self._answer = results
        if results:
            self.query_bar.show_chips(results.chips, results.did_you_mean)
        else:
            self.query_bar.show_chips(())
        self.preview.asked = results.query if results else None
        self.facets.show_facets(results.facets if results else ())
        self.model.show_hits(results.hits if results else ())
        self.tabs.show_counts(self.model.count_by_kind())
        self.panel.advice.show_results(results)
        self.panel.say_what_to_do(results, self._pages_ready)
        self._keep_place(before)
        self.answered.emit(results)

    def show_ready(self, pages: int) -> None:
        """Say how many pages can be found."""
        self._pages_ready = pages
        if self.query is None:
            self.panel.say_what_to_do(None, self._pages_ready)

    def clear(self) -> None:
        """Esc: leave the comparison or the page at full size; else ask nothing."""
        if self.compare.isVisibleTo(self):
            self._end_comparison()
            return
        if self.is_reading:
            self.read(False)
            return
        self.photo.clear()
        self.query_bar.words.clear()
        self.query_bar.chips.forget()
        self.facets.clear()
        self.search()
        self.query_bar.words.setFocus()

    @property
    def is_reading(self) -> bool:
        """Whether the page fills the place of the results."""
        return not self.panel.isVisibleTo(self)

    def read(self, reading: bool) -> None:
        """Give the page the place of query and results, or give it back."""
        self._top.setVisible(not reading)
        self.panel.setVisible(not reading)
        self.preview.show_reading(reading)
        (self.preview.canvas if reading else self.results).setFocus()

    def compare_selected(self) -> None:
        """Compare the pages of the first two selected hits."""
        hits = self.results.selected_hits()
        if len(hits) < 2:
            self.said.emit(self.tr("Select two results to compare their pages."))
            return
        self._start_comparison()
        self.compare.show_pages(hits[0], hits[1])

    def collect(self) -> None:
        """Put the selected hits on the job sheet, or the page on show where the cursor is not among the results."""
        if not self._collectable or not self.isVisible():
            return
        if self.results.hasFocus():
            self.actions_of_hits.collect([hit.page_id for hit in self.results.selected_hits()])
        else:
            self.preview.collect()

    def show_match(self) -> None:
        """Show what on the query photo agrees with what on the page, where that was proved."""
        hit, answer = self.results.current_hit(), self._answer
        proof = matched_regions(hit) if hit else None
        image = self.photo.shown
        if hit is None or answer is None or proof is None or image is None:
            self.said.emit(self.tr("Nothing on this page was proved to be on the photo."))
            return
        self._start_comparison()
        self.compare.show_match(image, proof[0], hit, proof[1])

    def _start_comparison(self) -> None:
        for each in (self._top, self.splitter):
            each.hide()
        self.compare.show()

    def _end_comparison(self) -> None:
        self.compare.hide()
        for each in (self._top, self.splitter):
            each.show()
        self.results.setFocus()

    # Building

    def _build(self) -> None:
        self._top = QWidget()
        panels = QHBoxLayout(self._top)
        panels.setContentsMargins(0, 0, 0, 0)
        self._top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        panels.setSpacing(8)
        for each in (self.query_bar, self.photo):
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            each.setMinimumWidth(SMALLEST_PANEL)
            panels.addWidget(each, 1)
        self.preview.setMinimumWidth(SMALLEST_PAGE)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(8)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.panel)
        self.splitter.addWidget(self.preview)
        self.splitter.setSizes(SHARES)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(8)
        around.addWidget(self._top)
        around.addWidget(self.splitter, 1)
        around.addWidget(self.compare, 1)
        self.compare.hide()

    def _connect(self) -> None:
        self._typing.timeout.connect(self.search)
        self._asking.answered.connect(self.show_answer)
        self._asking.refused.connect(self._refuse)
        self._asking.slow.connect(lambda: self.said.emit(self.tr("Searching…")))
        self._asking.busy.connect(self.panel.show_busy)
        self.query_bar.changed.connect(self._search_soon)
        self.query_bar.submitted.connect(self.search)
        self.photo.changed.connect(self.search)
        self.query_bar.weighed.connect(self._search_soon)
        self.tabs.chosen.connect(lambda: self._rearrange(lambda: self.model.show_kind(self.tabs.kind)))
        self.bar.arranged.connect(self._arrange)
        self.bar.grid_wanted.connect(self.results.show_grid)
        self.bar.filters_wanted.connect(self._show_facets)
        self.facets.changed.connect(self._filter)
        self.results.chosen.connect(self.preview.show_hit)
        self.results.preview_wanted.connect(lambda: self.read(True))
        self.results.menu_wanted.connect(self._show_menu)
        self.preview.step_wanted.connect(self.results.step)
        self.preview.reading_wanted.connect(self.read)
        self._connect_actions()
        for source in (
            self.photo,
            self.preview,
            self.actions_of_hits,
            self.completion,
            self.compare,
            self._asking,
        ):
            source.failed.connect(self.failed)
        for speaker in (self.photo, self.actions_of_hits, self.compare):
            speaker.problem.connect(self.problem)

    def _connect_actions(self) -> None:
        do, preview = self.actions_of_hits, self.preview
        self.results.open_wanted.connect(lambda hit: do.open_file(hit, hit.page))
        preview.open_wanted.connect(do.open_file)
        preview.reveal_wanted.connect(do.reveal)
        preview.copy_wanted.connect(lambda hit: do.copy_paths([hit]))
        preview.search_wanted.connect(do.search_with)
        preview.collect_wanted.connect(lambda page_id: do.collect([page_id]))
        do.search_wanted.connect(self._search_with)
        do.judged.connect(self.search_again)
        do.compare_wanted.connect(self.compare_selected)
        do.match_wanted.connect(self.show_match)
        self.compare.closed.connect(self._end_comparison)
        do.said.connect(self.said)

    def _search_soon(self) -> None:
        """Search at once after a rest; of keys that come fast, after the last one."""
        hurried = self._since_key.isValid() and not self._since_key.hasExpired(TYPING_PAUSE_MS)
        self._since_key.start()
        self._typing.start(TYPING_PAUSE_MS if hurried or self._typing.isActive() else 0)

    # Showing

    def _refuse(self, problem: ImTextError) -> None:
        if isinstance(problem, QueryError) and not isinstance(problem, QueryPhotoUnreadable):
            # Half a filter is wrong until it is typed to its end; the results stay meanwhile.
            self.query_bar.show_mistake(messages.sentence(problem.code, problem.details))
            return
        self.show_answer(None)
        self.problem.emit(problem)

    def _show_facets(self, shown: bool) -> None:
        """Filters push the page aside where results would get too narrow beside them, and let it come back."""
        if shown:
            self._shares_before = self.splitter.sizes()
        self.panel.show_facets(shown)
        if not shown and self._shares_before:
            self.splitter.setSizes(self._shares_before)

    def _filter(self) -> None:
        self.bar.show_filters(self.facets.count)
        self.search()

    def _arrange(self, order: Order, grouping: Grouping) -> None:
        self._rearrange(lambda: self.model.arrange(order, grouping))

    def _rearrange(self, change: Callable[[], None]) -> None:
        before = self.results.current_hit()
        change()
        self.panel.say_what_to_do(self._answer, self._pages_ready)
        self._keep_place(before)

    def _show_menu(self, where: QPoint) -> None:
        hits = self.results.selected_hits() or [hit for hit in [self.results.current_hit()] if hit]
        if hits:
            self.actions_of_hits.show_menu(where, hits, self._answer.query if self._answer else None)

    def _search_with(self, image: QImage, name: str) -> None:
        self.read(False)
        self.query_bar.words.clear()
        self._typing.stop()  # the photo will be searched with as soon as it is loaded
        self.photo.take_image(image, name)

    def _keep_place(self, before: Hit | None) -> None:
        """Stay on the hit that was looked at while it is among the results; else go to the best one."""
        row = self.model.row_of(before.item_id) if before else None
        if row is None and self.model.rowCount():
            row = 0
        if row is None:
            self.preview.show_hit(None)
        else:
            self.results.choose(row)
