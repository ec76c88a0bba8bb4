"""What lies in a folder that is opened as a catalogue: nothing, half of one, what is left of one, one that is away."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue import opening
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import (
    CatalogueBusy,
    CatalogueDamaged,
    CatalogueForbidden,
    CatalogueLost,
    CatalogueMissing,
    CatalogueReadOnly,
)
from imtextgui.store.database import Database
from imtextgui.store.database_file import being_made
from imtextgui.store.lock import WriterLock
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index


def opened(folder: Path, *, read_only: bool = False, create: bool = True) -> Catalogue:
    return Catalogue.open(
        folder, encoder=FakeEncoder(), chosen=Settings(), read_only=read_only, create=create
    )


@pytest.fixture
def share(open_with: Open, workshop: Path, tmp_path: Path) -> Path:
    place = tmp_path / "share" / "公開"
    catalogue = index(open_with(), workshop)
    run(catalogue.publishing.publish(place))
    catalogue.close()
    return place


@pytest.fixture
def home(share: Path) -> Iterator[Path]:
    """What belongs to a publication that was opened here and is closed."""
    with opened(share) as reader:
        assert reader.publication is not None
        place = reader.publication.home
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_without_a_catalogue_is_told(tmp_path: Path, *, read_only: bool) -> None:
    with pytest.raises(CatalogueMissing):
        opened(tmp_path, read_only=read_only, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_gone_from_its_backups_is_told(open_with: Open, workshop: Path) -> None:
    catalogue = index(open_with(), workshop)
    catalogue.tags.add([1], "spare")
    folder = catalogue.folder
    catalogue.close()
    for file in folder.glob(f"{paths.DATABASE}*"):
        file.unlink()
    assert paths.is_database_lost(folder)
    with pytest.raises(CatalogueLost):
        opened(folder)


def test_a_file_without_tables_is_being_made_or_left_over(tmp_path: Path) -> None:
    file = tmp_path / paths.DATABASE
    file.touch()
    with WriterLock(tmp_path) as lock:
        assert lock.acquire()
        with pytest.raises(CatalogueBusy):
            opened(tmp_path, read_only=True)
    with pytest.raises(CatalogueDamaged):
        opened(tmp_path, read_only=True)
    being_made(file).touch()
    with pytest.raises(CatalogueMissing):
        opened(tmp_path, read_only=True)


def test_changes_wait_until_the_other_program_is_done(tmp_path: Path, workshop: Path) -> None:
    folder = tmp_path / "catalogue"
    opened(folder).close()
    with WriterLock(folder) as lock:
        assert lock.acquire()
        catalogue = opened(folder)
        assert catalogue.read_only
        assert not catalogue.allow_changes()
        with pytest.raises(CatalogueReadOnly):
            catalogue.sources.add(workshop)
    assert catalogue.allow_changes()
    assert not catalogue.read_only
    catalogue.close()


def test_what_cannot_be_brought_up_to_date_is_closed_and_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(tmp_path).close()

    def broken(database: Database, folder: Path) -> None:
        raise CatalogueDamaged(path=str(database.path), reason=folder.name)

    with monkeypatch.context() as patched:
        patched.setattr(opening, "bring_up_to_date", broken)
        with pytest.raises(CatalogueDamaged):
            opened(tmp_path)
    with opened(tmp_path) as catalogue:
        assert not catalogue.read_only


@pytest.mark.expects_log("nothing can be added to a published catalogue here")
def test_where_nothing_can_be_kept_a_published_catalogue_is_searched(
    share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(folder: Path) -> None:
        raise CatalogueForbidden(path=str(folder), reason="read-only")

    with monkeypatch.context() as patched:
        patched.setattr(opening, "_make", forbidden)
        with opened(share) as reader:
            assert reader.read_only
            assert not reader.allow_changes()
            assert reader.search.answer(Query("Dichtung")).hits != ()


def test_a_share_that_does_not_answer_is_told_unless_it_is_known(
    share: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(folder: Path) -> bool:
        raise OSError(5, f"{folder.name} does not answer")

    with monkeypatch.context() as patched:
        patched.setattr(opening, "is_publication", away)
        with opened(share, read_only=True) as reader:
            assert reader.publication is not None
            assert reader.publication.home == home
        with pytest.raises(CatalogueForbidden):
            opened(tmp_path / "unknown", read_only=True)


def test_a_damaged_copy_gives_way_to_the_share(share: Path, home: Path) -> None:
    settings = Settings(copy_published="always")
    with Catalogue.open(share, encoder=FakeEncoder(), chosen=settings) as reader:
        assert reader.publication is not None
        run(reader.publication.follow())
        copy = reader.publication.place / paths.DATABASE
    assert copy.is_relative_to(home)
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2 :] = bytes(len(raw) - len(raw) // 2)
    copy.write_bytes(raw)
    with Catalogue.open(share, encoder=FakeEncoder(), chosen=settings) as reader:
        assert reader.publication is not None
        assert reader.publication.place.is_relative_to(share)
        assert reader.search.answer(Query("Dichtung")).hits != ()


def test_the_home_of_what_is_published_is_known_by_folder_or_name(share: Path, home: Path) -> None:
    assert opening.home_of_published(share) == home
    paths.known_publications().unlink()
    assert opening.home_of_published(share) == home
    shutil.rmtree(home)
    with pytest.raises(CatalogueMissing):
        opening.home_of_published(share)
