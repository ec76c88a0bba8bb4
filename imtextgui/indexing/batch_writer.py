"""Encodes pictures beside the reading, and writes what was read in batches, in order."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from imtextgui.domain.embedding import Tensor
from imtextgui.encoders.encoder import PictureVectors

BATCH_PICTURES = 16
"""A commit costs half a millisecond, and more pictures at once are hardly quicker each (4 to 8 ms): a batch may be
small, so that a kill loses little.
"""

BATCH_ENTRIES = 400
"""Entries without a picture are rows of text; so many are written in some 10 ms, for which other writers wait."""

BATCH_SECONDS = 2.0
"""Whoever watches a slow folder finds its files after so many seconds."""

BATCHES_IN_FLIGHT = 2
"""One is encoded while the next one waits, so that the encoder never does; more would only hold tensors in memory."""

Entry = TypeVar("Entry")


@dataclass(slots=True)
class Batch(Generic[Entry]):
    """Entries that are written in one transaction, and their tensors in the same order."""

    entries: list[Entry] = field(default_factory=list)
    tensors: list[Tensor] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    def is_due(self) -> bool:
        """Whether the batch is large or old enough to be written."""
        return (
            len(self.tensors) >= BATCH_PICTURES
            or len(self.entries) >= BATCH_ENTRIES
            or (bool(self.entries) and time.monotonic() - self.since >= BATCH_SECONDS)
        )


class BatchWriter(Generic[Entry]):
    """Keeps reading while the batch before is encoded, and writes batches in order.

    ``encode`` begins to encode tensors; ``write`` stores entries with the vectors of all their tensors, None
    where they have none.
    """

    def __init__(
        self,
        encode: "Callable[[list[Tensor]], Future[PictureVectors]]",
        write: Callable[[list[Entry], PictureVectors | None], None],
    ) -> None:
        self._encode = encode
        self._write = write
        self._batch: Batch[Entry] = Batch()
        self._encoding: deque[tuple[Batch[Entry], Future[PictureVectors] | None]] = deque()

    def add(self, entry: Entry, tensors: Sequence[Tensor] = ()) -> None:
        """Take one entry and its tensors."""
        self._batch.entries.append(entry)
        self._batch.tensors.extend(tensors)

    def advance(self) -> None:
        """Hand over a batch that is due; write those that are ready, or wait if too many are in flight."""
        if self._batch.is_due():
            self._submit()
        # Batches are written in order, so that a kill leaves files whole up to one point.
        while self._encoding and (len(self._encoding) > BATCHES_IN_FLIGHT or _is_done(self._encoding[0][1])):
            self._write_oldest()

    def finish(self) -> None:
        """Write everything that was taken."""
        self._submit()
        while self._encoding:
            self._write_oldest()

    def _submit(self) -> None:
        tensors = self._batch.tensors
        self._encoding.append((self._batch, self._encode(tensors) if tensors else None))
        self._batch = Batch()

    def _write_oldest(self) -> None:
        oldest, vectors = self._encoding.popleft()
        self._write(oldest.entries, vectors.result() if vectors else None)


def _is_done(vectors: "Future[PictureVectors] | None") -> bool:
    return vectors is None or vectors.done()
