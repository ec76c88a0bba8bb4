"""Makes the pages that are not always needed, and connects what one page asks of another."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.domain.query import Hit, Query
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.help.help_page import HelpPage
from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.library.history_page import HistoryPage
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.library.trial.trial_page import TrialPage
from imtextgui.ui.library.unplaced_panel import UnplacedPanel
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.search.search_recorder import SearchRecorder
from imtextgui.ui.settings.encoders_panel import EncodersPanel
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.shell.measurement.trial_guide import TrialGuide
from imtextgui.ui.shell.navigation import (
    DICTIONARY,
    HELP,
    HISTORY,
    JOB_SHEETS,
    QUALITY,
    SETTINGS,
    TAGS,
    TRIAL,
)
from imtextgui.ui.sources.sources_page import SourcesPage
from imtextgui.ui.tasks.task_runner import TaskRunner
from imtextgui.ui.widgets.undo_bar import UndoBar


class PageFactory(QObject):
    """Each page gets the parts of the catalogue that it needs."""

    asked = Signal(object)
    """A Query to ask again."""
    message = Signal(str)
    changed = Signal()
    """Told by the window: other pages may be found now than before."""
    vectors_removed = Signal()
    trial_requested = Signal()
    trial_changed = Signal()
    """Another trial, or another phase of it."""
    keeping_less = Signal()
    """Something that the catalogue holds may not be kept any more."""

    def __init__(
        self,
        catalogue: CatalogueParts,
        tasks: TaskRunner,
        desktop: Desktop,
        preferences: Preferences,
        undo: UndoBar,
        *,
        search: SearchPage,
        sources: SourcesPage,
        recorder: SearchRecorder,
        guide: TrialGuide,
        window_of: QWidget,
    ) -> None:
        super().__init__(window_of)
        self._catalogue, self._tasks, self._desktop = catalogue, tasks, desktop
        self._preferences, self._undo, self._window_of = preferences, undo, window_of
        self._search, self._sources, self._recorder = search, sources, recorder
        self._guide = guide
        self._makers: dict[str, Callable[[], QWidget]] = {
            HISTORY: self._make_history,
            TAGS: self._make_tags,
            DICTIONARY: self._make_dictionary,
            JOB_SHEETS: self._make_job_sheets,
            QUALITY: self._make_quality,
            TRIAL: self._make_trial,
            SETTINGS: self._make_settings,
            HELP: self.make_help,
        }

    def make(self, name: str) -> QWidget:
        """The page ``name``, made anew."""
        return self._makers[name]()

    def make_help(self) -> HelpPage:
        """The help, which lists the shortcuts of the window."""
        return HelpPage(lambda: self._window_of.window().findChildren(QAction))

    def _make_history(self) -> HistoryPage:
        page = HistoryPage(self._catalogue.history, self._tasks, self._undo)
        page.asked.connect(self.asked)
        page.message.connect(self.message)
        self._recorder.recorded.connect(page.refresh)
        return page

    def _make_tags(self) -> TagsPage:
        catalogue, actions = self._catalogue, self._search.actions_of_hits
        page = TagsPage(
            catalogue.tags,
            self._tasks,
            self._undo,
            exchange=catalogue.exchange,
            tagging=catalogue.tagging,
            unplaced=UnplacedPanel(catalogue.additions, self._tasks, self._undo, self._chosen_hit),
        )
        page.requested.connect(lambda words: self.asked.emit(Query(words)))
        page.unplaced.open_requested.connect(lambda path, number: actions.open_page([path], number))
        page.message.connect(self.message)
        return page

    def _chosen_hit(self) -> Hit | None:
        hit = self._search.results.current_hit()
        return None if hit is None or self._catalogue.pages.elsewhere(hit.page_id) else hit

    def _make_dictionary(self) -> DictionaryPage:
        page = DictionaryPage(self._catalogue.dictionary, self._tasks, self._undo)
        page.message.connect(self.message)
        page.changed.connect(self._ask_with_other_words)
        return page

    def _ask_with_other_words(self) -> None:
        """What was taught helps the very search that it was missing in."""
        if self._search.query is not None:
            self._search.search()

    def _make_job_sheets(self) -> JobSheetsPage:
        catalogue, actions = self._catalogue, self._search.actions_of_hits
        page = JobSheetsPage(catalogue.jobsheets, catalogue.pages, self._tasks, self._desktop, self._undo)
        page.open_requested.connect(lambda path, number: actions.open_page([path], number))
        page.message.connect(self.message)
        actions.collected.connect(page.refresh)
        return page

    def _make_quality(self) -> QualityPage:
        catalogue = self._catalogue
        page = QualityPage(
            catalogue.quality,
            catalogue.judgements,
            self._tasks,
            learning=catalogue.learning,
            monitoring=catalogue.monitoring,
        )
        page.asked.connect(self.asked)
        page.message.connect(self.message)
        page.trial_requested.connect(self.trial_requested)
        return page

    def _make_trial(self) -> TrialPage:
        catalogue = self._catalogue
        page = TrialPage(
            catalogue.trial, catalogue.pages, self._tasks, self._undo, jobsheets=catalogue.jobsheets
        )
        page.message.connect(self.message)
        page.changed.connect(self.trial_changed)
        self._guide.follow(page)
        return page

    def _make_settings(self) -> SettingsPage:
        runs = self._sources.runs
        encoders = EncodersPanel(
            self._catalogue.encoders, self._catalogue.encoder_comparison, self._tasks, self._undo
        )
        encoders.use_requested.connect(runs.encode)
        encoders.changed.connect(self.vectors_removed)
        encoders.message.connect(self.message)
        runs.changed.connect(encoders.show_running)
        self.changed.connect(encoders.refresh)
        encoders.show_running(runs.running)
        page = SettingsPage(self._preferences, self._undo, encoders)
        page.message.connect(self.message)
        page.keeping_less.connect(self.keeping_less)
        return page
