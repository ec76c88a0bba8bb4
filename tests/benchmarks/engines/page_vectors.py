"""Vectors of pages, made by code, that lie as those of real pages do: in groups of groups, some hardly apart.

Of 7,334 vectors of meaning in a catalogue of real manuals (1,005 files), and of as many made here, the cosines at the
tenth, the fifth and the ninth tenth are:

| to | real | made |
|---|---|---|
| any other | 0.01, 0.17, 0.44 | 0.07, 0.20, 0.34 |
| the nearest | 0.64, 0.87, 1.00 | 0.59, 0.82, 0.95 |
| the 10th | 0.47, 0.67, 0.88 | 0.44, 0.63, 0.82 |
| the 100th | 0.33, 0.51, 0.69 | 0.33, 0.46, 0.65 |

More pages are more groups: those of a file lie together, as they are written.
"""

import numpy as np

from imtextgui.domain.embedding import Matrix, unit

DIM = 384
COMMON = 0.15
"""The share of a vector's square that all have in common."""

GROUPS = ((1500, 0.08), (120, 0.12), (12, 0.20), (2, 0.20), (1, 0.25))
"""How many pages a group of each level has in the mean, and the share of what its pages have in common there."""

FALLING, UNEVEN = 0.6, 0.6
"""How fast the axes of the space lose importance, and how unevenly far (log-normal) groups lie from their middle."""

QUESTION = 0.5
"""The share of a question's square that its page does not have."""


class PageVectors:
    """Makes rows of unit vectors."""

    def __init__(self) -> None:
        importance = (np.arange(DIM) + 1.0) ** -FALLING
        axes = np.linalg.qr(np.random.default_rng(1).normal(size=(DIM, DIM)))[0]
        self._common = (COMMON**0.5 * axes[0]).astype(np.float32)
        self._axes = (axes * np.sqrt(importance / importance.sum())).T.astype(np.float32)

    def rows(self, count: int, rng: np.random.Generator) -> Matrix:
        """``count`` pages in a row, [count, DIM]."""
        inner = np.zeros((count, DIM), dtype=np.float32)
        for size, share in GROUPS:
            starts = rng.random(count) < 1 / size
            starts[0] = True
            group = np.cumsum(starts) - 1
            groups = int(group[-1]) + 1
            far = np.exp(rng.normal(0, UNEVEN, groups) - UNEVEN**2) * share**0.5
            drawn = rng.standard_normal((groups, DIM), dtype=np.float32) * far.astype(np.float32)[:, None]
            inner += drawn[group]
        return unit(inner @ self._axes + self._common)

    def questions(self, pages: Matrix, rng: np.random.Generator) -> Matrix:
        """One question about each of ``pages``, whose answers are that page and what lies around it."""
        strange = unit(rng.standard_normal(pages.shape, dtype=np.float32) @ self._axes)
        asked: Matrix = unit((1 - QUESTION) ** 0.5 * pages + QUESTION**0.5 * strange).astype(np.float32)
        return asked
