"""Makes an index agree with the database, whatever became of it since: the ids of both are the same
afterwards.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.index import snapshot
from imtextgui.index.exact import ExactIndex, VectorIndex
from imtextgui.index.hnsw import HnswIndex

THRESHOLD = 150_000
"""Vectors from which on the approximate index answers: up to here the exact one needs tens of
milliseconds.
"""

FetchRows: TypeAlias = Callable[[Ids], Matrix]
"""Gives the rows of ids from the database, float32 [n, dim]; KeyError if one is no longer there."""

_FETCHED_AT_ONCE = 10_000
"""Rows read from the database in one step: 15 MB at 384 numbers each."""

_SAMPLE = 64
"""Rows that are compared to tell whether a snapshot is of this database: the newest and some of the others, twice so
many at most.
"""

logger = logging.getLogger(__name__)


class Reconciled(NamedTuple):
    """How many vectors an index lacked, and how many it had too many."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class OpenedIndex:
    """An index in step with the database, and what its snapshot lacked; an exact index has none to lack."""

    index: VectorIndex
    reconciled: Reconciled


def reconcile(index: VectorIndex, ids: Ids, fetch_rows: FetchRows) -> Reconciled:
    """Give ``index`` exactly the vectors ``ids``, with rows from ``fetch_rows`` where it lacks them.

    Vectors that another thread removes from the database meanwhile are left out.
    """
    present = index.ids()
    surplus = np.setdiff1d(present, ids)
    lacking = np.setdiff1d(ids, present)
    if len(surplus):
        index.remove(surplus)
    for start in range(0, len(lacking), _FETCHED_AT_ONCE):
        index.add(*_still_there(lacking[start : start + _FETCHED_AT_ONCE], index.dim, fetch_rows))
    return Reconciled(len(lacking), len(surplus))


def open_index(  # noqa: PLR0917 - three names, a length and the two halves of what is stored
    folder: Path,
    space: Space,
    fingerprint: str,
    dim: int,
    ids: Ids,
    fetch_rows: FetchRows,
    *,
    threshold: int = THRESHOLD,
) -> OpenedIndex:
    """Open the index of ``space``, of the encoder ``fingerprint``, with exactly the vectors ``ids`` [n].

    Below ``threshold`` vectors it is exact and built from the database. From there on it is approximate and
    comes from the snapshot in ``folder``, brought up to date; without a good one it is built anew.
    """
    if len(ids) < threshold:
        exact = ExactIndex(dim)
        reconcile(exact, ids, fetch_rows)
        return OpenedIndex(exact, Reconciled(0, 0))
    index = snapshot.load(folder, space, fingerprint, dim)
    if index is None or not _worth_keeping(index, ids, fetch_rows):
        index = HnswIndex(dim, capacity=len(ids) + len(ids) // 4)
    repaired = reconcile(index, ids, fetch_rows)
    if repaired != (0, 0):
        logger.info("index of %s: %d vectors added, %d removed", space, *repaired)
    return OpenedIndex(index, repaired)


def save_index(index: VectorIndex, folder: Path, space: Space, fingerprint: str) -> None:
    """Keep ``index`` for the next opening where building it takes long; a failure to write is only logged."""
    if isinstance(index, HnswIndex):
        snapshot.save(index, folder, space, fingerprint)
    else:
        snapshot.remove(folder, space)


def _worth_keeping(index: HnswIndex, ids: Ids, fetch_rows: FetchRows) -> bool:
    """Tell whether a restored index holds the rows of this database, and not mostly removed ones.

    A database that was put back from a backup gives ids again that the snapshot knows with other rows. Such
    ids are the newest that both have, so that comparing the newest, and some of the others, tells.
    """
    common = np.intersect1d(index.ids(), ids)
    if index.dead + len(index) - len(common) > len(common):
        return False
    sample = np.unique(np.concatenate([common[-_SAMPLE:], common[:: max(1, len(common) // _SAMPLE)]]))
    sample, rows = _still_there(sample, index.dim, fetch_rows)
    if np.allclose(index.rows(sample), rows, atol=1e-6):
        return True
    logger.info("index not used: it holds other rows than the catalogue")
    return False


def _still_there(ids: Ids, dim: int, fetch_rows: FetchRows) -> tuple[Ids, Matrix]:
    """Fetch the rows of those of ``ids`` that the database still has."""
    try:
        return ids, fetch_rows(ids).reshape(len(ids), dim)
    except KeyError:
        if len(ids) == 1:
            return ids[:0], np.empty((0, dim), dtype=np.float32)
        halves = [_still_there(half, dim, fetch_rows) for half in np.array_split(ids, 2)]
        return np.concatenate([ids for ids, _ in halves]), np.concatenate([rows for _, rows in halves])
