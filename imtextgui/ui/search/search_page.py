"""The search: words and photo above the results, and the page of the chosen one beside them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from imtextgui import messages
from imtextgui.catalogue.protocols import (
    DescriptionsPart,
    ExamplesPart,
    JobSheetsPart,
    JudgementsPart,
    PagesPart,
    ResultListsPart,
    SearchPart,
    TaggingPart,
    TagsPart,
)
from imtextgui.domain.query import Query, Results
from imtextgui.errors import ImTextError, QueryError, QueryPhotoUnreadable
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.photo.photo_panel import PhotoPanel
from imtextgui.ui.results.results_model import Grouping, Order, ResultsModel
from imtextgui.ui.search.actions.hit_actions import HitActions
from imtextgui.ui.search.actions.page_printing import PagePrinting
from imtextgui.ui.search.actions.result_commands import ResultCommands
from imtextgui.ui.search.actions.result_list_writer import ResultListWriter
from imtextgui.ui.search.comparison import Comparison
from imtextgui.ui.search.edition_pages import EditionPages
from imtextgui.ui.search.query_bar import QueryBar
from imtextgui.ui.search.query_completion import QueryCompletion
from imtextgui.ui.search.query_form import QueryForm
from imtextgui.ui.search.query_runner import QueryRunner
from imtextgui.ui.search.readers_place import ReadersPlace
from imtextgui.ui.search.results_panel import ResultsPanel
from imtextgui.ui.search.search_guidance import SearchGuidance
from imtextgui.ui.search.search_layout import SearchLayout
from imtextgui.ui.search.typing_delay import TypingDelay
from imtextgui.ui.search.where_used import WhereUsedLookup
from imtextgui.ui.search.words_aside import WordsAside
from imtextgui.ui.tasks.task_runner import TaskRunner
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.viewer.compare_page import ComparePage
from imtextgui.ui.viewer.page_preview import PagePreview
from imtextgui.ui.viewer.page_tags import PageTags
from imtextgui.ui.widgets.focus import OpenedBy
from imtextgui.ui.widgets.undo_bar import UndoBar


class SearchPage(QWidget):
    """Asks the catalogue and shows the answer."""

    answered = Signal(object)
    """The Results that are on show now."""
    counted = Signal(object)
    """The same hits once more, with their facets (Results)."""
    taught = Signal(str)
    """A word for the dictionary."""
    message = Signal(str)
    """A short message for the status bar."""
    read_ended = Signal()
    """The page is beside the results again."""

    def __init__(
        self,
        search: SearchPart,
        pages: PagesPart,
        tasks: TaskRunner,
        desktop: Desktop,
        undo: UndoBar,
        *,
        tags: TagsPart,
        tagging: TaggingPart,
        descriptions: DescriptionsPart,
        examples: ExamplesPart,
        judgements: JudgementsPart,
        jobsheets: JobSheetsPart,
        result_lists: ResultListsPart,
    ) -> None:
        super().__init__()
        self._tasks, self._runner, self._undo = tasks, QueryRunner(search, tasks, self), undo
        self._answer: Results | None = None
        self._where_opened, self._reading_opened = OpenedBy(), OpenedBy()
        self.query_bar = QueryBar()
        self.completion = QueryCompletion(search, tasks, self.query_bar.words)
        self.photo = PhotoPanel(search, tasks)
        self.thumbnails = ThumbnailCache(pages, tasks, self)
        self.model = ResultsModel(self)
        self.panel = ResultsPanel(self.model, self.thumbnails)
        self._guidance = SearchGuidance(
            search, tasks, self.panel, self.query_bar, self.photo, can_teach=not jobsheets.read_only
        )
        self.results, self.bar, self.facets = self.panel.results, self.panel.bar, self.panel.facets
        self.tabs = self.bar.tabs
        self.preview = PagePreview(pages, tasks, self.thumbnails, jobsheets)
        self.page_tags = PageTags(tagging, descriptions, examples, tasks, undo)
        self.preview.add_below(self.page_tags)
        self.preview.shown.connect(self.page_tags.show_page)
        self.page_tags.changed.connect(self.search_again)
        self.compare = ComparePage(pages, tasks)
        self.actions_of_hits = HitActions(
            pages, tasks, desktop, undo, self, tags=tags, judgements=judgements, jobsheets=jobsheets
        )
        self._place = ReadersPlace(self.model, self.results, self.preview, self)
        self._editions = EditionPages(pages, tasks, self.model, self.results, self)
        self.commands = ResultCommands(
            self.actions_of_hits,
            PagePrinting(pages, tasks, desktop, self),
            ResultListWriter(result_lists, tasks, desktop, self),
            self,
            model=self.model,
            results=self.results,
            preview=self.preview,
            answer=lambda: self._answer,
            is_searching=lambda: self._is_searching,
        )
        self._form = QueryForm(self.query_bar, self.photo, self.facets, self)
        self._typing = TypingDelay(self)
        WordsAside(self.query_bar, self.photo, undo, self, answer=lambda: self._answer)
        self.where_used = WhereUsedLookup(pages, tasks, desktop, self.preview, self)
        self._layout = SearchLayout(
            self,
            (self.query_bar, self.photo),
            (self.panel, self.where_used.panel),
            self.preview,
            self.compare,
        )
        self.splitter = self._layout.splitter
        self.comparison = Comparison(
            self.compare,
            self._layout,
            self,
            results=self.results,
            photo=self.photo,
            answer=lambda: self._answer,
        )
        self._connect()
        self.show_answer(None)

    @property
    def answer(self) -> Results | None:
        """The answer on show, None where nothing was asked."""
        return self._answer

    @property
    def _is_searching(self) -> bool:
        """Whether what is on show answers another query than the one that is asked."""
        asked, answered = self.query, self._answer.query if self._answer else None
        same = asked and answered and (asked.text, asked.photos) == (answered.text, answered.photos)
        return self._runner.is_running and not same

    @property
    def query(self) -> Query | None:
        """What is asked now; None where nothing is."""
        return self._form.query

    def search(self) -> None:
        """Search now; the answer of an earlier search that is still under way is dropped."""
        self._typing.stop()
        query = self.query
        self.query_bar.offer_weight(bool(query and query.text and query.photos))
        if query is None:
            self._runner.cancel()
            self.show_answer(None)
            return
        self._runner.run(query)

    def ask(self, query: Query, *, if_there: bool = False) -> None:
        """Ask ``query`` as if its words had been typed, its photos dropped, its filters ticked and its chips chosen.

        With ``if_there`` photos whose file is gone are left out without a word.
        """
        self._form.fill_in(query)
        self.bar.show_filters(self.facets.count)
        if query.photos:
            self.photo.put(query.photos, every=query.every_photo, if_there=if_there)
        else:
            self.photo.clear()
            self.search()

    def search_again(self) -> None:
        """The catalogue changed: ask the same again, with fresh thumbnails."""
        self.thumbnails.clear()
        if self.query is not None:
            self.search()

    def show_answer(self, results: Results | None) -> None:
        """Show ``results``; None shows what to do."""
        if results is not None and results is self._answer:
            return
        self.where_used.close()
        same = bool(results and self._answer and results.query == self._answer.query)
        only_facets = bool(same and results and self._answer and results.hits is self._answer.hits)
        self._answer = results
        if only_facets and results:
            self.facets.show_facets(results.facets)
            self.counted.emit(results)
            return
        if results:
            self.query_bar.show_chips(results.chips, results.did_you_mean)
        else:
            self.query_bar.show_chips(())
        self.preview.query = results.query if results else None
        if (
            not same
        ):  # what was looked for in a document of the answer before is not marked in those of this one
            self.preview.finder.close()
        self.page_tags.by_picture = bool(results and results.query.photos)
        if results is None or not results.facets_follow:
            self.facets.show_facets(results.facets if results else ())
        better = self._place.answer_anew(lambda: self._show_hits(results), same_query=same)
        self.answered.emit(results)
        if better:
            self.message.emit(self.tr("A better match came: {name}").format(name=better))

    def show_ready(self, pages: int) -> None:
        """Say how many pages can be found."""
        self._guidance.show_ready(pages)

    def show_running(self, running: bool) -> None:
        """Folders are being read now, or no longer."""
        self._guidance.show_running(running)

    def clear(self) -> None:
        """Esc: put the suggestions away, leave the comparison or the page at full size; else ask nothing any more.

        What was asked is offered back.
        """
        if self.completion.offered:
            self.completion.hide()
            return
        if self.comparison.is_shown:
            self.comparison.end()
            return
        if self.preview.step_back():
            return
        if self.is_reading:
            self.read(False)
            return
        if self.where_used.is_shown:
            self.where_used.close()
            return
        if (before := self.query) is not None:
            self._undo.offer(self.tr("The search was cleared."), lambda: self.ask(before))
        self._form.clear()
        self.search()
        self.query_bar.words.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Down leads from query and bar into the results, whatever has the focus there."""
        above = (self.query_bar, self.photo, self.bar)
        focused = self.focusWidget()
        leads = event.key() == Qt.Key.Key_Down and self.model.rowCount() and focused is not None
        if leads and any(part.isAncestorOf(focused) for part in above):
            self.results.setFocus()
        else:
            super().keyPressEvent(event)

    @property
    def is_reading(self) -> bool:
        """Whether the page fills the place of the results."""
        return self._layout.is_reading

    def read(self, reading: bool) -> None:
        """Give the page the place of query and results, or give it back."""
        if reading and not self.is_reading:
            self._reading_opened.note()
        self._layout.show_reading(reading)
        self.preview.show_reading(reading)
        if not reading:
            self.read_ended.emit()
        beside = self.where_used.panel.tree if self.where_used.is_shown else self.results
        if reading:
            self.preview.canvas.setFocus()
        else:
            self._reading_opened.give_back(beside)

    def toggle_filters(self) -> None:
        """Open the filters and put the cursor into them, or close them and give it to the results."""
        self.bar.filter.click()
        if self.facets.isVisible():
            self.facets.tree.setFocus()
        elif self.focusWidget() is None or not self.query_bar.words.hasFocus():
            (self.results if self.model.rowCount() else self.query_bar.words).setFocus()

    def ask_where_used(self, number: str = "") -> None:
        """Show where a part number is used: ``number``, that of the query, or one that is to be typed."""
        numbers = self.query_bar.chips.numbers
        if not self.where_used.is_shown:
            self._where_opened.note()
        self.comparison.leave()
        if self.is_reading:  # the list takes the place of the results, which the page has
            self.read(False)
        self.where_used.open(number or (numbers[0] if numbers else ""))

    def _show_where_used(self, shown: bool) -> None:
        is_typing = self.query_bar.words.hasFocus()
        self._layout.show_where_used(shown)
        if not shown:  # the page of the result that was looked at comes back
            self.preview.query = self._answer.query if self._answer else None
            self.preview.show_hit(self.results.current_hit())
            if not is_typing:
                self._where_opened.give_back(self.results)

    # Connecting

    def _connect(self) -> None:
        self._typing.due.connect(self.search)
        self._runner.answered.connect(self.show_answer)
        self._runner.refused.connect(self._refuse)
        self._runner.slow.connect(lambda: self.message.emit(self.tr("Searching…")))
        self._runner.busy.connect(self.panel.show_busy)
        self.query_bar.changed.connect(self._typing.restart)
        self.query_bar.submitted.connect(self.search)
        self.completion.taken.connect(self.query_bar.submitted)
        self.photo.changed.connect(self.search)
        self.photo.left.connect(self.query_bar.photo.setFocus)
        self.photo.codes.chosen.connect(self._ask_code)
        self.query_bar.weighed.connect(self._typing.restart)
        self.tabs.chosen.connect(lambda: self._rearrange(lambda: self.model.show_kind(self.tabs.kind)))
        self.bar.arranged.connect(self._arrange)
        self.bar.grid_requested.connect(self.results.show_grid)
        self.bar.filters_requested.connect(self._layout.show_facets)
        self.facets.changed.connect(self._filter)
        self.results.chosen.connect(self.preview.show_hit)
        self.results.preview_requested.connect(lambda: self.read(True))
        self.preview.step_requested.connect(self.results.step)
        self.preview.reading_requested.connect(self.read)
        self._connect_actions()
        guidance = self._guidance
        guidance.search_requested.connect(self.search)
        guidance.query_requested.connect(self.ask)
        guidance.taught.connect(self.taught)

    def _connect_actions(self) -> None:
        do = self.actions_of_hits
        do.search_requested.connect(self._search_with)
        do.changed.connect(self._place.follow_next_answer)
        do.changed.connect(self.search_again)
        do.compare_requested.connect(self.comparison.compare_selected)
        do.match_requested.connect(self.comparison.show_match)
        do.where_requested.connect(self.ask_where_used)
        self.bar.export.clicked.connect(self.commands.save_list)
        for speaker in (self.commands, self.comparison, self.where_used):
            speaker.message.connect(self.message)
        self.query_bar.chips.where_requested.connect(self.ask_where_used)
        self.where_used.shown.connect(self._show_where_used)
        self.where_used.panel.open_requested.connect(lambda hit: do.open_file(hit, hit.page))

    # Showing

    def _refuse(self, problem: ImTextError) -> None:
        if isinstance(problem, QueryError) and not isinstance(problem, QueryPhotoUnreadable):
            # Half a filter is wrong until it is typed to its end; the results stay meanwhile.
            self.query_bar.show_mistake(messages.sentence(problem.code, problem.details))
            self.message.emit("")  # nothing is searched any more
            return
        self.show_answer(None)
        self._tasks.report(problem)

    def _show_hits(self, results: Results | None) -> None:
        self.model.show_hits(results.hits if results else ())
        self.tabs.show_counts(self.model.count_by_kind(), self.model.total)
        self._guidance.show_results(results)

    def _filter(self) -> None:
        self.bar.show_filters(self.facets.count)
        self.search()

    def _arrange(self, order: Order, grouping: Grouping) -> None:
        self._rearrange(lambda: self.model.arrange(order, grouping))

    def _rearrange(self, change: Callable[[], None]) -> None:
        self._place.rearrange(change)
        self._guidance.explain()

    def _ask_code(self, code: str) -> None:
        """Ask for ``code``, read off the photo, beside what is asked already."""
        text = self.query_bar.text
        if code not in text:
            self.query_bar.words.setText(f"{text} {code}".strip())
        self.search()

    def _search_with(self, image: QImage, name: str) -> None:
        self.read(False)
        self.query_bar.words.clear()
        self._typing.stop()  # the photo will be searched with as soon as it is loaded
        self.photo.take_image(image, name)
