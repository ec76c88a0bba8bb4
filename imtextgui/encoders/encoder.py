"""What an encoder is, and the one that runs a bundle's graphs on onnxruntime."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from imtextgui.domain.embedding import Matrix, Space, Tensor
from imtextgui.encoders.manifest import CosineBackground, PictureSpec


@dataclass(frozen=True, slots=True)
class PictureVectors:
    """Vectors of n pictures: ``joint`` [n, joint_dim] and ``appearance`` [n, appearance_dim], unit rows."""

    joint: Matrix
    appearance: Matrix


def single_rows(vectors: PictureVectors | None) -> Iterator[PictureVectors]:
    """The vectors of one picture after the other, [1, dim] each; nothing where there are none."""
    if vectors is None:
        return
    for number in range(len(vectors.joint)):
        one = slice(number, number + 1)
        yield PictureVectors(vectors.joint[one], vectors.appearance[one])


class Encoder(Protocol):
    """Texts and pictures into vectors; every method may be called from several threads at once."""

    @property
    def fingerprint(self) -> str:
        """Name of the vector space; vectors of different fingerprints must not be compared."""

    @property
    def joint_dim(self) -> int:
        """Length of the vectors that texts and pictures share."""

    @property
    def appearance_dim(self) -> int:
        """Length of the vectors that compare pictures with pictures."""

    @property
    def picture(self) -> PictureSpec:
        """How pictures are prepared; picklable, for the decode workers."""

    @property
    def calibration(self) -> Mapping[Space, CosineBackground]:
        """Per space, the cosines to expect between things that have nothing to do with each other."""

    def encode_texts(self, texts: Sequence[str]) -> Matrix:
        """Unit rows [len(texts), joint_dim], in the order given; any text is allowed, the empty one too."""

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        """Vectors of pictures prepared by ``preprocess.prepare``, in the order given."""
