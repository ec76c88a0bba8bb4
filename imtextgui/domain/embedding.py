"""Vectors and the routes' indexes they live in."""

from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Matrix: TypeAlias = npt.NDArray[np.float32]
"""Rows of vectors, float32 [n, dim]; each row has length 1."""

Ids: TypeAlias = npt.NDArray[np.int64]
"""Vector ids, int64 [n]."""

Tensor: TypeAlias = npt.NDArray[np.uint8]
"""One prepared picture, RGB uint8 [height, width, 3], of the size that the encoder's manifest names."""


class Space(StrEnum):
    """What a stored vector stands for; each space is searched in an index of its own."""

    MEANING = "meaning"
    PICTURE = "picture"
    APPEARANCE = "appearance"


def unit(rows: npt.NDArray[np.floating]) -> Matrix:
    """Scale each row of ``rows`` [n, dim] to length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
