"""Folders in memory, and runs that read nothing."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from imtextgui.domain.items import Problem, Source
from imtextgui.domain.left_out import LeftOut
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.runs.folder_changes import FolderChanges
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.domain.runs.run_report import IndexReport, SourceRun
from imtextgui.errors import SourceNested
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
        """What the runs that began were asked to do."""
        self.steps = 0
        """Files that were read."""
        self.unreadable: list[Problem] = []
        """What runs could not read."""
        self.cut_short: tuple[int, ...] = ()
        """Sources whose run was interrupted."""
        self.listed: tuple[str, ...] = ("archive/old.pdf", "archive/older.pdf", "pump.pdf")
        self.portable = False
        self.changed: tuple[FolderChanges, ...] = ()
        """What changed in the folders since the last run."""
        self.looked = 0
        """How often that was asked."""
        self.vanished = 0
        """Files that runs keep although they are not there."""
        self.passed_over: list[LeftOut] = []
        self.places: list[Path] = []
        """What a run left out."""

    def changes(self) -> Job[tuple[FolderChanges, ...]]:
        self.script.enter("sources.changes")
        self.looked += 1
        yield Progress(Stage.SCAN, 0)
        return self.changed

    def is_portable(self) -> bool:
        self.script.enter("sources.is_portable")
        return self.portable

    def all(self) -> list[Source]:
        self.script.enter("sources.all")
        return list(self.folders)

    def add(self, path: Path, exclude: str = "") -> Source:
        """The folder need not be there."""
        self.change("sources.add")
        for source in self.folders:
            if path == source.path:
                lines = dict.fromkeys([*source.exclude.splitlines(), *exclude.splitlines()])
                self.set_exclude(source.id, "\n".join(lines))
                return next(known for known in self.folders if known.id == source.id)
            if path in source.path.parents or source.path in path.parents:
                raise SourceNested(path=str(path), other=str(source.path))
        source = Source(1 + max((known.id for known in self.folders), default=0), path, exclude)
        self.folders.append(source)
        self.cut_short = (*self.cut_short, source.id)
        return source

    def remove(self, source_id: int) -> None:
        self.change("sources.remove")
        self.folders = [source for source in self.folders if source.id != source_id]
        self.cut_short = tuple(number for number in self.cut_short if number != source_id)

    def set_exclude(self, source_id: int, exclude: str) -> None:
        self.change("sources.set_exclude")
        self.folders = [
            replace(source, exclude=exclude) if source.id == source_id else source for source in self.folders
        ]

    def set_portable(self, portable: bool) -> None:
        self.change("sources.set_portable")
        self.portable = portable

    def files(self, source_id: int) -> Job[tuple[str, ...]]:
        self.script.enter("sources.files")
        yield Progress(Stage.SCAN, 0)
        return self.listed

    def excluded(self, relpaths: Sequence[str], exclude: str) -> list[str]:
        self.script.enter("sources.excluded")
        rules = [line.rstrip("/*") for line in exclude.splitlines()]
        return [path for path in relpaths if any(rule and rule in path for rule in rules)]

    can_relocate_all = False
    """A published catalogue's folders have places of this machine."""

    @property
    def can_relocate(self) -> bool:
        return self.can_relocate_all or not self.read_only

    def relocate(self, source_id: int, path: Path) -> Job[Source]:
        self.script.enter("sources.relocate") if self.can_relocate_all else self.change("sources.relocate")
        yield Progress(Stage.SCAN, 0)
        self.folders = [
            replace(source, path=path, offline=False) if source.id == source_id else source
            for source in self.folders
        ]
        return next(source for source in self.folders if source.id == source_id)

    def whereabouts(self, source_id: int) -> list[Path]:
        self.script.enter("sources.whereabouts")
        return list(self.places)

    def left_out(self, source_id: int) -> list[LeftOut]:
        self.script.enter("sources.left_out")
        return list(self.passed_over)

    def index(
        self,
        source_ids: Sequence[int] | None = None,
        *,
        retry: Retry = NO_RETRY,
        accept_removals: bool = False,
    ) -> Job[IndexReport]:
        self.change("sources.index")
        if accept_removals:
            self.vanished = 0
        wanted = [source.id for source in self.folders] if source_ids is None else list(source_ids)
        return self._indexing(wanted, (None if source_ids is None else tuple(source_ids), retry))

    def interrupted(self) -> list[int]:
        self.script.enter("sources.interrupted")
        return [] if self.read_only else list(self.cut_short)

    def give_up(self) -> None:
        self.change("sources.give_up")
        self.cut_short = ()

    def _indexing(
        self, source_ids: Sequence[int], asked: tuple[tuple[int, ...] | None, Retry]
    ) -> Job[IndexReport]:
        self.runs.append(asked)
        self.cut_short = tuple(dict.fromkeys([*self.cut_short, *source_ids]))
        total, seconds = self.script.files_to_index, self.script.step_seconds
        try:
            yield Progress(Stage.SCAN, 0, None, str(ROOT))
            for done in range(total):
                self.script.enter("sources.read")
                time.sleep(seconds)
                self.steps += 1
                name = str(self._items[done % len(self._items)].path)
                yield Progress(Stage.READ, done, total, name, 1 / (seconds or 1), (total - done) * seconds)
            self._note_run(source_ids)
            return IndexReport((SourceRun(ROOT, new=total, vanished=self.vanished, known=40),), 0, 1.0)
        finally:
            self.script.jobs_closed += 1

    def _note_run(self, source_ids: Sequence[int]) -> None:
        moment = time.time()
        self.folders = [
            replace(source, last_run=moment, items=len(self._items), problems=len(self.unreadable))
            if source.id in source_ids
            else source
            for source in self.folders
        ]
        self.cut_short = tuple(number for number in self.cut_short if number not in source_ids)
