"""Tags of pictures that look alike and that people have tagged, less those that people refused."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix
from imtextgui.search.routes.null_distribution import NullDistribution

_NEAREST = 8
"""Pictures whose tags count."""

_LEAST_SHARE = 0.6
"""Share of the likeness of all neighbours that must speak for a tag."""

_SAMPLE, _PROBES = 1024, 96
_LEAST_DEVIATION = 1e-3
_FEWEST_KNOWN = 10
"""Tagged pictures from which on it is measured how often neighbours are right; with fewer it is assumed."""

_ASSUMED = 0.8
_POSSIBLE, _STRONG = 0.5, 1.0
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A page that looks alike: its id and its weight, 0.5 for a possible likeness and 1 for a strong one."""

    page_id: int
    weight: float


class Neighbours:
    """The pages with something that people said, and how near others are to them by appearance."""

    def __init__(
        self,
        page_ids: Ids,
        rows: Matrix,
        contents: Mapping[int, str],
        tags: Mapping[int, Set[str]],
        refused: Mapping[int, Set[str]],
    ) -> None:
        """``rows`` [n, dim] are those of ``page_ids`` [n], ``contents`` tells pages of one file.

        ``tags`` and ``refused`` are what people said, by page id.
        """
        self._tags, self._refused, self._contents = tags, refused, contents
        self._known = np.array([page in tags or page in refused for page in page_ids.tolist()], dtype=bool)
        self._page_ids, self._rows = page_ids, rows
        self._places = {page: place for place, page in enumerate(page_ids.tolist())}
        self._sample = rows[:: max(1, len(rows) // _SAMPLE)] if len(rows) else rows
        self._null = NullDistribution.of_pages(self._probes())
        self.precision = self._measured() if self._known.any() else 0.0
        """How often what neighbours say is right: each tagged picture was asked as if it had no tags."""

    def of(self, page_id: int) -> list[Neighbour]:
        """The pages with something that people said which look like ``page_id``, the most alike first."""
        place = self._places.get(page_id)
        if place is None or not self._known.any():
            return []
        row = self._rows[place]
        unrelated = self._sample @ row
        mean, deviation = float(unrelated.mean()), max(float(unrelated.std()), _LEAST_DEVIATION)
        known = np.flatnonzero(self._known)
        cosines = self._rows[known] @ row
        near: list[Neighbour] = []
        for order in np.argsort(-cosines).tolist():
            other = int(self._page_ids[known[order]])
            standing = (float(cosines[order]) - mean) / deviation
            if standing < self._null.possible or len(near) == _NEAREST:
                break
            if self._contents.get(other) != self._contents.get(page_id):
                near.append(Neighbour(other, _STRONG if standing >= self._null.strong else _POSSIBLE))
        return near

    def suggest(self, page_id: int) -> list[tuple[str, float, list[int]]]:
        """Tags that pages alike have, each with the share that speaks for it and the ids of these pages."""
        near = self.of(page_id)
        votes: dict[str, float] = defaultdict(float)
        voters: dict[str, list[int]] = defaultdict(list)
        total = sum(neighbour.weight for neighbour in near)
        for neighbour in near:
            for tag in sorted(self._tags.get(neighbour.page_id, ())):
                votes[tag] += neighbour.weight
                voters[tag].append(neighbour.page_id)
            for tag in self._refused.get(neighbour.page_id, ()):
                votes[tag] -= neighbour.weight
        return [
            (tag, votes[tag] / total, pages)
            for tag, pages in voters.items()
            if votes[tag] >= _STRONG and votes[tag] / total >= _LEAST_SHARE
        ]

    def _probes(self) -> list[float]:
        """How near the nearest page of another file is to pages spread over the catalogue, in deviations."""
        step = max(1, len(self._rows) // _PROBES)
        reached = []
        for place in range(0, len(self._rows), step):
            cosines = self._rows @ self._rows[place]
            own = self._contents.get(int(self._page_ids[place]))
            for order in np.argsort(-cosines)[:_NEAREST].tolist():
                if self._contents.get(int(self._page_ids[order])) != own:
                    unrelated = self._sample @ self._rows[place]
                    spread = max(float(unrelated.std()), _LEAST_DEVIATION)
                    reached.append((float(cosines[order]) - float(unrelated.mean())) / spread)
                    break
        return reached

    def _measured(self) -> float:
        right = asked = 0
        for place in np.flatnonzero(self._known).tolist()[:_AT_ONCE]:
            page = int(self._page_ids[place])
            if own := self._tags.get(page):
                for tag, _, _ in self.suggest(page):
                    asked += 1
                    right += tag in own
        return right / asked if asked >= _FEWEST_KNOWN else _ASSUMED
