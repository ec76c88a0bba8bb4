"""What an open catalogue needs that no page asks for: warm indexes, backups, and what settings remove from it."""

from PySide6.QtCore import QObject, QTimer, Signal

from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.domain.query import Query
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.tasks.background_task import BackgroundTask, Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner, ignore
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

BACKUP_EVERY_MS = 3_600_000
"""A window may be open for weeks. A choice, not a measurement."""
WARM_UP = Query("imtextgui", limit=1)
"""Loads the encoder and the indexes before the user's first search needs them."""


class CatalogueUpkeep(QObject):
    """Works for the catalogue while its window is open."""

    stepped = Signal(object)
    """The latest step of a removal (Progress), None when it has ended."""
    changed = Signal()
    """Other pages may be found now than before."""

    def __init__(
        self, catalogue: CatalogueParts, tasks: TaskRunner, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._preferences = catalogue, preferences
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._suggesting: BackgroundTask | None = None
        self._hourly = QTimer(self, interval=BACKUP_EVERY_MS)
        self._hourly.timeout.connect(self._keep_backup)
        self._hourly.timeout.connect(self._measure_chance)
        preferences.changed.connect(self._apply_settings)

    def start(self) -> None:
        """Load what the first search needs, tell whether the dictionary is damaged, and keep backups from now on."""
        self._hourly.start()
        self._tasks.start(
            lambda: self._catalogue.search.answer(WARM_UP),
            lambda _: self._measure_chance(),
            urgency=Urgency.DECORATION,
        )
        # Searches leave a damaged dictionary out: that it is damaged is told now.
        self._tasks.start(self._catalogue.dictionary.entries, urgency=Urgency.DECORATION)

    def remove_unkept(self) -> None:
        """Remove what the settings say shall not be kept any more."""

        def end() -> None:
            self.stepped.emit(None)
            self.changed.emit()

        self._tasks.start(
            self._catalogue.health.remove_unkept, progress=self.stepped.emit, ended=end, lane=Lane.CHANGES
        )

    def suggest_tags(self) -> None:
        """Look for tags on what was indexed, after the runs that wait; what is looked at is kept when it is stopped."""

        def end() -> None:
            self._suggesting = None
            self.stepped.emit(None)

        if self._catalogue.read_only or self._suggesting is not None:
            return
        self._suggesting = self._tasks.start(
            self._catalogue.tagging.update,
            progress=self.stepped.emit,
            problem=ignore,  # an encoder that is not there is told where somebody searches
            ended=end,
            urgency=Urgency.DECORATION,
            lane=Lane.CHANGES,
        )

    def follow_runs(self, running: bool) -> None:
        """Looking for tags gives way to a run of the index, which begins it again at its end."""
        if running and self._suggesting is not None:
            self._suggesting.cancel()

    def _keep_backup(self) -> None:
        self._tasks.start(self._catalogue.health.keep_backup, lane=Lane.CHANGES)

    def _measure_chance(self) -> None:
        """Measure what chance reaches, where no run did with this version of the program: no photo shall wait for it.

        Beside searches, which it lets go first, and beside a run of hours.
        """
        self._tasks.start(
            self._catalogue.search.measure_chance,
            problem=ignore,  # an encoder that is not there is told where somebody searches
            urgency=Urgency.DECORATION,
            topic="chance",
            lane=Lane.REPORTS,
        )

    def _apply_settings(self) -> None:
        """Let the catalogue follow the settings from its next search and run on."""
        chosen = self._preferences.now
        self._tasks.start(lambda: self._catalogue.apply_settings(chosen))
