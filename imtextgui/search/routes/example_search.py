"""Named parts in answers: what looks like the examples of a part that is named by the words or shown by the photo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from imtextgui.domain.embedding import Ids, Space
from imtextgui.domain.learning.learned import Prototype
from imtextgui.domain.query import Route
from imtextgui.domain.text.normalization import find
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.routes.dense import DenseSearch
from imtextgui.search.routes.null_distribution import NullDistributions

MOST_NAMED = 3
"""Parts that one query is taken to name."""

SPACES = (Space.PICTURE, Space.APPEARANCE)


class PagesOfFiles(Protocol):
    """Finds the pages of files by what they hold; ``store.content.contents`` does."""

    def first_pages(self, digests: Sequence[str]) -> Sequence[int]:
        """The first page of each file that there is."""


@dataclass(frozen=True, slots=True)
class ExampleMatches:
    """The evidence of examples: the strength of each page, 0 to 1, and the part that it looks like."""

    strengths: Mapping[int, float] = field(default_factory=dict)
    parts: Mapping[int, str] = field(default_factory=dict)

    def among(self, pages: Ids | None) -> "ExampleMatches":
        """Only those of ``pages``, None for all."""
        if pages is None:
            return self
        kept = set(pages.tolist()) & set(self.strengths)
        return ExampleMatches(
            {page: self.strengths[page] for page in kept}, {page: self.parts[page] for page in kept}
        )


class ExampleSearch:
    """Compares queries and pages with the prototypes of one catalogue."""

    def __init__(
        self,
        prototypes: Sequence[Prototype],
        dense: DenseSearch,
        nulls: NullDistributions,
        files: PagesOfFiles,
    ) -> None:
        self._prototypes = prototypes
        self._dense = dense
        self._nulls = nulls
        self._files = files
        self._pages: dict[str, Mapping[int, float]] = {}

    def matches(self, parsed: ParsedQuery, photos: Iterable[PictureVectors]) -> ExampleMatches:
        """What looks like the parts that ``parsed`` names, or that its ``photos`` show."""
        if not self._prototypes or not parsed.wants(Route.EXAMPLES):
            return ExampleMatches()
        worth = dict.fromkeys(self._named(parsed.text), 1.0)
        for vectors in photos:
            worth |= self._shown(vectors)
        strengths: dict[int, float] = {}
        parts: dict[int, str] = {}
        for prototype, share in worth.items():
            for page, strength in self._like(prototype).items():
                if share * strength > strengths.get(page, 0.0):
                    strengths[page], parts[page] = share * strength, prototype.name
        return ExampleMatches(strengths, parts)

    def _named(self, text: str) -> list[Prototype]:
        """The parts whose name stands in ``text``; of names within one another the longest."""
        named = [
            (max(len(name) for name in prototype.names if find(text, name)), prototype)
            for prototype in self._prototypes
            if any(find(text, name) for name in prototype.names)
        ]
        longest = max((length for length, _ in named), default=0)
        return [prototype for length, prototype in named if 2 * length >= longest][:MOST_NAMED]

    def _shown(self, vectors: PictureVectors) -> dict[Prototype, float]:
        """The part that a photo shows, if it looks enough like one, with how surely, 0 to 1."""
        likeness = [
            float(one.likeness(vectors.joint, vectors.appearance)[0]) - one.least for one in self._prototypes
        ]
        best = int(np.argmax(likeness))
        prototype = self._prototypes[best]
        if likeness[best] < 0:
            return {}
        return {prototype: 0.5 + 0.5 * min(1.0, likeness[best] / max(1.0 - prototype.least, 1e-6))}

    def _like(self, prototype: Prototype) -> Mapping[int, float]:
        """How much pages look like a part, 0 to 1; the examples themselves count 1."""
        if prototype.name not in self._pages:
            by_space = []
            for space, row in zip(SPACES, (prototype.picture, prototype.appearance), strict=True):
                nearest = self._dense.nearest(space, row)
                scores = {page: nearest.z_score(page) for page in nearest.cosines}
                by_space.append(self._nulls.of_photos(space).strengths(scores))
            pages = {page for strengths in by_space for page in strengths}
            near = {page: sum(strengths.get(page, 0.0) for strengths in by_space) / 2 for page in pages}
            near |= dict.fromkeys(self._files.first_pages(prototype.digests), 1.0)
            self._pages[prototype.name] = near
        return self._pages[prototype.name]
