"""While files have the same bytes, what is said of one of them is said of that one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.query import Filters, Query
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index
from tests.unit.catalogue.user.conftest import (
    added,
    change,
    each_has_its_own,
    item_at,
    page_at,
    reindex,
    say,
    things,
)

REVISED = "pump manual edition 2026, revised"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a manual and an archived one."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    change(folder / "archived.txt", "pump manual edition 2019, the first of all")
    change(folder / "manual.txt", "pump manual edition 2023")
    return folder


@pytest.fixture
def manuals(open_with: Open, shelf: Path) -> Catalogue:
    """The manual lies over the archived one, to which something was added before, as to itself."""
    catalogue = index(open_with(), shelf)
    say(catalogue, shelf / "archived.txt", "a")
    say(catalogue, shelf / "manual.txt", "m")
    shutil.copy(shelf / "manual.txt", shelf / "archived.txt")
    reindex(catalogue)
    return catalogue


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "elsewhere", encoder=FakeEncoder()) as catalogue:
        yield catalogue


def sentence(catalogue: Catalogue, path: Path) -> str:
    page = page_at(catalogue, path)
    return catalogue.descriptions.of([page], item_id=item_at(catalogue, path))[page].en


def tags(catalogue: Catalogue, path: Path) -> tuple[str, ...]:
    item = item_at(catalogue, path)
    return catalogue.tags.of([item]).get(item, ())


def tagged(catalogue: Catalogue, tag: str) -> set[str]:
    hits = catalogue.search.answer(Query("", filters=Filters(tags=(tag,)))).hits
    return {hit.path.name for hit in hits}


def test_what_is_corrected_on_one_is_corrected_on_that_one(manuals: Catalogue, shelf: Path) -> None:
    archived, manual = shelf / "archived.txt", shelf / "manual.txt"
    item, page = item_at(manuals, archived), page_at(manuals, archived)
    assert manuals.tags.remove([item], "tag of m") == 1
    assert tags(manuals, archived) == ("tag of a",)
    assert tags(manuals, manual) == ("tag of a", "tag of m")
    manuals.descriptions.write(page, "en", "withdrawn", item_id=item)
    assert (sentence(manuals, archived), sentence(manuals, manual)) == ("withdrawn", "sentence of m")
    manuals.judgements.add(Query("old seal"), page, True, item_id=item)
    manuals.jobsheets.add_pages([page], "Monday", of_items=[item])
    change(manual, REVISED)
    reindex(manuals)
    assert things(manuals, manual) == "mmm"
    assert tags(manuals, archived) == ("tag of a",)
    assert sentence(manuals, archived) == "withdrawn"
    assert manuals.search.answer(Query("old seal")).hits[0].path == archived
    assert [told.text for told in manuals.judgements.all() if told.path == manual] == ["question of m"]
    (sheet,) = manuals.jobsheets.all()
    assert [entry.path for entry in manuals.jobsheets.pages(sheet.id)] == [archived]
    assert tagged(manuals, "tag of m") == {"manual.txt"}


def test_each_of_two_files_with_the_same_bytes_can_be_on_a_job_sheet(manuals: Catalogue, shelf: Path) -> None:
    archived, manual = shelf / "archived.txt", shelf / "manual.txt"
    page, items = page_at(manuals, manual), [item_at(manuals, manual), item_at(manuals, archived)]
    added = manuals.jobsheets.add_pages([page, page], "Monday", of_items=items)
    assert len(added.entries) == 2
    again = manuals.jobsheets.add_pages([page, page], "Monday", of_items=items)
    unnamed = manuals.jobsheets.add_pages([page], "Monday")  # it is there, whichever is meant
    assert again.entries == unnamed.entries == ()
    change(manual, REVISED)
    reindex(manuals)
    shown = manuals.jobsheets.pages(added.sheet.id)
    assert [entry.path for entry in shown] == [manual, archived]
    assert len({entry.page_id for entry in shown}) == 2


def test_a_sentence_is_taken_off_one_and_stays_on_the_other(manuals: Catalogue, shelf: Path) -> None:
    archived, manual = shelf / "archived.txt", shelf / "manual.txt"
    page = page_at(manuals, archived)
    automatic = sentence(manuals, manual)
    for _ in range(2):  # its own, and then also that of the other one, which it shows in its place
        manuals.descriptions.write(page, "en", "", item_id=item_at(manuals, archived))
        assert "sentence" not in sentence(manuals, archived)
    assert sentence(manuals, manual) == automatic == "sentence of m"
    assert manuals.descriptions.find("sentence of m")
    listed = {one.path.name: one.en for one in manuals.descriptions.all()}
    assert listed["manual.txt"] == "sentence of m"
    manuals.descriptions.write(page, "en", "", item_id=item_at(manuals, manual))
    assert manuals.descriptions.find("sentence") == ()


def test_both_are_listed_with_the_sentence_of_each(manuals: Catalogue, shelf: Path) -> None:
    manuals.descriptions.write(
        page_at(manuals, shelf / "archived.txt"),
        "en",
        "withdrawn",
        item_id=item_at(manuals, shelf / "archived.txt"),
    )
    listed = {one.path.name: one.en for one in manuals.descriptions.all()}
    assert listed == {"archived.txt": "withdrawn", "manual.txt": "sentence of m"}
    assert [one.path.name for one in manuals.descriptions.find("withdrawn")] == ["archived.txt"]


def test_a_tag_that_was_taken_off_one_can_be_given_to_it(manuals: Catalogue, shelf: Path) -> None:
    archived = shelf / "archived.txt"
    item = item_at(manuals, archived)
    manuals.tags.remove([item], "tag of m")
    manuals.tags.rename("tag of m", "valid")
    assert tags(manuals, archived) == ("tag of a",)
    assert manuals.tags.add([item], "valid") == 1
    assert tags(manuals, archived) == ("tag of a", "valid")
    manuals.tags.remove([item_at(manuals, shelf / "manual.txt")], "valid")
    assert tags(manuals, archived) == ("tag of a", "valid")
    assert tags(manuals, shelf / "manual.txt") == ("tag of a",)


def test_a_tag_that_was_taken_off_a_copy_stays_off_when_the_original_goes_on(
    open_with: Open, shelf: Path
) -> None:
    catalogue = index(open_with(), shelf)
    manual, copy = shelf / "manual.txt", shelf / "manual as it was.txt"
    say(catalogue, manual, "m")
    shutil.copy(manual, copy)
    reindex(catalogue)
    catalogue.tags.remove([item_at(catalogue, copy)], "tag of m")
    for text in (REVISED, f"{REVISED} once more"):
        change(manual, text)
        reindex(catalogue)
        assert tags(catalogue, copy) == ()
        assert tags(catalogue, manual) == ("tag of m",)
    manual.unlink()
    reindex(catalogue)
    change(copy, "goes its own way")
    reindex(catalogue)
    assert tags(catalogue, copy) == ()


def test_a_placeholder_that_was_corrected_in_one_place_changed_nothing_in_others(
    plant: Catalogue, tmp_path: Path
) -> None:
    folder = tmp_path / "plant"
    kept = {folder / f"{name}.txt": (folder / f"{name}.txt").read_bytes() for name in "abc"}
    for path in kept:
        change(path, "quarantined by the virus scanner")
    reindex(plant)
    first = folder / "a.txt"
    item, page = item_at(plant, first), page_at(plant, first)
    for letter in "bc":
        plant.tags.remove([item], f"tag of {letter}")
    plant.descriptions.write(page, "en", "sentence of a", item_id=item)
    judgement = plant.judgements.add(Query("question of b"), page, False, item_id=item)
    for path, content in kept.items():
        path.write_bytes(content)
    reindex(plant)
    assert plant.search.answer(Query("question of b")).hits[0].path.name == "b.txt"
    plant.judgements.withdraw(judgement)
    assert each_has_its_own(plant)


def test_a_form_that_was_copied_before_it_was_tagged_leaves_nothing_on_the_copies(
    open_with: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    reports = [folder / f"{number}.txt" for number in range(3)]
    form = folder / "form.txt"
    for path in (form, *reports):
        change(path, "blank inspection form of the works")
    catalogue = index(open_with(), folder)
    say(catalogue, form, "f")
    assert added(catalogue, reports[0]) == "f", "as long as it is equal"
    page = page_at(catalogue, form)
    catalogue.jobsheets.add_pages([page], "Monday", of_items=[item_at(catalogue, form)])
    for number, path in enumerate(reports):
        change(path, f"blank inspection form of the works: pump {number}, leaking seal, replaced")
    reindex(catalogue)
    assert [things(catalogue, path) for path in (form, *reports)] == ["fff", "", "", ""]
    (sheet,) = catalogue.jobsheets.all()
    assert [entry.path for entry in catalogue.jobsheets.pages(sheet.id)] == [form]


def test_what_was_added_to_one_of_two_goes_to_others_as_that_one(
    manuals: Catalogue, shelf: Path, elsewhere: Catalogue, tmp_path: Path
) -> None:
    parcel = manuals.exchange.export(tmp_path / "parcel.json").path
    there = tmp_path / "there"
    shutil.copytree(shelf, there / "books")
    other = index(elsewhere, there)
    archived, manual = (there / "books" / name for name in ("archived.txt", "manual.txt"))
    say(other, manual, "x")
    taken = other.exchange.take_in(parcel)
    assert (taken.judgements, taken.tags, taken.descriptions) == (2, 2, 1)
    assert taken.conflicts[0].there == "sentence of m", "it has another one here"
    again = other.exchange.take_in(parcel)
    assert (again.judgements, again.tags, again.descriptions) == (0, 0, 0)
    change(manual, REVISED)
    reindex(other)
    assert things(other, archived) == "aaa"
    assert sorted(things(other, manual)) == ["m", "m", "x", "x", "x"]
    other.exchange.undo(taken.id)
    assert (things(other, archived), things(other, manual)) == ("", "xxx")


def test_names_are_told_only_where_several_files_are_equal(manuals: Catalogue, shelf: Path) -> None:
    assert {one.file for one in manuals.exchange.parcel().tags} == {"archived.txt", "manual.txt"}
    change(shelf / "manual.txt", REVISED)
    reindex(manuals)
    assert {one.file for one in manuals.exchange.parcel().tags} == {""}


def test_what_names_none_of_several_belongs_to_whoever_has_these_bytes(
    open_with: Open, elsewhere: Catalogue, shelf: Path, tmp_path: Path
) -> None:
    catalogue = index(open_with(), shelf)
    say(catalogue, shelf / "manual.txt", "m")
    parcel = catalogue.exchange.export(tmp_path / "parcel.json").path
    there = tmp_path / "there"
    there.mkdir()
    for name in ("x.txt", "y.txt"):
        shutil.copy(shelf / "manual.txt", there / name)
    other = index(elsewhere, there)
    other.exchange.take_in(parcel)
    assert [added(other, there / name) for name in ("x.txt", "y.txt")] == ["m", "m"]
    change(there / "x.txt", "goes its own way")
    reindex(other)
    assert [things(other, there / name) for name in ("x.txt", "y.txt")] == ["", "mmm"]
    change(there / "y.txt", REVISED)
    reindex(other)
    assert things(other, there / "y.txt") == "mmm"


def test_equal_files_of_a_folder_that_is_taken_out_and_indexed_elsewhere_are_told_by_their_names(
    open_with: Open, tmp_path: Path
) -> None:
    for name in ("press", "lathe"):
        (tmp_path / "s" / name).mkdir(parents=True)
        change(tmp_path / "s" / name / "safety.txt", "what to do first in every hall of the works")
    catalogue = index(open_with(), tmp_path / "s")
    say(catalogue, tmp_path / "s" / "press" / "safety.txt", "p")
    say(catalogue, tmp_path / "s" / "lathe" / "safety.txt", "l")
    catalogue.sources.remove(catalogue.sources.all()[0].id)
    (tmp_path / "s").rename(tmp_path / "t")
    index(catalogue, tmp_path / "t")
    for name in ("lathe", "press"):
        change(tmp_path / "t" / name / "safety.txt", f"what to do first in every hall of the works: {name}")
        reindex(catalogue)
    said = [things(catalogue, tmp_path / "t" / name / "safety.txt") for name in ("press", "lathe")]
    assert said == ["ppp", "lll"]


def test_which_of_equal_files_came_back_under_names_that_tell_nothing_is_left_open(
    open_with: Open, shelf: Path, tmp_path: Path
) -> None:
    shutil.copy(shelf / "manual.txt", shelf / "spare.txt")
    catalogue = index(open_with(), shelf)
    for name in ("manual", "spare"):
        say(catalogue, shelf / f"{name}.txt", name[0])
    catalogue.sources.remove(catalogue.sources.all()[0].id)
    there = tmp_path / "there"
    there.mkdir()
    for name in ("x", "y"):
        shutil.copy(shelf / "manual.txt", there / f"{name}.txt")
    index(catalogue, there)
    assert [added(catalogue, there / f"{name}.txt") for name in ("x", "y")] == ["ms", "ms"]


def test_what_was_taken_off_a_copy_stays_off_when_that_goes_on_for_the_original(
    open_with: Open, shelf: Path, tmp_path: Path
) -> None:
    (shelf / "copy").mkdir()
    catalogue = index(open_with(), shelf)
    manual, copy = shelf / "manual.txt", shelf / "copy" / "manual.txt"
    say(catalogue, manual, "m")
    catalogue.tags.add([item_at(catalogue, manual)], "kept")
    shutil.copy(manual, copy)
    reindex(catalogue)
    catalogue.tags.remove([item_at(catalogue, copy)], "tag of m")
    catalogue.descriptions.write(
        page_at(catalogue, copy), "en", "sentence of c", item_id=item_at(catalogue, copy)
    )
    change(copy, REVISED)
    reindex(catalogue)
    manual.unlink()
    reindex(catalogue)
    assert tags(catalogue, copy) == ("kept",)
    assert sentence(catalogue, copy) == "sentence of c"
    assert things(catalogue, copy) == "tcm"
