"""The site's own terms, besides those that come with the program."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from imtextgui import file_output, folder_names
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.domain.dictionary import Entry, merged
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import (
    CatalogueReadOnly,
    DictionaryDamaged,
    DictionaryEntryMissing,
    DictionaryNotImported,
    ReportInSource,
)
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.sqlite_errors import translated_os
from imtextgui.store.user.exchange_notes import confirm


class CatalogueDictionary:
    """A file in the folder of the catalogue."""

    def __init__(self, folder: Path, database: Database, engine: SearchEngine) -> None:
        self._folder = folder
        self._database = database
        self._engine = engine
        # of terms that were removed: who undoes that has them back with their remarks
        self._remarks: dict[Entry, Mapping[str, str]] = {}

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def entries(self) -> list[Entry]:
        """The site's own terms. Raises DictionaryDamaged."""
        from imtextgui.search.query import dictionary

        return dictionary.read_own(self._folder)

    def noted(self) -> frozenset[Entry]:
        """The site's own terms with words in a column that is none of the program's. Raises DictionaryDamaged."""
        from imtextgui.search.query import dictionary

        return dictionary.read_noted(self._folder)

    def replace(self, entries: Sequence[Entry], *, shown: Sequence[Entry] | None = None) -> None:
        """Replace the site's own terms; the next search knows them, and the new ones are nobody else's.

        ``shown`` are the terms that were read before they were changed: what somebody else has added to the table
        since stays, and what he has removed stays away. Raises CatalogueReadOnly, CatalogueMissing where the catalogue
        lies in its folder no more, CatalogueDiskFull
        and CatalogueForbidden.
        """
        before: list[Entry] = []
        with suppress(DictionaryDamaged):
            before = self.entries()
            if shown is not None:
                entries = merged(entries, shown, before)
        self.write(entries)
        self._confirm([entry for entry in entries if entry not in before])

    def write(self, entries: Sequence[Entry]) -> None:
        """As ``replace``, where new terms may have come with a file of others."""
        from imtextgui.search.query import dictionary

        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        self._database.require_place()
        with suppress(DictionaryDamaged):
            self._remarks.update(dictionary.read_remarks(self._folder))
        self._refuse_in_source(dictionary.own_file(self._folder))
        with translated_os(self._folder):
            dictionary.write_own(self._folder, entries, self._remarks)
        self._engine.read_dictionary()

    def add(self, entries: Sequence[Entry]) -> list[Entry]:
        """Add those of ``entries`` that are not there yet, and give them. Those that came from others stay, too.

        Raises DictionaryDamaged and as ``replace``.
        """
        known = self.entries()
        fresh = [entry for entry in dict.fromkeys(entries) if entry not in known]
        if fresh or self.read_only:
            self.write([*known, *fresh])
        self._confirm(entries)
        return fresh

    def remove(self, names: Sequence[str]) -> list[Entry]:
        """Remove and give the entries that have one of ``names`` in any language; upper and lower case are one.

        Nothing is removed where one of the names is nobody's: raises DictionaryEntryMissing, and as ``add``.
        """
        known = self.entries()
        removed = [entry for name in names for entry in _with_name(known, name)]
        self.write([entry for entry in known if entry not in removed])
        return list(dict.fromkeys(removed))

    def take_in(self, file: Path) -> list[Entry]:
        """Add the entries of a CSV file of the form of the own one, and give those that were not there yet.

        Raises DictionaryNotImported where it cannot be read, and as ``add``.
        """
        from imtextgui.search.query import dictionary_table

        try:
            entries = dictionary_table.read_entries(file)
        except DictionaryDamaged as trouble:
            raise DictionaryNotImported(**trouble.details) from trouble
        return self.add(entries)

    def _refuse_in_source(self, file: Path) -> None:
        """Raise ReportInSource where the table is a link to one in a source, in which nothing is written."""
        if file.parent.samefile(self._folder):
            return
        for source in Sources(self._database).paths():
            if folder_names.holds(source, file):
                raise ReportInSource(path=str(file), other=str(source))

    def _confirm(self, entries: Sequence[Entry]) -> None:
        """Keep these when the file that brought the same is taken back."""
        if entries:
            with self._database.transaction() as tx:
                confirm(tx, "entry", entries)

    def export(self, target: Path, *, overwrite: bool = False) -> Path:
        """Write the site's own terms into the CSV file ``target``, and give its whole path.

        Raises DictionaryDamaged, ReportInSource, ReportInCatalogue, ReportExists unless it may be overwritten,
        ReportForbidden and ReportDiskFull.
        """
        from imtextgui.search.query import dictionary_table

        sources = Sources(self._database).paths()
        target = file_output.checked(target, sources, overwrite=overwrite)
        file_output.write(target, dictionary_table.table(self.entries()), overwrite=overwrite)
        return target


def _with_name(entries: Sequence[Entry], name: str) -> list[Entry]:
    named = [entry for entry in entries if fold(name) in map(fold, entry.names)]
    if not named:
        raise DictionaryEntryMissing(name=name)
    return named
