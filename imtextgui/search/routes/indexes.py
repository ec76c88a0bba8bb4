"""The vector index of each space, brought in step with the database when a search needs it."""

import logging
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from threading import Lock

import numpy as np

from imtextgui.domain.embedding import Ids, Space
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.index import snapshot
from imtextgui.index.coarse import still_there
from imtextgui.index.exact import VectorIndex
from imtextgui.index.hnsw import HnswIndex
from imtextgui.index.recall import (
    LEAST_RECALL,
    MeasuredRecall,
    last_measured,
    measured_recall,
    note_measured,
)
from imtextgui.index.reconcile import GRAPH, BuiltGraph, Stock, build_graph, open_index, reconcile, save_index
from imtextgui.index.snapshot import Subject
from imtextgui.search.routes.null_records import NullRecords
from imtextgui.store.vectors.vector_rows import Vectors

log = logging.getLogger(__name__)

SAVED_FROM = 1_000
"""Changed vectors from which on a snapshot is written anew: adding fewer at the next opening is quicker."""

SAVED_SHARE = 100
"""Of short rows a snapshot is written anew where one in so many has changed: 5,000 of 500,000 are added in a tenth of a
second, and 256 MB written for every thousand would make a page the dearer, the more there are.
"""


class Indexes:
    """Vector indexes of one catalogue folder for the encoder ``fingerprint``; may be asked from several threads.

    ``dims`` holds how many numbers each space's vectors have; from ``graph_from`` vectors on a graph answers, once
    ``build_graphs`` has made it. Snapshots are written to ``folder`` within a block of
    ``turn_to_save``, if that gives True: another program may be writing one.
    """

    def __init__(
        self,
        folder: Path,
        vectors: Vectors,
        fingerprint: str,
        dims: dict[Space, int],
        *,
        graph_from: int,
        turn_to_save: Callable[[], AbstractContextManager[bool]] = lambda: nullcontext(True),
    ) -> None:
        self._folder = folder
        self._vectors = vectors
        self._fingerprint = fingerprint
        self._dims = dims
        self._graph_from = graph_from
        self._turn_to_save = turn_to_save
        self.null_records = NullRecords(folder, turn_to_save)
        """What chance reaches in the spaces, which searches need with the vectors."""
        self._lock = Lock()
        self._open: dict[Space, VectorIndex] = {}
        self._stamps: dict[Space, tuple[int, int]] = {}
        self._changed: dict[Space, int] = {}
        self._owners: dict[Space, tuple[tuple[int, int], Ids, Ids]] = {}

    def stamp(self, space: Space) -> tuple[int, int]:
        """Count and highest id of the space's vectors: equal stamps mean equal vectors."""
        return self._vectors.stamp(space, self._fingerprint)

    def get(self, space: Space) -> VectorIndex:
        """The index of ``space`` with exactly the vectors that the database holds now."""
        with self._lock:
            stamp = self.stamp(space)
            if space not in self._open:
                opened = open_index(self._folder, self._stock(space), graph_from=self._graph_from)
                self._put(space, opened.index, opened.changed)
                self._save(space)
            elif stamp != self._stamps[space]:
                self._changed[space] += self._follow(space, stamp)
            self._stamps[space] = stamp
            return self._open[space]

    def build_graphs(self) -> Job[None]:
        """Give each space that is so large its graph, or bring it up to date; searches go on with what they have.

        A graph that misses too much of what is near is not used, nor built again before the space has grown.
        """
        for space in Space:
            if self.stamp(space)[0] >= self._graph_from:
                yield from self._build_graph(space)

    def _build_graph(self, space: Space) -> Job[None]:
        measured = last_measured(self._folder, space)
        if measured is not None and not measured.holds_for(self.stamp(space)[0]):
            measured = None
        if measured is not None and measured.recall < LEAST_RECALL:
            return
        stock = self._stock(space)
        with self._lock:
            opened = self._open.get(space)
        in_use = opened if isinstance(opened, HnswIndex) else None
        graph, added = yield from _told(build_graph(self._folder, stock, in_use), len(stock.ids), space)
        measured = measured or self._measured(graph, stock)
        with self._lock:
            if measured.recall < LEAST_RECALL:
                self._stand_aside(space)
                return
            self._put(space, graph, added + (self._changed.get(space, 0) if graph is in_use else 0))
            self._stamps[space] = (-1, -1)  # what came meanwhile is looked for by the next search
            self._save(space)

    def _measured(self, graph: HnswIndex, stock: Stock) -> MeasuredRecall:
        """Measure ``graph``, and note what comes of it."""
        space = stock.subject.space
        measured = MeasuredRecall(len(stock.ids), measured_recall(graph, stock.ids, stock.fetch_rows))
        log.info("graph of %s: %d vectors, recall %.3f", space, *measured)
        with self._turn_to_save() as may_save:
            if may_save:
                note_measured(self._folder, space, measured)
        return measured

    def _stand_aside(self, space: Space) -> None:
        """Let short rows answer again where a graph did; the next search makes them."""
        if isinstance(self._open.get(space), HnswIndex):
            del self._open[space]
        with self._turn_to_save() as may_save:
            if may_save and snapshot.kind_of(self._folder, space) == GRAPH:
                snapshot.remove(self._folder, space)

    def of_pages(self, space: Space, pages: Ids) -> Ids:
        """The ids [m] of the vectors of ``pages`` [n] in ``space``, ascending."""
        with self._lock:
            stamp = self.stamp(space)
            if space not in self._owners or self._owners[space][0] != stamp:
                self._owners[space] = stamp, *self._owners_at(space, stamp)
            _, ids, owners = self._owners[space]
        if not len(ids) or not len(pages):
            return ids[:0]
        # A table of all pages: twenty times as fast as looking each of half a million up among the wanted ones.
        wanted = np.zeros(max(int(owners.max()), int(pages.max())) + 1, dtype=np.bool_)
        wanted[pages] = True
        return ids[wanted[owners]]

    def close(self) -> None:
        """Keep what took long to build for the next opening."""
        with self._lock:
            for space in self._open:
                self._save(space)
            self._open.clear()

    def discard(self) -> None:
        """Keep nothing: an index that was built before a removal still holds the removed vectors."""
        with self._lock:
            self._open.clear()

    def _follow(self, space: Space, stamp: tuple[int, int]) -> int:
        """Bring the open index up to ``stamp``; gives how many vectors it lacked or had too many.

        Beside a run each commit adds a few to half a million, whose ids alone take a third of a second to read: where
        their number says that nothing went, only what came is read.
        """
        index, (count, highest) = self._open[space], self._stamps[space]
        new = self._vectors.ids(space, self._fingerprint, after=highest) if highest > 0 else None
        if new is not None and count + len(new) == stamp[0]:
            index.add(*still_there(new, index.dim, self._vectors.rows))
            return len(new)
        return sum(reconcile(index, self._vectors.ids(space, self._fingerprint), self._vectors.rows))

    def _owners_at(self, space: Space, stamp: tuple[int, int]) -> tuple[Ids, Ids]:
        """The ids of all vectors and the page of each; as ``_follow``, only what came is read where nothing went."""
        if space in self._owners:
            (count, highest), ids, owners = self._owners[space]
            new_ids, new_owners = self._vectors.pages(space, self._fingerprint, after=highest)
            if highest and count + len(new_ids) == stamp[0] and count == len(ids):
                return np.concatenate([ids, new_ids]), np.concatenate([owners, new_owners])
        return self._vectors.pages(space, self._fingerprint)

    def _stock(self, space: Space) -> Stock:
        ids = self._vectors.ids(space, self._fingerprint)
        return Stock(self._subject(space), ids, self._vectors.rows)

    def _subject(self, space: Space) -> Subject:
        return Subject(space, self._fingerprint, self._dims[space])

    def _put(self, space: Space, index: VectorIndex, changed: int) -> None:
        self._open[space], self._changed[space] = index, changed

    def _save(self, space: Space) -> None:
        index = self._open[space]
        least = SAVED_FROM if isinstance(index, HnswIndex) else max(SAVED_FROM, len(index) // SAVED_SHARE)
        if self._changed[space] < least:
            return
        with self._turn_to_save() as may_save:
            if may_save:
                save_index(index, self._folder, self._subject(space))
                self._changed[space] = 0


def _told(building: Generator[int, None, BuiltGraph], total: int, space: Space) -> Job[BuiltGraph]:
    """Drive ``building`` and tell how far it is."""
    while True:
        try:
            done = next(building)
        except StopIteration as end:
            built: BuiltGraph = end.value
            return built
        yield Progress(Stage.PREPARE, done=done, total=total, detail=space)
