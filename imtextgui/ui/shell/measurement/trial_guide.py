"""Asks the questions of a trial one by one, in the old way or with the search, and keeps what was measured."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from imtextgui.catalogue.protocols import TrialPart
from imtextgui.domain.measurement.trial import Attempt, Ending, Phase, TrialQuestion
from imtextgui.ui.library.trial.old_way import OldWay
from imtextgui.ui.library.trial.question_bar import QuestionBar
from imtextgui.ui.library.trial.trial_page import TrialPage
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.shell.measurement.attempt_watch import AttemptWatch, Place
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.pictures import LoadedPhoto, OpenPhoto, load_photo


class TrialGuide(QObject):
    """One question at a time; its bar stands above the pages."""

    search_requested = Signal()
    """The search shall be on show."""
    trial_requested = Signal()
    """The page of the trial shall be on show."""
    message = Signal(str)

    def __init__(
        self,
        trial: TrialPart,
        search: SearchPage,
        tasks: TaskRunner,
        parent: QObject,
        *,
        open_photo: OpenPhoto,
    ) -> None:
        super().__init__(parent)
        self._trial, self._search, self._open_photo = trial, search, open_photo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.bar = QuestionBar()
        self.bar.ended.connect(self._end)
        self.bar.stopped.connect(self.stop)
        self.bar.photo_wanted.connect(self._use_photo)
        self._page: TrialPage | None = None
        self._phase = Phase.BASELINE
        self._waiting: list[TrialQuestion] = []
        self._count = 0
        self._question: TrialQuestion | None = None
        self._photo: Path | None = None
        self._watch = AttemptWatch(self._place, self)
        self._watch.looked.connect(self._show_state)
        search.query_bar.words.textEdited.connect(lambda _: self._begin(Phase.SEARCH))
        search.photo.changed.connect(self._take_photo)
        search.answered.connect(lambda results: self._answer(Phase.SEARCH) if results else None)
        for part in (search.results, search.preview):
            part.touched.connect(lambda: self._touch(Phase.SEARCH))

    @property
    def is_asking(self) -> bool:
        """Whether a question is on show."""
        return self._question is not None

    def follow(self, page: TrialPage) -> None:
        """``page`` is that of the trial: its old way is watched."""
        self._page = page
        old: OldWay = page.old_way
        old.typed.connect(lambda: self._begin(Phase.BASELINE))
        old.answered.connect(lambda: self._answer(Phase.BASELINE))
        old.files.currentRowChanged.connect(lambda _: self._touch(Phase.BASELINE))
        old.preview.touched.connect(lambda: self._touch(Phase.BASELINE))
        page.ask_requested.connect(self.ask_all)

    def ask_all(self, phase: Phase) -> None:
        """Ask the questions that were not tried in this way yet; all of them where all were."""

        def read() -> tuple[TrialQuestion, ...]:
            tried = {attempt.question_id for attempt in self._trial.attempts() if attempt.phase is phase}
            questions = self._trial.questions()
            return tuple(question for question in questions if question.id not in tried) or questions

        self._phase = phase
        self._tasks.start(read, self._ask, topic="questions")

    def stop(self) -> None:
        """Ask no more; the question on show is not measured."""
        self._watch.drop()
        self._tasks.cancel("photo")
        self._question, self._waiting = None, []
        self.bar.hide()
        if self._page is not None:
            self._page.show_old_way(False)
        self.trial_requested.emit()

    def _ask(self, questions: Sequence[TrialQuestion]) -> None:
        self._waiting, self._count = list(questions), len(questions)
        self._ask_next()

    def _ask_next(self) -> None:
        self._watch.drop()
        if not self._waiting:
            self.message.emit(self.tr("All questions were asked. Thank you."))
            self.stop()
            return
        self._question = question = self._waiting.pop(0)
        hint = self.tr("Look for it by file names. The clock starts with the first key.")
        if self._phase is Phase.SEARCH:
            hint = self.tr(
                "Look for it with the search. The clock starts with the first key, or with the photo."
            )
            self._clear_search()
        elif self._page is not None:
            self.trial_requested.emit()
            self._page.show_old_way(True)
        self._photo = None
        self.bar.ask(question, self._count - len(self._waiting), self._count, hint)
        self._tasks.cancel("photo")
        if question.photo:
            self._tasks.start(
                lambda: self._read_photo(question), self._show_photo, topic="photo", lane=Lane.PICTURES
            )

    def _read_photo(self, question: TrialQuestion) -> LoadedPhoto | None:
        path = self._trial.photo_of(question)
        return load_photo(path, self._open_photo) if path is not None else None

    def _show_photo(self, loaded: LoadedPhoto | None) -> None:
        if loaded is not None and isinstance(loaded.photo.source, Path):
            self._photo = loaded.photo.source
            self.bar.show_photo(loaded.image, searchable=self._phase is Phase.SEARCH)

    def _clear_search(self) -> None:
        self._search.read(False)
        self._search.query_bar.words.clear()
        self._search.photo.clear()
        self._search.search()
        self.search_requested.emit()

    def _use_photo(self) -> None:
        if self._photo is not None:
            self._begin(Phase.SEARCH, by_photo=True)
            self._search.photo.open_file(self._photo)

    def _end(self, ending: Ending) -> None:
        question, words = self._question, self._words()
        measured = self._watch.end(ending)
        if question is None or measured is None:
            return
        phase = self._phase
        self._question = None
        self._tasks.start(
            lambda: self._trial.record(measured, phase=phase, question_id=question.id, words=words),
            self._recorded,
        )

    def _recorded(self, attempt: Attempt | None) -> None:
        if attempt is not None:
            seconds = self.tr("{seconds} s").format(seconds=f"{attempt.seconds:.1f}")
            self.message.emit(self.tr("Measured: {time}").format(time=seconds))
        self._ask_next()

    # What is watched

    def _begin(self, phase: Phase, *, by_photo: bool = False) -> None:
        if self.is_asking and phase is self._phase:
            self._watch.begin(by_photo=by_photo)

    def _take_photo(self) -> None:
        if self._search.photo.photos:
            self._begin(Phase.SEARCH, by_photo=True)

    def _answer(self, phase: Phase) -> None:
        if self.is_asking and phase is self._phase:
            self._watch.answer()

    def _touch(self, phase: Phase) -> None:
        if self.is_asking and phase is self._phase:
            self._watch.touch()

    def _place(self) -> Place | None:
        if self._phase is Phase.BASELINE:
            return self._page.old_way.place if self._page is not None else None
        return place_of(self._search)

    def _words(self) -> str:
        if self._phase is Phase.BASELINE:
            return self._page.old_way.words.text() if self._page is not None else ""
        return self._search.query_bar.text

    def _show_state(self) -> None:
        if self.is_asking:
            session = self._watch.session
            self.bar.show_state(begun=session.is_running, opened=self._place() is not None)


def place_of(search: SearchPage) -> Place | None:
    """Item and number of the page that the search shows, None without one."""
    hit = search.results.current_hit()
    return None if hit is None or not search.preview.is_showing else (hit.item_id, search.preview.number)
