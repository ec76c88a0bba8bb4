"""How well a catalogue answers: on a test set, or on the questions whose right answer its users confirmed."""

import time
from pathlib import Path

from imtextgui.catalogue.answering import Answering
from imtextgui.domain.evaluation import Report, Snapshot
from imtextgui.domain.progress import Job
from imtextgui.errors import TestSetEmpty
from imtextgui.store.content.counts import count
from imtextgui.store.content.items import Items
from imtextgui.store.content.sources import Sources
from imtextgui.store.user.snapshots import Snapshots


class Measuring(Answering):
    """This part of a catalogue."""

    def evaluate(self, testset: Path, *, leave_one_out: bool = False) -> Job[Report]:
        """Measure the catalogue on a test set; paths in it are relative to the sources or their parent folders.

        Raises TestSetMissing and TestSetDamaged.
        """
        from imtextgui.evaluation.run import Shelf, evaluate
        from imtextgui.evaluation.test_set import read_testset

        roots = tuple(source.path for source in Sources(self._database).all())
        shelf = Shelf(roots, Items(self._database).paths(), self._pages.every)
        return evaluate(testset, read_testset(testset), self.search, shelf, leave_one_out=leave_one_out)

    def measure(self, *, leave_one_out: bool = False) -> Job[Report]:
        """Measure the catalogue on its own confirmed questions, answered as if nobody had confirmed them.

        The figures are kept as a snapshot unless another program has the catalogue open for changes. Searches may
        run beside it. Raises TestSetEmpty where no answer in words was confirmed yet, and as ``search`` does.
        """
        from imtextgui.evaluation import judged_cases
        from imtextgui.evaluation.run import Shelf, evaluate

        cases = judged_cases.cases(self.judgements())
        if not cases:
            raise TestSetEmpty(path=str(self.folder))
        shelf = Shelf((), Items(self._database).paths())
        report = yield from evaluate(
            self.folder, cases, self.search, shelf, routes=judged_cases.ROUTES, leave_one_out=leave_one_out
        )
        if not self.read_only:
            self._keep(report)
        return report

    def snapshots(self) -> tuple[Snapshot, ...]:
        """What was measured on the confirmed questions, the first time first."""
        return Snapshots(self._database).all()

    def _keep(self, report: Report) -> None:
        from imtextgui.evaluation.baselines import FILE_NAMES

        every, names = report.groups[0], report.baselines[FILE_NAMES]["all"]
        snapshot = Snapshot(
            time.time(),
            self._bundles.active() or "",
            count(self._database).pages,
            every.file,
            every.page,
            names,
            every.milliseconds,
            every.wrong_hits,
        )
        with self._database.transaction() as tx:
            Snapshots(self._database).add(tx, snapshot)
