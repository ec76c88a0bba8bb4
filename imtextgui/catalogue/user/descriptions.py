"""Sentences about pages: made by the program, corrected by people."""

import json
from collections.abc import Sequence
from pathlib import Path

from imtextgui import file_output
from imtextgui.domain.tagging.descriptions import Description
from imtextgui.domain.text.normalization import find
from imtextgui.domain.text.tables import csv_file
from imtextgui.errors import PageNotDescribed
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.user.descriptions import LANGUAGES, Descriptions

COLUMNS = ("path", "page", "en", "ja", "corrected")


class CatalogueDescriptions:
    """One sentence in each language for every page with a picture; ``tagging.update`` makes the automatic ones.

    What changes anything raises CatalogueReadOnly where another program has the catalogue open for changes.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._database = database
        self._descriptions = Descriptions(database)
        self._sources = Sources(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def of(self, page_ids: Sequence[int], *, item_id: int | None = None) -> dict[int, Description]:
        """The descriptions of pages by page id; without sentences where a page was not described yet.

        ``item_id`` tells which of several files with the same bytes is meant.
        """
        return self._descriptions.of(page_ids, item_id)

    def all(self) -> tuple[Description, ...]:
        """All descriptions, by path and page."""
        return self._descriptions.all()

    def find(self, words: str) -> tuple[Description, ...]:
        """The descriptions that hold all of ``words`` in one of the languages, however they are written."""
        wanted = words.split()
        return tuple(
            described
            for described in self.all()
            if any(all(find(described.text(language), word) for word in wanted) for language in LANGUAGES)
        )

    def write(self, page_id: int, language: str, text: str, *, item_id: int | None = None) -> None:
        """Put ``text`` in the place of the sentence in ``language``; "" brings the automatic one back.

        ``item_id`` tells which of several files with the same bytes is meant; the others keep what they have.
        What is written is kept when the file is indexed again. Raises PageNotDescribed where the page is gone or could
        not be read.
        """
        with self._database.transaction() as tx:
            if not self._descriptions.write(tx, page_id, language, text, item_id):
                raise PageNotDescribed

    def export(self, target: Path, *, overwrite: bool = False) -> int:
        """Write all descriptions into ``target``: JSON where its name ends so, otherwise CSV; gives how many there are.

        Raises ReportInSource, ReportInCatalogue, ReportExists unless it may be overwritten, ReportForbidden and
        ReportDiskFull.
        """
        closed = self._sources.paths()
        target = file_output.checked(target, closed, catalogue=self._folder, overwrite=overwrite)
        described = self.all()
        rows = [
            (str(one.path), one.number, one.en, one.ja, " ".join(sorted(one.corrected))) for one in described
        ]
        if target.suffix.lower() == ".json":
            # A name whose bytes are no UTF-8 becomes an escape of JSON, from which it can be had back.
            listed = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
            data = json.dumps(listed, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        else:
            data = csv_file((COLUMNS, *((path, str(number), *said) for path, number, *said in rows)))
        file_output.write(target, data, overwrite=overwrite)
        return len(rows)
