"""Folders in memory, and runs that read nothing."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from imtextgui.domain.items import Problem, Source
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.retry import NO_RETRY, Retry
from imtextgui.domain.run_report import IndexReport, SourceRun
from imtextgui.errors import CatalogueReadOnly, SourceNested
from tests.gui.fake_catalogue.files import ROOT, FakeItem
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeSources(FakePart):
    """As ``CatalogueSources``."""

    def __init__(self, script: Script, items: Sequence[FakeItem]) -> None:
        super().__init__(script)
        self._items = items
        self.folders: list[Source] = []
        self.runs: list[tuple[tuple[int, ...] | None, Retry]] = []
        self.steps = 0
        """Files that were read."""
        self.unreadable: list[Problem] = []
        """What runs could not read."""
        self.cut_short: tuple[int, ...] = ()
        """Sources whose run was interrupted."""
        self.listed: tuple[str, ...] = ("archive/old.pdf", "archive/older.pdf", "pump.pdf")
        self.portable = False

    def is_portable(self) -> bool:
        self.script.enter("sources.is_portable")
        return self.portable

    def all(self) -> list[Source]:
        self.script.enter("sources.all")
        return list(self.folders)

    def add(self, path: Path, exclude: str = "") -> Source:
        self.script.enter("sources.add")
        if self.read_only:
            raise CatalogueReadOnly(path="/catalogue")
        for source in self.folders:
            if path == source.path or path in source.path.parents or source.path in path.parents:
                raise SourceNested(path=str(path), other=str(source.path))
        source = Source(len(self.folders) + 1, path, exclude)
        self.folders.append(source)
        return source

    def remove(self, source_id: int) -> None:
        self.script.enter("sources.remove")
        self.folders = [each for each in self.folders if each.id != source_id]

    def set_exclude(self, source_id: int, exclude: str) -> None:
        self.script.enter("sources.set_exclude")
        self.folders = [
            replace(each, exclude=exclude) if each.id == source_id else each for each in self.folders
        ]

    def set_portable(self, portable: bool) -> None:
        self.script.enter("sources.set_portable")
        self.portable = portable

    def files(self, source_id: int) -> Job[tuple[str, ...]]:
        self.script.enter("sources.files")
        yield Progress(Stage.SCAN, 0)
        return self.listed

    def excluded(self, relpaths: Sequence[str], exclude: str) -> list[str]:
        self.script.enter("sources.excluded")
        rules = [line.rstrip("/*") for line in exclude.splitlines()]
        return [path for path in relpaths if any(rule and rule in path for rule in rules)]

    def index(self, source_ids: Sequence[int] | None = None, *, retry: Retry = NO_RETRY) -> Job[IndexReport]:
        self.script.enter("sources.index")
        self.cut_short = tuple(source_ids or [source.id for source in self.folders])
        self.runs.append((None if source_ids is None else tuple(source_ids), retry))
        try:
            yield Progress(Stage.SCAN, 0, None, str(ROOT))
            for done in range(self.script.files_to_index):
                self.script.enter("sources.read")
                time.sleep(self.script.step_seconds)
                self.steps += 1
                left = (self.script.files_to_index - done) * self.script.step_seconds
                name = str(self._items[done % len(self._items)].path)
                yield Progress(
                    Stage.READ,
                    done,
                    self.script.files_to_index,
                    name,
                    1 / (self.script.step_seconds or 1),
                    left,
                )
            moment = time.time()
            self.folders = [
                replace(each, last_run=moment, items=len(self._items), problems=len(self.unreadable))
                if source_ids is None or each.id in source_ids
                else each
                for each in self.folders
            ]
            self.cut_short = ()
            return IndexReport((SourceRun(ROOT, new=self.script.files_to_index),), 0, 1.0)
        finally:
            self.script.jobs_closed += 1

    def interrupted(self) -> list[int]:
        self.script.enter("sources.interrupted")
        return list(self.cut_short)

    def give_up(self) -> None:
        self.script.enter("sources.give_up")
        self.cut_short = ()
