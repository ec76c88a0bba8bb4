"""How the search alone answers the questions of a trial, without people."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.domain.measurement.trial import TrialQuestion
from imtextgui.domain.measurement.trial_figures import Retrieval
from imtextgui.domain.metrics import first_rank
from imtextgui.domain.progress import Job
from imtextgui.errors import CatalogueReadOnly
from imtextgui.store.content.items import Items
from imtextgui.store.database import Database
from imtextgui.store.user.trial_ranks import QuestionRanks, TrialRanks

if TYPE_CHECKING:
    from imtextgui.evaluation.baselines import FileNames
    from imtextgui.evaluation.test_set import Case

Places = Mapping[str, tuple[Path, ...]]
"""The paths of files by their digests."""


class TrialMeasurement:
    """Asks each question once, as long as nothing changes that the answer depends on.

    A report is written several times: in two languages, to print, as a web page, as a table. Each asked all questions
    anew, and one by photo takes 0.6 to 1.7 s of processor time over 990 files: it is compared point by point and read.
    """

    def __init__(self, folder: Path, database: Database, search: CatalogueSearch) -> None:
        self._folder = folder
        self._database = database
        self._search = search
        self._ranks = TrialRanks(database)

    def measure(
        self,
        questions: Sequence[TrialQuestion],
        places: Places,
        photo_of: Callable[[TrialQuestion], Path | None],
    ) -> Job[Retrieval | None]:
        """Have the search answer those of ``questions`` that can be asked, without the memory of confirmed answers.

        ``places`` has the files of their answers. None where no question can be asked. Raises as a search does.
        """
        from imtextgui.trial.retrieval import retrieval

        cases = {
            question.id: case
            for question in questions
            if (case := _case(question, places)) is not None and (not question.photo or photo_of(question))
        }
        asked = [question for question in questions if question.id in cases]
        if not asked:
            return None
        stamp = self._stamp(asked)
        known = {number: ranks for number, ranks in self._ranks.of(stamp).items() if number in cases}
        if left := [question for question in asked if question.id not in known]:
            known |= yield from self._answered(left, cases, places)
            self._keep(stamp, known)
        ranks = [known[question.id] for question in asked]
        return retrieval(
            asked, [one.page for one in ranks], [one.file for one in ranks], [one.name for one in ranks]
        )

    def _answered(
        self, questions: Sequence[TrialQuestion], cases: Mapping[int, "Case"], places: Places
    ) -> Job[dict[int, QuestionRanks]]:
        from imtextgui.evaluation.baselines import FileNames
        from imtextgui.evaluation.judged_cases import ROUTES
        from imtextgui.evaluation.run import EvaluatedCatalogue, evaluate

        paths = Items(self._database).paths()
        chosen = [cases[question.id] for question in questions]
        catalogue = EvaluatedCatalogue((), paths)
        report = yield from evaluate(self._folder, chosen, self._search.answer, catalogue, routes=ROUTES)
        names = FileNames(
            paths
        )  # made once: reading all names for each question took longer than the searches
        return {
            question.id: QuestionRanks(outcome.page, outcome.file, _rank_by_name(names, question, places))
            for question, outcome in zip(questions, report.outcomes, strict=True)
        }

    def _stamp(self, questions: Sequence[TrialQuestion]) -> str:
        """The stamp of what answers depend on, the photos of ``questions`` among it."""
        told = [self._search.stamp()]
        for question in questions:
            if question.photo:
                state = Path(question.photo).stat()
                told.append(f"{question.id} {question.photo} {state.st_size} {state.st_mtime_ns}")
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()

    def _keep(self, stamp: str, known: Mapping[int, QuestionRanks]) -> None:
        if not self._database.read_only:
            with suppress(CatalogueReadOnly), self._database.transaction() as tx:
                self._ranks.keep(tx, stamp, known)


def _rank_by_name(names: "FileNames", question: TrialQuestion, places: Places) -> int | None:
    right = {path for page in question.answers for path in places[page.digest]}
    return first_rank([hit.paths[0] for hit in names.search(question.text)], right)


def _case(question: TrialQuestion, places: Places) -> "Case | None":
    """The question as one of a test set; None where no right file is there any more."""
    from imtextgui.evaluation.test_set import Case, RelevantPage

    relevant = tuple(
        RelevantPage(str(path), page.number) for page in question.answers for path in places[page.digest]
    )
    if not relevant:
        return None
    words = (str(question.id), "trial", question.language, question.text)
    return Case(*words, question.photo, None, relevant, 0)
