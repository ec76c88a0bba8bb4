"""Short rows choose the candidates, whole rows from the database order them."""

from functools import partial

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids, Matrix, unit
from imtextgui.index import coarse
from imtextgui.index.coarse import CoarseIndex
from imtextgui.index.exact import ExactIndex
from imtextgui.index.recall import measured_recall

DIM, DIRECTIONS, COUNT = 64, 12, 3_000


def rows_along(directions: int, count: int = COUNT, seed: int = 0) -> Matrix:
    """Unit rows that differ along some directions, and a little along all others, as those of an encoder do."""
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.normal(size=(DIM, DIM)))[0]
    spread = np.where(np.arange(DIM) < directions, 1.0, 0.05)
    return unit((rng.normal(size=(count, DIM)) * spread) @ basis + 0.3)


ROWS = rows_along(DIRECTIONS)
IDS: Ids = np.arange(10, 10 + COUNT)


def fetch(ids: Ids) -> Matrix:
    return ROWS[ids - 10]


@pytest.fixture
def index() -> CoarseIndex:
    index = CoarseIndex(coarse.fit(ROWS, DIRECTIONS), fetch)
    index.add(IDS, ROWS)
    return index


def test_it_finds_what_the_exact_index_finds(index: CoarseIndex) -> None:
    exact = ExactIndex(DIM)
    exact.add(IDS, ROWS)
    queries = unit(ROWS[::300] + 0.2 * rows_along(DIM, 10, seed=3))
    expected, cosines = exact.search(queries, 10)
    found, own = index.search(queries, 10)
    assert np.mean([len(np.intersect1d(*pair)) for pair in zip(found, expected, strict=True)]) >= 9.8
    np.testing.assert_allclose(own[:, 0], cosines[:, 0], atol=1e-5)
    assert measured_recall(index, IDS, fetch) >= 0.98


def test_the_mean_of_all_rows_changes_no_order(index: CoarseIndex) -> None:
    """A part that all rows share says nothing about which is nearest, however large it is."""
    shifted = ROWS + 5.0
    other = CoarseIndex(coarse.fit(shifted, DIRECTIONS), lambda ids: shifted[ids - 10])
    other.add(IDS, shifted)
    query = ROWS[:1] - ROWS.mean(axis=0)
    assert other.search(query, 5)[0].tolist() == index.search(query, 5)[0].tolist()


def test_a_filter_leaves_only_what_it_names(index: CoarseIndex) -> None:
    among = IDS[::7]
    found, _ = index.search(ROWS[:3], 20, among)
    assert np.isin(found, among).all()
    assert found.shape == (3, 20)


def test_what_the_database_lost_meanwhile_is_not_found(index: CoarseIndex) -> None:
    def gone(lost: int, ids: Ids) -> Matrix:
        if lost in ids:
            raise KeyError(lost)
        return fetch(ids)

    without = CoarseIndex.restored(index.state(), partial(gone, 10))
    found, _ = without.search(ROWS[:1], 5)
    assert 10 not in found
    assert index.search(ROWS[:1], 1)[0].tolist() == [[10]]


def test_a_restored_index_is_the_one_that_was_kept(index: CoarseIndex) -> None:
    restored = CoarseIndex.restored(index.state(), fetch)
    np.testing.assert_array_equal(restored.ids(), IDS)
    assert restored.search(ROWS[:20], 5)[0].tolist() == index.search(ROWS[:20], 5)[0].tolist()
    assert restored.agrees(IDS[:50], ROWS[:50])
    assert not restored.agrees(IDS[:50], ROWS[50:100])


@pytest.mark.parametrize(
    "damage",
    [
        {"mean": np.full(DIM, np.nan)},
        {"basis": np.zeros((DIM + 1, DIRECTIONS))},
        {"short": np.zeros((COUNT, DIRECTIONS - 1))},
        {"short": np.zeros((COUNT - 1, DIRECTIONS))},
        {"mean": np.zeros((DIM, 1))},
    ],
)
def test_a_state_that_does_not_fit_is_refused(index: CoarseIndex, damage: dict[str, Matrix]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the snapshot tells the reason in the log
        CoarseIndex.restored(index.state() | damage, fetch)


def test_a_projection_is_fitted_on_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coarse, "_FITTED_ON", 500)
    asked: list[int] = []

    def counted(ids: Ids) -> Matrix:
        asked.append(len(ids))
        return fetch(ids)

    assert coarse.sample(IDS, counted, DIM).shape == (500, DIM)
    assert asked == [500]


def test_whole_rows_are_read_once_for_one_query(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(ids: Ids) -> Matrix:
        asked.extend(ids.tolist())
        return fetch(ids)

    index = CoarseIndex(coarse.fit(ROWS, DIRECTIONS), counted)
    index.add(IDS, ROWS)
    asked.clear()
    query, odd = ROWS[:1] + 0.01, IDS[1::2]
    whole, among = index.search(query, 20), index.search(query, 20, odd)
    assert len(asked) == len(set(asked)) > 200
    assert among[0].tolist() == CoarseIndex.search(_fresh(), query, 20, odd)[0].tolist()
    assert whole[0].tolist() == _fresh().search(query, 20)[0].tolist()
    monkeypatch.setattr(coarse, "_REMEMBERED", 1)
    assert index.search(query, 20)[0].tolist() == whole[0].tolist()


def _fresh() -> CoarseIndex:
    index = CoarseIndex(coarse.fit(ROWS, DIRECTIONS), fetch)
    index.add(IDS, ROWS)
    return index


def test_a_row_that_comes_back_as_another_is_not_remembered_as_before() -> None:
    stored = {int(number): row for number, row in zip(IDS, ROWS, strict=True)}
    index = CoarseIndex(
        coarse.fit(ROWS, DIRECTIONS), lambda ids: np.array([stored[int(number)] for number in ids])
    )
    index.add(IDS, ROWS)
    first = IDS[:1]
    assert index.search(ROWS[:1], 1)[0][0, 0] == first[0]
    index.remove(first)
    stored[int(first[0])] = ROWS[-1]
    index.add(first, ROWS[-1:])
    found, cosines = index.search(ROWS[-1:], 2)
    assert set(found[0].tolist()) == {int(first[0]), int(IDS[-1])}
    np.testing.assert_allclose(cosines[0], 1.0, atol=1e-5)
