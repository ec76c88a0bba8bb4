"""The guard around hnswlib, beyond what every vector index must do."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from imtextgui.domain.embedding import Matrix, unit
from imtextgui.index.exact import ExactIndex
from imtextgui.index.hnsw import HnswIndex

DIM = 8


def vectors(count: int, seed: int = 0) -> Matrix:
    return unit(np.random.default_rng(seed).normal(size=(count, DIM)))


@pytest.fixture
def index() -> HnswIndex:
    index = HnswIndex(DIM, capacity=4)
    index.add(np.arange(300), vectors(300))
    index.remove(np.arange(0, 300, 3))
    return index


def test_a_restored_index_answers_the_same(index: HnswIndex) -> None:
    restored = HnswIndex.restored(index.state())
    queries = vectors(20, seed=5)
    for before, after in zip(index.search(queries, 200), restored.search(queries, 200), strict=True):
        np.testing.assert_array_equal(before, after)
    assert restored.dead == index.dead == 100


def test_a_restored_index_goes_on(index: HnswIndex) -> None:
    restored = HnswIndex.restored(index.state())
    restored.add(np.arange(300, 900), vectors(600, seed=1))
    restored.remove(np.array([1, 300]))
    restored.add(np.array([0]), vectors(1))
    assert len(restored) == 200 + 600 - 2 + 1
    assert restored.search(vectors(600, seed=1)[1:2], 1)[0].tolist() == [[301]]
    assert restored.search(vectors(1), 1)[0].tolist() == [[0]]


def test_an_empty_index_can_be_restored() -> None:
    restored = HnswIndex.restored(HnswIndex(DIM).state())
    assert restored.search(vectors(1), 3)[0].shape == (1, 0)
    restored.add(np.array([5]), vectors(1))
    assert restored.ids().tolist() == [5]


def test_a_graph_full_of_removed_vectors_still_finds_the_last_ones() -> None:
    index = HnswIndex(DIM)
    rows = vectors(4000)
    index.add(np.arange(4000), rows)
    index.remove(np.arange(3, 4000))
    ids, _ = index.search(rows[2000:2001], 3)
    assert sorted(ids[0].tolist()) == [0, 1, 2]


def test_where_the_graph_finds_too_few_all_are_compared(index: HnswIndex) -> None:
    class Torn:
        """A graph in pieces, of which hnswlib reaches too little."""

        def __init__(self, whole: Any) -> None:
            self.whole = whole

        def __getattr__(self, name: str) -> Any:
            return getattr(self.whole, name)

        def knn_query(self, *_: object) -> None:
            raise RuntimeError("Cannot return the results in a contiguous 2D array")

    expected, _ = index.search(vectors(5, seed=5), 10)
    index._index = Torn(index._index)  # noqa: SLF001 - no vectors are known that tear a graph
    np.testing.assert_array_equal(index.search(vectors(5, seed=5), 10)[0], expected)


def test_many_candidates_are_searched_rather_than_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imtextgui.index.hnsw._SCORED_EXACTLY", 100)
    rows, queries = vectors(2000), vectors(10, seed=1)
    exact, approximate = ExactIndex(DIM), HnswIndex(DIM)
    for index in (exact, approximate):
        index.add(np.arange(2000), rows)
    for among in (np.arange(1000), np.arange(0, 2000, 13)):
        expected, _ = exact.search(queries, 10, among)
        found, _ = approximate.search(queries, 10, among)
        assert np.mean(expected == found) > 0.97
    # all candidates lie at the far end of the query, where no graph search comes by
    far = np.argsort(rows @ queries[0])[:150]
    np.testing.assert_array_equal(
        exact.search(queries[:1], 10, far)[0], approximate.search(queries[:1], 10, far)[0]
    )


def _without(state: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key != name}


@pytest.mark.parametrize(
    "change",
    [
        {"dim": 9},
        {"space": "l2"},
        {"index_inited": False},
        {"cur_element_count": 200},
        {"max_elements": 10},
        {"data_level0": np.zeros(5, dtype=np.int8)},
        {"label_lookup_internal": np.full(300, 4_000_000, dtype=np.uint32)},
        {"label_lookup_external": np.zeros(3, dtype=np.uint64)},
        {"living": np.array([1, 2, 77_777])},
        {"surprise": 1},
    ],
)
def test_parts_that_do_not_fit_are_refused(index: HnswIndex, change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="index"):
        HnswIndex.restored(index.state() | change)


def test_a_part_that_is_missing_is_noticed(index: HnswIndex) -> None:
    with pytest.raises(ValueError, match="not the state"):
        HnswIndex.restored(_without(index.state(), "link_lists"))


def _with(state: dict[str, Any], name: str, change: Callable[[NDArray[Any]], None]) -> dict[str, Any]:
    array = np.array(state[name])
    change(array)
    return state | {name: array}


def _link(row: NDArray[Any], place: int, node: int) -> None:
    """Let place ``place`` of a list of links lead to ``node``."""
    row[4 * place : 4 * place + 4] = np.array([node], dtype=np.uint32).view(np.int8)


def _nodes(state: dict[str, Any]) -> tuple[int, int]:
    return int(state["cur_element_count"]), int(state["size_data_per_element"])


def _refused(state: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        HnswIndex.restored(state)


def test_a_link_to_a_node_that_is_not_there_is_refused(index: HnswIndex) -> None:
    state = index.state()
    count, size = _nodes(state)
    _refused(_with(state, "data_level0", lambda data: _link(data.reshape(count, size)[7], 1, count)))
    upper = int(state["size_links_per_element"])
    _refused(_with(state, "link_lists", lambda data: _link(data.reshape(-1, upper)[0], 1, count)))


def test_more_links_than_there_is_room_for_are_refused(index: HnswIndex) -> None:
    state = index.state()
    count, size = _nodes(state)

    def many(row: NDArray[Any]) -> None:
        row[:2] = np.array([60_000], dtype=np.uint16).view(np.int8)

    _refused(_with(state, "data_level0", lambda data: many(data.reshape(count, size)[7])))
    upper = int(state["size_links_per_element"])
    _refused(_with(state, "link_lists", lambda data: many(data.reshape(-1, upper)[0])))


def test_a_link_of_a_level_to_a_node_below_it_is_refused(index: HnswIndex) -> None:
    state = index.state()
    low = int(np.flatnonzero(np.asarray(state["element_levels"][:300]) == 0)[0])
    upper = int(state["size_links_per_element"])
    _refused(_with(state, "link_lists", lambda data: _link(data.reshape(-1, upper)[0], 1, low)))


def test_a_way_in_that_is_not_on_the_highest_level_is_refused(index: HnswIndex) -> None:
    state = index.state()
    low = int(np.flatnonzero(np.asarray(state["element_levels"][:300]) == 0)[0])
    _refused(state | {"enterpoint_node": low})
    _refused(state | {"enterpoint_node": 300})


@pytest.mark.parametrize("level", [-1, 50])
def test_a_level_that_cannot_be_is_refused(index: HnswIndex, level: int) -> None:
    _refused(_with(index.state(), "element_levels", lambda levels: levels.__setitem__(3, level)))


def test_upper_links_that_do_not_agree_with_the_levels_are_refused(index: HnswIndex) -> None:
    state = index.state()
    _refused(state | {"link_lists": state["link_lists"][:-4]})


def test_numbers_of_another_kind_are_refused(index: HnswIndex) -> None:
    _refused(index.state() | {"cur_element_count": 300.0})
