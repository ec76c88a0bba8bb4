"""What chance reaches in this catalogue: the likeness of things that have nothing to do with each other."""

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import Kind
from imtextgui.search.ranking.confidence import STRANGE_TEXTS, Strangers
from imtextgui.search.routes.dense import Dense

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.store.content.pages import PageRow

PHOTOS = 96
FEWEST_PHOTOS = 24
# of the pages most like a given one, so many may be of its own file before that is all there is
_NEIGHBOURS = 12

T = TypeVar("T")
Describe = Callable[[Sequence[int]], "Iterable[PageRow]"]


class Background:
    """Works out, when first needed and again when the catalogue has grown by a fifth, what strangers reach."""

    def __init__(self, dense: Dense, encoder: "Encoder", describe: Describe) -> None:
        self._dense = dense
        self._encoder = encoder
        self._describe = describe
        self._texts: Matrix | None = None
        self._kept: dict[tuple[Space, bool], tuple[int, Strangers]] = {}

    def of_texts(self, space: Space) -> Strangers:
        """What everyday texts reach in ``space``."""
        return self._fresh(
            space, False, lambda: Strangers.of_texts(self._dense.standings(space, self._text_rows()))
        )

    def of_photos(self, space: Space) -> Strangers:
        """What the catalogue's own photos reach in ``space`` among the other files."""
        return self._fresh(space, True, lambda: Strangers.of_pages(self._photo_standings(space)))

    def _fresh(self, space: Space, photos: bool, work_out: Callable[[], Strangers]) -> Strangers:
        count = self._dense.count(space)
        kept = self._kept.get((space, photos))
        if kept is None or abs(count - kept[0]) > 0.2 * kept[0]:
            kept = self._kept[space, photos] = (count, work_out())
        return kept[1]

    def _text_rows(self) -> Matrix:
        if self._texts is None:
            self._texts = self._encoder.encode_texts(STRANGE_TEXTS)
        return self._texts

    def _photo_standings(self, space: Space) -> list[float]:
        own = Space.APPEARANCE if space is Space.APPEARANCE else Space.PICTURE
        pages, rows = self._dense.sample(own)
        described = {row.page_id: row for row in self._describe(pages.tolist())}
        photos = [place for place, page in enumerate(pages.tolist()) if _is_photo(described.get(page))]
        chosen = photos if len(photos) >= FEWEST_PHOTOS else range(len(pages))
        places = np.array(chosen, dtype=np.intp)[:: max(1, len(chosen) // PHOTOS)][:PHOTOS]
        if not len(places):
            return []
        contents = {page: row.content_id for page, row in described.items()}
        return [
            standing
            for page, row in zip(pages[places].tolist(), rows[places], strict=True)
            if (standing := self._best_other(space, page, row, contents)) is not None
        ]

    def _best_other(self, space: Space, page: int, row: Matrix, contents: dict[int, int]) -> float | None:
        nearest = self._dense.nearest(space, row, _NEIGHBOURS, least=-inf)
        unknown = [other for other in nearest.cosines if other not in contents]
        contents.update((each.page_id, each.content_id) for each in self._describe(unknown))
        others = [other for other in nearest.cosines if contents.get(other) != contents.get(page)]
        return max(map(nearest.standing, others), default=None)


def _is_photo(row: "PageRow | None") -> bool:
    return row is not None and row.kind is Kind.PHOTO
