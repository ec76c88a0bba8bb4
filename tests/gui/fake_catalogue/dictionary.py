"""The site's own terms, in memory."""

from collections.abc import Sequence

from imtextgui.domain.dictionary import Entry
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeDictionary(FakePart):
    """As ``CatalogueDictionary``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.terms: list[Entry] = []

    def entries(self) -> list[Entry]:
        self.script.enter("dictionary.entries")
        return list(self.terms)

    def replace(self, entries: Sequence[Entry]) -> None:
        self.change("dictionary.replace")
        self.terms = list(entries)
