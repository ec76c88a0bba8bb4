"""A snapshot that an earlier program published, read by this one, with what its readers added to it.

The frozen catalogues of earlier schemas lie in the published folder as their programs had them published.
"""

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import CatalogueTooNew, OwnAdditionsOutdated
from imtextgui.store import schema
from imtextgui.store.lock import WriterLock
from imtextgui.store.published.manifest import (
    CURRENT,
    MANIFEST,
    SNAPSHOTS,
    Current,
    Manifest,
    PublishedFile,
    encoded,
)
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import names

FROZEN = Path(__file__).parents[3] / "data" / "catalogues"
PUBLICATION, LINEAGE = "a" * 32, "b" * 32
SEARCHES = (("shaft seal", "pump.txt"), ("GP2040", "GP-2040.jpg"), ("軸シール", "ポンプ.txt"))


def publish_as_it_was(share: Path, database: Path, version: int, *, made: float = 1.7e9) -> None:
    """Put a ``database`` of schema ``version`` into the folder ``share``, as the program of that time published."""
    part = share / SNAPSHOTS / "part"
    part.mkdir(parents=True)
    shutil.copyfile(database, part / paths.DATABASE)
    raw = (part / paths.DATABASE).read_bytes()
    file = PublishedFile(paths.DATABASE, len(raw), hashlib.sha256(raw).hexdigest())
    manifest = encoded(Manifest(1, PUBLICATION, LINEAGE, made, "1.0", version, 4, (), (file,)))
    (part / MANIFEST).write_bytes(manifest)
    digest = hashlib.sha256(manifest).hexdigest()
    name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(made))}-{digest[:12]}"
    part.rename(share / SNAPSHOTS / name)
    (share / CURRENT).write_bytes(encoded(Current(1, PUBLICATION, name, digest)))


def frozen(version: int) -> Path:
    return FROZEN / f"version {version}.sqlite3"


def changed(database: Path, to: Path, script: str) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(database, to)
    with closing(sqlite3.connect(to)) as connection:
        connection.executescript(script)
        connection.commit()
    return to


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def found_by(reader: Catalogue) -> list[str]:
    return [reader.search.answer(Query(text)).hits[0].path.name for text, _ in SEARCHES]


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return tmp_path / "share" / "公開"


Read = Callable[..., Catalogue]


@pytest.fixture
def read(share: Path) -> Iterator[Read]:
    opened: list[Catalogue] = []

    def reading(*, read_only: bool = False, **chosen: object) -> Catalogue:
        settings = Settings(**chosen)  # type: ignore[arg-type]  # fields of the settings
        while opened:
            opened.pop().close()
        opened.append(Catalogue.open(share, encoder=FakeEncoder(), chosen=settings, read_only=read_only))
        return opened[-1]

    yield reading
    while opened:
        opened.pop().close()


def item(reader: Catalogue, text: str) -> int:
    return reader.search.answer(Query(text)).hits[0].item_id


def upgraded_publisher(tmp_path: Path, version: int = 5) -> Catalogue:
    """The catalogue that the frozen snapshot is of, opened by this program."""
    folder = tmp_path / "publisher"
    folder.mkdir()
    shutil.copyfile(frozen(version), folder / paths.DATABASE)
    return Catalogue.open(folder, encoder=FakeEncoder())


@pytest.mark.parametrize("version", [3, 4, 5])
@pytest.mark.parametrize("copying", ["auto", "never", "always"])
def test_an_earlier_snapshot_is_searched_in_a_copy_and_stays_as_it_is(
    share: Path, read: Read, version: int, copying: str
) -> None:
    publish_as_it_was(share, frozen(version), version)
    before = digests(share)
    for _ in range(2):
        reader = read(read_only=True, copy_published=copying)
        assert found_by(reader) == [name for _, name in SEARCHES]
        assert reader.tags.all() == ()
        assert reader.health.words_are_current()
        assert reader.publication is not None
        assert reader.publication.place.parent == reader.publication.home / "copies"
        assert run(reader.publication.follow()) is False
        assert reader.publication.trouble is None
        assert all(finding.level != "fault" for finding in run(reader.health.examine()))
    assert digests(share) == before


def test_the_copy_is_made_once_and_made_anew_where_it_is_broken(share: Path, read: Read) -> None:
    publish_as_it_was(share, frozen(5), 5)
    copy = read(read_only=True).publication.place / paths.DATABASE  # type: ignore[union-attr]  # published
    made = copy.stat().st_mtime_ns
    read(read_only=True)
    assert copy.stat().st_mtime_ns == made
    for harm in (b"short", bytes(copy.stat().st_size)):
        copy.write_bytes(harm)
        assert found_by(read(read_only=True)) == [name for _, name in SEARCHES]
    (copy.parent / "updated.json").write_bytes(b"{}")
    assert found_by(read(read_only=True)) == [name for _, name in SEARCHES]


def test_a_copy_that_an_earlier_program_left_is_brought_up_to_date_while_the_share_is_away(
    share: Path, read: Read, tmp_path: Path
) -> None:
    publish_as_it_was(share, frozen(5), 5)
    copy = read().publication.place  # type: ignore[union-attr]  # it is a published one
    (snapshot,) = (share / SNAPSHOTS).iterdir()
    shutil.rmtree(copy)
    shutil.copytree(snapshot, copy)
    shutil.copyfile(share / CURRENT, copy / CURRENT)
    share.rename(tmp_path / "away")
    reader = read()
    assert reader.publication is not None
    assert reader.publication.is_away
    assert found_by(reader) == [name for _, name in SEARCHES]
    (tmp_path / "away").rename(share)
    assert run(reader.publication.follow()) is False
    assert reader.publication.trouble is None


def test_what_a_reader_adds_goes_on_when_the_publisher_has_this_version(
    share: Path, read: Read, tmp_path: Path
) -> None:
    publish_as_it_was(share, frozen(5), 5)
    reader = read()
    reader.tags.add([item(reader, "shaft seal")], "mine")
    page = reader.search.answer(Query("GP2040")).hits[0]
    reader.jobsheets.add_pages([page.page_id], "my job")
    with upgraded_publisher(tmp_path) as publisher:
        publisher.tags.add([item(publisher, "GP2040")], "theirs")
        run(publisher.publishing.publish(share))
        assert reader.publication is not None
        assert run(reader.publication.follow()) is True
        assert reader.publication.place.parent.parent == share
        assert list((reader.publication.home / "copies").iterdir()) == []
        for follower in (reader, read()):
            assert found_by(follower) == [name for _, name in SEARCHES]
            assert sorted(follower.tags.all()) == [("mine", 1), ("theirs", 1)]
            assert follower.tags.of([item(follower, "shaft seal")]) == {
                item(follower, "shaft seal"): ("mine",)
            }
            assert [sheet.title for sheet in follower.jobsheets.all()] == ["my job"]


def test_files_have_one_name_in_the_catalogue_and_in_every_copy(
    share: Path, read: Read, tmp_path: Path
) -> None:
    publish_as_it_was(share, frozen(5), 5)
    copy = read(read_only=True).publication.place  # type: ignore[union-attr]  # it is a published one
    upgraded_publisher(tmp_path).close()
    uids = []
    for folder in (copy, tmp_path / "publisher"):
        with closing(sqlite3.connect(folder / paths.DATABASE)) as connection:
            uids.append(connection.execute("SELECT uid, path FROM file ORDER BY path").fetchall())
    assert uids[0] == uids[1]
    assert len({uid for uid, _ in uids[0]}) == 4


def lay_own(read: Read, share: Path) -> Path:
    """What a reader added with the earlier program, in its place; gives its folder."""
    with closing(sqlite3.connect(frozen(5))) as connection:
        (digest,) = connection.execute("SELECT digest FROM content WHERE kind = 'photo'").fetchone()
        tables = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
        assert tables.fetchone() is not None
    home: Path = read().publication.home  # type: ignore[union-attr]  # it is a published one
    read(read_only=True).close()
    for file in home.glob(f"{paths.DATABASE}*"):
        file.unlink()
    emptied = "DELETE FROM item; DELETE FROM content; DELETE FROM source;"
    added = f"INSERT INTO content_tag VALUES ('{digest}', 'mine');"
    broken = "INSERT INTO path_tag VALUES (CAST('/tmp/plant/broken.pdf' AS BLOB), 'torn');"
    changed(frozen(5), home / paths.DATABASE, f"PRAGMA foreign_keys = OFF; {emptied} {added} {broken}")
    return home


@pytest.mark.parametrize("read_only", [True, False])
def test_what_was_added_with_the_earlier_program_is_brought_up_to_date_by_reading(
    share: Path, read: Read, *, read_only: bool
) -> None:
    publish_as_it_was(share, frozen(5), 5)
    lay_own(read, share)
    reader = read(read_only=read_only)
    assert reader.publication is not None
    assert reader.publication.own_trouble is None
    assert reader.read_only is read_only
    assert sorted(reader.tags.all()) == [("mine", 1), ("torn", 1)]
    assert names(reader, "GP2040")[0] == "GP-2040.jpg"


def test_what_cannot_be_brought_up_to_date_now_is_told_and_searched_without(
    share: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imtextgui.catalogue.opening._MAKING_SECONDS", 0.0)
    publish_as_it_was(share, frozen(5), 5)
    home = lay_own(read, share)
    before = (home / paths.DATABASE).read_bytes()
    with WriterLock(home) as lock:
        assert lock.acquire()
        for read_only in (True, False):
            reader = read(read_only=read_only)
            assert reader.publication is not None
            trouble = reader.publication.own_trouble
            assert isinstance(trouble, OwnAdditionsOutdated)
            assert trouble.details == {"path": str(share), "home": str(home)}
            assert found_by(reader) == [name for _, name in SEARCHES]
            assert reader.read_only
            with pytest.raises(OwnAdditionsOutdated):
                reader.allow_changes()
            assert "catalogue-own-outdated" in {finding.check for finding in run(reader.health.examine())}
    assert (home / paths.DATABASE).read_bytes() == before
    assert [tag for tag, _ in read(read_only=True).tags.all()] == ["mine", "torn"]


def test_a_newer_snapshot_is_refused_by_the_name_of_its_folder_and_the_one_before_read_on(
    share: Path, read: Read, tmp_path: Path
) -> None:
    publish_as_it_was(share, frozen(5), 5)
    reader = read()
    newer = changed(frozen(5), tmp_path / "newer", f"PRAGMA user_version = {schema.VERSION + 1}")
    publish_as_it_was(share, newer, schema.VERSION + 1, made=1.8e9)
    assert reader.publication is not None
    assert run(reader.publication.follow()) is False
    assert isinstance(reader.publication.trouble, CatalogueTooNew)
    assert found_by(reader) == [name for _, name in SEARCHES]
    with pytest.raises(CatalogueTooNew) as refused:
        read()
    assert refused.value.details["path"] == str(share)
