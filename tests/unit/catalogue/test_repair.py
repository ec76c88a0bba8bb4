"""A damaged catalogue is repaired: what people added is there, and on the files again after the next run."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import CatalogueDamaged, CatalogueLost, CatalogueMissing, CatalogueReadOnly
from imtextgui.store.upkeep import kept_backups
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index, names


@pytest.fixture
def folder(open_with: Open, workshop: Path) -> Path:
    """A closed catalogue with a tag, a judgement, a job sheet, a term and a past search."""
    catalogue = index(open_with(), workshop)
    hit = next(hit for hit in catalogue.search.answer(Query("ZX-49")).hits if hit.path.name == "pump.txt")
    catalogue.tags.add([hit.item_id], "spare")
    catalogue.judgements.add(Query("which seal"), hit.page_id, True)
    catalogue.jobsheets.add_pages([hit.page_id], "job")
    catalogue.history.add(Query("a search"))
    catalogue.dictionary.replace([Entry(("pump",), ("ポンプ",), "part")])
    catalogue.close()  # which keeps a backup
    return catalogue.folder


def assert_whole_again(folder: Path) -> None:
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        assert catalogue.sources.interrupted() == [1]  # a window goes on by itself
        run(catalogue.sources.index())
        assert names(catalogue, "tag:spare") == ["pump.txt"]
        assert [judgement.text for judgement in catalogue.judgements.all()] == ["which seal"]
        (sheet,) = catalogue.jobsheets.all()
        assert [page.path.name for page in catalogue.jobsheets.pages(sheet.id)] == ["pump.txt"]
        assert [past.query.text for past in catalogue.history.latest()] == ["a search"]
        assert len(catalogue.dictionary.entries()) == 1


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:5000] + bytes(len(data) - 5000)])
def test_nothing_that_was_added_is_lost(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    file = folder / DATABASE
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(CatalogueDamaged):
        Catalogue.open(folder, encoder=FakeEncoder())
    report = run(Catalogue.repair(folder))
    assert report is not None
    assert report.aside is not None
    assert report.aside.parent == folder
    assert_whole_again(folder)


@pytest.mark.parametrize("create", [True, False])
def test_a_database_that_is_gone_comes_back_from_the_backups_beside_it(folder: Path, create: bool) -> None:
    (folder / DATABASE).unlink()
    (folder / "dictionary.csv").unlink()
    with pytest.raises(CatalogueLost):
        Catalogue.open(folder, encoder=FakeEncoder(), create=create)
    (archive,) = kept_backups.archives(folder)
    with pytest.raises(CatalogueLost):
        run(Catalogue.restore(archive, folder))
    report = run(Catalogue.repair(folder))
    assert report is not None
    assert report.aside is None
    assert report.backup is not None
    assert report.saved["tags"] == report.saved["judgements"] == 1
    assert kept_backups.archives(folder)
    assert_whole_again(folder)


def test_the_log_of_a_database_that_is_gone_is_kept_aside(folder: Path) -> None:
    (folder / DATABASE).unlink()
    (folder / f"{DATABASE}-wal").write_bytes(b"what was added last")
    terms = (folder / "dictionary.csv").read_bytes()
    report = run(Catalogue.repair(folder))
    assert report is not None
    assert report.aside is not None
    assert (report.aside / f"{DATABASE}-wal").read_bytes() == b"what was added last"
    assert (folder / "dictionary.csv").read_bytes() == terms
    assert_whole_again(folder)


def state(catalogue: Catalogue) -> object:
    counts = catalogue.health.counts()
    return (
        counts.items,
        counts.pages,
        counts.passages,
        counts.regions,
        counts.problems,
        counts.waiting,
        counts.vectors,
    )


@pytest.mark.slow
def test_what_was_read_of_files_is_saved_and_the_next_run_makes_it_whole(
    folder: Path, workshop: Path
) -> None:
    for number in range(40):
        text = "".join(f"page of sheet{number} with words about pump{number}-{line}.\n" for line in range(60))
        (workshop / f"sheet{number}.txt").write_text(text, encoding="utf-8")
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        run(catalogue.sources.index())
        expected = state(catalogue)
    whole = (folder / DATABASE).read_bytes()
    kept_files = 0
    for seed in range(12):
        dice = random.Random(seed)
        data = bytearray(whole)
        for _ in range(dice.choice([1, 2, 5])):
            place = dice.randrange(1, len(data) // 4096) * 4096
            data[place : place + 4096] = dice.randbytes(4096)
        (folder / DATABASE).write_bytes(data)
        report = run(Catalogue.repair(folder))
        encoder = FakeEncoder()
        with Catalogue.open(folder, encoder=encoder) as catalogue:
            kept_files += report is not None and report.saved["files"] > 0
            assert not [finding for finding in run(catalogue.health.examine()) if finding.level == "fault"], (
                seed
            )
            run(catalogue.sources.index())
            assert state(catalogue) == expected, seed
            assert names(catalogue, "tag:spare") == ["pump.txt"]
            assert names(catalogue, "pump7-3")[0] == "sheet7.txt"
    assert kept_files > 6


def test_a_catalogue_that_is_whole_or_in_use_or_not_there_is_left_alone(folder: Path, tmp_path: Path) -> None:
    assert run(Catalogue.repair(folder)) is None
    with Catalogue.open(folder, encoder=FakeEncoder()), pytest.raises(CatalogueReadOnly):
        run(Catalogue.repair(folder))
    with pytest.raises(CatalogueMissing):
        run(Catalogue.repair(tmp_path / "nowhere"))


def test_forgetting_takes_backups_and_damaged_files_with_it(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")
    run(Catalogue.repair(folder))
    assert kept_backups.archives(folder)
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        run(catalogue.privacy.forget_removed())
        assert sorted(entry.name for entry in folder.iterdir() if entry.is_dir()) == []
