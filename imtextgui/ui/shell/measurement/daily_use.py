"""Measures searches of daily work while a trial is in the phase of the search; nothing tells who searched."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from imtextgui.catalogue.protocols import TrialPart
from imtextgui.domain.measurement.trial import Ending, Phase, Trial
from imtextgui.domain.query import Results
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.shell.measurement.attempt_watch import AttemptWatch
from imtextgui.ui.shell.measurement.trial_guide import place_of
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner

STAYED_SECONDS = 15.0
"""A page that is on show for so long was what was looked for. A choice: most wrong pages are left within seconds."""
GIVEN_UP_MS = 180_000
"""Without a key or a page for so long, a search was given up. A choice."""


class DailyUse(QObject):
    """One session after the other."""

    def __init__(
        self,
        trial: TrialPart,
        search: SearchPage,
        tasks: TaskRunner,
        is_guided: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """``is_guided``: a question of the trial is asked, which is measured elsewhere."""
        super().__init__(parent)
        self._trial, self._search, self._is_guided = trial, search, is_guided
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._is_wanted = False
        self._words = ""
        self._watch = AttemptWatch(lambda: place_of(search), self)
        self._watch.looked.connect(self._look)
        self._patience = QTimer(self, singleShot=True, interval=GIVEN_UP_MS)
        self._patience.timeout.connect(lambda: self._end(Ending.ABANDONED))
        search.query_bar.words.textEdited.connect(lambda _: self._begin())
        search.photo.changed.connect(lambda: self._begin(by_photo=True) if search.photo.photos else None)
        search.answered.connect(self._answer)
        for part in (search.results, search.preview):
            part.touched.connect(self._touch)

    def refresh(self) -> None:
        """Read whether daily use is measured now."""
        self._tasks.start(self._trial.current, self._follow, topic="trial", urgency=Urgency.DECORATION)

    def _follow(self, trial: Trial | None) -> None:
        self._is_wanted = trial is not None and trial.phase is Phase.SEARCH and not self._trial.read_only
        if not self._is_wanted:
            self._watch.drop()

    def _begin(self, *, by_photo: bool = False) -> None:
        if not self._is_wanted or self._is_guided():
            self._watch.drop()
            return
        self._watch.begin(by_photo=by_photo)
        self._patience.start()

    def _answer(self, results: Results | None) -> None:
        if results is None:
            if self._watch.session.is_running:  # cleared, before a page was stayed on
                self._end(Ending.ABANDONED)
            return
        self._words = results.query.text
        self._watch.answer()

    def _touch(self) -> None:
        if self._watch.session.is_running:
            self._watch.touch()
            self._patience.start()

    def _look(self) -> None:
        if self._watch.session.is_running and self._watch.session.seconds_on_page >= STAYED_SECONDS:
            self._end(Ending.FOUND)

    def _end(self, ending: Ending) -> None:
        self._patience.stop()
        measured, words = self._watch.end(ending), self._words
        if measured is not None and self._is_wanted:
            self._tasks.start(lambda: self._trial.record(measured, words=words), urgency=Urgency.DECORATION)
