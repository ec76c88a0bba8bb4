"""A published catalogue: written whole, read without a trace, followed between two searches."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.published import publication as following
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import (
    CataloguePublished,
    PublicationAway,
    PublicationBusy,
    PublicationDamaged,
    PublicationForeign,
    PublicationOccupied,
    ReportForbidden,
    ReportInCatalogue,
    ReportInSource,
    SourceDiffers,
)
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import local_copy, switching
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index, names


@pytest.fixture
def own(open_with: Open, workshop: Path) -> Catalogue:
    """The catalogue that is published."""
    return index(open_with(), workshop)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return tmp_path / "share" / "公開"


@pytest.fixture
def opened(share: Path) -> Iterator[list[Catalogue]]:
    catalogues: list[Catalogue] = []
    yield catalogues
    for catalogue in catalogues:
        catalogue.close()


def read(share: Path, opened: list[Catalogue], **chosen: object) -> Catalogue:
    settings = Settings(**chosen)  # type: ignore[arg-type]  # fields of the settings
    opened.append(Catalogue.open(share, encoder=FakeEncoder(), chosen=settings))
    return opened[-1]


def add(own: Catalogue, workshop: Path, name: str, text: str) -> None:
    (workshop / name).write_text(text, encoding="utf-8")
    run(own.sources.index())


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(file.relative_to(folder)): (file.stat().st_size, file.stat().st_mtime_ns)
        for file in folder.rglob("*")
    }


def test_what_was_published_answers_as_its_catalogue_and_leaves_no_trace(
    own: Catalogue, share: Path, opened: list[Catalogue]
) -> None:
    own.dictionary.add([Entry(("seal recipe",), ("Geheimrezept",), "part")])
    published = run(own.publishing.publish(share))
    assert (published.pages, published.is_new) == (own.health.counts().pages, True)
    before = state(share)
    reader = read(share, opened)
    assert reader.sources.read_only
    for text in ("Dichtung", "ZX-49", "seal recipe"):
        ours, theirs = (one.search.answer(Query(text)) for one in (own, reader))
        assert [hit.path for hit in theirs.hits] == [hit.path for hit in ours.hits] != []
        assert [hit.band for hit in theirs.hits] == [hit.band for hit in ours.hits]
    with pytest.raises(CataloguePublished):
        reader.sources.add(share)
    assert all(finding.level != "fault" for finding in run(reader.health.examine()))
    assert state(share) == before


def test_a_newer_snapshot_takes_the_place_between_two_searches(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue]
) -> None:
    run(own.publishing.publish(share))
    reader = read(share, opened)
    assert names(reader, "bearing") == []
    assert reader.publication is not None
    assert run(reader.publication.follow()) is False
    made = reader.publication.made
    add(own, workshop, "motor.txt", "bearing of the motor")
    run(own.publishing.publish(share))
    assert names(reader, "bearing") == []
    assert run(reader.publication.follow()) is True
    assert names(reader, "bearing") == ["motor.txt"]
    assert reader.publication.made > made
    assert not reader.publication.is_replaced


def test_what_is_read_within_one_search_is_of_one_snapshot(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue]
) -> None:
    run(own.publishing.publish(share))
    reader = read(share, opened)
    add(own, workshop, "motor.txt", "bearing of the motor")
    run(own.publishing.publish(share))
    assert reader.publication is not None
    count = "SELECT count(*) FROM item"
    with reader.publication.layers.reading() as connection:
        before = connection.execute(count).fetchone()
        assert run(reader.publication.follow())
        with reader.publication.layers.reading() as within:
            assert within.execute(count).fetchone() == before
    with reader.publication.layers.reading() as connection:
        assert connection.execute(count).fetchone() == (before[0] + 1,)


def test_nothing_new_makes_no_new_snapshot(own: Catalogue, share: Path) -> None:
    first = run(own.publishing.publish(share))
    again = run(own.publishing.publish(share))
    assert not again.is_new
    assert (again.folder, again.size, again.pages) == (first.folder, first.size, first.pages)
    assert len(list((share / "snapshots").iterdir())) == 1


def test_snapshots_stay_until_no_reader_has_them(
    own: Catalogue, workshop: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def published(number: int) -> str:
        add(own, workshop, f"{number}.txt", f"page {number}")
        return run(own.publishing.publish(share)).folder.name

    first, second, third = (published(number) for number in range(3))
    assert {first, second, third} == {folder.name for folder in (share / "snapshots").iterdir()}
    monkeypatch.setattr(switching, "KEPT_SECONDS", -1.0)
    fourth = published(3)
    assert {folder.name for folder in (share / "snapshots").iterdir()} == {third, fourth}


def test_an_old_snapshot_that_windows_keeps_for_a_reader_stays_whole(
    own: Catalogue, workshop: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(own.publishing.publish(share)).folder
    whole = state(first).keys()
    monkeypatch.setattr(switching, "KEPT_SECONDS", -1.0)
    add(own, workshop, "1.txt", "page 1")
    run(own.publishing.publish(share))
    unlink = Path.unlink

    def refuse(file: Path, missing_ok: bool = False) -> None:
        if file.parent == first:
            raise PermissionError(13, "in use", str(file))
        unlink(file, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        add(own, workshop, "2.txt", "page 2")
        run(own.publishing.publish(share))
    assert state(first).keys() == {*whole, "retired"}
    add(own, workshop, "3.txt", "page 3")
    run(own.publishing.publish(share))
    assert not first.exists()


def test_a_killed_publishing_leaves_the_snapshot_before_and_is_swept(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue]
) -> None:
    run(own.publishing.publish(share))
    add(own, workshop, "motor.txt", "bearing of the motor")
    part = share / "snapshots" / f".part-{'0' * 32}"
    part.mkdir()
    (part / "catalogue.sqlite3").write_bytes(b"half")
    (share / "snapshots" / "20200101T000000Z-000000000000").mkdir()
    assert names(read(share, opened), "Dichtung") != []
    run(own.publishing.publish(share))
    left = sorted(folder.name for folder in (share / "snapshots").iterdir())
    assert len(left) == 2
    assert not any(name.startswith((".part", "2020")) for name in left)


def test_an_ended_job_leaves_nothing(own: Catalogue, share: Path) -> None:
    job = own.publishing.publish(share)
    next(job)
    job.close()
    assert list((share / "snapshots").iterdir()) == []
    assert run(own.publishing.publish(share)).is_new


def test_who_publishes_beside_another_is_refused(own: Catalogue, share: Path) -> None:
    share.mkdir(parents=True)
    with WriterLock(share, switching.LOCK) as lock:
        assert lock.acquire()
        with pytest.raises(PublicationBusy):
            run(own.publishing.publish(share, wait=0.01))
    assert run(own.publishing.publish(share)).is_new


def test_a_folder_with_other_files_is_no_place(own: Catalogue, tmp_path: Path, workshop: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear all")
    with pytest.raises(PublicationOccupied):
        run(own.publishing.publish(tmp_path / "full"))
    with pytest.raises(ReportInSource):
        run(own.publishing.publish(workshop / "published"))
    with pytest.raises(ReportInCatalogue):
        run(own.publishing.publish(own.folder / "published"))
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportForbidden):
        run(own.publishing.publish(tmp_path / "file" / "below"))


def test_another_catalogue_takes_the_place_only_where_that_is_said(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    run(own.publishing.publish(share))
    reader = read(share, opened)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("another thing altogether")
    other = Catalogue.open(tmp_path / "other", encoder=FakeEncoder(), chosen=Settings())
    opened.append(other)
    index(other, tmp_path / "more")
    with pytest.raises(PublicationOccupied):
        run(other.publishing.publish(share))
    assert run(other.publishing.publish(share, overwrite=True)).is_new
    assert reader.publication is not None
    assert run(reader.publication.follow()) is False
    assert reader.publication.is_replaced
    assert names(reader, "Dichtung") != []
    assert names(read(share, opened), "altogether") == ["a.txt"]


def test_a_published_catalogue_is_not_published(
    own: Catalogue, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    run(own.publishing.publish(share))
    with pytest.raises(CataloguePublished):
        run(read(share, opened).publishing.publish(tmp_path / "again"))


def test_what_only_the_publisher_needs_is_not_published(own: Catalogue, share: Path) -> None:
    own.history.add(Query("Unfallbericht Halle 7"))
    own.jobsheets.add_pages([1], "Urlaubsvertretung Meier")
    own.tags.add([1], "spare")
    with closing(sqlite3.connect(own.folder / "catalogue.sqlite3")) as connection:
        connection.execute("INSERT INTO choice (name, value) VALUES ('trial-photo 1', 'Lesung eines Fotos')")
        connection.commit()
    published = run(own.publishing.publish(share))
    file = published.folder / "catalogue.sqlite3"
    assert b"Unfallbericht" not in file.read_bytes()
    assert b"Lesung eines Fotos" not in file.read_bytes()
    assert b"Urlaubsvertretung" not in file.read_bytes()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT tag FROM content_tag").fetchall() == [("spare",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def damaged(share: Path, part: str, change: str) -> None:
    current = json.loads((share / "current.json").read_text())
    snapshot = share / "snapshots" / current["snapshot"]
    if part == "current":
        (share / "current.json").write_text(change)
    elif part == "manifest":
        (snapshot / "manifest.json").write_text(change)
    else:
        with (snapshot / "catalogue.sqlite3").open("ab") as file:
            file.write(b"x")


@pytest.mark.parametrize(
    ("part", "change"),
    [("current", "{}"), ("current", "no json"), ("manifest", "{}"), ("database", "")],
)
def test_what_is_not_as_it_was_published_is_told(
    own: Catalogue, share: Path, opened: list[Catalogue], part: str, change: str
) -> None:
    run(own.publishing.publish(share))
    reader = read(share, opened)
    damaged(share, part, change)
    with pytest.raises(PublicationDamaged):
        read(share, opened)
    assert names(reader, "Dichtung") != []
    assert reader.publication is not None
    assert run(reader.publication.follow()) is False
    if part == "current":
        assert isinstance(reader.publication.trouble, PublicationDamaged)
        with pytest.raises(PublicationDamaged):
            run(own.publishing.publish(share))
        assert run(own.publishing.publish(share, overwrite=True)).is_new


def test_bytes_that_were_changed_are_found_by_their_digest(
    own: Catalogue, share: Path, opened: list[Catalogue]
) -> None:
    file = run(own.publishing.publish(share)).folder / "catalogue.sqlite3"
    reader = read(share, opened)
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw)
    with pytest.raises(PublicationDamaged):
        run(reader.health.examine())


def test_a_share_that_went_away_costs_nothing(
    own: Catalogue, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    run(own.publishing.publish(share))
    reader = read(share, opened)
    assert names(reader, "Dichtung") != []
    share.rename(tmp_path / "away")
    assert reader.publication is not None
    assert run(reader.publication.follow()) is False
    assert isinstance(reader.publication.trouble, PublicationAway)
    assert names(reader, "Dichtung") != []
    (tmp_path / "away").rename(share)
    run(reader.publication.follow())
    assert reader.publication.trouble is None


def test_a_snapshot_that_is_gone_is_followed_by_the_newest(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue]
) -> None:
    first = run(own.publishing.publish(share))
    reader = read(share, opened)
    add(own, workshop, "motor.txt", "bearing of the motor")
    run(own.publishing.publish(share))
    shutil.rmtree(first.folder)
    # A thread that has read nothing yet opens the files.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(names, reader, "bearing").result() == ["motor.txt"]
    assert names(reader, "bearing") == ["motor.txt"]


def test_a_slow_share_is_copied_and_each_copy_compared(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    own.dictionary.add([Entry(("seal recipe",), ("Geheimrezept",), "part")])
    first = run(own.publishing.publish(share))
    reader = read(share, opened)
    assert reader.publication is not None
    assert reader.publication.place == first.folder
    monkeypatch.setattr(local_copy, "SLOW", 1e15)
    assert run(reader.publication.follow()) is False
    copy = reader.publication.place
    assert copy.is_relative_to(reader.publication.home)
    assert names(reader, "seal recipe") != []
    assert read(share, opened).publication.place == copy  # type: ignore[union-attr]
    assert read(share, opened, copy_published="never").publication.place == first.folder  # type: ignore[union-attr]
    add(own, workshop, "motor.txt", "bearing of the motor")
    run(own.publishing.publish(share))
    assert run(reader.publication.follow()) is True
    assert names(reader, "bearing") == ["motor.txt"]
    assert [folder.name for folder in copy.parent.iterdir()] == [reader.publication.place.name]


def test_a_copy_that_differs_is_not_read(own: Catalogue, share: Path, opened: list[Catalogue]) -> None:
    file = run(own.publishing.publish(share)).folder / "catalogue.sqlite3"
    reader = read(share, opened, copy_published="always")
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    assert reader.publication is not None
    assert run(reader.publication.follow()) is False
    assert isinstance(reader.publication.trouble, PublicationDamaged)
    assert list((reader.publication.home / "copies").iterdir()) == []


def test_folders_are_found_where_this_machine_has_them(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    run(own.publishing.publish(share))
    mounted = tmp_path / "mnt" / workshop.name
    mounted.parent.mkdir()
    reader = read(share, opened)
    workshop.rename(mounted)
    with pytest.raises(SourceDiffers):
        run(reader.sources.relocate(1, share))
    assert run(reader.sources.relocate(1, mounted)).path == mounted
    hit = reader.search.answer(Query("Dichtung")).hits[0]
    assert hit.path.parent == mounted
    assert reader.pages.picture(hit.page_id, 100) is None or hit.path.exists()
    again = read(share, opened)
    assert [source.path for source in again.sources.all()] == [mounted]


def test_a_share_under_another_name_leads_to_its_neighbours(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    run(own.publishing.publish(share))
    elsewhere = tmp_path / "other mount"
    elsewhere.mkdir()
    workshop.rename(elsewhere / workshop.name)
    (tmp_path / "share").rename(elsewhere / "share")
    reader = read(elsewhere / "share" / "公開", opened)
    assert [source.path for source in reader.sources.all()] == [elsewhere / workshop.name]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="rights of POSIX")
def test_a_folder_that_cannot_be_written_is_read(
    own: Catalogue, share: Path, opened: list[Catalogue]
) -> None:
    run(own.publishing.publish(share))
    folders = [share, *(file for file in share.rglob("*") if file.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        assert names(read(share, opened), "Dichtung") != []
        assert run(opened[-1].publication.follow()) is False  # type: ignore[union-attr]
    finally:
        for folder in folders:
            folder.chmod(0o700)


def test_a_look_is_due_from_time_to_time(
    own: Catalogue, share: Path, opened: list[Catalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(own.publishing.publish(share))
    publication = read(share, opened).publication
    assert publication is not None
    assert not publication.is_due
    monkeypatch.setattr(following, "LOOK_SECONDS", 0.0)
    assert publication.is_due


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize(
    "file",
    [
        "current.json",
        "snapshots/.part-mine/precious",
        f"snapshots/.part-{'a' * 32}/precious",
        "snapshots/20260101T000000Z-aaaaaaaaaaaa/precious",
        "snapshots/letter.txt",
    ],
)
def test_files_of_somebody_else_are_no_publication_and_stay(
    own: Catalogue, share: Path, file: str, overwrite: bool
) -> None:
    (share / file).parent.mkdir(parents=True)
    (share / file).write_text('{"weather": 1}')
    before = state(share)
    with pytest.raises(PublicationForeign):
        run(own.publishing.publish(share, overwrite=overwrite))
    assert state(share) == before


def test_files_of_somebody_else_beside_snapshots_stay(own: Catalogue, share: Path, workshop: Path) -> None:
    run(own.publishing.publish(share))
    foreign = [
        share / "snapshots" / name / "f" for name in (".part-mine", "20200101T000000Z-aaaaaaaaaaaa", "notes")
    ]
    for file in foreign:
        file.parent.mkdir()
        file.write_text("precious")
    add(own, workshop, "motor.txt", "bearing of the motor")
    assert run(own.publishing.publish(share)).is_new
    assert all(file.read_text() == "precious" for file in foreign)


def holding(folder: Path, words: bytes) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]


def test_what_was_forgotten_goes_with_the_next_publishing(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "a.txt").write_text("zanzibarsecret pump", encoding="utf-8")
    secret = own.sources.add(tmp_path / "secrets")
    run(own.sources.index())
    run(own.publishing.publish(share))
    reader = read(share, opened, copy_published="always")
    assert reader.publication is not None
    run(reader.publication.follow())
    assert holding(share, b"zanzibarsecret")
    assert holding(reader.publication.home, b"zanzibarsecret")
    assert own.publishing.targets() == (share,)
    run(own.privacy.forget_source(secret.id))
    again = run(own.publishing.publish(share))
    assert again.is_new
    assert len(again.forgotten) == 1
    assert again.kept_forgotten == ()
    assert holding(share, b"zanzibarsecret") == []
    assert run(reader.publication.follow()) is True
    assert names(reader, "zanzibarsecret") == []
    assert holding(reader.publication.home, b"zanzibarsecret") == []
    # Later snapshots are kept as ever.
    add(own, workshop, "motor.txt", "bearing of the motor")
    assert run(own.publishing.publish(share)).forgotten == ()
    assert len(list((share / "snapshots").iterdir())) == 2


def test_an_empty_catalogue_takes_the_place_of_what_was_forgotten(
    own: Catalogue, share: Path, opened: list[Catalogue]
) -> None:
    run(own.publishing.publish(share))
    reader = read(share, opened)
    run(own.privacy.forget_everything())
    with pytest.raises(PublicationOccupied):
        run(own.publishing.publish(share))
    assert len(run(own.publishing.publish(share, overwrite=True)).forgotten) == 1
    assert len(list((share / "snapshots").iterdir())) == 1
    assert reader.publication is not None
    run(reader.publication.follow())
    assert reader.publication.is_replaced
    assert names(read(share, opened), "Dichtung") == []
