"""Pictures whose last bytes are missing: decoded as far as they go, as every viewer does."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageFile

_FILLS = (0, 128)
"""What decoders leave where nothing was decoded: PNG and TIFF black, JPEG the middle of its range."""

_TELLING = "truncated"
_NOTHING = 0.95
"""Share of rows whose lack leaves nothing to recognise."""


def load(image: Image.Image) -> float:
    """Decode ``image`` in place; returns the share of its rows, 0 to 1, that its file lacks.

    Raises as ``Image.load`` does, also where there is nothing to see of what is there.
    """
    try:
        image.load()
    except OSError as trouble:
        if _TELLING not in str(trouble):
            raise
        with _tolerated():
            image.load()
        missing = _missing(image)
        if missing > _NOTHING:
            raise
        return missing
    return 0.0


@contextmanager
def _tolerated() -> Iterator[None]:
    # The switch is the library's own, and the whole process's: readers work in processes of their own.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _missing(image: Image.Image) -> float:
    """The share of rows at one end that hold nothing but what decoders leave there."""
    values = np.asarray(image)
    rows = values.reshape(len(values), -1)
    shares = [0.0]
    for fill in _FILLS:
        written = np.flatnonzero((rows != fill).any(axis=1))
        # The rows of a BMP come from the bottom up.
        ends = (int(written[0]), len(rows) - 1 - int(written[-1])) if len(written) else (len(rows),)
        shares.append(max(ends) / len(rows))
    return max(shares)
