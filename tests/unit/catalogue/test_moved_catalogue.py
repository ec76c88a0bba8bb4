"""A folder that was moved while it was open: nothing is written beside, or removed from, what took its place."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import CatalogueMissing
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no folder is moved there while a file is open"
)


def files_of(folder: Path) -> dict[str, bytes]:
    kept = (file for file in folder.rglob("*") if file.is_file() and file.parent.name in ("backups", "index"))
    return {str(file.relative_to(folder)): file.read_bytes() for file in (*kept, folder / "dictionary.csv")}


@pytest.fixture
def moved(open_with: Open, workshop: Path, tmp_path: Path) -> Iterator[tuple[Catalogue, Path]]:
    """A catalogue whose folder was moved, and the folder where it lay, with another one in it."""
    catalogue = index(open_with(keep_history=False), workshop)
    catalogue.tags.add([1], "spare")
    folder = catalogue.folder
    folder.rename(tmp_path / "moved")
    other = Catalogue.open(folder, encoder=FakeEncoder(), chosen=Settings())
    other.dictionary.replace([Entry(("other",), ("別",), "part")])
    other.close()
    assert len(files_of(folder)) == 2
    yield catalogue, folder
    shutil.rmtree(folder)


def test_closing_it_leaves_nothing_with_the_other_one(moved: tuple[Catalogue, Path]) -> None:
    catalogue, folder = moved
    shutil.rmtree(folder / "backups")  # no pause is to be kept
    before = files_of(folder)
    catalogue.close()
    catalogue.close()
    assert files_of(folder) == before


def test_what_would_change_the_other_one_is_refused(moved: tuple[Catalogue, Path]) -> None:
    catalogue, folder = moved
    before = files_of(folder)
    privacy = catalogue.privacy
    with pytest.raises(CatalogueMissing):
        catalogue.dictionary.replace([])
    for job in (
        privacy.forget_source(1),
        privacy.forget_removed(),
        privacy.forget_everything(),
        catalogue.health.remove_unkept(),
    ):
        with pytest.raises(CatalogueMissing):
            run(job)
    assert files_of(folder) == before


def test_what_is_added_after_that_goes_along(moved: tuple[Catalogue, Path]) -> None:
    catalogue, folder = moved
    before = files_of(folder)
    catalogue.tags.add([1], "added later")
    catalogue.jobsheets.create("sheet")
    assert catalogue.search.answer(Query("pump")).hits
    catalogue.close()
    assert files_of(folder) == before
    with Catalogue.open(folder.parent / "moved", encoder=FakeEncoder()) as again:
        assert [tag for tag, _ in again.tags.all()] == ["added later", "spare"]
        assert [sheet.title for sheet in again.jobsheets.all()] == ["sheet"]
    with Catalogue.open(folder, encoder=FakeEncoder()) as other:
        assert other.tags.all() == ()
        assert other.jobsheets.all() == ()
