"""Figures of a light catalogue: the places of right answers are what the test says."""

from collections.abc import Mapping

from imtextgui.domain.evaluation import Group, Measures, Outcome, Report, Snapshot
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Band
from tests.gui.fake_catalogue.judgements import FakeJudgements
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeQuality(FakePart):
    """As ``CatalogueQuality``."""

    def __init__(self, script: Script, judgements: FakeJudgements) -> None:
        super().__init__(script)
        self._judgements = judgements
        self.ranks: dict[str, int | None] = {}
        """In which place the right page of a confirmed question is found; the first where nothing is said."""
        self.snapped: list[Snapshot] = []

    def measure(self) -> Job[Report]:
        self.script.enter("quality.measure")
        asked = [judgement for judgement in self._judgements.all() if judgement.right]
        for done, judgement in enumerate(asked, 1):
            yield Progress(Stage.EVALUATE, done, len(asked), str(judgement.id))
        report = measured({str(judgement.id): self.ranks.get(judgement.text, 1) for judgement in asked})
        every = report.groups[0]
        if not self.read_only:
            self.snapped.append(
                Snapshot(
                    1000.0 * len(self.snapped),
                    "fake",
                    12,
                    every.file,
                    every.page,
                    report.baselines["names"]["all"],
                    every.milliseconds,
                    every.wrong_hits,
                )
            )
        return report

    def snapshots(self) -> tuple[Snapshot, ...]:
        self.script.enter("quality.snapshots")
        return tuple(self.snapped)


def measured(ranks: Mapping[str, int | None]) -> Report:
    """A report of questions, by id, with the places of their right pages; file names find none of them."""
    outcomes = tuple(
        Outcome(number, "judged", "", rank, rank, None, False, True, Band.STRONG, 40.0)
        for number, rank in ranks.items()
    )
    names = {"names": {"all": Measures.of([None] * len(ranks))}}
    return Report((Group.of("all", outcomes),), None, names, {}, None, 0, outcomes)
