"""The site's own terms, in memory."""

from collections.abc import Sequence
from pathlib import Path

from imtextgui.domain.dictionary import Entry, merged
from imtextgui.errors import DictionaryDamaged, DictionaryNotImported
from imtextgui.search.query import dictionary_table
from tests.gui.fake_catalogue.health import FakeHealth
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeDictionary(FakePart):
    """As ``CatalogueDictionary``."""

    def __init__(self, script: Script, health: FakeHealth) -> None:
        super().__init__(script)
        self._health = health
        self.terms: list[Entry] = []

    def entries(self) -> list[Entry]:
        self.script.enter("dictionary.entries")
        return list(self.terms)

    def replace(self, entries: Sequence[Entry], *, shown: Sequence[Entry] | None = None) -> None:
        self.change("dictionary.replace")
        self.terms = list(entries) if shown is None else merged(entries, shown, self.terms)

    def take_in(self, file: Path) -> list[Entry]:
        self.change("dictionary.take_in")
        try:
            fresh = [entry for entry in dictionary_table.read_entries(file) if entry not in self.terms]
        except DictionaryDamaged as trouble:
            raise DictionaryNotImported(**trouble.details) from trouble
        self.terms += fresh
        return fresh

    def export(self, target: Path, *, overwrite: bool = False) -> Path:
        self.script.enter("dictionary.export")
        self._health.write_report(target, dictionary_table.table(self.terms))
        return target
