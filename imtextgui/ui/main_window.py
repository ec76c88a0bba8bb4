"""The main window: folders at the left, the search in the middle, the page at the right."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imtextgui import logs, messages, paths
from imtextgui.domain.items import Source
from imtextgui.domain.query import Query, Results
from imtextgui.errors import ImTextError
from imtextgui.ui.controls import Button, EmptyState, Picture, label
from imtextgui.ui.core import Core
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.intake import Intake
from imtextgui.ui.jobs import Lanes, Task, Urgency
from imtextgui.ui.menus import Commands, Menus
from imtextgui.ui.messages import BugDialog, NoticeBar
from imtextgui.ui.problems import ProblemsPage
from imtextgui.ui.search_page import SearchPage
from imtextgui.ui.sources_page import SourcesPanel

log = logging.getLogger(__name__)

WARM_UP = Query("imtextgui", limit=1)


class MainWindow(QMainWindow):
    """The window of one catalogue, which is opened in the background."""

    ready = Signal()
    """The catalogue is open and its folders are shown."""
    refused = Signal()
    """The catalogue could not be opened; the window says why."""
    ended = Signal()

    def __init__(
        self, opening: Callable[[], Core], desktop: Desktop, store: QSettings, samples: Path | None = None
    ) -> None:
        super().__init__()
        self._opening, self._desktop, self.store, self._samples = opening, desktop, store, samples
        self._opened: list[Core] = []
        self.is_ready = False
        self.stopped: list[bool] = []
        self.lanes = Lanes()
        self.setWindowTitle("imtextgui")
        self.setWindowIcon(QIcon(str(paths.resources() / "icons" / "imtextgui.svg")))
        self.setMinimumHeight(600)
        self.resize(1366, 768)
        if (geometry := store.value("geometry")) is not None:
            self.restoreGeometry(geometry)
        self.notice = NoticeBar()
        self._pages = QStackedWidget()
        self.waiting = self._waiting_page()
        self._pages.addWidget(self.waiting)
        self._frame()
        self._status()
        self.open_catalogue()

    def open_catalogue(self) -> None:
        """Open the catalogue in the background."""
        self.again.hide()
        self.waiting.say("search", self.tr("Opening the catalogue…"), "")
        task = Task(self._open)
        task.done.connect(self._attach)
        task.problem.connect(self._refuse)
        task.failed.connect(self.show_bug)
        self.lanes.changes.submit(task)

    def show_problem(self, problem: ImTextError) -> None:
        """Tell a known problem."""
        log.info("shown: %s", problem)
        self.notice.show_problem(problem)

    def show_bug(self, details: str) -> None:
        """Tell a fault of ours, which is in the log already."""
        BugDialog(details, str(logs.default_file()), self).open()

    @property
    def status(self) -> str:
        """The message in the status bar."""
        return self._said.text()

    def say(self, text: str) -> None:
        """A short message in the status bar."""
        self._said.setText(text)

    # Building

    def _frame(self) -> None:
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(around)

    def _waiting_page(self) -> EmptyState:
        self.again = Button("reindex", self.tr("&Try again"), look="primary")
        self.again.clicked.connect(self.open_catalogue)
        return EmptyState("search", "", "", [self.again])

    def _status(self) -> None:
        self._said = QLabel()
        self._count = QLabel()
        self.locked = QWidget()
        row = QHBoxLayout(self.locked)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(Picture("info", 18, "possible"))
        row.addWidget(label(self.tr("Search only: open for changes in another window"), "badge"))
        self.locked.hide()
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(10, 0, 10, 0)
        bar.addWidget(self._said, 1)
        for each in (self._count, self.locked):
            bar.addPermanentWidget(each)

    def _welcome_page(self) -> EmptyState:
        self.first_folder = Button("folder-add", self.tr("&Choose a folder…"), look="primary")
        self.first_folder.clicked.connect(self.sources.choose_folder)
        buttons: list[QWidget] = [self.first_folder]
        if self._samples is not None and self._samples.is_dir():
            samples = self._samples
            self.use_samples = Button("samples", self.tr("&Use the sample folder"))
            self.use_samples.clicked.connect(lambda: self.sources.add_folder(samples))
            buttons.append(self.use_samples)
        for each in buttons:
            each.setProperty("big", True)
        return EmptyState(
            "imtextgui",
            self.tr("Where are your manuals, drawings and photos?"),
            self.tr(
                "Choose the folder they are in. Nothing in it is changed and nothing leaves this computer; "
                "the first pages can be found within a minute."
            ),
            buttons,
        )

    # The catalogue

    def _open(self) -> Core:
        core = self._opening()
        self._opened.append(core)
        return core

    def _refuse(self, problem: ImTextError) -> None:
        log.info("shown: %s", problem)
        text = messages.sentence(problem.code, problem.details)
        self.waiting.say("warning", self.tr("The catalogue cannot be opened"), text)
        self.again.show()
        self.notice.shown.emit(problem.code)
        self.refused.emit()

    def _attach(self, core: Core) -> None:
        self.sources = SourcesPanel(core, self.lanes, self._desktop)
        self.search = SearchPage(core, self.lanes.searches, self._desktop)
        self.problems = ProblemsPage(self._desktop)
        self._core = core
        self._views = QStackedWidget()
        self._welcome = self._welcome_page()
        for each in (self._welcome, self.search, self.problems):
            self._views.addWidget(each)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(8)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.sources)
        self.splitter.addWidget(self._views)
        self.sources.setMinimumWidth(250)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([280, 1086])
        self._pages.addWidget(self.splitter)
        self._pages.setCurrentWidget(self.splitter)
        self._connect()
        self.intake = Intake(self, self.sources, self.search, self.show_search)
        commands = Commands(self.show_search, self.show_problems, self.intake.paste, self.step_back)
        self.menus = Menus(self, self.sources, self.search, commands, self.store)
        self.locked.setVisible(core.read_only)
        self._restore()
        self.sources.refresh()
        self._warm_up()

    def _warm_up(self) -> None:
        # The first search loads the encoder; this one makes sure that it is not the user's.
        task = Task(lambda: self._core.search(WARM_UP), urgency=Urgency.DECORATION)
        task.problem.connect(self.show_problem)
        task.failed.connect(self.show_bug)
        self.lanes.searches.submit(task)

    def _connect(self) -> None:
        for source in (self.sources, self.search):
            source.problem.connect(self.show_problem)
            source.failed.connect(self.show_bug)
        for speaker in (self.sources, self.search, self.problems):
            speaker.said.connect(self.say)
        self.sources.loaded.connect(self._show_catalogue)
        self.sources.run_ended.connect(self.search.search_again)
        self.sources.run_ended.connect(self._refresh_problems)
        self.sources.problems_wanted.connect(self.show_problems)
        self.problems.closed.connect(self.show_search)
        self.problems.retry_wanted.connect(lambda: self.sources.index(retry=True))
        self.search.answered.connect(self._tell_answer)

    def _show_catalogue(self, sources: Sequence[Source], counts: Any) -> None:
        self.search.show_ready(counts.pages)
        self._count.setText(self.tr("%n page(s) can be found", "", counts.pages) if counts.pages else "")
        if not sources:
            self._views.setCurrentWidget(self._welcome)
            self.first_folder.setFocus()
        elif self._views.currentWidget() is self._welcome:
            self.show_search()
        if not self.is_ready:
            self.is_ready = True
            self.ready.emit()

    def _tell_answer(self, results: Results | None) -> None:
        if results is None:
            self.say("")
            return
        found = self.tr("%n result(s)", "", len(results.hits))
        took = self.tr("in {seconds} s").format(seconds=f"{results.seconds:.2f}")
        self.say(f"{found} {took}")

    # Moving between the views

    def show_search(self) -> None:
        """Show the search and put the cursor into it."""
        self._views.setCurrentWidget(self.search)
        self.search.query_bar.words.setFocus()
        self.search.query_bar.words.selectAll()

    def show_problems(self) -> None:
        """Show the problem list."""
        self._views.setCurrentWidget(self.problems)
        self.problems.tree.setFocus()
        self._refresh_problems()

    def step_back(self) -> None:
        """Esc: leave the problem list, close the message, or clear the query."""
        if self._views.currentWidget() is self.problems:
            self.show_search()
        elif self.notice.isVisible():
            self.notice.hide()
        else:
            self.search.clear()

    def _refresh_problems(self) -> None:
        if self._views.currentWidget() is not self.problems:
            return
        task = Task(self._core.problems, topic="problems")
        task.done.connect(self._show_problem_list)
        task.problem.connect(self.show_problem)
        task.failed.connect(self.show_bug)
        self.lanes.searches.submit(task)

    def _show_problem_list(self, problems: Sequence[Any]) -> None:
        self.problems.show_problems(problems)
        self.problems.allow_changes(not self._core.read_only and not self.sources.running)

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop what runs, keep what was indexed, close the catalogue."""
        self._keep()
        event.accept()
        self.hide()
        self.shut()

    def shut(self) -> bool:
        """End the lanes and close the catalogue; False where a step would not end."""
        stopped = self.lanes.stop()
        while stopped and self._opened:
            self._opened.pop().close()
        if not stopped:
            log.error("a lane did not end")
        self.stopped.append(stopped)
        self.ended.emit()
        return stopped

    def _keep(self) -> None:
        self.store.setValue("geometry", self.saveGeometry())
        if hasattr(self, "splitter"):
            self.store.setValue("splitter", self.splitter.saveState())
            self.store.setValue("search-splitter", self.search.splitter.saveState())

    def _restore(self) -> None:
        for key, restore in (
            ("splitter", self.splitter.restoreState),
            ("search-splitter", self.search.splitter.restoreState),
        ):
            if (kept := self.store.value(key)) is not None:
                restore(kept)
