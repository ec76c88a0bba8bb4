"""The pages of an open catalogue, the rail that leads to them, and what one page tells another."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.catalogue.protocols import CatalogueCounts, CatalogueParts
from imtextgui.config import paths, power
from imtextgui.config.restraint import Restraint
from imtextgui.domain.items import Source
from imtextgui.domain.query import Query
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.help.help_page import HelpPage
from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.search.history_menu import HistoryMenu
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.search.search_recorder import SearchRecorder
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.shell.answer_state import AnswerState
from imtextgui.ui.shell.catalogues.catalogue_upkeep import CatalogueUpkeep
from imtextgui.ui.shell.measurement.measurement import Measurement
from imtextgui.ui.shell.navigation import (
    DICTIONARY,
    HELP,
    HISTORY,
    PROBLEMS,
    QUALITY,
    SEARCH,
    SOURCES,
    TRIAL,
    WELCOME,
    NavigationRail,
)
from imtextgui.ui.shell.page_factory import PageFactory
from imtextgui.ui.shell.page_stack import PageStack
from imtextgui.ui.shell.welcome_page import WelcomePage
from imtextgui.ui.sources.folder_watch import FolderWatch
from imtextgui.ui.sources.problem_refresh import ProblemRefresh
from imtextgui.ui.sources.problems_page import ProblemsPage
from imtextgui.ui.sources.sources_page import SourcesPage
from imtextgui.ui.tasks.task_runner import TaskRunner
from imtextgui.ui.widgets.undo_bar import UndoBar

_UNDER = {PROBLEMS: SOURCES, WELCOME: SEARCH, TRIAL: QUALITY}
"""Pages without a button in the rail, and the one that they belong to."""


class Workspace(QWidget):
    """Rail and pages. A page that is not always needed is made when it is first shown."""

    ready = Signal()
    """The sources were shown for the first time."""
    counted = Signal(int)
    """How many pages can be found."""
    message = Signal(str)
    state = Signal(str)
    """What the search tells of its answer."""
    stepped = Signal(object)
    """The latest step of long work on the catalogue (Progress), None when there is none any more."""
    changed = Signal()
    """Other pages may be found now than before."""
    turned_to = Signal(str)
    """The name of another page, which is on show now."""

    def __init__(
        self,
        catalogue: CatalogueParts,
        tasks: TaskRunner,
        desktop: Desktop,
        *,
        samples: Path | None,
        preferences: Preferences,
        undo: UndoBar,
    ) -> None:
        super().__init__()
        self._catalogue, self._preferences, self._samples = catalogue, preferences, samples
        self._upkeep = CatalogueUpkeep(catalogue, tasks, preferences, self)
        self.search = SearchPage(
            catalogue.neighbours.search,
            catalogue.neighbours.pages,
            tasks,
            desktop,
            undo,
            tags=catalogue.tags,
            tagging=catalogue.tagging,
            descriptions=catalogue.descriptions,
            examples=catalogue.examples,
            judgements=catalogue.judgements,
            jobsheets=catalogue.jobsheets,
            result_lists=catalogue.result_lists,
        )
        self.sources = SourcesPage(
            catalogue.sources,
            tasks,
            desktop,
            undo,
            health=catalogue.health,
            encoders=catalogue.encoders,
            privacy=catalogue.privacy,
            share=Restraint(lambda: preferences.now).share,
            publishing=catalogue.publishing,
        )
        self.watch = FolderWatch(
            catalogue.sources, tasks, self.sources.runs, lambda: preferences.now.index_when_idle, self
        )
        self.problems = ProblemsPage(catalogue.health, tasks, desktop)
        self._problem_refresh = ProblemRefresh(
            catalogue.health,
            tasks,
            self.problems,
            lambda: not catalogue.read_only and not self.sources.runs.running,
            self,
        )
        self.welcome = WelcomePage(samples)
        self.past = HistoryMenu(catalogue.history, tasks, self.search.query_bar.past)
        self._recorder = SearchRecorder(
            catalogue.history, tasks, lambda: preferences.now.keep_history, self, self._is_typing
        )
        self.measurement = Measurement(catalogue, self.search, tasks, self._is_typing, self)
        self._factory = PageFactory(
            catalogue,
            tasks,
            desktop,
            preferences,
            undo,
            search=self.search,
            sources=self.sources,
            recorder=self._recorder,
            guide=self.measurement.guide,
            window_of=self,
        )
        self._is_ready = False
        self._answer = AnswerState(self)
        self._answer.told.connect(self.state)
        self._stack = PageStack()
        pages: dict[str, QWidget] = {
            WELCOME: self.welcome,
            SEARCH: self.search,
            SOURCES: self.sources,
            PROBLEMS: self.problems,
        }
        for name, page in pages.items():
            self._stack.add(name, page)
        self.rail = NavigationRail()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        self._column = column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.measurement.guide.bar)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self._connect()

    def start(self) -> None:
        """Read the sources, and load the encoder before the user's first search needs it."""
        self.sources.refresh()
        self.sources.go_on()
        self.watch.start()
        self._upkeep.start()
        self.measurement.start()

    def show_notice(self, notice: QWidget) -> None:
        """Put ``notice`` above the pages; the rail keeps its height."""
        self._column.insertWidget(0, notice)

    def follow_access(self) -> None:
        """The catalogue can be changed by now: offer that on every page, and go on with what was interrupted."""
        self.search.preview.follow_access()
        self._stack.refresh()
        self.sources.refresh()
        self.sources.go_on()
        self._problem_refresh.refresh()

    @property
    def current_page(self) -> str:
        """The name of the page on show."""
        return self._stack.current_name(SEARCH)

    def go(self, name: str) -> None:
        """Show the page ``name``."""
        if name == SEARCH:
            self.show_search()
        elif name == PROBLEMS:
            self.show_problems()
        else:
            self._show(name)

    @property
    def help(self) -> HelpPage:
        """The help, which is made where it is not yet."""
        page = self._stack.made.get(HELP) or self._stack.add(HELP, self._factory.make_help())
        assert isinstance(page, HelpPage)
        return page

    def show_help(self, topic: str) -> None:
        """Show a page of the help."""
        self.go(HELP)
        self.help.show_topic(topic)

    def print_pages(self) -> None:
        """Print the job sheet where it is on show, else the page or the selected results."""
        page = self._stack.currentWidget()
        if isinstance(page, JobSheetsPage):
            page.writer.print_sheet()
        else:
            self.search.commands.print_pages()

    def show_search(self) -> None:
        """Show the search and put the cursor into it."""
        self._show(SEARCH)
        self.search.query_bar.words.setFocus()
        self.search.query_bar.words.selectAll()

    def show_problems(self) -> None:
        """Show the problem list."""
        self._show(PROBLEMS)
        self.problems.tree.setFocus()
        self._problem_refresh.refresh()

    def step_back(self) -> bool:
        """Go back to the search; False where it is on show already."""
        if self.current_page in (SEARCH, WELCOME):
            return False
        self.go({PROBLEMS: SOURCES, TRIAL: QUALITY}.get(self.current_page, SEARCH))
        return True

    # Building

    def _connect(self) -> None:
        self.rail.requested.connect(self.go)
        self._connect_sources()
        self._connect_search()
        self._connect_measurement()
        self._preferences.changed.connect(self._follow)
        factory = self._factory
        factory.asked.connect(self._ask)
        factory.message.connect(self.message)
        factory.vectors_removed.connect(self.changed)
        factory.keeping_less.connect(self._upkeep.remove_unkept)
        self._upkeep.stepped.connect(self.stepped)
        self._upkeep.changed.connect(self.changed)
        self.changed.connect(factory.changed)
        self.changed.connect(self.search.search_again)
        self.changed.connect(self._problem_refresh.refresh)

    def _connect_sources(self) -> None:
        sources, problems = self.sources, self.problems
        sources.run_card.power.setChecked(power.saving(self._preferences.now.save_power))
        sources.run_card.saving.connect(self._save_power)
        sources.runs.started.connect(self._expect_passes)
        sources.loaded.connect(self._show_catalogue)
        sources.changed.connect(self.changed)
        sources.runs.stepped.connect(self.stepped)
        sources.runs.changed.connect(self._upkeep.follow_runs)
        sources.runs.changed.connect(self.search.show_running)
        sources.runs.indexed.connect(lambda _: self._upkeep.suggest_tags())
        sources.problems_requested.connect(self.show_problems)
        problems.closed.connect(lambda: self.go(SOURCES))
        problems.retry_requested.connect(lambda which: sources.runs.index(retry=which))
        self.welcome.folder_requested.connect(sources.choose_folder)
        self.welcome.samples_requested.connect(sources.add_folder)
        for speaker in (sources, problems):
            speaker.message.connect(self.message)

    def _connect_search(self) -> None:
        search = self.search
        search.message.connect(self.message)
        search.answered.connect(lambda _: self.watch.note_use())
        search.taught.connect(self._teach)
        for changed in (search.page_tags.changed, search.actions_of_hits.changed):
            changed.connect(self._stack.refresh_shown)
        search.answered.connect(self._answer.show_results)
        search.counted.connect(self._answer.show_results)
        search.answered.connect(self._recorder.look_at)
        search.query_bar.submitted.connect(lambda: self._recorder.send_off(search.query))
        search.query_bar.past.clicked.connect(self.past.offer)
        self.past.asked.connect(self._ask)
        self.past.all_requested.connect(lambda: self.go(HISTORY))

    def _connect_measurement(self) -> None:
        measurement, factory = self.measurement, self._factory
        measurement.search_requested.connect(self.show_search)
        measurement.message.connect(self.message)
        factory.trial_changed.connect(measurement.follow_trial)
        for asking in (measurement, factory):
            asking.trial_requested.connect(lambda: self.go(TRIAL))

    # Showing

    def _show(self, name: str) -> None:
        page = self._stack.made.get(name) or self._stack.add(name, self._factory.make(name))
        is_another = page is not self._stack.currentWidget()
        self._stack.show_page(page)
        if is_another:
            self.turned_to.emit(name)
        self.rail.show_current(_UNDER.get(name, name))
        self._answer.see(name == SEARCH)

    def _show_catalogue(self, sources: Sequence[Source], counts: CatalogueCounts) -> None:
        if not sources and self._is_for_samples():
            self.sources.add_folder(self._samples or Path())
        self.search.show_ready(counts.pages)
        self.counted.emit(counts.pages)
        if not sources and (self.current_page in (SEARCH, SOURCES) or not self._is_ready):
            self._show(WELCOME)
            self.welcome.first_folder.setFocus()
        elif sources and self.current_page == WELCOME:
            self.show_search()
        if not self._is_ready:
            self._is_ready = True
            self.ready.emit()

    def _is_for_samples(self) -> bool:
        """Whether this catalogue is that of the samples, which fills itself."""
        of_samples = self._catalogue.folder == paths.sample_catalogue()
        return (
            of_samples and not self._catalogue.read_only and self._samples is not None and not self._is_ready
        )

    def _is_typing(self) -> bool:
        """Whether the words may not be whole yet."""
        words = self.search.query_bar.words
        return words.hasFocus() and words.isModified()

    def _teach(self, word: str) -> None:
        self.go(DICTIONARY)
        page = self._stack.currentWidget()
        if isinstance(page, DictionaryPage):
            page.teach(word)

    def _ask(self, query: Query) -> None:
        self.show_search()
        self.search.ask(query)

    def _save_power(self, wanted: bool) -> None:
        self._preferences.change("save_power", "always" if wanted else "never")
        self.sources.runs.restart()

    def _expect_passes(self) -> None:
        self.sources.run_card.reads_pictures = self._preferences.now.ocr != "off"

    def _follow(self, name: str) -> None:
        if name == "save_power":
            self.sources.run_card.power.setChecked(power.saving(self._preferences.now.save_power))
