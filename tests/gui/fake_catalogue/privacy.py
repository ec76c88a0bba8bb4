"""Forgetting in memory."""

from typing import TYPE_CHECKING

from imtextgui.domain.progress import Job, Progress, Stage
from tests.gui.fake_catalogue.part import FakePart

if TYPE_CHECKING:
    from tests.gui.fake_catalogue.catalogue import FakeCatalogue


class FakePrivacy(FakePart):
    """As ``CataloguePrivacy``; every folder of the catalogue is taken for one that holds all files."""

    def __init__(self, catalogue: "FakeCatalogue") -> None:
        super().__init__(catalogue.script)
        self._catalogue = catalogue

    def forget_source(self, source_id: int) -> Job[None]:
        self.change("privacy.forget_source")
        return self._forgetting(source_id)

    def forget_removed(self) -> Job[None]:
        self.change("privacy.forget_removed")
        return self._forgetting(None)

    def forget_everything(self) -> Job[None]:
        self.change("privacy.forget_everything")
        return self._everything()

    def _forgetting(self, source_id: int | None) -> Job[None]:
        yield Progress(Stage.FORGET, 0, 1)
        if source_id is not None:
            self._catalogue.sources.remove(source_id)
        if not self._catalogue.sources.folders:
            self._forget_added()

    def _everything(self) -> Job[None]:
        yield Progress(Stage.FORGET, 0, 1)
        self._catalogue.sources.folders = []
        self._catalogue.sources.cut_short = ()
        self._forget_added()
        self._catalogue.history.past = []
        self._catalogue.dictionary.terms = []
        self._catalogue.jobsheets.sheets = []
        self._catalogue.jobsheets.sheet_entries = {}

    def _forget_added(self) -> None:
        self._catalogue.tags.tagged = {}
        self._catalogue.judgements.judged = {}
        sheets = self._catalogue.jobsheets
        sheets.sheet_entries = {sheet.id: [] for sheet in sheets.sheets}
