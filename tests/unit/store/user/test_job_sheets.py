"""Sheets keep their pages by digest and number, in the order that the user gives them."""

from pathlib import Path

import pytest

from imtextgui.domain.items import Kind
from imtextgui.domain.jobsheet import Removed
from imtextgui.store.user.job_sheets import JobSheets
from imtextgui.store.user.tags import Tags
from tests.unit.store.conftest import Store


@pytest.fixture
def sheets(store: Store) -> JobSheets:
    return JobSheets(store.database)


def page_id(store: Store, item_id: int, number: int = 1) -> int:
    found = store.pages.page_of(item_id, number)
    assert found is not None
    return found.page_id


def filled(store: Store, sheets: JobSheets) -> tuple[int, list[int]]:
    """A sheet with three pages of two files, and the ids of its entries."""
    manual, drawing = store.file("手順.pdf", "one", "two"), store.file("a.dxf", "sheet", kind=Kind.DRAWING)
    wanted = [page_id(store, manual, 2), page_id(store, drawing), page_id(store, manual, 1)]
    with store.database.transaction() as tx:
        sheet = sheets.create(tx, " 軸シール交換\n", 100.0)
        entries, refused = sheets.add(tx, sheet, wanted)
    assert refused == 0
    return sheet, list(entries)


def order(sheets: JobSheets, sheet: int) -> list[tuple[str, int]]:
    return [(page.path.name, page.number) for page in sheets.pages(sheet)]


def test_signs_of_a_scanner_are_left_out_of_what_is_typed(store: Store, sheets: JobSheets) -> None:
    with store.database.transaction() as tx:
        sheet = sheets.create(tx, "scanned \x02PX-1\x03", 100.0)
        sheets.rename(tx, sheet, "\x02\x03")
    _, (entry, *_) = filled(store, sheets)
    with store.database.transaction() as tx:
        sheets.note(tx, entry, "one\x0btwo\nthree\tfour\x1d\x85")
        Tags(store.database).add(tx, [1], "spare\x1dpart")
    assert {one.title for one in sheets.all()} == {"scanned PX-1", "軸シール交換"}
    assert next(page.note for page in sheets.pages(2) if page.entry_id == entry) == "one two\nthree\tfour"
    assert Tags(store.database).all() == (("spare part", 1),)


def test_pages_stand_as_they_were_added_and_only_once(store: Store, sheets: JobSheets) -> None:
    sheet, entries = filled(store, sheets)
    assert order(sheets, sheet) == [("手順.pdf", 2), ("a.dxf", 1), ("手順.pdf", 1)]
    (made,) = sheets.all()
    assert (made.title, made.made, made.used, made.entries) == ("軸シール交換", 100.0, 100.0, 3)
    again = [page.page_id for page in sheets.pages(sheet)]
    with store.database.transaction() as tx:
        assert sheets.add(tx, sheet, [*filter(None, again)]) == ((), 0)
        assert sheets.add(tx, 999, [*filter(None, again)]) == ((), 0)
    first = sheets.pages(sheet)[0]
    assert (first.entry_id, first.pages, first.kind, first.note) == (entries[0], 2, Kind.MANUAL, "")


def test_a_file_that_could_not_be_read_is_refused(store: Store, sheets: JobSheets) -> None:
    sheet, _ = filled(store, sheets)
    with store.database.transaction() as tx:
        unreadable = store.items.put(tx, store.source.id, "locked.pdf", 1, 2)
    with store.database.transaction() as tx:
        assert sheets.add(tx, sheet, [page_id(store, unreadable), 999]) == ((), 2)


def test_an_entry_outlives_its_file(store: Store, sheets: JobSheets) -> None:
    sheet, entries = filled(store, sheets)
    manual = sheets.pages(sheet)[0].item_id
    assert manual is not None
    with store.database.transaction() as tx:
        store.items.move(tx, manual, "新/手順 2.pdf", 10, 20)
        sheets.touch(tx, sheet, 200.0)
        store.items.remove(tx, [manual])
    gone = sheets.pages(sheet)[0]
    assert (gone.page_id, gone.item_id, gone.pages) == (None, None, 0)
    assert gone.path == Path("/data/図面/新/手順 2.pdf")
    store.file("back.pdf", "one", "two", digest=ascii("手順.pdf"))
    assert order(sheets, sheet) == [("back.pdf", 2), ("a.dxf", 1), ("back.pdf", 1)]
    assert [page.entry_id for page in sheets.pages(sheet)] == entries


def test_of_copies_the_one_that_can_be_reached_is_shown(store: Store, sheets: JobSheets) -> None:
    sheet, _ = filled(store, sheets)
    with store.database.transaction() as tx:
        other = store.sources.add(tx, Path("/mnt/copy"))
        content = store.contents.find(ascii("a.dxf"))
        assert content is not None
        store.items.put(tx, other.id, "a copy.dxf", 10, 20, content_id=content.id)
        store.sources.update(tx, store.source.id, offline=True)
    assert sheets.pages(sheet)[1].path == Path("/mnt/copy/a copy.dxf")


def test_entries_are_moved_noted_and_taken_off(store: Store, sheets: JobSheets) -> None:
    sheet, (first, second, third) = filled(store, sheets)
    with store.database.transaction() as tx:
        sheets.move(tx, third, -1)
        sheets.move(tx, first, -1)
        sheets.move(tx, second, 1)
        sheets.move(tx, 999, 1)
        sheets.note(tx, third, " 締付 45 N·m\udcff\n")
    assert [page.entry_id for page in sheets.pages(sheet)] == [first, third, second]
    assert sheets.pages(sheet)[1].note == "締付 45 N·m?"
    with store.database.transaction() as tx:
        removed = sheets.take_off(tx, [third])
    assert [page.entry_id for page in sheets.pages(sheet)] == [first, second]
    with store.database.transaction() as tx:
        sheets.put_back(tx, removed)
        sheets.put_back(tx, removed)
    assert [page.entry_id for page in sheets.pages(sheet)] == [first, third, second]
    assert sheets.pages(sheet)[1].note == "締付 45 N·m?"


def test_a_sheet_is_renamed_removed_and_put_back(store: Store, sheets: JobSheets) -> None:
    sheet, entries = filled(store, sheets)
    with store.database.transaction() as tx:
        newer = sheets.create(tx, "newer", 300.0)
        sheets.rename(tx, sheet, " Pump 2 ")
        sheets.rename(tx, newer, " ")
    assert [(each.id, each.title) for each in sheets.all()] == [(newer, "newer"), (sheet, "Pump 2")]
    with store.database.transaction() as tx:
        removed = sheets.remove(tx, sheet)
        off = Removed(entries=removed.entries)
        sheets.put_back(tx, off)
    assert store.rows("job_entry") == 0
    with store.database.transaction() as tx:
        sheets.put_back(tx, removed)
    assert [page.entry_id for page in sheets.pages(sheet)] == entries
    assert [each.title for each in sheets.all()] == ["newer", "Pump 2"]
