"""Makes an index agree with the database, whatever became of it since: the ids of both are the same
afterwards.
"""

import logging
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from imtextgui.domain.embedding import Ids
from imtextgui.index import coarse, snapshot
from imtextgui.index.coarse import CoarseIndex, FetchRows, still_there
from imtextgui.index.exact import ExactIndex, VectorIndex, places_of, without
from imtextgui.index.hnsw import HnswIndex
from imtextgui.index.snapshot import Subject

GRAPH, COARSE = "graph", "coarse"
"""Kinds of index of which there are snapshots."""

COARSE_FROM = 150_000
"""Vectors from which on short rows choose the candidates: up to here comparing with every whole row needs tens of
milliseconds and 230 MB.
"""

GRAPH_FROM = 1_000_000
"""Vectors from which on a graph answers, once it is built: comparing as many short rows takes as long as all else."""

_CAUGHT_UP = 2_000
"""Vectors that a graph may lack and still be brought up to date while somebody waits: 0.7 s."""

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
    """An index in step with the database, and how much of it the snapshot lacked; an exact index has none to lack."""

    index: VectorIndex
    changed: int = 0


class Stock(NamedTuple):
    """The vectors of a space: the ids [n] that the database holds now, and what fetches their rows."""

    subject: Subject
    ids: Ids
    fetch_rows: FetchRows


def reconcile(index: VectorIndex, ids: Ids, fetch_rows: FetchRows) -> Reconciled:
    """Give ``index`` exactly the vectors ``ids``, with rows from ``fetch_rows`` where it lacks them.

    Vectors that another thread removes from the database meanwhile are left out.
    """
    lacking = without(ids, index.ids())
    surplus = len(index) + len(lacking) - len(ids)
    for _ in reconciling(index, ids, fetch_rows):
        pass
    return Reconciled(len(lacking), surplus)


def reconciling(index: VectorIndex, ids: Ids, fetch_rows: FetchRows) -> Iterator[int]:
    """``reconcile`` in steps; gives after each how many of ``ids`` the index has now."""
    present = index.ids()
    surplus = without(present, ids)
    lacking = without(ids, present)
    if len(surplus):
        index.remove(surplus)
    for start in range(0, len(lacking), _FETCHED_AT_ONCE):
        index.add(*still_there(lacking[start : start + _FETCHED_AT_ONCE], index.dim, fetch_rows))
        yield len(index)


def open_index(
    folder: Path, stock: Stock, *, graph_from: int = GRAPH_FROM, coarse_from: int = COARSE_FROM
) -> OpenedIndex:
    """Open an index with exactly the vectors of ``stock``, with which a search need not wait long.

    Few vectors are all compared. From ``coarse_from`` on short rows choose candidates. From ``graph_from`` on a graph
    does, if there is a snapshot of one in ``folder`` that lacks little; ``build_graph`` makes one.
    """
    count = len(stock.ids)
    if not count or count < min(coarse_from, graph_from):
        exact = ExactIndex(stock.subject.dim, count)
        reconcile(exact, stock.ids, stock.fetch_rows)
        return OpenedIndex(exact)
    graph = _kept_graph(folder, stock) if count >= graph_from else None
    if graph is not None and len(without(stock.ids, graph.ids())) <= _CAUGHT_UP:
        return _brought_up_to_date(graph, stock)
    restore = partial(CoarseIndex.restored, fetch_rows=stock.fetch_rows)
    index = snapshot.load(folder, COARSE, stock.subject, restore)
    if index is None or not _worth_keeping(index, stock):
        sampled = coarse.sample(stock.ids, stock.fetch_rows, stock.subject.dim)
        index = CoarseIndex(coarse.fit(sampled), stock.fetch_rows)
    return _brought_up_to_date(index, stock)


class BuiltGraph(NamedTuple):
    """A graph in step with the database, and how many vectors it lacked before."""

    graph: HnswIndex
    added: int


def build_graph(
    folder: Path, stock: Stock, in_use: HnswIndex | None = None
) -> Generator[int, None, BuiltGraph]:
    """Bring the graph ``in_use`` up to date, without one that in ``folder``, or build one of ``stock``.

    Gives steps as ``reconciling``.
    """
    graph = _kept_graph(folder, stock) if in_use is None else in_use
    if graph is None:
        graph = HnswIndex(stock.subject.dim, capacity=len(stock.ids) + len(stock.ids) // 4)
    lacking = len(without(stock.ids, graph.ids()))
    yield from reconciling(graph, stock.ids, stock.fetch_rows)
    return BuiltGraph(graph, lacking)


def save_index(index: VectorIndex, folder: Path, subject: Subject) -> None:
    """Keep ``index`` for the next opening where making it takes long; a failure to write is only logged."""
    if isinstance(index, HnswIndex):
        snapshot.save(index.state(), folder, GRAPH, subject)
    elif isinstance(index, CoarseIndex):
        snapshot.save(index.state(), folder, COARSE, subject)
    else:
        snapshot.remove(folder, subject.space)


def _kept_graph(folder: Path, stock: Stock) -> HnswIndex | None:
    graph = snapshot.load(folder, GRAPH, stock.subject, HnswIndex.restored)
    return graph if graph is not None and _worth_keeping(graph, stock) else None


def _brought_up_to_date(index: VectorIndex, stock: Stock) -> OpenedIndex:
    repaired = reconcile(index, stock.ids, stock.fetch_rows)
    if repaired != (0, 0):
        logger.info("index of %s: %d vectors added, %d removed", stock.subject.space, *repaired)
    return OpenedIndex(index, sum(repaired))


def _worth_keeping(index: HnswIndex | CoarseIndex, stock: Stock) -> bool:
    """Tell whether a restored index holds the rows of this database, and not mostly removed ones.

    A database that was put back from a backup gives ids again that the snapshot knows with other rows. Such
    ids are the newest that both have, so that comparing the newest, and some of the others, tells.
    """
    present = index.ids()
    common = present[places_of(stock.ids, present)[1]]
    if index.dim != stock.subject.dim or index.dead + len(index) - len(common) > len(common):
        return False
    sample = np.unique(np.concatenate([common[-_SAMPLE:], common[:: max(1, len(common) // _SAMPLE)]]))
    if index.agrees(*still_there(sample, index.dim, stock.fetch_rows)):
        return True
    logger.info("index not used: it holds other rows than the catalogue")
    return False
