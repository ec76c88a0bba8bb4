"""Opening and closing, what a second program may do, and the journeys as calls of the parts."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Box, Kind
from imtextgui.domain.progress import run
from imtextgui.domain.query import Band, Filters, Photo, Query, Route
from imtextgui.errors import (
    CatalogueBusy,
    CatalogueDamaged,
    CatalogueDiskFull,
    CatalogueForbidden,
    CatalogueMissing,
    CatalogueReadOnly,
    DocumentMissing,
    SourceMissing,
    SourceNested,
)
from imtextgui.store.database import Database
from imtextgui.store.lock import WriterLock
from imtextgui.store.upkeep import reindex
from tests import archives, bad_files
from tests.fakes import FakeEncoder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "工場"
    folder.mkdir()
    Image.new("RGB", (300, 200), "navy").save(folder / "GP-2040.jpg")
    (folder / "pump.txt").write_text("Replace the shaft seal ZX-49 of the gear pump.", encoding="utf-8")
    (folder / "ポンプ.txt").write_text("油圧ポンプの軸シールを交換する。", encoding="utf-8")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        yield catalogue


@pytest.fixture
def indexed(catalogue: Catalogue, files: Path) -> Catalogue:
    catalogue.sources.add(files)
    run(catalogue.sources.index())
    return catalogue


def paths(catalogue: Catalogue, text: str) -> list[str]:
    return [hit.path.name for hit in catalogue.search.answer(Query(text)).hits]


def test_a_catalogue_is_made_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing):
        Catalogue.open(tmp_path / "new", create=False)
    assert not (tmp_path / "new").exists()
    with Catalogue.open(tmp_path / "new") as catalogue:
        assert catalogue.sources.all() == []
    Catalogue.open(tmp_path / "new", create=False).close()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CatalogueForbidden):
        Catalogue.open(tmp_path / "file")


def test_a_damaged_database_is_a_clear_problem_and_lets_go_of_the_lock(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"no database at all" * 500)
    for _ in range(2):
        with pytest.raises(CatalogueDamaged):
            Catalogue.open(tmp_path)


def test_sources_must_exist_and_must_not_overlap(catalogue: Catalogue, files: Path) -> None:
    with pytest.raises(SourceMissing):
        catalogue.sources.add(files / "nowhere")
    catalogue.sources.add(files)
    (files / "sub").mkdir()
    for overlapping in (files / "sub", files.parent):
        with pytest.raises(SourceNested):
            catalogue.sources.add(overlapping)
    with pytest.raises(SourceNested):
        catalogue.sources.add(catalogue.folder)


def test_adding_a_source_again_keeps_it_and_adds_rules(catalogue: Catalogue, files: Path) -> None:
    first = catalogue.sources.add(files, "*.bak")
    again = catalogue.sources.add(files, "old/")
    assert again.id == first.id
    assert {"*.bak", "old/"} <= set(again.exclude.splitlines())


def test_exclusion_rules_take_effect_at_the_next_run(indexed: Catalogue) -> None:
    (source,) = indexed.sources.all()
    indexed.sources.set_exclude(source.id, "*.txt")
    assert run(indexed.sources.index()).sources[0].gone == 2
    assert indexed.health.counts().items == 1


def test_words_codes_and_japanese_find_their_page(indexed: Catalogue) -> None:
    assert paths(indexed, "shaft seal")[0] == "pump.txt"
    assert paths(indexed, "zx49")[0] == "pump.txt"
    assert paths(indexed, "GP 2040")[0] == "GP-2040.jpg"
    assert paths(indexed, "ポンプ 軸シール")[0] == "ポンプ.txt"


def test_a_photo_finds_its_picture(indexed: Catalogue, files: Path) -> None:
    results = indexed.search.answer(Query(photos=(Photo(files / "GP-2040.jpg"),)))
    assert results.hits[0].path.name == "GP-2040.jpg"
    assert results.hits[0].kind is Kind.PHOTO
    assert Route.APPEARANCE in {evidence.route for evidence in results.hits[0].evidence}


def test_searching_follows_what_a_run_changes(indexed: Catalogue, files: Path) -> None:
    assert "late.txt" not in paths(indexed, "lubrication chart")
    (files / "late.txt").write_text("Lubrication chart of the conveyor", encoding="utf-8")
    run(indexed.sources.index())
    assert paths(indexed, "lubrication chart")[0] == "late.txt"
    (files / "late.txt").unlink()
    run(indexed.sources.index())
    assert "late.txt" not in paths(indexed, "lubrication chart")


def test_an_empty_catalogue_answers_that_nothing_fits(catalogue: Catalogue) -> None:
    results = catalogue.search.answer(Query("pump"))
    assert (results.hits, results.band) == ((), Band.NONE)


def test_a_second_instance_searches_and_changes_nothing(indexed: Catalogue, files: Path) -> None:
    with Catalogue.open(indexed.folder, encoder=FakeEncoder()) as second:
        assert second.read_only
        assert not indexed.read_only
        assert paths(second, "shaft seal")[0] == "pump.txt"
        with pytest.raises(CatalogueReadOnly):
            second.sources.index()
        with pytest.raises(CatalogueReadOnly):
            second.sources.remove(1)
        (files / "new.txt").write_text("Coupling alignment")
        run(indexed.sources.index())
        assert paths(second, "coupling alignment")[0] == "new.txt"


def test_who_only_reads_keeps_nobody_from_changing(indexed: Catalogue, files: Path) -> None:
    indexed.close()
    with Catalogue.open(indexed.folder, encoder=FakeEncoder(), read_only=True) as reader:
        assert reader.read_only
        assert paths(reader, "shaft seal")[0] == "pump.txt"
        with Catalogue.open(indexed.folder, encoder=FakeEncoder()) as writer:
            assert not writer.read_only
            (files / "new.txt").write_text("Coupling alignment")
            run(writer.sources.index())
            assert paths(reader, "coupling alignment")[0] == "new.txt"
            assert not reader.allow_changes()
        assert reader.allow_changes()
        assert reader.allow_changes()
        assert not reader.read_only
        reader.tags.add([1], "spare")
        assert not reader.sources.read_only
        with Catalogue.open(indexed.folder, encoder=FakeEncoder()) as second:
            assert second.read_only


def test_a_reader_makes_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing):
        Catalogue.open(tmp_path / "none", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_what_is_left_of_a_catalogue_is_damage_for_a_reader_and_what_is_made_is_busy(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite3").touch()
    with pytest.raises(CatalogueDamaged):
        Catalogue.open(tmp_path, read_only=True)
    with WriterLock(tmp_path) as lock:
        assert lock.acquire()
        with pytest.raises(CatalogueBusy):
            Catalogue.open(tmp_path, read_only=True)


def test_a_program_that_changes_the_catalogue_is_waited_for(indexed: Catalogue) -> None:
    told: list[str] = []

    def end_the_other() -> None:
        told.append("waiting")
        indexed.close()

    with Catalogue.open(indexed.folder, encoder=FakeEncoder(), wait=5, waiting=end_the_other) as second:
        assert (told, second.read_only) == (["waiting"], False)


def test_a_catalogue_stays_for_reading_where_it_cannot_be_brought_up_to_date(
    indexed: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.close()
    with Catalogue.open(indexed.folder, encoder=FakeEncoder(), read_only=True) as reader:
        monkeypatch.setattr(Database, "allow_changes", _fail)
        with pytest.raises(CatalogueDiskFull):
            reader.allow_changes()
        with Catalogue.open(indexed.folder, encoder=FakeEncoder()) as other:
            assert not other.read_only


def _fail(_: Database) -> None:
    raise CatalogueDiskFull(path="")


def test_the_lock_ends_with_its_holder(indexed: Catalogue) -> None:
    indexed.close()
    with Catalogue.open(indexed.folder, encoder=FakeEncoder()) as again:
        assert not again.read_only


def test_a_removed_source_is_forgotten_and_its_files_stay(indexed: Catalogue, files: Path) -> None:
    indexed.sources.remove(indexed.sources.all()[0].id)
    assert indexed.health.counts().pages == 0
    assert len(list(files.iterdir())) == 3


def test_pages_can_be_looked_at(indexed: Catalogue, files: Path) -> None:
    hit = indexed.search.answer(Query(photos=(Photo(files / "GP-2040.jpg"),))).hits[0]
    page = indexed.pages.get(hit.page_id)
    assert page is not None
    assert (page.path, page.number, page.width, page.height) == (hit.path, 1, 300, 200)
    assert indexed.pages.by_number(hit.item_id, 1) == page
    assert indexed.pages.by_number(hit.item_id, 2) is None
    assert indexed.pages.thumbnail(hit.page_id)
    assert [(each.page_id, each.text) for each in indexed.pages.of_item(hit.item_id)] == [(hit.page_id, "")]
    assert indexed.pages.of_item(10**6) == ()
    picture = indexed.pages.picture(hit.page_id, 100)
    assert picture is not None
    assert max(picture.size) == 100
    part = indexed.pages.picture(hit.page_id, 100, Box(0.5, 0.0, 1.0, 0.5))
    assert part is not None
    assert part.size == (50, 34)
    (files / "GP-2040.jpg").unlink()
    with pytest.raises(DocumentMissing):
        indexed.pages.picture(hit.page_id, 100)


def test_the_catalogue_measures_itself(indexed: Catalogue, tmp_path: Path) -> None:
    testset = tmp_path / "queries.csv"
    testset.write_text(
        "id,kind,language,text,photo,relevant\n"
        "1,words,en,shaft seal,,pump.txt\n"
        "2,words,ja,軸シール,,ポンプ.txt\n"
        "3,photo,,,GP-2040.jpg,GP-2040.jpg#1\n",
        encoding="utf-8",
    )
    report = run(indexed.quality.evaluate(testset, leave_one_out=True))
    assert report.groups[0].file.recall_1 == 1.0
    assert set(report.without) == set(Route)


def test_words_made_by_another_version_are_made_anew(
    indexed: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.close()
    monkeypatch.setattr(reindex, "VERSION", reindex.VERSION + 1)
    with Catalogue.open(indexed.folder, encoder=FakeEncoder()) as again:
        assert paths(again, "軸シール")[0] == "ポンプ.txt"
    with closing(sqlite3.connect(indexed.folder / DATABASE)) as connection:
        assert connection.execute("SELECT version FROM derived").fetchall() == [(reindex.VERSION,)]


def test_the_sites_own_terms_are_searched_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text("Replace the frobnicator.", encoding="utf-8")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        words = Query("ガタピシ", routes=frozenset({Route.WORDS}))
        assert catalogue.search.answer(words).hits == ()
        catalogue.dictionary.replace([Entry(("frobnicator",), ("ガタピシ",))])
        assert [hit.path.name for hit in catalogue.search.answer(words).hits] == ["a.txt"]
        assert catalogue.dictionary.entries() == [Entry(("frobnicator",), ("ガタピシ",))]


def test_a_page_tells_its_words_its_parts_and_where_the_query_stands(tmp_path: Path, files: Path) -> None:
    (files / "図面.pdf").write_bytes(bad_files.pdf(["gear pump\n軸シール GP-2040"], size=(1190, 842)))
    chosen = Settings(ocr="off")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), chosen=chosen) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
        page_id = catalogue.search.answer(Query("gear pump", filters=Filters(types=("pdf",)))).hits[0].page_id
        assert catalogue.pages.words(page_id) == ()
        early = catalogue.pages.highlights(page_id, Query("軸シール GP2040"))
        assert len(early) == 2
        assert catalogue.pages.regions(page_id) == ()
        run(catalogue.sources.index())
        words = {word.text: word.box for word in catalogue.pages.words(page_id)}
        assert list(words) == ["gear", "pump", "軸シール", "GP-2040"]
        assert len(catalogue.pages.regions(page_id)) == 4
        found = catalogue.pages.highlights(page_id, Query("軸シール GP2040 type:pdf"))
        assert set(found) == {words["軸シール"], words["GP-2040"]}
        assert [edges(each) for each in early] == [pytest.approx(edges(each), abs=1e-4) for each in found]
        assert catalogue.pages.highlights(page_id, Query("", (Photo(files / "GP-2040.jpg"),))) == ()
        taught = catalogue.pages.highlights(page_id, Query("grumbler"), ("gear pump",))
        assert set(taught) == {words["gear"], words["pump"]}


def edges(box: Box) -> tuple[float, ...]:
    return (box.x0, box.y0, box.x1, box.y1)


def test_words_of_a_file_that_went_away_are_not_told(tmp_path: Path, files: Path) -> None:
    (files / "図面.pdf").write_bytes(bad_files.pdf(["gear pump"], size=(1190, 842)))
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
        page_id = catalogue.search.answer(Query("gear pump", filters=Filters(types=("pdf",)))).hits[0].page_id
        assert len(catalogue.pages.highlights(page_id, Query("pump"))) == 1
        (files / "図面.pdf").unlink()
        assert catalogue.pages.highlights(page_id, Query("pump")) == ()


def test_the_second_pass_can_be_switched_off(tmp_path: Path, files: Path) -> None:
    (files / "図面.pdf").write_bytes(bad_files.pdf(["gear pump"], size=(1190, 842)))
    chosen = Settings(second_pass=False)
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), chosen=chosen) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
        assert catalogue.health.counts().vectors[Space.PICTURE] == 2


def test_queries_are_completed_by_the_catalogue(indexed: Catalogue) -> None:
    assert indexed.search.complete("軸シ") == ("軸シール",)
    assert indexed.search.complete("zx") == ("ZX-49",)
    assert indexed.search.complete("type:t") == ("type:txt",)


def test_what_lies_in_an_archive_is_drawn_opened_and_traced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_DATA", str(tmp_path / "data"))
    plant = tmp_path / "plant"
    plant.mkdir()
    (plant / "a.zip").write_bytes(archives.zipped({"b/photo.jpg": bad_files.picture("JPEG")}))
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(plant)
        run(catalogue.sources.index())
        hit = catalogue.search.answer(Query("photo")).hits[0]
        assert hit.path == plant / "a.zip/b/photo.jpg"
        picture = catalogue.pages.picture(hit.page_id, 320)
        assert picture is not None
        assert picture.size == (320, 200)
        assert catalogue.pages.archive_of(hit.path) == plant / "a.zip"
        assert catalogue.pages.openable(hit.path).read_bytes() == bad_files.picture("JPEG")


def test_a_place_that_cannot_be_written_is_told_from_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as first:
        assert not first.is_place_closed
        with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as second:
            assert second.read_only
            assert not second.is_place_closed
            monkeypatch.setattr(os, "access", lambda *_: False)
            assert second.is_place_closed
            assert not first.is_place_closed
