"""What every vector index must do; the exact one is the oracle of the approximate one."""

import threading
from collections.abc import Callable

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids, Matrix, unit
from imtextgui.index.coarse import CoarseIndex, Projection
from imtextgui.index.exact import ExactIndex, VectorIndex, check_rows
from imtextgui.index.hnsw import HnswIndex

DIM = 16
NewIndex = Callable[[int], VectorIndex]


class Kept(CoarseIndex):
    """A coarse index with the rows of a database; random ones differ along all directions, so that all are kept."""

    def __init__(self, dim: int) -> None:
        self.stored: dict[int, Matrix] = {}
        directions = np.linalg.qr(np.random.default_rng(1).normal(size=(dim, dim)))[0]
        projection = Projection(np.zeros(dim, np.float32), directions.astype(np.float32))
        super().__init__(projection, lambda ids: np.array([self.stored[number] for number in ids.tolist()]))

    def add(self, ids: Ids, rows: Matrix) -> None:
        there = set(self.ids().tolist())
        super().add(ids, rows)
        whole = check_rows(rows, self.dim)
        for number, row in zip(ids.tolist(), whole, strict=True):
            if number not in there:
                self.stored.setdefault(number, row)
                there.add(number)

    def remove(self, ids: Ids) -> None:
        super().remove(ids)
        for number in ids.tolist():
            self.stored.pop(number, None)


@pytest.fixture(params=[ExactIndex, HnswIndex, Kept])
def new_index(request: pytest.FixtureRequest) -> NewIndex:
    kind: NewIndex = request.param
    return kind


@pytest.fixture
def index(new_index: NewIndex) -> VectorIndex:
    return new_index(DIM)


def vectors(count: int, seed: int = 0, dim: int = DIM) -> Matrix:
    return unit(np.random.default_rng(seed).normal(size=(count, dim)))


def numbers(*ids: int) -> Ids:
    return np.array(ids, dtype=np.int64)


def test_an_empty_index_answers_with_nothing(index: VectorIndex) -> None:
    ids, scores = index.search(vectors(2), 5)
    assert ids.shape == scores.shape == (2, 0)
    assert len(index) == 0
    assert index.ids().tolist() == []


def test_no_query_has_no_answer(index: VectorIndex) -> None:
    index.add(numbers(1), vectors(1))
    ids, _ = index.search(np.empty((0, DIM), dtype=np.float32), 5)
    assert ids.shape == (0, 1)


def test_a_vector_finds_itself_first_with_cosine_one(index: VectorIndex) -> None:
    rows = vectors(50)
    index.add(np.arange(100, 150), rows)
    ids, scores = index.search(rows, 3)
    assert ids[:, 0].tolist() == list(range(100, 150))
    np.testing.assert_allclose(scores[:, 0], 1, atol=1e-5)
    assert (np.diff(scores, axis=1) <= 0).all()


def test_more_is_asked_for_than_there_is(index: VectorIndex) -> None:
    index.add(numbers(7, 3), vectors(2))
    ids, scores = index.search(vectors(1), 10)
    assert sorted(ids[0].tolist()) == [3, 7]
    assert np.isfinite(scores).all()
    assert index.search(vectors(1), 0)[0].shape == (1, 0)


def test_removed_vectors_are_neither_counted_nor_found(index: VectorIndex) -> None:
    rows = vectors(20)
    index.add(np.arange(20), rows)
    index.remove(numbers(0, 5, 99))
    assert len(index) == 18
    assert 5 not in index.ids()
    ids, _ = index.search(rows, 20)
    assert ids.shape == (20, 18)
    assert not np.isin(ids, [0, 5]).any()


def test_everything_can_be_removed_and_others_added(index: VectorIndex) -> None:
    index.add(np.arange(10), vectors(10))
    index.remove(np.arange(10))
    assert index.search(vectors(1), 3)[0].shape == (1, 0)
    index.add(np.arange(20, 25), vectors(5, seed=1))
    assert index.ids().tolist() == list(range(20, 25))
    assert index.search(vectors(5, seed=1), 1)[0][:, 0].tolist() == list(range(20, 25))


def test_a_removed_id_comes_back_with_its_row(index: VectorIndex) -> None:
    rows = vectors(10)
    index.add(np.arange(10), rows)
    index.remove(numbers(4))
    index.add(numbers(4), rows[4:5])
    assert len(index) == 10
    assert index.search(rows[4:5], 1)[0].tolist() == [[4]]


def test_a_removed_id_comes_back_with_another_row(index: VectorIndex) -> None:
    """A database put back from a backup gives ids again."""
    rows, others = vectors(200), vectors(200, seed=1)
    index.add(np.arange(200), rows)
    index.remove(np.arange(90, 110))
    index.add(np.arange(80, 120), others[80:120])
    expected = np.concatenate([rows[:90], others[90:110], rows[110:]])
    np.testing.assert_allclose(index.rows(np.arange(200)), expected, atol=1e-6)
    assert index.search(expected, 1)[0].ravel().tolist() == list(range(200))


def test_an_id_keeps_the_row_it_came_with(index: VectorIndex) -> None:
    rows = vectors(3)
    index.add(numbers(1, 1, 2), rows)
    index.add(numbers(1), rows[2:3])
    assert index.ids().tolist() == [1, 2]
    np.testing.assert_allclose(index.rows(numbers(1)), rows[:1], atol=1e-6)


def test_ids_come_in_any_order(index: VectorIndex) -> None:
    rows = vectors(30)
    order = np.random.default_rng(1).permutation(30)
    for part in np.split(order, 3):
        index.add(part, rows[part])
    assert index.ids().tolist() == list(range(30))
    assert index.search(rows, 1)[0][:, 0].tolist() == list(range(30))
    np.testing.assert_allclose(index.rows(order), rows[order], atol=1e-6)


def test_rows_of_unknown_or_removed_ids_are_refused(index: VectorIndex) -> None:
    index.add(numbers(1, 2), vectors(2))
    index.remove(numbers(2))
    for unknown in (2, 3):
        with pytest.raises(KeyError):
            index.rows(numbers(1, unknown))
    assert index.rows(numbers()).shape == (0, DIM)


@pytest.mark.parametrize("count", [3, 40, 400, 1000])
def test_only_the_ones_asked_for_are_found_and_all_of_them(index: VectorIndex, count: int) -> None:
    rows = vectors(1000)
    index.add(np.arange(1000), rows)
    index.remove(np.arange(0, 1000, 10))
    among = np.random.default_rng(2).choice(1200, count, replace=False)
    there = np.intersect1d(among, index.ids())
    ids, scores = index.search(vectors(3, seed=9), 20, among)
    assert ids.shape == (3, 20)
    for found, cosines, query in zip(ids, scores, vectors(3, seed=9), strict=True):
        expected = there[np.argsort(-(rows[there] @ query), kind="stable")][:20]
        assert found[: len(expected)].tolist() == expected.tolist()
        assert set(found[len(expected) :].tolist()) <= {-1}
        assert np.isneginf(cosines[len(expected) :]).all()


def test_among_none_of_its_own_finds_nothing(index: VectorIndex) -> None:
    index.add(np.arange(5), vectors(5))
    for among in (numbers(), numbers(77, 78)):
        ids, scores = index.search(vectors(1), 2, among)
        assert ids.tolist() == [[-1, -1]]
        assert np.isneginf(scores).all()


@pytest.mark.parametrize("shape", [(DIM,), (1, DIM + 1), (1, 1, DIM)])
def test_another_shape_is_refused(index: VectorIndex, shape: tuple[int, ...]) -> None:
    index.add(numbers(1), vectors(1))
    wrong = np.zeros(shape, dtype=np.float32)
    with pytest.raises(ValueError, match="shape"):
        index.search(wrong, 1)
    with pytest.raises(ValueError, match="shape"):
        index.add(numbers(2), wrong)
    with pytest.raises(ValueError, match="ids"):
        index.add(numbers(2, 3), vectors(1))
    assert len(index) == 1


def test_what_is_no_number_does_no_harm(index: VectorIndex) -> None:
    rows = vectors(3)
    rows[1] = np.nan
    index.add(numbers(1, 2, 3), rows)
    assert np.isfinite(index.search(rows, 3)[1]).all()


def test_it_grows_far_beyond_its_first_size(index: VectorIndex) -> None:
    rows = vectors(5000)
    for start in range(0, 5000, 700):
        index.add(np.arange(start, min(start + 700, 5000)), rows[start : start + 700])
    assert len(index) == 5000
    assert (index.search(rows[::100], 1)[0][:, 0] == np.arange(0, 5000, 100)).all()


def test_searches_beside_changes_see_whole_states(index: VectorIndex) -> None:
    rows = vectors(3000)
    index.add(np.arange(500), rows[:500])
    wrong: list[object] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            try:
                ids, scores = index.search(rows[:2], 5, np.arange(400))
                if ids[:, 0].tolist() != [0, 1] or not np.allclose(scores[:, 0], 1, atol=1e-5):
                    wrong.append((ids, scores))
            except Exception as trouble:
                wrong.append(trouble)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for start in range(500, 3000, 100):
        index.add(np.arange(start, start + 100), rows[start : start + 100])
        index.remove(np.arange(start, start + 50))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(index) == 1750


def test_the_approximate_answers_are_the_exact_ones_for_queries_from_elsewhere() -> None:
    """Texts lie apart from pictures in the joint space, which is what makes approximate search hard."""
    random = np.random.default_rng(3)
    families, apart = random.normal(size=(200, 64)), random.normal(size=64)
    pictures = unit(families[np.arange(8000) % 200] + 0.7 * random.normal(size=(8000, 64)) + apart)
    texts = unit(0.5 * families[:100] + 0.5 * random.normal(size=(100, 64)) - apart)
    exact, approximate = ExactIndex(64), HnswIndex(64)
    for index in (exact, approximate):
        index.add(np.arange(8000), pictures)
    expected, found = exact.search(texts, 10)[0], approximate.search(texts, 10)[0]
    shared = [len(np.intersect1d(*pair)) for pair in zip(expected, found, strict=True)]
    assert np.mean(shared) / 10 >= 0.98


def test_what_was_prepared_is_found_as_anew(new_index: NewIndex) -> None:
    fresh, prepared = new_index(DIM), new_index(DIM)
    rows = vectors(300)
    for index in (fresh, prepared):
        index.add(np.arange(300), rows)
    query = vectors(1, seed=3)
    prepared.prepare(query)
    prepared.remove(numbers(*range(0, 300, 7)))
    fresh.remove(numbers(*range(0, 300, 7)))
    for among in (None, np.arange(0, 300, 2), numbers(4, 5)):
        ids, cosines = prepared.search(query, 5, among)
        expected_ids, expected = fresh.search(query, 5, among)
        assert ids.tolist() == expected_ids.tolist()
        assert cosines == pytest.approx(expected)
