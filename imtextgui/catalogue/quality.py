"""How well a catalogue answers: on a test set, or on the questions whose right answer its users confirmed."""

import time
from pathlib import Path

from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.catalogue.user.judgements import CatalogueJudgements
from imtextgui.domain.evaluation import Report, Snapshot
from imtextgui.domain.progress import Job
from imtextgui.errors import TestSetEmpty
from imtextgui.store.content.counts import count
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.user.snapshots import Snapshots
from imtextgui.store.vectors.bundles import Bundles


class CatalogueQuality:
    """Measures the search of a catalogue, and keeps the figures."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        search: CatalogueSearch,
        judgements: CatalogueJudgements,
    ) -> None:
        self._folder = folder
        self._database = database
        self._search = search
        self._judgements = judgements
        self._pages = Pages(database)
        self._items = Items(database)
        self._snapshots = Snapshots(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def evaluate(self, testset: Path, *, leave_one_out: bool = False) -> Job[Report]:
        """Measure the catalogue on a test set; paths in it are relative to the sources or their parent folders.

        Raises TestSetMissing and TestSetDamaged.
        """
        from imtextgui.evaluation.run import EvaluatedCatalogue, evaluate
        from imtextgui.evaluation.test_set import read_testset

        roots = tuple(Sources(self._database).paths())
        catalogue = EvaluatedCatalogue(roots, self._items.paths(), self._pages.every)
        return evaluate(
            testset, read_testset(testset), self._search.answer, catalogue, leave_one_out=leave_one_out
        )

    def measure(self, *, leave_one_out: bool = False) -> Job[Report]:
        """Measure the catalogue on its own confirmed questions, answered as if nobody had confirmed them.

        The figures are kept as a snapshot unless another program has the catalogue open for changes. Searches may
        run beside it. Raises TestSetEmpty where no answer in words was confirmed yet, and as a search does.
        """
        from imtextgui.evaluation import judged_cases
        from imtextgui.evaluation.run import EvaluatedCatalogue, evaluate

        cases = judged_cases.cases(self._judgements.all())
        if not cases:
            raise TestSetEmpty(path=str(self._folder))
        catalogue = EvaluatedCatalogue((), self._items.paths())
        report = yield from evaluate(
            self._folder,
            cases,
            self._search.answer,
            catalogue,
            routes=judged_cases.ROUTES,
            leave_one_out=leave_one_out,
        )
        if not self.read_only:
            self.keep(report)
        return report

    def keep(self, report: Report) -> None:
        """Keep what was measured on the confirmed questions as a snapshot. Raises CatalogueReadOnly."""
        from imtextgui.evaluation.baselines import FILE_NAMES

        every, names = report.groups[0], report.baselines[FILE_NAMES]["all"]
        snapshot = Snapshot(
            time.time(),
            Bundles(self._database).active() or "",
            count(self._database).pages,
            every.file,
            every.page,
            names,
            every.milliseconds,
            every.wrong_hits,
        )
        with self._database.transaction() as tx:
            self._snapshots.add(tx, snapshot)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """What was measured on the confirmed questions, the first time first."""
        return self._snapshots.all()
