"""Indexes follow the database at the next search, and keep what took long to build."""

import random
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids, Matrix, Space, unit
from imtextgui.domain.items import Kind
from imtextgui.domain.progress import Progress, Stage, run
from imtextgui.index.coarse import CoarseIndex, FetchRows
from imtextgui.index.exact import VectorIndex
from imtextgui.index.hnsw import HnswIndex
from imtextgui.search.routes import indexes as module
from imtextgui.search.routes.indexes import Indexes
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.vectors.vector_rows import Vectors

DIM = 16


class Shelf:
    """A database to put pages with pictures into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database.open(folder / "catalogue.sqlite3")
        self.vectors = Vectors(self.database)
        self.random = np.random.default_rng(4)
        self.items: list[int] = []
        with self.database.transaction() as tx:
            self.source = Sources(self.database).add(tx, folder / "files").id

    def add(self, count: int) -> Matrix:
        rows = unit(self.random.normal(size=(count, DIM)))
        with self.database.transaction() as tx:
            for row in rows:
                name = f"{len(self.items)}.jpg"
                content = Contents(self.database).begin(tx, name, Kind.PHOTO, 1, "")
                self.items.append(Items(self.database).put(tx, self.source, name, 1, 1, content_id=content))
                Pages(self.database).add(tx, content, StoredPage(1, picture=row), "print")
        return rows

    def remove(self, *places: int) -> None:
        with self.database.transaction() as tx:
            Items(self.database).remove(tx, [self.items[place] for place in places])

    def indexes(self, *, graph_from: int = 1000, keep: bool = True) -> Indexes:
        return Indexes(
            self.folder / "index",
            self.vectors,
            "print",
            dict.fromkeys(Space, DIM),
            graph_from=graph_from,
            turn_to_save=lambda: nullcontext(keep),
        )

    def stored(self) -> list[int]:
        return [int(number) for number in self.vectors.ids(Space.PICTURE, "print")]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.database.close()


@pytest.mark.parametrize(("graph_from", "graph"), [(1, True), (1, False), (1000, False)])
def test_the_index_follows_additions_and_removals(shelf: Shelf, graph_from: int, *, graph: bool) -> None:
    indexes = shelf.indexes(graph_from=graph_from)
    shelf.add(20)
    if graph:
        run(indexes.build_graphs())
    assert sorted(indexes.get(Space.PICTURE).ids().tolist()) == shelf.stored()
    rows = shelf.add(5)
    shelf.remove(0, 3)
    index = indexes.get(Space.PICTURE)
    assert sorted(index.ids().tolist()) == shelf.stored()
    ids, cosines = index.search(rows[-1:], 1)
    assert ids[0, 0] == shelf.stored()[-1]
    assert cosines[0, 0] == pytest.approx(1.0, abs=1e-5)


def test_an_unchanged_index_is_not_opened_again(shelf: Shelf) -> None:
    shelf.add(3)
    indexes = shelf.indexes()
    assert indexes.get(Space.PICTURE) is indexes.get(Space.PICTURE)


def test_spaces_do_not_mix(shelf: Shelf) -> None:
    shelf.add(3)
    indexes = shelf.indexes()
    assert (len(indexes.get(Space.PICTURE)), len(indexes.get(Space.MEANING))) == (3, 0)


def test_a_built_index_is_kept_for_the_next_opening(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SAVED_FROM", 10)
    shelf.add(30)
    first = shelf.indexes(graph_from=5)
    run(first.build_graphs())
    assert isinstance(first.get(Space.PICTURE), HnswIndex)
    written = {file.name for file in (shelf.folder / "index").iterdir()}
    assert written
    shelf.add(3)
    first.get(Space.PICTURE)
    first.close()
    assert {file.name for file in (shelf.folder / "index").iterdir()} == written, "too little changed"
    second = shelf.indexes(graph_from=5)
    assert sorted(second.get(Space.PICTURE).ids().tolist()) == shelf.stored()
    shelf.add(10)
    second.get(Space.PICTURE)
    second.close()
    assert {file.name for file in (shelf.folder / "index").iterdir()} != written


def test_a_reader_keeps_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SAVED_FROM", 1)
    shelf.add(10)
    indexes = shelf.indexes(graph_from=5, keep=False)
    indexes.get(Space.PICTURE)
    indexes.close()
    assert not (shelf.folder / "index").exists()


def test_searches_do_not_wait_for_a_graph(shelf: Shelf) -> None:
    rows = shelf.add(30)
    indexes = shelf.indexes(graph_from=5)
    before = indexes.get(Space.PICTURE)
    assert isinstance(before, CoarseIndex)
    building = indexes.build_graphs()
    assert next(building) == Progress(Stage.PREPARE, done=30, total=30, detail="picture")
    assert indexes.get(Space.PICTURE) is before, "while it is built the old one answers"
    run(building)
    graph = indexes.get(Space.PICTURE)
    assert isinstance(graph, HnswIndex)
    assert graph.search(rows[:5], 1)[0].ravel().tolist() == shelf.stored()[:5]


def test_what_comes_while_a_graph_is_built_is_found(shelf: Shelf) -> None:
    shelf.add(10)
    indexes = shelf.indexes(graph_from=5)
    building = indexes.build_graphs()
    next(building)
    shelf.add(3)
    run(building)
    assert sorted(indexes.get(Space.PICTURE).ids().tolist()) == shelf.stored()


def test_a_graph_that_misses_much_stands_aside(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "measured_recall", lambda index, ids, rows: 0.97)
    shelf.add(10)
    indexes = shelf.indexes(graph_from=5)
    run(indexes.build_graphs())
    assert isinstance(indexes.get(Space.PICTURE), CoarseIndex)


def test_a_graph_that_stood_aside_is_built_again_only_when_the_space_has_grown(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, built = [0.97], list[int]()

    def measured(index: VectorIndex, ids: Ids, rows: FetchRows) -> float:
        built.append(len(ids))
        return reached[0]

    monkeypatch.setattr(module, "measured_recall", measured)
    shelf.add(20)
    run(shelf.indexes(graph_from=5).build_graphs())
    run(shelf.indexes(graph_from=5).build_graphs())
    shelf.add(5)
    run(shelf.indexes(graph_from=5).build_graphs())
    assert built == [20]
    shelf.add(1)
    reached[0] = 0.99
    indexes = shelf.indexes(graph_from=5)
    run(indexes.build_graphs())
    run(indexes.build_graphs())
    assert built == [20, 26], "a good one is not measured again either"
    assert isinstance(indexes.get(Space.PICTURE), HnswIndex)


def test_a_graph_that_misses_much_since_the_space_has_grown_makes_room_for_short_rows(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SAVED_FROM", 1)
    shelf.add(10)
    indexes = shelf.indexes(graph_from=5)
    run(indexes.build_graphs())
    assert isinstance(indexes.get(Space.PICTURE), HnswIndex)
    monkeypatch.setattr(module, "measured_recall", lambda index, ids, rows: 0.5)
    shelf.add(10)
    run(indexes.build_graphs())
    assert isinstance(indexes.get(Space.PICTURE), CoarseIndex)
    assert sorted(indexes.get(Space.PICTURE).ids().tolist()) == shelf.stored()
    assert isinstance(shelf.indexes(graph_from=5).get(Space.PICTURE), CoarseIndex)


def test_a_graph_in_use_is_extended_and_not_read_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add(10)
    indexes = shelf.indexes(graph_from=5)
    run(indexes.build_graphs())
    before = indexes.get(Space.PICTURE)
    rows = shelf.add(2)
    run(indexes.build_graphs())
    assert indexes.get(Space.PICTURE) is before
    assert before.search(rows, 1)[0].ravel().tolist() == shelf.stored()[-2:]
    assert not (shelf.folder / "index" / "picture.json").exists(), "so little is not written"


def test_of_many_short_rows_a_share_must_have_changed_to_be_written(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SAVED_FROM", 1)
    monkeypatch.setattr(module, "SAVED_SHARE", 10)
    shelf.add(100)
    first = shelf.indexes(graph_from=5)
    first.get(Space.PICTURE)
    first.close()
    manifest = shelf.folder / "index" / "picture.json"
    written = manifest.read_bytes()
    for more, is_written in ((9, False), (3, True)):
        shelf.add(more)
        indexes = shelf.indexes(graph_from=5)
        indexes.get(Space.PICTURE)
        indexes.close()
        assert (manifest.read_bytes() != written) == is_written


@pytest.mark.parametrize("seed", range(6))
def test_only_what_came_is_read_where_nothing_went(shelf: Shelf, seed: int) -> None:
    """Whatever is added and removed, index and owners are those of the database; all is read anew after a removal."""
    whole: list[str] = []

    class Counting(Vectors):
        def ids(self, space: Space, fingerprint: str, *, after: int = 0) -> Ids:
            whole.extend(["ids"] * (not after))
            return super().ids(space, fingerprint, after=after)

        def pages(self, space: Space, fingerprint: str, *, after: int = 0) -> tuple[Ids, Ids]:
            whole.extend(["pages"] * (not after))
            return super().pages(space, fingerprint, after=after)

    shelf.vectors = Counting(shelf.database)
    shelf.add(30)
    indexes, choose = shelf.indexes(), random.Random(seed)
    indexes.get(Space.PICTURE)
    indexes.of_pages(Space.PICTURE, np.array([1]))
    for _ in range(8):
        removed = choose.sample(range(len(shelf.items)), choose.choice([0, 0, 1, 3]))
        before = len(shelf.stored())
        shelf.remove(*removed)
        gone = before > len(shelf.stored())
        shelf.add(choose.choice([1, 3]))
        whole.clear()
        index = indexes.get(Space.PICTURE)
        owners = indexes.of_pages(Space.PICTURE, np.arange(200))
        assert whole == ["ids", "pages"] * gone
        assert index.ids().tolist() == owners.tolist() == shelf.stored()
