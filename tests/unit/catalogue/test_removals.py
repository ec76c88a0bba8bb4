"""A drive that is not connected looks like an empty folder: nothing of it is lost, and what people added never is."""

import shutil
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.domain.runs.run_report import SourceRun
from imtextgui.indexing import removals
from imtextgui.indexing.scanning import folder_walk
from tests.unit.catalogue.conftest import Open, names

TAG = "要点検"


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """The folder at which a drive with 24 files is seen, in two folders."""
    folder = tmp_path / "mnt"
    for number in range(24):
        file = folder / ("pumps" if number < 16 else "valves") / f"sheet{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"drawing number{number} of the plant", encoding="utf-8")
    return folder


@pytest.fixture
def catalogue(open_with: Open, drive: Path) -> Catalogue:
    """The drive, indexed, with a tag, a judgement and a job sheet entry about one of its files."""
    catalogue = open_with()
    catalogue.sources.add(drive)
    index(catalogue)
    hit = next(hit for hit in catalogue.search.answer(Query("number3")).hits if hit.path.name == "sheet3.txt")
    catalogue.tags.add([hit.item_id], TAG)
    catalogue.judgements.add(Query("which sheet"), hit.page_id, True)
    entry = catalogue.jobsheets.add_pages([hit.page_id], "job").entries[0]
    catalogue.jobsheets.set_note(entry, "a note")
    return catalogue


def index(catalogue: Catalogue, *, accept: bool = False) -> SourceRun:
    return run(catalogue.sources.index(accept_removals=accept)).sources[0]


def unmount(drive: Path) -> Path:
    """The drive is gone, and the folder that it was seen at is there and empty."""
    away = drive.parents[1] / "away"
    drive.rename(away)
    drive.mkdir()
    return away


def mount(drive: Path, away: Path) -> None:
    shutil.rmtree(drive)
    away.rename(drive)


def assert_all_is_there(catalogue: Catalogue) -> None:
    """What was found is found, and what was added is on it."""
    assert names(catalogue, f"tag:{TAG}") == ["sheet3.txt"]
    assert [judgement.text for judgement in catalogue.judgements.all()] == ["which sheet"]
    (sheet,) = catalogue.jobsheets.all()
    (page,) = catalogue.jobsheets.pages(sheet.id)
    assert (page.note, page.page_id is not None) == ("a note", True)


@pytest.mark.parametrize("left", ["", ".keep", "NOT MOUNTED.txt", "lost+found/"])
def test_the_folder_of_a_drive_that_is_not_there_is_offline(
    catalogue: Catalogue, drive: Path, left: str
) -> None:
    away = unmount(drive)
    if left:
        (drive / left).mkdir() if left.endswith("/") else (drive / left).write_text("Mount me, please.")
    report = index(catalogue)
    assert (report.offline, report.gone, report.vanished) == (True, 0, 24 if left else 0)
    assert catalogue.sources.all()[0].offline
    assert catalogue.health.counts().items == 24
    assert_all_is_there(catalogue)
    mount(drive, away)
    assert (index(catalogue).offline, catalogue.sources.all()[0].offline) == (False, False)
    assert_all_is_there(catalogue)


def test_what_was_accepted_as_removed_has_its_tags_when_it_returns(catalogue: Catalogue, drive: Path) -> None:
    away = unmount(drive)
    (drive / "NOT MOUNTED.txt").write_text("Mount me, please.")
    assert index(catalogue, accept=True).gone == 24
    assert catalogue.tags.all() == ((TAG, 0),)
    mount(drive, away)
    assert index(catalogue).new == 24
    assert_all_is_there(catalogue)


def test_a_large_share_that_vanishes_is_kept_until_that_is_accepted(
    catalogue: Catalogue, drive: Path
) -> None:
    for number in range(4, 24):
        next(drive.rglob(f"sheet{number}.txt")).unlink()
    (drive / "new.txt").write_text("a new drawing", encoding="utf-8")
    for _ in range(2):
        report = index(catalogue)
        assert (report.vanished, report.known, report.gone, report.offline) == (20, 24 + _, 0, False)
    assert "new.txt" in names(catalogue, "new drawing")
    assert catalogue.health.counts().items == 25
    report = index(catalogue, accept=True)
    assert (report.vanished, report.gone) == (0, 20)
    assert_all_is_there(catalogue)


def test_what_is_tidied_up_by_hand_goes_without_a_question(catalogue: Catalogue, drive: Path) -> None:
    for number in range(4, 15):
        next(drive.rglob(f"sheet{number}.txt")).unlink()
    report = index(catalogue)
    assert (report.gone, report.vanished) == (11, 0)


def test_a_folder_that_was_renamed_or_moved_is_no_loss(
    catalogue: Catalogue, drive: Path, tmp_path: Path
) -> None:
    (drive / "pumps").rename(drive / "ポンプ")
    (drive / "valves").rename(drive / "弁")
    report = index(catalogue)
    assert (report.moved, report.gone, report.vanished) == (24, 0, 0)
    assert_all_is_there(catalogue)
    other = tmp_path / "other"
    (drive / "keep.txt").write_text("this one stays", encoding="utf-8")
    shutil.move(drive / "ポンプ", other / "ポンプ")
    shutil.move(drive / "弁", other / "弁")
    catalogue.sources.add(other)
    report = index(catalogue)
    assert (report.gone, report.vanished) == (24, 0)
    assert_all_is_there(catalogue)


def test_a_rule_that_leaves_files_out_needs_no_question_and_gives_them_back(catalogue: Catalogue) -> None:
    source = catalogue.sources.all()[0]
    catalogue.sources.set_exclude(source.id, "*.txt")
    report = index(catalogue)
    assert (report.gone, report.vanished, report.offline) == (24, 0, False)
    assert names(catalogue, f"tag:{TAG}") == []
    catalogue.sources.set_exclude(source.id, "")
    index(catalogue)
    assert_all_is_there(catalogue)


def test_a_removed_source_that_is_added_again_has_what_people_added(
    catalogue: Catalogue, drive: Path
) -> None:
    catalogue.sources.remove(catalogue.sources.all()[0].id)
    catalogue.sources.add(drive)
    index(catalogue)
    assert_all_is_there(catalogue)


def test_another_drive_at_the_same_place_is_not_taken_for_the_source(
    catalogue: Catalogue, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removals, "filesystem", lambda folder: "another")
    away = unmount(drive)
    for number in range(40):
        (drive / f"holiday{number}.txt").write_text(f"beach {number}", encoding="utf-8")
    report = index(catalogue)
    assert (report.offline, report.new, report.vanished) == (True, 0, 24)
    assert_all_is_there(catalogue)
    mount(drive, away)
    monkeypatch.undo()
    assert not index(catalogue).offline


def test_on_another_drive_few_missing_files_are_asked_about(
    catalogue: Catalogue, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4, 24):
        next(drive.rglob(f"sheet{number}.txt")).unlink()
    index(catalogue, accept=True)
    for number in range(3):
        next(drive.rglob(f"sheet{number}.txt")).unlink()
    monkeypatch.setattr(removals, "filesystem", lambda folder: "another")
    assert (report := index(catalogue)).vanished == 3, report
    monkeypatch.undo()
    assert index(catalogue).gone == 3


def test_a_drive_within_the_folder_may_vanish_without_loss(
    catalogue: Catalogue, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def index_mounted() -> SourceRun:
        with monkeypatch.context() as patch:
            patch.setattr(folder_walk, "_device_of", lambda root, prefix: int(prefix.startswith("valves/")))
            return index(catalogue)

    index_mounted()
    away = unmount(drive / "valves")
    for _ in range(2):
        report = index(catalogue)
        assert (report.gone, report.vanished, report.problems) == (0, 0, 1)
    (problem,) = catalogue.health.problems()
    assert (problem.code, problem.path) == ("document-unmounted", drive / "valves")
    assert names(catalogue, "number20")[0] == "sheet20.txt"
    mount(drive / "valves", away)
    report = index_mounted()
    assert (report.gone, report.problems, report.unchanged) == (1, 0, 24)
    shutil.rmtree(drive / "valves")
    assert index(catalogue).problems == 1
    assert index(catalogue, accept=True).gone == 9
    assert index(catalogue).problems == 0
