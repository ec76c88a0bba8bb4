"""The index of large catalogues: short rows in memory choose candidates, whole rows from the database order them.

The short rows are the whole ones along the directions in which the rows of this catalogue differ most (principal
components, Pearson 1901). What they leave out differs little from row to row, so that it seldom changes who is among
the candidates, and never who is first of them.
"""

import threading
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix
from imtextgui.index.exact import ExactIndex, check_rows, nearest, places_of

COARSE_DIMS = 128
"""Numbers of a short row. Of the 300 nearest of 3,973 pages and regions of a real folder 0.98 are among the 600
nearest by 128 numbers where texts ask (0.95 by 96, 0.87 by 64), 1.00 where pictures do; of the ten nearest all.
"""

_OVERSAMPLING = 4
_LEAST_CANDIDATES = 200
"""So many times more candidates than wanted rows, and at least so many, are fetched whole: 1,200 take 5 ms."""

_REMEMBERED = 4
"""Readings of whole rows that are kept in memory, 10 MB of one query: they are asked for again with other filters
or another letter. To read 1,600 rows from the database takes 15 ms.
"""

_QUERIES_AT_ONCE = 8
"""Bounds the table of scores with the order of its columns: 48 MB for 500,000 rows."""

_FITTED_ON = 20_000
"""Rows that the directions are taken from; as many for each of 128 are more than the table of their products needs."""

FetchRows: TypeAlias = Callable[[Ids], Matrix]
"""Gives the rows of ids from the database, float32 [n, dim]; KeyError if one is no longer there."""


class Projection(NamedTuple):
    """What makes short rows of whole ones: ``mean`` [dim] is taken away, then each is told along ``basis`` [dim, n]."""

    mean: Matrix
    basis: Matrix

    def shorten(self, rows: Matrix) -> Matrix:
        """The short rows, float32 [k, n], of ``rows`` [k, dim]."""
        return np.asarray((rows - self.mean) @ self.basis, dtype=np.float32)


def fit(rows: Matrix, dims: int = COARSE_DIMS) -> Projection:
    """The projection onto the ``dims`` directions in which ``rows`` [n, dim], at least one, differ most.

    Of rows of fewer numbers than ``dims`` all directions are kept.
    """
    mean = rows.mean(axis=0)
    centred = rows - mean
    _, directions = np.linalg.eigh(centred.T @ centred)  # ascending
    return Projection(mean, np.ascontiguousarray(directions[:, ::-1][:, :dims]))


def sample(ids: Ids, fetch_rows: FetchRows, dim: int) -> Matrix:
    """Rows [m, dim] of ``ids`` to ``fit`` a projection on: all that are still there, or 20,000 evenly spread."""
    step = max(1, len(ids) // _FITTED_ON)
    return still_there(ids[::step][:_FITTED_ON], dim, fetch_rows)[1]


class CoarseIndex:
    """A ``VectorIndex`` that keeps short rows only; whole ones stay in the database, where ``fetch_rows`` gets them.

    ``dim`` is how many numbers a whole row has.
    """

    def __init__(self, projection: Projection, fetch_rows: FetchRows) -> None:
        self.dim, dims = projection.basis.shape
        self.projection = projection
        self._fetch_rows = fetch_rows
        self._short = ExactIndex(dims)
        self._guard = threading.Lock()
        self._recent: tuple[tuple[Ids, Matrix], ...] = ()

    def __len__(self) -> int:
        """Count the vectors that can be found."""
        return len(self._short)

    def ids(self) -> Ids:
        """Give the ids of all vectors that can be found, ascending."""
        return self._short.ids()

    def add(self, ids: Ids, rows: Matrix) -> None:
        """Add rows, see ``VectorIndex``."""
        self._short.add(ids, self.projection.shorten(check_rows(rows, self.dim)))

    @property
    def dead(self) -> int:
        """How many removed vectors still take room: none."""
        return 0

    def agrees(self, ids: Ids, rows: Matrix) -> bool:
        """Tell whether the short rows of ``ids`` [n] are those of the whole ``rows`` [n, dim]; KeyError as ``rows``."""
        return np.allclose(self._short.rows(ids), self.projection.shorten(rows), atol=1e-5)

    def state(self) -> dict[str, Any]:
        """Give ``mean`` [dim], ``basis`` [dim, n], ``ids`` [k] and ``short`` rows [k, n] for a snapshot."""
        ids = self._short.ids()
        return self.projection._asdict() | {"ids": ids, "short": self._short.rows(ids)}

    @classmethod
    def restored(cls, state: dict[str, Any], fetch_rows: FetchRows) -> "CoarseIndex":
        """Make an index from what ``state`` gave. Raises ValueError or KeyError if that is not what it was."""
        mean, basis, short = (check_finite(state[name]) for name in ("mean", "basis", "short"))
        if mean.ndim != 1 or basis.ndim != 2 or len(mean) != len(basis):
            raise ValueError("a projection whose parts do not fit")
        index = cls(Projection(mean, basis), fetch_rows)
        if short.ndim != 2 or short.shape[1] != basis.shape[1]:
            raise ValueError("short rows that the projection does not make")
        index._short = ExactIndex.of(np.asarray(state["ids"]), short)
        return index

    def remove(self, ids: Ids) -> None:
        """Remove ids, see ``VectorIndex``."""
        self._short.remove(ids)
        with self._guard:
            self._recent = ()

    def rows(self, ids: Ids) -> Matrix:
        """Give rows, see ``VectorIndex``."""
        if not places_of(self._short.ids(), ids)[1].all():
            raise KeyError("an id that the index does not have")
        return self._fetch_rows(ids).reshape(len(ids), self.dim)

    def search(self, queries: Matrix, k: int, among: Ids | None = None) -> tuple[Ids, Matrix]:
        """Find the nearest, see ``VectorIndex``; their cosines are those of the whole rows."""
        queries = check_rows(queries, self.dim)
        k = max(0, min(k, len(self)))
        found = np.full((len(queries), k), -1, dtype=np.int64)
        best = np.full((len(queries), k), -np.inf, dtype=np.float32)
        if not k:
            return found, best
        more = max(_LEAST_CANDIDATES, _OVERSAMPLING * k)
        short = self._shortened(queries)
        for start in range(0, len(queries), _QUERIES_AT_ONCE):
            part = slice(start, start + _QUERIES_AT_ONCE)
            candidates, _ = self._short.search(short[part], more, among)
            wanted = np.unique(candidates[candidates >= 0])
            ids, rows = self._whole_rows(wanted)
            scores = queries[part] @ rows.T
            for row, own in enumerate(candidates):
                scores[row, ~np.isin(ids, own)] = -np.inf
            found[part], best[part] = nearest(ids, scores, k)
        return found, best

    def prepare(self, query: Matrix) -> None:
        """Compare the short ``query`` with all short rows, see ``VectorIndex``."""
        self._short.prepare(self._shortened(check_rows(query, self.dim)))

    def _shortened(self, queries: Matrix) -> Matrix:
        """``queries`` as short as the rows; a query keeps its middle, which moves all cosines alike."""
        return np.asarray(queries @ self.projection.basis, dtype=np.float32)

    def _whole_rows(self, wanted: Ids) -> tuple[Ids, Matrix]:
        """Give those of the ascending ``wanted`` that there still are, and their rows [m, dim]."""
        recent = self._recent
        there, rows = np.zeros(len(wanted), dtype=np.bool_), np.empty((len(wanted), self.dim), np.float32)
        for ids, stored in recent:
            places, known = places_of(ids, wanted)
            rows[known] = stored[places[known]]
            there |= known
        if there.all():
            return wanted, rows
        fetched, stored = still_there(wanted[~there], self.dim, self._fetch_rows)
        with self._guard:
            if (
                self._recent is recent
            ):  # else something was removed meanwhile, and may come back as another row
                self._recent = (*recent, (fetched, stored))[-_REMEMBERED:]
        places, known = places_of(fetched, wanted)
        rows[known] = stored[places[known]]
        there |= known
        return wanted[there], rows[there]


def check_finite(values: Matrix) -> Matrix:
    """Give ``values`` as float32; ValueError where one is no number."""
    numbers = np.asarray(values, dtype=np.float32)
    # A sum is no number where one of its parts is none; a table of what each is takes seven times as long.
    if not np.isfinite(numbers.sum(dtype=np.float64)):
        raise ValueError("values that are no numbers")
    return numbers


def still_there(ids: Ids, dim: int, fetch_rows: FetchRows) -> tuple[Ids, Matrix]:
    """Give those of ``ids`` that the database still has, and their rows [m, dim]."""
    try:
        return ids, fetch_rows(ids).reshape(len(ids), dim)
    except KeyError:
        if len(ids) == 1:
            return ids[:0], np.empty((0, dim), dtype=np.float32)
        halves = [still_there(half, dim, fetch_rows) for half in np.array_split(ids, 2)]
        return np.concatenate([ids for ids, _ in halves]), np.concatenate([rows for _, rows in halves])
