"""The main window: opens a catalogue in the background, shows its pages, and closes it cleanly."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from imtextgui import messages
from imtextgui.catalogue.protocols import CatalogueParts, PublicationPart
from imtextgui.config import logs, paths
from imtextgui.domain.progress import Job
from imtextgui.domain.runs.repair import RepairReport
from imtextgui.errors import CatalogueDamaged, CatalogueMissing, ImTextError
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.search import last_search
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.shell.catalogues.catalogue_access import CatalogueAccess
from imtextgui.ui.shell.catalogues.catalogue_watch import CatalogueWatch, VanishedBar
from imtextgui.ui.shell.catalogues.recent_catalogues import CatalogueMenu
from imtextgui.ui.shell.messages import BugDialog, NoticeBar
from imtextgui.ui.shell.navigation import SEARCH, SOURCES
from imtextgui.ui.shell.run_notifications import RunNotifications
from imtextgui.ui.shell.status_line import StatusLine
from imtextgui.ui.sources.neighbours_menu import NeighboursMenu
from imtextgui.ui.style import control_sizes
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, EmptyState
from imtextgui.ui.widgets.files import recent_folders
from imtextgui.ui.widgets.undo_bar import UndoBar

log = logging.getLogger(__name__)


LOWEST, LOWEST_TO_TOUCH = 520, 600
"""Pixels of the height at least, and in the sizes for fingers and gloves, whose buttons of all pages need more:
a screen of 1080 lines at 175 % leaves 535 above the taskbar.
"""


class MainWindow(QMainWindow):
    """The window of one catalogue, which is opened in the background."""

    ready = Signal()
    """The catalogue is open and its folders are shown."""
    refused = Signal()
    """The catalogue could not be opened; the window says why."""
    ended = Signal()
    catalogue_requested = Signal(object)
    """The folder of the catalogue to show in place of this one."""
    repair_requested = Signal()
    """The catalogue is to be closed and repaired, and shown in another window."""

    def __init__(
        self,
        opening: Callable[[], CatalogueParts],
        desktop: Desktop,
        store: QSettings,
        samples: Path | None = None,
        preferences: Preferences | None = None,
        *,
        repairing: Callable[[], Job[RepairReport | None]] | None = None,
        repair_first: bool = False,
    ) -> None:
        """``repairing`` makes a damaged catalogue whole again; without, that is not offered. ``repair_first`` does it
        before the catalogue is opened.
        """
        super().__init__()
        self._repairing = repairing
        self._opening, self._desktop, self.store, self._samples = opening, desktop, store, samples
        recent_folders.keep_in(store)
        self.preferences = preferences or Preferences(self)
        self._opened: list[CatalogueParts] = []
        self.is_ready = False
        self.stopped: list[bool] = []
        self.tasks = TaskRunner(self)
        self.tasks.problem.connect(self.show_problem)
        self.tasks.failed.connect(self.show_bug)
        self._opener = TaskOwner(self, self.tasks, Lane.CHANGES)
        self.setWindowTitle("imtextgui")
        self.setWindowIcon(QIcon(str(paths.resources() / "icons" / "imtextgui.svg")))
        self._allow_low()
        self.resize(1366, 768)
        if (geometry := store.value("geometry")) is not None:
            self.restoreGeometry(geometry)
        self.notice, self.undo = NoticeBar(), UndoBar()
        self.notice.repair_requested.connect(self.repair_requested)
        self._pages = QStackedWidget()
        self.waiting = self._waiting_page()
        self._pages.addWidget(self.waiting)
        self._frame()
        self.status_line = StatusLine(self.statusBar())
        self.locked = self.status_line.locked
        # Once the window is painted: the lane would compete with it for Python's lock.
        QTimer.singleShot(0, self, self.repair_catalogue if repair_first else self.open_catalogue)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the sizes."""
        if event.type() == QEvent.Type.StyleChange:
            self._allow_low()
        super().changeEvent(event)

    def _allow_low(self) -> None:
        is_large = control_sizes.current().row > control_sizes.NORMAL.row
        self.setMinimumHeight(LOWEST_TO_TOUCH if is_large else LOWEST)

    def open_catalogue(self) -> None:
        """Open the catalogue in the background."""
        self.again.hide()
        self.repair.hide()
        self.waiting.say("search", self.tr("Opening the catalogue…"), "")
        self._opener.start(self._open, self._attach, problem=self._refuse)

    def repair_catalogue(self) -> None:
        """Save what can be read of a damaged catalogue, open it, and say what was saved."""
        assert self._repairing is not None
        self.again.hide()
        self.repair.hide()
        self.waiting.say("search", self.tr("Saving what can be read of the catalogue…"), "")
        self._opener.start(self._repairing, self._show_repaired, problem=self._refuse)

    def show_problem(self, problem: ImTextError) -> None:
        """Tell a known problem."""
        log.info("shown: %s", problem.code)
        may_repair = isinstance(problem, CatalogueDamaged) and self._repairing is not None
        self.notice.show_problem(problem, may_repair=may_repair)

    def show_bug(self, details: str) -> None:
        """Tell a fault of ours, which is in the log already."""
        BugDialog(details, str(logs.default_file()), self).open()

    @property
    def status(self) -> str:
        """The message in the status bar."""
        return self.status_line.message

    def show_search(self) -> None:
        """Show the search and put the cursor into it."""
        self.workspace.show_search()

    def show_problems(self) -> None:
        """Show the problem list."""
        self.workspace.show_problems()

    def step_back(self) -> None:
        """Esc: leave another page, close the message, or clear the query."""
        if self.tour.is_shown:
            self.tour.end()
            return
        if self.workspace.step_back():
            return
        if self.notice.isVisible():
            self.notice.hide()
        else:
            self.search.clear()

    def show_page_alone(self) -> None:
        """F11: the page fills the screen, without rail and status bar; once more, or Esc, it gives the room back."""
        if self.search.is_reading and self.isFullScreen():
            self.search.read(False)
            return
        if self.search.preview.is_showing:
            self.workspace.go(SEARCH)
            self.search.read(True)
            self._leave_alone(True)

    def _leave_alone(self, alone: bool) -> None:
        for part in (self.workspace.rail, self.statusBar()):
            part.setVisible(not alone)
        state = Qt.WindowState.WindowFullScreen
        if alone is not self.isFullScreen():
            self.setWindowState(self.windowState() | state if alone else self.windowState() & ~state)

    # Building

    def _frame(self) -> None:
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        self.undo.float_over(self)
        self.setCentralWidget(around)

    def _waiting_page(self) -> EmptyState:
        self.again = Button("reindex", self.tr("&Try again"), look="primary")
        self.again.clicked.connect(self.open_catalogue)
        self.repair = Button("check", self.tr("&Repair"))
        self.repair.setToolTip(self.tr("Save what was added to the catalogue, and index its folders again"))
        self.repair.clicked.connect(self.repair_catalogue)
        self.repair.hide()
        return EmptyState("search", "", "", [self.again, self.repair])

    # The catalogue

    def _open(self) -> CatalogueParts:
        catalogue = self._opening()
        self._opened.append(catalogue)
        return catalogue

    def _refuse(self, problem: ImTextError) -> None:
        log.info("shown: %s", problem.code)
        text = messages.sentence(problem.code, problem.details)
        self.waiting.say("warning", self.tr("The catalogue cannot be opened"), text)
        self.again.show()
        self.repair.setVisible(isinstance(problem, CatalogueDamaged) and self._repairing is not None)
        self.notice.shown.emit(problem.code)
        self.refused.emit()

    def _show_repaired(self, report: RepairReport | None) -> None:
        if report is not None:
            sentences = messages.repair_sentences(
                report.saved,
                aside=report.aside,
                damaged=report.damaged,
                backup=report.backup,
                published=report.of_published,
            )
            self.notice.say("\n".join(sentences))
        self.open_catalogue()

    def _attach(self, catalogue: CatalogueParts) -> None:
        # Here, because they take longer to import than the first window may take to be there.
        from imtextgui.ui.shell.dropped_files import DropHandler
        from imtextgui.ui.shell.menus import Menus, WindowCommands
        from imtextgui.ui.shell.tour import Tour
        from imtextgui.ui.shell.workspace import Workspace

        self.workspace = Workspace(
            catalogue,
            self.tasks,
            self._desktop,
            samples=self._samples,
            preferences=self.preferences,
            undo=self.undo,
        )
        self.search, self.sources, self.problems = (
            self.workspace.search,
            self.workspace.sources,
            self.workspace.problems,
        )
        self._pages.addWidget(self.workspace)
        self._pages.setCurrentWidget(self.workspace)
        self._connect()
        self.drops = DropHandler(
            self, self.sources, self.search, self.show_search, self.catalogue_requested.emit
        )
        self.tour = Tour(self, self.workspace)
        commands = WindowCommands(
            self.workspace.go,
            self.drops.paste,
            self.step_back,
            self.show_page_alone,
            self.tour.start,
            self.undo,
        )
        self.catalogues = CatalogueMenu(
            self,
            catalogue.folder,
            catalogue.sources,
            self.tasks,
            self.store,
            neighbours=catalogue.neighbours,
        )
        self.catalogues.requested.connect(self.catalogue_requested)
        self.menus = Menus(self, self.workspace, commands, self.preferences, self.catalogues)
        self.notifications = RunNotifications(self, catalogue.folder, self._desktop)
        self.access = self._follow_access(catalogue)
        self._connect_more()
        self.watch = CatalogueWatch(catalogue.health, self.tasks, self)
        self.watch.vanished.connect(lambda: self._tell_vanished(catalogue))
        self._restore()
        self.workspace.start()
        self._search_beside(self.catalogues.neighbours)
        self.access.start()

    def _search_beside(self, neighbours: NeighboursMenu) -> None:
        """Search in the catalogues that are ticked, too."""
        neighbours.changed.connect(self.search.search_again)
        neighbours.message.connect(self.status_line.say)
        self.search.answered.connect(lambda _: neighbours.tell_left_out())
        neighbours.start()

    def _follow_access(self, catalogue: CatalogueParts) -> CatalogueAccess:
        """Offer changes as soon as they are possible, and search what is published anew."""
        access, workspace = CatalogueAccess(catalogue, self.tasks, self.status_line, self), self.workspace
        access.allowed.connect(self.catalogues.follow_access)
        access.allowed.connect(workspace.follow_access)
        access.followed.connect(workspace.follow_access)
        access.followed.connect(workspace.changed)
        access.replaced.connect(lambda: self.catalogue_requested.emit(catalogue.folder))
        access.tell()
        if catalogue.publication is not None:
            self._tell_of_additions(catalogue.publication)
        return access

    def _tell_of_additions(self, publication: PublicationPart) -> None:
        """Say what became of what was added here to a published catalogue, and whether its share is away."""
        notices = [messages.finding(notice.check, notice.details) for notice in publication.notices]
        if publication.own_trouble is not None:
            self.show_problem(publication.own_trouble)
        elif notices:
            self.notice.say("\n".join(notices))

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.watch.found.connect(self.status_line.show_changes)
        self.status_line.changes_requested.connect(workspace.watch.take_changes)
        workspace.message.connect(self.status_line.say)
        workspace.state.connect(self.status_line.tell_state)
        workspace.counted.connect(self.status_line.count)
        workspace.ready.connect(self._tell_ready)
        workspace.stepped.connect(self.status_line.show_step)
        self.status_line.run_requested.connect(lambda: workspace.go(SOURCES))

    def _connect_more(self) -> None:
        self.search.read_ended.connect(lambda: self._leave_alone(False))
        self.search.query_bar.words.textEdited.connect(self.undo.step_aside)
        self.search.completion.taken.connect(self.undo.step_aside)
        self.workspace.turned_to.connect(self.undo.step_aside)
        self.preferences.unwritten.connect(self.status_line.say)
        self.undo.taken_back.connect(
            lambda text: self.status_line.say(self.tr("Taken back: {what}").format(what=text))
        )
        self.workspace.stepped.connect(self.notifications.show_step)
        self.sources.runs.reported.connect(self.notifications.tell)

    def _tell_ready(self) -> None:
        self.is_ready = True
        self.ready.emit()

    def _tell_vanished(self, catalogue: CatalogueParts) -> None:
        """The catalogue is gone: end what writes into nothing, and offer to save what is in memory."""
        self.sources.runs.cancel()
        self.vanished = VanishedBar(catalogue.folder, catalogue.health, self.tasks, self)
        self.vanished.message.connect(self.status_line.say)
        self.workspace.show_notice(self.vanished)
        self.notice.shown.emit(CatalogueMissing.code)

    def explain_missing(self, folder: Path) -> None:
        """Say that the catalogue that was open last is not there."""
        self.notice.say(
            self.tr(
                "The catalogue in {folder}, which was open last, is not there any more. If it lies on a drive, connect "
                "it and open it with File, Open catalogue. A copy that was saved comes back with: imtextgui restore."
            ).format(folder=folder)
        )

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop what runs, keep what was indexed, close the catalogue."""
        self._keep()
        event.accept()
        self.hide()  # at once: a step that is under way may take seconds to end
        self.shut()

    def shut(self) -> bool:
        """End the lanes and close the catalogue; False where a step would not end."""
        # First: a timer that fires while the lanes are waited for would start tasks again.
        for timer in self.findChildren(QTimer):
            timer.stop()
        stopped = self.tasks.stop()
        while stopped and self._opened:
            self._opened.pop().close()
        if not stopped:
            log.error("a lane did not end")
        self.stopped.append(stopped)
        self.ended.emit()
        return stopped

    def _keep(self) -> None:
        self.store.setValue("geometry", self.saveGeometry())
        if hasattr(self, "workspace"):
            self.store.setValue("search-splitter", self.search.splitter.saveState())
            self.store.setValue("arrangement", self.search.bar.arrangement)
            self.notifications.end()
            kept = self.search.query if self.preferences.now.keep_history else None
            last_search.keep(self.store, self._opened[-1].folder, kept)

    def _restore(self) -> None:
        if (kept := self.store.value("search-splitter")) is not None:
            self.search.splitter.restoreState(kept)
        self.search.bar.restore(str(self.store.value("arrangement", "")))
        if query := last_search.kept(self.store, self._opened[-1].folder):
            self.search.ask(query, if_there=True)
