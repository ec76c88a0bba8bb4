"""One query is compared once, whatever may be found; what is found is what comparing anew finds."""

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids, Matrix, unit
from imtextgui.index import exact
from imtextgui.index.exact import ExactIndex, members, nearest

DIM, COUNT = 16, 2_000
ROWS = unit(np.random.default_rng(3).normal(size=(COUNT, DIM)).astype(np.float32))
IDS: Ids = np.arange(5, 5 + 2 * COUNT, 2)
QUERY = unit(np.random.default_rng(4).normal(size=(1, DIM)).astype(np.float32))


@pytest.fixture
def index() -> ExactIndex:
    index = ExactIndex(DIM)
    index.add(IDS, ROWS)
    return index


def expected(ids: Ids, k: int) -> tuple[Ids, Matrix]:
    places = np.searchsorted(IDS, ids)
    return nearest(ids, QUERY @ ROWS[places].T, k)


@pytest.mark.parametrize("top", [50, 20_000])
@pytest.mark.parametrize("share", [1, 2, 3, 20, 400])
def test_every_filter_finds_what_it_leaves(
    index: ExactIndex, monkeypatch: pytest.MonkeyPatch, top: int, share: int
) -> None:
    monkeypatch.setattr(exact, "_TOP", top)
    among = IDS[::share]
    for k in (1, 10, 40):
        index.search(QUERY, k)
        found, cosines = index.search(QUERY, k, among)
        assert found.tolist() == expected(among, k)[0].tolist()
        np.testing.assert_allclose(cosines, expected(among, k)[1], atol=1e-6)


def test_removed_rows_are_not_found_in_a_comparison(index: ExactIndex) -> None:
    best = index.search(QUERY, 5)[0][0]
    index.remove(best[:2])
    assert index.search(QUERY, 3)[0][0].tolist() == best[2:].tolist()
    assert index.search(QUERY, 3, IDS)[0][0].tolist() == best[2:].tolist()
    assert index.search(np.vstack([QUERY, QUERY]), 3)[0].tolist() == [best[2:].tolist()] * 2


def test_added_rows_are_found_after_a_comparison(index: ExactIndex) -> None:
    index.search(QUERY, 5)
    index.add(np.array([4]), QUERY)
    assert index.search(QUERY, 1)[0].tolist() == [[4]]
    assert index.search(QUERY, 1, np.array([4, *IDS]))[0].tolist() == [[4]]


def test_an_empty_filter_leaves_nothing(index: ExactIndex) -> None:
    index.search(QUERY, 5)
    assert (index.search(QUERY, 2, IDS[:0])[0] == -1).all()


@pytest.mark.parametrize("share", [1, 3, 50])
def test_members_are_found_in_either_way(share: int) -> None:
    wanted = np.sort(np.concatenate([IDS[::share], IDS[::share] + 1]))
    assert members(IDS, wanted).tolist() == list(range(0, COUNT, share))
