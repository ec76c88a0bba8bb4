"""What the system calls a file tells which one it is, where path and bytes, or size and time of change, do not."""

import os
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.documents import opening
from imtextgui.domain.progress import run
from imtextgui.indexing.scanning import twins
from imtextgui.store.identity import files
from tests.unit.catalogue.conftest import index
from tests.unit.catalogue.user.conftest import (
    OWN,
    added,
    all_added,
    change,
    reindex,
    say,
    things,
)

OTHER = "The seal kit is in drawer 4, and the oil in drawer 5"


class Births:
    """The ids that a system gives which tells when files came to be: the number of a file, and its birth."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}

    def __call__(self, state: os.stat_result) -> str:
        return f"1-{state.st_ino:x}-{self.of.get(state.st_ino, 1):x}"

    def anew(self, path: Path) -> None:
        """Let the file at ``path`` be a new one."""
        number = path.stat().st_ino
        self.of[number] = self.of.get(number, 1) + 1


@pytest.fixture(autouse=True)
def births(monkeypatch: pytest.MonkeyPatch) -> Births:
    told = Births()
    monkeypatch.setattr(opening, "system_id", told)
    monkeypatch.setattr(twins, "system_id", told)
    return told


@pytest.fixture
def folder(plant: Catalogue) -> Path:
    return plant.sources.all()[0].path


def rename(folder: Path, name: str, new: str, text: str = OTHER) -> Path:
    """Rename a file and change it, in place."""
    path = (folder / f"{name}.txt").rename(folder / new)
    change(path, text)
    return path


def test_a_file_that_was_renamed_and_changed_is_the_same_one(plant: Catalogue, folder: Path) -> None:
    path = rename(folder, "a", "pump.txt")
    reindex(plant)
    assert things(plant, path) == "aaa"
    (sheet,) = plant.jobsheets.all()
    assert path in [entry.path for entry in plant.jobsheets.pages(sheet.id)]
    change(path, "The oil is in drawer 5")
    reindex(plant)
    run(plant.privacy.forget_removed())
    assert things(plant, path) == "aaa"


def test_files_that_were_renamed_and_changed_in_a_chain(plant: Catalogue, folder: Path) -> None:
    rename(folder, "a", "new a.txt", f"{OTHER} a")
    rename(folder, "b", "new b.txt", f"{OTHER} b")
    (folder / "new").mkdir()
    rename(folder, "c", "new/c.txt", f"{OTHER} c")
    change(folder / "another.txt", "nothing of theirs")
    reindex(plant)
    told = {name: things(plant, folder / name) for name in ("new a.txt", "new b.txt", "new/c.txt")}
    assert told == {"new a.txt": "aaa", "new b.txt": "bbb", "new/c.txt": "ccc"}
    assert things(plant, folder / "another.txt") == ""


def test_a_changed_file_that_went_to_another_folder(plant: Catalogue, tmp_path: Path) -> None:
    folder, other = plant.sources.all()[0].path, tmp_path / "other"
    other.mkdir()
    change(other / "z.txt", "sheet of another pump")
    index(plant, other)
    path = rename(folder, "a", str(other / "y.txt"))
    reindex(plant)
    assert things(plant, path) == "aaa"


def test_what_was_added_to_it_under_its_new_name_stays(
    plant: Catalogue, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rename(folder, "a", "pump.txt")

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, "follow_system_ids", kill)
        with pytest.raises(KeyboardInterrupt):
            reindex(plant)
    say(plant, path, "x")
    reindex(plant)
    assert added(plant, path) == "ax", "after a run that was killed, too"


def test_a_number_that_another_file_got_is_not_the_same_file(
    plant: Catalogue, folder: Path, births: Births
) -> None:
    path = rename(folder, "a", "pump.txt")
    births.anew(path)
    reindex(plant)
    assert things(plant, path) == ""


def test_a_number_alone_tells_nothing(
    plant: Catalogue, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "system_id", lambda state: f"1-{state.st_ino:x}")
    for name in "abcdef":
        change(folder / f"{name}.txt", f"sheet of the pump called {name * 3}, revised")
    reindex(plant)
    path = rename(folder, "a", "pump.txt")
    reindex(plant)
    assert things(plant, path) == ""
    (sheet,) = plant.jobsheets.all()
    assert (
        len([entry for entry in plant.jobsheets.pages(sheet.id) if entry.page_id is not None]) == len(OWN) - 2
    )


def test_hard_links_tell_nothing(plant: Catalogue, folder: Path) -> None:
    path = rename(folder, "a", "pump.txt")
    (folder / "link.txt").hardlink_to(path)
    reindex(plant)
    assert (things(plant, path), things(plant, folder / "link.txt")) == ("", "")


def test_a_file_that_cannot_be_read_under_its_new_name_keeps_its_own(plant: Catalogue, folder: Path) -> None:
    path = rename(folder, "a", "pump.txt")
    reindex(plant)
    path.write_bytes(b"")
    path = path.rename(folder / "gear.txt")
    reindex(plant)
    change(path, OTHER)
    reindex(plant)
    assert things(plant, path) == "aaa"


@pytest.mark.parametrize("circle", ["ba", "bca"], ids=["two", "three"])
@pytest.mark.parametrize("are_told", [True, False], ids=["folders tell numbers", "folders of Windows"])
def test_files_of_equal_size_and_time_that_change_places(
    plant: Catalogue,
    folder: Path,
    births: Births,
    circle: str,
    are_told: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not are_told:
        monkeypatch.setattr(twins, "system_id", lambda seen: "")
        monkeypatch.setattr(twins, "system_id_at", lambda path: births(path.stat()))
    names = sorted(circle)
    for path in folder.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    reindex(plant)
    for name in names:
        (folder / f"{name}.txt").rename(folder / f"{name}.old")
    for name, new in zip(names, circle, strict=True):
        (folder / f"{name}.old").rename(folder / f"{new}.txt")
    reindex(plant)
    assert all_added(plant) == OWN | dict(zip(circle, names, strict=True))


def test_new_numbers_of_files_alone_let_nothing_be_read(
    plant: Catalogue, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in folder.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    reindex(plant)
    monkeypatch.setattr(twins, "system_id", lambda seen: f"2-{seen.st_ino:x}")
    (source,) = run(plant.sources.index(first_pass_only=True)).sources
    assert (source.changed, source.unchanged) == (0, 6)
