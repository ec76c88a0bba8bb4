"""Job sheets in memory."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from imtextgui.domain.items import Kind
from imtextgui.domain.jobsheet import Added, JobSheet, Removed, SheetPage, SheetReport
from imtextgui.domain.progress import Job, Progress, Stage
from tests.gui.fake_catalogue.files import item_of
from tests.gui.fake_catalogue.pages import FakePages
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeJobSheets(FakePart):
    """As ``CatalogueJobSheets``."""

    def __init__(self, script: Script, pages: FakePages) -> None:
        super().__init__(script)
        self._pages = pages
        self.sheets: list[JobSheet] = []
        self.sheet_entries: dict[int, list[SheetPage]] = {}
        self.written: list[Path] = []

    def all(self) -> tuple[JobSheet, ...]:
        self.script.enter("jobsheets.all")
        return tuple(
            replace(each, entries=len(self.sheet_entries[each.id])) for each in reversed(self.sheets)
        )

    def pages(self, sheet_id: int) -> tuple[SheetPage, ...]:
        self.script.enter("jobsheets.pages")
        return tuple(self.sheet_entries.get(sheet_id, ()))

    def create(self, title: str) -> int:
        self.script.enter("jobsheets.create")
        number = 1 + max((each.id for each in self.sheets), default=0)
        self.sheets.append(JobSheet(number, title, time.time(), time.time()))
        self.sheet_entries[number] = []
        return number

    def rename(self, sheet_id: int, title: str) -> None:
        self.script.enter("jobsheets.rename")
        self.sheets = [replace(each, title=title) if each.id == sheet_id else each for each in self.sheets]

    def use(self, sheet_id: int) -> None:
        self.script.enter("jobsheets.use")
        self.sheets = [
            replace(each, used=time.time()) if each.id == sheet_id else each for each in self.sheets
        ]

    def remove(self, sheet_id: int) -> Removed:
        self.script.enter("jobsheets.remove")
        removed = [each for each in self.sheets if each.id == sheet_id]
        self.sheets.remove(removed[0])
        return Removed(sheets=((removed[0],),))

    def add_pages(self, page_ids: Sequence[int], title: str) -> Added:
        self.script.enter("jobsheets.add_pages")
        if not self.sheets:
            self.create(title)
        sheet = max(self.sheets, key=lambda each: each.used)
        entries = self.sheet_entries[sheet.id]
        readable = [
            page_id
            for page_id in page_ids
            if item_of(self._pages.items, page_id // 100).kind is not Kind.OTHER
        ]
        fresh = [page_id for page_id in readable if page_id not in [each.page_id for each in entries]]
        pages = [self._sheet_page(page_id) for page_id in fresh]
        entries.extend(pages)
        return Added(sheet, tuple(each.entry_id for each in pages), len(page_ids) - len(readable))

    def set_note(self, entry_id: int, note: str) -> None:
        self.script.enter("jobsheets.set_note")
        for entries in self.sheet_entries.values():
            entries[:] = [replace(each, note=note) if each.entry_id == entry_id else each for each in entries]

    def move(self, entry_id: int, by: int) -> None:
        self.script.enter("jobsheets.move")
        for entries in self.sheet_entries.values():
            for place, each in enumerate(entries):
                if each.entry_id == entry_id:
                    entries.insert(place + by, entries.pop(place))
                    return

    def remove_pages(self, entry_ids: Sequence[int]) -> Removed:
        self.script.enter("jobsheets.remove_pages")
        rows: list[tuple[object, ...]] = []
        for sheet_id, entries in self.sheet_entries.items():
            off = [each for each in entries if each.entry_id in entry_ids]
            rows += [(sheet_id, entries.index(each), each) for each in off]
            entries[:] = [each for each in entries if each not in off]
        return Removed(entries=tuple(rows))

    def restore(self, removed: Removed) -> None:
        self.script.enter("jobsheets.restore")
        for (sheet,) in removed.sheets:
            assert isinstance(sheet, JobSheet)
            self.sheets.append(sheet)
        for sheet_id, place, entry in removed.entries:
            assert isinstance(sheet_id, int)
            assert isinstance(place, int)
            assert isinstance(entry, SheetPage)
            self.sheet_entries[sheet_id].insert(place, entry)

    def write(self, sheet_id: int, target: Path) -> Job[SheetReport]:
        self.script.enter("jobsheets.write")
        pages = self.sheet_entries[sheet_id]
        try:
            for done, page in enumerate(pages):
                time.sleep(self.script.step_seconds)
                yield Progress(Stage.SHEET, done, len(pages), page.path.name)
            self.written.append(target)
            absent = tuple(page for page in pages if page.page_id is None)
            return SheetReport(target, len(pages), absent)
        finally:
            self.script.jobs_closed += 1

    def printable(self, sheet_id: int) -> Job[SheetReport]:
        self.script.enter("jobsheets.printable")
        return self.write(sheet_id, Path("/opened/sheet.pdf"))

    def _sheet_page(self, page_id: int) -> SheetPage:
        page = self._pages.get(page_id)
        return SheetPage(
            page_id, "", page.path, page.number, page.pages, "", "", page.kind, page_id, page.item_id
        )
