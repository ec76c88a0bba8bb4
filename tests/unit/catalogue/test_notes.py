"""What the user adds to a catalogue, and what the settings keep out of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Route
from imtextgui.errors import CatalogueReadOnly
from imtextgui.indexing.reader_pool.fallback_pool import FallbackReaderPool
from tests.fakes import FakeEncoder

SECRET = "Geheimrezept der Dichtung ZX-49"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "工場"
    folder.mkdir()
    Image.effect_mandelbrot((300, 200), (-3, -2.5, 2, 2.5), 90).convert("RGB").save(folder / "GP-2040.jpg")
    (folder / "pump.txt").write_text(SECRET, encoding="utf-8")
    sheet = canvas.Canvas(str(folder / "sheet.pdf"))
    sheet.drawString(72, 700, SECRET)
    sheet.save()
    return folder


Open = Callable[..., Catalogue]


@pytest.fixture
def open_with(tmp_path: Path) -> Iterator[Open]:
    opened: list[Catalogue] = []

    def make(**chosen: object) -> Catalogue:
        wanted = Settings(**chosen)  # type: ignore[arg-type]  # fields of the settings
        opened.append(Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), chosen=wanted))
        return opened[-1]

    yield make
    for catalogue in opened:
        catalogue.close()


def index(catalogue: Catalogue, folder: Path) -> Catalogue:
    catalogue.sources.add(folder)
    run(catalogue.sources.index())
    return catalogue


def names(catalogue: Catalogue, text: str) -> list[str]:
    return [hit.path.name for hit in catalogue.search.answer(Query(text)).hits]


def page_ids(catalogue: Catalogue) -> dict[str, int]:
    return {
        hit.path.name: hit.page_id
        for text in ("pump", "GP-2040", "sheet")
        for hit in catalogue.search.answer(Query(text)).hits
    }


def in_the_file(catalogue: Catalogue, text: str) -> bool:
    database = catalogue.folder / DATABASE
    files = [database, *database.parent.glob(f"{DATABASE}-*")]
    return any(text.encode() in file.read_bytes() for file in files)


def test_tags_are_put_found_renamed_and_taken_off(open_with: Open, files: Path) -> None:
    catalogue = index(open_with(), files)
    hits = catalogue.search.answer(Query("Geheimrezept", routes=frozenset({Route.WORDS}))).hits
    hit = next(hit for hit in hits if hit.path.name == "pump.txt")
    catalogue.tags.add([hit.item_id], "要点検")
    assert catalogue.tags.all() == (("要点検", 1),)
    assert names(catalogue, "tag:要点検") == ["pump.txt"]
    catalogue.tags.rename("要点検", "checked")
    assert catalogue.tags.of([hit.item_id]) == {hit.item_id: ("checked",)}
    items = catalogue.tags.delete("checked")
    assert catalogue.tags.all() == ()
    catalogue.tags.add(items, "checked")
    catalogue.tags.remove(items, "checked")
    assert (items, catalogue.tags.all()) == ((hit.item_id,), ())


def test_searches_are_remembered_named_and_forgotten(open_with: Open) -> None:
    catalogue = open_with()
    first, second = catalogue.history.add(Query("pump")), catalogue.history.add(Query("弁"))
    catalogue.history.save(first, "the pump")
    assert [(each.query.text, each.name) for each in catalogue.history.latest()] == [
        ("弁", ""),
        ("pump", "the pump"),
    ]
    catalogue.history.clear()
    assert [each.id for each in catalogue.history.latest()] == [first]
    catalogue.history.remove(first)
    assert catalogue.history.latest() == ()
    assert second > first


def test_without_a_history_nothing_is_remembered(open_with: Open) -> None:
    catalogue = open_with(keep_history=False)
    assert catalogue.history.add(Query("pump")) == 0
    assert catalogue.history.latest() == ()
    catalogue.apply_settings(Settings())
    assert catalogue.history.add(Query("pump")) > 0


def test_a_second_instance_takes_no_notes(open_with: Open) -> None:
    open_with()
    second = open_with()
    with pytest.raises(CatalogueReadOnly):
        second.history.add(Query("pump"))
    with pytest.raises(CatalogueReadOnly):
        second.tags.add([1], "spare")


def test_routes_that_are_switched_off_find_nothing(open_with: Open, files: Path) -> None:
    catalogue = index(open_with(), files)
    assert names(catalogue, "Geheimrezept")
    off = tuple(route.value for route in Route if route is not Route.CODES)
    catalogue.apply_settings(Settings(routes_off=off))
    assert names(catalogue, "Geheimrezept") == []
    assert sorted(names(catalogue, "ZX-49")) == ["pump.txt", "sheet.pdf"]


def test_texts_that_may_not_be_kept_are_never_stored(open_with: Open, files: Path) -> None:
    catalogue = index(open_with(keep_text=False), files)
    assert names(catalogue, "pump")[0] == "pump.txt"
    assert names(catalogue, "GP-2040")[0] == "GP-2040.jpg"
    page = catalogue.pages.get(page_ids(catalogue)["pump.txt"])
    assert page is not None
    assert page.text == ""
    assert "sheet.pdf" in page_ids(catalogue)
    assert not any(catalogue.pages.words(page_id) for page_id in page_ids(catalogue).values())
    assert not in_the_file(catalogue, "Geheimrezept")
    assert not in_the_file(catalogue, "geheimrezept")


def test_texts_that_were_kept_can_be_removed_without_a_trace(open_with: Open, files: Path) -> None:
    catalogue = index(open_with(), files)
    assert in_the_file(catalogue, "Geheimrezept")
    catalogue.apply_settings(Settings(keep_text=False))
    assert run(catalogue.health.remove_unkept())
    assert not in_the_file(catalogue, "Geheimrezept")
    assert not in_the_file(catalogue, "geheimrezept")
    assert names(catalogue, "ZX-49") == []
    assert names(catalogue, "pump")[0] == "pump.txt"
    assert not run(catalogue.health.remove_unkept())
    (files / "pump.txt").unlink()
    run(catalogue.sources.index())  # words that were forgotten are not forgotten twice
    assert "pump.txt" not in names(catalogue, "pump")


def test_thumbnails_that_may_not_be_kept_are_drawn_when_they_are_asked_for(
    open_with: Open, files: Path
) -> None:
    catalogue = index(open_with(), files)
    photo, note = page_ids(catalogue)["GP-2040.jpg"], page_ids(catalogue)["pump.txt"]
    kept = catalogue.pages.thumbnail(photo)
    assert kept is not None
    catalogue.apply_settings(Settings(keep_thumbnails=False, keep_history=False))
    assert run(catalogue.health.remove_unkept())
    assert not in_the_file(catalogue, "JFIF")
    assert catalogue.pages.thumbnail(photo) is not None
    assert catalogue.pages.thumbnail(note) is None
    (files / "GP-2040.jpg").unlink()
    assert catalogue.pages.thumbnail(photo) is None


def test_thumbnails_that_may_not_be_kept_are_never_stored(open_with: Open, files: Path) -> None:
    catalogue = index(open_with(keep_thumbnails=False), files)
    assert not in_the_file(catalogue, "JFIF")


def test_a_history_that_may_not_be_kept_is_removed_except_for_what_was_saved(open_with: Open) -> None:
    catalogue = open_with()
    saved = catalogue.history.add(Query("pump"))
    catalogue.history.add(Query("valve"))
    catalogue.history.save(saved, "the pump")
    catalogue.apply_settings(Settings(keep_history=False))
    assert run(catalogue.health.remove_unkept())
    assert [each.id for each in catalogue.history.latest()] == [saved]


def test_a_portable_catalogue_is_moved_with_its_files(tmp_path: Path) -> None:
    here, there = tmp_path / "stick E", tmp_path / "stick F"
    (here / "図面").mkdir(parents=True)
    (here / "図面" / "pump.txt").write_text(SECRET, encoding="utf-8")
    with Catalogue.open(here / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert not catalogue.sources.is_portable()
        catalogue.sources.set_portable(True)
        index(catalogue, here / "図面")
    here.rename(there)
    with Catalogue.open(there / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert catalogue.sources.is_portable()
        assert [source.path for source in catalogue.sources.all()] == [there / "図面"]
        assert catalogue.search.answer(Query("ZX-49")).hits[0].path == there / "図面" / "pump.txt"
        report = run(catalogue.sources.index())
        assert (report.sources[0].unchanged, report.sources[0].new) == (1, 0)


def test_one_worker_reads_where_power_is_saved(
    open_with: Open, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imtextgui.indexing.reader_pool import run_pool

    asked: list[int] = []
    opened = run_pool.open_reader_pool

    def open_reader_pool(workers: int) -> FallbackReaderPool:
        asked.append(workers)
        return opened(workers)

    monkeypatch.setattr(run_pool, "open_reader_pool", open_reader_pool)
    index(open_with(save_power="always", workers=2), files)
    assert asked == [1]
