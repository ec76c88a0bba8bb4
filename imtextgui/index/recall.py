"""How many of the true nearest vectors an index finds, on the vectors of the catalogue itself."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.index import snapshot
from imtextgui.index.coarse import FetchRows, still_there
from imtextgui.index.exact import VectorIndex, nearest

LEAST_RECALL = 0.98
"""A choice: of the ten nearest of five queries one may be missed. With less an index is not used."""

QUERIES = 200
NEIGHBOURS = 10
_ROWS_AT_ONCE = 20_000

_GROWN = 1.25
"""A catalogue that has grown by more is measured anew. Building a graph and measuring it look at every row: done at the
end of each run, they would make a page the dearer, the more there are already.
"""


class MeasuredRecall(NamedTuple):
    """The ``recall`` that the graph of a space had when there were so many ``vectors``."""

    vectors: int
    recall: float

    def holds_for(self, count: int) -> bool:
        """Whether it tells that of ``count`` vectors, too."""
        return self.vectors <= count * _GROWN and count <= self.vectors * _GROWN


def last_measured(folder: Path, space: Space) -> MeasuredRecall | None:
    """What was noted of the graph of ``space`` in ``folder``; None where nothing was, or it cannot be read."""
    told = snapshot.load_note(_record(folder, space))
    try:
        return MeasuredRecall(int(told["vectors"]), float(told["recall"]))
    except (ValueError, KeyError, TypeError):
        return None


def note_measured(folder: Path, space: Space, measured: MeasuredRecall) -> None:
    """Note the recall of a graph; a failure to write is only logged."""
    snapshot.save_note(measured._asdict(), _record(folder, space))


def _record(folder: Path, space: Space) -> Path:
    return folder / f"{space}.recall"


def measured_recall(index: VectorIndex, ids: Ids, rows: FetchRows) -> float:
    """Share, 0 to 1, of the true ``NEIGHBOURS`` nearest that ``index`` finds, over ``QUERIES`` vectors of ``ids`` [n].

    The queries are mixtures of two stored vectors, so that none of them is in the index; the truth comes from
    comparing them with every row of the database. 0 where none of the vectors is there any more.
    """
    chosen = ids[np.linspace(0, len(ids) - 1, min(QUERIES, len(ids))).round().astype(np.intp)]
    _, stored = still_there(chosen, index.dim, rows)
    queries = stored + 0.5 * np.roll(stored, 1, axis=0)
    queries /= np.maximum(np.linalg.norm(queries, axis=1, keepdims=True), 1e-9)
    nearest_ids, _ = index.search(queries, NEIGHBOURS)
    truth = _nearest(queries, ids, rows)
    hits = sum(len(np.intersect1d(mine, true)) for mine, true in zip(nearest_ids, truth, strict=True))
    return hits / truth.size if truth.size else 0.0


def _nearest(queries: Matrix, ids: Ids, rows: FetchRows) -> Ids:
    best_ids = np.zeros((len(queries), 0), np.int64)
    best = np.zeros((len(queries), 0), np.float32)
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        part, stored = still_there(ids[start : start + _ROWS_AT_ONCE], queries.shape[1], rows)
        part_ids, scores = nearest(part, queries @ stored.T, min(NEIGHBOURS, len(part)))
        best_ids = np.concatenate([best_ids, part_ids], axis=1)
        best = np.concatenate([best, scores], axis=1)
    order = np.argsort(-best, axis=1, kind="stable")[:, :NEIGHBOURS]
    return np.take_along_axis(best_ids, order, axis=1)
