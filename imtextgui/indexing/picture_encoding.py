"""Encodes pictures beside whoever reads them, and leaves off at once when nobody wants them any more."""

from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from threading import Event
from types import TracebackType

import numpy as np

from imtextgui.domain.embedding import Tensor
from imtextgui.encoders.encoder import Encoder, PictureVectors

AT_ONCE = 4
"""Pictures between two looks whether to go on: more are hardly quicker each, and the window waits for them to close."""


class PictureEncoder:
    """Encodes batches in their order. A context manager: leaving it drops what is not encoded by then."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._left = Event()
        # One thread: a graph has threads of its own, and batches have to come back in their order.
        self._thread = ThreadPoolExecutor(1, "encode")

    def __enter__(self) -> "PictureEncoder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left.set()
        self._thread.shutdown(cancel_futures=True)

    def submit(self, tensors: Sequence[Tensor]) -> "Future[PictureVectors]":
        """Begin to encode ``tensors``, at least one."""
        return self._thread.submit(self._encode, tensors)

    def _encode(self, tensors: Sequence[Tensor]) -> PictureVectors:
        parts = []
        for start in range(0, len(tensors), AT_ONCE):
            if self._left.is_set():
                raise CancelledError
            parts.append(self._encoder.encode_pictures(tensors[start : start + AT_ONCE]))
        return PictureVectors(
            np.concatenate([part.joint for part in parts]),
            np.concatenate([part.appearance for part in parts]),
        )
