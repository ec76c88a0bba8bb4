"""A catalogue in use is sound; what is missing, foreign or damaged is found and told apart."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from imtextgui.catalogue import examination
from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.embedding import Ids, Matrix, unit
from imtextgui.domain.health import Finding, Level
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.index import recall
from imtextgui.index.exact import ExactIndex
from imtextgui.index.hnsw import HnswIndex
from imtextgui.index.recall import measured_recall
from tests.fakes import FakeEncoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of two files, one of them Japanese."""
    files = tmp_path / "工場"
    files.mkdir()
    (files / "pump.txt").write_text("Replace the shaft seal ZX-49 of the gear pump.", encoding="utf-8")
    (files / "ポンプ.txt").write_text("油圧ポンプの軸シールを交換する。", encoding="utf-8")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
    return tmp_path / "catalogue"


def examined(
    folder: Path, *, encoder: FakeEncoder | None = None, threshold: int = 1000
) -> dict[str, Finding]:
    """The findings by the name of their check; of several with one name, the last."""
    chosen = Settings(hnsw_threshold=threshold)
    with Catalogue.open(folder, encoder=encoder or FakeEncoder(), chosen=chosen) as catalogue:
        return {each.check: each for each in run(catalogue.health.examine())}


def changed(folder: Path, *statements: str) -> None:
    """Do to the database what no part of the program would."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_catalogue_in_use_is_sound(folder: Path) -> None:
    found = examined(folder)
    expected = {"catalogue-size", "catalogue-whole", "catalogue-counts", "catalogue-encoder", "index-exact"}
    assert set(found) == expected
    assert {each.level for each in found.values()} == {Level.FINE}
    assert found["catalogue-counts"].details["items"] == 2


def test_pages_that_wait_for_the_second_pass_are_told(folder: Path) -> None:
    changed(folder, "UPDATE page SET passes = 0, width = 100")
    found = examined(folder)["catalogue-waiting"]
    assert (found.level, found.details["count"]) == (Level.ADVICE, 2)


def test_an_empty_catalogue_has_no_index_to_examine(tmp_path: Path) -> None:
    assert set(examined(tmp_path)) == {"catalogue-size", "catalogue-whole", "catalogue-counts"}


def test_what_needs_care_is_advice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "工場").rename(folder.parent / "moved")
    changed(
        folder,
        "DELETE FROM vector WHERE passage_id IS NOT NULL AND id % 2 = 0",
        "INSERT INTO content (digest, kind, pages, title) VALUES ('left', 'other', 1, '')",
        "UPDATE page SET problem = 'document-damaged' WHERE id = 1",
    )
    monkeypatch.setattr(examination, "LEAST_ROOM", 1 << 62)
    found = examined(folder)
    needing = {name for name, each in found.items() if each.level is Level.ADVICE}
    assert needing == {
        *("catalogue-room-low", "catalogue-leftover", "catalogue-offline"),
        *("catalogue-problems", "catalogue-pending"),
    }
    assert found["catalogue-offline"].details["path"] == str(folder.parent / "工場")


def test_the_coverage_of_the_active_encoder_is_told_and_the_others_are_named(folder: Path) -> None:
    changed(
        folder,
        "INSERT INTO space (name, fingerprint, dim) SELECT name, 'another', dim FROM space WHERE name = 'meaning'",
        "UPDATE vector SET space_id = (SELECT max(id) FROM space) WHERE passage_id = 1",
        "INSERT INTO bundle VALUES ('another', 'small', '2', 'MIT')",
        f"INSERT INTO makeshift VALUES ('{FakeEncoder.fingerprint}', 2, 1, 1)",
    )
    found = examined(folder)
    named = FakeEncoder.fingerprint
    assert found["catalogue-encoder"].details == {"name": named, "count": 1, "percent": 80}
    assert found["catalogue-pending"].details == {"name": named, "count": 1, "percent": 80}
    assert found["catalogue-makeshift"].details == {"name": named, "count": 1, "percent": 80}
    assert found["catalogue-other-encoder"].details == {"name": "small 2", "count": 1, "percent": 20}
    assert found["catalogue-other-encoder"].level is Level.FINE


def test_rows_out_of_place_are_a_fault(folder: Path) -> None:
    changed(folder, "DELETE FROM item WHERE id = 1")
    found = examined(folder)["catalogue-stray"]
    assert found.level is Level.FAULT
    assert "item" in str(found.details["tables"])


def test_an_approximate_index_is_measured(folder: Path) -> None:
    found = examined(folder, threshold=1)["index-recall"]
    assert (found.level, found.details["recall"]) == (Level.FINE, 1.0)


def test_a_poor_approximate_index_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "measured_recall", lambda index, ids, rows: 0.5)
    assert examined(folder, threshold=1)["index-recall-low"].level is Level.ADVICE


def test_an_index_that_lacks_vectors_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        catalogue.search.answer(Query("pump"))  # opens the indexes
        monkeypatch.setattr(ExactIndex, "ids", lambda self: np.zeros(0, np.int64))
        found = {each.check: each.level for each in run(catalogue.health.examine())}
    assert found["index-differs"] is Level.FAULT


def rows(count: int) -> tuple[Ids, Callable[[Ids], Matrix], Matrix]:
    """Ids, what gives their rows, and the rows."""
    stored = unit(np.random.default_rng(3).normal(size=(count, 16)))
    return np.arange(1, count + 1, dtype=np.int64), lambda ids: stored[ids - 1], stored


def test_recall_is_one_where_the_index_finds_all_and_less_where_it_lacks_half(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recall, "_ROWS_AT_ONCE", 70)
    ids, fetch, stored = rows(300)
    whole, half = HnswIndex(16), HnswIndex(16)
    whole.add(ids, stored)
    half.add(ids[::2], stored[::2])
    assert measured_recall(whole, ids, fetch) > 0.99
    assert 0.3 < measured_recall(half, ids, fetch) < 0.7


def test_recall_of_fewer_vectors_than_neighbours() -> None:
    ids, fetch, stored = rows(4)
    index = ExactIndex(16)
    index.add(ids, stored)
    assert measured_recall(index, ids, fetch) == 1.0
