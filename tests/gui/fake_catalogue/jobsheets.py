"""Job sheets in memory."""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from imtextgui.domain.items import Kind
from imtextgui.domain.jobsheet import Added, JobSheet, Removed, SheetPage, SheetReport
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import JobSheetMissing
from tests.gui.fake_catalogue.pages import FakePages
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeJobSheets(FakePart):
    """As ``CatalogueJobSheets``; pages of kind OTHER are those of files that cannot be read."""

    def __init__(self, script: Script, pages: FakePages) -> None:
        super().__init__(script)
        self._pages = pages
        self.sheets: list[JobSheet] = []
        """In the order in which they were made."""
        self.sheet_entries: dict[int, list[SheetPage]] = {}
        self.written: list[Path] = []
        self._moments = count(time.time())

    def all(self) -> tuple[JobSheet, ...]:
        self.script.enter("jobsheets.all")
        return tuple(self._counted(sheet) for sheet in reversed(self.sheets))

    def pages(self, sheet_id: int) -> tuple[SheetPage, ...]:
        self.script.enter("jobsheets.pages")
        return tuple(self.sheet_entries.get(sheet_id, ()))

    def create(self, title: str) -> int:
        self.change("jobsheets.create")
        sheet_id = 1 + max((sheet.id for sheet in self.sheets), default=0)
        moment = next(self._moments)
        self.sheets.append(JobSheet(sheet_id, title.strip(), moment, moment))
        self.sheet_entries[sheet_id] = []
        return sheet_id

    def rename(self, sheet_id: int, title: str) -> None:
        self.change("jobsheets.rename")
        if title := title.strip():
            self.sheets = [
                replace(sheet, title=title) if sheet.id == sheet_id else sheet for sheet in self.sheets
            ]

    def use(self, sheet_id: int) -> None:
        self.change("jobsheets.use")
        moment = next(self._moments)
        self.sheets = [
            replace(sheet, used=moment) if sheet.id == sheet_id else sheet for sheet in self.sheets
        ]

    def remove(self, sheet_id: int) -> Removed:
        self.change("jobsheets.remove")
        sheets = tuple((sheet,) for sheet in self.sheets if sheet.id == sheet_id)
        self.sheets = [sheet for sheet in self.sheets if sheet.id != sheet_id]
        entries = enumerate(self.sheet_entries.pop(sheet_id, ()))
        return Removed(sheets, tuple((sheet_id, place, entry) for place, entry in entries))

    def add_pages(self, page_ids: Sequence[int], title: str, *, of_items: Sequence[int] = ()) -> Added:
        """Every page belongs to one file, whose number its own begins with."""
        assert not of_items or list(of_items) == [page_id // 100 for page_id in page_ids]
        self.change("jobsheets.add_pages")
        if not self.sheets:
            self.create(title)
        sheet_id = max(self.sheets, key=lambda sheet: sheet.used).id
        entries = self.sheet_entries[sheet_id]
        added: list[SheetPage] = []
        refused = 0
        for page_id in page_ids:
            if self._pages.item(page_id // 100).kind is Kind.OTHER:
                refused += 1
            elif page_id not in [entry.page_id for entry in (*entries, *added)]:
                added.append(self._entry(page_id))
        entries.extend(added)
        self.use(sheet_id)
        (sheet,) = [self._counted(sheet) for sheet in self.sheets if sheet.id == sheet_id]
        return Added(sheet, tuple(entry.entry_id for entry in added), refused)

    def set_note(self, entry_id: int, note: str) -> None:
        self.change("jobsheets.set_note")
        for entries in self.sheet_entries.values():
            entries[:] = [
                replace(entry, note=note.strip()) if entry.entry_id == entry_id else entry
                for entry in entries
            ]

    def move(self, entry_id: int, by: int) -> None:
        self.change("jobsheets.move")
        for entries in self.sheet_entries.values():
            order = [entry.entry_id for entry in entries]
            if entry_id in order:
                place = order.index(entry_id)
                if 0 <= place + by < len(entries):
                    entries.insert(place + by, entries.pop(place))
                return

    def remove_pages(self, entry_ids: Sequence[int]) -> Removed:
        self.change("jobsheets.remove_pages")
        rows: list[tuple[object, ...]] = []
        for sheet_id, entries in self.sheet_entries.items():
            rows += [
                (sheet_id, place, entry) for place, entry in enumerate(entries) if entry.entry_id in entry_ids
            ]
            entries[:] = [entry for entry in entries if entry.entry_id not in entry_ids]
        return Removed(entries=tuple(rows))

    def restore(self, removed: Removed) -> None:
        self.change("jobsheets.restore")
        for (sheet,) in removed.sheets:
            assert isinstance(sheet, JobSheet)
            self.sheets = sorted([*self.sheets, sheet], key=lambda one: one.made)
            self.sheet_entries[sheet.id] = []
        for sheet_id, place, entry in removed.entries:
            assert isinstance(sheet_id, int)
            assert isinstance(place, int)
            assert isinstance(entry, SheetPage)
            self.sheet_entries[sheet_id].insert(place, entry)

    def write(self, sheet_id: int, target: Path, *, overwrite: bool = False) -> Job[SheetReport]:
        self.script.enter("jobsheets.write")
        if sheet_id not in self.sheet_entries:
            raise JobSheetMissing(id=sheet_id)
        return self._writing(self.sheet_entries[sheet_id], target)

    def printable(self, sheet_id: int) -> Job[SheetReport]:
        self.script.enter("jobsheets.printable")
        return self.write(sheet_id, Path("/opened/sheet.pdf"))

    def _writing(self, entries: Sequence[SheetPage], target: Path) -> Job[SheetReport]:
        try:
            for done, entry in enumerate(entries):
                time.sleep(self.script.step_seconds)
                yield Progress(Stage.SHEET, done, len(entries), entry.path.name)
            self.written.append(target)
            absent = tuple(entry for entry in entries if entry.page_id is None)
            return SheetReport(target, len(entries), absent, len(entries) + 1)
        finally:
            self.script.jobs_closed += 1

    def _counted(self, sheet: JobSheet) -> JobSheet:
        return replace(sheet, entries=len(self.sheet_entries[sheet.id]))

    def _entry(self, page_id: int) -> SheetPage:
        page = self._pages.get(page_id)
        return SheetPage(
            page_id, "", page.path, page.number, page.pages, "", "", page.kind, page_id, page.item_id
        )
