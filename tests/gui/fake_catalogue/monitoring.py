"""The watch over a light catalogue: what it finds is what the test says."""

from dataclasses import replace

from imtextgui.domain.measurement.drift import DriftCheck, DriftReference
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Results
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeMonitoring(FakePart):
    """As ``CatalogueMonitoring``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.noted: list[Results] = []
        self.kept: DriftCheck | None = None
        self.next: DriftCheck | None = None
        """What the next look finds."""
        self.due = False
        self.renewed = 0

    def note(self, results: Results) -> bool:
        self.change("monitoring.note")
        self.noted.append(results)
        return True

    def latest(self) -> DriftCheck | None:
        self.script.enter("monitoring.latest")
        return self.kept

    def is_due(self) -> bool:
        return self.due

    def hide(self) -> None:
        self.change("monitoring.hide")
        if self.kept is not None:
            self.kept = replace(self.kept, hidden=True)

    def renew(self) -> Job[DriftReference]:
        self.change("monitoring.renew")
        yield Progress(Stage.EXAMINE, 0, None)
        self.renewed += 1
        return DriftReference(0.0, "fake", 1, 1)

    def check(self) -> Job[DriftCheck]:
        self.script.enter("monitoring.check")
        yield Progress(Stage.EXAMINE, 0, None)
        self.kept = self.next or DriftCheck(0.0, "fake", (), ())
        return self.kept
