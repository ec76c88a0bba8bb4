"""The geometry route: which of the likely pages show the same as the photos, point by point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from imtextgui.domain.query import Band, Evidence, Photo, Route
from imtextgui.search.geometry.features import Features, unpack
from imtextgui.search.geometry.verify import Agreement, Verifier
from imtextgui.search.photo.query_photo import on_whole

CANDIDATES = 50
STRONG = 20
"""Agreeing points from which on photo and page show the same for certain."""
MANY = 40
"""Points beyond which it makes no difference how many agree, unless others have more."""
COPIES = 5
"""Pages that may show the same: revisions, twins in other languages. What more have in common is their form."""
AHEAD = 1.5
"""How many times the points of the common form a page must have that is more than another one in the same form."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The answer of the geometry route: of each page that agrees with a photo, the agreement with the best one.

    ``compared`` are all pages that were looked at.
    """

    pages: Mapping[int, Agreement] = field(default_factory=dict)
    compared: frozenset[int] = frozenset()

    def __or__(self, other: "Proof") -> "Proof":
        """What both have found; they looked at different pages."""
        return Proof({**self.pages, **other.pages}, self.compared | other.compared)

    def certain(self) -> int:
        """The page that agrees in more points than any other could by chance or by its form; 0 where none does."""
        best = max(self.pages, key=lambda page: self.pages[page].inliers, default=0)
        return best if best and self._tells(best, MANY) else 0

    def strengths(self) -> dict[int, float]:
        """Strength of each page, 0 to 1: its points beyond those of the form, as a share of the best page's."""
        form = self._form()
        beyond = {page: each.inliers - form for page, each in self.pages.items()}
        most = max([MANY, *beyond.values()])
        return {page: max(0, each) / most for page, each in beyond.items()}

    def band(self, page: int) -> Band:
        """How sure ``page`` is."""
        found = self.pages.get(page)
        if found is None:
            return Band.NONE
        return Band.STRONG if self._tells(page, STRONG) else Band.POSSIBLE

    def _tells(self, page: int, least: int) -> bool:
        """Whether ``page`` agrees in ``least`` points or more, and in clearly more than the form of many has."""
        return self.pages[page].inliers >= max(least, AHEAD * self._form())

    def _form(self) -> int:
        """The points that many pages have: those of a frame, a title block, a head or foot that all sheets share."""
        most = sorted((each.inliers for each in self.pages.values()), reverse=True)
        return most[COPIES] if len(most) > COPIES else 0

    def evidence(self, page: int) -> Evidence:
        """Why ``page``, one of ``pages``, is proposed."""
        found = self.pages[page]
        return Evidence(
            Route.GEOMETRY,
            1 + sum(each.inliers > found.inliers for each in self.pages.values()),
            found.inliers,
            region=found.region,
            photo_region=found.photo_region,
        )


def prove(photos: Sequence[tuple[Photo, Features]], packed: Mapping[int, bytes], *, every: bool) -> Proof:
    """Compare ``photos`` with pages, given by id; ``every``: a page has to agree with all of the photos."""
    kept = {page: unpack(each) for page, each in packed.items()}
    pages = {page: found for page, found in kept.items() if found is not None}
    agreements = [_placed(photo, Verifier(found).agreements(pages)) for photo, found in photos]
    together: dict[int, Agreement] = {}
    for page in pages:
        with_photos = [each[page] for each in agreements if page in each]
        if with_photos and not (every and len(with_photos) < len(photos)):
            together[page] = (min if every else max)(with_photos, key=lambda each: each.inliers)
    return Proof(together, frozenset(packed))


def _placed(photo: Photo, found: Mapping[int, Agreement]) -> dict[int, Agreement]:
    """The regions of the crop as parts of the whole photo."""
    return {
        page: replace(each, photo_region=on_whole(photo.crop, each.photo_region))
        for page, each in found.items()
    }
