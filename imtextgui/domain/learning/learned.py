"""What a site has taught: a map for query vectors, prototypes of its parts, and a term of the ranker.

None of it changes a judgement, a tag or a vector of the catalogue: it acts on queries only, and is bound to the encoder
that made the vectors it was learned from.
"""

from dataclasses import dataclass

import numpy as np

from imtextgui.domain.embedding import Matrix, Space, unit


@dataclass(frozen=True, slots=True, eq=False)
class QueryAdapter:
    """Moves query vectors: ``shift`` [dim, dim] is added to the identity, so that zeros change nothing."""

    shift: Matrix

    def apply(self, rows: Matrix) -> Matrix:
        """Unit rows [n, dim] for the queries ``rows`` [n, dim]."""
        return unit(rows + rows @ self.shift)


@dataclass(frozen=True, slots=True, eq=False)
class Prototype:
    """A named part as its examples show it: their mean vectors, by the joint space and by appearance.

    ``names`` is all that it is called, ``name`` first. A photo shows it from the likeness ``least`` on. ``digests``
    name the examples that are files of the catalogue.
    """

    name: str
    names: tuple[str, ...]
    examples: int
    picture: Matrix
    appearance: Matrix
    least: float
    digests: tuple[str, ...] = ()

    def likeness(self, picture: Matrix, appearance: Matrix) -> Matrix:
        """How much each of the pictures, unit rows [n, dim] of both spaces, looks like it, [n], at most 1."""
        return np.asarray((picture @ self.picture + appearance @ self.appearance) / 2, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class RankerTerm:
    """What is added to the scores of the ranking model: a weight for each feature, one for its absence.

    ``model`` names the model that it was fitted beside; under another one it means nothing.
    """

    model: str
    weights: Matrix
    absent: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """All that is in force for one encoder, the ``fingerprint``."""

    fingerprint: str
    meaning: QueryAdapter | None = None
    picture: QueryAdapter | None = None
    term: RankerTerm | None = None
    prototypes: tuple[Prototype, ...] = ()

    def adapted(self, space: Space, rows: Matrix) -> Matrix:
        """The vectors of query texts [n, dim] as they are looked up in ``space``."""
        adapter = self.adapter(space)
        return rows if adapter is None else adapter.apply(rows)

    def adapter(self, space: Space) -> QueryAdapter | None:
        """What moves the vectors of query texts for ``space``; None where nothing does."""
        return self.meaning if space is Space.MEANING else self.picture
