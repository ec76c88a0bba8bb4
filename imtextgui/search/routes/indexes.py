"""The vector index of each space, brought in step with the database when a search needs it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from threading import Lock

from imtextgui.domain.embedding import Ids, Space
from imtextgui.index.exact import VectorIndex
from imtextgui.index.reconcile import open_index, reconcile, save_index
from imtextgui.store.vectors.vector_rows import Vectors

SAVED_FROM = 1_000
"""Changed vectors from which on a snapshot is written anew: adding fewer at the next opening is quicker."""


class Indexes:
    """Vector indexes of one catalogue folder for the encoder ``fingerprint``; may be asked from several threads.

    ``dims`` holds the length of each space's vectors; from ``threshold`` vectors on an approximate index answers,
    which is decided when a space is first asked for. Snapshots are written to ``folder`` within a block of
    ``turn_to_save``, if that gives True: another program may be writing one.
    """

    def __init__(
        self,
        folder: Path,
        vectors: Vectors,
        fingerprint: str,
        dims: dict[Space, int],
        *,
        threshold: int,
        turn_to_save: Callable[[], AbstractContextManager[bool]] = lambda: nullcontext(True),
    ) -> None:
        self._folder = folder
        self._vectors = vectors
        self._fingerprint = fingerprint
        self._dims = dims
        self._threshold = threshold
        self._turn_to_save = turn_to_save
        self._lock = Lock()
        self._open: dict[Space, VectorIndex] = {}
        self._stamps: dict[Space, tuple[int, int]] = {}
        self._changed: dict[Space, int] = {}

    def stamp(self, space: Space) -> tuple[int, int]:
        """The state of the space: equal stamps mean equal vectors."""
        return self._vectors.stamp(space, self._fingerprint)

    def get(self, space: Space) -> VectorIndex:
        """The index of ``space`` with exactly the vectors that the database holds now."""
        with self._lock:
            stamp = self.stamp(space)
            if space not in self._open:
                self._open[space] = self._load(space)
            elif stamp != self._stamps[space]:
                ids = self._vectors.ids(space, self._fingerprint)
                changed = reconcile(self._open[space], ids, self._vectors.rows)
                self._changed[space] += sum(changed)
            self._stamps[space] = stamp
            return self._open[space]

    def of_pages(self, space: Space, pages: Ids) -> Ids:
        """The ids of the vectors of ``pages`` in ``space``, ascending."""
        return self._vectors.of_pages(space, self._fingerprint, pages.tolist())

    def close(self) -> None:
        """Keep what took long to build for the next opening."""
        with self._lock:
            for space, index in self._open.items():
                self._save(space, index)
            self._open.clear()

    def discard(self) -> None:
        """Keep nothing: an index that was built before a removal still holds the removed vectors."""
        with self._lock:
            self._open.clear()

    def _load(self, space: Space) -> VectorIndex:
        opened = open_index(
            self._folder,
            space,
            self._fingerprint,
            self._dims[space],
            self._vectors.ids(space, self._fingerprint),
            self._vectors.rows,
            threshold=self._threshold,
        )
        self._changed[space] = sum(opened.reconciled)
        self._save(space, opened.index)
        return opened.index

    def _save(self, space: Space, index: VectorIndex) -> None:
        if self._changed[space] < SAVED_FROM:
            return
        with self._turn_to_save() as may_save:
            if may_save:
                save_index(index, self._folder, space, self._fingerprint)
                self._changed[space] = 0
