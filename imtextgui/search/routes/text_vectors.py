"""The vectors of query texts, each text encoded once."""

from typing import TYPE_CHECKING

from imtextgui.domain.embedding import Matrix
from imtextgui.search.lru_cache import LruCache

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder

_KEPT = 16
"""Texts whose vectors are kept: the same ones are asked again with every other filter."""


class TextVectors:
    """Encodes the texts of queries with ``encoder``."""

    def __init__(self, encoder: "Encoder") -> None:
        self.encoder = encoder
        self._vectors: LruCache[str, Matrix] = LruCache(_KEPT)

    def of(self, text: str) -> Matrix:
        """The unit vector [joint_dim] of ``text``."""
        return self._vectors.get(text, lambda: self.encoder.encode_texts([text])[0])
