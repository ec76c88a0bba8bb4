"""A trial of a light catalogue: it is kept in memory, figures are taken by the real sums."""

from dataclasses import replace
from pathlib import Path

from imtextgui.domain.measurement.search_session import SessionFigures
from imtextgui.domain.measurement.trial import (
    Attempt,
    Ending,
    NamedFile,
    Phase,
    QuestionOrigin,
    RightPage,
    Trial,
    TrialPlan,
    TrialQuestion,
)
from imtextgui.domain.measurement.trial_figures import TrialFigures
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import TrialEnded, TrialMissing, TrialRunning
from imtextgui.trial.figures import figures
from tests.gui.fake_catalogue.files import FakeItem
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script

STARTED = 1_790_000_000.0


class FakeTrial(FakePart):
    """As ``CatalogueTrial``; the digest of a file is its item's id."""

    def __init__(self, script: Script, items: tuple[FakeItem, ...]) -> None:
        super().__init__(script)
        self._items = items
        self.asked: list[TrialQuestion] = [
            TrialQuestion("shaft seal", "en", QuestionOrigin.JUDGED, (RightPage("1", 2),), "manuals", id=1),
            TrialQuestion("noodle soup", "en", QuestionOrigin.PROPOSED, id=2),
        ]
        self.plan: TrialPlan | None = None
        self.trial: Trial | None = None
        self.kept: list[Attempt] = []
        self.written: list[tuple[Path, str]] = []

    def current(self) -> Trial | None:
        self.script.enter("trial.current")
        return self.trial

    def start(self, plan: TrialPlan) -> Trial:
        self.change("trial.start")
        if self.trial is not None and self.trial.is_running:
            raise TrialRunning(path="/catalogue")
        self.plan = plan
        self.trial = Trial(1, STARTED, plan.days, Phase.BASELINE, plan.keep_content, plan.searches_a_month)
        return self.trial

    def questions(self) -> tuple[TrialQuestion, ...]:
        return tuple(self.asked) if self.trial else ()

    def photo_of(self, question: TrialQuestion) -> Path | None:
        return Path(question.photo) if question.photo else None

    def remove_question(self, question_id: int) -> None:
        self.change("trial.remove_question")
        self.asked = [question for question in self.asked if question.id != question_id]

    def go_to(self, phase: Phase, *, reopen: bool = False) -> Trial:
        self.change("trial.go_to")
        if self._existing().phase is Phase.ENDED and not reopen:
            raise TrialEnded(path="trial")
        ended = STARTED if phase is Phase.ENDED else None
        self.trial = replace(self._existing(), phase=phase, ended=ended)
        return self.trial

    def keep_content(self, wanted: bool) -> None:
        self.trial = replace(self._existing(), keep_content=wanted)

    def remove(self) -> None:
        self.change("trial.remove")
        self.trial, self.kept = None, []

    def by_file_name(self, text: str) -> tuple[NamedFile, ...]:
        words = text.casefold().split()
        return tuple(
            NamedFile(item.path, item.id, item.page_id(1), len(item.texts))
            for item in self._items
            if any(word in item.path.name.casefold() for word in words)
        )

    def record(
        self,
        measured: SessionFigures,
        *,
        phase: Phase = Phase.SEARCH,
        question_id: int | None = None,
        words: str = "",
    ) -> Attempt | None:
        self.change("trial.record")
        question = next((one for one in self.asked if one.id == question_id), None)
        right: bool | None = None
        if question is not None and measured.ending is Ending.NOTHING:
            right = not question.answers
        elif question is not None and measured.page is not None:
            right = question.is_answered_by(str(measured.page[0]), measured.page[1])
        attempt = Attempt(
            STARTED + len(self.kept),
            phase,
            measured.seconds,
            measured.searches,
            measured.wrong_opened,
            measured.ending,
            measured.by_photo,
            question_id,
            right,
            question is None or bool(question.answers),
            words if self._existing().keep_content else "",
        )
        self.kept.append(attempt)
        return attempt

    def attempts(self) -> tuple[Attempt, ...]:
        return tuple(self.kept)

    def figures(self) -> TrialFigures:
        return figures(self._existing(), self.asked, self.kept, STARTED + 86_400)

    def write(self, target: Path, *, language: str = "", overwrite: bool = False) -> Job[Path]:
        self.script.enter("trial.write")
        yield Progress(Stage.EVALUATE, 1, 1)
        self.written.append((target, language))
        return target

    def _existing(self) -> Trial:
        if self.trial is None:
            raise TrialMissing(path="/catalogue")
        return self.trial
