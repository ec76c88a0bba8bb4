"""An index has the vectors of the database when it was opened, whatever it was before."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids, Matrix, Space, unit
from imtextgui.index.exact import ExactIndex, VectorIndex
from imtextgui.index.hnsw import HnswIndex
from imtextgui.index.reconcile import open_index, reconcile, save_index

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


def opened(
    folder: Path, ids: Ids, stored: Stored, *, fingerprint: str = "fp", threshold: int = 1
) -> VectorIndex:
    return open_index(folder, Space.PICTURE, fingerprint, DIM, ids, stored.rows, threshold=threshold).index


def saved(folder: Path, ids: Ids) -> None:
    save_index(opened(folder, ids, Stored()), folder, Space.PICTURE, "fp")


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


def test_few_vectors_are_searched_exactly_and_many_approximately(tmp_path: Path) -> None:
    assert isinstance(opened(tmp_path, np.arange(99), Stored(), threshold=100), ExactIndex)
    assert isinstance(opened(tmp_path, np.arange(100), Stored(), threshold=100), HnswIndex)
    assert isinstance(opened(tmp_path, np.arange(0), Stored(), threshold=100), ExactIndex)


def test_a_good_snapshot_saves_building_anew(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(1000))
    stored = Stored()
    assert_holds(opened(tmp_path, np.arange(1000), stored), np.arange(1000))
    assert stored.asked < 200


@pytest.mark.parametrize(
    "ids", [np.arange(1000), np.arange(500), np.arange(100, 800), np.arange(700, 1000), np.arange(0, 1000, 7)]
)
def test_an_old_snapshot_is_brought_up_to_date(tmp_path: Path, ids: Ids) -> None:
    saved(tmp_path, np.arange(50, 750))
    assert_holds(opened(tmp_path, ids, Stored()), ids)


def test_a_snapshot_of_mostly_removed_vectors_is_built_anew(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(1000))
    index = opened(tmp_path, np.arange(300), Stored())
    assert isinstance(index, HnswIndex)
    assert index.dead == 0


def test_a_damaged_snapshot_is_built_anew(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(200))
    for data in tmp_path.glob("*.npz"):
        data.write_bytes(data.read_bytes()[:1000])
    assert_holds(opened(tmp_path, np.arange(200), Stored()), np.arange(200))


def test_a_snapshot_of_another_encoder_is_built_anew(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(200))
    stored = Stored()
    assert_holds(opened(tmp_path, np.arange(200), stored, fingerprint="other"), np.arange(200))
    assert stored.asked == 200


@pytest.mark.parametrize("there_now", [180, 200, 300])
def test_ids_that_a_restored_database_gave_again_are_not_believed(tmp_path: Path, there_now: int) -> None:
    """The backup had 150 vectors; those after it are others than the snapshot's of the same ids."""
    saved(tmp_path, np.arange(200))
    rows = np.concatenate([ROWS[:150], ROWS[:149:-1]])
    index = opened(tmp_path, np.arange(there_now), Stored(rows))
    np.testing.assert_allclose(index.rows(np.arange(there_now)), rows[:there_now], atol=1e-6)


def test_an_exact_index_leaves_no_snapshot(tmp_path: Path) -> None:
    saved(tmp_path, np.arange(200))
    index = opened(tmp_path, np.arange(50), Stored(), threshold=100)
    save_index(index, tmp_path, Space.PICTURE, "fp")
    assert list(tmp_path.iterdir()) == []
