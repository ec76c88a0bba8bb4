"""The approximate index for large catalogues: hnswlib behind a guard against what it does not check itself.

hnswlib dies or answers nonsense when it is asked before it is filled, with rows of another length, for more
than it holds, or from two threads; it counts removed ids as present and forgets ``ef`` when it is restored.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix
from imtextgui.index.exact import ascending, check_rows, nearest, new_ones, places_of
from imtextgui.index.hnsw_state import checked

M = 16
"""Links of a node: hnswlib's own default, with which 100,000 rows of 384 numbers take 180 MB."""

EF_CONSTRUCTION = 200
"""Candidates looked at per added row. With 100 building is 2.4 times faster, with recall as good for queries like the
rows; what texts among pictures would lose was not measured.
"""

EF = 512
"""Candidates looked at per query. Texts are far from pictures, so that they need many: recall@10 is 0.75 at
64, 0.99 at 512, for 2 ms a query."""

_ROWS_AT_ONCE = 256
"""Rows added before waiting searches have their turn: 0.1 s of building (100,000 take 36 s on two threads)."""

_SCORED_EXACTLY = 3_000
"""So many rows are compared in less time (0.4 ms) than the graph answers a query (2 ms)."""

_OVERSAMPLING = 3
"""How many times more than its share suggests is asked of the graph where only some ids may be found, since those are
seldom spread evenly; where that is not enough, they are compared exactly.
"""


class HnswIndex:
    """A ``VectorIndex`` that looks at a part of the rows only.

    hnswlib keeps the rows of removed ids in its graph; ``dead`` tells how many, so that the owner may build
    anew.
    """

    def __init__(self, dim: int, capacity: int = 1024) -> None:
        import hnswlib

        self.dim = dim
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._index = hnswlib.Index("ip", dim)
        self._index.init_index(capacity, ef_construction=EF_CONSTRUCTION, M=M)
        self._index.set_ef(EF)
        self._living: Ids = np.empty(0, dtype=np.int64)
        self._met: Ids = self._living

    def __len__(self) -> int:
        """Count the vectors that can be found."""
        return len(self._living)

    @property
    def dead(self) -> int:
        """How many removed vectors the graph still carries."""
        return len(self._met) - len(self._living)

    def ids(self) -> Ids:
        """Give the ids of all vectors that can be found, ascending."""
        return self._living

    def add(self, ids: Ids, rows: Matrix) -> None:
        """Add rows, see ``VectorIndex``; a search waits for a part of them only."""
        ids, rows = new_ones(ids, check_rows(rows, self.dim))
        for start in range(0, len(ids), _ROWS_AT_ONCE):
            with self._alone():
                self._add(ids[start : start + _ROWS_AT_ONCE], rows[start : start + _ROWS_AT_ONCE])

    def remove(self, ids: Ids) -> None:
        """Remove ids, see ``VectorIndex``."""
        with self._alone():
            gone = np.intersect1d(self._living, ids)
            for number in gone.tolist():
                self._index.mark_deleted(number)
            self._living = np.setdiff1d(self._living, gone, assume_unique=True)

    def rows(self, ids: Ids) -> Matrix:
        """Give rows, see ``VectorIndex``."""
        with self._alone():
            if not places_of(self._living, ids)[1].all():
                raise KeyError("an id that the index does not have")
            return self._rows(np.asarray(ids))

    def agrees(self, ids: Ids, rows: Matrix) -> bool:
        """Tell whether the rows of ``ids``, all of which can be found, are ``rows``."""
        return np.allclose(self.rows(ids), rows, atol=1e-6)

    def search(self, queries: Matrix, k: int, among: Ids | None = None) -> tuple[Ids, Matrix]:
        """Find the nearest, see ``VectorIndex``; few ``among`` are compared exactly."""
        queries = check_rows(queries, self.dim)
        with self._alone():
            k = max(0, min(k, len(self._living)))
            if among is None:
                return self._search(queries, k)
            wanted = ascending(among)
            wanted = wanted[places_of(self._living, wanted)[1]]
            if len(wanted) <= max(_SCORED_EXACTLY, k):
                return nearest(wanted, queries @ self._rows(wanted).T, k)
            more = min(len(self._living), _OVERSAMPLING * k * len(self._living) // len(wanted))
            nearest_ids, scores = self._search(queries, more)
            scores[~places_of(wanted, nearest_ids)[1]] = -np.inf
            if np.isfinite(scores).sum(axis=1).min(initial=k) < k:
                return nearest(wanted, queries @ self._rows(wanted).T, k)
            order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
            return np.take_along_axis(nearest_ids, order, axis=1), np.take_along_axis(scores, order, axis=1)

    def prepare(self, query: Matrix) -> None:
        """Nothing takes long here, see ``VectorIndex``."""

    def state(self) -> dict[str, Any]:
        """Give the graph as arrays and numbers for a snapshot."""
        with self._alone():
            state: dict[str, Any] = self._index.__getstate__()[0]
            return state | {"living": self._living}

    @classmethod
    def restored(cls, state: dict[str, Any]) -> "HnswIndex":
        """Make an index from what ``state`` gave, as arrays. Raises ValueError if that is not what it was."""
        import hnswlib

        living, plain = checked(state)
        restored = cls.__new__(cls)
        restored.dim = plain["dim"]
        restored._guard = threading.Lock()
        restored._turn = threading.Lock()
        # setting the state of an object that was initialised already crashes
        restored._index = hnswlib.Index.__new__(hnswlib.Index)
        restored._index.__setstate__((plain,))
        restored._index.set_ef(EF)
        restored._living = np.sort(living)
        restored._met = np.sort(plain["label_lookup_external"].astype(np.int64))
        return restored

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # whoever waits holds the turn, so that a long run of additions lets every search in between
        with self._turn:
            self._guard.acquire()
        try:
            yield
        finally:
            self._guard.release()

    def _add(self, ids: Ids, rows: Matrix) -> None:
        new = ~places_of(self._living, ids)[1]
        ids, rows = ids[new], rows[new]
        if not len(ids):
            return
        met_before = places_of(self._met, ids)[1]
        for number in ids[met_before].tolist():
            self._index.unmark_deleted(number)
        total = len(self._met) + int((~met_before).sum())
        if total > self._index.get_max_elements():
            self._index.resize_index(total + total // 2)
        # what the graph has met before gets its new row by this too
        self._index.add_items(rows, ids)
        self._met = _united(self._met, ids)
        self._living = _united(self._living, ids)

    def _rows(self, ids: Ids) -> Matrix:
        if not len(ids):
            return np.empty((0, self.dim), dtype=np.float32)
        return np.asarray(self._index.get_items(ids), dtype=np.float32)

    def _search(self, queries: Matrix, k: int) -> tuple[Ids, Matrix]:
        if not k or not len(queries):
            return np.empty((len(queries), k), dtype=np.int64), np.empty((len(queries), k), dtype=np.float32)
        self._index.set_ef(max(EF, 2 * k))
        try:
            nearest_ids, distances = self._index.knn_query(queries, k)
        except RuntimeError:
            # the graph around the query is so full of removed ids that hnswlib finds fewer than k
            return nearest(self._living, queries @ self._rows(self._living).T, k)
        return nearest_ids.astype(np.int64), 1 - distances


def _united(ids: Ids, more: Ids) -> Ids:
    if len(ids) and ids[-1] >= more[0]:
        return np.union1d(ids, more)
    return np.concatenate([ids, more])
