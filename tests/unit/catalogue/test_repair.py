"""A damaged catalogue is repaired: what people added is there, and on the files again after the next run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import CatalogueDamaged, CatalogueMissing, CatalogueReadOnly
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
    assert report.aside.parent == folder
    assert_whole_again(folder)


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
