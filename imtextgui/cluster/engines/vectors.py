"""The routes over vectors, over an engine, whose approximate index tells which are near."""

from collections.abc import Mapping, Sized

import numpy as np

from imtextgui.cluster.engines.lance import INDEXED_FROM, LanceTable
from imtextgui.cluster.engines.narrowing import LISTED, Narrowings
from imtextgui.cluster.engines.narrowing import among as allowed_among
from imtextgui.cluster.engines.state import EngineState, SpaceState
from imtextgui.domain.embedding import Ids, Matrix, Space

_NONE = SpaceState(0, 1, 0, ())


class PagesAllowed:
    """The vectors of some ``pages``, at most ``most`` a page."""

    def __init__(self, pages: Ids, most: int, condition: str | None) -> None:
        self.pages, self.condition = pages, condition
        self._length = len(pages) * most

    def __len__(self) -> int:
        """As many as there are, or more."""
        return self._length


class EngineSpace:
    """The vectors of one space; see ``search.routes.dense.NearestVectors``."""

    def __init__(self, table: LanceTable | None, told: SpaceState) -> None:
        self._table, self._told = table, told

    def __len__(self) -> int:
        """How many vectors there are."""
        return self._told.count

    def ids(self) -> Ids:
        """The sample that was chosen when the catalogue was exported: of ten million nobody reads all ids."""
        return np.array(self._told.sample, dtype=np.int64)

    def search(self, queries: Matrix, k: int, among: PagesAllowed | None = None) -> tuple[Ids, Matrix]:
        """The ``k`` nearest of each of ``queries``; a place that could not be filled has id -1 and cosine -inf."""
        ids = np.full((len(queries), k), -1, dtype=np.int64)
        cosines = np.full((len(queries), k), -np.inf, dtype=np.float32)
        for row, query in enumerate(queries if self._table is not None and k > 0 else ()):
            found, near = self._nearest(query, k, among)
            ids[row, : len(found)], cosines[row, : len(found)] = found, near
        return ids, cosines

    def prepare(self, query: Matrix) -> None:
        """Nothing is in memory here that a query could be compared with beforehand."""

    def _nearest(self, query: Matrix, k: int, among: PagesAllowed | None) -> tuple[Ids, Matrix]:
        assert self._table is not None
        # A condition that leaves few rows leaves too few in the parts of an index that are looked into.
        exact = self._told.count < INDEXED_FROM or (among is not None and len(among.pages) <= LISTED)
        if not np.isfinite(query).all() or not query.any():
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        condition = None if among is None else among.condition
        near = self._table.nearest(query, k, condition, exact=exact)
        kept = allowed_among(near.pages, None if among is None else among.pages)
        return near.ids[kept], near.cosines[kept]


class EngineVectors:
    """Gives the vectors of each space; see ``search.routes.dense.SpaceIndexes``.

    Pages that a filter leaves are told as a condition. Where that leaves more, what does not fit is taken out of the
    answer, and ``DenseSearch`` asks for more.
    """

    def __init__(self, tables: Mapping[str, LanceTable], state: EngineState, narrowings: Narrowings) -> None:
        self._spaces = {
            space: EngineSpace(tables[space.value], state.spaces[space.value])
            for space in Space
            if space.value in state.spaces
        }
        self._told, self._narrowings, self._made = state.spaces, narrowings, int(state.made)

    def stamp(self, space: Space) -> tuple[int, int]:
        """How many vectors the space has, and when they were exported."""
        return self._told.get(space.value, _NONE).count, self._made

    def get(self, space: Space) -> EngineSpace:
        """The vectors of ``space``."""
        return self._spaces.get(space) or EngineSpace(None, _NONE)

    def of_pages(self, space: Space, pages: Ids) -> Sized:
        """Those of some pages, to be given to ``EngineSpace.search``."""
        most = self._told.get(space.value, _NONE).most
        return PagesAllowed(pages, most, self._narrowings.condition(pages))
