"""What the job sheets of every catalogue must do."""

from pathlib import Path

import pytest

from imtextgui.catalogue.protocols import JobSheetsPart
from imtextgui.errors import JobSheetMissing
from tests.contract.conftest import OpenedCatalogue, assert_read_only


@pytest.fixture
def jobsheets(opened: OpenedCatalogue) -> JobSheetsPart:
    return opened.parts.jobsheets


def page_ids(jobsheets: JobSheetsPart, sheet_id: int) -> list[int | None]:
    return [entry.page_id for entry in jobsheets.pages(sheet_id)]


def test_the_first_page_makes_a_sheet_and_a_page_is_on_it_once(
    opened: OpenedCatalogue, jobsheets: JobSheetsPart
) -> None:
    assert jobsheets.all() == ()
    first, second, _ = opened.page_ids
    added = jobsheets.add_pages([first, second, first], "Monday")
    assert (added.sheet.title, added.sheet.entries, len(added.entries), added.refused) == ("Monday", 2, 2, 0)
    again = jobsheets.add_pages([second], "never")
    assert (again.sheet.id, again.entries, again.refused) == (added.sheet.id, (), 0)
    assert page_ids(jobsheets, added.sheet.id) == [first, second]


def test_a_page_whose_file_could_not_be_read_is_refused(
    opened: OpenedCatalogue, jobsheets: JobSheetsPart
) -> None:
    added = jobsheets.add_pages([opened.unreadable_page, opened.page_ids[0]], "Monday")
    assert (len(added.entries), added.refused) == (1, 1)


def test_pages_go_on_the_sheet_that_was_used_last(opened: OpenedCatalogue, jobsheets: JobSheetsPart) -> None:
    monday, tuesday = jobsheets.create("Monday"), jobsheets.create("Tuesday")
    assert [sheet.title for sheet in jobsheets.all()] == ["Tuesday", "Monday"]
    assert jobsheets.add_pages(opened.page_ids[:1], "never").sheet.id == tuesday
    jobsheets.use(monday)
    assert jobsheets.add_pages(opened.page_ids[:1], "never").sheet.id == monday
    assert [sheet.entries for sheet in jobsheets.all()] == [1, 1]


def test_titles_and_notes_are_trimmed_and_a_title_needs_a_letter(
    opened: OpenedCatalogue, jobsheets: JobSheetsPart
) -> None:
    sheet = jobsheets.create(" CV-12 点検 ")
    jobsheets.rename(sheet, "  ")
    assert [sheet.title for sheet in jobsheets.all()] == ["CV-12 点検"]
    jobsheets.rename(sheet, " CV-13 ")
    (entry,) = jobsheets.add_pages(opened.page_ids[:1], "never").entries
    jobsheets.set_note(entry, " 45 N·m\n")
    assert [sheet.title for sheet in jobsheets.all()] == ["CV-13"]
    assert [entry.note for entry in jobsheets.pages(sheet)] == ["45 N·m"]


def test_an_entry_moves_as_far_as_there_is_a_place(opened: OpenedCatalogue, jobsheets: JobSheetsPart) -> None:
    first, second, third = opened.page_ids
    added = jobsheets.add_pages(opened.page_ids, "Monday")
    for by, expected in (
        (1, [second, first, third]),
        (1, [second, third, first]),
        (1, [second, third, first]),
        (-1, [second, first, third]),
        (-1, [first, second, third]),
        (-1, [first, second, third]),
    ):
        jobsheets.move(added.entries[0], by)
        assert page_ids(jobsheets, added.sheet.id) == expected


def test_entries_that_were_removed_come_back_in_their_places_with_their_notes(
    opened: OpenedCatalogue, jobsheets: JobSheetsPart
) -> None:
    added = jobsheets.add_pages(opened.page_ids, "Monday")
    jobsheets.set_note(added.entries[1], "first")
    before = jobsheets.pages(added.sheet.id)
    removed = jobsheets.remove_pages(added.entries[:2])
    assert page_ids(jobsheets, added.sheet.id) == [opened.page_ids[2]]
    jobsheets.restore(removed)
    assert jobsheets.pages(added.sheet.id) == before


def test_a_sheet_that_was_removed_comes_back_with_its_entries(
    opened: OpenedCatalogue, jobsheets: JobSheetsPart
) -> None:
    added = jobsheets.add_pages(opened.page_ids, "Monday")
    jobsheets.create("Tuesday")
    sheets, entries = jobsheets.all(), jobsheets.pages(added.sheet.id)
    removed = jobsheets.remove(added.sheet.id)
    assert [sheet.title for sheet in jobsheets.all()] == ["Tuesday"]
    assert jobsheets.pages(added.sheet.id) == ()
    jobsheets.restore(removed)
    assert (jobsheets.all(), jobsheets.pages(added.sheet.id)) == (sheets, entries)


def test_a_sheet_that_is_not_there_has_no_pages_and_cannot_be_written(
    jobsheets: JobSheetsPart, tmp_path: Path
) -> None:
    assert jobsheets.pages(999) == ()
    with pytest.raises(JobSheetMissing):
        jobsheets.write(999, tmp_path / "sheet.pdf")
    with pytest.raises(JobSheetMissing):
        jobsheets.printable(999)


def test_a_second_program_sees_sheets_and_changes_none(
    opened: OpenedCatalogue, jobsheets: JobSheetsPart
) -> None:
    added = jobsheets.add_pages(opened.page_ids[:1], "Monday")
    second = opened.again().jobsheets
    assert (jobsheets.read_only, second.read_only) == (False, True)
    assert_read_only(
        lambda: second.create("no"),
        lambda: second.rename(added.sheet.id, "no"),
        lambda: second.use(added.sheet.id),
        lambda: second.add_pages(opened.page_ids, "no"),
        lambda: second.set_note(added.entries[0], "no"),
        lambda: second.move(added.entries[0], 1),
        lambda: second.remove_pages(added.entries),
        lambda: second.remove(added.sheet.id),
    )
    assert page_ids(second, added.sheet.id) == [opened.page_ids[0]]
