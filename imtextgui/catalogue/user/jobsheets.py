"""The job sheets of a catalogue: the pages that a job needs, collected, noted to, and taken along as one PDF."""

import time
from collections.abc import Sequence
from pathlib import Path

from imtextgui import file_output
from imtextgui.catalogue.pages import CataloguePages
from imtextgui.config import paths
from imtextgui.domain.jobsheet import Added, JobSheet, Removed, SheetPage, SheetReport
from imtextgui.domain.progress import Job
from imtextgui.errors import JobSheetMissing, ReportForbidden, translating
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.user.job_sheets import JobSheets


class CatalogueJobSheets:
    """What changes anything raises CatalogueReadOnly where another program has the catalogue open for changes."""

    def __init__(self, database: Database, pages: CataloguePages) -> None:
        self._database = database
        self._pages = pages
        self._sheets = JobSheets(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def all(self) -> tuple[JobSheet, ...]:
        """Every job sheet, the newest first."""
        return self._sheets.all()

    def pages(self, sheet_id: int) -> tuple[SheetPage, ...]:
        """What is on a sheet, in its order; nothing where the sheet is gone."""
        return self._sheets.pages(sheet_id)

    def create(self, title: str) -> int:
        """Make an empty sheet, which is the current one from now on, and give its id."""
        with self._database.transaction() as tx:
            return self._sheets.create(tx, title, time.time())

    def rename(self, sheet_id: int, title: str) -> None:
        """Give a sheet another title; one without a letter changes nothing."""
        with self._database.transaction() as tx:
            self._sheets.rename(tx, sheet_id, title)

    def use(self, sheet_id: int) -> None:
        """Make a sheet the current one, to which ``add_pages`` adds."""
        with self._database.transaction() as tx:
            self._sheets.touch(tx, sheet_id, time.time())

    def add_pages(self, page_ids: Sequence[int], title: str, *, of_items: Sequence[int] = ()) -> Added:
        """Add pages to the current sheet; where there is none yet, one with ``title`` is made.

        ``of_items`` tells of each page which of several files with the same bytes is meant.
        """
        with self._database.transaction() as tx:
            used = max(self._sheets.all(), key=lambda sheet: sheet.used, default=None)
            sheet_id = self._sheets.create(tx, title, time.time()) if used is None else used.id
            entries, refused = self._sheets.add(tx, sheet_id, page_ids, of_items)
            self._sheets.touch(tx, sheet_id, time.time())
            added = Added(self._sheet(sheet_id), entries, refused)
            if used is None and not entries:  # no empty sheet of pages that cannot be had
                self._sheets.remove(tx, sheet_id)
            return added

    def set_note(self, entry_id: int, note: str) -> None:
        """Set what is noted to an entry."""
        with self._database.transaction() as tx:
            self._sheets.note(tx, entry_id, note)

    def move(self, entry_id: int, by: int) -> None:
        """Move an entry one place on (``by`` 1) or back (-1) on its sheet, as far as there is a place."""
        with self._database.transaction() as tx:
            self._sheets.move(tx, entry_id, by)

    def remove_pages(self, entry_ids: Sequence[int]) -> Removed:
        """Take entries off their sheet; with what it gives, ``restore`` undoes it."""
        with self._database.transaction() as tx:
            return self._sheets.take_off(tx, entry_ids)

    def remove(self, sheet_id: int) -> Removed:
        """Remove a sheet; with what it gives, ``restore`` undoes it."""
        with self._database.transaction() as tx:
            return self._sheets.remove(tx, sheet_id)

    def restore(self, removed: Removed) -> None:
        """Put back what was taken off or removed, with its notes and in its place."""
        with self._database.transaction() as tx:
            self._sheets.put_back(tx, removed)

    def write(self, sheet_id: int, target: Path, *, overwrite: bool = False) -> Job[SheetReport]:
        """Write a sheet into the PDF ``target``: a list of its pages, then the pages.

        A page that cannot be had is named in its place. Raises JobSheetMissing, ReportInSource where ``target`` lies in
        an indexed folder, ReportInCatalogue in a catalogue's, ReportExists unless it may be overwritten,
        ReportForbidden and ReportDiskFull.
        """
        from imtextgui.reports import job_sheet

        sheet = self._sheet(sheet_id)
        sources = Sources(self._database).paths()
        target = file_output.checked(target, sources, overwrite=overwrite)
        return job_sheet.write(
            sheet,
            self.pages(sheet_id),
            target,
            overwrite=overwrite,
            thumbnail=self._pages.thumbnail,
            page=self._pages.get,
            has_changed=lambda entry: entry.item_id is not None and self._pages.has_changed(entry.item_id),
        )

    def printable(self, sheet_id: int) -> Job[SheetReport]:
        """Write a sheet into a PDF of its own in the data folder, which is kept for a day. Raises as writing does."""
        from imtextgui.documents.opened_copies import forget_old

        opened = paths.opened_dir()
        with translating(ReportForbidden, OSError, path=str(opened)):
            paths.make_private(opened)
            forget_old(opened)
            own = file_output.private_folder(opened / "sheet")
        return self.write(sheet_id, Path(own, self._sheet(sheet_id).file_name))

    def _sheet(self, sheet_id: int) -> JobSheet:
        for sheet in self.all():
            if sheet.id == sheet_id:
                return sheet
        raise JobSheetMissing(id=sheet_id)
