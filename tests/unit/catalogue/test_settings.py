"""What the settings keep out of a catalogue, and which of its routes and processes they let work."""

from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Route
from imtextgui.indexing.reader_pool.fallback_pool import FallbackReaderPool
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from tests.unit.catalogue.conftest import Open, index, names


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


def test_without_a_history_nothing_is_remembered(open_with: Open) -> None:
    catalogue = open_with(keep_history=False)
    assert catalogue.history.add(Query("pump")) == 0
    assert catalogue.history.latest() == ()
    catalogue.apply_settings(Settings())
    assert catalogue.history.add(Query("pump")) > 0


def test_routes_that_are_switched_off_find_nothing(open_with: Open, workshop: Path) -> None:
    catalogue = index(open_with(), workshop)
    assert names(catalogue, "Geheimrezept")
    off = tuple(route.value for route in Route if route is not Route.CODES)
    catalogue.apply_settings(Settings(routes_off=off))
    assert names(catalogue, "Geheimrezept") == []
    assert sorted(names(catalogue, "ZX-49")) == ["pump.txt", "sheet.pdf"]


def test_texts_that_may_not_be_kept_are_never_stored(open_with: Open, workshop: Path) -> None:
    catalogue = index(open_with(keep_text=False), workshop)
    assert names(catalogue, "pump")[0] == "pump.txt"
    assert names(catalogue, "GP-2040")[0] == "GP-2040.jpg"
    page = catalogue.pages.get(page_ids(catalogue)["pump.txt"])
    assert page is not None
    assert page.text == ""
    assert "sheet.pdf" in page_ids(catalogue)
    assert not any(catalogue.pages.words(page_id) for page_id in page_ids(catalogue).values())
    assert not in_the_file(catalogue, "Geheimrezept")
    assert not in_the_file(catalogue, "geheimrezept")


def test_texts_that_were_kept_can_be_removed_without_a_trace(open_with: Open, workshop: Path) -> None:
    catalogue = index(open_with(), workshop)
    assert in_the_file(catalogue, "Geheimrezept")
    catalogue.apply_settings(Settings(keep_text=False))
    assert run(catalogue.health.remove_unkept())
    assert not in_the_file(catalogue, "Geheimrezept")
    assert not in_the_file(catalogue, "geheimrezept")
    assert names(catalogue, "ZX-49") == []
    assert names(catalogue, "pump")[0] == "pump.txt"
    assert not run(catalogue.health.remove_unkept())
    (workshop / "pump.txt").unlink()
    run(catalogue.sources.index())  # words that were forgotten are not forgotten twice
    assert "pump.txt" not in names(catalogue, "pump")


def test_thumbnails_that_may_not_be_kept_are_drawn_when_they_are_asked_for(
    open_with: Open, workshop: Path
) -> None:
    catalogue = index(open_with(), workshop)
    photo, note = page_ids(catalogue)["GP-2040.jpg"], page_ids(catalogue)["pump.txt"]
    kept = catalogue.pages.thumbnail(photo)
    assert kept is not None
    catalogue.apply_settings(Settings(keep_thumbnails=False, keep_history=False))
    assert run(catalogue.health.remove_unkept())
    assert not in_the_file(catalogue, "JFIF")
    assert catalogue.pages.thumbnail(photo) is not None
    assert catalogue.pages.thumbnail(note) is None
    (workshop / "GP-2040.jpg").unlink()
    assert catalogue.pages.thumbnail(photo) is None


def test_thumbnails_that_may_not_be_kept_are_never_stored(open_with: Open, workshop: Path) -> None:
    catalogue = index(open_with(keep_thumbnails=False), workshop)
    assert not in_the_file(catalogue, "JFIF")


def test_a_history_that_may_not_be_kept_is_removed_except_for_what_was_saved(open_with: Open) -> None:
    catalogue = open_with()
    saved = catalogue.history.add(Query("pump"))
    catalogue.history.add(Query("valve"))
    catalogue.history.save(saved, "the pump")
    catalogue.apply_settings(Settings(keep_history=False))
    assert run(catalogue.health.remove_unkept())
    assert [each.id for each in catalogue.history.latest()] == [saved]


def test_one_worker_reads_where_power_is_saved(
    open_with: Open, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imtextgui.indexing.reader_pool import run_pool

    asked: list[int] = []
    opened = run_pool.open_reader_pool

    def open_reader_pool(workers: int, sources: list[Path]) -> FallbackReaderPool:
        asked.append(workers)
        return opened(workers, sources)

    monkeypatch.setattr(run_pool, "open_reader_pool", open_reader_pool)
    index(open_with(save_power="always", workers=2), workshop)
    assert asked == [1]


@pytest.mark.parametrize("confined", [True, False])
def test_readers_are_confined_to_all_sources_unless_the_settings_say_otherwise(
    confined: bool, open_with: Open, workshop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imtextgui.indexing.reader_pool import run_pool

    asked: list[list[Path] | None] = []

    def open_reader_pool(workers: int, sources: list[Path] | None) -> InProcessReaderPool:
        asked.append(sources)
        return InProcessReaderPool()

    monkeypatch.setattr(run_pool, "open_reader_pool", open_reader_pool)
    catalogue = open_with(confine_readers=confined)
    (tmp_path / "other").mkdir()
    other = catalogue.sources.add(tmp_path / "other")
    catalogue.sources.add(workshop)
    run(catalogue.sources.index([other.id]))
    assert asked == [[tmp_path / "other", workshop] if confined else None]
