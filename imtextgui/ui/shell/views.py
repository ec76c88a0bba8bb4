"""The pages of an open catalogue, the rail that leads to them, and what one page asks of another."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.config import power
from imtextgui.domain.items import Source
from imtextgui.domain.query import Query, Results
from imtextgui.ui.help.help_page import HelpPage
from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.library.history_page import HistoryPage
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.search.history_menu import HistoryMenu
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.search.search_recorder import Memory
from imtextgui.ui.settings.encoders_panel import EncodersPanel
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.shell.navigation import Place, Rail
from imtextgui.ui.shell.welcome_page import WelcomePage
from imtextgui.ui.sources.problems import ProblemsPage
from imtextgui.ui.sources.sources_page import SourcesPage
from imtextgui.ui.tasks.desktop import Desktop
from imtextgui.ui.tasks.lanes import Lanes, Urgency
from imtextgui.ui.tasks.task_owner import Errands
from imtextgui.ui.widgets import touch_scrolling
from imtextgui.ui.widgets.undo_bar import UndoBar

log = logging.getLogger(__name__)

WARM_UP = Query("imtextgui", limit=1)
WELCOME, SEARCH, SOURCES, PROBLEMS = "welcome", "search", "sources", "problems"
HISTORY, TAGS, DICTIONARY, JOB_SHEETS = "history", "tags", "dictionary", "job-sheets"
QUALITY = "quality"
SETTINGS, HELP = "settings", "help"

_Kept = HistoryPage | TagsPage | DictionaryPage | JobSheetsPage | QualityPage
"""Pages that show what the catalogue keeps, and read it again whenever they are shown."""


class Views(Errands, QWidget):
    """Rail and pages. A page that is not always needed is made when it is first shown."""

    ready = Signal()
    """The sources were shown for the first time."""
    counted = Signal(int)
    """How many pages can be found."""
    said = Signal(str)

    def __init__(
        self,
        catalogue: CatalogueParts,
        lanes: Lanes,
        desktop: Desktop,
        *,
        samples: Path | None,
        preferences: Preferences,
        undo: UndoBar,
    ) -> None:
        super().__init__()
        self.catalogue, self.lanes, self.desktop = catalogue, lanes, desktop
        self._lane = lanes.searches
        self.preferences, self.undo = preferences, undo
        self.search = SearchPage(
            catalogue.search,
            catalogue.pages,
            lanes,
            desktop,
            undo,
            tags=catalogue.tags,
            judgements=catalogue.judgements,
            jobsheets=catalogue.jobsheets,
        )
        self.sources = SourcesPage(
            catalogue.sources,
            lanes,
            desktop,
            undo,
            health=catalogue.health,
            encoders=catalogue.encoders,
        )
        self.problems = ProblemsPage(desktop)
        self.welcome = WelcomePage(samples)
        self._is_ready = False
        self._stack = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            HISTORY: self._make_history,
            TAGS: self._make_tags,
            DICTIONARY: self._make_dictionary,
            JOB_SHEETS: self._make_job_sheets,
            QUALITY: self._make_quality,
            SETTINGS: self._make_settings,
            HELP: lambda: HelpPage(lambda: self.window().findChildren(QAction)),
        }
        self.memory = Memory(catalogue.history, lanes.searches, preferences, self)
        pages: dict[str, QWidget] = {
            WELCOME: self.welcome,
            SEARCH: self.search,
            SOURCES: self.sources,
            PROBLEMS: self.problems,
        }
        for name, page in pages.items():
            self._keep(name, page)
        self.places = self._places()
        self.rail = Rail(self.places)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._stack.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self._connect()

    def start(self) -> None:
        """Read the sources, and load the encoder before the user's first search needs it."""
        self.sources.refresh()
        self.sources.go_on()
        self._do(lambda: self.catalogue.search.answer(WARM_UP), urgency=Urgency.DECORATION)

    @property
    def place(self) -> str:
        """The name of the page on show."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._made.items() if page is shown), SEARCH)

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
        page = self._made.get(HELP) or self._keep(HELP, self._makers[HELP]())
        assert isinstance(page, HelpPage)
        return page

    def show_help(self, topic: str) -> None:
        """Show a page of the help."""
        self.go(HELP)
        self.help.show_topic(topic)

    def show_search(self) -> None:
        """Show the search and put the cursor into it."""
        self._show(SEARCH)
        self.search.query_bar.words.setFocus()
        self.search.query_bar.words.selectAll()

    def show_problems(self) -> None:
        """Show the problem list."""
        self._show(PROBLEMS)
        self.problems.tree.setFocus()
        self._refresh_problems()

    def step_back(self) -> bool:
        """Go back to the search; False where it is on show already."""
        if self.place in (SEARCH, WELCOME):
            return False
        self.go(SOURCES if self.place == PROBLEMS else SEARCH)
        return True

    # Building

    def _places(self) -> list[Place]:
        return [
            Place(SEARCH, "search", self.tr("Search"), "Ctrl+1"),
            Place(SOURCES, "folder", self.tr("Folders"), "Ctrl+2"),
            Place(HISTORY, "history", self.tr("History"), "Ctrl+3"),
            Place(TAGS, "tag", self.tr("Tags"), "Ctrl+4"),
            Place(DICTIONARY, "dictionary", self.tr("Dictionary"), "Ctrl+5"),
            Place(JOB_SHEETS, "jobsheet", self.tr("Job sheets"), "Ctrl+6"),
            Place(QUALITY, "quality", self.tr("Quality"), "Ctrl+7"),
            Place(SETTINGS, "settings", self.tr("Settings"), "Ctrl+8", low=True),
            Place(HELP, "help", self.tr("Help"), "F1", low=True),
        ]

    def _make_history(self) -> HistoryPage:
        page = HistoryPage(self.catalogue.history, self.lanes, self.undo)
        page.asked.connect(self._ask)
        self.memory.remembered.connect(page.refresh)
        self._listen_to(page)
        return page

    def _make_tags(self) -> TagsPage:
        page = TagsPage(self.catalogue.tags, self.lanes, self.undo)
        page.wanted.connect(lambda words: self._ask(Query(words)))
        self._listen_to(page)
        return page

    def _make_dictionary(self) -> DictionaryPage:
        page = DictionaryPage(self.catalogue.dictionary, self.lanes, self.undo)
        self._listen_to(page)
        return page

    def _make_job_sheets(self) -> JobSheetsPage:
        page = JobSheetsPage(
            self.catalogue.jobsheets, self.catalogue.pages, self.lanes, self.desktop, self.undo
        )
        do = self.search.actions_of_hits
        page.open_wanted.connect(lambda path, number: do.open_page([path], number))
        do.collected.connect(page.refresh)
        self._listen_to(page)
        return page

    def _make_quality(self) -> QualityPage:
        page = QualityPage(self.catalogue.quality, self.catalogue.judgements, self.lanes)
        page.asked.connect(self._ask)
        self._listen_to(page)
        return page

    def _make_settings(self) -> SettingsPage:
        encoders = EncodersPanel(self.catalogue.encoders, self.lanes, self.undo)
        encoders.use_wanted.connect(self.sources.encode)
        encoders.changed.connect(self.sources.run_ended)
        self.sources.run_changed.connect(encoders.show_running)
        self.sources.run_ended.connect(encoders.refresh)
        encoders.show_running(self.sources.running)
        self._listen_to(encoders)
        page = SettingsPage(self.preferences, self.undo, encoders)
        page.said.connect(self.said)
        page.keeping_less.connect(self._forget_unkept)
        return page

    def _listen_to(self, page: _Kept | EncodersPanel) -> None:
        page.said.connect(self.said)
        page.problem.connect(self.problem)
        page.failed.connect(self.failed)

    def _connect(self) -> None:
        self.rail.wanted.connect(self.go)
        for source in (self.sources, self.search):
            source.problem.connect(self.problem)
            source.failed.connect(self.failed)
        for speaker in (self.sources, self.search, self.problems):
            speaker.said.connect(self.said)
        self.sources.run_card.power.setChecked(power.saving(self.preferences.now.save_power))
        self.sources.run_card.saving.connect(self._save_power)
        self.preferences.changed.connect(self._follow)
        self.sources.loaded.connect(self._show_catalogue)
        self.sources.run_ended.connect(self.search.search_again)
        self.sources.run_ended.connect(self._refresh_problems)
        self.sources.problems_wanted.connect(self.show_problems)
        self.problems.closed.connect(lambda: self.go(SOURCES))
        self.problems.retry_wanted.connect(lambda which: self.sources.index(retry=which))
        self.welcome.folder_wanted.connect(self.sources.choose_folder)
        self.welcome.samples_wanted.connect(self.sources.add_folder)
        self.search.answered.connect(self._tell_answer)
        self.search.answered.connect(self.memory.look_at)
        self.past = HistoryMenu(self.catalogue.history, self.lanes.searches, self.search.query_bar.past)
        self.search.query_bar.past.clicked.connect(self.past.offer)
        self.past.asked.connect(self._ask)
        self.past.all_wanted.connect(lambda: self.go(HISTORY))
        self.past.problem.connect(self.problem)
        self.past.failed.connect(self.failed)
        self.search.query_bar.submitted.connect(self.memory.remember)
        self.memory.problem.connect(self.problem)
        self.memory.failed.connect(self.failed)

    def _keep(self, name: str, page: QWidget) -> QWidget:
        self._made[name] = page
        self._stack.addWidget(page)
        return page

    # Showing

    def _show(self, name: str) -> None:
        page = self._made.get(name) or self._keep(name, self._makers[name]())
        self._stack.setCurrentWidget(page)
        touch_scrolling.enable(page)
        if isinstance(page, _Kept):
            page.refresh()
        if isinstance(page, SettingsPage):
            page.encoders.refresh()
        if page.focusProxy() is not None:
            page.setFocus()
        self.rail.show_place(SOURCES if name == PROBLEMS else SEARCH if name == WELCOME else name)

    def _show_catalogue(self, sources: Sequence[Source], counts: Any) -> None:
        self.search.show_ready(counts.pages)
        self.counted.emit(counts.pages)
        if not sources and (self.place in (SEARCH, SOURCES) or not self._is_ready):
            self._show(WELCOME)
            self.welcome.first_folder.setFocus()
        elif sources and self.place == WELCOME:
            self.show_search()
        if not self._is_ready:
            self._is_ready = True
            self.ready.emit()

    def _tell_answer(self, results: Results | None) -> None:
        if results is None:
            self.said.emit("")
            return
        found = self.tr("%n result(s)", "", len(results.hits))
        took = self.tr("in {seconds} s").format(seconds=f"{results.seconds:.2f}")
        self.said.emit(f"{found} {took}")

    def _refresh_problems(self) -> None:
        if self.place != PROBLEMS:
            return
        self._do(self.catalogue.health.problems, topic="problems", done=self._show_problem_list)

    def _show_problem_list(self, problems: Sequence[Any]) -> None:
        self.problems.show_problems(problems)
        self.problems.allow_changes(not self.catalogue.read_only and not self.sources.running)

    def _ask(self, query: Query) -> None:
        self.show_search()
        self.search.ask(query)

    def _forget_unkept(self) -> None:
        task = self._errand(self.catalogue.health.remove_unkept)
        task.progress.connect(self.sources.stepped)
        task.ended.connect(lambda: self.sources.stepped.emit(None))
        task.ended.connect(self.sources.run_ended)
        self.lanes.changes.submit(task)

    def _save_power(self, wanted: bool) -> None:
        self.preferences.change("save_power", "always" if wanted else "never")
        self.sources.index_anew()

    def _follow(self, name: str) -> None:
        """Let the core follow the settings from its next search and run on."""
        chosen = self.preferences.now
        self._do(lambda: self.catalogue.apply_settings(chosen))
        if name == "save_power":
            self.sources.run_card.power.setChecked(power.saving(chosen.save_power))
