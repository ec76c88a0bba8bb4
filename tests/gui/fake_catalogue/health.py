"""Counts and problems of a light catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imtextgui.domain.items import Problem
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import ReportInSource
from tests.gui.fake_catalogue.files import FakeItem
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script
from tests.gui.fake_catalogue.sources import FakeSources


@dataclass(frozen=True)
class FakeCounts:
    sources: int
    items: int
    pages: int
    problems: int
    waiting: int = 0


class FakeHealth(FakePart):
    """As ``CatalogueHealth``."""

    def __init__(self, script: Script, items: Sequence[FakeItem], sources: FakeSources) -> None:
        super().__init__(script)
        self._items, self._sources = items, sources
        self.waiting = 0
        self.backups = 0
        self.removals = 0
        """How often what is not to be kept was removed."""
        self.there = True
        self.saved: list[Path] = []

    def problems(self) -> list[Problem]:
        self.script.enter("health.problems")
        return list(self._sources.unreadable)

    def counts(self) -> FakeCounts:
        self.script.enter("health.counts")
        pages = sum(len(item.texts) for item in self._items) if self._sources.folders else 0
        return FakeCounts(
            len(self._sources.folders), len(self._items), pages, len(self._sources.unreadable), self.waiting
        )

    def write_report(self, target: Path, data: bytes) -> None:
        """A file of a folder that is indexed is not replaced."""
        self.script.enter("health.write_report")
        for source in self._sources.folders:
            if source.path in target.parents:
                raise ReportInSource(path=str(target), other=str(source.path))
        target.write_bytes(data)

    def keep_backup(self) -> None:
        self.script.enter("health.keep_backup")
        self.backups += 1

    def is_there(self) -> bool:
        return self.there

    def backup(self, target: Path, *, overwrite: bool = False) -> Job[Path]:
        self.script.enter("health.backup")
        yield Progress(Stage.BACKUP, 0, 1)
        self.saved.append(target)
        return target

    def remove_unkept(self) -> Job[bool]:
        self.change("health.remove_unkept")
        yield Progress(Stage.FORGET, 0, 3)
        self.removals += 1
        return True
