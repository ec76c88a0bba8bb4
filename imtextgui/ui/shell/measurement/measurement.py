"""All that is measured while people use the window: the trial, daily use, and drift of the quality."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.domain.measurement import drift_sentences
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.shell.measurement.daily_use import DailyUse
from imtextgui.ui.shell.measurement.quality_watch import QualityWatch
from imtextgui.ui.shell.measurement.trial_guide import TrialGuide
from imtextgui.ui.tasks.task_runner import TaskRunner


class Measurement(QObject):
    """Each looks at the search by itself; daily use waits while the trial asks."""

    search_requested = Signal()
    """A question of the trial is asked on the page of the search."""
    trial_requested = Signal()
    """The page of the trial shall be shown."""
    message = Signal(str)
    """A short message for the status bar."""

    def __init__(
        self,
        catalogue: CatalogueParts,
        search: SearchPage,
        tasks: TaskRunner,
        is_typing: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        """``is_typing``: the words may not be whole yet."""
        super().__init__(parent)
        self.guide = TrialGuide(
            catalogue.trial, search, tasks, parent, open_photo=catalogue.search.photo_picture
        )
        self._daily = DailyUse(catalogue.trial, search, tasks, lambda: self.guide.is_asking, self)
        self.quality_watch = QualityWatch(catalogue.monitoring, tasks, self, is_typing)
        self.guide.search_requested.connect(self.search_requested)
        self.guide.trial_requested.connect(self.trial_requested)
        self.guide.message.connect(self.message)
        search.answered.connect(self.quality_watch.look_at)
        self.quality_watch.found.connect(lambda check: self.message.emit(drift_sentences.summary(check)))

    def start(self) -> None:
        """Read the phase of the trial, and look for drift now and then."""
        self._daily.refresh()
        self.quality_watch.start()

    def follow_trial(self) -> None:
        """The trial came into another phase."""
        self._daily.refresh()
