"""What was added to pages that are gone is listed, can be put elsewhere, and be forgotten."""

from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.domain.runs.unplaced_additions import AdditionKind, LikelyPlace, OutOfView
from imtextgui.errors import AdditionContradicted, AdditionMissing, CatalogueReadOnly
from tests import bad_files
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index
from tests.unit.catalogue.user.conftest import change, item_at, page_at, reindex, say

SEAL = "Replace the shaft seal of the pump and clean the seat of it with a soft cloth"
OIL = "Fill the gear box with oil up to the middle of the glass and look again after a day"
RULES = "Rules of safety: nobody works on the line alone, and the switch is locked before"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "棚"
    folder.mkdir()
    change(folder / "pump.txt", "pump P-7, seal kit")
    change(folder / "valve.txt", "valve V-3, spindle")
    return folder


@pytest.fixture
def catalogue(open_with: Open, shelf: Path) -> Catalogue:
    return index(open_with(), shelf)


def collect(catalogue: Catalogue, path: Path) -> int:
    item, page = item_at(catalogue, path), page_at(catalogue, path)
    return catalogue.jobsheets.add_pages([page], "Monday", of_items=[item]).sheet.id


def ids(catalogue: Catalogue) -> dict[AdditionKind, str]:
    return {one.kind: one.id for one in catalogue.additions.unplaced()}


def test_of_a_file_that_is_gone_all_is_listed_and_back_with_the_file(
    catalogue: Catalogue, shelf: Path
) -> None:
    pump = shelf / "pump.txt"
    say(catalogue, pump, "p")
    collect(catalogue, pump)
    assert catalogue.additions.unplaced() == ()
    pump.rename(shelf.parent / "pump.txt")
    reindex(catalogue)
    unplaced = catalogue.additions.unplaced()
    assert [one.kind for one in unplaced] == list(AdditionKind)
    assert {(one.path, one.reason) for one in unplaced} == {(pump, OutOfView.FILE_GONE)}
    judgement, tag, description, entry = unplaced
    assert (judgement.text, judgement.right, judgement.page) == ("question of p", True, 1)
    assert (tag.text, tag.right, tag.page) == ("tag of p", None, 0)
    assert (description.text, entry.text, entry.page) == ("sentence of p", "", 1)
    assert ids(catalogue) == ids(catalogue)
    (shelf.parent / "pump.txt").rename(pump)
    reindex(catalogue)
    assert catalogue.additions.unplaced() == ()


def test_all_can_be_put_on_another_page(catalogue: Catalogue, shelf: Path) -> None:
    pump, valve = shelf / "pump.txt", shelf / "valve.txt"
    say(catalogue, pump, "p")
    sheet = collect(catalogue, pump)
    pump.unlink()
    reindex(catalogue)
    item, page = item_at(catalogue, valve), page_at(catalogue, valve)
    for addition in ids(catalogue).values():
        catalogue.additions.place(addition, page, item)
    assert catalogue.additions.unplaced() == ()
    assert catalogue.tags.of([item]) == {item: ("tag of p",)}
    assert catalogue.descriptions.of([page], item_id=item)[page].en == "sentence of p"
    assert [entry.path for entry in catalogue.jobsheets.pages(sheet)] == [valve]
    assert [told.path for told in catalogue.judgements.all()] == [valve]
    assert catalogue.search.answer(Query("question of p")).hits[0].path == valve
    change(valve, "valve V-3, spindle, second edition")
    reindex(catalogue)
    assert catalogue.additions.unplaced() == ()
    assert catalogue.search.answer(Query("question of p")).hits[0].path == valve


def test_each_that_was_put_on_a_page_can_be_taken_back(catalogue: Catalogue, shelf: Path) -> None:
    pump, valve = shelf / "pump.txt", shelf / "valve.txt"
    say(catalogue, pump, "p")
    sheet = collect(catalogue, pump)
    collect(catalogue, valve)
    first, second = catalogue.jobsheets.pages(sheet)
    catalogue.jobsheets.set_note(first.entry_id, "軸シール")
    catalogue.jobsheets.set_note(second.entry_id, "spindle")
    pump.rename(shelf.parent / "pump.txt")
    reindex(catalogue)
    item, page = item_at(catalogue, valve), page_at(catalogue, valve)
    catalogue.tags.add([item], "tag of p")
    lost = catalogue.additions.unplaced()
    placed = [catalogue.additions.place(addition.id, page, item) for addition in lost]
    assert catalogue.additions.unplaced() == ()
    for one in placed:
        catalogue.additions.take_back(one)
    assert catalogue.additions.unplaced() == lost
    assert catalogue.tags.of([item]) == {item: ("tag of p",)}
    assert not catalogue.descriptions.of([page], item_id=item)[page].corrected
    assert [entry.note for entry in catalogue.jobsheets.pages(sheet)] == ["軸シール", "spindle"]
    (shelf.parent / "pump.txt").rename(pump)
    reindex(catalogue)
    assert catalogue.search.answer(Query("question of p")).hits[0].path == pump
    assert (
        catalogue.descriptions.of([page_at(catalogue, pump)])[page_at(catalogue, pump)].en == "sentence of p"
    )


def test_an_entry_whose_page_is_on_the_sheet_already_gives_it_its_note(
    catalogue: Catalogue, shelf: Path
) -> None:
    pump, valve = shelf / "pump.txt", shelf / "valve.txt"
    sheet = collect(catalogue, pump)
    collect(catalogue, valve)
    first, second = catalogue.jobsheets.pages(sheet)
    catalogue.jobsheets.set_note(first.entry_id, "kit in drawer 4")
    catalogue.jobsheets.set_note(second.entry_id, "turn to the left")
    pump.unlink()
    reindex(catalogue)
    catalogue.additions.place(
        ids(catalogue)[AdditionKind.ENTRY], page_at(catalogue, valve), item_at(catalogue, valve)
    )
    (entry,) = catalogue.jobsheets.pages(sheet)
    assert (entry.path, entry.note) == (valve, "turn to the left\nkit in drawer 4")


def test_what_the_page_says_otherwise_is_not_lost_and_not_turned_around(
    catalogue: Catalogue, shelf: Path
) -> None:
    pump, valve = shelf / "pump.txt", shelf / "valve.txt"
    say(catalogue, pump, "p")
    item, page = item_at(catalogue, valve), page_at(catalogue, valve)
    catalogue.judgements.add(Query("question of p"), page, False, item_id=item)
    catalogue.descriptions.write(page, "en", "its own", item_id=item)
    pump.unlink()
    reindex(catalogue)
    lost = catalogue.additions.unplaced()
    for kind in (AdditionKind.JUDGEMENT, AdditionKind.DESCRIPTION):
        with pytest.raises(AdditionContradicted):
            catalogue.additions.place(ids(catalogue)[kind], page, item)
    assert catalogue.additions.unplaced() == lost
    assert catalogue.descriptions.of([page], item_id=item)[page].en == "its own"
    assert [told.right for told in catalogue.judgements.all()] == [False]


def test_a_page_that_an_edition_has_no_more_is_told(catalogue: Catalogue, shelf: Path) -> None:
    manual = shelf / "manual.pdf"
    manual.write_bytes(bad_files.pdf((RULES, SEAL, OIL)))
    reindex(catalogue)
    hit = next(hit for hit in catalogue.search.answer(Query("shaft seal seat")).hits if hit.path == manual)
    assert hit.page == 2
    catalogue.judgements.add(Query("which cloth"), hit.page_id, True, item_id=hit.item_id)
    catalogue.descriptions.write(hit.page_id, "ja", "軸シール", item_id=hit.item_id)
    manual.write_bytes(bad_files.pdf((RULES, OIL)))
    reindex(catalogue)
    unplaced = catalogue.additions.unplaced()
    assert {one.kind for one in unplaced} == {AdditionKind.JUDGEMENT, AdditionKind.DESCRIPTION}
    assert {(one.path, one.page, one.reason) for one in unplaced} == {(manual, 2, OutOfView.PAGE_GONE)}


def test_one_that_is_forgotten_does_not_come_back_with_its_file(catalogue: Catalogue, shelf: Path) -> None:
    pump = shelf / "pump.txt"
    say(catalogue, pump, "p")
    collect(catalogue, pump)
    pump.rename(shelf.parent / "pump.txt")
    reindex(catalogue)
    for addition in ids(catalogue).values():
        catalogue.additions.forget(addition)
        with pytest.raises(AdditionMissing):
            catalogue.additions.forget(addition)
    (shelf.parent / "pump.txt").rename(pump)
    reindex(catalogue)
    assert catalogue.tags.all() == ()
    assert catalogue.judgements.all() == ()


def test_what_is_on_a_page_is_not_moved_or_forgotten(catalogue: Catalogue, shelf: Path) -> None:
    valve = shelf / "valve.txt"
    with pytest.raises(AdditionMissing):
        catalogue.additions.place("00000000", page_at(catalogue, valve), item_at(catalogue, valve))
    with pytest.raises(AdditionMissing):
        catalogue.additions.forget("00000000")


def test_an_examination_counts_them(catalogue: Catalogue, shelf: Path) -> None:
    say(catalogue, shelf / "pump.txt", "p")
    (shelf / "pump.txt").unlink()
    reindex(catalogue)
    found = {finding.check: finding.details for finding in run(catalogue.health.examine())}
    assert found["catalogue-unplaced"] == {"count": 3}


def test_a_second_program_lists_them_and_changes_none(
    catalogue: Catalogue, shelf: Path, tmp_path: Path
) -> None:
    say(catalogue, shelf / "pump.txt", "p")
    (shelf / "pump.txt").unlink()
    reindex(catalogue)
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as second:
        assert second.additions.read_only
        assert second.additions.unplaced() == catalogue.additions.unplaced()
        with pytest.raises(CatalogueReadOnly):
            second.additions.forget(next(iter(ids(second).values())))


MANUAL = (RULES, SEAL, OIL)
OTHER = "Lift the cover with both hands, keep the spring, and clean what lies below with a brush"
HARDLY = f"Replace the seal of the pump as before. {OTHER}"


@pytest.fixture
def manual(shelf: Path) -> Path:
    path = shelf / "取扱説明書.txt"
    change(path, "\f".join(MANUAL))
    return path


def add_to_second_page(catalogue: Catalogue, manual: Path) -> int:
    """Judge, describe and collect the second page; gives the sheet."""
    page, item = page_at(catalogue, manual, 2), item_at(catalogue, manual)
    catalogue.judgements.add(Query("軸シール"), page, True, item_id=item)
    catalogue.descriptions.write(page, "en", "how the seal is changed", item_id=item)
    return catalogue.jobsheets.add_pages([page], "Monday", of_items=[item]).sheet.id


def test_what_went_along_to_a_page_that_is_hardly_like_its_own_is_listed_until_somebody_looked(
    open_with: Open, shelf: Path, manual: Path
) -> None:
    catalogue = index(open_with(), shelf)
    sheet = add_to_second_page(catalogue, manual)
    change(manual, "\f".join((RULES, HARDLY, OIL)))
    reindex(catalogue)
    listed = catalogue.additions.unplaced()
    assert [one.kind for one in listed] == [
        AdditionKind.JUDGEMENT,
        AdditionKind.DESCRIPTION,
        AdditionKind.ENTRY,
    ]
    page, item = page_at(catalogue, manual, 2), item_at(catalogue, manual)
    for one in listed:
        assert (one.path, one.page, one.reason) == (manual, 2, OutOfView.HARDLY_ALIKE)
        assert one.place == LikelyPlace(2, page, item)
    assert catalogue.descriptions.of([page], item_id=item)[page].en == "how the seal is changed"
    placed = [catalogue.additions.place(one.id, page, item) for one in listed]
    assert catalogue.additions.unplaced() == ()
    for there in placed:
        catalogue.additions.take_back(there)
    assert catalogue.additions.unplaced() == listed
    for one in listed:
        catalogue.additions.place(one.id, page, item)
    reindex(catalogue)
    assert catalogue.additions.unplaced() == ()
    assert [entry.number for entry in catalogue.jobsheets.pages(sheet)] == [2]
    assert catalogue.search.answer(Query("軸シール")).hits[0].page == 2


def test_what_went_along_with_a_page_that_is_like_its_own_is_not_listed(
    open_with: Open, shelf: Path, manual: Path
) -> None:
    catalogue = index(open_with(), shelf)
    add_to_second_page(catalogue, manual)
    change(manual, "\f".join(("cover", RULES, f"{SEAL}, with gloves", OIL)))
    reindex(catalogue)
    assert catalogue.additions.unplaced() == ()


def test_it_can_be_put_on_another_page_or_forgotten(open_with: Open, shelf: Path, manual: Path) -> None:
    catalogue = index(open_with(), shelf)
    add_to_second_page(catalogue, manual)
    change(manual, "\f".join((RULES, HARDLY, OIL)))
    reindex(catalogue)
    lost = ids(catalogue)
    item, oil, second = (
        item_at(catalogue, manual),
        page_at(catalogue, manual, 3),
        page_at(catalogue, manual, 2),
    )
    catalogue.additions.place(lost[AdditionKind.DESCRIPTION], oil, item)
    assert catalogue.descriptions.of([oil], item_id=item)[oil].en == "how the seal is changed"
    assert not catalogue.descriptions.of([second], item_id=item)[second].corrected
    catalogue.additions.forget(lost[AdditionKind.JUDGEMENT])
    assert catalogue.judgements.all() == ()
    assert list(ids(catalogue)) == [AdditionKind.ENTRY]
