"""A catalogue in memory with drawn pages."""

import time
from collections.abc import Sequence
from pathlib import Path

from imtextgui.config.settings import Settings
from imtextgui.domain.bundles import BundleState
from imtextgui.domain.items import Problem, Source
from tests.gui.fake_catalogue.additions import FakeAdditions
from tests.gui.fake_catalogue.dictionary import FakeDictionary
from tests.gui.fake_catalogue.encoders import FakeEncoderComparison, FakeEncoders
from tests.gui.fake_catalogue.exchange import FakeExchange
from tests.gui.fake_catalogue.files import ITEMS, ROOT, FakeItem
from tests.gui.fake_catalogue.health import FakeHealth
from tests.gui.fake_catalogue.history import FakeHistory
from tests.gui.fake_catalogue.jobsheets import FakeJobSheets
from tests.gui.fake_catalogue.judgements import FakeJudgements
from tests.gui.fake_catalogue.learning import FakeLearning
from tests.gui.fake_catalogue.monitoring import FakeMonitoring
from tests.gui.fake_catalogue.pages import FakePages
from tests.gui.fake_catalogue.privacy import FakePrivacy
from tests.gui.fake_catalogue.publishing import FakeNeighbours, FakePublication, FakePublishing
from tests.gui.fake_catalogue.quality import FakeQuality
from tests.gui.fake_catalogue.result_lists import FakeResultLists
from tests.gui.fake_catalogue.script import Script
from tests.gui.fake_catalogue.search import FakeSearch
from tests.gui.fake_catalogue.sources import FakeSources
from tests.gui.fake_catalogue.tagging import FakeDescriptions, FakeExamples, FakeTagging
from tests.gui.fake_catalogue.tags import FakeTags
from tests.gui.fake_catalogue.trial import FakeTrial


class FakeCatalogue:
    """Light parts that follow one ``script``."""

    def __init__(
        self,
        folder: Path = Path("/catalogue"),
        *,
        script: Script | None = None,
        items: Sequence[FakeItem] = ITEMS,
        states: tuple[BundleState, ...] = (),
    ) -> None:
        self.folder = folder
        self.items = items
        self.script = script or Script()
        self.sources = FakeSources(self.script, items)
        self.search = FakeSearch(self.script, items)
        self.encoders = FakeEncoders(self.script, states)
        self.encoder_comparison = FakeEncoderComparison(self.script, self.encoders)
        self.pages = FakePages(self.script, items)
        self.judgements = FakeJudgements(self.script, self.pages)
        self.tags = FakeTags(self.script)
        self.tagging = FakeTagging(self.script, self.tags)
        self.additions = FakeAdditions(self.script)
        self.descriptions = FakeDescriptions(self.script)
        self.examples = FakeExamples(self.script)
        self.history = FakeHistory(self.script)
        self.jobsheets = FakeJobSheets(self.script, self.pages)
        self.result_lists = FakeResultLists(self.script, self.pages)
        self.quality = FakeQuality(self.script, self.judgements)
        self.trial = FakeTrial(self.script, tuple(items))
        self.monitoring = FakeMonitoring(self.script)
        self.health = FakeHealth(self.script, items, self.sources)
        self.privacy = FakePrivacy(self)
        self.dictionary = FakeDictionary(self.script, self.health)
        self.learning = FakeLearning(self.script)
        self.exchange = FakeExchange(self.script)
        self.publishing = FakePublishing(self.script)
        self.neighbours = FakeNeighbours(self.search, self.pages)
        self.publication: FakePublication | None = None
        self.used: list[Settings] = []
        self.closed = False

    @property
    def read_only(self) -> bool:
        """As the script has it."""
        return self.script.read_only

    def allow_changes(self) -> bool:
        """Whether nobody else changes it."""
        self.script.enter("allow_changes")
        self.script.read_only = self.script.read_only and not self.script.released
        return not self.script.read_only

    @property
    def is_place_closed(self) -> bool:
        """As the script has it."""
        return self.script.read_only and self.script.place_closed

    def apply_settings(self, chosen: Settings) -> None:
        """Note the settings."""
        self.script.enter("apply_settings")
        self.used.append(chosen)

    def close(self) -> None:
        """Note that it was closed."""
        self.closed = True


def indexed(
    folder: Path = Path("/catalogue"),
    *,
    read_only: bool = False,
    step_seconds: float = 0.0,
    files_to_index: int = 6,
    states: tuple[BundleState, ...] = (),
) -> FakeCatalogue:
    """A catalogue with one indexed source and a few problems."""
    script = Script(read_only, step_seconds=step_seconds, files_to_index=files_to_index)
    catalogue = FakeCatalogue(folder, script=script, states=states)
    catalogue.sources.folders = [Source(1, ROOT, last_run=time.time() - 600, items=6, problems=3)]
    catalogue.sources.unreadable = [
        Problem("document-encrypted", ROOT / "manuals/locked.pdf"),
        Problem("document-encrypted", ROOT / "manuals/秘密.pdf"),
        Problem("document-damaged", ROOT / "photos/broken.jpg", None, {"reason": "truncated"}),
    ]
    return catalogue
