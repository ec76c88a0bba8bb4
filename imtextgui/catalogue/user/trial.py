"""The trial of a catalogue: people put questions in the old way and by the search, and figures tell what that saves."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui import file_output
from imtextgui.catalogue.pages import CataloguePages
from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.catalogue.user.judgements import CatalogueJudgements
from imtextgui.catalogue.user.trial_measurement import TrialMeasurement
from imtextgui.config.settings import CurrentSettings
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
from imtextgui.domain.measurement.trial_figures import Retrieval, TrialFigures
from imtextgui.domain.progress import Job
from imtextgui.domain.text.languages import language_of
from imtextgui.errors import TrialEnded, TrialMissing, TrialRunning, TrialWithoutQuestions
from imtextgui.store.content.items import Items
from imtextgui.store.content.sources import Sources
from imtextgui.store.content.titled_pages import top_folder
from imtextgui.store.database import Database
from imtextgui.store.user.trials import Trials

if TYPE_CHECKING:
    from imtextgui.evaluation.test_set import Case


class CatalogueTrial:
    """One trial at a time. What changes anything may raise CatalogueReadOnly."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        search: CatalogueSearch,
        judgements: CatalogueJudgements,
        pages: CataloguePages,
        *,
        settings: CurrentSettings,
        digest_elsewhere: Callable[[int], str] = lambda item_id: "",
    ) -> None:
        """``digest_elsewhere`` gives the digest of a file of another catalogue that is searched, too."""
        self._digest_elsewhere = digest_elsewhere
        self._folder = folder
        self._database = database
        self._judgements, self._pages = judgements, pages
        self._trials = Trials(database)
        self._items = Items(database)
        self._measurement = TrialMeasurement(folder, database, settings, search)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def current(self) -> Trial | None:
        """The trial that runs, or the last one that ended; None without one."""
        return self._trials.latest()

    def start(self, plan: TrialPlan) -> Trial:
        """Begin a trial with the baseline phase.

        Raises TrialRunning, TrialWithoutQuestions, and TestSet* errors about ``plan.test_set``.
        """
        running = self.current()
        if running is not None and running.is_running:
            raise TrialRunning(path=str(self._folder))
        questions = self._gathered(plan)
        if not questions:
            raise TrialWithoutQuestions(path=str(self._folder))
        trial = Trial(0, time.time(), plan.days, Phase.BASELINE, plan.keep_content, plan.searches_a_month)
        with self._database.transaction() as tx:
            return replace(trial, id=self._trials.add(tx, trial, questions))

    def questions(self) -> tuple[TrialQuestion, ...]:
        """The questions of the trial, in order; none without one."""
        trial = self.current()
        return self._trials.questions(trial.id) if trial else ()

    def photo_of(self, question: TrialQuestion) -> Path | None:
        """The query photo of a question where its file is there."""
        path = Path(question.photo)
        return path if question.photo and path.is_file() else None

    def remove_question(self, question_id: int) -> None:
        """Take a question off the trial."""
        with self._database.transaction() as tx:
            self._trials.remove_question(tx, question_id)

    def go_to(self, phase: Phase, *, reopen: bool = False) -> Trial:
        """Begin another phase of the trial; after ``Phase.ENDED`` nothing is measured any more.

        An end that is taken back asks to ``reopen`` it. Raises TrialMissing, and TrialEnded.
        """
        trial = self._existing()
        if trial.phase is Phase.ENDED and not reopen:
            raise TrialEnded(path=str(self._folder))
        ended = time.time() if phase is Phase.ENDED else None
        changed = replace(trial, phase=phase, ended=ended)
        with self._database.transaction() as tx:
            self._trials.change(tx, changed)
        return changed

    def keep_content(self, wanted: bool) -> None:
        """Allow or forbid that words and files are kept beside figures; what was kept goes with a no."""
        trial = self._existing()
        with self._database.transaction() as tx:
            self._trials.change(tx, replace(trial, keep_content=wanted))
            if not wanted:
                self._trials.forget_content(tx, trial.id)

    def remove(self) -> None:
        """Forget the trial with all that was measured. Raises TrialMissing."""
        trial = self._existing()
        with self._database.transaction() as tx:
            self._trials.remove(tx, trial.id)
            self._measurement.forget(tx)

    def by_file_name(self, text: str) -> tuple[NamedFile, ...]:
        """The old way: files whose names hold any word of ``text``, most words first, then the shorter name.

        At most ``evaluation.baselines.DEPTH``.
        """
        views = [self._pages.by_path(path, 1) for path in self._named(text)]
        return tuple(NamedFile(view.path, view.item_id, view.page_id, view.pages) for view in views if view)

    def record(
        self,
        measured: SessionFigures,
        *,
        phase: Phase = Phase.SEARCH,
        question_id: int | None = None,
        words: str = "",
    ) -> Attempt | None:
        """Keep an attempt of the running trial, and give it as it was kept; None where no trial is running.

        Without a question it is one of daily use, which counts in the phase of the search alone.
        """
        trial = self.current()
        if trial is None or not trial.is_running or (question_id is None and trial.phase is not Phase.SEARCH):
            return None
        asked = {question.id: question for question in self._trials.questions(trial.id)}
        question = asked.get(question_id) if question_id is not None else None
        digest = self._digest(measured)
        attempt = Attempt(
            time.time(),
            phase,
            measured.seconds,
            measured.searches,
            measured.wrong_opened,
            measured.ending,
            measured.by_photo or bool(question and question.photo),
            question_id,
            None if question is None else _is_right(question, measured, digest),
            question is None or bool(question.answers),
            words if trial.keep_content else "",
            digest if trial.keep_content else "",
        )
        with self._database.transaction() as tx:
            self._trials.add_attempt(tx, trial.id, attempt)
        return attempt

    def digest_of(self, item_id: int) -> str:
        """The digest of a file, by which an answer is told from others; "" where it has none."""
        return self._trials.digests([item_id]).get(item_id, "")

    def attempts(self) -> tuple[Attempt, ...]:
        """What was measured so far, in order."""
        trial = self.current()
        return self._trials.attempts(trial.id) if trial else ()

    def figures(self, retrieval: Retrieval | None = None) -> TrialFigures:
        """What the trial came to so far; what was measured of the search alone can be put in. Raises TrialMissing."""
        from imtextgui.trial.figures import figures

        trial = self._existing()
        questions, attempts = self._trials.questions(trial.id), self._trials.attempts(trial.id)
        return figures(trial, questions, attempts, time.time(), retrieval)

    def measure(self) -> Job[Retrieval | None]:
        """Have the search answer the questions by itself, without the memory of confirmed answers.

        None where no question can be asked. Raises TrialMissing and as a search does.
        """
        questions = self._trials.questions(self._existing().id)
        places = self._trials.places(page.digest for question in questions for page in question.answers)
        return (yield from self._measurement.measure(questions, places, self.photo_of))

    def write(self, target: Path, *, language: str = "", overwrite: bool = False) -> Job[Path]:
        """Measure the search alone, and write the report of the trial: PDF, HTML or CSV by the name of ``target``.

        ``language`` is "en" or "ja", "" for that of the program. Raises TrialMissing, Report* errors and as a search.
        """
        from imtextgui.reports.trial import report

        self._existing()
        sources = Sources(self._database).paths()
        checked = file_output.checked(target, sources, overwrite=overwrite)
        make = report.maker(checked)
        retrieval = yield from self.measure()
        file_output.write(
            checked, make(self.figures(retrieval), self.attempts(), language), overwrite=overwrite
        )
        return checked

    def _existing(self) -> Trial:
        trial = self.current()
        if trial is None:
            raise TrialMissing(path=str(self._folder))
        return trial

    def _named(self, text: str) -> list[Path]:
        from imtextgui.evaluation.baselines import FileNames

        return [hit.paths[0] for hit in FileNames(self._items.paths()).search(text)]

    def _digest(self, measured: SessionFigures) -> str:
        if measured.page is None:
            return ""
        item_id = measured.page[0]
        return self.digest_of(item_id) or self._digest_elsewhere(item_id)

    # Gathering questions

    def _gathered(self, plan: TrialPlan) -> list[TrialQuestion]:
        from imtextgui.store.content.titled_pages import titled_pages
        from imtextgui.trial import questions

        gathered = self._judged() if plan.judged else []
        if plan.test_set is not None:
            gathered += self._of_test_set(plan.test_set)
        if plan.propose:
            gathered += questions.proposed(titled_pages(self._database), plan.propose)
        return questions.without_repeats(gathered)

    def _judged(self) -> list[TrialQuestion]:
        from imtextgui.evaluation import judged_cases

        return self._questions(judged_cases.cases(self._judgements.all()), QuestionOrigin.JUDGED, ())

    def _of_test_set(self, test_set: Path) -> list[TrialQuestion]:
        from imtextgui.evaluation.test_set import read_testset

        roots = Sources(self._database).paths()
        around = (*roots, *(root.parent for root in roots), test_set.absolute().parent)
        return self._questions(read_testset(test_set), QuestionOrigin.TEST_SET, around)

    def _questions(
        self, cases: Sequence["Case"], origin: QuestionOrigin, around: Sequence[Path]
    ) -> list[TrialQuestion]:
        from imtextgui.evaluation.test_set import resolve

        gathered = []
        for case in cases:
            answers, folder = self._answers(case)
            if case.relevant and not answers:
                continue  # its file is not in the catalogue: nobody could find it
            photo = resolve(case.photo, around) if case.photo else None
            gathered.append(
                TrialQuestion(
                    case.text,
                    case.language or language_of(case.text),
                    origin,
                    answers,
                    folder,
                    str(photo or ""),
                )
            )
        return [question for question in gathered if question.text or question.photo]

    def _answers(self, case: "Case") -> tuple[tuple[RightPage, ...], str]:
        answers, folder = [], ""
        for relevant in case.relevant:
            view = self._pages.by_path(Path(relevant.path), relevant.page or 1)
            digest = self._trials.digests([view.item_id]).get(view.item_id) if view else None
            if view is not None and digest:
                answers.append(RightPage(digest, relevant.page))
                folder = folder or self._folder_of(view.path)
        return tuple(answers), folder

    def _folder_of(self, path: Path) -> str:
        for source in Sources(self._database).all():
            if path.is_relative_to(source.path):
                return top_folder(path.relative_to(source.path), source.path)
        return ""


def _is_right(question: TrialQuestion, measured: SessionFigures, digest: str) -> bool | None:
    if measured.ending is Ending.ABANDONED:
        return None
    if measured.ending is Ending.NOTHING:
        return not question.answers
    return measured.page is not None and question.is_answered_by(digest, measured.page[1])
