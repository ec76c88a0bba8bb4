"""An encoder that lets others go first between a few texts or pictures."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from imtextgui.domain.embedding import Matrix, Space, Tensor
from imtextgui.encoders.encoder import Encoder, PictureVectors
from imtextgui.encoders.manifest import CosineBackground, PictureSpec

AT_ONCE = 4
"""Texts or pictures between two looks: two threads take 15 to 30 ms for so many, of which a search notices little."""


class PatientEncoder:
    """Encodes as ``encoder`` does, and calls ``wait`` before every few texts and pictures. See ``Encoder``.

    The vectors are the same: a text is encoded alone, whatever its company.
    """

    def __init__(self, encoder: Encoder, wait: Callable[[], None]) -> None:
        self._encoder = encoder
        self._wait = wait

    @property
    def fingerprint(self) -> str:
        """See ``Encoder``."""
        return self._encoder.fingerprint

    @property
    def joint_dim(self) -> int:
        """See ``Encoder``."""
        return self._encoder.joint_dim

    @property
    def appearance_dim(self) -> int:
        """See ``Encoder``."""
        return self._encoder.appearance_dim

    @property
    def picture(self) -> PictureSpec:
        """See ``Encoder``."""
        return self._encoder.picture

    @property
    def calibration(self) -> Mapping[Space, CosineBackground]:
        """See ``Encoder``."""
        return self._encoder.calibration

    def encode_texts(self, texts: Sequence[str]) -> Matrix:
        """See ``Encoder``."""
        parts = []
        for start in range(0, max(1, len(texts)), AT_ONCE):
            self._wait()
            parts.append(self._encoder.encode_texts(texts[start : start + AT_ONCE]))
        return np.concatenate(parts)

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        """See ``Encoder``."""
        parts = []
        for start in range(0, max(1, len(tensors)), AT_ONCE):
            self._wait()
            parts.append(self._encoder.encode_pictures(tensors[start : start + AT_ONCE]))
        return PictureVectors(
            np.concatenate([part.joint for part in parts]),
            np.concatenate([part.appearance for part in parts]),
        )
