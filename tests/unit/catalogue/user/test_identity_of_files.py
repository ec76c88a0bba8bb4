"""Who is who: what was added to a file stays its own, whatever lies in its place for a while, and is nobody else's."""

import shutil
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.measurement.search_session import SessionFigures
from imtextgui.domain.measurement.trial import Ending, Phase, TrialPlan
from imtextgui.domain.progress import run
from imtextgui.domain.query import Filters, Query
from imtextgui.indexing.recorder import Recorder
from imtextgui.store.identity import files
from tests import bad_files
from tests.archives import zipped
from tests.unit.catalogue.conftest import CHAPTERS, Open, index
from tests.unit.catalogue.user.conftest import (
    NAMES,
    OWN,
    added,
    all_added,
    change,
    each_has_its_own,
    item_at,
    page_at,
    reindex,
    say,
    things,
)

NOTE = "quarantined by the virus scanner"


@pytest.fixture
def folder(plant: Catalogue) -> Path:
    return plant.sources.all()[0].path


def tagged(catalogue: Catalogue, tag: str) -> set[str]:
    answer = catalogue.search.answer(Query("", filters=Filters(tags=(tag,))))
    return {hit.path.name for hit in answer.hits}


def is_answered_by(catalogue: Catalogue, letter: str) -> str:
    return catalogue.search.answer(Query(f"question of {letter}")).hits[0].path.name


# Editions that take the place of others


def test_a_revision_over_two_days(plant: Catalogue, folder: Path) -> None:
    shutil.copy(folder / "b.txt", folder / "a.txt")
    reindex(plant)
    assert (added(plant, folder / "a.txt"), added(plant, folder / "b.txt")) == ("ab", "ab"), "one content"
    change(folder / "b.txt")
    reindex(plant)
    assert each_has_its_own(plant)
    assert tagged(plant, "tag of a") == {"a.txt"}
    assert tagged(plant, "tag of b") == {"b.txt"}


def test_a_revision_across_two_folders_that_are_indexed_one_after_the_other(
    open_with: Open, tmp_path: Path
) -> None:
    archive, current = tmp_path / "archive", tmp_path / "current"
    for place in (archive, current):
        place.mkdir()
        change(place / "m.txt", f"pump manual of the {place.name}")
    catalogue = open_with()
    for place, letter in ((archive, "a"), (current, "c")):
        index(catalogue, place)
        say(catalogue, place / "m.txt", letter)
    shutil.copy(current / "m.txt", archive / "m.txt")
    change(current / "m.txt")
    for source in catalogue.sources.all():
        run(catalogue.sources.index([source.id], first_pass_only=True))
    assert things(catalogue, archive / "m.txt") == "aaa"
    assert things(catalogue, current / "m.txt") == "ccc"


@pytest.fixture
def two_folders(open_with: Open, tmp_path: Path) -> Catalogue:
    """Folders s and t with files a and b each, all with something of their own."""
    catalogue = open_with()
    for place, letters in (("s", "ab"), ("t", "cd")):
        (tmp_path / place).mkdir()
        for name, letter in zip("ab", letters, strict=True):
            change(tmp_path / place / f"{name}.txt", f"pump sheet {letter * 3} of the folder {place}")
        index(catalogue, tmp_path / place)
        for name, letter in zip("ab", letters, strict=True):
            say(catalogue, tmp_path / place / f"{name}.txt", letter)
    return catalogue


def exchange(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


@pytest.mark.parametrize("order", ["st", "ts", "sst"])
def test_files_that_change_places_between_folders_that_are_indexed_one_after_the_other(
    two_folders: Catalogue, tmp_path: Path, order: str
) -> None:
    exchange(tmp_path / "s" / "a.txt", tmp_path / "t" / "a.txt")
    by_name = {source.path.name: source.id for source in two_folders.sources.all()}
    for name in order:
        run(two_folders.sources.index([by_name[name]], first_pass_only=True))
    whole = [things(two_folders, tmp_path / path) for path in ("s/a.txt", "t/a.txt", "s/b.txt", "t/b.txt")]
    assert whole == ["ccc", "aaa", "bbb", "ddd"]
    change(tmp_path / "s" / "a.txt", "revised after all was decided")
    for name in order:
        run(two_folders.sources.index([by_name[name]], first_pass_only=True))
    assert things(two_folders, tmp_path / "s" / "a.txt") == "ccc"


def test_a_killed_run_and_a_run_over_another_folder_before_it_goes_on(
    two_folders: Catalogue, tmp_path: Path
) -> None:
    exchange(tmp_path / "s" / "a.txt", tmp_path / "s" / "b.txt")
    source, other = two_folders.sources.all()
    kept = Recorder.write

    def first_alone(self: Recorder, events: list, vectors: object) -> None:  # type: ignore[type-arg]
        whole = [event for event in events if event[0].relpath == "a.txt"]
        kept(self, whole, None)
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Recorder, "write", first_alone)
        with pytest.raises(Killed):
            run(two_folders.sources.index([source.id], first_pass_only=True))
    run(two_folders.sources.index([other.id], first_pass_only=True))
    run(two_folders.sources.index([source.id], first_pass_only=True))
    assert things(two_folders, tmp_path / "s" / "a.txt") == "bbb"
    assert things(two_folders, tmp_path / "s" / "b.txt") == "aaa"


def test_a_revision_beside_one_more_copy(plant: Catalogue, folder: Path) -> None:
    (folder / "copies").mkdir()
    shutil.copy(folder / "b.txt", folder / "copies" / "m.txt")
    reindex(plant)
    shutil.copy(folder / "b.txt", folder / "a.txt")
    change(folder / "b.txt")
    reindex(plant)
    assert (added(plant, folder / "a.txt"), things(plant, folder / "b.txt")) == ("ab", "bbb")
    assert dict(plant.tags.all())["tag of a"] == 2, "one content has both"
    change(folder / "copies" / "m.txt", "goes its own way")
    reindex(plant)
    assert each_has_its_own(plant)


def test_a_rotation_of_editions(plant: Catalogue, folder: Path) -> None:
    shutil.copy(folder / "b.txt", folder / "a.txt")
    shutil.copy(folder / "c.txt", folder / "b.txt")
    change(folder / "c.txt")
    reindex(plant)
    assert each_has_its_own(plant)


@pytest.mark.parametrize("letter", ["", "x"])
def test_a_draft_that_is_copied_over_the_current_file(plant: Catalogue, folder: Path, letter: str) -> None:
    change(folder / "draft.txt", "sheet of the pump called aaa, second edition")
    reindex(plant)
    if letter:
        say(plant, folder / "draft.txt", letter)
    shutil.copy(folder / "draft.txt", folder / "a.txt")
    reindex(plant)
    assert added(plant, folder / "a.txt") == f"a{letter}"
    assert is_answered_by(plant, "a") == "a.txt"
    (folder / "draft.txt").unlink()
    reindex(plant)
    change(folder / "a.txt", "sheet of the pump called aaa, third edition")
    reindex(plant)
    assert added(plant, folder / "a.txt") == f"a{letter}", "what the draft had belongs to nobody else"
    assert all_added(plant) | {"a": "a"} == OWN


def test_a_draft_that_goes_and_lies_over_the_current_file_in_the_next_run(
    plant: Catalogue, folder: Path, tmp_path: Path
) -> None:
    change(folder / "draft.txt", "sheet of the pump called aaa, second edition")
    reindex(plant)
    plant.tags.add([item_at(plant, folder / "draft.txt")], "tag of draft, x")
    shutil.move(folder / "draft.txt", tmp_path / "x")
    reindex(plant)
    shutil.move(tmp_path / "x", folder / "a.txt")
    reindex(plant)
    assert added(plant, folder / "a.txt") == "ax"
    assert is_answered_by(plant, "a") == "a.txt"


LONG = (
    "Gear pump of the series ZP with external teeth for oils of low viscosity: before the pump is started open both"
    " valves, fill the housing, check the direction of rotation and listen for cavitation"
)
ELSE = (
    "Minutes about summer holidays: Tanaka goes in August, Müller wants two weeks later; who waters plants, feeds fish,"
    " answers telephones, locks gates each evening"
)


@pytest.fixture
def long_sheet(open_with: Open, tmp_path: Path) -> Catalogue:
    """A folder with a sheet of many words to which something was added."""
    folder = tmp_path / "plant"
    folder.mkdir()
    change(folder / "h.txt", LONG)
    change(folder / "other.txt", "sheet of another pump")
    catalogue = index(open_with(), folder)
    say(catalogue, folder / "h.txt", "h")
    catalogue.jobsheets.add_pages([page_at(catalogue, folder / "h.txt")], "Monday")
    return catalogue


@pytest.mark.parametrize(
    ("text", "at_new_name", "in_its_place"),
    [(ELSE, "hhh", ""), (f"{LONG}. Revised.", "hhh", "hhh"), ("Other words, but few", "hhh", "")],
    ids=["another file", "the next edition", "few words"],
)
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_file_is_renamed_and_another_one_takes_its_name(
    long_sheet: Catalogue,
    tmp_path: Path,
    text: str,
    at_new_name: str,
    in_its_place: str,
    is_killed: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "plant"
    (folder / "h.txt").rename(folder / "h2.txt")
    change(folder / "h.txt", text)
    if is_killed:
        with monkeypatch.context() as patch:
            patch.setattr(files, "end_run", _kill)
            with pytest.raises(Killed):
                reindex(long_sheet)
    reindex(long_sheet)
    told = things(long_sheet, folder / "h2.txt"), things(long_sheet, folder / "h.txt")
    assert told == (at_new_name, in_its_place)
    if not in_its_place:
        (sheet,) = long_sheet.jobsheets.all()
        assert [entry.path for entry in long_sheet.jobsheets.pages(sheet.id)] == [folder / "h2.txt"]
        change(folder / "h2.txt", f"{LONG}. Revised.")
        reindex(long_sheet)
        assert (things(long_sheet, folder / "h2.txt"), things(long_sheet, folder / "h.txt")) == ("hhh", "")


def test_what_was_added_to_both_while_the_run_goes_on_stays_with_each(
    long_sheet: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plant"
    (folder / "h.txt").rename(folder / "h2.txt")
    change(folder / "h.txt", ELSE)
    with monkeypatch.context() as patch:
        patch.setattr(files, "end_run", _kill)
        with pytest.raises(Killed):
            reindex(long_sheet)
    for name, letter in (("h.txt", "x"), ("h2.txt", "y")):
        say(long_sheet, folder / name, letter)
    reindex(long_sheet)
    assert added(long_sheet, folder / "h.txt") == "x"
    assert added(long_sheet, folder / "h2.txt") == "hy"


def test_a_copy_that_is_left_keeps_who_is_who(long_sheet: Catalogue, tmp_path: Path) -> None:
    folder = tmp_path / "plant"
    shutil.copy(folder / "h.txt", folder / "h2.txt")
    shutil.copy(folder / "h.txt", folder / "h3.txt")
    change(folder / "h.txt", ELSE)
    reindex(long_sheet)
    assert things(long_sheet, folder / "h.txt") == "", "none of them is told from the others"
    assert things(long_sheet, folder / "h2.txt") == "hhh"


# What lies in the place of several files for a while


@pytest.mark.parametrize("names", ["ab", "abc", "af", "abcdef"])
def test_files_that_come_back_after_a_note_have_each_their_own(
    plant: Catalogue, folder: Path, names: str
) -> None:
    kept = {folder / f"{name}.txt": (folder / f"{name}.txt").read_bytes() for name in names}
    for path in kept:
        change(path, NOTE)
    reindex(plant)
    for path, content in kept.items():
        path.write_bytes(content)
    reindex(plant)
    assert each_has_its_own(plant)
    assert is_answered_by(plant, "a") == "a.txt"


def test_files_that_come_back_as_new_editions_have_each_their_own(plant: Catalogue, folder: Path) -> None:
    kept = {path: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    for path in kept:
        change(path, NOTE)
    reindex(plant)
    for path, text in kept.items():
        change(path, f"{text}\nrevised")
    reindex(plant)
    run(plant.privacy.forget_removed())
    assert each_has_its_own(plant)


def test_notes_of_different_days(plant: Catalogue, folder: Path) -> None:
    first, second = ((folder / f"{name}.txt").read_text(encoding="utf-8") for name in "ab")
    for name in "ab":
        change(folder / f"{name}.txt", NOTE)
        reindex(plant)
    change(folder / "b.txt", f"{second}\nrevised")
    change(folder / "a.txt", first)
    reindex(plant)
    assert each_has_its_own(plant)


def test_a_common_sheet_has_what_each_had_and_gives_it_back(plant: Catalogue, folder: Path) -> None:
    for name in "abcd":
        change(folder / f"{name}.txt", "common safety sheet of all machines")
    reindex(plant)
    assert dict(plant.tags.all())["tag of b"] == 4, "one content, and one hit"
    assert tagged(plant, "tag of b") == {"a.txt"}
    assert len(plant.judgements.all()) == len(NAMES) - 1
    for name in "abcd":
        change(folder / f"{name}.txt", f"safety sheet of the pump called {name * 3}")
    reindex(plant)
    assert each_has_its_own(plant)


def test_a_form_that_is_copied_and_filled_in_keeps_nothing_of_the_template(
    plant: Catalogue, folder: Path
) -> None:
    for number in range(3):
        shutil.copy(folder / "a.txt", folder / f"report {number}.txt")
    reindex(plant)
    for number in range(3):
        change(folder / f"report {number}.txt", f"pump {number}: leaking seal, replaced")
    reindex(plant)
    assert all(things(plant, folder / f"report {number}.txt") == "" for number in range(3))
    assert each_has_its_own(plant)


def test_a_copy_of_an_earlier_edition_keeps_what_that_had_until_it_is_taken_off(
    plant: Catalogue, folder: Path
) -> None:
    shutil.copy(folder / "a.txt", folder / "a as it was.txt")
    reindex(plant)
    change(folder / "a.txt")
    reindex(plant)
    copy = folder / "a as it was.txt"
    assert things(plant, copy) == "aaa"
    plant.tags.remove([item_at(plant, copy)], "tag of a")
    plant.descriptions.write(page_at(plant, copy), "en", "")
    assert things(plant, copy) == "a", "the question"
    assert each_has_its_own(plant)


# Runs that are killed


class Killed(BaseException):
    """Ends the program in the midst of something."""


def test_a_run_that_is_killed_at_its_end_goes_on_alike(
    plant: Catalogue, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(folder / "b.txt", folder / "a.txt")
    change(folder / "b.txt")
    swapped = [(folder / f"{name}.txt").read_bytes() for name in "dc"]
    for name, content in zip("cd", swapped, strict=True):
        (folder / f"{name}.txt").write_bytes(content)
    with monkeypatch.context() as patch:
        patch.setattr(files, "end_run", _kill)
        with pytest.raises(Killed):
            reindex(plant)
    reindex(plant)
    assert all_added(plant) == OWN | {"c": "d", "d": "c"}


@pytest.mark.parametrize("after", range(1, 5))
def test_a_run_that_is_killed_between_two_files_goes_on_alike(
    plant: Catalogue, folder: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    kept = [(folder / f"{name}.txt").read_bytes() for name in "abcd"]
    for name, content in zip("bcda", kept, strict=True):
        (folder / f"{name}.txt").write_bytes(content)
    change(folder / "e.txt", NOTE)
    change(folder / "f.txt", NOTE)
    write, written = Recorder.write, [0]

    def one_by_one(self: Recorder, events: list, vectors: object) -> None:  # type: ignore[type-arg]
        for event in events:
            written[0] += type(event[1]).__name__ == "Finished"
            if written[0] > after:
                raise Killed
            write(self, [event], None)

    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "write", one_by_one)
        with pytest.raises(Killed):
            reindex(plant)
    reindex(plant)
    circle = {"b": "a", "c": "b", "d": "c", "a": "d"}
    assert {name: all_added(plant)[name] for name in "abcd"} == circle
    assert all_added(plant)["e"] == "e"


def _kill(tx: object, source_ids: object) -> tuple[str, ...]:
    raise Killed


# Files that cannot be read, or are away, for a run


def test_a_file_that_could_not_be_read_and_was_another_by_mistake(plant: Catalogue, folder: Path) -> None:
    before = (folder / "a.txt").read_bytes()
    for content in (b"", (folder / "b.txt").read_bytes(), before):
        (folder / "a.txt").write_bytes(content)
        reindex(plant)
    assert each_has_its_own(plant)


def test_a_tag_that_is_taken_off_while_the_file_cannot_be_read_is_off(plant: Catalogue, folder: Path) -> None:
    before = (folder / "a.txt").read_bytes()
    (folder / "a.txt").write_bytes(b"")
    reindex(plant)
    assert plant.tags.remove([item_at(plant, folder / "a.txt")], "tag of a") == 1
    assert "tag of a" not in dict(plant.tags.all())
    (folder / "a.txt").write_bytes(before)
    reindex(plant)
    assert things(plant, folder / "a.txt") == "aa"


def test_a_file_that_is_away_for_a_run_and_comes_back_changed(
    plant: Catalogue, folder: Path, tmp_path: Path
) -> None:
    shutil.move(folder / "b.txt", tmp_path / "b.old")
    reindex(plant)
    run(plant.sources.index())
    change(folder / "b.txt", f"{(tmp_path / 'b.old').read_text(encoding='utf-8')} and more")
    reindex(plant)
    assert each_has_its_own(plant)


def test_entries_of_an_archive_that_was_cut_short_for_a_run(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "plant"
    folder.mkdir()
    texts = {f"{name}.txt": f"sheet of the pump called {name * 3}".encode() for name in "ab"}
    whole = zipped(texts)
    (folder / "z.zip").write_bytes(whole)
    catalogue = index(open_with(), folder)
    for name in "ab":
        say(catalogue, folder / "z.zip" / f"{name}.txt", name)
    (folder / "z.zip").write_bytes(whole[:100])
    reindex(catalogue)
    (folder / "z.zip").write_bytes(zipped(texts | {"b.txt": b"sheet of the pump called bbb, revised"}))
    reindex(catalogue)
    assert [things(catalogue, folder / "z.zip" / f"{name}.txt") for name in "ab"] == ["aaa", "bbb"]


def test_a_file_that_goes_to_another_folder_keeps_its_own(
    plant: Catalogue, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    change(other / "z.txt", "sheet of another pump")
    index(plant, other)
    change(folder / "a.txt", "sheet of the pump called aaa, revised")
    reindex(plant)
    shutil.move(folder / "a.txt", other / "a.txt")
    reindex(plant)
    run(plant.privacy.forget_removed())
    assert things(plant, other / "a.txt") == "aaa"
    change(other / "a.txt", "sheet of the pump called aaa, third edition")
    reindex(plant)
    assert things(plant, other / "a.txt") == "aaa"


def test_the_questions_of_a_trial_stay_with_a_file_that_was_changed_and_moved(
    plant: Catalogue, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    change(other / "z.txt", "sheet of another pump")
    index(plant, other)
    plant.trial.start(TrialPlan(propose=0))
    plant.trial.go_to(Phase.SEARCH)
    change(folder / "a.txt", "sheet of the pump called aaa, revised")
    reindex(plant)
    shutil.move(folder / "a.txt", other / "a.txt")
    reindex(plant)
    run(plant.privacy.forget_removed())
    asked = {question.text: question for question in plant.trial.questions()}
    assert len(asked) == len(NAMES) - 1
    found = (item_at(plant, other / "a.txt"), 1)
    attempt = plant.trial.record(
        SessionFigures(3, 1, 0, Ending.FOUND, False, found), question_id=asked["question of a"].id
    )
    assert attempt is not None
    assert attempt.right


# Pages


@pytest.mark.parametrize("first_pass_only", [True, False])
def test_pages_that_are_not_clear_in_a_new_edition_are_told(
    open_with: Open, tmp_path: Path, first_pass_only: bool
) -> None:
    folder = tmp_path / "plant"
    folder.mkdir()
    path = folder / "m.pdf"
    path.write_bytes(bad_files.pdf(CHAPTERS))
    catalogue = index(open_with(), folder)
    for number in (1, 2):
        catalogue.descriptions.write(page_at(catalogue, path, number), "en", "how it is done")
    told = []
    for pages in ((CHAPTERS[0], "Quite other words", CHAPTERS[2]), ("New cover leaf", *CHAPTERS), CHAPTERS):
        path.write_bytes(bad_files.pdf(pages))
        report = run(catalogue.sources.index(first_pass_only=first_pass_only))
        told += [(doubt.path, doubt.pages) for doubt in report.doubtful]
        assert report.to_json()["doubtful_pages"] == [
            {"path": str(doubt.path), "pages": list(doubt.pages)} for doubt in report.doubtful
        ]
        assert run(catalogue.sources.index()).doubtful == (), "it is told once"
    assert told == [(path, (2,))]


def test_what_was_added_to_a_page_that_is_taken_out_is_on_none_until_it_is_back(
    open_with: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "plant"
    folder.mkdir()
    path = folder / "m.pdf"
    path.write_bytes(bad_files.pdf(CHAPTERS))
    catalogue = index(open_with(), folder)
    page = page_at(catalogue, path, 2)
    catalogue.judgements.add(Query("what leaks"), page, True)
    catalogue.judgements.add(Query("which oil"), page_at(catalogue, path, 3), True)
    catalogue.descriptions.write(page, "en", "how the seal is replaced")
    catalogue.jobsheets.add_pages([page], "Monday")
    catalogue.trial.start(TrialPlan(propose=0))
    for pages, has_it in (((CHAPTERS[0], CHAPTERS[2]), False), (CHAPTERS, True)):
        path.write_bytes(bad_files.pdf(pages))
        reindex(catalogue)
        judged = {told.text: told.page for told in catalogue.judgements.all()}
        assert judged == ({"what leaks": 2, "which oil": 3} if has_it else {"which oil": 2})
        described = catalogue.descriptions.all()
        assert [told.number for told in described if told.corrected] == ([2] if has_it else [])
        (sheet,) = catalogue.jobsheets.all()
        (entry,) = catalogue.jobsheets.pages(sheet.id)
        assert (entry.page_id is not None, entry.number) == (has_it, 2)
        assert len(run(catalogue.quality.measure()).outcomes) == len(judged), "it is no answer that is found"
        parcel = catalogue.exchange.parcel()
        sent = {one.number for one in parcel.judgements} | {one.number for one in parcel.descriptions}
        assert sent == ({2, 3} if has_it else {2})
        assert len(catalogue.trial.questions()) == 2


def test_what_was_added_goes_with_its_page_through_editions(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "plant"
    folder.mkdir()
    path = folder / "m.pdf"
    path.write_bytes(bad_files.pdf(CHAPTERS))
    catalogue = index(open_with(), folder)
    page = page_at(catalogue, path, 2)
    catalogue.judgements.add(Query("what leaks"), page, True)
    catalogue.descriptions.write(page, "en", "how the seal is replaced")
    catalogue.jobsheets.add_pages([page], "Monday")
    revised = (CHAPTERS[0], f"{CHAPTERS[1]}, gloves on", CHAPTERS[2])
    for pages, number in (
        (("New cover leaf", *CHAPTERS), 3),
        (("New cover leaf", "Contents of this manual", *revised), 4),
        (CHAPTERS, 2),
        ((NOTE,), 2),
        (("New cover leaf", *CHAPTERS), 3),
    ):
        path.write_bytes(bad_files.pdf(pages))
        reindex(catalogue)
        if len(pages) < number:
            continue  # a note that lies in its place has no such page
        page = page_at(catalogue, path, number)
        assert catalogue.search.answer(Query("what leaks")).hits[0].page_id == page
        assert catalogue.descriptions.of([page])[page].en == "how the seal is replaced"
        (sheet,) = catalogue.jobsheets.all()
        assert [entry.page_id for entry in catalogue.jobsheets.pages(sheet.id)] == [page]
