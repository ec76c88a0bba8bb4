"""What a vector index can do, and the exact one that compares a query with every row."""

import threading
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from imtextgui.domain.embedding import Ids, Matrix

_GATHERED_SHARE = 8
"""Rows are gathered where at most one in so many may be found. Of 100,000 rows of 384 numbers a query takes 4.9 ms of
processor time with all of them, 6.9 ms with a quarter gathered, and 2.5 ms with an eighth.
"""

_TOP = 20_000
"""Of so many nearest rows enough fit most filters, so that no filter has to look through all rows anew: of 500,000 rows
1.5 ms instead of 8.
"""

_QUERIES_AT_ONCE = 64
"""Bounds the table of scores: 40 MB for 150,000 rows."""


class VectorIndex(Protocol):
    """Finds the rows most like a query. One thread may change it while others search.

    Rows are unit vectors, so that the inner product is the cosine. The row of an id never changes: adding an id
    that is there leaves it as it is. One that was removed may come back with another row.
    """

    dim: int

    def __len__(self) -> int:
        """Count the vectors that can be found."""

    def ids(self) -> Ids:
        """Give the ids of all vectors that can be found, ascending."""

    def add(self, ids: Ids, rows: Matrix) -> None:
        """Add ``rows`` [n, dim] under ``ids`` [n]. Raises ValueError for rows of another shape."""

    def remove(self, ids: Ids) -> None:
        """Remove ids; unknown ones are ignored."""

    def rows(self, ids: Ids) -> Matrix:
        """Give the rows of ``ids``, float32 [n, dim]. Raises KeyError for an id that cannot be found."""

    def search(self, queries: Matrix, k: int, among: Ids | None = None) -> tuple[Ids, Matrix]:
        """Find for each of ``queries`` [q, dim] the ``k`` nearest, only ``among`` these ids if given.

        Gives ids [q, n] and cosines [q, n], best first, n being ``k`` or the number of vectors if that is
        smaller; a place that could not be filled has id -1 and cosine -inf. Raises ValueError for queries of
        another shape.
        """

    def prepare(self, query: Matrix) -> None:
        """Do ahead what takes long in a search for ``query`` [1, dim], if anything does; in any thread."""


def check_rows(rows: Matrix, dim: int) -> Matrix:
    """Give ``rows`` as contiguous float32 [n, dim], what is no number as 0; ValueError if not [n, dim]."""
    if rows.ndim != 2 or rows.shape[1] != dim:
        raise ValueError(f"rows of shape {rows.shape}, not [n, {dim}]")
    whole = np.ascontiguousarray(rows, dtype=np.float32)
    if not np.isfinite(whole).all():
        return np.nan_to_num(whole, nan=0.0, posinf=0.0, neginf=0.0)
    return whole


def new_ones(ids: Ids, rows: Matrix) -> tuple[Ids, Matrix]:
    """Sort ``ids`` with their ``rows`` and keep the first row of each id; ValueError if they are not as
    many.
    """
    if ids.shape != (len(rows),):
        raise ValueError(f"{ids.shape} ids for {len(rows)} rows")
    numbers = np.asarray(ids, dtype=np.int64)
    if (np.diff(numbers) > 0).all():
        return numbers, rows
    unique, places = np.unique(numbers, return_index=True)
    return unique, rows[places]


def without(ids: Ids, others: Ids) -> Ids:
    """Those of ``ids`` that are not among ``others``, both ascending; numpy's own takes five times as long."""
    return ids[~places_of(others, ids)[1]]


def ascending(ids: Ids) -> Ids:
    """``ids`` in order, each once; as they are where they are so already, which is quicker told than done."""
    return ids if (np.diff(ids) > 0).all() else np.unique(ids)


def places_of(known: Ids, wanted: Ids) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Tell where each of ``wanted`` stands in the ascending ``known``, and whether it does."""
    if not len(known):
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return places, known[places] == wanted


def members(known: Ids, wanted: Ids) -> npt.NDArray[np.intp]:
    """Tell where in the ascending ``known`` those of the ascending ``wanted`` stand that are there.

    Many are looked up in a table: of 250,000 among 500,000 in 2 ms instead of 15.
    """
    if len(wanted) * _GATHERED_SHARE < len(known):
        places, there = places_of(known, wanted)
        return places[there]
    return np.flatnonzero(np.isin(known, wanted, kind="table"))


def nearest(ids: Ids, scores: Matrix, k: int) -> tuple[Ids, Matrix]:
    """Choose the ``k`` best of ``scores`` [q, n] of ``ids`` [n], best first, equal ones by id; padded to
    ``k``.
    """
    queries, count = scores.shape
    kept = min(k, count)
    nearest_ids = np.full((queries, k), -1, dtype=np.int64)
    best = np.full((queries, k), -np.inf, dtype=np.float32)
    if kept:
        places = np.argpartition(scores, count - kept, axis=1)[:, count - kept :]
        values = np.take_along_axis(scores, places, axis=1)
        order = np.lexsort((ids[places], -values), axis=1)
        best[:, :kept] = np.take_along_axis(values, order, axis=1)
        nearest_ids[:, :kept] = np.take_along_axis(ids[places], order, axis=1)
        nearest_ids[np.isneginf(best)] = -1
    return nearest_ids, best


class _State(NamedTuple):
    """What searches see. ``ids`` ascend; ``alive`` marks those that can be found."""

    ids: Ids
    rows: Matrix
    alive: npt.NDArray[np.bool_]
    living: int


class _Comparison:
    """One query [1, dim] compared with all rows of a state."""

    def __init__(self, state: _State, query: Matrix) -> None:
        self._state, self._query = state, query.tobytes()
        self._scores = query @ state.rows.T

    def is_of(self, state: _State, query: Matrix) -> bool:
        """Whether it is that of ``query`` with the rows of ``state``."""
        return self._state is state and self._query == query.tobytes()

    def nearest(self, k: int, among: Ids | None) -> tuple[Ids, Matrix]:
        """The ``k`` nearest, see ``nearest``, only of the ascending ids ``among`` if given."""
        state, scores = self._state, self._scores
        if among is None:
            if state.living == len(state.alive):
                return nearest(state.ids, scores, k)
            among = state.ids[state.alive]
        else:
            top = self._top
            places = top[places_of(among, state.ids[top])[1] & state.alive[top]]
            if len(places) >= k:
                return nearest(state.ids[places], scores[:, places], k)
        places = members(state.ids, among)
        places = places[state.alive[places]]
        return nearest(state.ids[places], scores[:, places], k)

    @cached_property
    def _top(self) -> npt.NDArray[np.intp]:
        """The places of the ``_TOP`` nearest."""
        count = len(self._state.ids)
        if count <= _TOP:
            return np.arange(count)
        return np.sort(np.argpartition(self._scores[0], count - _TOP)[count - _TOP :])


class ExactIndex:
    """Compares with every row: perfect recall, perfect filters, tens of milliseconds for 100,000 rows.

    The comparison of the latest single query is kept: an answer with filters asks the same query again, with each of
    its filters left out, to count what else there is.

    A change builds a new state and puts it in place at once; a search works on the state that it began with.
    Rows are appended to a buffer that grows by an eighth, so that adding is cheap.
    """

    def __init__(self, dim: int, capacity: int = 0) -> None:
        """``capacity`` is how many rows there will be soon, so that they are not copied on the way."""
        self.dim = dim
        self._changing = threading.Lock()
        self._buffer = np.empty((capacity, dim), dtype=np.float32)
        self._state = _State(
            np.empty(0, dtype=np.int64), self._buffer[:0], np.empty(0, dtype=np.bool_), living=0
        )
        self._comparison: _Comparison | None = None

    @classmethod
    def of(cls, ids: Ids, rows: Matrix) -> "ExactIndex":
        """An index of the ascending ``ids`` [n] that takes ``rows``, contiguous float32 [n, dim], without a copy.

        Raises ValueError for others.
        """
        if (
            rows.ndim != 2
            or rows.dtype != np.float32
            or ids.shape != (len(rows),)
            or (np.diff(ids) <= 0).any()
        ):
            raise ValueError("ids and rows that do not fit")
        index = cls(rows.shape[1])
        index._buffer = np.ascontiguousarray(rows)
        alive = np.ones(len(ids), dtype=np.bool_)
        index._state = _State(np.asarray(ids, dtype=np.int64), index._buffer, alive, living=len(ids))
        return index

    def __len__(self) -> int:
        """Count the vectors that can be found."""
        return self._state.living

    def ids(self) -> Ids:
        """Give the ids of all vectors that can be found, ascending."""
        state = self._state
        return state.ids[state.alive]

    def add(self, ids: Ids, rows: Matrix) -> None:
        """Add rows, see ``VectorIndex``."""
        ids, rows = new_ones(ids, check_rows(rows, self.dim))
        with self._changing:
            state = self._state
            places, known = places_of(state.ids, ids)
            if not state.alive[places[known]].all():
                state = self._compact(state)
                places, known = places_of(state.ids, ids)
            ids, rows = ids[~known], rows[~known]
            in_order = not len(ids) or not len(state.ids) or ids[0] > state.ids[-1]
            state = self._append(state, ids, rows) if in_order else self._merge(state, ids, rows)
            self._state = state._replace(living=int(state.alive.sum()))
            self._comparison = None  # its state may hold a buffer that is no longer needed

    def remove(self, ids: Ids) -> None:
        """Remove ids, see ``VectorIndex``."""
        with self._changing:
            state = self._state
            places, known = places_of(state.ids, np.asarray(ids, dtype=np.int64))
            alive = state.alive.copy()
            alive[places[known]] = False
            living = int(alive.sum())
            state = state._replace(alive=alive, living=living)
            self._state = self._compact(state) if living < len(alive) // 2 else state
            self._comparison = None

    def rows(self, ids: Ids) -> Matrix:
        """Give rows, see ``VectorIndex``."""
        state = self._state
        places, known = places_of(state.ids, ids)
        if not known.all() or not state.alive[places].all():
            raise KeyError("an id that the index does not have")
        return state.rows[places]

    def search(self, queries: Matrix, k: int, among: Ids | None = None) -> tuple[Ids, Matrix]:
        """Find the nearest, see ``VectorIndex``."""
        queries = check_rows(queries, self.dim)
        state = self._state
        k = max(0, min(k, state.living))
        among = None if among is None else ascending(among)
        if len(queries) == 1 and (comparison := self._compared(state, queries, among)):
            return comparison.nearest(k, among)
        places = np.flatnonzero(state.alive)
        if among is not None:
            places = members(state.ids, among)
            places = places[state.alive[places]]
        if len(places) * _GATHERED_SHARE < len(state.ids):
            return nearest(state.ids[places], queries @ state.rows[places].T, k)
        nearest_ids = np.empty((len(queries), k), dtype=np.int64)
        best = np.empty((len(queries), k), dtype=np.float32)
        for start in range(0, len(queries), _QUERIES_AT_ONCE):
            part = slice(start, start + _QUERIES_AT_ONCE)
            scores = queries[part] @ state.rows.T
            if len(places) < len(state.ids):
                scores = scores[:, places]
            nearest_ids[part], best[part] = nearest(state.ids[places], scores, k)
        return nearest_ids, best

    def prepare(self, query: Matrix) -> None:
        """Compare ``query`` with all rows, see ``VectorIndex``."""
        self._compared(self._state, check_rows(query, self.dim), None)

    def _compared(self, state: _State, query: Matrix, among: Ids | None) -> _Comparison | None:
        """``query`` compared with all rows; None where that was not done yet and few may be found."""
        kept = self._comparison
        if kept is not None and kept.is_of(state, query):
            return kept
        if among is not None and len(among) * _GATHERED_SHARE < len(state.ids):
            return None
        self._comparison = compared = _Comparison(state, query)
        return compared

    def _compact(self, state: _State) -> _State:
        self._buffer = state.rows[state.alive]
        alive = state.alive[state.alive]
        return _State(state.ids[state.alive], self._buffer, alive, living=len(alive))

    def _append(self, state: _State, ids: Ids, rows: Matrix) -> _State:
        count, total = len(state.ids), len(state.ids) + len(ids)
        if total > len(self._buffer):
            buffer = np.empty((total + total // 8, self.dim), dtype=np.float32)
            buffer[:count] = state.rows
            self._buffer = buffer
        # searches see no row beyond the end of their state, so that these can be written beside them
        self._buffer[count:total] = rows
        alive = np.concatenate([state.alive, np.ones(len(ids), dtype=np.bool_)])
        return _State(np.concatenate([state.ids, ids]), self._buffer[:total], alive, living=0)

    def _merge(self, state: _State, ids: Ids, rows: Matrix) -> _State:
        merged = np.concatenate([state.ids, ids])
        order = np.argsort(merged)
        self._buffer = np.concatenate([state.rows, rows])[order]
        alive = np.concatenate([state.alive, np.ones(len(ids), dtype=np.bool_)])
        return _State(merged[order], self._buffer, alive[order], living=0)
