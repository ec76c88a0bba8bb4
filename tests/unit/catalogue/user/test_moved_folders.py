"""Files that were changed beside, before or while their folder got another name or place are known again."""

import shutil
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from tests.archives import zipped
from tests.unit.catalogue.conftest import Open, index
from tests.unit.catalogue.user.conftest import NAMES, change, item_at, reindex, say, things

EDITED = "sheet of the pump called aaa, revised"


@pytest.fixture
def folder(plant: Catalogue) -> Path:
    return plant.sources.all()[0].path


def index_copy(plant: Catalogue, folder: Path) -> Path:
    """A copy of the folder, indexed beside it."""
    there = folder.parent / "there"
    shutil.copytree(folder, there)
    index(plant, there)
    return there


def collected(catalogue: Catalogue) -> list[Path]:
    (sheet,) = catalogue.jobsheets.all()
    return [entry.path for entry in catalogue.jobsheets.pages(sheet.id)]


def test_a_folder_that_is_moved_by_hand_over_days(plant: Catalogue, folder: Path) -> None:
    there = index_copy(plant, folder)
    change(there / "a.txt", EDITED)
    reindex(plant)
    assert things(plant, there / "a.txt") == "", "there are two of it"
    for path in folder.iterdir():
        path.unlink()
    run(plant.sources.index(first_pass_only=True, accept_removals=True))
    plant.sources.remove(plant.sources.all()[0].id)
    run(plant.privacy.forget_removed())
    assert [things(plant, there / f"{name}.txt") for name in NAMES[:-1]] == [3 * name for name in NAMES[:-1]]
    assert collected(plant) == [there / f"{name}.txt" for name in NAMES[:-1]]


@pytest.mark.parametrize("is_called_otherwise", [False, True])
def test_copies_that_were_changed_are_nobody_else_where_it_is_not_clear(
    plant: Catalogue, folder: Path, is_called_otherwise: bool
) -> None:
    there = index_copy(plant, folder)
    if is_called_otherwise:
        (there / "a.txt").rename(there / "copy.txt")
        reindex(plant)
        changed = there / "copy.txt"
    else:
        (there / "once more").mkdir()
        shutil.copy(there / "a.txt", there / "once more")
        reindex(plant)
        change(there / "once more" / "a.txt", "quite another sheet")
        changed = there / "a.txt"
    change(changed, EDITED)
    reindex(plant)
    (folder / "a.txt").unlink()
    reindex(plant)
    assert things(plant, changed) == ""


def test_what_is_forgotten_with_a_folder_is_not_with_a_changed_copy(plant: Catalogue, folder: Path) -> None:
    there = index_copy(plant, folder)
    change(there / "a.txt", EDITED)
    reindex(plant)
    run(plant.privacy.forget_source(plant.sources.all()[0].id))
    index(plant, folder)
    assert things(plant, folder / "a.txt") == things(plant, there / "a.txt") == ""


def test_a_file_that_is_changed_while_its_folder_is_renamed(open_with: Open, tmp_path: Path) -> None:
    work = tmp_path / "works"
    before, after = work / "presses" / "one", work / "presses" / "number one"
    before.mkdir(parents=True)
    for name in "abc":
        change(before / f"{name}.txt", f"sheet of the pump called {name * 3}")
    catalogue = index(open_with(), work)
    say(catalogue, before / "a.txt", "a")
    before.rename(after)
    change(after / "a.txt", EDITED)
    reindex(catalogue)
    assert things(catalogue, after / "a.txt") == "aaa"


def test_equal_files_of_two_folders_stay_apart_where_the_folder_above_is_renamed(
    open_with: Open, tmp_path: Path
) -> None:
    hall = tmp_path / "plant" / "hall 1"
    for machine in ("press", "lathe"):
        (hall / machine).mkdir(parents=True)
        (hall / machine / "safety.txt").write_text("the same sheet for all machines")
    with open_with() as catalogue:
        index(catalogue, hall.parent)
        for machine in ("press", "lathe"):
            catalogue.tags.add([item_at(catalogue, hall / machine / "safety.txt")], machine)
        moved = hall.rename(hall.parent / "hall 2")
        reindex(catalogue)
        for machine in ("press", "lathe"):
            (moved / machine / "safety.txt").write_text(f"the sheet of the {machine}")
        reindex(catalogue)
        for machine in ("press", "lathe"):
            item = item_at(catalogue, moved / machine / "safety.txt")
            assert catalogue.tags.of([item]) == {item: (machine,)}


def test_an_archive_that_is_renamed_with_one_entry_changed(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "plant"
    folder.mkdir()
    texts = {f"{name}.txt": f"sheet of the pump called {name * 3}".encode() for name in "abc"}
    (folder / "z.zip").write_bytes(zipped(texts))
    catalogue = index(open_with(), folder)
    for name in "abc":
        say(catalogue, folder / "z.zip" / f"{name}.txt", name)
    say(catalogue, folder / "z.zip", "z")
    (folder / "z.zip").unlink()
    moved = {"a.txt": EDITED.encode(), "b.txt": texts["b.txt"], "d/c.txt": texts["c.txt"]}
    new = folder / "z 2027.zip"
    new.write_bytes(zipped(moved))
    reindex(catalogue)
    assert [things(catalogue, new / name) for name in ("a.txt", "b.txt", "d/c.txt")] == ["aaa", "bbb", "ccc"]
    assert things(catalogue, new) == "zzz"


def test_a_folder_of_which_files_went_to_two_places_tells_nothing(open_with: Open, tmp_path: Path) -> None:
    work = tmp_path / "works"
    for place in ("one", "two", "three"):
        (work / place).mkdir(parents=True)
    for name in "abc":
        change(work / "one" / f"{name}.txt", f"sheet of the pump called {name * 3}")
    catalogue = index(open_with(), work)
    say(catalogue, work / "one" / "a.txt", "a")
    (work / "one" / "b.txt").rename(work / "two" / "b.txt")
    (work / "one" / "c.txt").rename(work / "three" / "c.txt")
    (work / "one" / "a.txt").unlink()
    for place in ("two", "three"):
        change(work / place / "a.txt", f"{EDITED} {place}")
    reindex(catalogue)
    assert things(catalogue, work / "two" / "a.txt") == things(catalogue, work / "three" / "a.txt") == ""
