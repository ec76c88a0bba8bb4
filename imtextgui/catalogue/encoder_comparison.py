"""Another encoder beside the active one, on the questions of the site itself, before it takes its place."""

from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.catalogue.encoder_session import EncoderSession, Ready
from imtextgui.catalogue.encoders import CatalogueEncoders
from imtextgui.catalogue.search import without_switched_off
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.catalogue.user.judgements import CatalogueJudgements
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.bundles import EncoderComparison
from imtextgui.domain.evaluation import Report
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Query, Results
from imtextgui.errors import TestSetEmpty
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database

if TYPE_CHECKING:
    from imtextgui.evaluation.test_set import Case


class CatalogueEncoderComparison:
    """Measures two encoders on the same questions. What it encodes stays, so that to switch is instant afterwards."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        settings: CurrentSettings,
        session: EncoderSession,
        *,
        engine: SearchEngine,
        encoders: CatalogueEncoders,
        judgements: CatalogueJudgements,
    ) -> None:
        self._folder, self._database, self._settings, self._session = folder, database, settings, session
        self._engine, self._encoders, self._judgements = engine, encoders, judgements

    def compare(self, fingerprint: str, testset: Path | None = None) -> Job[EncoderComparison]:
        """Encode what the bundle lacks, and answer the questions with it and with the active encoder.

        The questions are those of ``testset``, by default the confirmed ones, answered as if nobody had confirmed them.
        Raises as ``CatalogueEncoders.encode`` does, TestSet* errors before anything is encoded, and BundleAbsent where
        the active encoder is not installed.
        """
        bundle = self._encoders.bundle(fingerprint)
        cases = self._cases(testset)
        self._session.ready()
        return self._comparing(bundle.folder, fingerprint, testset, cases)

    def _comparing(
        self, folder: Path, fingerprint: str, testset: Path | None, cases: "list[Case]"
    ) -> Job[EncoderComparison]:
        report = yield from self._encoders.encode(fingerprint)
        # What was learned for the active encoder was learned from these very questions: it counts for neither.
        active = yield from self._measured(testset, cases, self._session.ready())
        encoder = self._session.load_bundle(folder)
        indexes = self._session.open_indexes(encoder)
        try:
            other = yield from self._measured(testset, cases, Ready(encoder, indexes))
        finally:
            indexes.close()
        return EncoderComparison(len(cases), _shares(active), _shares(other), report.passages + report.pages)

    def _cases(self, testset: Path | None) -> "list[Case]":
        from imtextgui.evaluation import judged_cases
        from imtextgui.evaluation.test_set import read_testset

        cases = read_testset(testset) if testset else judged_cases.cases(self._judgements.all())
        if not cases:
            raise TestSetEmpty(path=str(testset or self._folder))
        return list(cases)

    def _measured(self, testset: Path | None, cases: "list[Case]", state: Ready) -> Job[Report]:
        from imtextgui.domain.query import ALL_ROUTES
        from imtextgui.evaluation.judged_cases import ROUTES
        from imtextgui.evaluation.run import EvaluatedCatalogue, evaluate

        roots = tuple(Sources(self._database).paths()) if testset else ()
        catalogue = EvaluatedCatalogue(roots, Items(self._database).paths(), Pages(self._database).every)
        service, routes = self._engine.service_for(state), ALL_ROUTES if testset else ROUTES

        def answer(query: Query) -> Results:
            return service.search(without_switched_off(query, self._settings))

        return evaluate(testset or self._folder, cases, answer, catalogue, routes=routes)


def _shares(report: Report) -> tuple[float, float, float]:
    measures = report.groups[0].file
    return measures.recall_1, measures.recall_5, measures.recall_10
