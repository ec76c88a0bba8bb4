"""An index has the vectors of the database when it was opened, whatever it was before."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids, Matrix, Space, unit
from imtextgui.index import reconcile as module
from imtextgui.index.coarse import CoarseIndex
from imtextgui.index.exact import ExactIndex, VectorIndex
from imtextgui.index.hnsw import HnswIndex
from imtextgui.index.reconcile import BuiltGraph, Stock, build_graph, open_index, reconcile, save_index
from imtextgui.index.snapshot import Subject

DIM = 8
ROWS = unit(np.random.default_rng(0).normal(size=(1000, DIM)))


class Stored:
    """Rows of a database; ``asked`` counts those that were fetched."""

    def __init__(self, rows: Matrix = ROWS) -> None:
        self._rows = rows
        self.asked = 0

    def rows(self, ids: Ids) -> Matrix:
        self.asked += len(ids)
        return self._rows[ids]


def stock(ids: Ids, stored: Stored, fingerprint: str = "fp") -> Stock:
    return Stock(Subject(Space.PICTURE, fingerprint, DIM), ids, stored.rows)


def opened(
    folder: Path,
    ids: Ids,
    stored: Stored,
    *,
    fingerprint: str = "fp",
    graph_from: int = 1,
    coarse_from: int = 1,
) -> VectorIndex:
    described = stock(ids, stored, fingerprint)
    return open_index(folder, described, graph_from=graph_from, coarse_from=coarse_from).index


def built(folder: Path, ids: Ids, stored: Stored, fingerprint: str = "fp") -> HnswIndex:
    building = build_graph(folder, stock(ids, stored, fingerprint))
    try:
        while True:
            next(building)
    except StopIteration as end:
        made: BuiltGraph = end.value
        return made.graph


def saved(folder: Path, ids: Ids, *, graph: bool = True) -> None:
    index = built(folder, ids, Stored()) if graph else opened(folder, ids, Stored())
    save_index(index, folder, stock(ids, Stored()).subject)


def assert_holds(index: VectorIndex, ids: Ids, rows: Matrix = ROWS) -> None:
    np.testing.assert_array_equal(index.ids(), ids)
    found, _ = index.search(rows[ids], 1)
    np.testing.assert_array_equal(found[:, 0], ids)


@pytest.mark.parametrize("kind", [ExactIndex, HnswIndex])
def test_lacking_vectors_come_and_surplus_ones_go(kind: Callable[[int], VectorIndex]) -> None:
    index = kind(DIM)
    index.add(np.arange(100), ROWS[:100])
    assert reconcile(index, np.arange(40, 140), Stored().rows) == (40, 40)
    assert_holds(index, np.arange(40, 140))
    assert reconcile(index, np.arange(40, 140), Stored().rows) == (0, 0)
    assert reconcile(index, np.arange(0), Stored().rows) == (0, 100)


def test_vectors_that_vanish_meanwhile_are_left_out(tmp_path: Path) -> None:
    class Vanishing(Stored):
        def rows(self, ids: Ids) -> Matrix:
            if np.isin(ids, [3, 77]).any():
                raise KeyError
            return super().rows(ids)

    saved(tmp_path, np.arange(50))
    ids = np.arange(100)
    ids_left = np.setdiff1d(ids, [77])
    assert_holds(opened(tmp_path, ids, Vanishing()), ids_left)


def test_few_vectors_are_compared_whole_more_by_short_rows_and_very_many_by_a_graph(tmp_path: Path) -> None:
    def kind(count: int) -> type[VectorIndex]:
        return type(opened(tmp_path, np.arange(count), Stored(), graph_from=200, coarse_from=100))

    assert (kind(0), kind(99), kind(100), kind(199)) == (ExactIndex, ExactIndex, CoarseIndex, CoarseIndex)
    assert kind(200) is CoarseIndex, "nobody waits for a graph"
    saved(tmp_path, np.arange(200))
    assert (kind(200), kind(250), kind(150)) == (HnswIndex, HnswIndex, CoarseIndex)


def test_a_graph_that_lacks_much_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CAUGHT_UP", 10)
    saved(tmp_path, np.arange(200))
    assert isinstance(opened(tmp_path, np.arange(210), Stored()), HnswIndex)
    assert isinstance(opened(tmp_path, np.arange(211), Stored()), CoarseIndex)


@pytest.mark.parametrize("graph", [True, False])
def test_a_good_snapshot_saves_making_it_anew(tmp_path: Path, *, graph: bool) -> None:
    saved(tmp_path, np.arange(1000), graph=graph)
    stored = Stored()
    index = opened(tmp_path, np.arange(1000), stored)
    assert stored.asked < 200
    assert isinstance(index, HnswIndex if graph else CoarseIndex)
    assert_holds(index, np.arange(1000))


@pytest.mark.parametrize("graph", [True, False])
@pytest.mark.parametrize(
    "ids", [np.arange(1000), np.arange(500), np.arange(100, 800), np.arange(700, 1000), np.arange(0, 1000, 7)]
)
def test_an_old_snapshot_is_brought_up_to_date(tmp_path: Path, ids: Ids, *, graph: bool) -> None:
    saved(tmp_path, np.arange(50, 750), graph=graph)
    assert_holds(opened(tmp_path, ids, Stored()), ids)


def test_a_snapshot_of_mostly_removed_vectors_is_built_anew(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(1000))
    assert isinstance(opened(tmp_path, np.arange(300), Stored()), CoarseIndex)
    assert built(tmp_path, np.arange(300), Stored()).dead == 0


def test_a_damaged_snapshot_is_built_anew(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(200))
    for data in tmp_path.glob("*.npz"):
        data.write_bytes(data.read_bytes()[:1000])
    assert_holds(opened(tmp_path, np.arange(200), Stored()), np.arange(200))


def test_a_snapshot_of_another_encoder_is_built_anew(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(200))
    stored = Stored()
    assert_holds(built(tmp_path, np.arange(200), stored, "other"), np.arange(200))
    assert stored.asked == 200


@pytest.mark.parametrize("graph", [True, False])
@pytest.mark.parametrize("there_now", [180, 200, 300])
def test_ids_that_a_restored_database_gave_again_are_not_believed(
    tmp_path: Path, there_now: int, *, graph: bool
) -> None:
    """The backup had 150 vectors; those after it are others than the snapshot's of the same ids."""
    saved(tmp_path, np.arange(200), graph=graph)
    rows = np.concatenate([ROWS[:150], ROWS[:149:-1]])
    ids = np.arange(there_now)
    assert_holds(opened(tmp_path, ids, Stored(rows)), ids, rows)
    assert built(tmp_path, ids, Stored(rows)).agrees(ids, rows[:there_now])


def test_an_exact_index_leaves_no_snapshot(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(200))
    index = opened(tmp_path, np.arange(50), Stored(), graph_from=100, coarse_from=100)
    save_index(index, tmp_path, stock(np.arange(50), Stored()).subject)
    assert list(tmp_path.iterdir()) == []
