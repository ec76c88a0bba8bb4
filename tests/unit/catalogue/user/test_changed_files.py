"""What people added to a page stays with its file when the bytes change, as its tags do."""

import shutil
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.domain.measurement.search_session import SessionFigures
from imtextgui.domain.measurement.trial import Ending, Phase, TrialPlan
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.domain.runs.retry import Retry
from imtextgui.store.upkeep.forgetting import ADDED
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import SECRET, Open, index
from tests.unit.catalogue.user.conftest import (
    NAMES,
    OWN,
    added,
    all_added,
    change,
    item_at,
    page_at,
    reindex,
    say,
    things,
)

QUESTION = "what drips in the press hall"


@pytest.fixture
def catalogue(open_with: Open, workshop: Path) -> Catalogue:
    """The text of the workshop is described, the right answer of a question, and collected."""
    catalogue = index(open_with(), workshop)
    page = page_at(catalogue, workshop / "pump.txt")
    catalogue.descriptions.write(page, "en", "chipped tooth")
    catalogue.judgements.add(Query(QUESTION), page, True)
    catalogue.jobsheets.add_pages([page], "Monday")
    return catalogue


def described(catalogue: Catalogue, path: Path) -> str:
    page = page_at(catalogue, path)
    return catalogue.descriptions.of([page])[page].en


def answers(catalogue: Catalogue) -> list[str]:
    return [hit.path.name for hit in catalogue.search.answer(Query(QUESTION)).hits[:1]]


def collected(catalogue: Catalogue) -> list[tuple[str, bool]]:
    (sheet,) = catalogue.jobsheets.all()
    return [(page.path.name, page.page_id is not None) for page in catalogue.jobsheets.pages(sheet.id)]


def test_a_changed_file_keeps_what_was_said_of_it(catalogue: Catalogue, workshop: Path) -> None:
    change(workshop / "pump.txt", f"{SECRET}, second edition")
    run(catalogue.sources.index())
    assert described(catalogue, workshop / "pump.txt") == "chipped tooth"
    assert answers(catalogue) == ["pump.txt"]
    assert collected(catalogue) == [("pump.txt", True)]
    run(catalogue.privacy.forget_removed())
    assert described(catalogue, workshop / "pump.txt") == "chipped tooth", "its file is not gone"
    assert answers(catalogue) == ["pump.txt"]


def test_a_changed_file_that_is_put_back_has_it_again(catalogue: Catalogue, workshop: Path) -> None:
    before = (workshop / "pump.txt").read_text(encoding="utf-8")
    for text in ("The seal kit is in drawer 4", before):
        change(workshop / "pump.txt", text)
        run(catalogue.sources.index())
    assert described(catalogue, workshop / "pump.txt") == "chipped tooth"
    assert answers(catalogue) == ["pump.txt"]
    assert len(catalogue.judgements.all()) == 1


def test_what_was_judged_stays_with_its_bytes_where_a_copy_has_them(
    catalogue: Catalogue, workshop: Path
) -> None:
    shutil.copy(workshop / "pump.txt", workshop / "pump as it was.txt")
    change(workshop / "pump.txt", f"{SECRET}, second edition")
    run(catalogue.sources.index())
    hits = catalogue.search.answer(Query(QUESTION)).hits
    assert {hit.path.name for hit in hits[:2]} == {"pump as it was.txt", "pump.txt"}, "the new edition, too"
    assert collected(catalogue) == [("pump.txt", True)], "what was collected goes on with its file"
    for name in ("pump.txt", "pump as it was.txt"):
        assert described(catalogue, workshop / name) == "chipped tooth"


def test_an_entry_that_the_sheet_has_already_is_not_doubled(catalogue: Catalogue, workshop: Path) -> None:
    change(workshop / "other.txt")
    run(catalogue.sources.index())
    catalogue.jobsheets.add_pages([page_at(catalogue, workshop / "other.txt")], "Monday")
    change(workshop / "pump.txt", f"{SECRET}, second edition")
    run(catalogue.sources.index())
    assert len(collected(catalogue)) == 2


@pytest.mark.parametrize("order", ["ab", "ba", "abc", "acb", "fa", "af", "fba"])
def test_files_that_change_names_keep_each_its_own(plant: Catalogue, order: str) -> None:
    folder = plant.sources.all()[0].path
    names = [folder / f"{name}.txt" for name in order]
    kept = [path.read_bytes() for path in names]
    for path, content in zip([*names[1:], names[0]], kept, strict=True):
        path.write_bytes(content)
    run(plant.sources.index())
    came = dict(zip([*order[1:], order[0]], order, strict=True))
    assert all_added(plant) == {name: OWN[came.get(name, name)] for name in NAMES}
    assert all(there for _, there in collected(plant))


def test_files_of_two_folders_that_change_places_keep_each_its_own(plant: Catalogue, tmp_path: Path) -> None:
    folder, other = plant.sources.all()[0].path, tmp_path / "other"
    other.mkdir()
    (other / "z.txt").write_text("sheet of another pump", encoding="utf-8")
    index(plant, other)
    plant.tags.add([item_at(plant, other / "z.txt")], "tag of z")
    for source, target in ((folder / "f.txt", tmp_path / "x"), (other / "z.txt", folder / "f.txt")):
        source.rename(target)
    (tmp_path / "x").rename(other / "z.txt")
    run(plant.sources.index())
    assert all_added(plant) == OWN | {"f": "z"}
    assert plant.tags.of([item_at(plant, other / "z.txt")]) == {}


@pytest.mark.parametrize("stub", ["quarantined by the virus scanner", ""])
def test_files_in_whose_place_a_note_lay_have_their_own_again(plant: Catalogue, stub: str) -> None:
    folder = plant.sources.all()[0].path
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    for path in kept:
        path.write_text(stub, encoding="utf-8")
    run(plant.sources.index())
    run(plant.privacy.forget_removed())
    for path, content in kept.items():
        path.write_bytes(content)
    run(plant.sources.index())
    assert all_added(plant) == OWN
    assert [name for name, _ in collected(plant)] == [f"{name}.txt" for name in NAMES[:-1]]


def test_a_file_over_which_another_was_copied_has_its_own_again(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    before = (folder / "a.txt").read_bytes()
    shutil.copy(folder / "b.txt", folder / "a.txt")
    run(plant.sources.index())
    assert all_added(plant) == OWN | {"a": "ab", "b": "ab"}, "one content, and what both have"
    run(plant.privacy.forget_removed())
    (folder / "a.txt").write_bytes(before)
    run(plant.sources.index())
    assert all_added(plant) == OWN


@pytest.mark.parametrize(("current", "archived"), [("b", "a"), ("a", "b")])
def test_the_current_file_over_the_archived_one_and_a_new_edition_in_its_place(
    plant: Catalogue, current: str, archived: str
) -> None:
    folder = plant.sources.all()[0].path
    shutil.copy(folder / f"{current}.txt", folder / f"{archived}.txt")
    change(folder / f"{current}.txt")
    run(plant.sources.index())
    assert all_added(plant) == OWN, "each has its own, whichever bytes"


def test_editions_of_one_drawing_become_one_and_keep_what_each_had(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    for name in "ab":
        change(folder / f"{name}.txt")
    run(plant.sources.index())
    assert all_added(plant) == OWN | {"a": "ab", "b": "ab"}


def test_a_copy_of_the_new_edition_that_comes_first_hides_nothing(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    change(folder / "0 copy.txt")
    change(folder / "b.txt")
    run(plant.sources.index())
    assert all_added(plant) == OWN


def test_what_is_added_to_a_new_edition_goes_back_with_the_old_one(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    before = (folder / "a.txt").read_bytes()
    change(folder / "a.txt")
    run(plant.sources.index())
    plant.tags.add([item_at(plant, folder / "a.txt")], "tag since, z")
    (folder / "a.txt").write_bytes(before)
    run(plant.sources.index())
    assert all_added(plant) == OWN | {"a": "az"}
    assert len(plant.judgements.all()) == len(NAMES) - 1


def test_a_judgement_that_is_withdrawn_comes_back_with_no_edition(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    before = (folder / "a.txt").read_bytes()
    change(folder / "a.txt")
    run(plant.sources.index())
    withdrawn = next(told for told in plant.judgements.all() if told.path == folder / "a.txt")
    plant.judgements.withdraw(withdrawn.id)
    (folder / "a.txt").write_bytes(before)
    run(plant.sources.index())
    assert [told.text[-1] for told in plant.judgements.all()] == ["b", "c", "d", "e"]


def test_a_file_that_could_not_be_read_for_a_while_keeps_what_was_said_of_it(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    (folder / "a.txt").write_bytes(b"")
    for _ in range(2):
        run(plant.sources.index(retry=Retry.all()))
    assert plant.tags.of([item_at(plant, folder / "a.txt")])
    run(plant.privacy.forget_removed())
    change(folder / "a.txt")
    run(plant.sources.index())
    assert all_added(plant) == OWN
    assert len(plant.judgements.all()) == len(NAMES) - 1


def test_nothing_of_any_edition_is_left_when_the_folder_is_forgotten(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    for text in ("one", "two", "three"):
        change(folder / "a.txt", text)
        run(plant.sources.index())
    run(plant.privacy.forget_source(plant.sources.all()[0].id))
    with closing(sqlite3.connect(plant.folder / paths.DATABASE)) as connection:
        for table in ADDED:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_new_edition_is_as_right_for_a_trial_as_the_old_one(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    plant.trial.start(TrialPlan(propose=0))
    plant.trial.go_to(Phase.SEARCH)
    asked = next(question for question in plant.trial.questions() if question.text == "question of a")
    change(folder / "a.txt")
    run(plant.sources.index())
    run(plant.privacy.forget_removed())
    found = (item_at(plant, folder / "a.txt"), 1)
    attempt = plant.trial.record(SessionFigures(3, 1, 0, Ending.FOUND, False, found), question_id=asked.id)
    assert attempt is not None
    assert attempt.right
    assert len(plant.trial.questions()) == len(NAMES) - 1


def test_what_came_with_a_file_of_others_is_taken_back_from_a_new_edition_too(
    plant: Catalogue, tmp_path: Path
) -> None:
    folder = plant.sources.all()[0].path
    handed_on = tmp_path / "parcel.json"
    plant.exchange.export(handed_on)
    with Catalogue.open(tmp_path / "second", encoder=FakeEncoder()) as second:
        index(second, folder)
        taken = second.exchange.take_in(handed_on)
        change(folder / "a.txt")
        run(second.sources.index())
        second.tags.add([item_at(second, folder / "a.txt")], "tag of mine, z")
        assert all_added(second) == OWN | {"a": "az"}
        second.exchange.undo(taken.id)
        assert all_added(second) == dict.fromkeys(NAMES, "") | {"a": "z"}


def test_what_waited_for_the_new_edition_does_not_hide_what_the_old_one_had(
    plant: Catalogue, tmp_path: Path
) -> None:
    folder, handed_on = plant.sources.all()[0].path, tmp_path / "parcel.json"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    change(elsewhere / "new.txt")
    with Catalogue.open(tmp_path / "second", encoder=FakeEncoder()) as second:
        index(second, elsewhere)
        second.tags.add([item_at(second, elsewhere / "new.txt")], "tag from others, z")
        second.exchange.export(handed_on)
    plant.exchange.take_in(handed_on)
    change(folder / "a.txt")
    run(plant.sources.index())
    assert all_added(plant) == OWN | {"a": "az"}


def test_a_page_on_a_sheet_is_not_collected_once_more_in_its_new_edition(plant: Catalogue) -> None:
    folder = plant.sources.all()[0].path
    change(folder / "a.txt")
    run(plant.sources.index())
    plant.jobsheets.add_pages([page_at(plant, folder / "a.txt")], "Monday")
    assert len(collected(plant)) == len(NAMES) - 1
    assert all(there for _, there in collected(plant))


def test_what_comes_back_is_ones_own_and_stays_when_that_is_taken_back(
    plant: Catalogue, tmp_path: Path
) -> None:
    folder, handed_on = plant.sources.all()[0].path, tmp_path / "parcel.json"
    plant.exchange.export(handed_on)
    change(folder / "a.txt", "sheet of the pump called aaa, one line more")
    change(folder / "b.txt", "quite another thing: wiring of the lamp on the balcony, with a switch")
    reindex(plant)
    taken = plant.exchange.take_in(handed_on)
    assert (taken.tags, taken.descriptions) == (0, 0)
    plant.exchange.undo(taken.id)
    assert things(plant, folder / "a.txt") == "aaa"
    change(folder / "b.txt", "sheet of the pump called bbb")
    reindex(plant)
    assert all_added(plant) == OWN
    assert things(plant, folder / "b.txt") == "bbb"


def test_what_was_said_of_the_former_edition_elsewhere_comes_to_the_new_one(
    plant: Catalogue, tmp_path: Path
) -> None:
    folder, handed_on, copies = plant.sources.all()[0].path, tmp_path / "parcel.json", tmp_path / "copies"
    shutil.copytree(folder, copies)
    with Catalogue.open(tmp_path / "second", encoder=FakeEncoder()) as second:
        index(second, copies)
        for name in "af":
            say(second, copies / f"{name}.txt", "x")
            second.tagging.refuse([(page_at(second, copies / f"{name}.txt"), "gasket")])
        second.exchange.export(handed_on)
    for name in "af":
        change(folder / f"{name}.txt", f"sheet of the pump called {name * 3}, one line more")
    reindex(plant)
    taken = plant.exchange.take_in(handed_on)
    assert things(plant, folder / "a.txt") == "axaax", "one's own sentence stays"
    assert things(plant, folder / "f.txt") == "x", "nothing tells where the page is of which nothing is known"
    assert len(plant.exchange.parcel().refusals) == 2
    assert (taken.tags, taken.judgements, taken.refusals, taken.descriptions) == (2, 2, 2, 1)
    assert taken.waiting == 3, "what is on no page"
    plant.exchange.undo(taken.id)
    assert all_added(plant) == OWN


def test_of_several_files_that_had_the_bytes_the_named_one_is_meant(plant: Catalogue, tmp_path: Path) -> None:
    folder, handed_on, copies = plant.sources.all()[0].path, tmp_path / "parcel.json", tmp_path / "copies"
    for name in "gh":
        change(folder / f"{name}.txt", "sheet of the pump called twin")
    shutil.copytree(folder, copies)
    reindex(plant)
    with Catalogue.open(tmp_path / "second", encoder=FakeEncoder()) as second:
        index(second, copies)
        second.tags.add([item_at(second, copies / "h.txt")], "tag of x")
        second.exchange.export(handed_on)
    for name in "gh":
        change(folder / f"{name}.txt", f"sheet of the pump called twin, now {name}")
    reindex(plant)
    plant.exchange.take_in(handed_on)
    assert (added(plant, folder / "g.txt"), added(plant, folder / "h.txt")) == ("", "x")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_whose_name_has_another_unicode_form_and_that_was_edited_is_the_same(
    plant: Catalogue, form: Literal["NFC", "NFD"]
) -> None:
    folder = plant.sources.all()[0].path
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    name = "\u00d6lpr\u00fcfung.txt"
    before = folder / unicodedata.normalize(form, name)
    after = folder / unicodedata.normalize(other, name)
    change(before, "sheet of the pump called zzz")
    reindex(plant)
    say(plant, before, "z")
    before.unlink()
    change(after, "sheet of the pump called zzz, one line more")
    reindex(plant)
    assert things(plant, after) == "zzz"
