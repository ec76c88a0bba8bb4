"""Publishing of a light catalogue, a light published one, and the other catalogues that are searched with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imtextgui.domain.health import Finding
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import ImTextError
from tests.gui.fake_catalogue.pages import FakePages
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script
from tests.gui.fake_catalogue.search import FakeSearch


@dataclass(frozen=True)
class FakePublished:
    """As ``store.published.publishing.Published``."""

    pages: int = 1234
    is_new: bool = True


class FakePublishing(FakePart):
    """As ``CataloguePublishing``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.published: list[Path] = []

    def publish(self, target: Path, *, overwrite: bool = False, wait: float = 0.0) -> Job[FakePublished]:
        self.script.enter("publishing.publish")
        yield Progress(Stage.PUBLISH, done=1, total=2)
        is_new = target not in self.published
        self.published.append(target)
        return FakePublished(is_new=is_new)

    def last_target(self) -> Path | None:
        self.script.enter("publishing.last_target")
        return self.published[-1] if self.published else None

    def targets(self) -> tuple[Path, ...]:
        self.script.enter("publishing.targets")
        return tuple(dict.fromkeys(self.published))


class FakePublication:
    """As ``Publication``; ``newer`` says what the next look finds."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.made = 1_796_000_000.0
        self.is_replaced = False
        self.trouble: ImTextError | None = None
        self.notices: tuple[Finding, ...] = ()
        self.own_trouble: ImTextError | None = None
        self.newer = False
        self.looks = 0

    def follow(self) -> Job[bool]:
        self.script.enter("publication.follow")
        self.looks += 1
        yield Progress(Stage.COPY, done=1, total=2)
        if self.newer:
            self.made += 60
        return self.newer


class FakeNeighbours:
    """As ``CatalogueNeighbours``; notes what was chosen, and leaves out what the test says."""

    def __init__(self, search: FakeSearch, pages: FakePages) -> None:
        self.search, self.pages = search, pages
        self.left_out: tuple[ImTextError, ...] = ()
        self.chosen: list[list[Path]] = []

    def choose(self, folders: Sequence[Path]) -> None:
        self.chosen.append(list(folders))
