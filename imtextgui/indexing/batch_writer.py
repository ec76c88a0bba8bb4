"""Encodes pictures beside the reading, and writes what was read in slices, in order."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from imtextgui.domain.embedding import Tensor
from imtextgui.encoders.encoder import PictureVectors

SLICE_PICTURES = 16
SLICE_ENTRIES = 400
SLICE_SECONDS = 2.0
SLICES_IN_FLIGHT = 2

Entry = TypeVar("Entry")


@dataclass(slots=True)
class Slice(Generic[Entry]):
    """Entries that are written in one transaction, and their tensors in the same order."""

    entries: list[Entry] = field(default_factory=list)
    tensors: list[Tensor] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    def is_due(self) -> bool:
        """Whether the slice is large or old enough to be written."""
        return (
            len(self.tensors) >= SLICE_PICTURES
            or len(self.entries) >= SLICE_ENTRIES
            or (bool(self.entries) and time.monotonic() - self.since >= SLICE_SECONDS)
        )


class Flow(Generic[Entry]):
    """Keeps reading while the slice before is encoded, and writes slices in order.

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
        self._slice: Slice[Entry] = Slice()
        self._encoding: deque[tuple[Slice[Entry], Future[PictureVectors] | None]] = deque()

    def add(self, entry: Entry, tensors: Sequence[Tensor] = ()) -> None:
        """Take one entry and its tensors."""
        self._slice.entries.append(entry)
        self._slice.tensors.extend(tensors)

    def advance(self) -> None:
        """Hand over a slice that is due; write those that are ready, or wait if too many are in flight."""
        if self._slice.is_due():
            self._submit()
        while self._encoding and (len(self._encoding) > SLICES_IN_FLIGHT or _is_done(self._encoding[0][1])):
            self._write_oldest()

    def finish(self) -> None:
        """Write everything that was taken."""
        self._submit()
        while self._encoding:
            self._write_oldest()

    def _submit(self) -> None:
        tensors = self._slice.tensors
        self._encoding.append((self._slice, self._encode(tensors) if tensors else None))
        self._slice = Slice()

    def _write_oldest(self) -> None:
        oldest, vectors = self._encoding.popleft()
        self._write(oldest.entries, vectors.result() if vectors else None)


def _is_done(vectors: "Future[PictureVectors] | None") -> bool:
    return vectors is None or vectors.done()
