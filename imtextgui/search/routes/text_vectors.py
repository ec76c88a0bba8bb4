"""The vectors of query texts, each text encoded once."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from imtextgui.domain.embedding import Matrix

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder

_KEPT = 16
"""Texts whose vectors are kept: the same ones are asked again with every other filter."""


class TextVectors:
    """Encodes the texts of queries with ``encoder``."""

    def __init__(self, encoder: "Encoder") -> None:
        self.encoder = encoder
        self._vectors: OrderedDict[str, Matrix] = OrderedDict()

    def of(self, text: str) -> Matrix:
        """The unit vector [joint_dim] of ``text``."""
        if text not in self._vectors:
            self._vectors[text] = self.encoder.encode_texts([text])[0]
        self._vectors.move_to_end(text)
        while len(self._vectors) > _KEPT:
            self._vectors.popitem(last=False)
        return self._vectors[text]
