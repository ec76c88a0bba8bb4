"""Several catalogues: which were open lately, and the part of the File menu that changes between them."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from imtextgui.catalogue.protocols import NeighboursPart, SourcesPart
from imtextgui.config import paths
from imtextgui.errors import CatalogueMissing
from imtextgui.ui.sources.neighbours_menu import NeighboursMenu
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.file_dialog import FileDialog

MOST = 8
_KEY = "catalogues/recent"


def recent(store: QSettings) -> list[Path]:
    """The folders of catalogues that were open, the latest first, as far as they are there."""
    return [folder for folder in _noted(store) if paths.opens_as_catalogue(folder)]


def missing(store: QSettings) -> Path | None:
    """The folder of the catalogue that was open last, where it is not there any more."""
    latest = next(iter(_noted(store)), None)
    return None if latest is None or paths.opens_as_catalogue(latest) else latest


def note(store: QSettings, folder: Path) -> None:
    """Remember that the catalogue in ``folder`` was opened."""
    folders = [folder, *(other for other in recent(store) if other != folder)]
    store.setValue(_KEY, "\n".join(map(str, folders[:MOST])))


def _noted(store: QSettings) -> list[Path]:
    """The folders as they were remembered, the latest first."""
    return [Path(line) for line in str(store.value(_KEY, "")).splitlines() if line]


class CatalogueMenu(QObject):
    """New, open, recent, and whether the open one travels with its folders."""

    requested = Signal(object)
    """The folder of the catalogue to show in place of this one."""

    def __init__(
        self,
        window: QWidget,
        folder: Path,
        sources: SourcesPart,
        tasks: TaskRunner,
        store: QSettings,
        *,
        neighbours: NeighboursPart,
    ) -> None:
        super().__init__(window)
        self._window, self._folder, self._sources = window, folder, sources
        self._store = store
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.travels = QAction(self.tr("&Travels with its folders (stick)"), window)
        self.travels.setCheckable(True)
        self.follow_access()
        self.travels.triggered.connect(self._set_portable)
        self.recent = QMenu(self.tr("Re&cent catalogues"), window)
        self.recent.aboutToShow.connect(self._fill_recent)
        self.neighbours = NeighboursMenu(neighbours, self._others, tasks, store, window)

    def follow_access(self) -> None:
        """Offer to change the catalogue where that is possible."""
        self.travels.setEnabled(not self._sources.read_only)

    def fill(self, menu: QMenu) -> None:
        """Put the entries into ``menu``."""
        for text, do in ((self.tr("&New catalogue…"), self.make), (self.tr("Open cata&logue…"), self.choose)):
            action = QAction(text, self._window)
            action.triggered.connect(lambda _=False, do=do: do())
            menu.addAction(action)
        samples = QAction(self.tr("Sa&mple catalogue"), self._window)
        samples.setEnabled(self._folder != paths.sample_catalogue())
        samples.triggered.connect(lambda _=False: self.requested.emit(paths.sample_catalogue()))
        menu.addAction(samples)
        menu.addMenu(self.recent)
        menu.addMenu(self.neighbours)
        menu.addAction(self.travels)
        self._tasks.start(self._sources.is_portable, self.travels.setChecked)

    def make(self) -> None:
        """Ask for a folder, and make a catalogue in it."""
        title = self.tr("Choose an empty folder for the new catalogue")
        FileDialog(self._window, title, self.requested.emit).only_folders().open()

    def choose(self) -> None:
        """Ask for the folder of a catalogue, and open it."""
        title = self.tr("Choose the folder of a catalogue")
        FileDialog(self._window, title, self.open).only_folders().open()

    def open(self, folder: Path) -> None:
        """Show the catalogue in ``folder``, where there is one."""
        if paths.opens_as_catalogue(folder):
            self.requested.emit(folder)
        else:
            self._tasks.report(CatalogueMissing(path=str(folder)))

    def _others(self) -> list[Path]:
        return [folder for folder in recent(self._store) if folder != self._folder]

    def _fill_recent(self) -> None:
        self.recent.clear()
        for folder in recent(self._store):
            action = self.recent.addAction(str(folder))
            action.setEnabled(folder != self._folder)
            action.triggered.connect(lambda _=False, folder=folder: self.requested.emit(folder))
        if self.recent.isEmpty():
            self.recent.addAction(self.tr("None")).setEnabled(False)

    def _set_portable(self, portable: bool) -> None:
        self._tasks.start(lambda: self._sources.set_portable(portable))
