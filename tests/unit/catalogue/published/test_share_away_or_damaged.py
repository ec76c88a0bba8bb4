"""A published catalogue whose share is away, whose copy or own additions are damaged, or that was made anew."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.published import own_additions
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Hit, Query
from imtextgui.errors import CatalogueMissing, CataloguePublished, OwnAdditionsDamaged, PublicationAway
from imtextgui.store.lock import WriterLock
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index, names


@pytest.fixture
def own(open_with: Open, workshop: Path) -> Catalogue:
    """The publisher's catalogue."""
    return index(open_with(), workshop)


@pytest.fixture
def share(own: Catalogue, tmp_path: Path) -> Path:
    run(own.publishing.publish(tmp_path / "share"))
    return tmp_path / "share"


@pytest.fixture
def opened() -> Iterator[list[Catalogue]]:
    catalogues: list[Catalogue] = []
    yield catalogues
    for catalogue in catalogues:
        catalogue.close()


def read(share: Path, opened: list[Catalogue], copies: str = "never", *, create: bool = True) -> Catalogue:
    chosen = Settings(copy_published=copies)
    opened.append(Catalogue.open(share, encoder=FakeEncoder(), chosen=chosen, create=create))
    return opened[-1]


def shut(opened: list[Catalogue]) -> None:
    while opened:
        opened.pop().close()


def hit(catalogue: Catalogue, text: str) -> Hit:
    return catalogue.search.answer(Query(text)).hits[0]


def told(catalogue: Catalogue) -> list[str]:
    assert catalogue.publication is not None
    return [notice.check for notice in catalogue.publication.notices]


def copied(share: Path, opened: list[Catalogue]) -> Path:
    """The folder of a copy of what is published, which nobody has open."""
    reader = read(share, opened, "always")
    assert reader.publication is not None
    run(reader.publication.follow())
    copy = reader.publication.place
    assert copy.is_relative_to(paths.published_dir())
    shut(opened)
    return copy


def zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def zeros_within(file: Path) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[:4096] + bytes(len(raw) - 4096))


@pytest.mark.parametrize("harm", [zeros, empty, short, zeros_within, Path.unlink])
def test_a_copy_that_is_broken_is_thrown_away_and_fetched_anew(
    share: Path, opened: list[Catalogue], harm: object
) -> None:
    copy = copied(share, opened)
    harm(copy / paths.DATABASE)  # type: ignore[operator]  # one of the above
    reader = read(share, opened, "always")
    assert names(reader, "Dichtung") != []
    assert reader.publication is not None
    assert reader.publication.place.is_relative_to(share)
    assert not copy.exists()
    run(reader.publication.follow())
    assert reader.publication.place == copy
    assert names(reader, "Dichtung") != []


@pytest.mark.parametrize("harm", [zeros, empty, zeros_within])
def test_without_the_share_a_broken_copy_is_one_sentence(
    share: Path, opened: list[Catalogue], tmp_path: Path, harm: object
) -> None:
    copy = copied(share, opened)
    harm(copy / paths.DATABASE)  # type: ignore[operator]  # one of the above
    share.rename(tmp_path / "away")
    with pytest.raises(PublicationAway):
        read(share, opened, "always")
    (tmp_path / "away").rename(share)
    assert names(read(share, opened, "always"), "Dichtung") != []


def test_a_copy_that_is_damaged_in_use_is_left_for_the_share(share: Path, opened: list[Catalogue]) -> None:
    copied(share, opened)
    reader = read(share, opened, "always")
    assert reader.publication is not None
    copy = reader.publication.place
    file = copy / paths.DATABASE
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    assert all(finding.level != "fault" for finding in run(reader.health.examine()))
    assert reader.publication.place.is_relative_to(share)
    assert not copy.exists()


def test_a_share_that_is_away_is_told_and_nothing_is_made_in_its_place(
    share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    read(share, opened)
    shut(opened)
    share.rename(tmp_path / "away")
    for create in (True, False):
        with pytest.raises(PublicationAway):
            read(share, opened, create=create)
    share.mkdir()  # an empty mount point
    with pytest.raises(PublicationAway):
        read(share, opened)
    assert list(share.iterdir()) == []
    assert paths.opens_as_catalogue(share)


def test_the_copy_is_searched_while_the_share_is_away(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    copied(share, opened)
    share.rename(tmp_path / "away")
    reader = read(share, opened, "always")
    assert told(reader) == ["publication-away-copy"]
    page = hit(reader, "Dichtung")
    reader.tags.add([page.item_id], "meanwhile")
    with pytest.raises(CataloguePublished):
        reader.sources.add(workshop)
    assert reader.publication is not None
    assert run(reader.publication.follow()) is False
    assert isinstance(reader.publication.trouble, PublicationAway)
    (workshop / "motor.txt").write_text("bearing of the motor", encoding="utf-8")
    run(own.sources.index())
    (tmp_path / "away").rename(share)
    run(own.publishing.publish(share))
    assert run(reader.publication.follow()) is True
    assert reader.publication.trouble is None
    assert names(reader, "bearing") == ["motor.txt"]
    assert hit(reader, "Dichtung").tags == ("meanwhile",)


def test_an_open_one_is_not_gone_and_recovers(share: Path, opened: list[Catalogue], tmp_path: Path) -> None:
    reader = read(share, opened)
    page = hit(reader, "Dichtung")
    share.rename(tmp_path / "away")
    assert reader.health.is_there()
    with pytest.raises(PublicationAway):
        reader.tags.add([page.item_id], "meanwhile")
    (tmp_path / "away").rename(share)
    reader.tags.add([page.item_id], "afterwards")
    assert reader.tags.of([page.item_id])[page.item_id] == ("afterwards",)


def add_own(reader: Catalogue) -> None:
    page = hit(reader, "Dichtung")
    reader.tags.add([page.item_id], "mine")
    reader.judgements.add(Query("what the reader asks"), page.page_id, True)
    reader.dictionary.add([Entry(("seal recipe",), ("Geheimrezept",), "part")])
    reader.jobsheets.add_pages([page.page_id], "my job")


def has_own(reader: Catalogue) -> None:
    page = hit(reader, "Dichtung")
    assert reader.tags.of([page.item_id]) == {page.item_id: ("mine",)}
    assert [judged.text for judged in reader.judgements.all()] == ["what the reader asks"]
    assert names(reader, "seal recipe") != []
    assert [sheet.title for sheet in reader.jobsheets.all()] == ["my job"]


@pytest.mark.parametrize("harm", [zeros, empty])
def test_own_additions_that_are_damaged_are_told_and_mended_from_their_backup(
    share: Path, opened: list[Catalogue], harm: object
) -> None:
    reader = read(share, opened)
    add_own(reader)
    home = reader.publication.home  # type: ignore[union-attr]  # it is a published one
    shut(opened)
    harm(home / paths.DATABASE)  # type: ignore[operator]  # one of the above
    reader = read(share, opened)
    assert reader.publication is not None
    assert isinstance(reader.publication.own_trouble, OwnAdditionsDamaged)
    assert reader.publication.own_trouble.details["path"] == str(share)
    assert names(reader, "Dichtung") != []
    assert reader.read_only
    with pytest.raises(OwnAdditionsDamaged):
        reader.allow_changes()
    assert "catalogue-own-damaged" in {finding.check for finding in run(reader.health.examine())}
    shut(opened)
    report = run(Catalogue.repair(share))
    assert report is not None
    assert report.of_published
    has_own(read(share, opened))


def test_own_additions_that_are_gone_come_back_from_their_backup(
    share: Path, opened: list[Catalogue]
) -> None:
    reader = read(share, opened)
    add_own(reader)
    home = reader.publication.home  # type: ignore[union-attr]  # it is a published one
    shut(opened)
    for file in home.glob("catalogue.sqlite3*"):
        file.unlink()
    reader = read(share, opened)
    assert told(reader) == ["own-additions-restored"]
    has_own(reader)


def test_only_what_was_added_here_is_repaired(share: Path, opened: list[Catalogue], tmp_path: Path) -> None:
    read(share, opened)
    shut(opened)
    assert run(Catalogue.repair(share)) is None
    with pytest.raises(CatalogueMissing):
        run(Catalogue.repair(tmp_path / "nowhere"))


def test_own_additions_are_found_again_where_the_folder_is_made_anew(
    own: Catalogue, share: Path, opened: list[Catalogue]
) -> None:
    reader = read(share, opened)
    add_own(reader)
    before = reader.publication.home  # type: ignore[union-attr]  # it is a published one
    shut(opened)
    shutil.rmtree(share)
    run(own.publishing.publish(share))
    reader = read(share, opened)
    assert told(reader) == ["own-additions-adopted"]
    has_own(reader)
    assert not before.exists()
    shut(opened)
    assert told(read(share, opened)) == []


def test_a_damaged_manifest_that_is_mended_keeps_the_name_of_the_publication(
    own: Catalogue, share: Path, opened: list[Catalogue]
) -> None:
    add_own(read(share, opened))
    shut(opened)
    for manifest in share.glob("snapshots/*/manifest.json"):
        manifest.write_bytes(b"torn")
    run(own.publishing.publish(share, overwrite=True))
    reader = read(share, opened)
    assert told(reader) == []
    has_own(reader)
    assert len(list((share / "snapshots").iterdir())) == 1


def test_another_catalogue_in_the_same_place_takes_nothing_over(
    own: Catalogue, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    add_own(read(share, opened))
    shut(opened)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("another thing altogether")
    other = Catalogue.open(tmp_path / "other", encoder=FakeEncoder(), chosen=Settings())
    opened.append(other)
    index(other, tmp_path / "more")
    share.rename(tmp_path / "unmounted")
    run(other.publishing.publish(share))
    reader = read(share, opened)
    assert told(reader) == []
    assert reader.tags.all() == ()
    alone = [finding for finding in run(reader.health.examine()) if finding.check == "own-additions-alone"]
    assert len(alone) == 1
    shut(opened)
    shutil.rmtree(share)
    (tmp_path / "unmounted").rename(share)
    has_own(read(share, opened))


def test_what_is_in_use_is_taken_over_later(own: Catalogue, share: Path, opened: list[Catalogue]) -> None:
    reader = read(share, opened)
    add_own(reader)
    home = reader.publication.home  # type: ignore[union-attr]  # it is a published one
    shut(opened)
    shutil.rmtree(share)
    run(own.publishing.publish(share))
    with WriterLock(home) as lock:
        assert lock.acquire()
        assert told(read(share, opened)) == []
        shut(opened)
    reader = read(share, opened)
    assert told(reader) == ["own-additions-adopted"]
    has_own(reader)


def test_what_is_published_in_another_folder_stays_there(
    own: Catalogue, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    add_own(read(share, opened))
    shutil.copytree(share, tmp_path / "second")
    read(tmp_path / "second", opened)
    shut(opened)
    shutil.rmtree(share)
    run(own.publishing.publish(share))
    assert told(read(share, opened)) == []
    has_own(read(tmp_path / "second", opened))
    assert own_additions.without_publication() == []
