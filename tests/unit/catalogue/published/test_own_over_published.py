"""What a reader adds to a published catalogue: kept on his machine, over the snapshot, and handed in as a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Filters, Hit, Query
from imtextgui.domain.runs.unplaced_additions import AdditionKind
from imtextgui.errors import (
    CatalogueExists,
    CatalogueMissing,
    CataloguePublished,
    CatalogueReadOnly,
    JudgementMissing,
)
from imtextgui.store.database_file import being_made
from imtextgui.store.lock import WriterLock
from imtextgui.store.upkeep import kept_backups
from tests import bad_files
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import CHAPTERS, Open, index, names
from tests.unit.catalogue.user.conftest import item_at, page_at


@pytest.fixture
def own(open_with: Open, workshop: Path) -> Catalogue:
    """The publisher's catalogue."""
    return index(open_with(), workshop)


@pytest.fixture
def share(own: Catalogue, tmp_path: Path) -> Path:
    """The folder that it was published in, with a judgement and a tag of the publisher."""
    page = hit(own, "Dichtung")
    own.judgements.add(Query("what the publisher asks"), page.page_id, True)
    own.tags.add([page.item_id], "publisher's")
    run(own.publishing.publish(tmp_path / "share"))
    return tmp_path / "share"


@pytest.fixture
def opened() -> Iterator[list[Catalogue]]:
    catalogues: list[Catalogue] = []
    yield catalogues
    for catalogue in catalogues:
        catalogue.close()


def read(share: Path, opened: list[Catalogue], *, read_only: bool = False) -> Catalogue:
    opened.append(Catalogue.open(share, encoder=FakeEncoder(), chosen=Settings(), read_only=read_only))
    return opened[-1]


def hit(catalogue: Catalogue, text: str) -> Hit:
    return catalogue.search.answer(Query(text)).hits[0]


def add_everything(reader: Catalogue) -> Hit:
    page = hit(reader, "Dichtung")
    reader.judgements.add(Query("what the reader asks"), page.page_id, True)
    reader.tags.add([page.item_id], "reader's")
    reader.descriptions.write(page.page_id, "en", "A gasket that nobody names")
    reader.dictionary.add([Entry(("seal recipe",), ("Geheimrezept",), "part")])
    reader.history.add(Query("searched by the reader"))
    added = reader.jobsheets.add_pages([page.page_id], "reader's job")
    assert added.refused == 0
    return page


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_is_added_is_found_and_nothing_is_written_to_the_share(
    share: Path, opened: list[Catalogue]
) -> None:
    before = bytes_below(share)
    reader = read(share, opened)
    assert not reader.read_only
    page = add_everything(reader)
    assert hit(reader, "what the reader asks").page_id == page.page_id
    assert hit(reader, "what the publisher asks").page_id == page.page_id
    assert set(hit(reader, "Dichtung").tags) == {"publisher's", "reader's"}
    assert dict(reader.tags.all()) == {"publisher's": len(reader.tags.of([page.item_id])), "reader's": 1}
    tagged = reader.search.answer(Query("", filters=Filters(tags=("reader's",))))
    assert [found.item_id for found in tagged.hits] == [page.item_id]
    assert hit(reader, "gasket").page_id == page.page_id
    assert names(reader, "seal recipe") != []
    assert [past.query.text for past in reader.history.latest()] == ["searched by the reader"]
    (sheet,) = reader.jobsheets.all()
    assert [entry.page_id for entry in reader.jobsheets.pages(sheet.id)] == [page.page_id]
    assert bytes_below(share) == before


def test_it_is_there_again_and_stays_over_a_newer_snapshot(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue]
) -> None:
    page = add_everything(read(share, opened))
    opened.pop().close()
    reader = read(share, opened)
    (workshop / "motor.txt").write_text("bearing of the motor", encoding="utf-8")
    run(own.sources.index())
    run(own.publishing.publish(share))
    assert reader.publication is not None
    assert run(reader.publication.follow())
    assert names(reader, "bearing") == ["motor.txt"]
    assert hit(reader, "what the reader asks").page_id == page.page_id
    assert "reader's" in hit(reader, "Dichtung").tags
    motor = hit(reader, "bearing")
    reader.tags.add([motor.item_id], "new")
    assert hit(reader, "bearing").tags == ("new",)
    reader.judgements.add(Query("spins"), motor.page_id, True)
    assert hit(reader, "spins").page_id == motor.page_id


@pytest.mark.parametrize("stays_open", [True, False])
def test_what_is_added_to_a_page_goes_with_it_where_the_next_snapshot_has_a_leaf_in_front(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], stays_open: bool
) -> None:
    manual = workshop / "leaves.pdf"
    manual.write_bytes(bad_files.pdf(CHAPTERS))
    run(own.sources.index())
    run(own.publishing.publish(share))
    reader = read(share, opened)
    page = page_at(reader, manual, 2)
    reader.judgements.add(Query("what leaks"), page, True)
    reader.descriptions.write(page, "en", "how the seal is replaced")
    reader.jobsheets.add_pages([page], "Monday")
    for leaves, number in (
        (("New cover leaf", *CHAPTERS), 3),
        (CHAPTERS, 2),
        (("Cover", "Contents", *CHAPTERS), 4),
        (("Cover", CHAPTERS[0], "How a shaft sealing ring is exchanged: tool 4711", CHAPTERS[2]), 3),
    ):
        if not stays_open:
            opened.pop().close()
        manual.write_bytes(bad_files.pdf(leaves))
        run(own.sources.index())
        run(own.publishing.publish(share))
        if stays_open:
            assert reader.publication is not None
            assert run(reader.publication.follow())
        else:
            reader = read(share, opened)
        page = page_at(reader, manual, number)
        assert hit(reader, "what leaks").page_id == page
        assert reader.descriptions.of([page])[page].en == "how the seal is replaced"
        (sheet,) = reader.jobsheets.all()
        assert [entry.page_id for entry in reader.jobsheets.pages(sheet.id)] == [page]


def pages_with_additions(reader: Catalogue, manual: Path) -> list[tuple[str, int]]:
    """Where a reader's judgement, sentence and sheet entry are shown, by what they are and page number."""
    (sheet,) = reader.jobsheets.all()
    shown = [("sheet", entry.number) for entry in reader.jobsheets.pages(sheet.id) if entry.page_id]
    item = item_at(reader, manual)
    for page in reader.pages.of_item(item):
        sentences = reader.descriptions.of([page.page_id])
        if page.page_id in sentences and sentences[page.page_id].en == "how the seal is replaced":
            shown.append(("sentence", page.number))
    first = hit(reader, "what leaks")
    if first.band == "strong":
        shown.append(("judgement", first.page))
    return sorted(shown)


@pytest.mark.parametrize("way", ["for changes", "read alone", "stays open, read alone", "locked by another"])
def test_what_is_added_to_a_page_that_the_next_snapshot_has_no_more_is_on_none(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], way: str
) -> None:
    manual = workshop / "leaves.pdf"
    manual.write_bytes(bad_files.pdf(CHAPTERS))
    run(own.sources.index())
    run(own.publishing.publish(share))
    reader = read(share, opened)
    page = page_at(reader, manual, 2)
    reader.judgements.add(Query("what leaks"), page, True)
    reader.descriptions.write(page, "en", "how the seal is replaced")
    reader.jobsheets.add_pages([page], "Monday")
    assert reader.publication is not None
    lock = WriterLock(reader.publication.home)
    opened.pop().close()
    reader = read(share, opened, read_only=way != "for changes")
    if way == "locked by another":
        assert lock.acquire()
    bearings = "Chapter four: the bearings of the drive shaft are drawn with a puller"
    for leaves, number in (
        ((CHAPTERS[0], CHAPTERS[2], bearings), None),
        (("Cover leaf", CHAPTERS[0], CHAPTERS[2], bearings), None),
        (("Cover leaf", *CHAPTERS, bearings), 3),
    ):
        manual.write_bytes(bad_files.pdf(leaves))
        run(own.sources.index())
        run(own.publishing.publish(share))
        if way == "stays open, read alone":
            assert reader.publication is not None
            assert run(reader.publication.follow())
        else:
            opened.pop().close()
            reader = read(share, opened, read_only=way != "for changes")
        is_told = number is not None and way != "locked by another"
        there = [(what, number) for what in ("judgement", "sentence", "sheet")] if is_told else []
        assert pages_with_additions(reader, manual) == there
    lock.release()


def test_the_reader_has_the_last_word(share: Path, opened: list[Catalogue]) -> None:
    reader = read(share, opened)
    page = hit(reader, "what the publisher asks")
    reader.judgements.add(Query("what the publisher asks"), page.page_id, False)
    told = reader.judgements.all()
    assert [(one.text, one.right) for one in told] == [
        ("what the publisher asks", True),
        ("what the publisher asks", False),
    ]
    assert told[0].id < 0 < told[1].id
    assert hit(reader, "what the publisher asks").band != "strong"
    with pytest.raises(JudgementMissing):
        reader.judgements.withdraw(told[0].id)
    reader.judgements.withdraw(told[1].id)
    assert hit(reader, "what the publisher asks").page_id == page.page_id


def test_it_is_handed_in_and_merged_by_the_publisher(
    own: Catalogue, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    reader = read(share, opened)
    page = add_everything(reader)
    handed = reader.exchange.export(tmp_path / "parcel.json", origin="reader")
    told = json.loads(handed.path.read_text(encoding="utf-8"))
    assert [one["text"] for one in told["judgements"]] == ["what the reader asks"]
    taken = own.exchange.take_in(handed.path)
    assert (taken.judgements, taken.tags, taken.entries, taken.descriptions) == (1, 1, 1, 1)
    assert taken.waiting == 0
    assert hit(own, "what the reader asks").page_id == page.page_id
    run(own.publishing.publish(share))
    assert reader.publication is not None
    assert run(reader.publication.follow())
    assert reader.tags.of([page.item_id])[page.item_id] == ("publisher's", "reader's")
    taken_here = reader.exchange.take_in(handed.path)
    assert (taken_here.judgements, taken_here.tags) == (0, 0)


def test_what_is_handed_in_after_a_new_edition_is_on_that_and_told_once(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    reader = read(share, opened)
    path = workshop / "pump.txt"
    page = reader.pages.by_path(path, 1)
    assert page is not None
    reader.judgements.add(Query("what the reader asks"), page.page_id, True)
    reader.tags.add([page.item_id], "reader's")
    reader.descriptions.write(page.page_id, "en", "A gasket that nobody names")
    path.write_text(f"{path.read_text(encoding='utf-8')}, second edition", encoding="utf-8")
    run(own.sources.index())
    run(own.publishing.publish(share))
    assert reader.publication is not None
    assert run(reader.publication.follow())
    taken = own.exchange.take_in(reader.exchange.export(tmp_path / "parcel.json").path)
    assert (taken.judgements, taken.tags, taken.descriptions, taken.waiting) == (1, 1, 1, 0)
    assert hit(own, "what the reader asks").path == path
    assert hit(own, "what the reader asks").tags == ("reader's",)
    assert hit(own, "gasket").path == path


def test_what_others_publish_is_not_changed(share: Path, opened: list[Catalogue]) -> None:
    reader = read(share, opened)
    for job in (
        reader.privacy.forget_source,
        lambda _: reader.privacy.forget_removed(),
        lambda _: reader.sources.remove(1),
        lambda _: reader.sources.set_exclude(1, "*.tmp"),
        lambda _: reader.sources.set_portable(True),
        lambda _: run(reader.sources.index()),
        lambda _: run(reader.tagging.update()),
    ):
        with pytest.raises(CataloguePublished) as refused:
            job(1)
        assert refused.value.details["path"] == str(share)


def test_everything_that_was_added_here_can_be_forgotten(share: Path, opened: list[Catalogue]) -> None:
    reader = read(share, opened)
    page = add_everything(reader)
    run(reader.privacy.forget_everything())
    assert reader.history.latest() == ()
    assert reader.jobsheets.all() == ()
    assert reader.tags.of([page.item_id])[page.item_id] == ("publisher's",)
    assert hit(reader, "what the publisher asks").page_id == page.page_id
    assert reader.publication is not None
    for file in reader.publication.home.rglob("*"):
        assert not file.is_file() or b"what the reader asks" not in file.read_bytes()


def test_a_backup_holds_what_was_added(share: Path, opened: list[Catalogue], tmp_path: Path) -> None:
    reader = read(share, opened)
    add_everything(reader)
    archive = run(reader.health.backup(tmp_path / "backup.zip"))
    home = reader.publication.home  # type: ignore[union-attr]  # it is a published one
    reader.close()
    opened.clear()
    assert len(kept_backups.archives(home)) == 1
    restored = run(Catalogue.restore(archive, tmp_path / "restored"))
    with Catalogue.open(restored, encoder=FakeEncoder(), chosen=Settings()) as again:
        assert [past.query.text for past in again.history.latest()] == ["searched by the reader"]
        assert [tag for tag, _ in again.tags.all()] == ["reader's"]


def test_a_second_window_reads_what_the_first_adds(share: Path, opened: list[Catalogue]) -> None:
    first, second = read(share, opened), read(share, opened)
    assert second.read_only
    add_everything(first)
    assert "reader's" in hit(second, "Dichtung").tags
    with pytest.raises(CatalogueReadOnly):
        second.tags.add([1], "too")
    assert not second.allow_changes()
    first.close()
    opened.remove(first)
    assert second.allow_changes()
    second.tags.add([hit(second, "Dichtung").item_id], "too")
    assert "too" in hit(second, "Dichtung").tags


def test_for_reading_alone_until_changes_are_wanted(share: Path, opened: list[Catalogue]) -> None:
    reader = read(share, opened, read_only=True)
    assert reader.read_only
    assert reader.allow_changes()
    add_everything(reader)


@pytest.mark.expects_log("nothing can be added to a published catalogue here")
def test_where_nothing_can_be_kept_it_is_searched_all_the_same(
    share: Path, opened: list[Catalogue], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(paths, "published_dir", lambda: tmp_path / "file")
    reader = read(share, opened)
    assert reader.read_only
    assert not reader.allow_changes()
    assert hit(reader, "what the publisher asks").tags == ("publisher's",)
    with pytest.raises(CatalogueReadOnly):
        reader.tags.add([1], "mine")


def test_a_database_that_was_only_begun_is_made(share: Path, opened: list[Catalogue]) -> None:
    reader = read(share, opened)
    file = reader.publication.home / paths.DATABASE  # type: ignore[union-attr]  # it is a published one
    opened.pop().close()
    file.write_bytes(b"")
    being_made(file).touch()
    add_everything(read(share, opened))
    assert not being_made(file).exists()


def test_what_a_reader_adds_goes_on_with_a_new_edition_and_is_off_no_file_that_cannot_be_read(
    own: Catalogue, workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    (workshop / "empty.txt").write_bytes(b"")
    run(own.sources.index())
    run(own.publishing.publish(share))
    reader = read(share, opened)
    page = reader.pages.by_path(workshop / "pump.txt", 1)
    empty = reader.pages.by_path(workshop / "empty.txt", 1)
    assert page is not None
    assert empty is not None
    reader.judgements.add(Query("what the reader asks"), page.page_id, True)
    reader.tags.add([page.item_id, empty.item_id], "reader's")
    reader.descriptions.write(page.page_id, "en", "A gasket that nobody names")
    reader.jobsheets.add_pages([page.page_id], "reader's job")
    (workshop / "pump.txt").write_text("The recipe of the seal has changed", encoding="utf-8")
    (workshop / "empty.txt").write_text("words at last", encoding="utf-8")
    run(own.sources.index())
    run(own.publishing.publish(share))
    assert reader.publication is not None
    assert run(reader.publication.follow())
    page = reader.pages.by_path(workshop / "pump.txt", 1)
    empty = reader.pages.by_path(workshop / "empty.txt", 1)
    assert page is not None
    assert empty is not None
    assert hit(reader, "what the reader asks").page_id == page.page_id
    assert hit(reader, "gasket").page_id == page.page_id
    items = [page.item_id, empty.item_id]
    assert reader.tags.of(items) == dict.fromkeys(items, ("reader's",))
    (sheet,) = reader.jobsheets.all()
    assert [entry.page_id for entry in reader.jobsheets.pages(sheet.id)] == [page.page_id]
    reader.tags.remove(items, "reader's")
    assert reader.tags.of(items) == {}
    assert own.tags.of(items) == {}


def test_a_backup_of_what_was_added_goes_over_the_published_catalogue_on_another_machine(
    own: Catalogue,
    share: Path,
    opened: list[Catalogue],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = read(share, opened)
    add_everything(reader)
    archive = run(reader.health.backup(tmp_path / "mine.zip"))
    whole = run(own.health.backup(tmp_path / "publisher.zip"))
    opened.pop().close()
    with pytest.raises(CatalogueExists):
        run(Catalogue.restore(archive, share))
    monkeypatch.setenv("IMTEXTGUI_DATA", str(tmp_path / "another machine"))
    with pytest.raises(CatalogueExists):
        run(Catalogue.restore(whole, share))
    with pytest.raises(CatalogueMissing):
        run(Catalogue.restore(tmp_path / "none.zip", share))
    read(share, opened)
    opened.pop().close()
    before = bytes_below(share)
    assert run(Catalogue.restore(archive, share)) == share
    assert bytes_below(share) == before
    reader = read(share, opened)
    assert hit(reader, "what the reader asks").path == hit(reader, "Dichtung").path
    assert set(hit(reader, "Dichtung").tags) == {"publisher's", "reader's"}
    assert names(reader, "seal recipe") != []
    (sheet,) = reader.jobsheets.all()
    assert reader.jobsheets.pages(sheet.id)[0].page_id is not None


def test_what_was_added_goes_with_changed_files_where_the_catalogue_was_made_anew(
    workshop: Path, share: Path, opened: list[Catalogue], tmp_path: Path
) -> None:
    reader = read(share, opened)
    path = workshop / "pump.txt"
    page = reader.pages.by_path(path, 1)
    assert page is not None
    reader.judgements.add(Query("what the reader asks"), page.page_id, True)
    reader.tags.add([page.item_id], "reader's")
    reader.jobsheets.add_pages([page.page_id], "reader's job")
    opened.pop().close()
    path.write_text(f"{path.read_text(encoding='utf-8')}, second edition", encoding="utf-8")
    with Catalogue.open(tmp_path / "anew", encoder=FakeEncoder(), chosen=Settings()) as anew:
        index(anew, workshop)
        run(anew.publishing.publish(share, overwrite=True))
    for _ in range(2):
        reader = read(share, opened)
        assert hit(reader, "what the reader asks").path == path
        assert [
            found.path for found in reader.search.answer(Query("", filters=Filters(tags=("reader's",)))).hits
        ] == [path]
        (sheet,) = reader.jobsheets.all()
        assert [(page.path, page.page_id is not None) for page in reader.jobsheets.pages(sheet.id)] == [
            (path, True)
        ]
        opened.pop().close()


def test_what_a_reader_added_to_a_file_that_is_gone_is_placed_by_him_and_the_rest_by_the_publisher(
    own: Catalogue, share: Path, opened: list[Catalogue]
) -> None:
    reader = read(share, opened)
    gone = add_everything(reader).path
    gone.unlink()
    run(own.sources.index(first_pass_only=True))
    run(own.publishing.publish(share))
    opened.pop().close()
    reader = read(share, opened)
    lost = reader.additions.unplaced()
    assert {one.kind for one in lost} == set(AdditionKind)
    assert [one.text for one in lost if one.kind is AdditionKind.TAG] == ["reader's"]
    assert [one.text for one in own.additions.unplaced()] == ["what the publisher asks", "publisher's"]
    there = hit(reader, "GP-2040")
    placed = [reader.additions.place(one.id, there.page_id, there.item_id) for one in lost]
    assert reader.additions.unplaced() == ()
    assert hit(reader, "what the reader asks").path == there.path
    tagged = reader.search.answer(Query("", filters=Filters(tags=("reader's",))))
    assert [found.path for found in tagged.hits] == [there.path]
    for one in placed:
        reader.additions.take_back(one)
    assert reader.additions.unplaced() == lost
