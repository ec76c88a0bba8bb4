"""The site's own terms, besides those that come with the program."""

from collections.abc import Sequence
from pathlib import Path

from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.domain.dictionary import Entry
from imtextgui.errors import CatalogueReadOnly
from imtextgui.store.database import Database, translated_os


class CatalogueDictionary:
    """A file in the folder of the catalogue."""

    def __init__(self, folder: Path, database: Database, engine: SearchEngine) -> None:
        self._folder = folder
        self._database = database
        self._engine = engine

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def entries(self) -> list[Entry]:
        """The site's own terms. Raises DictionaryDamaged."""
        from imtextgui.search.query import dictionary

        return dictionary.read_own(self._folder)

    def replace(self, entries: Sequence[Entry]) -> None:
        """Replace the site's own terms; the next search knows them.

        Raises CatalogueReadOnly, CatalogueMissing where the catalogue lies in its folder no more, CatalogueDiskFull
        and CatalogueForbidden.
        """
        from imtextgui.search.query import dictionary

        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        self._database.require_place()
        with translated_os(self._folder):
            dictionary.write_own(self._folder, entries)
        self._engine.read_dictionary()
