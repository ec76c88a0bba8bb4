"""How the search alone answers the questions of a trial, without people."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.catalogue.user.question_photos import QuestionPhotos, digest
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.evaluation import Outcome
from imtextgui.domain.measurement.trial import TrialQuestion
from imtextgui.domain.measurement.trial_figures import Retrieval
from imtextgui.domain.metrics import first_rank
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Photo
from imtextgui.errors import CatalogueReadOnly
from imtextgui.store.content.items import Items
from imtextgui.store.database import Database, Transaction
from imtextgui.store.user.trial_ranks import QuestionRanks, TrialRanks

if TYPE_CHECKING:
    from imtextgui.evaluation.baselines import FileNames
    from imtextgui.evaluation.test_set import Case

Places = Mapping[str, tuple[Path, ...]]
"""The paths of files by their digests."""


class TrialMeasurement:
    """Asks each question once, as long as nothing changes that the answer depends on.

    A report is written several times: in two languages, to print, as a web page, as a table; and again every week.
    """

    def __init__(
        self, folder: Path, database: Database, settings: CurrentSettings, search: CatalogueSearch
    ) -> None:
        self._folder = folder
        self._database = database
        self._search = search
        self._photos = QuestionPhotos(database, settings, search)
        self._ranks = TrialRanks(database)

    def measure(
        self,
        questions: Sequence[TrialQuestion],
        places: Places,
        photo_of: Callable[[TrialQuestion], Path | None],
    ) -> Job[Retrieval | None]:
        """Have the search answer those of ``questions`` that can be asked, without the memory of confirmed answers.

        ``places`` has the files of their answers. None where no question can be asked. What was answered before it is
        stopped is kept. Raises as a search does.
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
        stamp = self._search.stamp()
        photos = {
            question.id: digest(Photo(Path(question.photo))) if question.photo else "" for question in asked
        }
        known = {
            number: ranks
            for number, ranks in self._ranks.of(stamp).items()
            if photos.get(number) == ranks.photo
        }
        if left := [question for question in asked if question.id not in known]:
            try:
                yield from self._answer(left, cases, places, photos, known)
            finally:
                self._keep(stamp, known)
            self._photos.forget_others(Path(question.photo) for question in asked if question.photo)
        ranks = [known[question.id] for question in asked]
        return retrieval(
            asked, [one.page for one in ranks], [one.file for one in ranks], [one.name for one in ranks]
        )

    def forget(self, tx: Transaction) -> None:
        """Forget all ranks, and what was seen on photos."""
        self._ranks.forget(tx)
        self._photos.forget(tx)

    def _answer(
        self,
        questions: Sequence[TrialQuestion],
        cases: Mapping[int, "Case"],
        places: Places,
        photos: Mapping[int, str],
        known: dict[int, QuestionRanks],
    ) -> Job[None]:
        """Ask ``questions``, and put the ranks of each into ``known`` at once."""
        from imtextgui.evaluation.baselines import FileNames
        from imtextgui.evaluation.judged_cases import ROUTES
        from imtextgui.evaluation.run import EvaluatedCatalogue, evaluate

        paths = Items(self._database).paths()
        # made once: reading all names for each question took longer than the searches
        names = FileNames(paths)
        asked = {str(question.id): question for question in questions}

        def note(outcome: Outcome) -> None:
            question = asked[outcome.id]
            by_name = _rank_by_name(names, question, places)
            known[question.id] = QuestionRanks(outcome.page, outcome.file, by_name, photos[question.id])

        yield from evaluate(
            self._folder,
            [cases[question.id] for question in questions],
            self._photos.answer,
            EvaluatedCatalogue((), paths),
            routes=ROUTES,
            is_timed=False,
            answered=note,
        )

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
