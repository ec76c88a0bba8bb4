"""The routes over vectors: the pages nearest to a query vector, and how near strangers are to it."""

from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass, field
from math import inf
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from imtextgui.domain.embedding import Ids, Matrix, Space

CANDIDATES = 150
SAMPLE = 1024
# a space in which everything is alike tells nothing
LEAST_DEVIATION = 1e-3
LEAST_Z_SCORE = 0.5
"""Deviations above unrelated pages below which a page is no candidate."""

PRIOR = 20
"""Pages that the statistics measured with the encoder count for, beside those of the catalogue."""

REGION_MARGIN = 0.03
"""Cosine by which a region must be nearer than a whole page to count as much.

Who photographs a whole page means that page, and no other that has a like part; photos of parts were found as
often with this margin as without.
"""

# several passages or regions of one page may be near: more vectors are asked for than pages are wanted, and
# more again while they do not make enough pages
_VECTORS_A_PAGE = 2
_MORE = 4


class NearestVectors(Protocol):
    """Finds the vectors of one space that are most like a query; every ``index.exact.VectorIndex`` does."""

    def __len__(self) -> int: ...
    def ids(self) -> Ids:
        """The ids of all vectors, or of a sample that is spread evenly over them, ascending."""

    def search(self, queries: Matrix, k: int, among: Any = ...) -> tuple[Ids, Matrix]:
        """As ``VectorIndex.search``; ``among`` is what ``of_pages`` gave, None for all."""

    def prepare(self, query: Matrix) -> None:
        """As ``VectorIndex.prepare``."""


class SpaceIndexes(Protocol):
    """Gives the index of each space; ``search.routes.indexes`` is one."""

    def stamp(self, space: Space) -> tuple[int, int]:
        """Equal stamps mean equal vectors."""

    def get(self, space: Space) -> NearestVectors:
        """The index with exactly the vectors of the catalogue."""

    def of_pages(self, space: Space, pages: Ids) -> Sized:
        """The vectors of some pages, as the space's index is told them; as long as there are vectors, or longer."""


class CosineStatistics(Protocol):
    """Cosines to expect between things that have nothing to do with each other."""

    @property
    def mean(self) -> float: ...
    @property
    def std(self) -> float: ...


class VectorOwner(Protocol):
    """What a vector stands for; without passage and region (0) it is the page as a whole."""

    @property
    def page_id(self) -> int: ...
    @property
    def passage_id(self) -> int: ...
    @property
    def region_id(self) -> int: ...


class VectorStore(Protocol):
    """What vectors stand for; ``store.vectors.vector_rows`` is one."""

    def targets(self, ids: Ids) -> Mapping[int, VectorOwner]:
        """What each vector stands for that there still is."""

    def rows(self, ids: Ids) -> Matrix:
        """The vectors themselves, [len(ids), dim]."""


@dataclass(frozen=True, slots=True)
class NearestPages:
    """The pages nearest to one query vector.

    ``cosines`` holds that of the best vector of each page, less a margin for regions; ``passages`` and ``regions``
    the passage or the region that it stands for (0: none).
    ``mean`` and ``deviation`` are those of the cosines to vectors that have nothing to do with the query.
    ``farther`` are the cosines of candidates of other routes that are not among the nearest, for the ranker alone.
    """

    cosines: dict[int, float] = field(default_factory=dict)
    passages: dict[int, int] = field(default_factory=dict)
    regions: dict[int, int] = field(default_factory=dict)
    mean: float = 0.0
    deviation: float = 1.0
    farther: Mapping[int, float] = field(default_factory=dict)

    def z_score(self, page: int) -> float:
        """How many deviations ``page`` stands above unrelated pages, which makes queries comparable."""
        return (self.cosines[page] - self.mean) / self.deviation


class DenseSearch:
    """Searches the spaces of one catalogue."""

    def __init__(
        self, indexes: SpaceIndexes, vectors: VectorStore, priors: Mapping[Space, CosineStatistics]
    ) -> None:
        self._indexes = indexes
        self._vectors = vectors
        self._priors = priors
        self._samples: dict[Space, tuple[int, Ids, Matrix]] = {}

    def nearest(
        self,
        space: Space,
        vector: Matrix,
        limit: int = CANDIDATES,
        least: float = LEAST_Z_SCORE,
        among: Ids | None = None,
    ) -> NearestPages:
        """Find about ``limit`` pages nearest to ``vector`` [dim] whose z-score is ``least`` or more.

        Only pages ``among`` these are found, if given.
        """
        index = self._indexes.get(space)
        if not len(index):
            return NearestPages()
        allowed = None if among is None else self._indexes.of_pages(space, among)
        best = self._best(index, vector, limit, allowed)
        means, deviations = self._unrelated(space, vector[None, :])
        mean, deviation = float(means[0]), float(deviations[0])
        near = {page: cosine for page, (cosine, _) in best.items() if cosine >= mean + least * deviation}
        passages = {page: best[page][1].passage_id for page in near}
        regions = {page: best[page][1].region_id for page in near}
        return NearestPages(near, passages, regions, mean, deviation)

    def cosines(self, space: Space, vector: Matrix, pages: Ids) -> dict[int, float]:
        """The cosine of ``vector`` [dim] and the nearest vector of each of ``pages`` that has one, however far."""
        index, allowed = self._indexes.get(space), self._indexes.of_pages(space, pages)
        if not len(index) or not len(allowed):
            return {}
        ids, cosines = index.search(vector[None, :], len(allowed), allowed)
        known = ids[0] >= 0
        owners = self._vectors.targets(ids[0][known])
        best = _by_page(zip(ids[0][known].tolist(), cosines[0][known].tolist(), strict=True), owners)
        return {page: cosine for page, (cosine, _) in best.items()}

    def nearest_to_each(self, space: Space, vectors: Matrix, limit: int) -> list[NearestPages]:
        """Find about ``limit`` pages nearest to each of ``vectors`` [n, dim], however far: all compared at once."""
        index = self._indexes.get(space)
        if not len(index) or not len(vectors):
            return [NearestPages() for _ in vectors]
        many = min(limit * _VECTORS_A_PAGE, len(index))
        ids, cosines = index.search(vectors, many)
        owners = self._vectors.targets(np.unique(ids[ids >= 0]))
        means, deviations = self._unrelated(space, vectors)
        found = []
        for place, vector in enumerate(vectors):
            best = _by_page(zip(ids[place].tolist(), cosines[place].tolist(), strict=True), owners)
            if len(best) < limit and many < len(index):
                found.append(self.nearest(space, vector, limit, least=-inf))
                continue
            near = {page: cosine for page, (cosine, _) in best.items()}
            found.append(NearestPages(near, mean=float(means[place]), deviation=float(deviations[place])))
        return found

    def index(self, space: Space) -> NearestVectors:
        """The index with exactly the vectors of ``space``."""
        return self._indexes.get(space)

    def _best(
        self, index: NearestVectors, vector: Matrix, limit: int, allowed: Sized | None
    ) -> dict[int, tuple[float, VectorOwner]]:
        """Cosine and target of the best vector of each page, for ``limit`` pages or more if there are as many."""
        most = len(index) if allowed is None else len(allowed)
        many = min(limit * _VECTORS_A_PAGE, most)
        while True:
            ids, cosines = index.search(vector[None, :], many, allowed)
            owners = self._vectors.targets(ids[0][ids[0] >= 0])
            best = _by_page(zip(ids[0].tolist(), cosines[0].tolist(), strict=True), owners)
            if len(best) >= limit or many >= most:
                return best
            many = min(many * _MORE, most)

    def z_scores(self, space: Space, vectors: Matrix) -> list[float]:
        """Give the z-score of the nearest vector of each of ``vectors`` [n, dim]; [] in an empty space."""
        index = self._indexes.get(space)
        if not len(index):
            return []
        _, cosines = index.search(vectors, 1)
        means, deviations = self._unrelated(space, vectors)
        return [float(score) for score in (cosines[:, 0] - means) / deviations]

    def _unrelated(self, space: Space, vectors: Matrix) -> tuple[Matrix, Matrix]:
        """Mean and deviation, each [n], of the cosines of ``vectors`` [n, dim] to pages that are unrelated.

        A catalogue of a few pages cannot tell: what was measured with the encoder stands for ``PRIOR`` pages.
        """
        before = self._priors[space]
        unrelated = vectors @ self.sample(space)[1].T
        count = PRIOR + unrelated.shape[1]
        means = (PRIOR * before.mean + unrelated.sum(axis=1)) / count
        spread = ((unrelated - means[:, None]) ** 2).sum(axis=1)
        variances = (PRIOR * (before.std**2 + (before.mean - means) ** 2) + spread) / count
        return means, np.maximum(np.sqrt(variances), LEAST_DEVIATION)

    def count(self, space: Space) -> int:
        """How many vectors the space has."""
        return self._indexes.stamp(space)[0]

    def sample(self, space: Space) -> tuple[Ids, Matrix]:
        """Give page ids [n] and rows [n, dim] of up to ``SAMPLE`` vectors, evenly spread over the catalogue.

        Where pages have vectors as a whole, only these are taken: what unrelated pages reach must not depend on how
        many regions each page has. It is drawn anew when the catalogue has grown or shrunk by a fifth.
        """
        count = self.count(space)
        kept = self._samples.get(space)
        if kept is None or abs(count - kept[0]) > 0.2 * kept[0]:
            drawn = spread(self._indexes.get(space).ids(), self._vectors.targets)
            pages = np.array([page for _, page in drawn], dtype=np.int64)
            rows = self._vectors.rows(np.array([vector for vector, _ in drawn], dtype=np.int64))
            kept = self._samples[space] = (count, pages, rows)
        return kept[1], kept[2]


def spread(ids: Ids, targets: Callable[[Ids], Mapping[int, VectorOwner]]) -> list[tuple[int, int]]:
    """Up to SAMPLE of the vectors ``ids``, spread evenly, without those of regions, each with its page id."""
    whole = _whole(ids, SAMPLE, targets)
    if len(whole) < min(SAMPLE, len(ids)):
        # regions lie among them: so many more have to be looked at
        whole = _whole(ids, SAMPLE * SAMPLE // max(1, len(whole)), targets)
    return [whole[place] for place in _evenly(len(whole), SAMPLE)]


def _whole(ids: Ids, some: int, targets: Callable[[Ids], Mapping[int, VectorOwner]]) -> list[tuple[int, int]]:
    chosen = ids[_evenly(len(ids), some)]
    owners = targets(chosen)
    return [
        (vector, owners[vector].page_id)
        for vector in chosen.tolist()
        if vector in owners and not owners[vector].region_id
    ]


def _by_page(
    vectors: Iterable[tuple[int, float]], owners: Mapping[int, VectorOwner]
) -> dict[int, tuple[float, VectorOwner]]:
    """What of each page is nearest, of vector ids with their cosines; regions count a margin less."""
    best: dict[int, tuple[float, VectorOwner]] = {}
    for vector, cosine in vectors:
        owner = owners.get(vector)
        if owner is not None:
            worth = cosine - REGION_MARGIN * bool(owner.region_id)
            if owner.page_id not in best or worth > best[owner.page_id][0]:
                best[owner.page_id] = (worth, owner)
    return best


def _evenly(count: int, some: int) -> npt.NDArray[np.intp]:
    """Places of up to ``some`` of ``count`` things, spread evenly."""
    return np.linspace(0, count - 1, min(some, count)).round().astype(np.intp)
