"""Pages that a filter leaves, as the condition that the engine is told in their place."""

from collections import OrderedDict

import numpy as np

from imtextgui.cluster.engines.lance import one_of
from imtextgui.domain.embedding import Ids

LISTED = 20_000
"""Pages up to which their ids are listed in a condition: so many take 50 ms."""

_KEPT = 16


class Narrowings:
    """The conditions of the latest selections, by the array of their pages.

    A condition may leave more than the pages, never fewer: what comes back is compared with them.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[int, tuple[Ids, str | None, str | None]] = OrderedDict()

    def put(self, pages: Ids, condition: str | None, of_names: str | None = None) -> None:
        """Remember ``condition`` for this very array, and that of the files; None where none tells it."""
        self._known[id(pages)] = pages, condition, of_names
        self._known.move_to_end(id(pages))
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def condition(self, pages: Ids | None) -> str | None:
        """What the engine is told for ``pages``; None for all, and where the answer must be compared alone."""
        if pages is None:
            return None
        if len(pages) <= LISTED:
            return one_of("page_id", pages.tolist())
        kept = self._known.get(id(pages))
        return kept[1] if kept is not None and kept[0] is pages else None

    def condition_of_names(self, pages: Ids | None) -> str | None:
        """What the engine is told for the files of ``pages``; None where nothing can be."""
        kept = None if pages is None else self._known.get(id(pages))
        return kept[2] if kept is not None and kept[0] is pages else None


def among(ids: Ids, pages: Ids | None) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which of ``ids`` are among ``pages``, None for all."""
    return np.ones(len(ids), dtype=np.bool_) if pages is None else np.isin(ids, pages)
