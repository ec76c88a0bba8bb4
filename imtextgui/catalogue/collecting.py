"""The job sheets of a catalogue: the pages that a job needs, collected, noted to, and taken along as one PDF."""

import tempfile
import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from imtextgui.catalogue.viewing import Viewing
from imtextgui.config import paths
from imtextgui.domain.jobsheet import Added, JobSheet, Removed, SheetPage, SheetReport
from imtextgui.domain.progress import Job
from imtextgui.errors import JobSheetMissing, ReportForbidden, translating
from imtextgui.store.content.sources import Sources
from imtextgui.store.user.job_sheets import JobSheets


class Collecting(Viewing):
    """This part of a catalogue. What changes anything raises CatalogueReadOnly where another program has it open."""

    def job_sheets(self) -> tuple[JobSheet, ...]:
        """Every job sheet, the newest first."""
        return self._sheets.all()

    def sheet_pages(self, sheet_id: int) -> tuple[SheetPage, ...]:
        """What is on a sheet, in its order; nothing where the sheet is gone."""
        return self._sheets.pages(sheet_id)

    def create_job_sheet(self, title: str) -> int:
        """Make an empty sheet, which is the current one from now on, and give its id."""
        with self._database.transaction() as tx:
            return self._sheets.create(tx, title, time.time())

    def rename_job_sheet(self, sheet_id: int, title: str) -> None:
        """Give a sheet another title; one without a letter changes nothing."""
        with self._database.transaction() as tx:
            self._sheets.rename(tx, sheet_id, title)

    def use_job_sheet(self, sheet_id: int) -> None:
        """Make a sheet the current one, to which ``collect`` adds."""
        with self._database.transaction() as tx:
            self._sheets.touch(tx, sheet_id, time.time())

    def collect(self, page_ids: Sequence[int], title: str) -> Added:
        """Add pages to the current sheet; where there is none yet, one with ``title`` is made."""
        with self._database.transaction() as tx:
            used = max(self._sheets.all(), key=lambda sheet: sheet.used, default=None)
            sheet_id = self._sheets.create(tx, title, time.time()) if used is None else used.id
            entries, refused = self._sheets.add(tx, sheet_id, page_ids)
            self._sheets.touch(tx, sheet_id, time.time())
            return Added(self._sheet(sheet_id), entries, refused)

    def note_entry(self, entry_id: int, note: str) -> None:
        """Set what is noted to an entry."""
        with self._database.transaction() as tx:
            self._sheets.note(tx, entry_id, note)

    def move_entry(self, entry_id: int, by: int) -> None:
        """Move an entry one place on (``by`` 1) or back (-1) on its sheet, as far as there is a place."""
        with self._database.transaction() as tx:
            self._sheets.move(tx, entry_id, by)

    def take_off(self, entry_ids: Sequence[int]) -> Removed:
        """Take entries off their sheet; with what it gives, ``put_back`` undoes it."""
        with self._database.transaction() as tx:
            return self._sheets.take_off(tx, entry_ids)

    def remove_job_sheet(self, sheet_id: int) -> Removed:
        """Remove a sheet; with what it gives, ``put_back`` undoes it."""
        with self._database.transaction() as tx:
            return self._sheets.remove(tx, sheet_id)

    def put_back(self, removed: Removed) -> None:
        """Put back what was taken off or removed, with its notes and in its place."""
        with self._database.transaction() as tx:
            self._sheets.put_back(tx, removed)

    def write_job_sheet(self, sheet_id: int, target: Path) -> Job[SheetReport]:
        """Write a sheet into the PDF ``target``: a list of its pages, then the pages; replaces what was there.

        A page that cannot be had is told in its place. Raises JobSheetMissing, ReportInSource where ``target`` lies in
        an indexed folder, ReportForbidden and ReportDiskFull.
        """
        from imtextgui.reports import job_sheet
        from imtextgui.reports.target import checked

        sheet = self._sheet(sheet_id)
        target = checked(target, [source.path for source in Sources(self._database).all()])
        return job_sheet.write(
            sheet, self.sheet_pages(sheet_id), target, thumbnail=self.thumbnail, page=self.page
        )

    def printable_job_sheet(self, sheet_id: int) -> Job[SheetReport]:
        """Write a sheet into a PDF of its own in the data folder, which is kept for a day. Raises as writing does."""
        from imtextgui.documents.opened_copies import forget_old

        opened = paths.data_dir() / "opened"
        with translating(ReportForbidden, OSError, path=str(opened)):
            opened.mkdir(parents=True, exist_ok=True)
            forget_old(opened)
            own = tempfile.mkdtemp(prefix="sheet-", dir=opened)
        return self.write_job_sheet(sheet_id, Path(own, self._sheet(sheet_id).file_name))

    def _sheet(self, sheet_id: int) -> JobSheet:
        for sheet in self.job_sheets():
            if sheet.id == sheet_id:
                return sheet
        raise JobSheetMissing(id=sheet_id)

    @cached_property
    def _sheets(self) -> JobSheets:
        return JobSheets(self._database)
