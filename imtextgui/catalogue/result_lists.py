"""The results of a search, taken along: as a table, a web page, a PDF or for scripts."""

from pathlib import Path

from imtextgui import file_output
from imtextgui.catalogue.pages import CataloguePages
from imtextgui.catalogue.parts_catalogues import CataloguePartsCatalogues
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Results
from imtextgui.domain.result_list import is_parts_catalogue
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database


class CatalogueResultLists:
    """Writes results; nothing of the catalogue is changed."""

    def __init__(self, database: Database, pages: CataloguePages, parts: CataloguePartsCatalogues) -> None:
        self._sources, self._pages, self._parts = Sources(database), pages, parts

    def rows(self, results: Results) -> list[tuple[str, ...]]:
        """The hits as the rows of a table, after a row of headings."""
        from imtextgui.reports import result_rows

        return list(result_rows.rows(results))

    def write(self, results: Results, target: Path, *, overwrite: bool = False) -> Job[Path]:
        """Write the hits of ``results`` into ``target``, whose name tells the format; gives its whole path.

        A name that ends in ``.parts.pdf`` or ``.parts.html`` asks for a catalogue of parts.

        Raises ReportFormatUnknown, ReportInSource where ``target`` lies in an indexed folder, ReportInCatalogue in
        a catalogue's, ReportExists unless it may be overwritten, ReportForbidden and ReportDiskFull.
        """
        from imtextgui.reports import result_list

        if is_parts_catalogue(target):
            return self._parts.write_results(results, target, overwrite=overwrite)
        sources = self._sources.paths()
        target = file_output.checked(target, sources, overwrite=overwrite)
        return result_list.write(results, target, overwrite=overwrite, thumbnail=self._pages.thumbnail)
